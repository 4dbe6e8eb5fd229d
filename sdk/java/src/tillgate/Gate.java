package tillgate;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.util.Collections;

/**
 * TillGate 收银闸 for Java 8 and later, over JNA: handles that close themselves, answers as strings, errors as exceptions.
 *
 * <pre>{@code
 * try (Gate gate = Gate.open("config.json");
 *     Sale sale = gate.begin("{\"key\":\"R0001\",\"operator\":{\"id\":\"C001\",\"name\":\"收银员甲\"}}")) {
 *   sale.identify(…); sale.setLine(…); sale.scan("89900180000000000001\r".getBytes(UTF_8));
 *   String verdict = sale.review(); // JSON; a refused sale is an answer too
 *   String outcome = sale.settle(); // hand over when it says "settled":true
 * }
 * }</pre>
 *
 * The native library is found by the property tillgate.library, or by JNA's own search (jna.library.path).
 * Threads: sales of one gate may run in parallel, calls on one object must not (E_BUSY).
 */
public final class Gate extends GateCalls {
  private static Calls loaded;

  private final String opened;

  private Gate(Calls calls, int handle, String opened) {
    super(calls, handle);
    this.opened = opened;
  }

  private static synchronized Calls calls() {
    if (loaded == null)
      loaded = Native.load(System.getProperty("tillgate.library", "tillgate"), Calls.class,
          Collections.singletonMap(Library.OPTION_STRING_ENCODING, "UTF-8"));
    return loaded;
  }

  /** The version of the native library. */
  public static String version() {
    return calls().tillgate_version();
  }

  public static Gate open(String configPath) {
    return open(configPath, 5_000);
  }

  public static Gate open(String configPath, int deadlineMs) {
    Calls calls = calls();
    byte[] answer = new byte[65536];
    IntByReference size = new IntByReference(answer.length);
    IntByReference handle = new IntByReference(0);
    int status = calls.tillgate_open(Utf8.encode(configPath), deadlineMs, handle, answer, size);
    String text = size.getValue() <= answer.length
        ? Utf8.decode(answer, size.getValue()).replace("\0", "") : answerOf(calls, handle.getValue());
    if (handle.getValue() == 0) throw new TillGateException(status, calls.tillgate_status_name(status), text);
    return new Gate(calls, handle.getValue(), text);
  }

  /** The status document of the opening. */
  public String opened() {
    return opened;
  }

  public Sale begin(String document) {
    return begin(document, 5_000);
  }

  /** Begin a sale, or find the sale of that key again. */
  public Sale begin(String document, int deadlineMs) {
    IntByReference sale = new IntByReference(0);
    int status = calls.tillgate_sale_begin(handle, Utf8.encode(document), deadlineMs, sale, null, new IntByReference(0));
    if (status != OK) throw failure(calls, handle, status);
    return new Sale(calls, sale.getValue());
  }

  public void close(int deadlineMs) {
    close(calls::tillgate_close, deadlineMs);
  }

  /** Closes the sales that are still open with it; they are given up and sealed. */
  @Override
  public void close() {
    close(20_000);
  }
}
