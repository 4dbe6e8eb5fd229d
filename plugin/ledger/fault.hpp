// What a check of a published log can find (检查发现): one list for the names and both texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tillgate::ledger {

// Columns: name, English, Chinese.
/* clang-format off */
#define TILLGATE_FAULT_LIST(X)                                                                                                                                    \
  X(checkpoint_missing,   "the signed checkpoint is missing",                                                        "缺少签名检查点")                           \
  X(checkpoint_malformed, "the checkpoint is not in its prescribed form",                                            "检查点格式不正确")                         \
  X(origin_differs,       "the checkpoint is of another log than the trusted key",                                   "检查点属于另一本日志,与所给公钥不符")      \
  X(signature_missing,    "the checkpoint is not signed by this trusted key",                                        "检查点没有该公钥的签名")                   \
  X(signature_bad,        "the signature of this trusted key does not fit the checkpoint",                           "检查点的签名与该公钥不符")                 \
  X(root_differs,         "the records do not give the signed root: records were changed, left out or put in",       "记录与签名的根哈希不符:记录被改动、抽走或插入") \
  X(record_changed,       "the record was changed: it does not hash to its leaf, and the leaf is the signed one",    "记录被改动:与签名覆盖的叶子哈希不符")      \
  X(tile_changed,         "the hash of this record was changed; the record itself is the signed one",                "该记录的哈希被改动;记录本身与签名相符")    \
  X(record_or_tile_changed, "the record does not hash to its leaf; which of the two was changed cannot be told",     "记录与叶子哈希不符,无法判定哪一个被改动")  \
  X(records_forged,       "a record of this tile was changed together with its hash; the level above and the signature tell", "该块内有记录连同其哈希一起被改动,与上层哈希及签名不符") \
  X(tile_hash_differs,    "a hash of this tile is not the root of the tile below it",                                "该哈希块与下层哈希块不符")                 \
  X(quorum_missing,       "too few trusted witnesses cosigned the checkpoint",                                       "检查点的见证签名不足")                     \
  X(cosignature_bad,      "the cosignature of this trusted witness does not fit the checkpoint",                     "检查点的见证签名与该见证方公钥不符")       \
  X(earlier_unusable,     "an earlier checkpoint is malformed or not signed by a trusted key",                       "较早的检查点格式不正确或没有可信签名")     \
  X(tail_dropped,         "the log ends before an earlier signed checkpoint: records at its end were dropped",       "日志比较早的签名检查点短:末尾记录被删去")  \
  X(history_rewritten,    "the log does not continue an earlier signed checkpoint: history was rewritten",           "日志与较早的签名检查点不一致:历史被改写")  \
  X(manifest_differs,     "the manifest does not fit what was exported",                                             "导出清单与内容不符")                       \
  X(file_missing,         "the file is missing",                                                                     "缺少文件")                                 \
  X(file_unreadable,      "the file cannot be read",                                                                 "文件无法读取")                             \
  X(file_length,          "the file has the wrong length",                                                           "文件长度不对")                             \
  X(file_surplus,         "the file does not belong to a log",                                                       "多余的文件")                               \
  X(file_beyond,          "the file goes beyond the checkpoint: an older checkpoint was put back, or publishing was interrupted", "文件超出检查点:检查点被换成旧的,或公开过程中断") \
  X(file_old_differs,     "the file of an earlier checkpoint does not agree with the log",                           "早先检查点的文件与日志不符")               \
  X(bundle_malformed,     "the entry bundle is damaged or cut from this record on",                                  "记录包从该记录起损坏或缺失")                  \
  X(record_malformed,     "the entry is not a record of the prescribed form",                                        "记录格式不正确")                           \
  X(index_differs,        "the record carries another number than its place",                                        "记录编号与所在位置不符")                   \
  X(fund_total_differs,   "the running fund total does not continue that of the record before",                      "医保基金累计额与上一条记录不衔接")         \
  X(monotonic_back,       "the till's running clock started anew before an opening of the gate was sealed",           "设备运行时钟在开机记录之前重新起算")       \
  X(clock_back,           "the wall clock is earlier than in the record before",                                     "时间早于上一条记录")                       \
  X(clock_jump,           "the wall clock was set while the gate was running",                                       "运行期间时钟被调整")                       \
  X(kind_unknown,         "a kind of record this version does not know",                                             "本版本不认识的记录种类")                   \
  X(file_unknown,         "not part of the log, not checked",                                                        "不属于日志,未检查")
/* clang-format on */

enum class Fault {
#define TILLGATE_FAULT_NAME(name, en, zh) name,
  TILLGATE_FAULT_LIST(TILLGATE_FAULT_NAME)
#undef TILLGATE_FAULT_NAME
};

std::string_view fault_name(Fault fault);
std::string_view fault_en(Fault fault);
std::string_view fault_zh(Fault fault);

struct Finding {
  Fault fault;
  std::optional<std::uint64_t> record;  // index, when it is about one
  std::string place;                    // file, key or member; may be empty
  std::string detail;                   // found and expected values; may be empty
};

}  // namespace tillgate::ledger
