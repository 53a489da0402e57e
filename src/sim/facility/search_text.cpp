// The result of a search as text for a terminal: the answer, the roster, the curve as a table and as bars, and what a reader must know.
//
// Goals: plain sentences; no figure without the level it stands against. Non-goals: anything that the result does not hold. Pure.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "sim/facility/assumptions.hpp"
#include "sim/facility/search.hpp"

namespace alongside::sim {

namespace {

constexpr std::size_t line_letters = 100;
constexpr int bar_letters = 30;

/// "?": not known.
std::string percent(double share) {
  if (share > 0 && share < 0.0005) return "<0.1%";
  return std::isfinite(share) ? fmt::format("{:.1f}%", share * 100) : "?";
}
std::string money(const std::optional<double>& amount) { return amount ? fmt::format("{:.0f}", *amount) : "?"; }
double value(const DesignFound& found, const char* name) {
  return outcome_named(found.trial.outcomes, name).estimate.value;
}
/// A share of none or of all with how far it may be from that: "0-3.0%".
std::string short_share(const chance::Estimate& share) {
  if (share.value == 0 && std::isfinite(share.high95)) return fmt::format("0-{}", percent(share.high95));
  if (share.value == 1 && std::isfinite(share.low95)) return fmt::format("{:.0f}-100%", share.low95 * 100);
  return percent(share.value);
}
std::string short_share(const DesignFound& found, const char* name) {
  return short_share(outcome_named(found.trial.outcomes, name).estimate);
}
std::string share_with_interval(const DesignFound& found, const char* name) {
  const chance::Estimate& estimate = outcome_named(found.trial.outcomes, name).estimate;
  return std::isfinite(estimate.low95) ? fmt::format("{} ({} to {})", percent(estimate.value),
                                                     percent(std::max(0.0, estimate.low95)), percent(estimate.high95))
                                       : percent(estimate.value);
}

std::string bar(double share, double most) {
  if (!std::isfinite(share) || most <= 0) return "";
  std::string out;
  for (long i = std::lround(std::clamp(share / most, 0.0, 1.0) * bar_letters); i > 0; --i) out += "█";
  return out;
}

/// In lines of at most `line_letters`; `mark` stands before the first.
std::string paragraph(const std::string& text, const std::string& mark = "-") {
  std::string out;
  std::string line = mark;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (line.size() + 1 + word.size() > line_letters) {
      out += line + "\n";
      line = " ";
    }
    line += " " + word;
    at = end + 1;
  }
  return out + line + "\n";
}

std::string seats(const Design& design) {
  return fmt::format(
      "{} booth{}{}, {} aftercare chair{}", design.seats[0], design.seats[0] == 1 ? "" : "s",
      design.seats[1] > 0 ? fmt::format(", {} smoking seat{}", design.seats[1], design.seats[1] == 1 ? "" : "s") : "",
      design.seats[2], design.seats[2] == 1 ? "" : "s");
}

std::string roster(const SearchResult& result) {
  const DesignFound& best = *result.best;
  std::string out =
      "\nPeople by hour of the day, minutes waited by those who came then, emergencies met by fewer than two\n";
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const int all = people_at(best.design, hour);
    if (all == 0) continue;
    std::string people;
    for (std::size_t role = 0; role < result.role_names.size(); ++role)
      people += fmt::format("{}{} {}", role > 0 ? ", " : "", best.design.people[role][hour], result.role_names[role]);
    const double wait = best.trial.wait_minutes_by_hour[hour].value;
    out += fmt::format("  {:02}:00  {:<42} {:<14} {:>8} {:>8}\n", hour, people,
                       std::string(static_cast<std::size_t>(all), '#'),
                       std::isfinite(wait) ? fmt::format("{:.1f} min", wait) : "",
                       std::isfinite(best.trial.fewer_than_two_by_hour[hour].value)
                           ? short_share(best.trial.fewer_than_two_by_hour[hour])
                           : "");
  }
  return out;
}

std::string answer(const SearchResult& result) {
  switch (result.verdict) {
    case SearchVerdict::cannot_be_met: return "The levels cannot be met by seats and staff alone.\n";
    case SearchVerdict::undecided: return "No answer: nothing was confirmed.\n";
    case SearchVerdict::stopped: return "Stopped before there was an answer.\n";
    case SearchVerdict::found: break;
  }
  const DesignFound& best = *result.best;
  std::string out =
      fmt::format("Found: {}; {} staff hours a day.\n", seats(best.design), staff_hours_per_day(best.design));
  out += result.cost_unknown.empty()
             ? fmt::format("Cost a day, {}: {} (staff {}, seats {}).\n", result.currency, money(best.cost.total()),
                           money(best.cost.staff), money(best.cost.seats))
             : fmt::format("Cost: unknown, {}.\n", result.cost_unknown);
  out += fmt::format("  waited longer than {:g} minutes     {:<28} at most {}\n", result.levels.wait_minutes,
                     share_with_interval(best, "waited_too_long_share"), percent(1 - result.levels.wait_share));
  out += fmt::format("  gave up                            {:<28} at most {}\n",
                     share_with_interval(best, "gave_up_share"), percent(result.levels.gave_up_share_max));
  out +=
      fmt::format("  met by fewer than two              {:<28} at most {}\n",
                  share_with_interval(best, "fewer_than_two_share"), percent(result.levels.fewer_than_two_share_max));
  return out + roster(result);
}

std::string booth_column(const Design& design) {
  return design.seats[1] > 0 ? fmt::format("{}+{}", design.seats[0], design.seats[1])
                             : fmt::format("{}", design.seats[0]);
}

std::string mark(const DesignFound& found) {
  return found.trial.verdict == Verdict::meets   ? "meets"
         : found.trial.verdict == Verdict::fails ? "FAILS"
                                                 : "undecided";
}

std::string table(const SearchResult& result) {
  std::string out = fmt::format(
      "\nWhat other designs cost and do ({}; * nothing cheaper or as cheap does as well)\n",
      result.cost_unknown.empty() ? fmt::format("cost a day, {}", result.currency) : "by staff hours a day and seats");
  out += fmt::format("    {:<25}{:>6}{:>6}{:>6}{:>7}{:>8}{:>8}{:>8}{:>10}  {}\n", "design", "booth", "chair", "hours",
                     "cost", "waited", "gave up", "<two", "elsewhere", "levels");
  for (const DesignFound& found : result.curve) {
    out += fmt::format(
        "  {} {:<25}{:>6}{:>6}{:>6}{:>7}{:>8}{:>8}{:>8}{:>10.0f}  {}\n", found.on_front ? "*" : " ", found.label,
        booth_column(found.design), found.design.seats[2], staff_hours_per_day(found.design), money(found.cost.total()),
        short_share(found, "waited_too_long_share"), short_share(found, "gave_up_share"),
        short_share(found, "fewer_than_two_share"), value(found, "uses_elsewhere_per_year"), mark(found));
  }
  return out +
         "  booth: 2+4 are booths and smoking seats; hours: of staff, a day; waited: too long; <two: emergencies\n  "
         "met by fewer than two free responders; elsewhere: uses a year of people who got no seat; ?: unknown;\n"
         "  0-3.0%: never seen, and as many possible\n";
}

std::string bars(const SearchResult& result, const char* title, const char* name, double allowed) {
  double most = allowed;
  for (const DesignFound& found : result.curve) {
    if (std::isfinite(value(found, name))) most = std::max(most, value(found, name));
  }
  std::string out = fmt::format("\n{} (at most {})\n", title, percent(allowed));
  for (const DesignFound& found : result.curve) {
    const std::string left =
        result.cost_unknown.empty()
            ? money(found.cost.total())
            : fmt::format("{} hours, {} seats", staff_hours_per_day(found.design), seats_in(found.design));
    out += fmt::format("  {:>20}  {:>6} booths {:>8}  {}\n", left, booth_column(found.design), short_share(found, name),
                       bar(value(found, name), most));
  }
  return out;
}

}  // namespace

std::string search_as_text(const SearchResult& result) {
  std::string out = fmt::format("SIMULATED: the fewest seats and staff for {}\n", result.scenario);
  out +=
      paragraph(fmt::format("{} wait no longer than {:g} minutes, at most {} give up, at most {} of emergencies are "
                            "met by fewer than two free responders. Confidence {}, indifference "
                            "zone {}. Seed {}.",
                            percent(result.levels.wait_share), result.levels.wait_minutes,
                            percent(result.levels.gave_up_share_max), percent(result.levels.fewer_than_two_share_max),
                            percent(result.levels.confidence), percent(result.levels.indifference), result.seed),
                "Levels:");
  out += "\n";
  out += answer(result);
  if (!result.curve.empty()) {
    out += table(result);
    out += bars(result, "Cost against waiting: waited too long", "waited_too_long_share", 1 - result.levels.wait_share);
    const bool emergencies = std::any_of(result.curve.begin(), result.curve.end(), [](const DesignFound& found) {
      return std::isfinite(value(found, "fewer_than_two_share"));
    });
    if (emergencies)
      out += bars(result, "Cost against emergencies met by fewer than two free responders", "fewer_than_two_share",
                  result.levels.fewer_than_two_share_max);
  }
  out += "\n";
  for (const std::string& sentence : result.says) out += paragraph(sentence);
  out += paragraph(fmt::format("Method: {}. {} designs tried, {} replicates.", result.method, result.designs_tried,
                               result.replications));
  for (const std::string& source : result.sources) out += paragraph(source);
  return out + assumptions_as_text(result.parameters);
}

}  // namespace alongside::sim
