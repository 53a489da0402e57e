// Import survey: what must be known of a whole file before a row of it is taken.
//
// Goals: a file whose visit numbers or codes point to people is sent back; the order of the numbers in its dates is what the dates
// themselves show or the map says, and never a guess: a day that went into the record as a month stays there. Non-goals: what is wrong
// with one row (row.hpp). Pure; free to call from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "center/import/map.hpp"
#include "document/dates.hpp"

namespace alongside::center {

/// In which order the file's dates are written; nothing where none could be read in two ways.
using SurveyedOrder = std::optional<document::DayOrder>;

/// Refuses where most cells of `visit` or `code` look like a person's (running numbers do not), and where the dates could be read day first
/// and month first and neither they nor the map say which.
base::Result<SurveyedOrder> survey_import(const std::string& name, std::string_view text, const ImportLayout& layout,
                                          const ImportMap& map, std::int32_t year_now);

}  // namespace alongside::center
