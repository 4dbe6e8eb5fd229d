// The verbs of tillgate-policy. Each does its work and answers with the program's exit status.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "auditor/disclosures.hpp"
#include "auditor/log_place.hpp"
#include "auditor/record_filter.hpp"
#include "policies/engine/pack.hpp"

namespace tillgate::policies {

enum Exit : int {
  all_right = 0,
  problems_found = 1,  // or the work could not be done
  wrong_usage = 2,
};

struct Streams {
  std::ostream* out;
  std::ostream* err;
};

// Tells the failure and answers problems_found.
int cannot(const Failure& failure, const Streams& streams);

// A pack and those it stands on, from above to below: folders, or files that `pack` made.
struct PackPlaces {
  std::vector<std::string> above;
  std::string pack;
};
// The files of one, whoever signed it.
Result<PackFiles> read_pack_place(const std::string& place);
// `pack` may be empty: then those above.
Result<Pack> load_packs(const PackPlaces& places);

struct LintOptions {
  PackPlaces packs;
  bool reads = false;
  bool cost = false;
};
int lint_pack(const LintOptions& options, const Streams& streams);
struct TestOptions {
  PackPlaces packs;
  std::string
      vectors;  // file to run instead of the pack's scenarios (vector_run.hpp); may be empty
};
// With vectors the pack may be left out: then the national one that is installed with the tool.
int test_pack(const TestOptions& options, const Streams& streams);
enum class Listing { rules, offences };
int print_table(const PackPlaces& packs, Listing listing, const Streams& streams);
// {schema, rules: [{id, file, select, not_portable}]}, for another SQL database.
int print_sql(const PackPlaces& packs, const Streams& streams);
// One JSON document a line, for every scenario: {file, id, tables, rows: {rule: [row, …]}}; rules
// that were not asked are left out.
int print_cases(const PackPlaces& packs, const Streams& streams);

struct SignOptions {
  std::string input;  // a folder to pack, or a file to sign too
  std::vector<std::string> above;
  std::string output;
  auditor::KeyOptions keys;
};
int pack_folder(const SignOptions& options, const Streams& streams);
int sign_file(const SignOptions& options, const Streams& streams);

struct ShowPackOptions {
  std::string file;
  std::string keys;    // file of verifier keys to hold the signatures against; may be empty
  std::string unpack;  // folder to write the files to; may be empty
};
int show_pack(const ShowPackOptions& options, const Streams& streams);

// Through the register's own library; the register must not have the till open.
struct TillOptions {
  std::string config;
  std::string operator_id;
  std::string file;  // to install
  std::string pack;  // to go back to `version` of
  std::int64_t version = 0;
  std::string reason;
};
int install_file(const TillOptions& options, const Streams& streams);
int roll_back(const TillOptions& options, const Streams& streams);

// Sealed sales, and what to hold them against.
struct SalesOptions {
  auditor::Place source;  // a till's database, or an exported log
  auditor::DisclosureOptions disclosures;
  auditor::FilterOptions filter;
  PackPlaces packs;
  bool json = false;
};
int backtest(const SalesOptions& options, const Streams& streams);
int shadow_days(const SalesOptions& options, const Streams& streams);
int explain(const SalesOptions& options, const std::string& sale, const Streams& streams);

}  // namespace tillgate::policies
