#include "checkout/pack_rows.hpp"

namespace tillgate::checkout {

namespace {

Result<PackRow> pack_row_of(const store::Query& query) {
  PackRow row;
  row.id = query.text(0);
  row.version = query.integer(1);
  row.digest = query.text(2);
  TILLGATE_TRY(signers, parse_json(query.text(3)));
  row.signers = std::move(signers);
  const Bytes file = query.blob(4);
  row.file = as_text(file);
  return row;
}

}  // namespace

Result<std::optional<PackRow>> PackRows::find(const std::string& id, std::int64_t version) {
  TILLGATE_TRY(query, database_.query("SELECT id, version, digest, signers, file FROM policy_pack "
                                      "WHERE id = ? AND version = ?"));
  TILLGATE_TRY(found, query.bind(id).bind(version).step());
  if (!found) return std::optional<PackRow>();
  TILLGATE_TRY(row, pack_row_of(query));
  return std::optional<PackRow>(std::move(row));
}

Result<std::vector<PackRow>> PackRows::active() {
  TILLGATE_TRY(query, database_.query("SELECT id, version, digest, signers, file FROM policy_pack "
                                      "WHERE active = 1 ORDER BY id"));
  std::vector<PackRow> rows;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    TILLGATE_TRY(row, pack_row_of(query));
    rows.push_back(std::move(row));
  }
}

Result<std::int64_t> PackRows::newest(const std::string& id) {
  TILLGATE_TRY(query,
               database_.query("SELECT coalesce(max(version), 0) FROM policy_pack WHERE id = ?"));
  TILLGATE_CHECK(query.bind(id).step());
  return query.integer(0);
}

Result<Done> PackRows::keep(const PackRow& row, UtcMs now) {
  TILLGATE_TRY(insert,
               database_.query("INSERT OR IGNORE INTO policy_pack (id, version, digest, signers, "
                               "file, installed_ms, active) VALUES (?, ?, ?, ?, ?, ?, 0)"));
  insert.bind(row.id).bind(row.version).bind(row.digest).bind(row.signers.dump());
  return insert.bind(as_bytes(row.file)).bind(now).run();
}

Result<Done> PackRows::activate(const std::string& id, std::int64_t version) {
  {
    TILLGATE_TRY(rest,
                 database_.query("UPDATE policy_pack SET active = 0 WHERE id = ? AND active = 1"));
    TILLGATE_CHECK(rest.bind(id).run());
  }
  TILLGATE_TRY(one,
               database_.query("UPDATE policy_pack SET active = 1 WHERE id = ? AND version = ?"));
  return one.bind(id).bind(version).run();
}

}  // namespace tillgate::checkout
