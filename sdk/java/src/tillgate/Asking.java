package tillgate;

import com.sun.jna.ptr.IntByReference;

/** What gates and sales have in common. */
public abstract class Asking implements AutoCloseable {
  static final int OK = 0;
  static final int ARGUMENT = -1;
  static final int ROOM = -3;
  static final int BUSY = -5;

  final Calls calls;
  int handle;

  Asking(Calls calls, int handle) {
    this.calls = calls;
    this.handle = handle;
  }

  interface Call {
    int make(byte[] answer, IntByReference size);
  }

  interface Closing {
    int close(int handle, int deadlineMs);
  }

  /** The number the C functions know it by; 0 when closed. */
  public int handle() {
    return handle;
  }

  /** Once into a buffer that usually fits, again when it did not. */
  static String fetched(Call fetch) {
    byte[] text = new byte[4096];
    for (;;) {
      IntByReference size = new IntByReference(text.length);
      int status = fetch.make(text, size);
      if (status == OK) return Utf8.decode(text, size.getValue());
      if (status != ROOM) return "";
      text = new byte[size.getValue()];
    }
  }

  static String answerOf(Calls calls, int handle) {
    return fetched((answer, size) -> calls.tillgate_answer(handle, answer, size));
  }

  static TillGateException failure(Calls calls, int handle, int status) {
    String document = fetched((answer, size) -> calls.tillgate_last_error(handle, answer, size));
    return new TillGateException(status, calls.tillgate_status_name(status), document);
  }

  String ask(Call call) {
    byte[] answer = new byte[16384];
    IntByReference size = new IntByReference(answer.length);
    int status = call.make(answer, size);
    if (status == ROOM) return answerOf(calls, handle); // it took effect; only its answer is fetched again
    if (status != OK) throw failure(calls, handle, status);
    return Utf8.decode(answer, size.getValue());
  }

  void close(Closing closing, int deadlineMs) {
    int open = handle;
    if (open == 0) return;
    int status = closing.close(open, deadlineMs);
    if (status != BUSY && status != ARGUMENT) handle = 0;
    if (status != OK) throw failure(calls, open, status);
  }

  @Override
  public abstract void close();
}
