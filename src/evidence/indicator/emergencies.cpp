// Emergencies: by kind, of which how many are imported.
#include "evidence/indicator/emergencies.hpp"

#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

enum class From : std::uint8_t { acts, import };

void take(const Seen& seen, Cells& cells) {
  const auto* emergency = seen.as<seen::Emergency>();
  if (emergency) cells.add(cell(emergency->kind, emergency->course ? From::acts : From::import), seen.times);
}

Value rate(std::int64_t count, std::int64_t of, double per) {
  return of == 0 ? Value() : Value(static_cast<double>(count) * per / static_cast<double>(of));
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t all = figures.sum(indicator::emergencies);
  const std::int64_t imported = all - live_emergencies_in(figures);
  const std::int64_t visits = figures.sum(indicator::visits);
  const std::int64_t uses = figures.sum(indicator::uses);
  section.phrase(
      fmt::format("{} emergencies in {} visits and {} uses ({} of them imported)", all, visits, uses, imported));
  section.field("total", all);
  section.field("imported", imported);
  section.field("of", visits);
  section.field("of_what", indicator::emergencies.denominator);
  section.field("per_100_visits", rate(all, visits, 100));
  section.field("per_1000_uses", rate(all, uses, 1000));
  section.field("by_kind", by_kind([&](std::optional<EmergencyKind> kind) { return emergencies_in(figures, kind); }));
}

}  // namespace

std::int64_t emergencies_in(const Figures& figures, std::optional<EmergencyKind> kind) {
  if (!kind) return figures.sum(indicator::emergencies);
  const Cells& cells = figures.cells(indicator::emergencies);
  return cells[cell(*kind, From::acts)] + cells[cell(*kind, From::import)];
}

std::int64_t live_emergencies_in(const Figures& figures) {
  std::int64_t live = 0;
  for (const EmergencyKind kind : each_kind) live += figures.cells(indicator::emergencies)[cell(kind, From::acts)];
  return live;
}

constinit const Indicator indicator::emergencies{
    .id = "emergencies",
    .title = "Emergencies",
    .numerator = "emergencies",
    .denominator = "visits",
    .rule =
        "On the day of t0, by the gravest of its kinds: opioid or sedative, then overamping, then others. Those opened "
        "by mistake stand in no figure; joined ones are one.",
    .unit = "emergencies, and per 100 visits and per 1,000 uses",
    .interval = "none: a full count",
    .sources = "Health Canada, New York, Sydney",
    .section = section::emergencies,
    .of = &visits,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
