#include "auditor/program.hpp"

#include <CLI/CLI.hpp>
#include <exception>

#include "auditor/verbs.hpp"

namespace tillgate::auditor {

namespace {

constexpr const char* about =
    "Checks the sealed log of a TillGate till, without the till.\n"
    "核查收银闸封存日志,不依赖药店的设备与软件。\n";
constexpr const char* about_exit =
    "Exit status: 0 good, 1 problems found or work not done, 2 wrong usage.";

// One line for the list of verbs, and what the verb's own help says below its options.
struct About {
  const char* title;
  const char* use;
};
constexpr About keygen_about{
    "Make the keys of a new log 生成密钥",
    "For whoever sets up a till. Writes ed25519.pem, sm2.pem, data.key and log.vkeys into DIR and\n"
    "prints the two public keys. Keys that are there already are never overwritten."};
constexpr About export_about{
    "Pull the log out of a till's database 导出日志",
    "For IT or the auditor, while no register has the database open. Writes checkpoint, tiles and\n"
    "records into DIR, for a stick or a web server; into the same DIR again it adds what is new.\n"
    "Needs no private key."};
constexpr About verify_about{
    "Check an exported log against public keys 核查日志",
    "For the auditor, with keys got from elsewhere than the log. Rebuilds the log from the bytes "
    "of\n"
    "its records and compares it with the signed checkpoint; every key given must have signed it.\n"
    "Problems come one a line. The last line of a good log is\n"
    "  verified: N records, root <hex>, SM2 ok, Ed25519 ok"};
constexpr About show_about{"Print records readably 查看记录",
                           "For reading what was sealed: index, time, kind, operator, money and "
                           "facts of each record, and\n"
                           "the names of personal data that was sealed apart. Verifies nothing."};

CLI::App* add_verb(CLI::App& app, const char* name, const About& about_verb) {
  CLI::App* const verb = app.add_subcommand(name, about_verb.title);
  verb->footer(about_verb.use);
  return verb;
}

}  // namespace

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  CLI::App app(about, "tillgate-audit");
  app.require_subcommand(1);
  app.footer(about_exit);

  KeygenOptions keygen_options;
  CLI::App* const keygen_verb = add_verb(app, "keygen", keygen_about);
  keygen_verb->add_option("DIR", keygen_options.folder, "folder for the keys; made when missing")
      ->required();
  keygen_verb
      ->add_option("--origin", keygen_options.origin,
                   "name of the log for ever, like chain.example/store-42/till-3/g1")
      ->required();

  ExportOptions export_options;
  CLI::App* const export_verb = add_verb(app, "export", export_about);
  export_verb->add_option("DB", export_options.database, "the till's database")->required();
  export_verb->add_option("DIR", export_options.folder, "folder to write to; made when missing")
      ->required();
  export_verb->add_option(
      "--keys", export_options.keys,
      "key folder or log.vkeys: check first that these keys signed what the database holds");

  VerifyOptions verify_options;
  CLI::App* const verify_verb = add_verb(app, "verify", verify_about);
  verify_verb->add_option("DIR", verify_options.folder, "the exported folder")->required();
  verify_verb
      ->add_option("--key", verify_options.keys,
                   "a trusted verifier key, or a file of them such as log.vkeys")
      ->required()
      ->expected(1, -1);

  ShowOptions show_options;
  CLI::App* const show_verb = add_verb(app, "show", show_about);
  show_verb->add_option("DIR|DB", show_options.source, "an exported folder, or a till's database")
      ->required();
  show_verb->add_option("--from", show_options.from, "index of the first record to show")
      ->capture_default_str();
  show_verb->add_option("--count", show_options.count, "how many records at most")
      ->capture_default_str();

  try {
    app.parse(argc, argv);
    const Streams streams{&out, &err};
    if (keygen_verb->parsed()) return keygen(keygen_options, streams);
    if (export_verb->parsed()) return export_log(export_options, streams);
    if (verify_verb->parsed()) return verify(verify_options, streams);
    return show(show_options, streams);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? exit_good : exit_usage;
  } catch (const std::exception& error) {
    err << "error: " << error.what() << "\n";
    return exit_problems;
  }
}

}  // namespace tillgate::auditor
