// Codes: distinct codes of a whole record and of each month, as each file's import and each month's close counted them.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

constexpr std::string_view of_a_sum = "The sum over sites: no code is counted across sites.";

std::string between(const Range& codes) {
  return codes.at_least == codes.at_most ? fmt::format("{}", codes.at_least)
                                         : fmt::format("{} to {}", codes.at_least, codes.at_most);
}

void take(const Seen& seen, Closed& closed) {
  if (const auto* visit = seen.as<seen::Visit>()) {
    closed.see_visits(visit->month, seen.times, visit->imported);
  } else if (const auto* file = seen.as<seen::File>()) {
    closed.begin(file->digest, static_cast<std::int64_t>(file->codes), file->visits > 0);
  } else if (const auto* codes = seen.as<seen::ClosedCodes>()) {
    closed.close(codes->file, codes->period, static_cast<std::int64_t>(codes->codes));
  }
}

void rows(const Figures& figures, Section& section) {
  const Closed& closed = figures.closed(indicator::codes);
  const std::int64_t visits = figures.sum(indicator::visits);
  const bool is_open = figures.days().is_open();
  const auto codes = is_open ? closed.whole() : std::nullopt;
  if (codes) {
    section.line(fmt::format("  {} codes in {} visits", between(*codes), visits));
    section.field("at_least", codes->at_least);
    section.field("at_most", codes->at_most);
  } else {
    const std::string_view why =
        is_open ? "not counted: part of the record has no codes, or is live and counted by month only"
                : "not counted between dates: codes are counted by file and by month";
    section.note(why);
    section.field("at_least", {});
    section.field("at_most", {});
    section.field("why", why);
  }
  section.field("of", visits);
  section.field("of_what", indicator::codes.denominator);
  Value::List by_month;
  for (const auto& [month, range] : closed.months(figures.days())) {
    const std::string name = fmt::format("{:04}-{:02}", month / 100, month % 100);
    section.line(fmt::format("  {}  {}", name, between(range)));
    by_month.emplace_back(Value::Object{{"month", name}, {"at_least", range.at_least}, {"at_most", range.at_most}});
  }
  section.field("by_month", std::move(by_month));
  section.rule(indicator::codes.rule);
  if (figures.is_sum()) section.rule(of_a_sum);
}

}  // namespace

constinit const Indicator indicator::codes{
    .id = "codes",
    .title = "Codes seen",
    .numerator = "distinct codes",
    .denominator = "visits",
    .rule =
        "Codes, not people: cards are lost and lent. Distinct codes of a file are counted when it is imported, of a "
        "live month at its close. Months do not add up. Where several counts overlap the truth lies between the "
        "largest and the sum.",
    .unit = "codes",
    .interval = "none: from the largest to the sum where counts overlap",
    .sources = "Health Canada, Rhode Island, New York, Alberta",
    .section = section::codes,
    .of = &visits,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
