// Prescriptions of a sale as the rules see them: policies/engine/views.sql.
#pragma once

#include "base/json.hpp"
#include "checkout/past.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

// The prescriptions that a line is dispensed on, as the past will know them.
Result<std::vector<PastPrescription>> past_prescriptions(const Till& till,
                                                         const SaleDocument& sale);

// Adds prescription, prescription_item, diagnosis and patient_condition.
Result<Done> add_prescription_facts(Json& facts, Till& till, const SaleDocument& sale);

}  // namespace tillgate::checkout
