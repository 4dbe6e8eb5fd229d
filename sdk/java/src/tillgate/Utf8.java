package tillgate;

import java.nio.charset.StandardCharsets;

/** Texts as the C functions take and give them. */
final class Utf8 {
  private Utf8() {}

  static byte[] encode(String text) {
    if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a text cannot hold a NUL character");
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** The size counts the NUL. */
  static String decode(byte[] answer, int size) {
    return new String(answer, 0, size - 1, StandardCharsets.UTF_8);
  }

  static void checkPixels(byte[] pixels, int width, int height, int rowBytes) {
    if (pixels.length < (long) (height - 1) * rowBytes + width)
      throw new IllegalArgumentException("fewer pixels than the sizes say");
  }
}
