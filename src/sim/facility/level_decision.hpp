// LevelDecision: whether a mean lies at or below zero, decided one observation at a time and no later than needed.
//
// The fully sequential feasibility check of Batur and Kim (2010, Finding feasible systems in the presence of constraints on multiple
// performance measures, ACM Transactions on Modeling and Computer Simulation 20(3), article 13, doi:10.1145/1842713.1842716), one
// constraint, c = 1: the sum of observations walks until it leaves a triangle whose size is set by the variance of the first stage.
// What it promises: for independent normal observations whose mean is at least `tolerance` away from zero, the answer is wrong with a chance of at most
// `error`. Within the tolerance (the indifference zone) either answer may come. Goals: that and nothing else. A value; one thread.
#pragma once

#include <cstdint>

namespace alongside::sim {

class LevelDecision {
 public:
  enum class Answer : std::uint8_t { open, met, not_met };

  /// `tolerance` above 0, in the observations' unit; `error` above 0 and below one half; `first_stage` at least 2: no answer comes before.
  LevelDecision(double tolerance, double error, std::uint32_t first_stage);

  /// One more observation of (what was found) - (what is allowed). After an answer it changes nothing.
  void take(double observation);

  Answer answer() const { return answer_; }
  /// Observations that the answer took, or that were taken so far.
  std::uint32_t observations() const { return taken_; }
  /// At or below zero so far: for whoever must go on without an answer.
  bool leans_to_met() const { return sum_ <= 0; }

 private:
  double tolerance_;
  double reach_;  ///< h squared
  std::uint32_t first_stage_;
  std::uint32_t taken_ = 0;
  double sum_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< squared distances from the mean, of the first stage
  Answer answer_ = Answer::open;
};

}  // namespace alongside::sim
