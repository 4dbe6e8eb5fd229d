#include "ledger/tar.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace tillgate;
using namespace tillgate::ledger;

namespace {

std::string member(const std::string& name, const std::string& content) {
  const Bytes header = tar_header(name, content.size()).value();
  const Bytes filling = tar_filling(content.size());
  return std::string(as_text(header)) + content + std::string(as_text(filling));
}
const std::string end_of_archive(1024, '\0');

Result<std::vector<TarMember>> index_of(const std::string& archive) {
  std::istringstream in(archive);
  return read_tar_index(in);
}

}  // namespace

TEST_CASE("an archive's members come back with their places") {
  const std::string archive = member("./a", "one") + member("dir/b", std::string(513, 'x')) +
                              member("c", "") + end_of_archive;
  const auto members = index_of(archive);
  REQUIRE(members.ok());
  REQUIRE(members->size() == 3);
  CHECK((*members)[0].name == "a");
  CHECK(archive.substr((*members)[0].offset, (*members)[0].size) == "one");
  CHECK((*members)[1].size == 513);
  CHECK((*members)[2].plain);
}

TEST_CASE("a cut or damaged archive is refused at every byte of its headers") {
  const std::string archive = member("a", "one") + member("b", "two") + end_of_archive;
  for (std::size_t length = 0; length < archive.size() - 1024 + 512; ++length)
    if (index_of(archive.substr(0, length)).ok()) FAIL_CHECK("cut at " << length);
  for (std::size_t at = 0; at < tar_block; ++at) {
    if (at == 155) continue;  // filling behind the checksum's digits
    std::string changed = archive;
    changed[at] = static_cast<char>(changed[at] ^ 0x01);
    if (index_of(changed).ok()) FAIL_CHECK("changed at " << at);
  }
}

TEST_CASE("an unfinished archive goes on behind its last whole member") {
  const std::string first = member("a", "one");
  const std::string archive = first + member("b", std::string(600, 'x'));
  for (std::size_t length = first.size(); length < archive.size(); length += 100) {
    std::istringstream in(archive.substr(0, length));
    const UnfinishedTar left = read_unfinished_tar(in);
    CHECK(left.members.size() == 1);
    CHECK(left.end == first.size());
  }
}

TEST_CASE("links and devices are told from files") {
  std::string archive = member("a", "");
  archive[156] = '2';
  int sum = 0;
  for (std::size_t i = 0; i < tar_block; ++i)
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(archive[i]);
  std::ostringstream octal;
  octal << std::oct << sum;
  archive.replace(148, 6, std::string(6 - octal.str().size(), '0') + octal.str());
  const auto members = index_of(archive + end_of_archive);
  REQUIRE(members.ok());
  CHECK_FALSE((*members)[0].plain);
}

TEST_CASE("what the format cannot hold is refused") {
  CHECK(tar_header(std::string(101, 'x'), 0).failure().status == TILLGATE_E_LIMIT);
  CHECK(tar_header("x", std::uint64_t{1} << 33).failure().status == TILLGATE_E_LIMIT);
}
