// The queue of uploads as people see it (待上传): how long it is, how old, what the platform
// refused and how that is mended.
#pragma once

#include <optional>

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "base/result.hpp"

namespace tillgate::checkout {

struct Till;

// `uploads` of status.schema.json; its warnings are added to `warnings`.
Result<Json> upload_status(const Till& till, Json& warnings);

// Why the fund may not be charged now: nobody knows where the codes of the last days would go.
// Empty while the queue is shorter than its limit. What is paid privately is sold all the same.
Result<std::optional<Refusal>> queue_full(const Till& till);

// uploads_requeue.schema.json -> {requeued, waiting_already, waiting, record}: refused messages
// wait again. Each is built anew from its sale, with the product as the master has it now and the
// batch that is given; one record for all of them. All or nothing. TILLGATE_E_DOCUMENT: no such
// message, or one that cannot be built. TILLGATE_E_STATE: its person was erased.
Result<Json> requeue_uploads(Till& till, const Json& document);

}  // namespace tillgate::checkout
