#include "policies/cli/tool.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <ostream>

#include "policies/cli/verbs.hpp"

namespace tillgate::policies {

namespace {

// The command line; each verb has its options and what runs it.
class Tool {
 public:
  explicit Tool(Streams streams) : streams_(streams) {
    app_.require_subcommand(1);
    add_checks();
    add_signing();
    add_till();
    add_sales();
  }

  int run(std::vector<std::string> arguments) {
    try {
      std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
      app_.parse(std::move(arguments));
      for (const auto& [verb, work] : verbs_)
        if (verb->parsed()) return work();
    } catch (const CLI::ParseError& error) {
      return app_.exit(error, *streams_.out, *streams_.err) == 0 ? all_right : wrong_usage;
    }
    return wrong_usage;
  }

 private:
  CLI::App& verb(const char* name, const char* what, std::function<int()> work) {
    CLI::App* const verb = app_.add_subcommand(name, what);
    verbs_.emplace_back(verb, std::move(work));
    return *verb;
  }

  static void takes_pack(CLI::App& verb, PackPlaces& packs) {
    verb.add_option("PACK", packs.pack, "folder of the rule pack, or a file made by pack")
        ->required();
    takes_above(verb, packs);
  }
  static void takes_above(CLI::App& verb, PackPlaces& packs) {
    verb.add_option("--on", packs.above, "the packs it stands on, from above to below")
        ->allow_extra_args(false);
  }

  void add_checks() {
    auto& lint = verb("lint", "tell what is wrong with the rules",
                      [this] { return lint_pack(lint_, streams_); });
    takes_pack(lint, lint_.packs);
    lint.add_flag("--reads", lint_.reads, "tell the columns each rule reads");
    lint.add_flag("--cost", lint_.cost, "tell the steps each rule takes on the worst basket");
    auto& test = verb("test", "run the scenarios of the pack",
                      [this] { return test_pack(test_, streams_); });
    test.add_option("PACK", test_.packs.pack, "folder of the rule pack, or a file made by pack");
    takes_above(test, test_.packs);
    test.add_option("--scenarios", test_.vectors,
                    "run this vectors file instead; without PACK against the national one");
    auto& table = verb("table", "print the rules as a Markdown table", [this] {
      return print_table(packs_, offences_ ? Listing::offences : Listing::rules, streams_);
    });
    takes_pack(table, packs_);
    table.add_flag("--offences", offences_, "by what regulators list instead");
    takes_pack(verb("sql", "print tables and rules for another SQL database, as JSON",
                    [this] { return print_sql(packs_, streams_); }),
               packs_);
    takes_pack(verb("cases", "print the scenarios as tables and the rows each rule finds, as JSON",
                    [this] { return print_cases(packs_, streams_); }),
               packs_);
  }

  void takes_keys(CLI::App& verb) {
    verb.add_option("--keys", sign_.keys.folder, "key folder made by tillgate-audit keygen")
        ->required();
    verb.add_option("--passphrase-file", sign_.keys.passphrase_file,
                    "file whose first line is the passphrase of the keys");
  }

  void add_signing() {
    auto& pack = verb("pack", "make one signed file of a pack folder",
                      [this] { return pack_folder(sign_, streams_); });
    pack.add_option("PACK", sign_.input, "folder of the rule pack")->required();
    pack.add_option("-o,--output", sign_.output, "the file")->required();
    pack.add_option("--on", sign_.above, "the packs it stands on, from above to below")
        ->allow_extra_args(false);
    takes_keys(pack);
    auto& sign =
        verb("sign", "sign a pack file too", [this] { return sign_file(sign_, streams_); });
    sign.add_option("FILE", sign_.input, "file made by pack")->required();
    sign.add_option("-o,--output", sign_.output, "another file; the same when left out");
    takes_keys(sign);
    auto& show = verb("show", "tell what a pack file holds and who signed it",
                      [this] { return show_pack(show_, streams_); });
    show.add_option("FILE", show_.file, "file made by pack")->required();
    show.add_option("--trust", show_.keys, "file of verifier keys: fail unless one of them signed");
    show.add_option("--unpack", show_.unpack, "folder to write the files to");
  }

  void takes_till(CLI::App& verb) {
    verb.add_option("--config", till_.config, "configuration of the till, which must be closed")
        ->required();
    verb.add_option("--operator", till_.operator_id, "who does it; stands in the record")
        ->required();
  }

  void add_till() {
    auto& install = verb("install", "put a signed pack in force on a till",
                         [this] { return install_file(till_, streams_); });
    install.add_option("FILE", till_.file, "file made by pack")->required();
    takes_till(install);
    auto& rollback = verb("rollback", "go back to a version that was in force on the till before",
                          [this] { return roll_back(till_, streams_); });
    rollback.add_option("ID", till_.pack, "id of the pack")->required();
    rollback.add_option("VERSION", till_.version, "the version to go back to")->required();
    rollback.add_option("--reason", till_.reason, "why; sealed")->required();
    takes_till(rollback);
  }

  void takes_sales(CLI::App& verb) {
    verb.add_option("DB", sales_.source.name,
                    "the till's database, or a folder or archive of its log")
        ->required();
    verb.add_option("--since", sales_.filter.since, "first day in China, YYYY-MM-DD");
    verb.add_option("--until", sales_.filter.until, "last day in China, YYYY-MM-DD");
    verb.add_flag("--json", sales_.json, "one JSON document");
  }
  void takes_facts(CLI::App& verb) {
    takes_sales(verb);
    verb.add_option("--pack", sales_.packs.pack, "the rule pack to judge by")->required();
    takes_above(verb, sales_.packs);
    verb.add_option("--keys", sales_.disclosures.keys.folder,
                    "key folder of the till, to open the facts in its database");
    verb.add_option("--passphrase-file", sales_.disclosures.keys.passphrase_file,
                    "file whose first line is the passphrase of the keys");
    verb.add_option("--facts", sales_.disclosures.file, "file that tillgate-audit disclose wrote");
  }

  void add_sales() {
    takes_facts(verb("backtest", "tell what would have changed, had this pack judged past sales",
                     [this] { return backtest(sales_, streams_); }));
    auto& why = verb("explain", "tell why a sale was judged as it was: findings, rows, facts",
                     [this] { return explain(sales_, sale_, streams_); });
    takes_facts(why);
    why.add_option("SALE", sale_, "key of the sale")->required();
    takes_sales(verb("shadow", "tell what shadow rules found, day by day",
                     [this] { return shadow_days(sales_, streams_); }));
  }

  CLI::App app_{"Writes, checks and rolls out rule packs of TillGate", "tillgate-policy"};
  Streams streams_;
  std::vector<std::pair<CLI::App*, std::function<int()>>> verbs_;
  LintOptions lint_;
  PackPlaces packs_;
  TestOptions test_;
  bool offences_ = false;
  SignOptions sign_;
  ShowPackOptions show_;
  TillOptions till_;
  SalesOptions sales_;
  std::string sale_;
};

}  // namespace

int run_tool(std::vector<std::string> arguments, std::ostream& out, std::ostream& err) {
  return Tool({&out, &err}).run(std::move(arguments));
}

}  // namespace tillgate::policies
