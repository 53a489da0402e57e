#include "sim/facility/search_says.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace alongside::sim {

namespace {

std::size_t count(const std::vector<DesignFound>& designs, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(designs.begin(), designs.end(),
                                                [&](const DesignFound& one) { return one.trial.verdict == verdict; }));
}

void say_how_sure(std::vector<std::string>& says, const SearchResult& result) {
  says.push_back(
      fmt::format("With {:.4g}% confidence over all that was confirmed, the design found meets every level, or misses "
                  "one by less than {:.4g} of a hundred "
                  "(the indifference zone).",
                  result.levels.confidence * 100, result.levels.indifference * 100));
  const std::size_t meets = count(result.one_less, Verdict::meets);
  says.push_back(fmt::format(
      "Of {} designs with one person-hour or one seat less, {} fail, {} lie too near a level to be told apart within "
      "the replicates that a design "
      "may take{}.",
      result.one_less.size(), count(result.one_less, Verdict::fails), count(result.one_less, Verdict::undecided),
      meets > 0 ? fmt::format(", {} meet the levels: the search ended before it had followed them", meets) : ""));
  says.push_back(
      "Nothing single can be taken from it, as far as can be told; that no other mix of seats and hours is cheaper is "
      "not proven. Which of several like "
      "hours has one person less is arbitrary.");
}

}  // namespace

std::vector<std::string> search_says(const SearchResult& result, const Scenario& scenario, int trained_least,
                                     bool used_up) {
  std::vector<std::string> says;
  switch (result.verdict) {
    case SearchVerdict::stopped: return {"Stopped before there was an answer."};
    case SearchVerdict::found: say_how_sure(says, result); break;
    case SearchVerdict::cannot_be_met:
      says.push_back(
          "Not even the most seats and people that fit meet the levels: something else than seats and staff stands "
          "against them (the welcome's own time, "
          "seating that pauses, a role that may not change), or the levels cannot be had.");
      break;
    case SearchVerdict::undecided:
      says.push_back(
          "No design was confirmed within the simulated people that the search may use: nothing is known of the "
          "fewest. Ask for a wider indifference zone "
          "or allow more.");
      break;
  }
  says.push_back(
      "The levels hold over all hours and all who come together, not for each hour and each kind of seat: see the "
      "hours of the design found.");
  says.push_back(
      fmt::format("Only the numbers of {} change; other roles stay as the scenario has them, for the model does not "
                  "know what else they are there for.",
                  fmt::join(result.roles_changed, ", ")));
  if (scenario.emergencies_per_use() > 0) {
    says.push_back(
        fmt::format("While people come to use, trained people are never fewer than {}: one alone would meet every "
                    "emergency of that hour alone, however good "
                    "the day's share looks.",
                    trained_least));
  } else {
    says.push_back(
        "Nobody has an emergency in this scenario: the share met by fewer than two says nothing and is left out.");
  }
  if (!result.cost_unknown.empty())
    says.push_back(fmt::format("No cost: {}. What is made small is staff hours a day and seats, one for one.",
                               result.cost_unknown));
  says.push_back(result.use_elsewhere ? "Uses elsewhere, of people who gave up or came too late, are priced beside the "
                                        "cost of seats and staff, not in it."
                                      : "People who gave up or came too late are counted as uses elsewhere; the "
                                        "scenario gives them no price, so no cost has them in it.");
  says.push_back(
      "\"Undecided\" counts as failing. A point of the curve that fails is there to show what a saving costs.");
  if (used_up)
    says.push_back("The search used up the simulated people that it may: more would let it tell more apart.");
  return says;
}

std::string_view name_of(Verdict verdict) {
  static constexpr std::array<std::string_view, 3> names{"meets", "fails", "undecided"};
  return names[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(SearchVerdict verdict) {
  static constexpr std::array<std::string_view, 4> names{"found", "cannot_be_met", "undecided", "stopped"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace alongside::sim
