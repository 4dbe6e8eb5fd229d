// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
package tillgate;

/** Why a call gave no answer, and what the till should do about it (caller). */
public enum Status {
  /** done; the out parameters are filled */
  OK(0, "GO_ON", "done; the out parameters are filled", "完成", "继续"),
  /** an argument is outside its documented range */
  E_ARGUMENT(-1, "FIX_CALL", "an argument is outside its documented range", "收银软件调用有误", "请联系收银软件厂家"),
  /** a document is malformed or breaks its schema; `where` is the JSON pointer */
  E_DOCUMENT(-2, "FIX_CALL", "a document is malformed or breaks its schema; `where` is the JSON pointer", "收银软件送来的数据有误", "请联系收银软件厂家"),
  /** the call took effect, its answer did not fit; fetch it with tillgate_answer */
  E_ROOM(-3, "FIX_CALL", "the call took effect, its answer did not fit; fetch it with tillgate_answer", "收银软件缓冲区太小", "请联系收银软件厂家"),
  /** not an open handle of this kind */
  E_HANDLE(-4, "FIX_CALL", "not an open handle of this kind", "收银软件调用有误", "请联系收银软件厂家"),
  /** another call is running on this handle; nothing changed */
  E_BUSY(-5, "RETRY", "another call is running on this handle; nothing changed", "正在处理上一步", "请稍候再试"),
  /** the sale is not in a state that allows this call; nothing changed */
  E_STATE(-6, "FIX_CALL", "the sale is not in a state that allows this call; nothing changed", "这一步现在不能做", "请按提示的顺序操作"),
  /** the configuration cannot be used */
  E_CONFIG(-7, "CALL_SERVICE", "the configuration cannot be used", "医保闸门配置有误", "请联系信息员检查配置"),
  /** the database could not be read or written */
  E_STORE(-8, "CALL_SERVICE", "the database could not be read or written", "本机数据库读写失败", "不能刷医保,请联系信息员"),
  /** another program holds the database */
  E_LOCKED(-9, "CALL_SERVICE", "another program holds the database", "数据库正被别的程序占用", "请关闭重复打开的收银程序"),
  /** a key is missing or unusable */
  E_KEY(-10, "CALL_SERVICE", "a key is missing or unusable", "签名密钥不可用", "不能刷医保,请联系信息员"),
  /** the rule pack is missing or broken */
  E_POLICY(-11, "CALL_SERVICE", "the rule pack is missing or broken", "规则包不可用", "不能刷医保,请联系信息员"),
  /** the insurance platform was not reached; no money moved */
  E_OFFLINE(-12, "ASK_CASHIER", "the insurance platform was not reached; no money moved", "医保网不通,没有扣款", "稍后再试,或改自费并保留小票"),
  /** the platform's reply was lost; the sale is being reversed */
  E_UNCERTAIN(-13, "ASK_CASHIER", "the platform's reply was lost; the sale is being reversed", "医保没有回音,正在撤销", "先不要交药,等系统提示结果"),
  /** the insurance platform answered something that cannot be understood */
  E_PLATFORM(-14, "CALL_SERVICE", "the insurance platform answered something that cannot be understood", "医保平台回答异常", "稍后再试,不行请联系信息员"),
  /** the image decoder is not available; the next image starts a new one */
  E_DECODER(-15, "RETRY", "the image decoder is not available; the next image starts a new one", "没有识别成功", "请再拍一次或用扫码枪"),
  /** the deadline passed before the work was done; nothing changed */
  E_DEADLINE(-16, "RETRY", "the deadline passed before the work was done; nothing changed", "超时,没有完成", "请再试一次"),
  /** called in a forked child of the process that opened the gate */
  E_FORKED(-17, "FIX_CALL", "called in a forked child of the process that opened the gate", "收银软件调用有误", "请联系收银软件厂家"),
  /** a documented limit would be passed; nothing changed */
  E_LIMIT(-18, "FIX_CALL", "a documented limit would be passed; nothing changed", "超过数量上限", "请分成几单"),
  /** the sealed log does not match its signature */
  E_LEDGER(-19, "CALL_SERVICE", "the sealed log does not match its signature", "封存记录校验失败", "不能刷医保,请联系信息员"),
  /** the same key was used before for something else; nothing changed */
  E_CONFLICT(-20, "FIX_CALL", "the same key was used before for something else; nothing changed", "单号重复", "请换一个单号"),
  /** a fault in the library; the step was not done */
  E_INTERNAL(-99, "CALL_SERVICE", "a fault in the library; the step was not done", "系统内部错误", "请联系信息员");

  public final int number;
  public final String caller;
  public final String en;
  public final String zh;
  public final String nextZh;

  Status(int number, String caller, String en, String zh, String nextZh) {
    this.number = number;
    this.caller = caller;
    this.en = en;
    this.zh = zh;
    this.nextZh = nextZh;
  }

  /** null for a number of a newer library. */
  public static Status of(int number) {
    for (Status status : values()) if (status.number == number) return status;
    return null;
  }
}
