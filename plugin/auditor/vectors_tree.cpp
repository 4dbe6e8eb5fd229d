// Vector files about trees, tiles and published folders.
#include <algorithm>

#include "auditor/vector_cases.hpp"
#include "base/text.hpp"
#include "crypto/base64.hpp"
#include "ledger/log_proof.hpp"
#include "ledger/proof.hpp"
#include "ledger/tile.hpp"
#include "ledger/tree.hpp"
#include "ledger/trust.hpp"
#include "ledger/verify.hpp"

namespace tillgate::auditor {

namespace {

using ledger::Hash;
using ledger::Proof;
using ledger::TreeHasher;

// A hash of the wrong length is none; proofs that hold one are refused.
std::optional<Hash> hash_of(const Json& hex) {
  return ledger::to_hash(bytes_of(hex));
}

std::optional<Proof> proof_of(const Json& list) {
  Proof proof;
  for (const Json& text : list) {
    const auto hash = hash_of(text);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

Json hex_of(const Proof& proof) {
  Json list = Json::array();
  for (const Hash& hash : proof) list.push_back(to_hex(hash));
  return list;
}

Json base64_of(const Proof& proof) {
  Json list = Json::array();
  for (const Hash& hash : proof) list.push_back(crypto::to_base64(hash));
  return list;
}

// All complete subtrees over some leaves, level by level.
class CompleteTree {
 public:
  CompleteTree(std::vector<Hash> leaves, const TreeHasher& hasher) : levels_{std::move(leaves)} {
    while (levels_.back().size() > 1) {
      const std::vector<Hash>& below = levels_.back();
      std::vector<Hash> level;
      for (std::size_t i = 0; i + 1 < below.size(); i += 2)
        level.push_back(hasher.node(below[i], below[i + 1]));
      levels_.push_back(std::move(level));
    }
  }
  ledger::StoredHash stored() const {
    return [this](unsigned level, std::uint64_t index) -> Result<Hash> {
      if (level >= levels_.size() || index >= levels_[level].size())
        return Failure{TILLGATE_E_ARGUMENT, "the tree has no such subtree", ""};
      return levels_[level][index];
    };
  }
  std::uint64_t size() const { return levels_[0].size(); }

 private:
  std::vector<std::vector<Hash>> levels_;
};

CaseAnswer text_answer(const std::string& answer, const Json& expected) {
  return {answer, expected == answer};
}

std::string name_of(const char* list, std::size_t place) {
  return std::string(list) + "/" + std::to_string(place);
}

// Whether a proof of a vector file, of either kind, is accepted.
bool accepted(const Json& c, bool inclusion, const TreeHasher& hasher) {
  const auto proof = proof_of(c.at("proof"));
  if (inclusion) {
    const auto leaf = hash_of(c.at("leaf_hash"));
    const auto root = hash_of(c.at("root"));
    return proof && leaf && root &&
           ledger::check_inclusion(c.at("index").get<std::uint64_t>(),
                                   c.at("size").get<std::uint64_t>(), *leaf, *proof, *root, hasher);
  }
  const auto old_root = hash_of(c.at("old_root"));
  const auto new_root = hash_of(c.at("new_root"));
  return proof && old_root && new_root &&
         ledger::check_consistency({c.at("old").get<std::uint64_t>(), *old_root},
                                   {c.at("new").get<std::uint64_t>(), *new_root}, *proof, hasher);
}

// Lists of good proofs: each is made anew, compared, and checked.
void answer_good_proofs(const Json& file, const char* list, const CompleteTree& tree,
                        const TreeHasher& hasher, const CaseSink& sink) {
  const bool inclusion = std::string_view(list) == "inclusion";
  const Json& cases = file.at(list);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json& c = cases[i];
    const auto proof =
        inclusion
            ? ledger::inclusion_proof(c.at("index").get<std::uint64_t>(),
                                      c.at("size").get<std::uint64_t>(), tree.stored(), hasher)
            : ledger::consistency_proof(c.at("old").get<std::uint64_t>(),
                                        c.at("new").get<std::uint64_t>(), tree.stored(), hasher);
    const Json answer = proof ? hex_of(*proof) : Json("no proof");
    sink(name_of(list, i), {answer, answer == c.at("proof") && accepted(c, inclusion, hasher)});
  }
}

// Lists whose proofs must all be accepted, or all be refused.
void answer_judged_proofs(const Json& file, const char* list, bool expected,
                          const TreeHasher& hasher, const CaseSink& sink) {
  const Json& cases = file.at(list);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const bool accept = accepted(cases[i], cases[i].at("kind") == "inclusion", hasher);
    sink(name_of(list, i), {accept ? "accepted" : "refused", accept == expected});
  }
}

}  // namespace

Result<Done> answer_merkle(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  const TreeHasher& hasher = file.at("hash") == "sm3" ? ledger::sm3_tree : ledger::sha256_tree;
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < file.at("leaves").size(); ++i) {
    leaves.push_back(hasher.leaf(bytes_of(file["leaves"][i])));
    sink(name_of("leaf_hashes", i), text_answer(to_hex(leaves[i]), file.at("leaf_hashes").at(i)));
  }
  const CompleteTree tree(std::move(leaves), hasher);
  for (std::size_t i = 0; i < file.at("complete_nodes").size(); ++i) {
    const Json& node = file["complete_nodes"][i];
    TILLGATE_TRY(hash, tree.stored()(node.at("level").get<unsigned>(),
                                     node.at("index").get<std::uint64_t>()));
    sink(name_of("complete_nodes", i), text_answer(to_hex(hash), node.at("hash")));
  }
  for (std::size_t i = 0; i < file.at("roots").size(); ++i) {
    const Json& c = file["roots"][i];
    TILLGATE_TRY(root, ledger::root_at(c.at("size").get<std::uint64_t>(), tree.stored(), hasher));
    sink(name_of("roots", i), {to_hex(root), c.at("root") == to_hex(root) &&
                                                 c.at("root_base64") == crypto::to_base64(root)});
  }
  answer_good_proofs(file, "inclusion", tree, hasher, sink);
  answer_good_proofs(file, "consistency", tree, hasher, sink);
  answer_judged_proofs(file, "must_reject", false, hasher, sink);
  answer_judged_proofs(file, "size_is_not_bound", true, hasher, sink);
  return Done{};
}

Result<Done> answer_tile_paths(const Json& file, const std::filesystem::path&,
                               const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    const std::string level = c.at("level").get<std::string>();
    const ledger::Tile tile{
        level == "entries" ? ledger::Tile::entries : static_cast<unsigned>(std::stoul(level)),
        c.at("index").get<std::uint64_t>(), c.at("width").get<std::uint64_t>()};
    const std::string path = ledger::tile_path(tile);
    sink(name_of("cases", i),
         {path, path == c.at("path") && ledger::parse_tile_path(path) == tile});
  }
  for (std::size_t i = 0; i < file.at("must_reject").size(); ++i) {
    const bool refused = !ledger::parse_tile_path(file["must_reject"][i].get<std::string>());
    sink(name_of("must_reject", i), {refused ? "refused" : "accepted", refused});
  }
  return Done{};
}

Result<Done> answer_tile_geometry(const Json& file, const std::filesystem::path&,
                                  const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    const auto size = c.at("size").get<std::uint64_t>();
    const auto partial = [&](unsigned level, const ledger::LevelShape& shape) {
      return shape.partial_width == 0
                 ? Json()
                 : Json(ledger::tile_path({level, shape.full, shape.partial_width}));
    };
    Json answer = {{"size", size}, {"levels", Json::object()}};
    Json tiles = Json::array();
    for (unsigned level = 0; !ledger::level_shape(level, size).empty(); ++level) {
      const ledger::LevelShape shape = ledger::level_shape(level, size);
      Json row = {{"full_tiles", shape.full}, {"partial_width", shape.partial_width}};
      if (shape.partial_width != 0) row["partial_path"] = partial(level, shape);
      answer["levels"][std::to_string(level)] = std::move(row);
      // Only small trees list their tiles.
      for (std::uint64_t n = 0; c.contains("all_hash_tiles") && n < shape.tiles(); ++n)
        tiles.push_back(ledger::tile_path({level, n, shape.width_of(n)}));
    }
    const ledger::LevelShape bundles = ledger::level_shape(ledger::Tile::entries, size);
    answer["entry_bundles_full"] = bundles.full;
    answer["entry_bundle_partial"] = partial(ledger::Tile::entries, bundles);
    if (c.contains("all_hash_tiles")) answer["all_hash_tiles"] = std::move(tiles);
    Json expected = c;
    for (auto& [level, row] : expected["levels"].items())
      if (row.contains("partial_path") && row["partial_path"].is_null()) row.erase("partial_path");
    sink(name_of("cases", i), {answer, answer == expected});
  }
  return Done{};
}

Result<Done> answer_bundles(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    const Bytes bytes = bytes_of(c.at("bundle_hex"));
    const ledger::Bundle bundle = ledger::parse_bundle(bytes);
    Json entries = Json::array();
    Bytes written;
    std::string tile;
    for (const ByteView entry : bundle.entries) {
      entries.push_back(to_hex(entry));
      ledger::add_to_bundle(entry, written);
      tile += to_hex(ledger::leaf_hash(entry));
    }
    const bool agrees = bundle.whole && entries == c.at("entries_hex") && written == bytes &&
                        tile == c.at("leaf_tile_hex");
    sink(name_of("cases", i), {{{"entries_hex", entries}, {"leaf_tile_hex", tile}}, agrees});
  }
  for (std::size_t i = 0; i < file.at("must_reject").size(); ++i) {
    const Bytes bytes = bytes_of(file["must_reject"][i].at("bundle_hex"));
    const bool refused = !ledger::parse_bundle(bytes).whole;
    sink(name_of("must_reject", i), {refused ? "refused" : "accepted", refused});
  }
  return Done{};
}

Result<Done> answer_sample_log(const Json& file, const std::filesystem::path& folder,
                               const CaseSink& sink) {
  ledger::TrustedKeys trusted;
  for (const auto& [label, vkey] : file.at("trusted_vkeys").items())
    TILLGATE_CHECK(ledger::add_trusted(vkey.get<std::string>(), trusted));
  std::vector<Hash> leaves;
  TILLGATE_TRY(report, ledger::verify_tree(folder, trusted.logs,
                                           [&](std::uint64_t, ByteView entry, ledger::Report&) {
                                             leaves.push_back(ledger::leaf_hash(entry));
                                           }));
  const Json& newest = file.at("checkpoints").back();
  sink("folder",
       {{{"size", report.size}, {"root_hex", to_hex(report.root)}},
        report.good() && report.origin == file.at("origin") && newest.at("size") == report.size &&
            newest.at("root_hex") == to_hex(report.root)});
  const CompleteTree tree(std::move(leaves), ledger::sha256_tree);

  for (std::size_t i = 0; i < file["checkpoints"].size(); ++i) {
    const Json& c = file["checkpoints"][i];
    TILLGATE_TRY(root, ledger::root_at(c.at("size").get<std::uint64_t>(), tree.stored()));
    const auto opened = ledger::open_checkpoint(c.at("checkpoint").get<std::string>(), trusted);
    const bool all_signed = opened && opened->checkpoint.root == root &&
                            opened->signatures.good_logs.size() == trusted.logs.size() &&
                            opened->signatures.good_witnesses.size() == trusted.witnesses.size();
    sink(name_of("checkpoints", i), {to_hex(root), all_signed && c.at("root_hex") == to_hex(root)});
  }
  for (std::size_t i = 0; i < file.at("consistency").size(); ++i) {
    const Json& c = file["consistency"][i];
    const auto old_size = c.at("old").get<std::uint64_t>();
    const auto size = c.at("new").get<std::uint64_t>();
    TILLGATE_TRY(proof, ledger::consistency_proof(old_size, size, tree.stored()));
    TILLGATE_TRY(old_root, ledger::root_at(old_size, tree.stored()));
    TILLGATE_TRY(root, ledger::root_at(size, tree.stored()));
    sink(name_of("consistency", i),
         {base64_of(proof),
          base64_of(proof) == c.at("proof_base64") &&
              ledger::check_consistency({old_size, old_root}, {size, root}, proof)});
  }
  for (std::size_t i = 0; i < file.at("inclusion").size(); ++i) {
    const Json& c = file["inclusion"][i];
    const auto index = c.at("index").get<std::uint64_t>();
    const auto size = c.at("size").get<std::uint64_t>();
    TILLGATE_TRY(proof, ledger::inclusion_proof(index, size, tree.stored()));
    TILLGATE_TRY(root, ledger::root_at(size, tree.stored()));
    const Hash leaf = ledger::leaf_hash(bytes_of(c.at("entry_hex")));
    sink(name_of("inclusion", i),
         {base64_of(proof), base64_of(proof) == c.at("proof_base64") &&
                                ledger::check_inclusion(index, size, leaf, proof, root)});
  }
  return Done{};
}

}  // namespace tillgate::auditor
