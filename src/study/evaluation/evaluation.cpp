#include "study/evaluation/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "study/evaluation/reproduce.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

using namespace document;  // sentences and their values

namespace {

constexpr std::size_t histogram_bars = 40;
constexpr std::size_t one_way_points = 21;
constexpr std::size_t two_way_points = 11;

std::vector<PayerResult> money_by_payer(const Evaluation& evaluation) {
  std::vector<PayerResult> all(Words<Payer>::names.size());
  std::vector<bool> pays(all.size());
  const auto of = [&](Payer payer) -> PayerResult& {
    pays[static_cast<std::size_t>(payer)] = true;
    return all[static_cast<std::size_t>(payer)];
  };
  for (const OutcomeResult& one : evaluation.outcomes) {
    if (one.money)
      of(one.outcome->paid.payer).benefit += one.outcome->kind == OutcomeKind::harm ? -*one.money : *one.money;
  }
  for (const CostResult& one : evaluation.costs) of(one.cost->paid.payer).cost += one.money;
  std::vector<PayerResult> out;
  for (std::size_t payer = 0; payer < all.size(); ++payer) {
    all[payer].payer = static_cast<Payer>(payer);
    if (pays[payer]) out.push_back(all[payer]);
  }
  std::ranges::stable_partition(out, [](const PayerResult& one) { return one.payer != Payer::value_of_life; });
  std::ranges::stable_partition(out, [](const PayerResult& one) { return is_cash(one.payer); });
  return out;
}

/// As they are in this answer: an input that was given a value has no spread, and is the reader's and nobody's assumption.
InputCounts count_inputs(const Study& study, const std::vector<Change>& changes) {
  InputCounts counts{.parameters = study.parameters.size()};
  for (const Parameter& parameter : study.parameters) {
    const bool is_changed = std::ranges::any_of(
        changes, [&](const Change& change) { return change.name.substr(0, change.name.find('.')) == parameter.name; });
    if (parameter.origin.basis == Basis::assumed && !is_changed) ++counts.assumed;
    if (!parameter.spread || is_changed) continue;
    ++counts.with_spread;
    if (parameter.spread_origin.basis == Basis::assumed) ++counts.with_assumed_spread;
  }
  return counts;
}

/// From the 0.5th to the 99.5th percentile, so that one draw far out does not flatten the rest.
RatioHistogram histogram_of(const Sample& sample) {
  if (!sample.is_ever_defined()) return {};
  const auto ends = sample.percentiles(std::array{0.005, 0.995});
  RatioHistogram out{.from = ends[0], .to = ends[1], .counts = std::vector<std::uint64_t>(histogram_bars)};
  const double width = (out.to - out.from) / static_cast<double>(histogram_bars);
  for (const double value : sample.kept) {
    if (std::isnan(value)) continue;
    if (value < out.from) {
      ++out.below;
    } else if (value > out.to) {
      ++out.above;
    } else {
      const auto bar = width > 0 ? static_cast<std::size_t>((value - out.from) / width) : 0;
      ++out.counts[std::min(bar, histogram_bars - 1)];
    }
  }
  return out;
}

/// Draws for what is a share or a probability of the draws' own quality: enough for two digits.
constexpr std::uint64_t assumed_share_draws = 16'384;
/// What a unit of effect may be worth, as shares of the highest shown: the curve's points.
constexpr std::size_t acceptability_points = 41;

DrawOptions dice_of(const EvaluateOptions& options, std::uint64_t draws) {
  return {.draws = draws,
          .seed = options.seed,
          .threads = options.threads,
          .sequence = options.sequence,
          .stop = options.stop};
}

/// An input that opponents would change, that the net depends on beside the harms, and that is not drawn (it has no spread, or was given a value): as if
/// it were known.
std::string as_if_known(const Study& study, const Model& model) {
  std::vector<bool> matters(study.parameters.size());
  const auto add = [&](std::string_view name) {
    const Quantity& quantity = *model.find(name);
    for (std::size_t i = 0; i < matters.size(); ++i) matters[i] = matters[i] || quantity.depends_on[i];
  };
  for (const StudyOutcome& outcome : study.outcomes) {
    if (outcome.money && outcome.kind == OutcomeKind::benefit) add(outcome.count.name + ".money");
  }
  add(total_cost);
  for (std::size_t i = 0; i < matters.size(); ++i) {
    const bool is_drawn = std::ranges::find(model.drawn_parameters(), i) != model.drawn_parameters().end();
    if (matters[i] && study.parameters[i].contested && !is_drawn) return study.parameters[i].label;
  }
  return {};
}

Exceeds exceeds(const Study& study, const Model& model, const Sample& net, const AssumedShare& assumed) {
  Exceeds out{.probability = {}, .why = assumed.why};
  if (!assumed.may_print_probability) return out;
  if (const std::string label = as_if_known(study, model); !label.empty()) {
    out.why = sentence<"study.unsure_as_if_known">("input"_is = quote(label));
    return out;
  }
  const auto above = std::ranges::count_if(net.kept, [](double value) { return value > 0; });
  out.probability = static_cast<double>(above) / static_cast<double>(net.kept.size());
  return out;
}

/// In how many draws the ratio is not defined, and over which its figures are.
Sentences why_not_in_all(std::uint64_t not_defined, std::uint64_t draws) {
  if (not_defined == 0) return {};
  const Value undefined = figure_value(static_cast<double>(not_defined));
  const Value all = figure_value(static_cast<double>(draws));
  if (not_defined == draws) return sentence<"study.ratio_never">("undefined"_is = undefined, "draws"_is = all);
  return sentence<"study.ratio_sometimes">("undefined"_is = undefined, "draws"_is = all,
                                           "others"_is = figure_value(static_cast<double>(draws - not_defined)));
}

base::Result<DrawnResult> draw(const Study& study, const EvaluateOptions& options) {
  const auto model = Model::compile(study, options.changes, Mode::draws);
  if (!model) return model.error();
  const auto draws = run_draws(*model, shown_names(study),
                               {.draws = options.draws,
                                .seed = options.seed,
                                .threads = options.threads,
                                .sequence = options.sequence,
                                .progress = options.progress,
                                .stop = options.stop});
  if (!draws) return draws.error();
  DrawnResult out;
  out.n = draws->n;
  out.percentiles_of = draws->values.front().kept.size();
  const Sample& ratio = draws->of(total_ratio);
  out.ratio = histogram_of(ratio);
  out.ratio_not_defined = ratio.not_defined;
  out.ratio_why = why_not_in_all(ratio.not_defined, draws->n);
  for (const Sample& sample : draws->values) {
    if (!sample.is_ever_defined()) continue;
    const auto at = sample.percentiles(std::array{0.05, 0.5, 0.95});
    out.values.emplace_back(sample.name, Interval{sample.mean, sample.sd, at[0], at[1], at[2]});
  }
  auto assumed = assumed_share(study, options.changes, dice_of(options, assumed_share_draws));
  if (!assumed) return assumed.error();
  out.assumed = std::move(*assumed);
  out.benefit_exceeds_cost = exceeds(study, *model, draws->of(total_net), out.assumed);
  return out;
}

/// From nothing to four times what the study's own mean net cost for a unit of effect is, or to 200,000 where that is less.
std::vector<double> willingness_shown(const Evaluation& evaluation) {
  const double own = evaluation.effect->net_cost_per_unit.value_or(0);
  const double highest = std::max(200'000.0, std::ceil(4 * own / 50'000) * 50'000);
  std::vector<double> out;
  for (std::size_t i = 0; i < acceptability_points; ++i)
    out.push_back(highest * static_cast<double>(i) / static_cast<double>(acceptability_points - 1));
  return out;
}

/// One input over its range, two together, and where the ratio is 1.
base::Result<> add_ways(const Study& study, Evaluation& out) {
  const EvaluateOptions& options = out.options;
  for (const std::string& name : options.one_way) {
    auto curve = one_way(study, options.changes, name, one_way_points);
    if (!curve) return curve.error();
    out.one_way.push_back(std::move(*curve));
  }
  if (options.two_way) {
    auto grid = two_way(study, options.changes, {.name = options.two_way->first, .points = two_way_points},
                        {.name = options.two_way->second, .points = two_way_points});
    if (!grid) return grid.error();
    out.two_way = std::move(*grid);
  }
  for (const std::string& name : options.thresholds) {
    auto found = threshold(study, options.changes, {.parameter = name});
    if (!found) return found.error();
    out.thresholds.push_back(std::move(*found));
  }
  if (options.solve) {
    auto solution = solve(study, options.changes, *options.solve);
    if (!solution) return solution.error();
    out.solution = std::move(*solution);
  }
  return base::Done{};
}

/// What was asked for beside the answer itself.
base::Result<> add_analyses(const Study& study, Evaluation& out) {
  const EvaluateOptions& options = out.options;
  if (options.tornado) {
    auto bars = tornado(study, options.changes);
    if (!bars) return bars.error();
    out.tornado = std::move(*bars);
  }
  if (options.break_even) {
    auto values = break_evens(study, options.changes);
    if (!values) return values.error();
    out.break_evens = std::move(*values);
  }
  if (options.information && options.draws > 0) {
    auto worth =
        information(study, options.changes, dice_of(options, std::max<std::uint64_t>(options.draws, 1'000)), {});
    if (!worth) return worth.error();
    out.information = std::move(*worth);
  }
  if (options.acceptability && out.drawn && out.effect && !out.drawn->benefit_exceeds_cost.probability) {
    out.acceptability_why =
        out.drawn->benefit_exceeds_cost.why;  // the same rule: it is a probability of the same draws
  } else if (options.acceptability && out.drawn && out.effect) {
    auto curve = acceptability(study, options.changes, dice_of(options, options.draws), willingness_shown(out));
    if (!curve) return curve.error();
    out.acceptability = std::move(*curve);
  }
  return add_ways(study, out);
}

/// Whether an outcome is of other figures than the publication's: changed by the reader, or a center's own.
bool is_changed(const Model& model, const EvaluateOptions& options, const StudyOutcome& outcome) {
  const Study& study = model.study();
  const Quantity& quantity = *model.find(outcome.money ? outcome.count.name + ".money" : outcome.count.name);
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    if (!quantity.depends_on[i]) continue;
    const std::string& name = study.parameters[i].name;
    const bool by_reader = std::ranges::any_of(
        options.changes, [&](const Change& change) { return change.name.substr(0, change.name.find('.')) == name; });
    const bool by_center =
        options.evidence && std::ranges::any_of(options.evidence->lines, [&](const EvidenceLine& line) {
          return line.is_used && line.parameter == name;
        });
    if (by_reader || by_center) return true;
  }
  return false;
}

/// Where money is saved there is no price, and where the effect is not above 0 nothing to pay it for.
EffectResult effect_of(const Study& study, const Model& model, const std::optional<double>& net_without_life) {
  EffectResult effect{.value = model.value(effect_name),
                      .net_cost_per_unit = {},
                      .unit = model.money_unit() / study.effect->unit,
                      .why = {}};
  if (!net_without_life) {
    effect.why = "the net without value of life is not known";
  } else if (effect.value <= 0) {
    effect.why = "the effect is not above 0, so a cost for each unit of it says nothing";
  } else if (*net_without_life >= 0) {
    effect.why = "money is saved, so there is no price for a unit of it";
  } else {
    effect.net_cost_per_unit = -*net_without_life / effect.value;
  }
  return effect;
}

}  // namespace

const Interval* DrawnResult::find(std::string_view name) const {
  const auto found = std::ranges::find(values, name, &std::pair<std::string, Interval>::first);
  return found == values.end() ? nullptr : &found->second;
}

const Interval& DrawnResult::of(std::string_view name) const {
  const Interval* found = find(name);
  assert(found != nullptr);
  return *found;
}

bool counts_life(const Study& study) {
  return study.life_is_inside || std::ranges::any_of(study.outcomes, [](const StudyOutcome& outcome) {
           return outcome.money && outcome.paid.payer == Payer::value_of_life;
         });
}

bool is_of_a_publication(const Study& study) { return !study.published.empty(); }

std::string price_year_in_words(const Study& study) {
  if (study.price_year) return std::to_string(*study.price_year);
  return fmt::format("a year that {} does not state", is_of_a_publication(study) ? "the publication" : "this document");
}

std::vector<Sentences> not_defined_sentences(const Evaluation& evaluation) {
  std::vector<Sentences> out;
  if (!evaluation.ratio) out.push_back(sentence<"study.ratio_not_given">("why"_is = part(evaluation.ratio_why)));
  if (evaluation.drawn && !evaluation.drawn->ratio_why.empty()) out.push_back(evaluation.drawn->ratio_why);
  return out;
}

base::Result<Evaluation> evaluate(const Study& study, EvaluateOptions options) {
  const auto model = Model::compile(study, options.changes, Mode::point);
  if (!model) return model.error();
  Evaluation out;
  out.study = &study;
  out.options = std::move(options);
  out.money_unit = model->money_unit();
  for (const StudyOutcome& outcome : study.outcomes) {
    OutcomeResult one{
        .outcome = &outcome, .value = model->value(outcome.count.name), .money = {}, .result_class = {}, .holds = {}};
    if (outcome.money) one.money = model->value(outcome.count.name + ".money");
    const auto published = std::ranges::find(study.published, outcome.count.name, &PublishedResult::of);
    if (published != study.published.end() && !is_changed(*model, out.options, outcome)) {
      one.result_class = published->result_class;
      one.holds = holds(*published, one.value);
    }
    out.outcomes.push_back(one);
  }
  for (const Cost& cost : study.costs) out.costs.push_back({&cost, model->value(cost.money.name)});
  out.by_payer = money_by_payer(out);
  out.benefit = model->value(total_benefit);
  out.cost = model->value(total_cost);
  out.net = model->value(total_net);
  if (!study.life_is_inside) out.net_without_value_of_life = model->value(total_net_without_life);
  if (const double ratio = model->value(total_ratio); std::isfinite(ratio))
    out.ratio = ratio;
  else
    out.ratio_why = model->why_no_value(total_ratio);
  if (study.effect) out.effect = effect_of(study, *model, out.net_without_value_of_life);
  out.inputs = count_inputs(study, out.options.changes);
  if (out.options.remarks) out.remarks = remarks(study, out.options.changes);
  if (out.options.draws > 0) {
    auto drawn = draw(study, out.options);
    if (!drawn) return drawn.error();
    out.drawn = std::move(*drawn);
  }
  if (const auto added = add_analyses(study, out); !added) return added.error();
  return out;
}

}  // namespace alongside::study
