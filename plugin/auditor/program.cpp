#include "auditor/program.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <memory>

#include "auditor/verbs.hpp"

namespace tillgate::auditor {

namespace {

constexpr const char* about =
    "Checks the sealed log of a TillGate till, without the till.\n"
    "核查收银闸封存日志,不依赖药店的设备与软件。\n";
constexpr const char* about_exit =
    "Exit status: 0 good, 1 problems found or work not done, 2 wrong usage.\n"
    "退出码:0 正常,1 发现问题或未能完成,2 命令用法错误。";

// One line for the list of verbs, and what the verb's own help says below its options.
struct About {
  const char* name;
  const char* title;
  const char* use;
};
constexpr About keygen_about{
    "keygen", "Make the keys of a new log 生成密钥",
    "For whoever sets up a till. Writes ed25519.pem, sm2.pem, data.key and log.vkeys into DIR and\n"
    "prints the two public keys. Keys that are there already are never overwritten. With a\n"
    "passphrase the key files are encrypted."};
constexpr About export_about{
    "export", "Pull the log out of a till's database 导出日志",
    "For IT or the auditor, while no register has the database open. Writes checkpoint, tiles,\n"
    "records and a manifest into DEST, a folder or a file that ends in .tar; interrupted, it goes\n"
    "on where it was. Needs no key; with --sign the manifest is signed too."};
constexpr About verify_about{
    "verify", "Check an exported log against public keys 核查日志",
    "For the auditor, with keys got from elsewhere than the log. Rebuilds the log from the bytes\n"
    "of its records and compares it with the signed checkpoint; every key given must have signed\n"
    "it, or the quorum of the policy. With --older the log must also continue what was signed\n"
    "before. Problems come one a line. The last line of a good log is\n"
    "  verified: N records, root <hex>, SM2 ok, Ed25519 ok"};
constexpr About show_about{"show", "Print records readably, or find some 查看、查询记录",
                           "For reading what was sealed: index, time, kind, operator, money and "
                           "facts of each record, and\n"
                           "the names of personal data that was sealed apart. `query` is the same "
                           "verb. Verifies nothing."};
constexpr About prove_about{
    "prove", "Make a proof to hand on 出具证明",
    "For whoever must show one thing of the log and not the rest: one record (--record), that the\n"
    "log continues an earlier checkpoint (--continues), or that the records of some days are\n"
    "complete (--since, --until). `check` checks the proof with public keys alone."};
constexpr About check_about{
    "check", "Check a proof that was handed on 核验证明",
    "For whoever was given a proof: needs the proof and the keys, not the log."};
constexpr About receipt_about{
    "receipt", "Check a customer's receipt, or make one 核验凭据",
    "For the customer or the auditor: checks the text of the receipt's code offline, with the\n"
    "public key; with --log also that the log as it is now holds the record and continues the\n"
    "receipt. With --record it prints the receipt of a record of --log."};
constexpr About replay_about{
    "replay", "Judge the sealed sales again 复算结论",
    "For the auditor: runs the rules of PACK over the facts that were sealed with each verdict.\n"
    "With the pack of the time every finding must come out as it was sealed; with a changed pack\n"
    "each verdict that would differ is named. Facts are personal data: they come from the till's\n"
    "database with its --keys, or from a file that `disclose` wrote."};
constexpr About disclose_about{
    "disclose", "Show what stands behind sealed digests 出示披露项",
    "For whoever may see personal data: prints the disclosures of one name, one a line, as they\n"
    "were sealed. Anybody can check them against the digests in the log."};
constexpr About erase_about{
    "erase", "Erase the person from a sale of a closed till 删除个人信息",
    "For whoever may erase personal data, while no register has the database open: identity,\n"
    "prescriptions, people's words and the disclosures behind the log's digests go; goods and "
    "money\n"
    "stay. The fact is sealed. The log and every proof stay valid."};
constexpr About rotate_about{
    "rotate", "Make the next keys of a log 更换密钥",
    "For whoever keeps the keys of a till: makes fresh keys beside those in use and prints their\n"
    "public halves. The till seals the change when it is opened next; then both pairs sign for\n"
    "30 days, and after that the private keys of before are destroyed."};
constexpr About vectors_about{
    "vectors", "Answer the cases of test-vector files 验证测试向量",
    "For whoever compares implementations: answers every case of the .json files in DIR with the\n"
    "code that checks real logs, one JSON line a case, {\"id\", \"answer\", \"agrees\"}."};

// The verbs, each with the options it fills and the work it does.
class Verbs {
 public:
  explicit Verbs(CLI::App& app) : app_(&app) {}

  template <class Options>
  void add(const About& about_verb, int (*work)(const Options&, const Streams&),
           void (*declare)(CLI::App&, Options&)) {
    CLI::App* const verb = app_->add_subcommand(about_verb.name, about_verb.title);
    verb->footer(about_verb.use);
    const auto options = std::make_shared<Options>();
    declare(*verb, *options);
    verb->callback(
        [this, options, work] { chosen_ = [=](const Streams& s) { return work(*options, s); }; });
  }
  int run(const Streams& streams) const { return chosen_(streams); }

 private:
  CLI::App* app_;
  std::function<int(const Streams&)> chosen_;
};

constexpr const char* ca_help =
    "certificates that a URL's must chain to, PEM; the system's otherwise";

constexpr const char* key_help =
    "a trusted verifier key of the log or of a witness, or a file of them such as log.vkeys";

void declare_trust(CLI::App& verb, TrustOptions& options) {
  verb.add_option("--key", options.keys, key_help)->expected(1, -1);
  verb.add_option("--policy", options.policy, "a trust policy file: logs, witnesses, quorum");
  verb.add_option("--older", options.older,
                  "signed checkpoints from earlier, or earlier exports or URLs, that the log must "
                  "continue")
      ->expected(1, -1);
}

void declare_passphrase(CLI::App& verb, KeyOptions& options) {
  verb.add_option("--passphrase-file", options.passphrase_file,
                  "file whose first line is the passphrase of the keys; else "
                  "TILLGATE_KEY_PASSPHRASE, else it is asked for");
}

void declare_pair(CLI::App& verb, PairOptions& options) {
  verb.add_option("--valid-days", options.valid_days,
                  "days from today after which the keys may not be used; no end without it")
      ->check(CLI::Range(1, 36'500));
  verb.add_option("--token-module", options.token_module,
                  "make the Ed25519 key in a token: full path of its PKCS#11 library");
  verb.add_option("--token", options.token, "label of that token");
  verb.add_option("--pin-file", options.pin_file,
                  "file whose first line is the PIN of the token; else TILLGATE_TOKEN_PIN");
}

void declare_keygen(CLI::App& verb, KeygenOptions& options) {
  verb.add_option("DIR", options.keys.folder, "folder for the keys; made when missing")->required();
  declare_passphrase(verb, options.keys);
  verb.add_flag("--ask-passphrase", options.ask_passphrase,
                "encrypt the keys with a passphrase that is typed now");
  declare_pair(verb, options.pair);
  verb.add_option("--origin", options.origin,
                  "name of the log for ever, like chain.example/store-42/till-3/g1")
      ->required();
}

void declare_export(CLI::App& verb, ExportOptions& options) {
  verb.add_option("DB", options.database, "the till's database")->required();
  verb.add_option("DEST", options.destination, "folder, or archive that ends in .tar")->required();
  verb.add_option("--sign", options.sign.folder,
                  "key folder of the log: sign the manifest with it");
  declare_passphrase(verb, options.sign);
  verb.add_option("--keys", options.keys,
                  "key folder or log.vkeys: check first that these keys signed what the database "
                  "holds");
}

void declare_verify(CLI::App& verb, VerifyOptions& options) {
  verb.add_option("DIR|TAR|URL", options.source, "the exported folder, archive, or URL")
      ->required();
  declare_trust(verb, options.trust);
  verb.add_option("--ca", options.trust.ca, ca_help);
  verb.add_flag("--json", options.json, "the report as one JSON document");
}

constexpr const char* source_help = "an exported folder or archive, its URL, or a till's database";

void declare_source(CLI::App& verb, Place& source) {
  verb.add_option("DIR|TAR|URL|DB", source.name, source_help)->required();
  verb.add_option("--ca", source.ca, ca_help);
}

void declare_days(CLI::App& verb, FilterOptions& options) {
  verb.add_option("--since", options.since, "first day in China, YYYY-MM-DD");
  verb.add_option("--until", options.until, "last day in China, YYYY-MM-DD");
}

void declare_show(CLI::App& verb, ShowOptions& options) {
  verb.alias("query");
  declare_source(verb, options.source);
  verb.add_option("--from", options.from, "index of the first record to show")
      ->capture_default_str();
  verb.add_option("--count", options.count, "how many records at most")->capture_default_str();
  declare_days(verb, options.filter);
  verb.add_option("--kind", options.filter.kind, "records of this kind, like sale_settled");
  verb.add_option("--rule", options.filter.rule, "verdicts with a finding of this rule");
  verb.add_option("--code", options.filter.code,
                  "records that hold this traceability code, sale key or other text");
  verb.add_option("--person", options.filter.person,
                  "records with this digest or keyed hash of a person");
  verb.add_flag("--json", options.json, "entries as they are sealed, one a line");
}

void declare_prove(CLI::App& verb, ProveOptions& options) {
  declare_source(verb, options.source);
  verb.add_option("--record", options.record, "that this record is in the log");
  verb.add_option("--continues", options.continues,
                  "that the log continues the checkpoint in this file");
  declare_days(verb, options.days);
  verb.add_option("--out", options.output, "file to write to, instead of standard output");
}

void declare_check(CLI::App& verb, CheckOptions& options) {
  verb.add_option("PROOF", options.file, "file with the proof")->required();
  verb.add_option("--key", options.keys, key_help)->required()->expected(1, -1);
  verb.add_option("--older", options.earlier, "the checkpoint that the log is proved to continue");
}

void declare_receipt(CLI::App& verb, ReceiptOptions& options) {
  verb.add_option("RECEIPT", options.receipt, "text of the code, or a file that ends with it");
  verb.add_option("--key", options.keys, key_help)->expected(1, -1);
  verb.add_option("--log", options.log.name, source_help);
  verb.add_option("--ca", options.log.ca, ca_help);
  verb.add_option("--record", options.record, "make the receipt of this record");
}

void declare_replay(CLI::App& verb, ReplayOptions& options) {
  declare_source(verb, options.source);
  verb.add_option("--pack", options.packs,
                  "folder of the rule pack; given again for each pack that stands on it")
      ->required()
      ->allow_extra_args(false);
  verb.add_option("--keys", options.disclosures.keys.folder,
                  "key folder, to open the facts in a database");
  declare_passphrase(verb, options.disclosures.keys);
  verb.add_option("--facts", options.disclosures.file, "file that `disclose` wrote");
  declare_days(verb, options.filter);
  verb.add_option("--rule", options.filter.rule, "verdicts with a finding of this rule");
}

void declare_disclose(CLI::App& verb, DiscloseOptions& options) {
  verb.add_option("DB", options.source, "the till's database")->required();
  verb.add_option("--keys", options.keys.folder, "its key folder")->required();
  declare_passphrase(verb, options.keys);
  verb.add_option("--name", options.name, "which disclosure: facts, person, prescriptions, …")
      ->required();
  declare_days(verb, options.filter);
  verb.add_option("--code", options.filter.code, "records that hold this code or sale key");
}

void declare_erase(CLI::App& verb, EraseOptions& options) {
  verb.add_option("DB", options.database, "the till's database")->required();
  verb.add_option("--keys", options.keys.folder, "its key folder")->required();
  declare_passphrase(verb, options.keys);
  verb.add_option("--sale", options.sale, "key of the sale, as the register gave it")->required();
  verb.add_option("--operator", options.operator_id, "who erases; stands in the record")
      ->required();
  verb.add_option("--signed-state", options.signed_state,
                  "file of the signed state, when it is not in the key folder");
}

void declare_rotate(CLI::App& verb, RotateOptions& options) {
  verb.add_option("KEYS", options.keys.folder, "key folder of the log")->required();
  declare_passphrase(verb, options.keys);
  declare_pair(verb, options.pair);
}

void declare_vectors(CLI::App& verb, VectorsOptions& options) {
  verb.add_option("DIR", options.folder, "folder of vector files")->required();
}

}  // namespace

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
        std::ostream* progress) {
  CLI::App app(about, "tillgate-audit");
  app.require_subcommand(1);
  app.footer(about_exit);
  Verbs verbs(app);
  verbs.add(keygen_about, keygen, declare_keygen);
  verbs.add(export_about, export_log, declare_export);
  verbs.add(verify_about, verify, declare_verify);
  verbs.add(show_about, show, declare_show);
  verbs.add(prove_about, prove, declare_prove);
  verbs.add(check_about, check_proof, declare_check);
  verbs.add(receipt_about, receipt, declare_receipt);
  verbs.add(replay_about, replay, declare_replay);
  verbs.add(disclose_about, disclose, declare_disclose);
  verbs.add(erase_about, erase, declare_erase);
  verbs.add(rotate_about, rotate, declare_rotate);
  verbs.add(vectors_about, vectors, declare_vectors);
  try {
    app.parse(argc, argv);
    return verbs.run({&out, &err, progress});
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? exit_good : exit_usage;
  } catch (const std::exception& error) {
    err << "error: " << error.what() << "\n";
    return exit_problems;
  }
}

}  // namespace tillgate::auditor
