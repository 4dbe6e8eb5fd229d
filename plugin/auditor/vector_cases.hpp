// Cases of test-vector files (测试向量) for logs, answered by the code that checks real logs.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::auditor {

// What one case came to. `answer` is computed from the case's input alone; `agrees` compares it
// with what the file expects.
struct CaseAnswer {
  Json answer;
  bool agrees = false;
};

// Called once a case. `id` tells the case within its file.
using CaseSink = std::function<void(const std::string& id, const CaseAnswer& answer)>;

// A kind of vector file, recognised by its members. What it throws on a file of a wrong shape is
// nlohmann's.
struct VectorKind {
  const char* name;
  bool (*is_this)(const Json& file);
  // `companion` is the file without its extension: a folder beside it, where the kind has one.
  Result<Done> (*answer)(const Json& file, const std::filesystem::path& companion,
                         const CaseSink& sink);
};

// Null when no kind fits.
const VectorKind* vector_kind(const Json& file);

// The bytes of a member in hexadecimal. Anything else gives no bytes, and then no answer that
// agrees.
Bytes bytes_of(const Json& hex);

// The kinds, by what they are about.
Result<Done> answer_merkle(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_tile_paths(const Json& file, const std::filesystem::path&,
                               const CaseSink& sink);
Result<Done> answer_tile_geometry(const Json& file, const std::filesystem::path&,
                                  const CaseSink& sink);
Result<Done> answer_bundles(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_sample_log(const Json& file, const std::filesystem::path& folder,
                               const CaseSink& sink);

Result<Done> answer_keys(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_notes(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_checkpoints(const Json& file, const std::filesystem::path&,
                                const CaseSink& sink);
Result<Done> answer_cosignatures(const Json& file, const std::filesystem::path&,
                                 const CaseSink& sink);
Result<Done> answer_proofs(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_witness(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_sm2(const Json& file, const std::filesystem::path&, const CaseSink& sink);
Result<Done> answer_sm3(const Json& file, const std::filesystem::path&, const CaseSink& sink);

}  // namespace tillgate::auditor
