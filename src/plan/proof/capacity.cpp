#include "plan/proof/capacity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace alongside::plan {

namespace {

constexpr double same = 1e-9;  ///< of an amount: what sums in double precision can tell apart
constexpr double sets_tried_max = 20'000;

/// A part of a demand on its way to a site.
struct Going {
  std::uint32_t demand;
  std::size_t site;
  double share;
  double part;
};

/// Whether the sets of free candidates beside the forced ones, of every size up to the number asked for, are few.
bool may_all_be_tried(const SiteRules& rules) {
  const auto free = static_cast<double>(std::count(rules.standing.begin(), rules.standing.end(), Standing::free));
  double sets = 1;
  double of_size = 1;
  for (double k = 1; k <= std::min<double>(rules.sites_max, free) && sets <= sets_tried_max; ++k)
    sets += of_size *= (free - k + 1) / k;
  return sets <= sets_tried_max;
}

/// Every set of sites under the number; other rules are for whoever is called.
class EverySet {
 public:
  EverySet(const SiteProblem& problem, const solve::Until& until) : problem_(problem), until_(until) {
    for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
      if (problem.rules.standing[j] == Standing::free) free_.push_back(j);
      if (problem.rules.standing[j] == Standing::forced) set_.push_back(j);
    }
  }
  /// False: time ran out.
  template <class Of>
  bool each(const Of& of) {
    return from(0, of);
  }

 private:
  template <class Of>
  bool from(std::size_t first, const Of& of) {
    if (until_.is_over()) return false;
    Sites sorted = set_;
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty()) of(std::move(sorted));
    if (set_.size() >= problem_.rules.sites_max) return true;
    for (std::size_t at = first; at < free_.size(); ++at) {
      set_.push_back(free_[at]);
      const bool done = from(at + 1, of);
      set_.pop_back();
      if (!done) return false;
    }
    return true;
  }

  const SiteProblem& problem_;
  const solve::Until& until_;
  Sites free_;
  Sites set_;
};

/// The best swap or addition of one candidate after another, again and again while it helps. Each set is worth more than the one before: it ends.
class Swaps {
 public:
  Swaps(const SiteProblem& problem, const CapacityRule& rule, const solve::Until& until)
      : problem_(problem), rule_(rule), until_(until) {}

  Sites from(Sites sites) const {
    double worth = load_of(problem_, rule_, sites).objective;
    for (std::uint32_t j = 0, without_success = 0; without_success < problem_.candidates() && !until_.is_over();
         j = (j + 1) % problem_.candidates(), ++without_success) {
      if (const auto better = with(j, sites, worth)) {
        sites = *better;
        without_success = 0;
      }
    }
    return sites;
  }

 private:
  /// With this candidate beside the sites or in place of one of them; `worth` becomes its worth.
  std::optional<Sites> with(std::uint32_t candidate, const Sites& sites, double& worth) const {
    const Picked picked(problem_.rules, sites);
    std::optional<Sites> best;
    const auto offer = [&](const Picked& other) {
      if (until_.is_over() || !worth_of(problem_, other.sites()).allowed) return;
      const double of_other = load_of(problem_, rule_, other.sites()).objective;
      if (of_other > worth * (1 + same)) worth = of_other, best = other.sites();
    };
    if (picked.has(candidate) || problem_.rules.standing[candidate] == Standing::forbidden) return best;
    if (picked.may_add(candidate)) {
      Picked other = picked;
      other.add(candidate);
      offer(other);
    }
    for (const std::uint32_t out : sites) {
      if (!picked.may_swap(candidate, out)) continue;
      Picked other = picked;
      other.swap(candidate, out);
      offer(other);
    }
    return best;
  }

  const SiteProblem& problem_;
  const CapacityRule& rule_;
  const solve::Until& until_;
};

/// What a plan of full sites could be worth; infinite where somebody counts who makes no visits, and for a worst group.
double worth_of_full(const SiteProblem& problem, const CapacityRule& rule) {
  if (problem.goal != Goal::total) return std::numeric_limits<double>::infinity();
  double most = 0;  // for each visit
  for (std::size_t i = 0; i < problem.weights.size(); ++i) {
    if (problem.weights[i] > 0)
      most = std::max(
          most, rule.visits[i] > 0 ? problem.weights[i] / rule.visits[i] : std::numeric_limits<double>::infinity());
  }
  return most * rule.per_site * problem.rules.sites_max;
}

}  // namespace

SiteLoad load_of(const SiteProblem& problem, const CapacityRule& rule, const Sites& sites) {
  SiteLoad out{.wanted = std::vector<double>(sites.size(), 0),
               .taken = std::vector<double>(sites.size(), 0),
               .served = std::vector<double>(sites.size(), 0)};
  std::vector<double> reached(problem.floors.size(), 0);
  std::vector<double> left(problem.demands(), 1);  // the part of each demand without a place
  std::vector<std::uint8_t> full(sites.size(), 0);
  std::vector<Going> going;
  for (bool some_turned_away = true, first = true; some_turned_away; first = false) {
    going.clear();
    std::vector<double> coming(sites.size(), 0);
    Sites open;
    std::vector<std::size_t> number;  // of each open one, among all
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (full[s] == 0) open.push_back(sites[s]), number.push_back(s);
    }
    for_each_reached(*problem.reach, open, [&](std::uint32_t demand, std::size_t at, double share, double part) {
      if (left[demand] <= same) return;
      going.push_back({demand, number[at], share, part * left[demand]});
      coming[number[at]] += rule.visits[demand] * share * part * left[demand];
    });
    some_turned_away = false;
    std::vector<double> taken(sites.size(), 1);  // of those who come, the share for whom there is room
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (first) out.wanted[s] = coming[s];
      const double room = rule.per_site - out.taken[s];
      if (coming[s] > room + same * rule.per_site) {
        taken[s] = std::max(0.0, room) / coming[s];
        full[s] = 1;
        some_turned_away = true;
        out.exceeded += out.wanted[s] > rule.per_site * (1 + same) && first ? 1 : 0;
      }
      out.taken[s] += coming[s] * taken[s];
    }
    for (const Going& one : going) {
      const double part = one.part * taken[one.site];
      left[one.demand] -= part;
      out.served[one.site] += problem.weights[one.demand] * one.share * part;
      if (problem.goal == Goal::worst_group)
        reached[problem.group[one.demand]] += problem.weights[one.demand] * one.share * part;
    }
  }
  for_each_reached(*problem.reach, sites, [&](std::uint32_t demand, std::size_t, double share, double part) {
    if (left[demand] > same) out.unserved += rule.visits[demand] * share * part * left[demand];
  });
  if (problem.goal == Goal::total) {
    for (const double served : out.served) out.objective += served;
    return out;
  }
  const std::vector<double> all = group_weights(problem);
  out.objective = 1;
  for (std::size_t g = 0; g < all.size(); ++g)
    out.objective = all[g] > 0 ? std::min(out.objective, reached[g] / all[g]) : out.objective;
  return out;
}

base::Result<Solution> solve_within(const SiteProblem& problem, const CapacityRule& rule, const SolveOptions& options) {
  const solve::Until until = solve::Until::in(options.seconds_max, options.stop);
  auto solved = solve(problem, options);
  if (!solved || load_of(problem, rule, solved->sites).exceeded == 0) return solved;
  const auto offer = [&](Sites sites) {
    if (!keeps_all_rules(problem, sites)) return;
    const double worth = load_of(problem, rule, sites).objective;
    if (worth > solved->objective * (1 + same)) solved->objective = worth, solved->sites = std::move(sites);
  };
  solved->objective = load_of(problem, rule, solved->sites).objective;
  if (may_all_be_tried(problem.rules) && EverySet(problem, until).each(offer)) {
    solved->proof = Proof::all_tried;
    solved->take_bound(solved->objective, options.gap);
    return solved;
  }
  // From every side: the best set without the limit, the one that is known, and the forced candidates alone.
  const Swaps swaps(problem, rule, until);
  Sites forced;
  for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
    if (problem.rules.standing[j] == Standing::forced) forced.push_back(j);
  }
  offer(swaps.from(solved->sites));
  if (options.start != nullptr) offer(swaps.from(*options.start));
  offer(swaps.from(std::move(forced)));
  const double full = worth_of_full(problem, rule);
  if (full < solved->bound) solved->proof = Proof::full;
  solved->take_bound(std::max(std::min(full, solved->bound), solved->objective), options.gap);
  return solved;
}

}  // namespace alongside::plan
