// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace TillGate {
  internal static class Native {
    internal const string Library = "tillgate";  // tillgate.dll, libtillgate.so

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern IntPtr tillgate_version();
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern IntPtr tillgate_status_name(int status);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_answer(int handle, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_last_error(int handle, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_open(byte[] config_path, int deadline_ms, out int gate, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_close(int gate, int deadline_ms);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_status(int gate, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_catalogue_import(int gate, byte[] products, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_stock_receive(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_policy_install(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_policy_rollback(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sync(int gate, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_uploads_requeue(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_reconcile(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_checkpoint(int gate, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_receipt(int gate, byte[] sale, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_export(int gate, byte[] folder, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_person_erase(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_scanner_check(int gate, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_begin(int gate, byte[] document, int deadline_ms, out int sale, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_identify(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_set_line(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_remove_line(int sale, int line, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_move_line(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_scan(int sale, byte[] bytes, int length, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_scan_image(int sale, byte[] pixels, int width, int height, int row_bytes, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_scan_frame(int sale, byte[] pixels, int width, int height, int row_bytes, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_learn(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_prescription(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_review(int sale, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_override(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_quote(int sale, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_settle(int sale, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_authorise(int sale, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_outcome(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_abandon(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_refund(int sale, byte[] document, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_show(int sale, int deadline_ms, byte[] answer, ref int answer_size);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_sale_close(int sale, int deadline_ms);
    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern int tillgate_call(int gate, byte[] method, byte[] request, int deadline_ms, byte[] answer, ref int answer_size);
  }

  /// <summary>Why a call gave no answer.</summary>
  public enum Status {
    /// <summary>done; the out parameters are filled</summary>
    Ok = 0,
    /// <summary>an argument is outside its documented range</summary>
    EArgument = -1,
    /// <summary>a document is malformed or breaks its schema; `where` is the JSON pointer</summary>
    EDocument = -2,
    /// <summary>the call took effect, its answer did not fit; fetch it with tillgate_answer</summary>
    ERoom = -3,
    /// <summary>not an open handle of this kind</summary>
    EHandle = -4,
    /// <summary>another call is running on this handle; nothing changed</summary>
    EBusy = -5,
    /// <summary>the sale is not in a state that allows this call; nothing changed</summary>
    EState = -6,
    /// <summary>the configuration cannot be used</summary>
    EConfig = -7,
    /// <summary>the database could not be read or written</summary>
    EStore = -8,
    /// <summary>another program holds the database</summary>
    ELocked = -9,
    /// <summary>a key is missing or unusable</summary>
    EKey = -10,
    /// <summary>the rule pack is missing or broken</summary>
    EPolicy = -11,
    /// <summary>the insurance platform was not reached; no money moved</summary>
    EOffline = -12,
    /// <summary>the platform's reply was lost; the sale is being reversed</summary>
    EUncertain = -13,
    /// <summary>the insurance platform answered something that cannot be understood</summary>
    EPlatform = -14,
    /// <summary>the image decoder is not available; the next image starts a new one</summary>
    EDecoder = -15,
    /// <summary>the deadline passed before the work was done; nothing changed</summary>
    EDeadline = -16,
    /// <summary>called in a forked child of the process that opened the gate</summary>
    EForked = -17,
    /// <summary>a documented limit would be passed; nothing changed</summary>
    ELimit = -18,
    /// <summary>the sealed log does not match its signature</summary>
    ELedger = -19,
    /// <summary>the same key was used before for something else; nothing changed</summary>
    EConflict = -20,
    /// <summary>a fault in the library; the step was not done</summary>
    EInternal = -99,
  }

  internal static class StatusTexts {
    // name, caller, English, Chinese, next step
    internal static readonly Dictionary<int, string[]> All = new Dictionary<int, string[]> {
      { 0, new[] { "OK", "GO_ON", "done; the out parameters are filled", "完成", "继续" } },
      { -1, new[] { "E_ARGUMENT", "FIX_CALL", "an argument is outside its documented range", "收银软件调用有误", "请联系收银软件厂家" } },
      { -2, new[] { "E_DOCUMENT", "FIX_CALL", "a document is malformed or breaks its schema; `where` is the JSON pointer", "收银软件送来的数据有误", "请联系收银软件厂家" } },
      { -3, new[] { "E_ROOM", "FIX_CALL", "the call took effect, its answer did not fit; fetch it with tillgate_answer", "收银软件缓冲区太小", "请联系收银软件厂家" } },
      { -4, new[] { "E_HANDLE", "FIX_CALL", "not an open handle of this kind", "收银软件调用有误", "请联系收银软件厂家" } },
      { -5, new[] { "E_BUSY", "RETRY", "another call is running on this handle; nothing changed", "正在处理上一步", "请稍候再试" } },
      { -6, new[] { "E_STATE", "FIX_CALL", "the sale is not in a state that allows this call; nothing changed", "这一步现在不能做", "请按提示的顺序操作" } },
      { -7, new[] { "E_CONFIG", "CALL_SERVICE", "the configuration cannot be used", "医保闸门配置有误", "请联系信息员检查配置" } },
      { -8, new[] { "E_STORE", "CALL_SERVICE", "the database could not be read or written", "本机数据库读写失败", "不能刷医保,请联系信息员" } },
      { -9, new[] { "E_LOCKED", "CALL_SERVICE", "another program holds the database", "数据库正被别的程序占用", "请关闭重复打开的收银程序" } },
      { -10, new[] { "E_KEY", "CALL_SERVICE", "a key is missing or unusable", "签名密钥不可用", "不能刷医保,请联系信息员" } },
      { -11, new[] { "E_POLICY", "CALL_SERVICE", "the rule pack is missing or broken", "规则包不可用", "不能刷医保,请联系信息员" } },
      { -12, new[] { "E_OFFLINE", "ASK_CASHIER", "the insurance platform was not reached; no money moved", "医保网不通,没有扣款", "稍后再试,或改自费并保留小票" } },
      { -13, new[] { "E_UNCERTAIN", "ASK_CASHIER", "the platform's reply was lost; the sale is being reversed", "医保没有回音,正在撤销", "先不要交药,等系统提示结果" } },
      { -14, new[] { "E_PLATFORM", "CALL_SERVICE", "the insurance platform answered something that cannot be understood", "医保平台回答异常", "稍后再试,不行请联系信息员" } },
      { -15, new[] { "E_DECODER", "RETRY", "the image decoder is not available; the next image starts a new one", "没有识别成功", "请再拍一次或用扫码枪" } },
      { -16, new[] { "E_DEADLINE", "RETRY", "the deadline passed before the work was done; nothing changed", "超时,没有完成", "请再试一次" } },
      { -17, new[] { "E_FORKED", "FIX_CALL", "called in a forked child of the process that opened the gate", "收银软件调用有误", "请联系收银软件厂家" } },
      { -18, new[] { "E_LIMIT", "FIX_CALL", "a documented limit would be passed; nothing changed", "超过数量上限", "请分成几单" } },
      { -19, new[] { "E_LEDGER", "CALL_SERVICE", "the sealed log does not match its signature", "封存记录校验失败", "不能刷医保,请联系信息员" } },
      { -20, new[] { "E_CONFLICT", "FIX_CALL", "the same key was used before for something else; nothing changed", "单号重复", "请换一个单号" } },
      { -99, new[] { "E_INTERNAL", "CALL_SERVICE", "a fault in the library; the step was not done", "系统内部错误", "请联系信息员" } },
    };
  }

  public sealed partial class Gate {
    /// <summary>Health of the till</summary>
    public string Status(int deadlineMs = 5000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_status(Handle, deadlineMs, answer, ref size));
    }

    /// <summary>Add or change products 商品档案</summary>
    public string CatalogueImport(string products, int deadlineMs = 5000) {
      byte[] productsText = Utf8.Encode(products, "products", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_catalogue_import(Handle, productsText, deadlineMs, answer, ref size));
    }

    /// <summary>Take packs in 验收入库</summary>
    public string StockReceive(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_stock_receive(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Put a rule pack 规则包 in force</summary>
    public string PolicyInstall(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_policy_install(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Go back to an earlier version of a rule pack that was in force on this till before 规则包回退.</summary>
    public string PolicyRollback(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_policy_rollback(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Send the waiting uploads now and finish what was interrupted, until nothing waits or the deadline comes.</summary>
    public string Sync(int deadlineMs = 20000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sync(Handle, deadlineMs, answer, ref size));
    }

    /// <summary>Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the reason), after the cause was mended</summary>
    public string UploadsRequeue(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_uploads_requeue(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Compare our books with the platform's 对账, once a day after closing</summary>
    public string Reconcile(string document, int deadlineMs = 60000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_reconcile(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>The newest checkpoint 检查点 of the sealed log, a signed note</summary>
    public string Checkpoint() {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_checkpoint(Handle, answer, ref size));
    }

    /// <summary>What a customer carries home of a settled sale 存证凭据, to be printed on the receipt</summary>
    public string Receipt(string sale, int deadlineMs = 5000) {
      byte[] saleText = Utf8.Encode(sale, "sale", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_receipt(Handle, saleText, deadlineMs, answer, ref size));
    }

    /// <summary>Publish the sealed log into a folder an auditor can take away and check with tillgate-audit verify.</summary>
    public string ExportLog(string folder, int deadlineMs = 20000) {
      byte[] folderText = Utf8.Encode(folder, "folder", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_export(Handle, folderText, deadlineMs, answer, ref size));
    }

    /// <summary>Erase the person from a sale that is over 删除个人信息, when the person asks for it or the time of keeping has passed</summary>
    public string PersonErase(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_person_erase(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Check the settings of a hand scanner 扫码枪设置检查.</summary>
    public string ScannerCheck(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_scanner_check(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Make any call by its name.</summary>
    public string Call(string method, string request = null, int deadlineMs = 20000) {
      byte[] methodText = Utf8.Encode(method, "method", false);
      byte[] requestText = Utf8.Encode(request, "request", true);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_call(Handle, methodText, requestText, deadlineMs, answer, ref size));
    }
  }

  public sealed partial class Sale {
    /// <summary>Verify who buys, for this sale only (real-name purchase 实名购药)</summary>
    public string Identify(string document, int deadlineMs = 20000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_identify(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Add a line or replace the one with the same number.</summary>
    public string SetLine(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_set_line(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Take a line out of the sale, with the codes scanned for it.</summary>
    public string RemoveLine(int line, int deadlineMs = 5000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_remove_line(Handle, line, deadlineMs, answer, ref size));
    }

    /// <summary>Have lines paid by the customer and not by the fund 改自费, when the cashier says so and the customer agrees; the rest can then be settled.</summary>
    public string MoveLine(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_move_line(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Take in what a scanner sent.</summary>
    public string Scan(byte[] bytes, int deadlineMs = 5000) {
      if (bytes == null) throw new ArgumentNullException("bytes");
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_scan(Handle, bytes, bytes.Length, deadlineMs, answer, ref size));
    }

    /// <summary>Read all codes of a camera frame and take them in like tillgate_sale_scan.</summary>
    public string ScanImage(byte[] pixels, int width, int height, int rowBytes, int deadlineMs = 5000) {
      Utf8.CheckPixels(pixels, width, height, rowBytes);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_scan_image(Handle, pixels, width, height, rowBytes, deadlineMs, answer, ref size));
    }

    /// <summary>One frame of a camera that films the counter, as many a second as the register likes.</summary>
    public string ScanFrame(byte[] pixels, int width, int height, int rowBytes, int deadlineMs = 5000) {
      Utf8.CheckPixels(pixels, width, height, rowBytes);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_scan_frame(Handle, pixels, width, height, rowBytes, deadlineMs, answer, ref size));
    }

    /// <summary>A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to the product of its line.</summary>
    public string Learn(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_learn(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Attach a prescription 处方 with its pharmacist's review 审方.</summary>
    public string Prescription(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_prescription(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Judge the sale by the rule pack.</summary>
    public string Review(int deadlineMs = 5000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_review(Handle, deadlineMs, answer, ref size));
    }

    /// <summary>Lift findings that may be lifted</summary>
    public string OverrideFinding(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_override(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>What the fund, the account and the customer would pay 试算, for the reviewed basket.</summary>
    public string Quote(int deadlineMs = 20000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_quote(Handle, deadlineMs, answer, ref size));
    }

    /// <summary>Settle the reviewed sale exactly once and seal it.</summary>
    public string Settle(int deadlineMs = 20000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_settle(Handle, deadlineMs, answer, ref size));
    }

    /// <summary>Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of the configuration).</summary>
    public string Authorise(int deadlineMs = 5000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_authorise(Handle, deadlineMs, answer, ref size));
    }

    /// <summary>Tell what became of an authorised sale 结算结果回报.</summary>
    public string Outcome(string document, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_outcome(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Give the sale up.</summary>
    public string Abandon(string document = null, int deadlineMs = 5000) {
      byte[] documentText = Utf8.Encode(document, "document", true);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_abandon(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>Give a settled sale back 退货退费, whole and exactly once</summary>
    public string Refund(string document, int deadlineMs = 20000) {
      byte[] documentText = Utf8.Encode(document, "document", false);
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_refund(Handle, documentText, deadlineMs, answer, ref size));
    }

    /// <summary>The sale as it stands</summary>
    public string Show(int deadlineMs = 5000) {
      return Ask((byte[] answer, ref int size) =>
          Native.tillgate_sale_show(Handle, deadlineMs, answer, ref size));
    }
  }
}
