#include "auditor/http_log_source.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <thread>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/tile.hpp"

namespace tillgate::auditor {

namespace {

using ledger::LogSource;
using ledger::Tile;

constexpr std::size_t max_log_file = ledger::tile_width * (2 + ledger::max_entry_size);
constexpr std::size_t max_note_file = std::size_t{64} * 1024;  // checkpoint, manifest
constexpr std::size_t kept_bytes = 8 << 20;
constexpr std::size_t max_ca_bytes = 4 << 20;
constexpr int tries = 3;
constexpr std::chrono::milliseconds pause{300};  // before the second try; then three times that
constexpr long connect_s = 15;
constexpr long transfer_s = 120;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* p) const noexcept {
    Free(p);
  }
};

// The host part of a URL that names this very machine.
bool is_loopback(std::string_view rest) {
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const bool bracketed = authority.starts_with('[');
  const std::string_view host = bracketed ? authority.substr(0, authority.find(']') + 1)
                                          : authority.substr(0, authority.find(':'));
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

struct Body {
  Bytes content;
  std::size_t limit;
  bool too_long = false;

  static std::size_t take(char* data, std::size_t, std::size_t count, void* self) {
    auto& body = *static_cast<Body*>(self);
    if (count > body.limit - body.content.size()) {
      body.too_long = true;
      return 0;
    }
    const ByteView bytes = as_bytes({data, count});
    body.content.insert(body.content.end(), bytes.begin(), bytes.end());
    return count;
  }
};

// One connection, kept between requests.
class Getter {
 public:
  Getter() : easy_((curl_global_init(CURL_GLOBAL_DEFAULT), curl_easy_init())) {}
  Getter(const Getter&) = delete;
  Getter& operator=(const Getter&) = delete;
  ~Getter() {
    easy_.reset();
    curl_global_cleanup();
  }

  bool set_up(const std::string& protocol, const std::string& certificates) {
    certificates_ = certificates;
    curl_blob blob{certificates_.data(), certificates_.size(), CURL_BLOB_NOCOPY};
    return easy_ && set(CURLOPT_PROTOCOLS_STR, protocol.c_str()) && set(CURLOPT_PROXY, "") &&
           set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_NOSIGNAL, 1L) &&
           set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
           set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) &&
           set(CURLOPT_CONNECTTIMEOUT, connect_s) && set(CURLOPT_TIMEOUT, transfer_s) &&
           // Bundles may come compressed; the limit is on what comes out.
           set(CURLOPT_ACCEPT_ENCODING, "") && set(CURLOPT_WRITEFUNCTION, &Body::take) &&
           (certificates_.empty() ||
            (set(CURLOPT_CAINFO_BLOB, &blob) && set(CURLOPT_CAPATH, static_cast<char*>(nullptr))));
  }

  struct Got {
    long status = 0;
    Bytes content;
  };
  // A failure is one that may be over at the next try, unless the file is too long.
  Result<Got> get(const std::string& url, std::size_t limit) {
    Body body{{}, limit};
    if (!set(CURLOPT_URL, url.c_str()) || !set(CURLOPT_WRITEDATA, &body))
      return Failure{TILLGATE_E_INTERNAL, "the request could not be set up", url};
    const CURLcode code = curl_easy_perform(easy_.get());
    if (body.too_long) return Failure{TILLGATE_E_LIMIT, "longer than a file of a log can be", url};
    if (code != CURLE_OK) return Failure{TILLGATE_E_OFFLINE, curl_easy_strerror(code), url};
    Got got;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &got.status);
    got.content = std::move(body.content);
    return got;
  }

 private:
  template <class Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  }

  std::unique_ptr<CURL, Freed<&curl_easy_cleanup>> easy_;
  std::string certificates_;
};

// The first `width` entries or hashes of a full tile; empty when it does not hold so many.
std::optional<Bytes> cut(const Tile& partial, const Bytes& full) {
  std::size_t length = partial.width * ledger::hash_size;
  if (partial.is_bundle()) {
    const ledger::Bundle bundle = ledger::parse_bundle(full);
    if (!bundle.whole || bundle.entries.size() < partial.width) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < partial.width; ++i) length += 2 + bundle.entries[i].size();
  }
  if (full.size() < length) return std::nullopt;
  return Bytes(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
}

class HttpSource final : public LogSource {
 public:
  explicit HttpSource(std::string prefix) : prefix_(std::move(prefix)) {}

  Result<Done> open(const std::string& protocol, const std::string& certificates) {
    if (!getter_.set_up(protocol, certificates))
      return Failure{TILLGATE_E_INTERNAL, "libcurl cannot be set up", ""};
    TILLGATE_TRY(found, fetch(ledger::checkpoint_file));
    if (!found)
      return Failure{TILLGATE_E_LEDGER, "there is no checkpoint at this address",
                     prefix_ + ledger::checkpoint_file};
    checkpoint_ = *std::move(found);
    return Done{};
  }

  // The file is fetched here: what a server says of a length is not to be believed.
  Found find(const std::string& name) const override {
    if (name == ledger::checkpoint_file) return {Kind::file, checkpoint_.size()};
    if (const auto known = sizes_.find(name); known != sizes_.end()) return known->second;
    const auto found = fetch(name);
    if (!found) {
      failed_.emplace(name, found.failure());  // told by read()
      return {Kind::file, 0};
    }
    const Found answer = *found ? Found{Kind::file, (*found)->size()} : Found{};
    sizes_[name] = answer;
    if (*found) keep(name, **found);
    return answer;
  }

  Result<Bytes> read(const std::string& name, std::size_t limit) const override {
    if (name == ledger::checkpoint_file) return checkpoint_;
    const auto kept = kept_.find(name);
    if (kept != kept_.end() && kept->second.size() <= limit) return kept->second;
    if (const auto failed = failed_.extract(name)) return failed.mapped();
    TILLGATE_TRY(found, fetch(name));
    if (!found) return Failure{TILLGATE_E_LEDGER, "the file is missing", prefix_ + name};
    if (found->size() > limit)
      return Failure{TILLGATE_E_LEDGER, "the file is too long", prefix_ + name};
    keep(name, *found);
    return *std::move(found);
  }

  Result<Done> each(const std::function<bool(const std::string& name)>&) const override {
    return Done{};
  }

 private:
  // Empty: the server says that there is no such file.
  Result<std::optional<Bytes>> fetch(const std::string& name) const {
    TILLGATE_TRY(found, fetch_exactly(name));
    if (found) return std::move(found);
    const auto tile = ledger::parse_tile_path(name);
    if (!tile || tile->is_full()) return std::move(found);
    TILLGATE_TRY(full, fetch_exactly(ledger::tile_path({tile->level, tile->number})));
    return full ? cut(*tile, *full) : std::move(full);
  }

  Result<std::optional<Bytes>> fetch_exactly(const std::string& name) const {
    const std::string url = prefix_ + name;
    const bool in_tiles = ledger::parse_tile_path(name).has_value();
    std::string why;
    for (int attempt = 0; attempt < tries; ++attempt) {
      if (attempt > 0) std::this_thread::sleep_for(attempt == 1 ? pause : 3 * pause);
      auto got = getter_.get(url, in_tiles ? max_log_file : max_note_file);
      if (!got && got.failure().status != TILLGATE_E_OFFLINE) return std::move(got).failure();
      if (!got) {
        why = got.failure().detail;
        continue;
      }
      constexpr long good = 200, missing = 404, gone = 410, server_fault = 500;
      if (got->status == good) return std::optional<Bytes>(std::move(got->content));
      if (got->status == missing || got->status == gone) return std::optional<Bytes>();
      why = "the server answers with status " + std::to_string(got->status);
      if (got->status < server_fault) break;
    }
    return Failure{TILLGATE_E_LEDGER, why, url};
  }

  void keep(const std::string& name, const Bytes& content) const {
    if (!kept_.emplace(name, content).second) return;
    order_.push_back(name);
    size_ += content.size();
    while (size_ > kept_bytes && order_.size() > 1) {
      const auto oldest = kept_.find(order_.front());
      size_ -= oldest->second.size();
      kept_.erase(oldest);
      order_.pop_front();
    }
  }

  std::string prefix_;
  Bytes checkpoint_;
  mutable Getter getter_;
  mutable std::map<std::string, Found> sizes_;
  mutable std::map<std::string, Failure> failed_;
  mutable std::map<std::string, Bytes> kept_;
  mutable std::deque<std::string> order_;
  mutable std::size_t size_ = 0;
};

}  // namespace

bool is_url(std::string_view place) {
  return place.starts_with("https://") || place.starts_with("http://");
}

Result<std::unique_ptr<LogSource>> open_http_log(const std::string& url,
                                                 const std::filesystem::path& ca_file) {
  const bool secure = url.starts_with("https://");
  const std::string_view rest = std::string_view(url).substr(url.find("//") + 2);
  if (!secure && !is_loopback(rest))
    return Failure{TILLGATE_E_ARGUMENT, "plain http is read from this machine only: use https",
                   printable(url)};
  if (rest.find_first_of("?#@") != std::string_view::npos)
    return Failure{TILLGATE_E_ARGUMENT, "not the address of a folder", printable(url)};
  std::string certificates;
  if (!ca_file.empty()) {
    TILLGATE_TRY(bytes, os::read_file(ca_file, max_ca_bytes, TILLGATE_E_ARGUMENT));
    certificates = as_text(bytes);
    if (certificates.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
      return Failure{TILLGATE_E_ARGUMENT, "the file holds no certificate", utf8_from_path(ca_file)};
  }
  auto source = std::make_unique<HttpSource>(url.ends_with('/') ? url : url + "/");
  TILLGATE_CHECK(source->open(secure ? "https" : "http", certificates));
  return std::unique_ptr<LogSource>(std::move(source));
}

}  // namespace tillgate::auditor
