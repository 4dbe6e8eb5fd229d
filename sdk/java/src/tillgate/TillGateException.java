package tillgate;

/** There is no answer. caller() tells what the till must do; show zh() and nextZh(). */
public final class TillGateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final String name;
  private final String document;

  TillGateException(int number, String name, String document) {
    super(name + ": " + (Status.of(number) == null ? "" : Status.of(number).zh) + " " + document);
    this.number = number;
    this.name = name;
    this.document = document;
  }

  /** null for a number of a newer library. */
  public Status status() {
    return Status.of(number);
  }

  public int number() {
    return number;
  }

  /** Such as E_OFFLINE. */
  public String name() {
    return name;
  }

  /** GO_ON, FIX_CALL, RETRY, ASK_CASHIER or CALL_SERVICE. */
  public String caller() {
    return status() == null ? "CALL_SERVICE" : status().caller;
  }

  public String zh() {
    return status() == null ? "" : status().zh;
  }

  public String nextZh() {
    return status() == null ? "" : status().nextZh;
  }

  /** error.schema.json with detail and place, for the log; empty when there was no handle to ask. */
  public String document() {
    return document;
  }
}
