// The verbs of tillgate-audit. Each does its work and answers with an exit code.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "auditor/disclosures.hpp"
#include "auditor/key_access.hpp"
#include "auditor/log_place.hpp"
#include "auditor/record_filter.hpp"
#include "auditor/trust_options.hpp"

namespace tillgate::auditor {

struct Streams {
  std::ostream* out;
  std::ostream* err;
  // Where a progress bar goes; null when nobody would see it, and nobody is asked anything then.
  std::ostream* progress = nullptr;
};

// Paths are UTF-8.
struct KeygenOptions {
  KeyOptions keys;  // to be made
  PairOptions pair;
  std::string origin;
  bool ask_passphrase = false;
};
int keygen(const KeygenOptions& options, const Streams& streams);

struct ExportOptions {
  std::string database;
  std::string destination;  // folder, or a name that ends in .tar
  std::string keys;         // key folder or vkeys file; empty: the signatures are not checked
  KeyOptions sign;          // none or unusable: the manifest goes unsigned
};
int export_log(const ExportOptions& options, const Streams& streams);

struct VerifyOptions {
  std::string source;  // exported folder, archive, or URL
  TrustOptions trust;
  bool json = false;
};
int verify(const VerifyOptions& options, const Streams& streams);

struct ShowOptions {
  Place source;  // published folder, archive, URL, or database
  std::uint64_t from = 0;
  std::uint64_t count = 100;
  FilterOptions filter;
  bool json = false;  // entries as they are, one a line
};
int show(const ShowOptions& options, const Streams& streams);

// Exactly one of record, continues and days says what is proved.
struct ProveOptions {
  Place source;
  std::optional<std::uint64_t> record;
  std::string continues;  // file of an earlier checkpoint
  FilterOptions days;     // since and until only
  std::string output;     // file; empty: standard output
};
int prove(const ProveOptions& options, const Streams& streams);

struct CheckOptions {
  std::string file;               // a proof that `prove` wrote
  std::vector<std::string> keys;  // every witness among them must have cosigned
  std::string earlier;            // checkpoint file, for a proof of continuation
};
int check_proof(const CheckOptions& options, const Streams& streams);

struct ReceiptOptions {
  std::string receipt;                  // to check: payload, or a file that ends with one
  std::vector<std::string> keys;        // of the log
  Place log;                            // published folder, archive, URL, or database; may be empty
  std::optional<std::uint64_t> record;  // to make the receipt of this record of the log
};
int receipt(const ReceiptOptions& options, const Streams& streams);

struct ReplayOptions {
  Place source;
  std::vector<std::string> packs;  // folders of rule packs, each on the one before
  DisclosureOptions disclosures;
  FilterOptions filter;
};
int replay(const ReplayOptions& options, const Streams& streams);

struct DiscloseOptions {
  std::string source;  // a till's database
  KeyOptions keys;     // its own
  std::string name;    // of the disclosure: facts, person, …
  FilterOptions filter;
};
int disclose(const DiscloseOptions& options, const Streams& streams);

struct EraseOptions {
  std::string database;
  KeyOptions keys;  // its own
  std::string sale;
  std::string operator_id;   // who erases
  std::string signed_state;  // empty: signed.state beside the keys
};
int erase(const EraseOptions& options, const Streams& streams);

struct RotateOptions {
  KeyOptions keys;
  PairOptions pair;  // the next one
};
int rotate(const RotateOptions& options, const Streams& streams);

struct VectorsOptions {
  std::string folder;
};
int vectors(const VectorsOptions& options, const Streams& streams);

}  // namespace tillgate::auditor
