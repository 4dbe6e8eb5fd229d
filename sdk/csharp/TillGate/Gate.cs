// TillGate 收银闸 for C#: handles that close themselves, answers as strings, errors as exceptions.
//
//   using (var gate = new TillGate.Gate("config.json"))
//   using (var sale = gate.Begin("{\"key\":\"R0001\",\"operator\":{\"id\":\"C001\",\"name\":\"收银员甲\"}}")) {
//     sale.Identify(…); sale.SetLine(…); sale.Scan(Encoding.UTF8.GetBytes("89900180000000000001\r"));
//     string verdict = sale.Review();   // JSON; a refused sale is an answer too
//     string outcome = sale.Settle();   // hand over when it says "settled":true
//   }
//
// C# 5 and .NET Framework 4.5 or Mono; no package beside the native library (tillgate.dll, libtillgate.so).
// Threads: sales of one gate may run in parallel, calls on one object must not (Status.EBusy).
using System;
using System.Text;

namespace TillGate {
  /// <summary>There is no answer. Caller tells what the till must do; show Zh and NextZh.</summary>
  public sealed class TillGateException : Exception {
    public Status Status { get; private set; }
    /// <summary>Such as E_OFFLINE.</summary>
    public string Name { get; private set; }
    /// <summary>GO_ON, FIX_CALL, RETRY, ASK_CASHIER or CALL_SERVICE.</summary>
    public string Caller { get; private set; }
    public string En { get; private set; }
    public string Zh { get; private set; }
    public string NextZh { get; private set; }
    /// <summary>error.schema.json with detail and place, for the log; empty when there was no handle to ask.</summary>
    public string Document { get; private set; }

    internal TillGateException(int status, string document)
        : base(TextsOf(status)[0] + ": " + TextsOf(status)[3] + " " + document) {
      string[] texts = TextsOf(status);
      Status = (Status)status;
      Name = texts[0];
      Caller = texts[1];
      En = texts[2];
      Zh = texts[3];
      NextZh = texts[4];
      Document = document;
    }

    private static string[] TextsOf(int status) {
      string[] texts;
      if (StatusTexts.All.TryGetValue(status, out texts)) return texts;
      return new[] { Utf8.Static(Native.tillgate_status_name(status)), "CALL_SERVICE", "", "", "" };
    }
  }

  internal delegate int Call(byte[] answer, ref int size);

  internal static class Utf8 {
    internal static byte[] Encode(string text, string name, bool optional) {
      if (text == null) {
        if (optional) return null;
        throw new ArgumentNullException(name);
      }
      if (text.IndexOf('\0') >= 0) throw new ArgumentException("a text cannot hold a NUL character", name);
      return Encoding.UTF8.GetBytes(text + "\0");
    }

    // The size counts the NUL.
    internal static string Decode(byte[] answer, int size) {
      return Encoding.UTF8.GetString(answer, 0, size - 1);
    }

    internal static string Static(IntPtr text) {
      int length = 0;
      while (System.Runtime.InteropServices.Marshal.ReadByte(text, length) != 0) ++length;
      byte[] bytes = new byte[length];
      System.Runtime.InteropServices.Marshal.Copy(text, bytes, 0, length);
      return Encoding.UTF8.GetString(bytes);
    }

    internal static void CheckPixels(byte[] pixels, int width, int height, int rowBytes) {
      if (pixels == null || pixels.LongLength < (long)(height - 1) * rowBytes + width)
        throw new ArgumentException("fewer pixels than the sizes say", "pixels");
    }
  }

  /// <summary>What gates and sales have in common.</summary>
  public abstract class Asking : IDisposable {
    private const int Ok = 0, Room = -3, Busy = -5, Argument = -1;

    /// <summary>The number the C functions know it by; 0 when closed.</summary>
    public int Handle { get; protected set; }

    // Once into a buffer that usually fits, again when it did not.
    internal static string Fetched(Call fetch) {
      byte[] text = new byte[4096];
      for (;;) {
        int size = text.Length;
        int status = fetch(text, ref size);
        if (status == Ok) return Utf8.Decode(text, size);
        if (status != Room) return "";
        text = new byte[size];
      }
    }

    internal static TillGateException Failure(int handle, int status) {
      return new TillGateException(status, Fetched((byte[] text, ref int room) =>
          Native.tillgate_last_error(handle, text, ref room)));
    }

    internal static string AnswerOf(int handle) {
      return Fetched((byte[] text, ref int room) => Native.tillgate_answer(handle, text, ref room));
    }

    internal string Ask(Call call) {
      byte[] answer = new byte[16384];
      int size = answer.Length;
      int status = call(answer, ref size);
      if (status == Room) return AnswerOf(Handle);  // it took effect; only its answer is fetched again
      if (status != Ok) throw Failure(Handle, status);
      return Utf8.Decode(answer, size);
    }

    internal delegate int Closing(int handle, int deadlineMs);

    internal void CloseBy(Closing closing, int deadlineMs) {
      int handle = Handle;
      if (handle == 0) return;
      int status = closing(handle, deadlineMs);
      if (status != Busy && status != Argument) Handle = 0;
      if (status != Ok) throw Failure(handle, status);
    }

    public abstract void Dispose();
  }

  /// <summary>One sale. Closing gives an open one up; it is sealed then.</summary>
  public sealed partial class Sale : Asking {
    /// <summary>The sale as it was found when it began.</summary>
    public string Begun { get; private set; }

    internal Sale(int handle) {
      Handle = handle;
      Begun = AnswerOf(handle);
    }

    public void Close(int deadlineMs = 5000) { CloseBy(Native.tillgate_sale_close, deadlineMs); }
    public override void Dispose() { Close(); }
  }

  /// <summary>An opened till.</summary>
  public sealed partial class Gate : Asking {
    /// <summary>The status document of the opening.</summary>
    public string Opened { get; private set; }

    public Gate(string configPath, int deadlineMs = 5000) {
      byte[] answer = new byte[65536];
      int size = answer.Length, handle = 0;
      int status = Native.tillgate_open(Utf8.Encode(configPath, "configPath", false), deadlineMs, out handle, answer, ref size);
      string text = size <= answer.Length ? Utf8.Decode(answer, size).TrimEnd('\0') : AnswerOf(handle);
      if (handle == 0) throw new TillGateException(status, text);
      Handle = handle;
      Opened = text;
    }

    /// <summary>The version of the native library.</summary>
    public static string Version { get { return Utf8.Static(Native.tillgate_version()); } }

    /// <summary>Begin a sale, or find the sale of that key again.</summary>
    public Sale Begin(string document, int deadlineMs = 5000) {
      int sale, size = 0;
      int status = Native.tillgate_sale_begin(Handle, Utf8.Encode(document, "document", false), deadlineMs, out sale, null, ref size);
      if (status != 0) throw Failure(Handle, status);
      return new Sale(sale);
    }

    /// <summary>Close the till and the sales that are still open; they are given up and sealed.</summary>
    public void Close(int deadlineMs = 20000) { CloseBy(Native.tillgate_close, deadlineMs); }
    public override void Dispose() { Close(); }
  }
}
