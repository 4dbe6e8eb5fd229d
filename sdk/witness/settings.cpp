#include "sdk/witness/settings.hpp"

#include <set>

#include "base/json.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::witness {

namespace {

constexpr std::size_t max_file = 16 << 20;

Failure unusable(const std::string& why, const std::string& where) {
  return {TILLGATE_E_CONFIG, why, where};
}

// Every name must be known: a setting that was mistyped would be one that silently does not hold.
Result<Done> check_names(const Json& object, const std::set<std::string>& known,
                         const std::string& where) {
  if (!object.is_object()) return unusable("not an object", where);
  for (const auto& item : object.items())
    if (!known.contains(item.key())) return unusable("unknown name", where + "/" + item.key());
  return Done{};
}

Result<std::string> text_at(const Json& object, const std::string& name, const std::string& where) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string() || found->get<std::string>().empty())
    return unusable("a text is missing", where + "/" + name);
  return found->get<std::string>();
}

Result<Done> read_log(const Json& row, const std::string& where, ledger::WitnessedLogs& logs) {
  TILLGATE_CHECK(check_names(row, {"origin", "vkeys"}, where));
  TILLGATE_TRY(origin, text_at(row, "origin", where));
  if (logs.contains(origin)) return unusable("a log is named twice", where + "/origin");
  const auto vkeys = row.find("vkeys");
  if (vkeys == row.end() || !vkeys->is_array() || vkeys->empty())
    return unusable("a log has a list of verifier keys", where + "/vkeys");
  for (const Json& vkey : *vkeys) {
    if (!vkey.is_string()) return unusable("not a verifier key", where + "/vkeys");
    auto key = crypto::parse_vkey(vkey.get<std::string>());
    if (!key) return unusable(key.failure().detail, where + "/vkeys");
    if (key->name != origin)
      return unusable("the verifier key is of another log: " + printable(key->name),
                      where + "/vkeys");
    logs[origin].push_back(std::move(key).value());
  }
  return Done{};
}

Result<Done> read_network(const Json& document, const std::filesystem::path& folder,
                          Settings& settings) {
  if (document.contains("listen")) {
    TILLGATE_TRY(listen, text_at(document, "listen", ""));
    settings.listen = listen;
  }
  if (const auto port = document.find("port"); port != document.end()) {
    constexpr int largest = 65535;
    if (!port->is_number_integer() || *port < 0 || *port > largest)
      return unusable("not a port", "/port");
    settings.port = *port;
  }
  if (const auto tls = document.find("tls"); tls != document.end()) {
    TILLGATE_CHECK(check_names(*tls, {"certificate", "key"}, "/tls"));
    TILLGATE_TRY(certificate, text_at(*tls, "certificate", "/tls"));
    TILLGATE_TRY(key, text_at(*tls, "key", "/tls"));
    settings.tls = TlsFiles{folder / path_from_utf8(certificate), folder / path_from_utf8(key)};
  }
  if (!settings.tls && settings.listen != "127.0.0.1" && settings.listen != "::1")
    return unusable("without tls only the loopback interface is served", "/listen");
  return Done{};
}

}  // namespace

Result<Settings> load_settings(const std::filesystem::path& file) {
  TILLGATE_TRY(bytes, os::read_file(file, max_file, TILLGATE_E_CONFIG));
  auto document = parse_json(as_text(bytes), {.max_bytes = max_file});
  if (!document) return unusable(document.failure().detail, document.failure().where);
  TILLGATE_CHECK(check_names(*document, {"keys", "database", "listen", "port", "tls", "logs"}, ""));
  const std::filesystem::path folder = file.parent_path();
  Settings settings;
  TILLGATE_TRY(keys, text_at(*document, "keys", ""));
  TILLGATE_TRY(database, text_at(*document, "database", ""));
  settings.keys = folder / path_from_utf8(keys);
  settings.database = folder / path_from_utf8(database);
  TILLGATE_CHECK(read_network(*document, folder, settings));
  const auto logs = document->find("logs");
  if (logs == document->end() || !logs->is_array())
    return unusable("a list of logs is missing", "/logs");
  for (std::size_t i = 0; i < logs->size(); ++i)
    TILLGATE_CHECK(read_log((*logs)[i], "/logs/" + std::to_string(i), settings.logs));
  return settings;
}

}  // namespace tillgate::witness
