// Sealing and publishing, stopped at every single change they make on disk.
//
// The oracle is outside of what is tested: the test keeps what was acknowledged, and every
// checkpoint that was handed out. After each stop: nothing acknowledged is lost, nothing is half
// there or twice, no checkpoint that was handed out is contradicted, and the till goes on.
#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "base/os/process.hpp"
#include "crash/disk.hpp"
#include "crypto/key_folder.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/journal.hpp"
#include "ledger/proof.hpp"
#include "ledger/verify.hpp"
#include "store/database.hpp"
#include "support/clock.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

using namespace tillgate;
using test::Disk;

namespace {

constexpr std::uint64_t records_before = 254;  // two more fill a tile

const crypto::KeyFolder& keys() {
  static const test::TemporaryFolder folder;
  static const crypto::KeyFolder made = [] {
    REQUIRE(crypto::KeyFolder::create(folder / "keys", "pharmacy.example/s1/t1/g1").ok());
    return crypto::KeyFolder::load(folder / "keys").value();
  }();
  return made;
}

// What the world outside the till knows.
struct Known {
  struct At {
    std::size_t changes;  // on disk, when it became known
    std::uint64_t size;   // records acknowledged
    std::string note;     // a checkpoint handed out; may be empty
  };
  std::vector<At> all;
  std::uint64_t acknowledged(std::size_t changes) const {
    std::uint64_t size = 0;
    for (const At& at : all)
      if (at.changes <= changes) size = std::max(size, at.size);
    return size;
  }
};

// A till whose files are all in one folder.
class Till {
 public:
  static Result<std::unique_ptr<Till>> open(const std::filesystem::path& folder) {
    std::unique_ptr<Till> till(new Till(folder));
    TILLGATE_TRY(database, store::Database::open(folder / "till.db"));
    till->database_ = std::move(database);
    TILLGATE_TRY(journal,
                 ledger::Journal::open(*till->database_, keys(),
                                       {.till = "t1", .signed_state = folder / "signed.state"},
                                       till->clock_));
    till->journal_ = std::move(journal);
    return till;
  }

  // The row and the record belong together.
  Result<std::uint64_t> sell(store::Durability durability = store::Durability::durable) {
    TILLGATE_TRY(transaction, store::Transaction::begin(*database_, durability));
    TILLGATE_TRY(sealed,
                 journal_->seal(
                     {"sale_settled", "op-1", {{"receipt", "R"}}, {{"person", "吴十"}}, 100, "R"}));
    {
      TILLGATE_TRY(row, database_->query("INSERT INTO meta (name, value) VALUES (?, 'sold')"));
      TILLGATE_CHECK(row.bind("sale-" + std::to_string(sealed.index)).run());
    }
    TILLGATE_CHECK(transaction.commit());
    return sealed.index;
  }
  Result<Done> sell_many(std::uint64_t count) {
    TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
    for (std::uint64_t i = 0; i < count; ++i) {
      TILLGATE_TRY(sealed, journal_->seal({"gate_opened", "", Json::object(), {}, 0}));
      static_cast<void>(sealed);
    }
    return transaction.commit();
  }
  Result<Done> erase() {
    {
      TILLGATE_TRY(transaction, store::Transaction::begin(*database_));
      TILLGATE_TRY(sealed, journal_->erase("R", "op-1"));
      static_cast<void>(sealed);
      TILLGATE_CHECK(transaction.commit());
    }
    return database_->wipe_deleted();
  }
  Result<Done> publish() { return journal_->publish(folder_ / "log"); }
  Result<std::string> checkpoint() { return journal_->checkpoint(); }
  std::uint64_t size() const { return journal_->size().value(); }

  // Is this checkpoint one that the log has passed through?
  bool continues(const std::string& note) const {
    const auto checkpoint = ledger::parse_checkpoint_text(crypto::parse_note(note)->text).value();
    const auto root = ledger::root_at(checkpoint.size, ledger::Tables(*database_).stored_hash());
    return checkpoint.size <= size() && root.ok() && *root == checkpoint.root;
  }
  // Every sold row has its record, and every record of a sale its row.
  bool rows_fit_records() const {
    std::uint64_t sales = 0;
    bool fits = true;
    const auto entries = ledger::Tables(*database_).entries(0, size());
    for (std::size_t i = 0; i < entries->size(); ++i) {
      if (ledger::read_record(as_text((*entries)[i]))->kind != "sale_settled") continue;
      ++sales;
      auto row = database_->query("SELECT 1 FROM meta WHERE name = ?");
      fits = fits && row->bind("sale-" + std::to_string(i)).step().value();
    }
    auto rows = database_->query("SELECT count(*) FROM meta WHERE value = 'sold'");
    return fits && rows->step().value() && static_cast<std::uint64_t>(rows->integer(0)) == sales;
  }

 private:
  explicit Till(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
  test::FixedClock clock_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<ledger::Journal> journal_;
};

std::filesystem::path till_with_records(const test::TemporaryFolder& folder) {
  std::filesystem::create_directory(folder / "before");
  auto till = Till::open(folder / "before");
  REQUIRE((*till)->sell_many(records_before).ok());
  REQUIRE((*till)->publish().ok());
  return folder / "before";
}

// An hour at the till, up to the first failure.
Result<Done> an_hour(const std::filesystem::path& folder, const Disk& disk, Known& known,
                     store::Durability durability = store::Durability::durable) {
  TILLGATE_TRY(till, Till::open(folder));
  const auto sell = [&](int count) -> Result<Done> {
    for (int i = 0; i < count; ++i) {
      TILLGATE_TRY(index, till->sell(durability));
      known.all.push_back({disk.changes(), index + 1, ""});
    }
    return Done{};
  };
  const auto hand_out = [&]() -> Result<Done> {
    TILLGATE_TRY(note, till->checkpoint());
    known.all.push_back({disk.changes(), 0, note});
    return Done{};
  };
  TILLGATE_CHECK(sell(3));
  TILLGATE_CHECK(till->publish());
  TILLGATE_CHECK(hand_out());
  TILLGATE_CHECK(sell(1));
  TILLGATE_CHECK(hand_out());
  TILLGATE_CHECK(till->erase());
  TILLGATE_CHECK(till->publish());
  TILLGATE_CHECK(sell(1));
  return hand_out();
}

// What is in the published folder may be behind or half written, but it is never wrong.
std::string published_checkpoint(const std::filesystem::path& folder) {
  std::error_code none;
  return std::filesystem::exists(folder / "log/checkpoint", none)
             ? test::read_data((folder / "log/checkpoint").string())
             : "";
}

// The oracle; empty when all is well.
std::string what_is_wrong(const std::filesystem::path& folder, const Known& known,
                          std::size_t changes) {
  std::vector<std::string> notes;
  if (const std::string note = published_checkpoint(folder); !note.empty()) notes.push_back(note);
  for (const Known::At& at : known.all)
    if (at.changes <= changes && !at.note.empty()) notes.push_back(at.note);
  {
    auto opened = Till::open(folder);
    if (!opened) return "does not open: " + opened.failure().detail;
    Till& till = **opened;
    if (till.size() < known.acknowledged(changes)) return "an acknowledged sale is lost";
    if (!till.rows_fit_records()) return "a sale without its record, or a record without its sale";
    for (const std::string& note : notes)
      if (!till.continues(note))
        return "two histories: a checkpoint that was handed out is not continued";
    if (!till.sell().ok()) return "no further sale can be sealed";
    const auto published = till.publish();
    if (!published) return "cannot publish: " + published.failure().detail;
  }
  const auto report = ledger::verify_folder(folder / "log", keys().public_keys());
  if (!report->good()) return "the published folder does not verify";
  if (auto again = Till::open(folder); !again) return "does not open again";
  return "";
}

// Is what is left after this change something else than after the next one? If not, the next one is
// looked at, by when more may be known outside.
bool is_worth_a_look(const Disk& disk, std::size_t at, Disk::Left left) {
  using What = test::DiskChange::What;
  if (at == disk.changes()) return true;
  const What next = disk.what(at + 1);
  const bool flushes = next == What::flush || next == What::flush_folder;
  if (left == Disk::Left::flushed) return flushes;
  if (left == Disk::Left::everything) return !flushes;
  return flushes || next == What::write || next == What::cut;
}

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

}  // namespace

TEST_CASE("power cut or kill -9 after any change on disk: nothing sealed is lost, nothing forks") {
  const test::TemporaryFolder folder;
  copy_folder(till_with_records(folder), folder / "live");
  Known known;
  const auto disk = std::make_unique<Disk>(folder / "live");
  REQUIRE(an_hour(folder / "live", *disk, known).ok());
  const std::size_t changes = disk->changes();
  CHECK(changes > 100);
  for (const Disk::Left left :
       {Disk::Left::everything, Disk::Left::flushed, Disk::Left::torn, Disk::Left::last_written}) {
    for (std::size_t at = 0; at <= changes; ++at) {
      if (!is_worth_a_look(*disk, at, left)) continue;
      INFO("left " << static_cast<int>(left) << ", after " << disk->describe(at));
      disk->write_image(at, left, folder / "after");
      CHECK(what_is_wrong(folder / "after", known, at) == "");
    }
  }
}

TEST_CASE("a log that is only just begun survives a stop at any change, too") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "live");
  Known known;
  const Disk disk(folder / "live");
  {
    auto till = Till::open(folder / "live");
    REQUIRE((*till)->sell().ok());
    known.all.push_back({disk.changes(), 1, ""});
  }
  for (std::size_t at = 0; at <= disk.changes(); ++at) {
    for (const Disk::Left left : {Disk::Left::everything, Disk::Left::flushed}) {
      if (!is_worth_a_look(disk, at, left)) continue;
      INFO("after " << disk.describe(at));
      disk.write_image(at, left, folder / "after");
      CHECK(what_is_wrong(folder / "after", known, at) == "");
    }
  }
}

TEST_CASE("control: sales that do not wait for the disk are found to be lost by a power cut") {
  const test::TemporaryFolder folder;
  copy_folder(till_with_records(folder), folder / "live");
  Known known;
  const Disk disk(folder / "live");
  REQUIRE(an_hour(folder / "live", disk, known, store::Durability::relaxed).ok());
  std::size_t lost = 0;
  for (std::size_t at = 0; at <= disk.changes(); at += 3) {
    disk.write_image(at, Disk::Left::flushed, folder / "after");
    if (!what_is_wrong(folder / "after", known, at).empty()) ++lost;
  }
  CHECK(lost > 0);
}

TEST_CASE(
    "a disk that fails at any change, or does it and reports a failure: as if it had stopped") {
  const test::TemporaryFolder folder;
  const auto before = till_with_records(folder);
  for (const Disk::Fault fault : {Disk::Fault::refused, Disk::Fault::reported}) {
    bool reached = true;
    for (std::size_t at = 1; reached; ++at) {
      copy_folder(before, folder / "live");
      Known known;
      std::string where;
      {
        Disk disk(folder / "live");
        disk.break_at(at, fault);
        static_cast<void>(an_hour(folder / "live", disk, known));
        reached = disk.broke();
        where = reached ? disk.describe(at) : "";
      }
      INFO("fault " << static_cast<int>(fault) << " at change " << at << ": " << where);
      CHECK(what_is_wrong(folder / "live", known, SIZE_MAX) == "");
    }
  }
}

TEST_CASE("a process killed at any change of its work leaves a till that goes on") {
  const test::TemporaryFolder folder;
  const auto before = till_with_records(folder);
  bool killed = true;
  for (std::size_t at = 1; killed; at += 7) {
    copy_folder(before, folder / "live");
    const int child = ::fork();
    if (child == 0) {
      Disk disk(folder / "live");
      disk.break_at(at, Disk::Fault::killed);
      Known ignored;
      ::_exit(an_hour(folder / "live", disk, ignored).ok() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    killed = WIFSIGNALED(status);
    INFO("killed at change " << at);
    CHECK((killed || WEXITSTATUS(status) == 0));
    CHECK(what_is_wrong(folder / "live", {}, SIZE_MAX) == "");
  }
}
