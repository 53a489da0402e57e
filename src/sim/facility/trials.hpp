// Trials: designs of one scenario, simulated until it can be said whether each meets the service levels.
//
// A level "at most this share" becomes one number a replicate, (those it went wrong for) - (share allowed) x (those it is about), whose mean
// is at or below zero exactly if the level is met; unlike a ratio it has no bias. All designs of one block see the same dice (common random
// numbers); different blocks are independent. Goals: the same answer at any threads and ranks, whatever the machine's speed. Non-goals: which
// design to try. One thread calls it; it starts its own.
#pragma once

#include <optional>

#include "sim/facility/design.hpp"
#include "sim/facility/level_decision.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {

enum class Verdict : std::uint8_t {
  meets,
  fails,      ///< one level at least
  undecided,  ///< the replicates that a design may take did not tell
};

/// How sure, and how long.
struct TrialRules {
  double error = 0.05;             ///< chance of a wrong answer for one level of one design that lies outside the zone
  double allowed_less = 0;         ///< asks for levels tighter by this share
  double zone = 0.01;              ///< indifference, as a share
  std::uint32_t first_stage = 20;  ///< observations before the first answer
  std::uint32_t least = 20;        ///< observations that are simulated even if the answer comes sooner
  std::uint32_t most = 100;
  bool lean = false;  ///< without an answer after `most`: takes the side on which each mean lies
};

/// What came of one design.
struct Trial {
  Verdict verdict = Verdict::undecided;
  std::uint32_t replications = 0;
  std::vector<FloorOutcome> outcomes;  ///< without those that are a chance in a number of days
  std::array<chance::Estimate, 24> wait_minutes_by_hour{};
  std::array<chance::Estimate, 24> fewer_than_two_by_hour{};
  std::array<double, 24> busy{};        ///< people at a task, on average while the center is open
  std::array<double, 24> responding{};  ///< trained people in an emergency, likewise
};

/// How trials are run. `progress` hears the replicates run so far.
struct TrialsPlan {
  std::uint64_t seed = 1;
  unsigned threads = 1;
  double visits_most = 6e7;  ///< simulated people in all: after that every trial ends undecided
  std::function<void(std::uint64_t replications)> progress = {};
  const std::atomic<bool>* stop = nullptr;
  const chance::Cluster* cluster = nullptr;
};

class Trials {
 public:
  /// The scenario has service levels and somebody comes to use on site; it outlives this.
  Trials(const Scenario& scenario, TrialsPlan plan);

  /// Simulates the design with the dice of a block. Nothing if it was stopped, or met an error.
  std::optional<Trial> run(const Design& design, std::uint32_t block, const TrialRules& rules);

  /// Takes people and emergencies an observation from this trial, instead of from the scenario's rates: not every emergency begins inside.
  void measure_zone_by(const Trial& trial);

  /// Another limit of the simulated people in all.
  void allow(double visits_most) { plan_.visits_most = visits_most; }

  /// Levels that can be missed at all: two where nobody ever has an emergency.
  std::size_t levels() const { return emergencies_per_observation_ > 0 ? 3 : 2; }
  bool has_emergencies() const { return emergencies_per_observation_ > 0; }
  /// Replicates that make one observation: where visits or emergencies are rare, one alone is far from normal.
  std::uint32_t batch() const { return batch_; }
  std::uint32_t designs_tried() const { return static_cast<std::uint32_t>(tried_.size()); }
  std::uint64_t replications() const { return replications_; }
  bool stopped() const { return stopped_; }
  bool used_up() const { return static_cast<double>(replications_) * visits_per_replicate_ >= plan_.visits_most; }
  const std::optional<base::Error>& error() const { return error_; }

 private:
  struct Level {
    std::vector<std::size_t> wrong;  ///< columns
    std::size_t about;               ///< column
    double allowed;
    double about_mean;  ///< expected a observation, so that a share can be told in people
  };
  std::vector<Level> levels_to_meet(double allowed_less) const;
  bool extend(chance::Replicates& rows, const Scenario& scenario, std::uint32_t block, std::uint32_t to);
  void describe(Trial& trial, const chance::Replicates& rows, const Scenario& scenario) const;

  const Scenario& scenario_;
  TrialsPlan plan_;
  double visits_per_replicate_ = 0;
  double visits_per_observation_ = 0;
  double emergencies_per_observation_ = 0;
  std::uint32_t batch_ = 1;
  std::vector<Design> tried_;
  std::uint64_t replications_ = 0;
  bool stopped_ = false;
  std::optional<base::Error> error_;
};

}  // namespace alongside::sim
