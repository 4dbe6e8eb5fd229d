// Dates in scenario files are relative, so that a day at the till can be played on any day.
#pragma once

#include <nlohmann/json.hpp>

namespace reg {

// Replaces, in every text of the document, "@day", "@day-3", "@day+2" by a date (YYYY-MM-DD) and
// "@now",
// "@now-90m", "@now-2h", "@now-3d" by a moment (YYYY-MM-DD hh:mm:ss), both in China time.
void fill_in_dates(nlohmann::json& document);

}  // namespace reg
