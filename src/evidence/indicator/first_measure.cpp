// The time from t0 to the first breath, oxygen and dose of naloxone, over live emergencies; and how sure these times are.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"
#include "evidence/statistics.hpp"

namespace alongside::evidence {

namespace {

constexpr std::string_view rule =
    "From t0 (the tap, or earlier if it was said to have started earlier) to the first of each; live emergencies only, "
    "since imported ones have no act times. Quartiles by linear interpolation (Hyndman and Fan 1996, type 7).";
constexpr std::string_view interval = "none: median and quartiles, n beside them";

constexpr Category without = 0;     ///< it was not given
constexpr Category before_tap = 1;  ///< it was given before the emergency was tapped; it is among the times

template <std::optional<seen::First> seen::Course::* first>
void take(const Seen& seen, Samples& samples) {
  const auto* emergency = seen.as<seen::Emergency>();
  if (!emergency || !emergency->course) return;
  const auto& given = (*emergency->course).*first;
  if (!given) return samples.beside.add(without, seen.times);
  samples.add(given->milliseconds);
  if (given->before_tap) samples.beside.add(before_tap, seen.times);
}

double seconds(std::int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000; }

void rows_of(const Samples& samples, const Figures& figures, Section& section, std::string_view says,
             std::string_view key) {
  const std::int64_t live = live_emergencies_in(figures);
  const std::int64_t imported = figures.sum(indicator::emergencies) - live;
  const auto& times = samples.milliseconds();
  const auto quartiles = quartiles_of(times);
  Block& block = section.block("times");
  if (block.printed.empty()) {
    block.line(fmt::format("  Time to the first of each, over {} live emergencies; unknown for {} imported ones", live,
                           imported));
  }
  const std::string median = quartiles
                                 ? fmt::format("median {:.0f} s (quartiles {:.0f} and {:.0f})", seconds(quartiles->p50),
                                               seconds(quartiles->p25), seconds(quartiles->p75))
                                 : std::string("no time");
  block.line(fmt::format("  {:<16}{}, n = {}; without: {}; before the tap: {}", says, median, times.size(),
                         samples.beside[without], samples.beside[before_tap]));
  const auto field = [&](std::int64_t Quartiles::* quartile) {
    return quartiles ? Value(seconds((*quartiles).*quartile)) : Value();
  };
  section.field("time_to", key,
                Value::Object{{"n", times.size()},
                              {"of", live},
                              {"of_what", indicator::first_breath.denominator},
                              {"without", samples.beside[without]},
                              {"before_tap", samples.beside[before_tap]},
                              {"unknown_imported", imported},
                              {"p25_s", field(&Quartiles::p25)},
                              {"p50_s", field(&Quartiles::p50)},
                              {"p75_s", field(&Quartiles::p75)}});
}

void rows_of_breath(const Figures& figures, Section& section) {
  rows_of(figures.samples(indicator::first_breath), figures, section, "first breath", "first_breath");
}
void rows_of_oxygen(const Figures& figures, Section& section) {
  rows_of(figures.samples(indicator::first_oxygen), figures, section, "oxygen", "oxygen");
}
void rows_of_dose(const Figures& figures, Section& section) {
  rows_of(figures.samples(indicator::first_dose), figures, section, "first dose", "first_dose");
}

/// The three are one but for their names, the act that they look for and where they print it.
constexpr Indicator time_to_first(std::string_view id, std::string_view title, void (*take)(const Seen&, Samples&),
                                  void (*rows)(const Figures&, Section&)) {
  return {.id = id,
          .title = title,
          .numerator = "seconds from t0",
          .denominator = "live emergencies",
          .rule = rule,
          .unit = "s",
          .interval = interval,
          .sources = "our choice [J]",
          .section = section::emergencies,
          .of = &indicator::emergencies,
          .take = take,
          .rows = rows};
}

// How sure the times are.
constexpr Category t0_moved = 0;
constexpr Category from_paper = 1;
constexpr Category not_sure = 2;

void take_sureness(const Seen& seen, Cells& cells) {
  const auto* emergency = seen.as<seen::Emergency>();
  if (!emergency || !emergency->course) return;
  if (emergency->course->t0_moved) cells.add(t0_moved, seen.times);
  if (emergency->course->from_paper) cells.add(from_paper, seen.times);
  if (emergency->course->time_not_sure) cells.add(not_sure, seen.times);
}

void rows_of_sureness(const Figures& figures, Section& section) {
  const Cells& cells = figures.cells(indicator::sureness);
  Block& block = section.block("times");
  block.line(fmt::format("  t0 moved: {}; from paper: {}; time not sure: {}", cells[t0_moved], cells[from_paper],
                         cells[not_sure]));
  block.note(rule);
  section.field("time_to", "t0_moved", cells[t0_moved]);
  section.field("time_to", "from_paper", cells[from_paper]);
  section.field("time_to", "time_not_sure", cells[not_sure]);
  section.field("time_to", "rule", rule);
}

}  // namespace

constinit const Indicator indicator::first_breath =
    time_to_first("first-breath", "Time to the first breath", take<&seen::Course::breaths>, rows_of_breath);
constinit const Indicator indicator::first_oxygen =
    time_to_first("first-oxygen", "Time to oxygen", take<&seen::Course::oxygen>, rows_of_oxygen);
constinit const Indicator indicator::first_dose =
    time_to_first("first-dose", "Time to the first dose", take<&seen::Course::naloxone>, rows_of_dose);

constinit const Indicator indicator::sureness{.id = "times-sure",
                                              .title = "How sure times are",
                                              .numerator = "emergencies whose times are said to be other, or not sure",
                                              .denominator = "live emergencies",
                                              .rule = "They are in the times above, and are counted beside them.",
                                              .unit = "emergencies",
                                              .interval = "none: a full count",
                                              .sources = "our choice [J]",
                                              .section = section::emergencies,
                                              .of = &emergencies,
                                              .take = take_sureness,
                                              .rows = rows_of_sureness};

}  // namespace alongside::evidence
