#include "sim/facility/trials.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/facility/facility.hpp"

namespace alongside::sim {

namespace {

/// One observation is of this many people and emergencies at least, so that its sum is near enough to normal.
constexpr double visits_wanted = 100;
constexpr double emergencies_wanted = 10;
constexpr std::uint32_t batch_most = 1000;
/// Replicates of one block start here after those of the block before.
constexpr std::uint32_t block_size = 1U << 24;

/// Adds up `batch` replicates: every column is a sum, so rows add up.
class Batches {
 public:
  Batches(const Scenario& scenario, std::uint64_t seed, std::uint32_t first, std::uint32_t batch)
      : facility_(scenario, FacilityRun{.seed = seed}), first_(first), batch_(batch) {}

  void observe(std::uint32_t observation, std::span<double> row) {
    for (std::uint32_t i = 0; i < batch_; ++i) {
      one_.fill(0);
      facility_.replicate(first_ + observation * batch_ + i, one_);
      for (std::size_t at = 0; at < row_width; ++at) row[at] += one_[at];
    }
  }

 private:
  Facility facility_;
  std::array<double, row_width> one_{};
  std::uint32_t first_;
  std::uint32_t batch_;
};

double open_days_per_week(const Scenario& scenario) {
  return static_cast<double>(std::count(scenario.hours.days.begin(), scenario.hours.days.end(), true));
}

}  // namespace

Trials::Trials(const Scenario& scenario, TrialsPlan plan) : scenario_(scenario), plan_(std::move(plan)) {
  const double visits_a_week =
      std::accumulate(scenario.arrivals_per_hour.begin(), scenario.arrivals_per_hour.end(), 0.0);
  const double others_a_week = std::accumulate(scenario.others_per_hour.begin(), scenario.others_per_hour.end(), 0.0);
  const double weeks = scenario.days / 7.0;
  const double visits = visits_a_week * weeks;
  const double emergencies = visits * scenario.emergencies_per_use();
  const double wanted = std::max(visits_wanted / visits, emergencies > 0 ? emergencies_wanted / emergencies : 0.0);
  batch_ = static_cast<std::uint32_t>(std::clamp(std::ceil(wanted), 1.0, static_cast<double>(batch_most)));
  visits_per_replicate_ = (visits_a_week + others_a_week) * (scenario.days + scenario.warm_up_days) / 7.0;
  visits_per_observation_ = visits * batch_;
  emergencies_per_observation_ = emergencies * batch_;
}

std::vector<Trials::Level> Trials::levels_to_meet(double allowed_less) const {
  const ServiceLevels& service = *scenario_.service;
  // A level near zero is asked for at half of itself at the tightest.
  const auto tightened = [&](double allowed) { return std::max(allowed - allowed_less, allowed / 2); };
  std::vector<Level> levels{{{column(FloorCount::waited_too_long)},
                             column(FloorCount::seated),
                             tightened(1 - service.wait_share),
                             visits_per_observation_},
                            {{column(FloorCount::balked), column(FloorCount::gave_up), column(FloorCount::turned_away)},
                             column(FloorCount::arrived),
                             tightened(service.gave_up_share_max),
                             visits_per_observation_}};
  if (has_emergencies()) {
    levels.push_back({{column(FloorCount::no_responder_free), column(FloorCount::one_responder_free)},
                      column(FloorCount::emergencies),
                      tightened(service.fewer_than_two_share_max),
                      emergencies_per_observation_});
  }
  return levels;
}

/// Simulates observations until there are `to`. False: stopped, or an error.
bool Trials::extend(chance::Replicates& rows, const Scenario& scenario, std::uint32_t block, std::uint32_t to) {
  const auto have = static_cast<std::uint32_t>(rows.rows());
  if (to <= have) return true;
  const chance::ReplicatesPlan more{
      .count = to - have, .threads = plan_.threads, .stop = plan_.stop, .cluster = plan_.cluster};
  const auto run = chance::run_replicates(more, row_width, [&]() -> chance::Work {
    auto batches = std::make_shared<Batches>(scenario, plan_.seed, block * block_size, batch_);
    return [batches, have](std::uint32_t observation, std::span<double> row) {
      batches->observe(have + observation, row);
    };
  });
  if (!run) {
    error_ = run.error();
    return false;
  }
  stopped_ = !run->complete;
  replications_ += std::uint64_t{run->rows()} * batch_;
  if (plan_.progress) plan_.progress(replications_);
  if (stopped_) return false;
  rows.width = row_width;
  rows.values.insert(rows.values.end(), run->values.begin(), run->values.end());
  for (std::uint32_t observation = have; observation < to; ++observation) rows.replicates.push_back(observation);
  return true;
}

std::optional<Trial> Trials::run(const Design& design, std::uint32_t block, const TrialRules& rules) {
  if (std::find(tried_.begin(), tried_.end(), design) == tried_.end()) tried_.push_back(design);
  const Scenario scenario = with_design(scenario_, design);
  const std::vector<Level> levels = levels_to_meet(rules.allowed_less);
  std::vector<LevelDecision> decisions;
  for (const Level& level : levels)
    decisions.emplace_back(rules.zone * level.about_mean, rules.error, rules.first_stage);

  chance::Replicates rows;
  std::uint32_t seen = 0;
  bool failed = false;
  bool open = true;
  for (std::uint32_t to = std::max(rules.first_stage, rules.least);; to = std::min(rules.most, to + to / 2)) {
    if (!extend(rows, scenario, block, to)) return std::nullopt;
    // One observation after the other, as if each had been waited for: the answer does not hang on how many come at once.
    for (; seen < to && open; ++seen) {
      const auto row = rows.row(seen);
      open = false;
      for (std::size_t i = 0; i < levels.size(); ++i) {
        double wrong = 0;
        for (const std::size_t at : levels[i].wrong) wrong += row[at];
        double about = row[levels[i].about];
        // Where nobody at all gets a seat, nobody is seen to wait for one: then it went wrong for everybody who came.
        if (levels[i].about == column(FloorCount::seated) && about == 0)
          wrong = about = row[column(FloorCount::arrived)];
        decisions[i].take(wrong - levels[i].allowed * about);
        failed = failed || decisions[i].answer() == LevelDecision::Answer::not_met;
        open = open || decisions[i].answer() == LevelDecision::Answer::open;
      }
      open = open && !failed;
    }
    if (!open || to >= rules.most || used_up()) break;
  }

  Trial trial;
  const bool leans = std::all_of(decisions.begin(), decisions.end(), [](const LevelDecision& one) {
    return one.answer() == LevelDecision::Answer::met ||
           (one.answer() == LevelDecision::Answer::open && one.leans_to_met());
  });
  if (!open)
    trial.verdict = failed ? Verdict::fails : Verdict::meets;
  else if (rules.lean)
    trial.verdict = leans ? Verdict::meets : Verdict::fails;
  describe(trial, rows, scenario);
  return trial;
}

void Trials::measure_zone_by(const Trial& trial) {
  const double days = static_cast<double>(scenario_.days) * batch_;
  const double seated = outcome_named(trial.outcomes, "seated_per_day").estimate.value * days;
  const double emergencies = outcome_named(trial.outcomes, "emergencies_per_week").estimate.value * days / 7;
  if (seated > 0) visits_per_observation_ = seated;
  if (has_emergencies() && emergencies > 0) emergencies_per_observation_ = emergencies;
}

void Trials::describe(Trial& trial, const chance::Replicates& rows, const Scenario& scenario) const {
  trial.replications = static_cast<std::uint32_t>(rows.rows()) * batch_;
  Scenario longer = scenario;
  longer.days *= static_cast<int>(batch_);  // one row is the sum of a batch
  trial.outcomes = outcomes_of(longer, rows, 0);
  std::erase_if(trial.outcomes, [](const FloorOutcome& outcome) { return outcome.name.starts_with("chance_"); });

  const double days = static_cast<double>(rows.rows()) * longer.days * open_days_per_week(scenario) / 7;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const auto of = [&](Hourly which) { return rows.column(column(which, hour)); };
    const auto sum = [&](Hourly which) {
      const auto values = of(which);
      return std::accumulate(values.begin(), values.end(), 0.0);
    };
    trial.wait_minutes_by_hour[hour] = chance::ratio_of_sums(of(Hourly::wait_minutes), of(Hourly::seated));
    trial.wait_minutes_by_hour[hour].low95 = std::max(trial.wait_minutes_by_hour[hour].low95, 0.0);
    trial.fewer_than_two_by_hour[hour] = chance::share_of_counts(of(Hourly::fewer_than_two), of(Hourly::emergencies));
    trial.busy[hour] = sum(Hourly::busy_hours) / days;
    trial.responding[hour] = sum(Hourly::trained_responding_hours) / days;
  }
}

}  // namespace alongside::sim
