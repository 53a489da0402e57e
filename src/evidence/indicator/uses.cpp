// Uses: consumptions, of which how many are imported.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

constexpr Category recorded = 0;
constexpr Category imported = 1;

void take(const Seen& seen, Cells& cells) {
  if (const auto* use = seen.as<seen::Use>()) cells.add(use->imported ? imported : recorded, seen.times);
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t uses = figures.sum(indicator::uses);
  const std::int64_t of_them = figures.cells(indicator::uses)[imported];
  const std::int64_t visits = figures.sum(indicator::visits);
  section.line(fmt::format("  {} uses in {} visits ({} of them imported)", uses, visits, of_them));
  section.rule(indicator::uses.rule);
  section.field("total", uses);
  section.field("imported", of_them);
  section.field("of", visits);
  section.field("of_what", indicator::uses.denominator);
}

}  // namespace

constinit const Indicator indicator::uses{
    .id = "uses",
    .title = "Uses",
    .numerator = "consumptions",
    .denominator = "visits",
    .rule =
        "A use is one consumption. By substance: every use with that substance in it, so a mix is counted under each; "
        "by route: each use once.",
    .unit = "uses",
    .interval = "none: a full count",
    .sources = "OnPoint",
    .section = section::uses,
    .of = &visits,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
