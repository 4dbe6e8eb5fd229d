// Guided check of a scanner's settings 扫码枪设置检查: the register shows three printed codes, each
// is scanned once, and what arrived tells which setting is wrong and what to do about it.
//
// The three codes hold what tells the settings apart: a Code 128 with small and capital letters and
// the keys that layouts disagree on, a GS1 DataMatrix with a separator, a QR code with a web
// address. Their pictures stand beside this file as test-code-1.svg to test-code-3.svg.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tillgate::scanner {

struct TestCode {
  std::string_view picture;  // file name of its SVG
  std::string_view aim;      // what a scanner that is set right sends in front
  std::string_view data;     // and behind it; byte 1D is the separator
  std::string_view printed;  // what people read under the picture
};

inline constexpr std::size_t test_code_count = 3;
const std::array<TestCode, test_code_count>& test_codes();

// Columns: name (stable); whether codes are misread or refused with it, or all are read none the
// less; Chinese, what to do; English, what to do. The worst first.
/* clang-format off */
#define TILLGATE_SETUP_FAULTS(X)                                                                                                                                                                                 \
  X(wrong_code,        blocks, "收到的不是这个测试码",    "请按屏幕上的顺序扫测试码",                     "another code arrived",                           "scan the test codes in the order shown")            \
  X(nothing,           blocks, "没有收到这个测试码",      "请对准再扫一次,仍收不到就检查数据线和接口",    "this test code did not arrive",                  "scan it again, then check cable and interface")     \
  X(no_suffix,         blocks, "没有发送结束符",          "请扫说明书里的“添加回车后缀”设置码",           "no suffix was sent",                             "scan 'Add CR Suffix' in the scanner's manual")      \
  X(wrong_layout,      blocks, "键盘布局不对",            "请把系统键盘和扫码枪的键盘国家都设为美式",     "the keyboard layout is wrong",                   "set the system's and the scanner's layout to US")   \
  X(input_method,      blocks, "中文输入法开着",          "请切换到英文输入,或把扫码枪改为串口",          "an input method is switched on",                 "switch to English, or use a serial interface")      \
  X(keys_lost,         blocks, "有字符丢失",              "请扫“字符间延时”设置码,设为5到10毫秒",         "characters were lost",                           "set an inter-character delay of 5 to 10 ms")        \
  X(capitals_swapped,  blocks, "大小写颠倒",              "请关掉键盘的大写锁定(Caps Lock)",              "capitals and small letters are swapped",         "switch caps lock off")                              \
  X(letters_forced,    blocks, "字母全成了大写或小写",    "请扫“大小写:保持原样”设置码",                  "all letters arrive in one case",                 "scan 'Case Conversion: None' in the manual")        \
  X(no_aim,            blocks, "没有发送AIM前缀",         "请扫“发送AIM标识”设置码",                      "no AIM symbology identifier was sent",           "scan 'Transmit AIM Code ID' in the manual")         \
  X(lost_separator,    blocks, "GS1分隔符丢失",           "请扫“发送GS/FNC1”或“控制字符:Ctrl方式”设置码", "the GS1 separator was lost",                     "scan 'Transmit GS (FNC1)' or 'Control characters'") \
  X(extra_text,        blocks, "前后多了字符",            "请扫“清除前后缀”设置码,再添加回车后缀",        "extra characters in front or behind",            "clear all prefixes and suffixes, then add CR")      \
  X(altered,           blocks, "内容被改动",              "请扫“恢复出厂设置”设置码,再从头检查",          "the data is altered",                            "restore the factory defaults and begin again")      \
  X(foreign_separator, warns,  "GS1分隔符变成了别的字符", "能识别;最好把“GS替换”设回ASCII 29",            "the GS1 separator arrives as another character", "understood; better set it back to ASCII 29")        \
  X(eci_escape,        warns,  "二维码前多了\\000026",    "能识别;最好扫“ECI:关闭”设置码",                "an ECI escape arrives before the data",          "understood; better switch ECI output off")
/* clang-format on */

enum class SetupFault {
#define TILLGATE_SETUP_FAULT(name, weight, zh, next_zh, en, next_en) name,
  TILLGATE_SETUP_FAULTS(TILLGATE_SETUP_FAULT)
#undef TILLGATE_SETUP_FAULT
};

struct SetupFinding {
  SetupFault fault = SetupFault::nothing;
  std::string_view id;  // its stable name
  std::string_view zh, next_zh, en, next_en;
  bool blocks = true;                // codes are misread or refused with it
  std::vector<std::size_t> seen_on;  // which test codes showed it, 0 to 2
};

struct SetupReport {
  std::vector<SetupFinding> findings;  // each fault once, the worst first
  bool usable = false;                 // nothing blocks
  std::string separator_seen;          // what stood for the separator, when it was not 1D
};

// `received` holds what the scanner sent for each test code as it arrived, with prefix and suffix;
// an empty text where nothing came. Keeps nothing, does not block.
SetupReport check_scanner(const std::array<std::string_view, test_code_count>& received);

}  // namespace tillgate::scanner
