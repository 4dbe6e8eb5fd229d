#include "identity/token_book.hpp"

#include "base/bytes.hpp"
#include "crypto/mac.hpp"

namespace tillgate::identity {

namespace {

constexpr std::int64_t kept_ms = std::int64_t{400} * 86'400'000;

}  // namespace

Result<std::string> TokenBook::mark_of(const std::string& token) const {
  TILLGATE_TRY(mark, crypto::hmac_sha256(key_.bytes(), as_bytes("tillgate/token/1\n" + token)));
  return to_hex(mark);
}

Result<bool> TokenBook::used_elsewhere(const std::string& token, const std::string& sale) {
  TILLGATE_TRY(mark, mark_of(token));
  TILLGATE_TRY(query, database_.query("SELECT 1 FROM used_token WHERE mark = ? AND sale <> ?"));
  return query.bind(mark).bind(sale).step();
}

Result<Done> TokenBook::note(const std::string& token, const std::string& sale) {
  TILLGATE_TRY(mark, mark_of(token));
  {
    TILLGATE_TRY(old, database_.query("DELETE FROM used_token WHERE at_ms < ?"));
    TILLGATE_CHECK(old.bind(clock_.now() - kept_ms).run());
  }
  TILLGATE_TRY(insert, database_.query("INSERT OR REPLACE INTO used_token (mark, sale, at_ms)"
                                       " VALUES (?, ?, ?)"));
  return insert.bind(mark).bind(sale).bind(clock_.now()).run();
}

}  // namespace tillgate::identity
