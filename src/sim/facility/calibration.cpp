#include "sim/facility/calibration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "chance/duration_reader.hpp"
#include "chance/estimate.hpp"

namespace alongside::sim {

namespace {

using domain::Substance;

MixSeen mix_of(domain::Substances substances) {
  const auto any = [&](std::initializer_list<Substance> list) {
    return std::any_of(list.begin(), list.end(), [&](Substance one) { return substances.has(one); });
  };
  const bool opioid = any({Substance::heroin, Substance::fentanyl, Substance::prescribed_opioid, Substance::methadone});
  const bool stimulant =
      any({Substance::cocaine, Substance::crack, Substance::methamphetamine, Substance::amphetamine});
  if (opioid && stimulant) return MixSeen::opioid_and_stimulant;
  if (opioid) return MixSeen::opioid;
  if (stimulant) return MixSeen::stimulant;
  return substances.empty() ? MixSeen::not_recorded : MixSeen::other;
}

class Fitting {
 public:
  Fitting(Scenario& scenario, const SiteEvidence& evidence) : scenario_(scenario), evidence_(evidence) {}

  std::vector<FitLine> all() {
    arrivals();
    shares();
    for (std::size_t i = 0; i < scenario_.uses.size(); ++i) {
      times(scenario_.uses[i], i);
      hazard(scenario_.uses[i], i);
    }
    leaving();
    return std::move(lines_);
  }

 private:
  /// A fitted figure is part of what the scenario is; the points of a time are, whatever its description leaves out.
  void identify(const std::string& path, std::span<const double> values) {
    scenario_.identity += fmt::format("\n{} {}", path, fmt::join(values, " "));
  }

  void note(std::string path, std::string before, std::string after, std::uint64_t observations, bool fitted,
            std::string how_well) {
    if (fitted) {
      const auto parameter = std::find_if(scenario_.parameters.begin(), scenario_.parameters.end(),
                                          [&](const ScenarioParameter& one) { return one.path == path; });
      if (parameter != scenario_.parameters.end()) {
        parameter->value = after;
        parameter->words = {};
        parameter->assumed.clear();
        parameter->source = fmt::format("the center's own evidence, {} observations", observations);
      }
    }
    if (fitted) scenario_.identity += fmt::format("\n{} {}", path, after);
    lines_.push_back({std::move(path), std::move(before), std::move(after), observations, fitted, std::move(how_well)});
  }

  void keep(std::string path, const std::string& value, std::uint64_t observations, std::string why) {
    note(std::move(path), value, value, observations, false, std::move(why));
  }

  static double a_week(const std::array<double, 168>& rates) {
    return std::accumulate(rates.begin(), rates.end(), 0.0);
  }

  /// Rates by hour of the week where the floor was open; hours in which it never was are left as they are, and so is the scenario's own opening.
  void arrivals() {
    const std::string before = fmt::format("{:.1f} a week", a_week(scenario_.arrivals_per_hour));
    if (!evidence_.live)
      return keep("arrivals.visits_per_week", before, 0,
                  "no floor was opened in this record, so hours open are not known");
    const auto& seen = evidence_.live->for_use;
    const std::uint64_t people = std::accumulate(seen.by_hour.begin(), seen.by_hour.end(), std::uint64_t{0});
    if (people < fit_people_least)
      return keep("arrivals.visits_per_week", before, people,
                  fmt::format("fewer than {} people came", fit_people_least));
    int never_open = 0;
    for (std::size_t hour = 0; hour < 168; ++hour) {
      double& rate = scenario_.arrivals_per_hour[hour];
      if (rate <= 0) continue;
      const double open = evidence_.live->open_hours[hour];
      if (open < 1)
        ++never_open;
      else
        rate = static_cast<double>(seen.by_hour[hour]) / open;
    }
    identify("arrivals", scenario_.arrivals_per_hour);
    std::string how = "hour by hour as counted";
    if (seen.daily.pearson && seen.daily.degrees_of_freedom > 0) {
      const double spread = *seen.daily.pearson / static_cast<double>(seen.daily.degrees_of_freedom);
      how += fmt::format(
          "; daily counts vary {:.2f} times as much as a Poisson process with these rates would ({} degrees of "
          "freedom)",
          spread, seen.daily.degrees_of_freedom);
    }
    if (never_open > 0)
      how += fmt::format("; {} hours of the week were open for less than an hour in all and keep the scenario's rate",
                         never_open);
    note("arrivals.visits_per_week", before, fmt::format("{:.1f} a week", a_week(scenario_.arrivals_per_hour)), people,
         true, how);
  }

  const UsesSeen* seen_of(const UseKind& use) const {
    const auto found = std::find_if(evidence_.uses.begin(), evidence_.uses.end(), [&](const UsesSeen& one) {
      return one.route == seen_as(use.route) && one.mix == mix_of(use.substances);
    });
    return found == evidence_.uses.end() ? nullptr : &*found;
  }

  /// What is used: each route and mix as seen; kinds of the scenario that share one keep their proportion.
  void shares() {
    const std::uint64_t all = evidence_.all_uses();
    double covered = 0;
    std::vector<double> fitted;
    for (const UseKind& use : scenario_.uses) {
      const UsesSeen* seen = seen_of(use);
      double alike = 0;
      for (const UseKind& other : scenario_.uses) alike += seen_of(other) == seen && seen != nullptr ? other.share : 0;
      fitted.push_back(seen && alike > 0 ? static_cast<double>(seen->uses) * use.share / alike : 0);
      covered += fitted.back();
    }
    for (std::size_t i = 0; i < scenario_.uses.size(); ++i) {
      const std::string path = fmt::format("uses.{}.share", i);
      const std::string before = fmt::format("{:.3f}", scenario_.uses[i].share);
      if (all < fit_people_least || covered <= 0) {
        keep(path, before, all, fmt::format("fewer than {} uses of the scenario's kinds", fit_people_least));
        continue;
      }
      scenario_.uses[i].share = fitted[i] / covered;
      note(path, before, fmt::format("{:.3f}", scenario_.uses[i].share), all, true,
           fmt::format("{:.1f}% of all uses are of a route and mix that the scenario has",
                       100 * covered / static_cast<double>(all)));
    }
  }

  const StaysSeen* stays_of(const UseKind& use) const {
    const auto found = std::find_if(
        evidence_.stays_by_kind.begin(), evidence_.stays_by_kind.end(),
        [&](const StaysByKindSeen& one) { return one.route == seen_as(use.route) && one.seat == seen_as(use.seat); });
    return found == evidence_.stays_by_kind.end() ? nullptr : &found->seen;
  }

  void times(UseKind& use, std::size_t number) {
    const StaysSeen* stays = stays_of(use);
    time(fmt::format("uses.{}.preparation_minutes", number), use.preparation_minutes,
         stays ? &stays->preparation : nullptr);
    time(fmt::format("uses.{}.seat_minutes", number), use.seat_minutes, stays ? &stays->seat_time : nullptr);
  }

  /// A lognormal shape where Kolmogorov's distance allows it (5%, at the points of the quantile function that the evidence has), else the points.
  void time(const std::string& path, chance::Distribution& fitted, const MinutesSeen* seen) {
    const std::string before = chance::describe_duration(fitted).text();
    if (!seen || seen->n < fit_times_least)
      return keep(path, before, seen ? seen->n : 0, fmt::format("fewer than {} times", fit_times_least));
    double distance = 1;
    const bool has_logs = seen->log_n == seen->n && seen->log_sd && *seen->log_sd > 0;
    const chance::Distribution shape =
        has_logs ? chance::Distribution::lognormal_of_median(std::exp(*seen->log_mean), *seen->log_sd)
                 : chance::Distribution::fixed(0);
    if (has_logs) {
      distance = 0;
      for (std::size_t i = 0; i < seen->quantiles.size(); ++i) {
        const double at = static_cast<double>(i) / static_cast<double>(seen->quantiles.size() - 1);
        distance = std::max(distance, std::abs(shape.probability_below(seen->quantiles[i]) - at));
      }
    }
    const double most = 1.36 / std::sqrt(static_cast<double>(seen->n));
    const bool fits = distance <= most;
    fitted = fits ? shape : chance::Distribution::empirical(seen->quantiles);
    identify(path, seen->quantiles);
    identify(path, std::array{seen->log_mean.value_or(0), seen->log_sd.value_or(0)});
    note(path, before, chance::describe_duration(fitted).text(), seen->n, true,
         has_logs ? fmt::format("distance of the lognormal {:.3f}, {} the {:.3f} that {} times allow{}", distance,
                                fits ? "within" : "over", most, seen->n, fits ? "" : ": the observed times themselves")
                  : "times of zero: the observed times themselves");
  }

  /// Emergencies that staff met, over uses, and then over the share that a stay as long as those seen would have let them meet.
  void hazard(UseKind& use, std::size_t number) {
    const std::string path = fmt::format("uses.{}.emergencies_per_1000", number);
    const auto parameter = std::find_if(scenario_.parameters.begin(), scenario_.parameters.end(),
                                        [&](const ScenarioParameter& one) { return one.path == path; });
    const std::string before = parameter == scenario_.parameters.end() ? "unknown" : parameter->value;
    const UsesSeen* seen = seen_of(use);
    const std::uint64_t met = seen ? seen->emergencies.all() : 0;
    if (met < fit_events_least)
      return keep(path, before, met, fmt::format("fewer than {} emergencies followed such a use", fit_events_least));
    double within = 1;
    if (!seen->stayed.quantiles.empty() && use.emergencies_per_use > 0) {
      within = 0;
      for (const double stay : seen->stayed.quantiles) within += use.emergency_delay_minutes.probability_below(stay);
      within /= static_cast<double>(seen->stayed.quantiles.size());
    }
    if (met > seen->uses)
      return keep(path, before, met,
                  fmt::format("{} emergencies in {} uses: a share cannot be above 1", met, seen->uses));
    if (within < 0.2) return keep(path, before, met, "people left so early that what follows later cannot be told");
    if (use.emergencies_per_use <= 0)
      return keep(path, before, met, "the scenario says neither delay nor severity for this use");
    const chance::Estimate share = chance::share_of(met, seen->uses);
    use.emergencies_per_use = std::min(0.95, share.value / within);
    note(path, before, fmt::format("{:.2f}", share.value * 1000), met, true,
         fmt::format("{} met in {} uses, 95% interval {:.2f} to {:.2f}; stays as long as those seen let staff meet "
                     "{:.0f}% of what begins",
                     met, seen->uses, share.low95 * 1000, share.high95 * 1000, within * 100));
  }

  void leaving() {
    const LeavingSeen& seen = evidence_.leaving;
    const auto share = [&](const char* path, double& value, std::uint64_t count) {
      const std::string before = fmt::format("{:.3f}", value);
      if (seen.visits < fit_people_least)
        return keep(path, before, seen.visits, fmt::format("fewer than {} visits", fit_people_least));
      if (count > seen.visits)
        return keep(path, before, seen.visits,
                    fmt::format("{} of {} visits: a share cannot be above 1", count, seen.visits));
      const chance::Estimate estimate = chance::share_of(count, seen.visits);
      value = estimate.value;
      note(path, before, fmt::format("{:.3f}", value), seen.visits, true,
           fmt::format("95% interval {:.3f} to {:.3f}", estimate.low95, estimate.high95));
    };
    share("after.aftercare_share", scenario_.aftercare_share, seen.moved_to_aftercare);
    // Of those who went to a chair some left early too; the model's early leavers go from their seat.
    const std::uint64_t stayed = seen.visits - std::min(seen.visits, seen.moved_to_aftercare);
    share("after.leave_early_share", scenario_.leave_early_share, std::min(stayed, seen.left_early));
  }

  Scenario& scenario_;
  const SiteEvidence& evidence_;
  std::vector<FitLine> lines_;
};

}  // namespace

base::Result<std::vector<FitLine>> calibrate(Scenario& scenario, const SiteEvidence& evidence) {
  if (evidence.all_uses() == 0)
    return base::input_error("expected evidence of a center where people use; this document has no use in it");
  return Fitting(scenario, evidence).all();
}

}  // namespace alongside::sim
