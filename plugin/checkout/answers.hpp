// Documents that go back to the register; their shapes are in sdk/schema.
#pragma once

#include <optional>

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "checkout/records.hpp"
#include "checkout/sale.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"

namespace tillgate::checkout {

// {reason, zh, en, next_zh, next_en} added to `document`.
Json with_refusal(Json document, const Refusal& refusal);
// identified.schema.json, person
Json person_answer(const identity::Person& person);
// identified.schema.json, agent
Json agent_answer(const identity::Agent& agent);
// sale.schema.json
Json sale_answer(const SaleDocument& sale, std::string_view state,
                 const std::optional<std::string>& verdict, const std::optional<Json>& outcome);
// verdict.schema.json
Json verdict_answer(const SaleDocument& sale, const Verdict& verdict);

}  // namespace tillgate::checkout
