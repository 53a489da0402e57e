#include "plan/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chance/replicates.hpp"

namespace alongside::plan {

namespace {

constexpr int origins_max = 4;
constexpr std::uint32_t numbers_of_sites[] = {1, 2, 3, 5, 10};
constexpr double tail = 0.05;

/// The part of the middle 90% that lies between two probabilities.
double part_held(double below, double up_to) {
  if (up_to <= below) return below >= tail && below <= 1 - tail ? 1 : 0;
  return std::max(0.0, std::min(up_to, 1 - tail) - std::max(below, tail)) / (up_to - below);
}

class Rolling {
 public:
  Rolling(const PlanDocument& document, const places::CountsByYear& counts, const PlanOptions& options,
          const std::vector<bool>& left_out)
      : document_(document),
        counts_(counts),
        options_(options),
        left_out_(left_out),
        candidates_(make_candidates(document)),
        existing_(existing_among(candidates_)) {}

  base::Result<Coverage> run() {
    if (document_.objective != Objective::deaths_averted || !document_.foretells)
      return base::input_error(
          "how forecasts did is told for objective.goal = \"total\" with demand.forecast = \"trend\" alone");
    const int first = std::max(options_.first_year, counts_.years.front());
    const int last = std::min(options_.last_year, counts_.years.back());
    const int latest = last - static_cast<int>(document_.years_ahead);
    if (latest < first)
      return base::input_error(
          fmt::format("expected counts of {} years at least, found {} to {}", document_.years_ahead + 1, first, last));
    auto reach = make_reach(document_, candidates_, 1, options_.threads);
    if (!reach) return reach.error();
    reach_ = std::move(*reach);
    auto rules = make_rules(document_, candidates_, options_.asked);
    if (!rules) return rules.error();
    out_.ahead = document_.years_ahead;
    for (int origin = std::max(first, latest - origins_max + 1); origin <= latest; ++origin) {
      if (const auto good = from(first, origin, *rules); !good) return good.error();
    }
    out_.places_share /= static_cast<double>(std::max<std::size_t>(1, out_.place_forecasts));
    return std::move(out_);
  }

 private:
  base::Result<> from(int first, int origin, SiteRules rules) {
    if (options_.progress) options_.progress(fmt::format("how a forecast from {} did", origin));
    const auto demand = make_demand_of_years(document_, counts_, first, origin, out_.ahead);
    if (!demand) return demand.error();
    out_.origins.push_back(origin);
    std::vector<double> came = counts_.sums(origin + 1, origin + static_cast<int>(out_.ahead));
    for (double& deaths : came) deaths /= out_.ahead;
    std::vector<std::vector<double>> drawn;
    for (std::uint32_t draw = 0; draw < options_.draws; ++draw) drawn.push_back(demand->drawn(options_.seed, draw));
    hold_places(drawn, came);
    for (const std::uint32_t sites : numbers_of_sites) {
      if (sites + existing_.size() >= candidates_.size()) continue;
      rules.sites_max = sites + static_cast<std::uint32_t>(existing_.size());
      const SiteProblem problem = make_problem(document_, reach_, rules, demand->expected());
      const auto plan =
          solve(problem, {.gap = options_.gap, .seconds_max = options_.seconds_max, .stop = options_.stop});
      if (!plan) continue;  // the rules ask for more sites
      if (std::find(out_.sites.begin(), out_.sites.end(), sites) == out_.sites.end()) out_.sites.push_back(sites);
      if (const auto good = hold_plan(problem, plan->sites, drawn, came); !good) return good;
    }
    return base::Done{};
  }

  void hold_places(const std::vector<std::vector<double>>& drawn, const std::vector<double>& came) {
    for (std::size_t i = 0; i < came.size(); ++i) {
      if (!left_out_.empty() && left_out_[i]) continue;
      double below = 0;
      double alike = 0;
      for (const auto& draw : drawn) {
        const double apart = (draw[i] - came[i]) * out_.ahead;  // whole deaths
        below += apart < -0.5 ? 1 : 0;
        alike += std::abs(apart) <= 0.5 ? 1 : 0;
      }
      const double all = static_cast<double>(drawn.size());
      out_.places_share += part_held(below / all, (below + alike) / all);
      ++out_.place_forecasts;
    }
  }

  base::Result<> hold_plan(const SiteProblem& problem, const Sites& plan, const std::vector<std::vector<double>>& drawn,
                           const std::vector<double>& came) {
    const auto beyond = [&](const std::vector<double>& deaths, SolveOptions how) {
      SiteProblem seen = problem;
      seen.weights = deaths;
      how.start = &plan;
      const auto best = solve(seen, how);
      const double own = total_of(reach_, deaths, plan);
      return std::pair(own - total_of(reach_, deaths, existing_),
                       best ? std::max(0.0, total_of(reach_, deaths, best->sites) - own) : 0.0);
    };
    const auto work = [&](std::uint32_t draw, std::span<double> row) {
      std::tie(row[0], row[1]) = beyond(drawn[draw], effort_of_a_draw(reach_, options_.seconds_max, options_.stop));
    };
    const auto rows =
        chance::run_replicates({.count = options_.draws, .threads = options_.threads, .stop = options_.stop}, 2,
                               [&] { return chance::Work(work); });
    if (!rows) return rows.error();
    if (rows->rows() == 0) return base::Done{};
    const auto [total, regret] =
        beyond(came, {.gap = options_.gap, .seconds_max = options_.seconds_max, .stop = options_.stop});
    out_.totals.push_back({over_draws(rows->column(0)), total});
    out_.regrets.push_back({over_draws(rows->column(1)), regret});
    return base::Done{};
  }

  const PlanDocument& document_;
  const places::CountsByYear& counts_;
  const PlanOptions& options_;
  const std::vector<bool>& left_out_;
  std::vector<Candidate> candidates_;
  Sites existing_;
  places::ReachMatrix reach_;
  Coverage out_;
};

places::HeldOf held_of(const std::vector<Held>& all) {
  const auto held = std::count_if(all.begin(), all.end(), [](const Held& one) { return one.holds(); });
  return {static_cast<std::uint32_t>(held), static_cast<std::uint32_t>(all.size())};
}

}  // namespace

std::optional<places::ForecastTried> Coverage::tried() const {
  if (origins.empty() || totals.empty()) return std::nullopt;
  return places::ForecastTried{.first = origins.front(),
                               .last = origins.back(),
                               .forecasts = static_cast<std::uint32_t>(origins.size()),
                               .ahead = ahead,
                               .places_share = places_share,
                               .places = static_cast<std::uint32_t>(place_forecasts),
                               .sites = sites,
                               .totals = held_of(totals),
                               .differences = held_of(regrets)};
}

document::Sentences Coverage::says() const {
  const auto known = tried();
  return known ? known->says() : document::sentence<"plan.tried_untold">();
}

base::Result<Coverage> rolling_origin(const PlanDocument& document, const places::CountsByYear& counts,
                                      const PlanOptions& options, const std::vector<bool>& left_out) {
  return Rolling(document, counts, options, left_out).run();
}

}  // namespace alongside::plan
