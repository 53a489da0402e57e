#include "sim/facility/results.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/facility/facility.hpp"

namespace alongside::sim {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr chance::Estimate nothing_known{unknown, unknown, unknown, unknown, 0};

/// Sums of columns, one a replicate.
class Sums {
 public:
  Sums(const chance::Replicates& rows, std::size_t first) : rows_(rows), first_(first) {}

  std::vector<double> of(std::initializer_list<std::size_t> columns) const {
    std::vector<double> out(rows_.rows(), 0.0);
    for (std::size_t row = 0; row < out.size(); ++row) {
      for (const std::size_t column : columns) out[row] += rows_.row(row)[first_ + column];
    }
    return out;
  }
  std::vector<double> of(std::initializer_list<FloorCount> which) const {
    std::vector<double> out(rows_.rows(), 0.0);
    for (const FloorCount count : which) {
      const auto one = of({column(count)});
      for (std::size_t row = 0; row < out.size(); ++row) out[row] += one[row];
    }
    return out;
  }
  std::vector<double> all_hours(Hourly which) const {
    std::vector<double> out(rows_.rows(), 0.0);
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const auto one = of({column(which, hour)});
      for (std::size_t row = 0; row < out.size(); ++row) out[row] += one[row];
    }
    return out;
  }

 private:
  const chance::Replicates& rows_;
  std::size_t first_;
};

std::vector<double> times(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

/// What cannot be less than nothing.
chance::Estimate not_below_zero(chance::Estimate estimate) {
  estimate.low95 = std::max(estimate.low95, 0.0);
  return estimate;
}

/// How many there are in so much of something (`for_each` of `of`: 365 of the days). None seen in y may be 3 in y (Poisson's exact bound), as far
/// as one occasion brings one.
chance::Estimate rate_of(const std::vector<double>& events, const std::vector<double>& of, double for_each) {
  chance::Estimate out = not_below_zero(chance::ratio_of_sums(times(events, for_each), of));
  if (out.value != 0) return out;
  const double seen = std::accumulate(of.begin(), of.end(), 0.0);
  return {0, unknown, 0, -std::log(0.05) * for_each / seen, out.replicates};
}

/// How much of it there is; if there was none, how much there may be is unknown.
chance::Estimate amount(chance::Estimate estimate) {
  if (estimate.value == 0) return {0, unknown, unknown, unknown, estimate.replicates};
  return not_below_zero(estimate);
}

chance::Estimate share_of_replicates(const std::vector<double>& happened) {
  const auto times_happened = static_cast<std::uint32_t>(std::count(happened.begin(), happened.end(), 1.0));
  return chance::share_of(times_happened, static_cast<std::uint32_t>(happened.size()));
}

void add_waiting(std::vector<FloorOutcome>& out, const Scenario& scenario, const Sums& sums) {
  const auto per_day = [&](std::initializer_list<FloorCount> counts) {
    return chance::mean_of(times(sums.of(counts), 1.0 / scenario.days));
  };
  const auto arrived = sums.of({FloorCount::arrived});
  const auto seated = sums.of({FloorCount::seated});
  const double too_long = scenario.service ? scenario.service->wait_minutes : unknown;
  const bool every_day =
      std::all_of(scenario.hours.days.begin(), scenario.hours.days.end(), [](bool open) { return open; });
  const std::string days = every_day ? "" : "; days on which it is closed are counted as days";
  out.push_back(
      {"visits_per_day", "people a day", "People who came to use on site" + days, per_day({FloorCount::arrived})});
  out.push_back({"seated_per_day", "people a day", "Of them, who got a seat", per_day({FloorCount::seated})});
  out.push_back({"other_visits_per_day", "people a day", "People who came for anything but use" + days,
                 per_day({FloorCount::others})});
  out.push_back({"all_participants_here_share", "share of arrivals drawn",
                 "Fell away, and are in no other figure: every participant of the scenario was there already",
                 chance::share_of_counts(sums.of({FloorCount::nobody_left}),
                                         sums.of({FloorCount::arrived, FloorCount::nobody_left}))});
  out.push_back(
      {"gave_up_share", "share of arrivals",
       "Got no seat: went away at the door, waited and left, or still waited when entry ended",
       chance::share_of_counts(sums.of({FloorCount::balked, FloorCount::gave_up, FloorCount::turned_away}), arrived)});
  out.push_back({"balked_share", "share of arrivals", "Of them: went away at the door because too many waited",
                 chance::share_of_counts(sums.of({FloorCount::balked}), arrived)});
  out.push_back({"turned_away_share", "share of arrivals", "Of them: still at the door or waiting when entry ended",
                 chance::share_of_counts(sums.of({FloorCount::turned_away}), arrived)});
  out.push_back({"wait_minutes_mean", "minutes",
                 "From coming to the door to sitting down, the welcome included, of those who were seated",
                 not_below_zero(chance::ratio_of_sums(sums.of({FloorCount::wait_minutes}), seated))});
  out.push_back({"wait_beyond_door_minutes_mean", "minutes",
                 "Of it, beyond the welcome that everybody has: for somebody at the door, or for a seat",
                 amount(chance::ratio_of_sums(sums.of({FloorCount::queue_minutes}), seated))});
  out.push_back({"waited_share", "share of seated",
                 "Had to wait for somebody at the door or for a seat, beyond the welcome that everybody has",
                 chance::share_of_counts(sums.of({FloorCount::waited}), seated)});
  out.push_back(
      {"waited_too_long_share", "share of seated",
       scenario.service ? fmt::format("Waited longer than {:g} minutes, the welcome included", too_long)
                        : "Unknown: the scenario names no wait that is too long",
       scenario.service ? chance::share_of_counts(sums.of({FloorCount::waited_too_long}), seated) : nothing_known});
  out.push_back({"waiting_mean", "people", "At the door or waiting, averaged over the open hours",
                 not_below_zero(
                     chance::ratio_of_sums(sums.all_hours(Hourly::waiting_hours), sums.of({FloorCount::open_hours})))});
}

void add_floor(std::vector<FloorOutcome>& out, const Scenario& scenario, const Sums& sums) {
  const auto use = [&](Hourly taken, int seats) {
    return seats > 0 ? chance::share_of_sums(sums.all_hours(taken), times(sums.all_hours(Hourly::floor_hours), seats))
                     : nothing_known;
  };
  out.push_back({"booth_use_share", "share of booths",
                 "Booths taken, from opening until the last has left; one that is being cleaned is not taken",
                 use(Hourly::booth_hours, scenario.seats[0])});
  out.push_back({"smoking_use_share", "share of smoking places", "Places of the smoking room taken, likewise",
                 use(Hourly::smoking_hours, scenario.seats[1])});
  out.push_back({"aftercare_use_share", "share of chairs", "Aftercare chairs taken, likewise",
                 use(Hourly::aftercare_hours, scenario.seats[2])});
  out.push_back({"no_chair_share", "share of uses", "Wanted an aftercare chair and found none: stayed in the seat",
                 chance::share_of_counts(sums.of({FloorCount::aftercare_full}), sums.of({FloorCount::uses}))});
  out.push_back({"staff_busy_share", "share of staff time", "At a task; a break is none",
                 chance::share_of_sums(sums.all_hours(Hourly::busy_hours), sums.all_hours(Hourly::staff_hours))});
  out.push_back({"looks_overdue_share", "share of looks due", "Came later than one more interval after they were due",
                 chance::share_of_counts(sums.of({FloorCount::looks_overdue}), sums.of({FloorCount::looks_due}))});
  out.push_back({"left_early_share", "share of uses", "Left before a look had ended their watch",
                 chance::share_of_counts(sums.of({FloorCount::left_early}), sums.of({FloorCount::uses}))});
}

/// What the day's and the person's factor change. Unknown where the scenario gives no use an emergency: it says nothing of them.
void add_emergencies(std::vector<FloorOutcome>& out, const Scenario& scenario, const Sums& sums) {
  const auto emergencies = sums.of({FloorCount::emergencies});
  const auto begun = sums.of({FloorCount::begun});
  const std::size_t before = out.size();
  const std::vector<double> days(emergencies.size(), scenario.days);
  const auto mean_over_emergencies = [&](FloorCount which) {
    return amount(chance::ratio_of_sums(sums.of({which}), emergencies));
  };
  const auto of_emergencies = [&](std::initializer_list<FloorCount> counts) {
    return chance::share_of_counts(sums.of(counts), emergencies);
  };
  const auto per_year = [&](FloorCount which) { return rate_of(sums.of({which}), days, 365); };
  const auto amount_a_year = [&](FloorCount which) {
    return amount(chance::mean_of(times(sums.of({which}), 365.0 / scenario.days)));
  };
  out.push_back({"emergencies_per_1000_uses", "per 1,000 uses", "Emergencies that staff met inside",
                 rate_of(emergencies, sums.of({FloorCount::uses}), 1000)});
  out.push_back({"emergencies_per_week", "a week", "Emergencies that staff met inside", rate_of(emergencies, days, 7)});
  out.push_back({"after_leaving_share", "share of all that began",
                 "Began after the person had left; nobody of the site was there",
                 chance::share_of_counts(sums.of({FloorCount::after_leaving}), begun)});
  out.push_back({"after_minute_30_share", "share of all that began",
                 "Began later than 30 minutes after preparation began",
                 chance::share_of_counts(sums.of({FloorCount::after_minute_30}), begun)});
  out.push_back({"noticed_by_look_share", "share of emergencies",
                 "Seen at a look that was due; the others were seen in passing or at leaving",
                 of_emergencies({FloorCount::noticed_by_look})});
  out.push_back({"found_after_minutes", "minutes", "From the moment it shows to the moment staff see it",
                 mean_over_emergencies(FloorCount::found_after_minutes)});
  out.push_back({"responder_after_minutes", "minutes", "From the moment it is seen to the first trained person there",
                 mean_over_emergencies(FloorCount::responder_after_minutes)});
  out.push_back({"fewer_than_two_share", "share of emergencies",
                 "Met by fewer than two free responders: trained, on the floor and in no other emergency",
                 of_emergencies({FloorCount::no_responder_free, FloorCount::one_responder_free})});
  out.push_back({"outrun_share", "share of emergencies", "Fewer trained people free than this emergency takes",
                 of_emergencies({FloorCount::outrun})});
  out.push_back({"chance_outrun", fmt::format("chance in {} days", scenario.days),
                 "At least one emergency with fewer trained people free than it takes",
                 share_of_replicates(sums.of({FloorCount::replicates_outrun}))});
  out.push_back({"coincident_share", "share of emergencies", "Seen while another was being answered",
                 of_emergencies({FloorCount::coincident})});
  out.push_back({"chance_coincident", fmt::format("chance in {} days", scenario.days),
                 "At least two emergencies being answered at once",
                 share_of_replicates(sums.of({FloorCount::replicates_coincident}))});
  out.push_back({"two_responses_hours_per_year", "hours a year", "Two emergencies or more being answered at once",
                 amount_a_year(FloorCount::two_responses_hours)});
  out.push_back({"three_responses_hours_per_year", "hours a year", "Three emergencies or more being answered at once",
                 amount_a_year(FloorCount::three_responses_hours)});
  out.push_back({"naloxone_doses_per_year", "doses a year", "Doses given, of the size that the protocol names first",
                 per_year(FloorCount::doses)});
  out.push_back({"oxygen_litres_per_year", "litres a year", "Oxygen given, at the scenario's flow",
                 amount_a_year(FloorCount::oxygen_litres)});
  out.push_back({"transports_per_year", "a year", "Taken to a hospital", per_year(FloorCount::transports)});
  if (scenario.emergencies_per_use() > 0) return;
  for (std::size_t i = before; i < out.size(); ++i) out[i].estimate = nothing_known;
}

void add_costs(std::vector<FloorOutcome>& out, const Scenario& scenario, const Sums& sums) {
  const auto elsewhere = sums.of({FloorCount::balked, FloorCount::gave_up, FloorCount::turned_away});
  const double a_year = 365.0 / scenario.days;
  const auto arrived = sums.of({FloorCount::arrived});
  const bool anybody = std::any_of(arrived.begin(), arrived.end(), [](double people) { return people > 0; });
  out.push_back(
      {"uses_elsewhere_per_year", "uses a year", "People who gave up or came too late: counted as uses somewhere else",
       anybody ? rate_of(elsewhere, std::vector<double>(elsewhere.size(), scenario.days), 365) : nothing_known});
  const std::string money =
      scenario.costs ? fmt::format("{} of {}", scenario.costs->currency, scenario.costs->price_year) : "money";
  if (scenario.costs && scenario.costs->use_elsewhere) {
    out.push_back({"uses_elsewhere_cost_per_year", money + " a year", "Those uses, at the scenario's price of one",
                   amount(chance::mean_of(times(elsewhere, a_year * *scenario.costs->use_elsewhere)))});
  }
  const bool priced = scenario.costs && std::all_of(scenario.staff.begin(), scenario.staff.end(),
                                                    [](const StaffRole& role) { return role.hourly_cost.has_value(); });
  const char* unpriced = "Unknown: the scenario does not say what an hour of each role costs";
  const auto staff = sums.all_hours(Hourly::staff_cost);
  out.push_back({"staff_cost_per_day", money + " a day", priced ? "Hours on shift, paid at each role's rate" : unpriced,
                 priced ? chance::mean_of(times(staff, 1.0 / scenario.days)) : nothing_known});
  const bool seats_priced = priced && scenario.costs->seat_per_year.has_value();
  const double seats_cost = seats_priced
                                ? *scenario.costs->seat_per_year *
                                      (scenario.seats[0] + scenario.seats[1] + scenario.seats[2]) * scenario.days / 365
                                : unknown;
  auto all = staff;
  for (double& cost : all) cost += seats_cost;
  out.push_back({"cost_per_visit", money,
                 seats_priced ? "Staff and seats, for each person who got a seat"
                              : "Unknown: the scenario does not price each role's hour and a seat",
                 seats_priced ? chance::ratio_of_sums(all, sums.of({FloorCount::seated})) : nothing_known});
}

HourOfDay hour_of(const Sums& sums, std::size_t hour, const Scenario& scenario) {
  const int days = scenario.days;
  const auto of = [&](Hourly which) { return sums.of({column(which, hour)}); };
  const std::vector<double> each_day(sums.of({column(Hourly::open_hours, hour)}).size(), days);
  const auto mean_level = [&](Hourly which) { return not_below_zero(chance::mean_of(times(of(which), 1.0 / days))); };
  const auto while_open = [&](Hourly which) {
    return not_below_zero(chance::ratio_of_sums(of(which), of(Hourly::open_hours)));
  };
  const auto while_inside = [&](Hourly which) {
    return not_below_zero(chance::ratio_of_sums(of(which), of(Hourly::floor_hours)));
  };
  return {
      .arrivals = while_open(Hourly::arrived),
      .gone_without_share = chance::share_of_counts(of(Hourly::gone_without), of(Hourly::arrived)),
      .wait_minutes = not_below_zero(chance::ratio_of_sums(of(Hourly::wait_minutes), of(Hourly::seated))),
      .waiting = while_open(Hourly::waiting_hours),
      .booths = while_inside(Hourly::booth_hours),
      .smoking = while_inside(Hourly::smoking_hours),
      .aftercare = while_inside(Hourly::aftercare_hours),
      .being_cleaned = while_inside(Hourly::blocked_hours),
      .staff = mean_level(Hourly::staff_hours),
      .staff_busy_share = chance::share_of_sums(of(Hourly::busy_hours), of(Hourly::staff_hours)),
      .trained = mean_level(Hourly::trained_hours),
      .responding = mean_level(Hourly::trained_responding_hours),
      .emergencies = scenario.emergencies_per_use() > 0 ? rate_of(of(Hourly::emergencies), each_day, 1) : nothing_known,
      .fewer_than_two_share = chance::share_of_counts(of(Hourly::fewer_than_two), of(Hourly::emergencies))};
}

/// What a resume file must agree with: all that the run depends on, as a digest (FNV-1a, 64 bits: it guards against a mistake, not a forger).
std::string fingerprint(const Scenario& scenario, const RunPlan& plan) {
  std::uint64_t digest = 14695981039346656037ULL;
  for (const char letter : scenario.identity) digest = (digest ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
  return fmt::format("{}, seed {}, digest {:016x}, version {}", scenario.name, plan.seed, digest, ALONGSIDE_VERSION);
}

}  // namespace

std::optional<bool> LevelFound::met() const {
  if (found.high95 <= wanted) return true;
  if (found.low95 > wanted) return false;
  return std::nullopt;  // neither, or no interval: one replicate tells nothing of the luck in it
}

std::vector<FloorOutcome> outcomes_of(const Scenario& scenario, const chance::Replicates& rows, std::size_t first) {
  const Sums sums(rows, first);
  std::vector<FloorOutcome> out;
  add_waiting(out, scenario, sums);
  add_floor(out, scenario, sums);
  add_emergencies(out, scenario, sums);
  add_costs(out, scenario, sums);
  out.push_back({"events_per_visit", "events",
                 "Events of the machine, other visits' too, for each person who came to use; the warm-up in both",
                 chance::ratio_of_sums(sums.of({FloorCount::events}), sums.of({FloorCount::came}))});
  return out;
}

const FloorOutcome& outcome_named(const std::vector<FloorOutcome>& outcomes, std::string_view name) {
  const auto found =
      std::find_if(outcomes.begin(), outcomes.end(), [&](const FloorOutcome& outcome) { return outcome.name == name; });
  assert(found != outcomes.end());
  return *found;
}

std::vector<LevelFound> levels_of(const Scenario& scenario, const std::vector<FloorOutcome>& outcomes) {
  if (!scenario.service) return {};
  const ServiceLevels& service = *scenario.service;
  const auto at_most = [&](std::string_view name, double wanted) {
    const FloorOutcome& outcome = outcome_named(outcomes, name);
    return LevelFound{std::string(name), wanted, outcome.estimate, outcome.says};
  };
  return {at_most("waited_too_long_share", 1 - service.wait_share), at_most("gave_up_share", service.gave_up_share_max),
          at_most("fewer_than_two_share", service.fewer_than_two_share_max)};
}

base::Result<FacilityResult> run_facility(const Scenario& scenario, const RunPlan& plan) {
  const bool clusters = scenario.day_spread > 0 || scenario.person_spread > 0;
  // The same dice with and without clustering stand in one row.
  const std::size_t width = clusters ? 2 * row_width : row_width;
  const chance::ReplicatesPlan replicates{.count = plan.replications,
                                          .threads = plan.threads,
                                          .resume = plan.resume,
                                          .fingerprint = fingerprint(scenario, plan),
                                          .progress = plan.progress,
                                          .stop = plan.stop,
                                          .cluster = plan.cluster};
  const auto rows = chance::run_replicates(replicates, width, [&]() -> chance::Work {
    auto with = std::make_shared<Facility>(scenario, FacilityRun{.seed = plan.seed, .clustered = true});
    auto without = std::make_shared<Facility>(scenario, FacilityRun{.seed = plan.seed, .clustered = false});
    return [=](std::uint32_t replicate, std::span<double> row) {
      with->replicate(replicate, row.first(row_width));
      if (clusters) without->replicate(replicate, row.subspan(row_width));
    };
  });
  if (!rows) return rows.error();

  FacilityResult out;
  out.scenario = scenario.name;
  out.about = scenario.about;
  out.guardrails = scenario.guardrails_name;
  out.law = scenario.law;
  out.seed = plan.seed;
  out.replications = static_cast<std::uint32_t>(rows->rows());
  out.complete = rows->complete;
  out.days = scenario.days;
  out.warm_up_days = scenario.warm_up_days;
  out.parameters = scenario.parameters;
  if (rows->rows() == 0) return out;

  const Sums sums(*rows, 0);
  out.outcomes = outcomes_of(scenario, *rows, 0);
  if (clusters) add_emergencies(out.independent_dice, scenario, Sums(*rows, row_width));
  out.levels = levels_of(scenario, out.outcomes);
  for (std::size_t hour = 0; hour < 24; ++hour) out.by_hour[hour] = hour_of(sums, hour, scenario);
  const auto seated = sums.of({FloorCount::seated});
  for (std::size_t point = 0; point < wait_curve_minutes.size(); ++point)
    out.wait_curve[point] = chance::share_of_counts(sums.of({wait_column(point)}), seated);
  for (std::size_t task = 0; task < tasks; ++task)
    out.staff_hours_per_day[task] =
        not_below_zero(chance::mean_of(times(sums.of({task_column(task)}), 1.0 / scenario.days)));
  return out;
}

}  // namespace alongside::sim
