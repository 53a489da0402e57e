// Evaluation: a study's answer, whole: outcomes, money by payer, totals, and, where draws were asked for, how sure that is.
//
// Goals: everything that the command line, the page and the fiscal note show, once; what is not known is absent and says why. Non-goals: words and
// layout (evaluation_text, evaluation_json, fiscal_note). Plain values; the study must outlive them.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "document/sentence.hpp"
#include "study/analysis/acceptability.hpp"
#include "study/analysis/assumed_share.hpp"
#include "study/analysis/break_even.hpp"
#include "study/analysis/information.hpp"
#include "study/analysis/sensitivity.hpp"
#include "study/analysis/solve.hpp"
#include "study/analysis/threshold.hpp"
#include "study/evidence/evidence.hpp"
#include "study/program/draws.hpp"
#include "study/program/model.hpp"
#include "study/program/remarks.hpp"

namespace alongside::study {

struct EvaluateOptions {
  std::vector<Change> changes = {};
  std::uint64_t draws = 0;  ///< 0: the document's own values alone
  std::uint64_t seed = 1;
  unsigned threads = 1;
  chance::Sequence sequence = chance::Sequence::random;
  bool tornado = false;
  bool information = false;  ///< needs draws
  bool break_even = false;
  bool acceptability = false;                                       ///< needs draws and an [effect]
  std::vector<std::string> one_way = {};                            ///< inputs, each over its range
  std::optional<std::pair<std::string, std::string>> two_way = {};  ///< two inputs together, on the ratio
  std::vector<std::string> thresholds = {};                         ///< inputs: where is the ratio 1?
  std::optional<SolveQuestion> solve = {};                          ///< where is a result what somebody says?
  bool remarks = false;                                             ///< costs a compile
  std::optional<EvidenceUse> evidence = {};                         ///< whose figures the study was given before
  std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};
  const std::atomic<bool>* stop = nullptr;
};

struct OutcomeResult {
  const StudyOutcome* outcome = nullptr;
  double value = 0;
  std::optional<double> money;
  std::optional<ResultClass>
      result_class;  ///< of the published result that it stands beside; absent: none was, or a figure was changed that it depends on
  std::optional<bool> holds;  ///< of class "reproduced"
};

struct CostResult {
  const Cost* cost = nullptr;
  double money = 0;
};

struct PayerResult {
  Payer payer = Payer::not_stated;
  double benefit = 0;
  double cost = 0;
};

struct EffectResult {
  double value = 0;
  std::optional<double>
      net_cost_per_unit;  ///< (cost - benefit without value of life) / effect, where there is a price to pay for some effect
  Unit unit;              ///< of that
  std::string why;        ///< why there is none
};

struct Interval {
  double mean = 0;
  double sd = 0;
  double p5 = 0;
  double p50 = 0;
  double p95 = 0;
};

struct RatioHistogram {
  double from = 0;
  double to = 0;
  std::vector<std::uint64_t> counts;
  std::uint64_t below = 0;
  std::uint64_t above = 0;
};

/// How the inputs are known.
struct InputCounts {
  std::size_t parameters = 0;
  std::size_t with_spread = 0;
  std::size_t with_assumed_spread = 0;
  std::size_t assumed = 0;  ///< the value itself is an assumption
};

/// The probability that benefit exceeds cost, where it may be said.
struct Exceeds {
  std::optional<double> probability;
  document::Sentences why;  ///< why it is not said; or what allows it
};

/// "value of life included" is no cash, and neither is what everybody together gains; nor what a publication does not say who pays.
constexpr bool is_cash(Payer payer) {
  return payer != Payer::value_of_life && payer != Payer::society && payer != Payer::not_stated;
}

/// Whether some outcome's money is a value of life, or one is inside the benefit: else there is one net and not two.
bool counts_life(const Study& study);

struct DrawnResult {
  std::uint64_t n = 0;
  std::uint64_t percentiles_of = 0;
  std::vector<std::pair<std::string, Interval>>
      values;                           ///< as shown_names; without the ratio where it is defined in no draw
  std::uint64_t ratio_not_defined = 0;  ///< in so many of the n draws: its figures are of the others
  document::Sentences ratio_why;        ///< in how many and why; empty: it is defined in all
  RatioHistogram ratio;                 ///< without bars where it is defined in no draw
  Exceeds benefit_exceeds_cost;
  AssumedShare assumed;

  const Interval& of(std::string_view name) const;
  const Interval* find(std::string_view name) const;  ///< nullptr: there is none
};

struct Evaluation {
  const Study* study = nullptr;
  EvaluateOptions options;
  Unit money_unit;
  std::vector<OutcomeResult> outcomes;
  std::vector<CostResult> costs;
  std::vector<PayerResult> by_payer;  ///< only those who save or pay, cash before value of life
  double benefit = 0;
  double cost = 0;
  double net = 0;
  std::optional<double>
      net_without_value_of_life;  ///< absent: the publication's benefit holds a value of life that it does not state apart
  std::optional<double> ratio;  ///< absent: not defined, as `ratio_why` says; the net stands
  document::Sentences ratio_why;
  std::optional<EffectResult> effect;
  InputCounts inputs;
  std::optional<DrawnResult> drawn;
  std::optional<Tornado> tornado;
  std::optional<Information> information;
  std::optional<BreakEvens> break_evens;
  std::optional<Acceptability> acceptability;
  document::Sentences acceptability_why;  ///< why its probabilities are not shown
  std::vector<Curve> one_way;
  std::optional<Grid> two_way;
  std::vector<Threshold> thresholds;
  std::optional<SolvedInput> solution;
  std::vector<std::string> remarks;
};

/// A study that holds itself against published results; else it is somebody's own.
bool is_of_a_publication(const Study& study);
/// "2016", or "a year that the publication (this document) does not state".
std::string price_year_in_words(const Study& study);

/// Of a ratio that is not defined, or not in every draw: a sentence each.
std::vector<document::Sentences> not_defined_sentences(const Evaluation& evaluation);

/// Costs a few compiles without draws; with them about a third of a microsecond a draw and input.
base::Result<Evaluation> evaluate(const Study& study, EvaluateOptions options);

}  // namespace alongside::study
