// Verbs that change the rules of a till: install, rollback. The work is the register's own
// library's, through the same calls a register makes.
#include "base/json.hpp"
#include "policies/cli/verbs.hpp"
#include "tillgate/tillgate.h"

namespace tillgate::policies {

namespace {

constexpr std::int32_t open_ms = 60'000;
constexpr std::int32_t change_ms = 300'000;
constexpr std::int32_t close_ms = 30'000;
constexpr std::size_t answer_room = std::size_t{1} << 20;

struct Reply {
  std::int32_t status = 0;
  Json document;
};

// `call` gets a buffer that any of these answers fits.
template <class Call>
Reply ask(Call call) {
  std::string text(answer_room, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  Reply reply;
  reply.status = call(text.data(), &size);
  reply.document = Json::parse(text.c_str(), nullptr, false);
  return reply;
}

int tell_error(const Json& error, const Streams& streams) {
  const auto text = [&](const char* name) { return error.value(name, std::string()); };
  *streams.err << (text("where").empty() ? "" : text("where") + ": ") << text("detail") << "\n"
               << text("zh") << " " << text("next_zh") << "\n";
  if (text("name") == "E_LOCKED")
    *streams.err << "the register has this till open: close it, or install from the register\n";
  return problems_found;
}

template <class Function>
int change(const TillOptions& options, Function function, const Json& document,
           const Streams& streams) {
  tillgate_gate gate = 0;
  const Reply opened = ask([&](char* answer, std::int32_t* size) {
    return tillgate_open(options.config.c_str(), open_ms, &gate, answer, size);
  });
  if (opened.status != TILLGATE_OK) return tell_error(opened.document, streams);
  Reply reply = ask([&](char* answer, std::int32_t* size) {
    return function(gate, document.dump().c_str(), change_ms, answer, size);
  });
  if (reply.status != TILLGATE_OK)
    reply.document = ask([&](char* answer, std::int32_t* size) {
                       return tillgate_last_error(gate, answer, size);
                     }).document;
  const auto closed = tillgate_close(gate, close_ms);
  if (reply.status != TILLGATE_OK) return tell_error(reply.document, streams);
  const Json& done = reply.document;
  *streams.out << done["pack"].get<std::string>() << " " << done["version"]
               << (done["installed"] == true ? " is in force, record " + done["record"].dump()
                                             : " was in force already")
               << "\n";
  if (closed == TILLGATE_OK) return all_right;
  *streams.err << "the till did not close in order: " << tillgate_status_name(closed) << "\n";
  return problems_found;
}

}  // namespace

int install_file(const TillOptions& options, const Streams& streams) {
  const Json document = {{"file", options.file}, {"operator", {{"id", options.operator_id}}}};
  return change(options, tillgate_policy_install, document, streams);
}

int roll_back(const TillOptions& options, const Streams& streams) {
  const Json document = {{"pack", options.pack},
                         {"version", options.version},
                         {"reason", options.reason},
                         {"operator", {{"id", options.operator_id}}}};
  return change(options, tillgate_policy_rollback, document, streams);
}

}  // namespace tillgate::policies
