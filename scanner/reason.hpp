// Why a scan was not accepted: one list feeds the enum, the stable names and the cashier's texts.
// Nothing of the scan itself is in these texts: it may be an identity number or a payment code.
#pragma once

#include <string_view>
#include <variant>

namespace tillgate::scanner {

/* clang-format off */
// Columns: name (stable, as programs get it), Chinese for the cashier, Chinese next step, English, English
// next step.
#define TILLGATE_SCAN_REASONS(X)                                                                                                                                                                        \
  X(empty,              "没有扫到内容",                  "请再扫一次",                                "nothing was scanned",                             "scan again")                                  \
  X(bad_encoding,       "扫到的是乱码",                  "请关掉中文输入法再扫一次",                  "the scan is not readable text",                   "switch the input method off, scan again")     \
  X(bad_char,           "扫到的内容里有多余的字符",      "请关掉中文输入法再扫一次",                  "characters that do not belong in a code",         "switch the input method off, scan again")     \
  X(bad_length,         "位数不对,没有扫全",             "请再扫一次",                                "digits are missing or too many",                  "scan again")                                  \
  X(bad_prefix,         "开头不对,不是药品追溯码",       "请扫药盒上8开头的20位追溯码",               "not a drug traceability code",                    "scan the 20 digits beginning with 8")         \
  X(bad_check,          "有一位读错了",                  "请再扫一次",                                "a digit was misread",                             "scan again")                                  \
  X(bad_structure,      "码的格式不对",                  "请核对后再扫一次",                          "the parts of the code do not fit",                "compare with the label, scan again")          \
  X(bad_region,         "码里的地区不存在",              "请核对后再扫一次",                          "the region in the code does not exist",           "compare and scan again")                      \
  X(bad_date,           "码里的日期不存在",              "请核对后再扫一次",                          "the date in the code does not exist",             "compare and scan again")                      \
  X(truncated,          "扫到的内容不完整",              "请再扫一次",                                "the scan was cut off",                            "scan again")                                  \
  X(unknown_symbology,  "扫码枪送来的前缀认不出",        "请关掉大写锁定再扫一次",                    "unknown symbology identifier",                    "switch caps lock off, scan again")            \
  X(bad_modifier,       "扫码枪送来的前缀不对",          "请再扫一次,不行请联系信息员",               "unknown modifier of the symbology",               "scan again, or have the scanner checked")     \
  X(bad_url,            "二维码里的网址不正常",          "请不要打开,改扫药盒上的条形码",             "the web address in the code is malformed",        "do not open it, scan the linear code")        \
  X(no_code,            "这个码里没有追溯码",            "请扫药盒上8开头的20位追溯码",               "no traceability code in it",                      "scan the 20 digits beginning with 8")         \
  X(ambiguous,          "一次扫到了两个追溯码",          "请遮住旁边的药盒,一次只扫一盒",             "two traceability codes at once",                  "cover the other pack, scan one")              \
  X(not_gs1_carrier,    "扫码枪没有说明这是GS1码",       "请联系信息员打开扫码枪的AIM前缀",           "no GS1 symbology identifier",                     "have the AIM prefix switched on")             \
  X(unknown_ai,         "GS1码里有认不出的内容",         "请再扫一次,不行请扫另一个码",               "unknown GS1 application identifier",              "scan again, or scan another code")            \
  X(ai_length,          "GS1码没有扫全",                 "请再扫一次",                                "a GS1 element has a wrong length",                "scan again")                                  \
  X(ai_missing,         "GS1码缺了商品号",               "请再扫一次,不行请扫另一个码",               "a GS1 element lacks the one it needs",            "scan again, or scan another code")            \
  X(duplicate_ai,       "GS1码里同一内容有两个值",       "请再扫一次,不行请扫另一个码",               "a GS1 element appears with two values",           "scan again, or scan another code")            \
  X(ai_conflict,        "GS1码的内容互相矛盾",           "请再扫一次,不行请扫另一个码",               "two GS1 elements exclude each other",             "scan again, or scan another code")            \
  X(got_sscc,           "这是物流箱码,不是追溯码",       "请扫药盒上8开头的20位追溯码",               "a shipping label, not a pack",                    "scan the traceability code of the pack")      \
  X(got_ean,            "这是商品条码,不是追溯码",       "请扫旁边8开头的20位追溯码",                 "the retail code, not the traceability code",      "scan the 20 digits beside it")                \
  X(got_gtin_no_serial, "这个码没有序列号,分不清哪一盒", "请扫药盒上的追溯码",                        "a GS1 code without a serial number",              "scan the traceability code of the pack")      \
  X(got_evoucher,       "这是医保码,不是药品码",         "请先扫药盒,刷医保时再扫它",                 "an insurance e-credential, not goods",            "scan the pack; use it when paying")           \
  X(got_id_number,      "这是身份证号码,不是药品码",     "请扫药盒上8开头的20位追溯码",               "an identity number, not goods",                   "scan the traceability code of the pack")      \
  X(got_pay_code,       "这是付款码,不是药品码",         "请先扫药盒,付款时再扫它",                   "a wallet's payment code, not goods",              "scan the pack; use it when paying")           \
  X(got_vet_trace24,    "这是兽药追溯码",                "请核对药品,兽药不能在这里卖",               "a veterinary traceability code",                  "check the goods: not for people")             \
  X(got_14digit,        "这是本位码或箱码,不是追溯码",   "请扫药盒上8开头的20位追溯码",               "a drug standard code or a carton's code",         "scan the traceability code of the pack")      \
  X(got_drug_id_only,   "只有追溯码的前7位",             "请扫码或输入全部20位",                      "only the first 7 digits",                         "scan or key all 20 digits")                   \
  X(got_serial_only,    "只有追溯码的后13位",            "请扫码或输入全部20位",                      "only the last 13 digits",                         "scan or key all 20 digits")                   \
  X(unknown,            "认不出这是什么码",              "请扫药盒上8开头的20位追溯码",               "not a code known here",                           "scan the 20 digits beginning with 8")         \
  X(old_15,             "这是15位的旧身份证号码",        "请出示18位的身份证",                        "an identity number of the withdrawn form",        "ask for the 18-character card")               \
  X(got_hmt,            "这是港澳台居民居住证号码",      "请按港澳台居民居住证办理",                  "a residence permit number",                       "choose the residence permit")                 \
  X(got_foreign_pr,     "这是外国人永久居留证号码",      "请按外国人永久居留证办理",                  "a foreign permanent resident's number",           "choose the permanent residence card")         \
  X(wrong_family,       "这不是药品批准文号",            "请核对批准文号",                            "a number of another authority, no drug approval", "compare with the approval")                   \
  X(unknown_field,      "码里有认不出的内容",            "请再扫一次,不行请扫另一个码",               "unknown field in the device code",                "scan again, or scan another code")            \
  X(duplicate_field,    "码里同一内容出现两次",          "请再扫一次,不行请扫另一个码",               "a field of the device code appears twice",        "scan again, or scan another code")            \
  X(tag_mismatch,       "读卡器答非所问",                "请把卡拔出再插一次",                        "the card answered another question",              "take the card out, put it in again")          \
  X(card_status,        "社保卡没有给出这一项",          "请把卡拔出再插一次,不行请用医保码",         "the card refused to tell this",                   "put the card in again, or use the QR code")   \
  X(need_psam,          "三代社保卡需要认证才能读",      "请用医保码,或联系信息员检查读卡器",         "a third-generation card read without its keys",   "use the QR code, or have the reader checked") \
  X(no_terminator,      "扫到的内容没有结束符",          "请再扫一次,不行请联系信息员把后缀设成回车", "the scan has no end mark",                        "scan again, or have the suffix set to CR")    \
  X(too_long,           "扫到的内容太长",                "请再扫一次,一次只扫一个码",                 "the scan is too long",                            "scan again, one code at a time")              \
  X(wrong_layout,       "键盘布局不对,数字变成了符号",   "请把系统键盘改成美式键盘再扫一次",          "wrong keyboard layout: digits came as signs",     "set the keyboard layout to US, scan again")   \
  X(too_few,            "追溯码没有扫够",                "请把每一盒都扫一遍",                        "fewer codes than packs",                          "scan every pack")                             \
  X(too_many,           "追溯码扫多了",                  "请核对数量,去掉多扫的",                     "more codes than packs",                           "compare the quantity, remove a code")         \
  X(wrong_item,         "这盒不是这一行的药",            "请核对药盒,扫对的那一盒",                   "the pack is of another product",                  "check the pack, scan the right one")          \
  X(duplicate,          "这一盒已经扫过",                "请扫另一盒",                                "this pack was scanned already",                   "scan another pack")                           \
  X(already_sold,       "这一盒以前卖过",                "请换一盒,这盒先收好查原因",                 "this pack was sold before",                       "take another pack, keep this one aside")      \
  X(got_outer_pack,     "这是中包装或整箱的追溯码",      "请拆开,扫每一盒上的追溯码",                 "the code of a bundle or a case",                  "open it, scan the code of every pack")        \
  X(got_udi_ma,         "这是医疗器械的码,不是药品码",   "请扫药盒上8开头的20位追溯码",               "a device identifier, not a drug's code",          "scan the traceability code of the pack")      \
  X(got_nhsa_code,      "这是医保目录编码,不是追溯码",   "请扫药盒上8开头的20位追溯码",               "a code of the insurance catalogue",               "scan the traceability code of the pack")      \
  X(two_meanings,       "这个码可能是两种码",            "请先选好要扫的内容,再扫一次",               "the code may be one of two kinds",                "choose what is to be scanned, scan again")    \
  X(other_kind,         "这不是现在要扫的码",            "请看屏幕上的提示,扫对应的码",               "not the kind of code asked for",                  "scan the code that the screen asks for")      \
  X(disputed,           "没有看清,两次识别结果不同",     "请对准一盒再拍一次,或用扫码枪",             "two readings of one code disagree",               "take the picture again, or scan")             \
  X(nothing_seen,       "画面里没有找到条码",            "请对准条码再拍一次,或用扫码枪",             "no code in the picture",                          "take the picture again, or scan")
/* clang-format on */

enum class Reason {
#define TILLGATE_SCAN_REASON(name, zh, next_zh, en, next_en) name,
  TILLGATE_SCAN_REASONS(TILLGATE_SCAN_REASON)
#undef TILLGATE_SCAN_REASON
};

// The parser of one kind answers what it found, or the first check that failed.
template <class T>
using Parsed = std::variant<T, Reason>;

template <class T>
bool accepted(const Parsed<T>& parsed) {
  return std::holds_alternative<T>(parsed);
}

}  // namespace tillgate::scanner
