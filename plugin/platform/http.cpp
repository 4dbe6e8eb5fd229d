#include "platform/http.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <mutex>
#include <stop_token>

#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::platform {

namespace {

constexpr std::int64_t longest_retry_s = 3600;  // a server may not silence a till for longer

constexpr std::size_t max_ca_bytes = 1 << 20;
constexpr std::size_t max_header_bytes = 64 << 10;
constexpr long keep_connection_s = 20;  // shorter than what servers usually keep

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

Failure not_sent(const std::string& why) {
  return {TILLGATE_E_OFFLINE, "nothing was sent: " + why, ""};
}
Failure lost(const std::string& why) {
  return {TILLGATE_E_UNCERTAIN, "sent, but no whole reply: " + why, ""};
}

// What curl tells us about one request while it runs.
struct Progress {
  std::size_t max_body = 0;
  std::string body;
  std::size_t header_bytes = 0;
  bool too_long = false;
  bool sending = false;
  bool given_up = false;

  // Called when the connection stands and before the first byte of a request. curl would come here
  // a second time to repeat a request on a fresh connection when a kept one turns out to be dead:
  // the first may have been heard, so that is refused.
  static int before_request(void* self, char*, char*, int, int) {
    auto& progress = *static_cast<Progress*>(self);
    if (progress.sending || progress.given_up) return CURL_PREREQFUNC_ABORT;
    progress.sending = true;
    return CURL_PREREQFUNC_OK;
  }

  static std::size_t take_body(char* data, std::size_t, std::size_t count, void* self) {
    auto& progress = *static_cast<Progress*>(self);
    if (count > progress.max_body - progress.body.size()) {
      progress.too_long = true;
      return 0;
    }
    progress.body.append(data, count);
    return count;
  }

  static std::size_t take_header(char*, std::size_t, std::size_t count, void* self) {
    auto& progress = *static_cast<Progress*>(self);
    progress.header_bytes += count;
    progress.too_long = progress.header_bytes > max_header_bytes;
    return progress.too_long ? 0 : count;
  }
};

// One connection at a time, kept between requests. Curl's own time limit is not used: when it
// strikes during a name look-up it waits for the resolver, which may take many times our deadline.
class Line {
 public:
  explicit Line(std::shared_ptr<const std::string> trusted)
      : multi_(curl_multi_init()), trusted_(std::move(trusted)) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() {
    hang_up();
    curl_multi_cleanup(multi_);
  }

  Result<HttpReply> post(const HttpRequest& request, std::size_t max_body,
                         const Deadline& deadline) {
    progress_ = Progress{};
    progress_.max_body = max_body;
    body_ = request.body;
    easy_ = curl_easy_init();
    if (multi_ == nullptr || easy_ == nullptr || !prepare(request) ||
        curl_multi_add_handle(multi_, easy_) != CURLM_OK)
      return not_sent("the request could not be set up");
    return run(deadline);
  }

  // False after a failure: the connection is in no known state.
  bool reusable() const { return reusable_; }

  // True while a request that was given up still waits for its name look-up, so that ending it
  // would wait too.
  bool resolving() {
    if (easy_ == nullptr) return false;
    progress_.given_up = true;
    int running = 0;
    curl_multi_perform(multi_, &running);
    return running > 0 && !name_known();
  }

  void hang_up() {
    if (easy_ == nullptr) return;
    curl_multi_remove_handle(multi_, easy_);
    curl_easy_cleanup(easy_);
    easy_ = nullptr;
  }

 private:
  template <class Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(easy_, option, value) == CURLE_OK;
  }

  bool prepare(const HttpRequest& request) {
    curl_slist* list = nullptr;
    // curl's "Expect" would cost a round trip and is not understood everywhere.
    for (const std::string& line :
         {"Content-Type: " + request.content_type, std::string("Expect:")})
      list = curl_slist_append(list, line.c_str());
    for (const std::string& line : request.headers) list = curl_slist_append(list, line.c_str());
    headers_.reset(list);
    curl_blob trusted{const_cast<char*>(trusted_->data()), trusted_->size(), CURL_BLOB_NOCOPY};
    return set(CURLOPT_URL, request.url.c_str()) && set(CURLOPT_PROTOCOLS_STR, "https") &&
           set(CURLOPT_HTTPHEADER, headers_.get()) && set(CURLOPT_POST, 1L) &&
           set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size())) &&
           set(CURLOPT_POSTFIELDS, body_.c_str()) &&
           set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
           set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_PROXY, "") && set(CURLOPT_NOSIGNAL, 1L) &&
           set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
           set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) &&
           set(CURLOPT_CAINFO_BLOB, &trusted) && set(CURLOPT_CAPATH, static_cast<char*>(nullptr)) &&
           set(CURLOPT_MAXAGE_CONN, keep_connection_s) &&
           set(CURLOPT_PREREQFUNCTION, &Progress::before_request) &&
           set(CURLOPT_PREREQDATA, &progress_) &&
           set(CURLOPT_WRITEFUNCTION, &Progress::take_body) && set(CURLOPT_WRITEDATA, &progress_) &&
           set(CURLOPT_HEADERFUNCTION, &Progress::take_header) &&
           set(CURLOPT_HEADERDATA, &progress_);
  }

  Result<HttpReply> run(const Deadline& deadline) {
    // Whoever ends the work in the background does not wait for the network to say something.
    const std::stop_callback wake(deadline.stop(), [this] { curl_multi_wakeup(multi_); });
    while (true) {
      int running = 0;
      if (curl_multi_perform(multi_, &running) != CURLM_OK) return end("the transfer broke down");
      if (running == 0) return result();
      const std::int64_t left = deadline.remaining_ms();
      if (left == 0) return overdue();
      constexpr std::int64_t longest_wait_ms = 1000;
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(std::min(left, longest_wait_ms)),
                      nullptr);
    }
  }

  Result<HttpReply> result() {
    int waiting = 0;
    const CURLMsg* message = curl_multi_info_read(multi_, &waiting);
    if (message == nullptr || message->msg != CURLMSG_DONE) return end("the transfer broke down");
    const CURLcode code = message->data.result;
    if (code != CURLE_OK)
      return end(progress_.too_long ? "the reply is too long" : curl_easy_strerror(code));
    HttpReply reply;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &reply.status);
    reply.body = std::move(progress_.body);
    curl_off_t seconds = 0;
    if (curl_easy_getinfo(easy_, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0)
      reply.retry_after_ms = std::min<std::int64_t>(seconds, longest_retry_s) * 1000;
    hang_up();
    reusable_ = true;
    return reply;
  }

  Failure overdue() {
    progress_.given_up = true;
    if (progress_.sending) return end("no reply in time");
    reusable_ = false;
    if (name_known()) hang_up();
    return not_sent("no connection in time");
  }

  Failure end(const std::string& why) {
    Failure failure = progress_.sending ? lost(why) : not_sent(why);
    reusable_ = false;
    hang_up();
    return failure;
  }

  bool name_known() const {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy_, CURLINFO_NAMELOOKUP_TIME_T, &microseconds);
    return microseconds > 0;
  }

  CURLM* multi_;
  CURL* easy_ = nullptr;
  std::shared_ptr<const std::string> trusted_;
  HeaderList headers_;
  std::string body_;
  Progress progress_;
  bool reusable_ = false;
};

}  // namespace

// Counted by curl itself, and safe beside a register that uses curl too.
class CurlInUse {
 public:
  CurlInUse() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  CurlInUse(const CurlInUse&) = delete;
  CurlInUse& operator=(const CurlInUse&) = delete;
  ~CurlInUse() { curl_global_cleanup(); }
};

// Name look-ups nobody needs any more. The system's resolver cannot be told to stop and may take
// half a minute, so nobody waits for it: not the request, and not the closing of a till either. The
// list outlives all transports, and is looked through whenever one is used.
class ParkedLines {
 public:
  // Never destroyed: at the end of the process a look-up may still be under way.
  static ParkedLines& all() {
    static auto* const lines = new ParkedLines;
    return *lines;
  }

  void park(std::unique_ptr<Line> line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }
  void clear_away() {
    const std::lock_guard lock(mutex_);
    std::erase_if(lines_, [](const std::unique_ptr<Line>& line) { return !line->resolving(); });
  }

 private:
  CurlInUse curl_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Line>> lines_;
};

// Idle lines are used again.
struct CurlTransport::Pool {
  std::unique_ptr<Line> take() {
    ParkedLines::all().clear_away();
    const std::lock_guard lock(mutex);
    if (idle.empty()) return std::make_unique<Line>(trusted);
    auto line = std::move(idle.back());
    idle.pop_back();
    return line;
  }

  void give_back(std::unique_ptr<Line> line) {
    if (line->reusable()) {
      const std::lock_guard lock(mutex);
      idle.push_back(std::move(line));
    } else if (line->resolving()) {
      ParkedLines::all().park(std::move(line));
    }
  }

  CurlInUse curl;
  std::shared_ptr<const std::string> trusted;
  std::size_t max_reply_bytes = 0;
  std::mutex mutex;
  std::vector<std::unique_ptr<Line>> idle;
};

CurlTransport::CurlTransport(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}
CurlTransport::~CurlTransport() = default;

Result<std::unique_ptr<CurlTransport>> CurlTransport::create(const TransportSettings& settings) {
  TILLGATE_TRY(trusted, os::read_file(settings.ca_file, max_ca_bytes, TILLGATE_E_CONFIG));
  if (as_text(trusted).find("-----BEGIN CERTIFICATE-----") == std::string_view::npos)
    return Failure{TILLGATE_E_CONFIG, "the file holds no certificate",
                   utf8_from_path(settings.ca_file)};
  auto pool = std::make_unique<Pool>();
  pool->trusted = std::make_shared<const std::string>(as_text(trusted));
  pool->max_reply_bytes = settings.max_reply_bytes;
  return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(pool)));
}

Result<HttpReply> CurlTransport::post(const HttpRequest& request, const Deadline& deadline) {
  if (deadline.passed()) return not_sent("no time left");
  auto line = pool_->take();
  auto reply = line->post(request, pool_->max_reply_bytes, deadline);
  pool_->give_back(std::move(line));
  return reply;
}

}  // namespace tillgate::platform
