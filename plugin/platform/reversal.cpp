#include "platform/reversal.hpp"

namespace tillgate::platform {

Json reversal_input(const Reversal& reversal) {
  return {{"data",
           {{"psn_no", reversal.person_number},
            {"omsgid", reversal.message_id},
            {"oinfno", reversal.what == Reversible::settlement ? "2102" : "2103"}}}};
}

}  // namespace tillgate::platform
