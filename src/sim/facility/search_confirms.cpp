// The second half of a search: confirming on fresh dice, and the curve.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/facility/design_search.hpp"
#include "sim/facility/search_says.hpp"

namespace alongside::sim {

namespace {

/// Share of the simulated people that confirming may have used when it ends.
constexpr double confirm_until = 0.85;

constexpr std::uint32_t curve_block = 20;  // of dice
constexpr std::uint32_t rounds = 8;

constexpr auto booths = static_cast<std::size_t>(domain::SeatKind::booth);

}  // namespace

std::optional<DesignFound> DesignSearch::judge(std::string label, const Design& design, std::uint32_t block,
                                               const TrialRules& rules) {
  auto trial = trials_.run(design, block, rules);
  if (!trial) return std::nullopt;
  return DesignFound{std::move(label), design, cost_of(scenario_, design), std::move(*trial), false};
}

/// Each round has its own dice and its own part of the error: the n-th a half to the power of n of what confirming may spend.
void DesignSearch::confirm(SearchResult& out) {
  trials_.allow(plan_.visits_most * confirm_until);
  std::size_t steps_back = 1;
  double error = (1 - scenario_.service->confidence) / 2;
  for (std::uint32_t round = 1; round <= rounds && !must_end() && !path_.empty(); ++round) {
    doing_ = fmt::format("confirming, round {}", round);
    error /= 2;
    const Design design = path_.back();
    const std::vector<Removal> fewer = limits_.removals(design);
    const double each = error / static_cast<double>((fewer.size() + 1) * trials_.levels());
    if (!out.best) {
      auto found =
          judge("found", design, round, {.error = each, .zone = zone(), .first_stage = 30, .least = 100, .most = 3000});
      if (!found) return;
      if (found->trial.verdict != Verdict::meets) {
        for (std::size_t i = 0; i < steps_back && !path_.empty(); ++i) path_.pop_back();
        steps_back *= 2;
        continue;
      }
      out.verdict = SearchVerdict::found;
      out.best = std::move(*found);
    }
    out.one_less.clear();
    for (const Removal& removal : fewer) {
      auto less = judge(describe(scenario_, removal), limits_.without(design, removal), round,
                        {.error = each, .zone = zone(), .first_stage = 30, .least = 30, .most = 150});
      if (!less) return;
      out.one_less.push_back(std::move(*less));
    }
    const DesignFound* better = nullptr;
    for (const DesignFound& less : out.one_less) {
      if (less.trial.verdict == Verdict::meets && (!better || burden(less.design) < burden(better->design)))
        better = &less;
    }
    if (!better || round == rounds) return;
    // One with less is confirmed by this round: from there, what can go is asked again.
    out.best = *better;
    out.best->label = "found";
    path_.push_back(better->design);
  }
}

/// Nothing seemed to meet the levels, not even the most that fits: is that so?
void DesignSearch::refute(SearchResult& out) {
  trials_.allow(plan_.visits_most * confirm_until);
  if (ended()) return;
  doing_ = "the most that fits";
  const double each = (1 - scenario_.service->confidence) / 2 / static_cast<double>(trials_.levels());
  const auto most = judge("the most that fits", ample_, 1,
                          {.error = each, .zone = zone(), .first_stage = 30, .least = 30, .most = 1000});
  if (most && most->trial.verdict == Verdict::fails) out.verdict = SearchVerdict::cannot_be_met;
}

void DesignSearch::draw_curve(SearchResult& out) {
  trials_.allow(plan_.visits_most);
  doing_ = "the curve";
  std::vector<std::pair<std::string, Design>> points;
  const auto add = [&](std::string label, const Design& design) {
    const bool known =
        std::any_of(points.begin(), points.end(), [&](const auto& point) { return point.second == design; });
    if (!known && (!out.best || design != out.best->design)) points.emplace_back(std::move(label), design);
  };
  add("as the scenario has it", design_of(scenario_));
  if (path_.empty() && !out.best) add("the most that fits", ample_);
  for (const auto& [design, steps] : by_booths_)
    add(fmt::format("least staff for {} booth{}", design.seats[booths], design.seats[booths] == 1 ? "" : "s"), design);
  if (out.best) {
    const Design& best = out.best->design;
    for (int less = 1; less <= 3 && best.seats[booths] - less >= 1; ++less) {
      Design fewer = best;
      fewer.seats[booths] -= less;
      add(fmt::format("found, {} booth{} less", less, less == 1 ? "" : "s"), fewer);
    }
    // Half a person at all hours, twice down and twice that up, in the order in which staff were taken away.
    const auto hours = static_cast<std::size_t>(std::count_if(best.people[limits_.roles()[0]].begin(),
                                                              best.people[limits_.roles()[0]].end(),
                                                              [](int people) { return people > 0; }));
    const std::size_t stride = std::max<std::size_t>(1, hours / 2);
    for (std::size_t i = 1; i <= 4; ++i) {
      if (steps_ + i * stride <= order_.size()) add("same seats, fewer staff", roster_step(best, steps_ + i * stride));
      if (steps_ >= i * stride) add("same seats, more staff", roster_step(best, steps_ - i * stride));
    }
  }
  const double each = (1 - scenario_.service->confidence) / 2 /
                      static_cast<double>(std::max<std::size_t>(1, points.size()) * trials_.levels());
  for (auto& [label, design] : points) {
    auto point = judge(std::move(label), design, curve_block,
                       {.error = each, .zone = zone(), .first_stage = 30, .least = 60, .most = 300});
    if (!point) return;
    out.curve.push_back(std::move(*point));
  }
  if (out.best) out.curve.push_back(*out.best);
  std::stable_sort(out.curve.begin(), out.curve.end(),
                   [&](const DesignFound& a, const DesignFound& b) { return burden(a.design) < burden(b.design); });

  const auto no_worse = [&](const DesignFound& a, const DesignFound& b) {
    const auto at_most = [&](const char* name) {
      const double one = outcome_named(a.trial.outcomes, name).estimate.value;
      const double other = outcome_named(b.trial.outcomes, name).estimate.value;
      return std::isnan(one) || std::isnan(other) || one <= other;
    };
    return burden(a.design) <= burden(b.design) && at_most("waited_too_long_share") && at_most("gave_up_share") &&
           at_most("fewer_than_two_share");
  };
  for (DesignFound& point : out.curve) {
    point.on_front = std::none_of(out.curve.begin(), out.curve.end(), [&](const DesignFound& other) {
      return no_worse(other, point) && !no_worse(point, other);
    });
  }
}

void DesignSearch::fill_head(SearchResult& out) const {
  out.scenario = scenario_.name;
  out.parameters = scenario_.parameters;
  out.seed = plan_.seed;
  out.levels = *scenario_.service;
  out.method = search_method;
  out.sources = {search_sources.begin(), search_sources.end()};
  for (const StaffRole& role : scenario_.staff) out.role_names.push_back(role.name);
  for (const std::size_t role : limits_.roles()) out.roles_changed.push_back(scenario_.staff[role].name);
  out.cost_unknown = missing_prices(scenario_);
  if (scenario_.costs) {
    out.currency = fmt::format("{} of {}", scenario_.costs->currency, scenario_.costs->price_year);
    out.use_elsewhere = scenario_.costs->use_elsewhere;
  }
}

}  // namespace alongside::sim
