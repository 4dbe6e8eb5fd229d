package tillgate;

/** One sale. Closing gives an open one up; it is sealed then. */
public final class Sale extends SaleCalls {
  private final String begun;

  Sale(Calls calls, int handle) {
    super(calls, handle);
    begun = answerOf(calls, handle);
  }

  /** The sale as it was found when it began. */
  public String begun() {
    return begun;
  }

  public void close(int deadlineMs) {
    close(calls::tillgate_sale_close, deadlineMs);
  }

  @Override
  public void close() {
    close(5_000);
  }
}
