// A driver of the insurance platform that does what a test wants, as a library of its own.
//
// Its folder is named by the environment variable TILLGATE_DRIVER_DOUBLE. There lie files that tell
// it how to behave, by being there:
//
//   reply     what it writes (nothing: an accepted message without output)
//   code      what BUSINESS_HANDLE returns (nothing: 0)
//   reply.N   the same for transaction N, before the one above
//   code.N
//   broken    INIT fails
//   hold      it does not come back while this file is there
//   request   kept by the driver: what it was handed last
//   count     kept by the driver: one letter for each message
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace {

std::filesystem::path file(const char* name) {
  const char* const folder = std::getenv("TILLGATE_DRIVER_DOUBLE");
  return std::filesystem::path(folder == nullptr ? "/nonexistent" : folder) / name;
}

std::string content(const char* name, const std::string& otherwise) {
  std::ifstream in(file(name), std::ios::binary);
  if (!in) return otherwise;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The transaction of an envelope.
std::string transaction_of(const std::string& envelope) {
  const std::string name = R"("infno":")";
  const std::size_t at = envelope.find(name);
  if (at == std::string::npos) return "";
  return envelope.substr(at + name.size(), envelope.find('"', at + name.size()) - at - name.size());
}

}  // namespace

extern "C" {

__attribute__((visibility("default"))) int INIT(char* error) {
  if (!std::filesystem::exists(file("broken"))) return 0;
  std::strcpy(error, "no card reader");
  return -1;
}

__attribute__((visibility("default"))) int BUSINESS_HANDLE(char* in, char* out) {
  std::ofstream(file("request"), std::ios::binary) << in;
  std::ofstream(file("count"), std::ios::app) << 'm';
  while (std::filesystem::exists(file("hold"))) std::this_thread::yield();
  const std::string number = transaction_of(in);
  const std::string usual = content("reply", R"({"infcode":0,"inf_refmsgid":"1","output":null})");
  const std::string reply = content(("reply." + number).c_str(), usual);
  std::memcpy(out, reply.c_str(), reply.size() + 1);
  return std::atoi(content(("code." + number).c_str(), content("code", "0")).c_str());
}

}  // extern "C"
