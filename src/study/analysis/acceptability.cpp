#include "study/analysis/acceptability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "study/analysis/input.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

using namespace document;  // sentences and their values

namespace {

constexpr double z_95 = 1.959963984540054;  ///< 97.5th percentile of the standard normal

/// The values R at which mean C - R mean E is not told from 0 (Fieller 1954, Journal of the Royal Statistical Society B 16:175).
std::optional<std::pair<double, double>> fieller_of(double cost, double effect, double cost_variance,
                                                    double effect_variance, double covariance) {
  const double z2 = z_95 * z_95;
  const double a = effect * effect - z2 * effect_variance;
  const double b = effect * cost - z2 * covariance;
  const double c = cost * cost - z2 * cost_variance;
  if (!(a > 0)) return std::nullopt;
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  return std::pair{(b - root) / a, (b + root) / a};
}

Sentences sign_words(const CostPerEffect& made) {
  switch (made.sign) {
    case EffectSign::always_above: break;
    case EffectSign::always_below: return sentence<"study.effect_below">();
    case EffectSign::nought: return sentence<"study.effect_nought">();
    case EffectSign::changes:
      return sentence<"study.effect_changes_sign">("share"_is = percent(made.share_effect_above, 1));
  }
  return {};
}

Sentences price_range(const CostPerEffect& made) {
  const auto ends = [](const std::pair<double, double>& of) {
    return std::pair(figure_value(of.first), figure_value(of.second));
  };
  if (made.percentiles) {
    auto [low, high] = ends(*made.percentiles);
    return sentence<"study.price_in_draws">("low"_is = std::move(low), "high"_is = std::move(high));
  }
  if (!made.fieller) return {};
  auto [low, high] = ends(*made.fieller);
  return sentence<"study.price_by_fieller">("low"_is = std::move(low), "high"_is = std::move(high));
}

Sentences price_words(const CostPerEffect& made, const std::string& unit) {
  if (made.ratio) {
    const Value price = unit_value(*made.ratio, unit);
    const Value range = part(price_range(made));
    if (made.effect.value > 0) return sentence<"study.price">("price"_is = price, "range"_is = range);
    return sentence<"study.price_of_loss">("price"_is = price, "range"_is = range);
  }
  if (made.effect.value > 0) return sentence<"study.no_price_gained">();
  if (made.effect.value < 0) return sentence<"study.no_price_lost">();
  return sentence<"study.no_price_no_effect">();
}

Sentences sentence_of(const CostPerEffect& made, const std::string& unit) {
  Sentences out = price_words(made, unit);
  return out += sign_words(made);
}

/// Of one draw alone the price of an effect is told as if it were certain.
chance::Estimate mean_over_draws(const std::vector<double>& values) {
  chance::Estimate made = chance::mean_of(values);
  if (values.size() == 1) made.standard_error = 0;
  return made;
}

double share_of(std::size_t count, std::size_t all) { return static_cast<double>(count) / static_cast<double>(all); }

}  // namespace

CostPerEffect cost_per_effect(const std::vector<double>& costs, const std::vector<double>& effects,
                              const std::string& willingness_unit) {
  CostPerEffect made;
  made.cost = mean_over_draws(costs);
  made.effect = mean_over_draws(effects);
  const std::size_t n = costs.size();
  std::size_t quadrants[2][2] = {};  // [effect above 0][cost below 0]
  std::size_t below = 0;
  double covariance = 0;
  for (std::size_t i = 0; i < n; ++i) {
    ++quadrants[effects[i] > 0 ? 1 : 0][costs[i] < 0 ? 1 : 0];
    if (effects[i] < 0) ++below;
    covariance += (costs[i] - made.cost.value) * (effects[i] - made.effect.value);
  }
  covariance /= std::max(1.0, static_cast<double>(n) - 1);
  const std::size_t above = quadrants[1][0] + quadrants[1][1];
  made.more_effect_saves = share_of(quadrants[1][1], n);
  made.more_effect_costs = share_of(quadrants[1][0], n);
  made.less_effect_saves = share_of(quadrants[0][1], n);
  made.less_effect_costs = share_of(quadrants[0][0], n);
  made.share_effect_above = share_of(above, n);
  made.sign = above == n           ? EffectSign::always_above
              : below == n         ? EffectSign::always_below
              : above + below == 0 ? EffectSign::nought
                                   : EffectSign::changes;

  const bool has_price =
      (made.effect.value > 0 && made.cost.value >= 0) || (made.effect.value < 0 && made.cost.value < 0);
  if (has_price) made.ratio = made.cost.value / made.effect.value;
  const double draws = static_cast<double>(n);
  made.fieller =
      fieller_of(made.cost.value, made.effect.value, made.cost.standard_error * made.cost.standard_error * draws,
                 made.effect.standard_error * made.effect.standard_error * draws, covariance);
  if (made.sign == EffectSign::always_above || made.sign == EffectSign::always_below) {
    Sample ratios;
    for (std::size_t i = 0; i < n; ++i) ratios.kept.push_back(costs[i] / effects[i]);
    // An effect of next to nothing has no cost for each unit of it that could be written.
    if (std::ranges::all_of(ratios.kept, [](double value) { return std::isfinite(value); })) {
      const auto ends = ratios.percentiles(std::array{0.025, 0.975});
      made.percentiles = {ends[0], ends[1]};
    }
  }
  made.sentence = sentence_of(made, willingness_unit);
  return made;
}

base::Result<Acceptability> acceptability(const Study& study, const std::vector<Change>& changes,
                                          const DrawOptions& options, std::vector<double> willingness) {
  if (!study.effect)
    return base::input_error(
        fmt::format("{}: expected [effect] (life years, QALYs) for an acceptability curve", study.file));
  if (willingness.empty()) return base::input_error("expected at least one willingness to pay, such as 50000");
  for (const double one : willingness) {
    if (!std::isfinite(one) || one < 0)
      return base::input_error(fmt::format("expected a willingness to pay of 0 or more, found {:g}", one));
  }
  const auto model = Model::compile(study, changes, Mode::draws);
  if (!model) return model.error();
  DrawOptions kept = options;
  kept.draws = std::min(kept.draws, Draws::kept_max);
  const auto draws = run_draws(*model, {std::string(effect_name), std::string(total_net_without_life)}, kept);
  if (!draws) return draws.error();
  const std::vector<double>& effects = draws->values[0].kept;
  std::vector<double> costs;
  for (const double net : draws->values[1].kept) costs.push_back(-net);

  Acceptability made{.draws = draws->n,
                     .cost_unit = model->money_unit().text(),
                     .effect_unit = study.effect->unit.text(),
                     .willingness_unit = (model->money_unit() / study.effect->unit).text(),
                     .curve = {},
                     .cost_per_effect = {}};
  std::ranges::sort(willingness);
  std::vector<double> benefits(effects.size());
  std::vector<double> above(effects.size());
  for (const double one : willingness) {
    for (std::size_t i = 0; i < effects.size(); ++i) {
      benefits[i] = one * effects[i] - costs[i];
      above[i] = benefits[i] > 0 ? 1 : 0;
    }
    made.curve.push_back({one, mean_over_draws(above), mean_over_draws(benefits)});
  }
  made.cost_per_effect = cost_per_effect(costs, effects, made.willingness_unit);
  return made;
}

}  // namespace alongside::study
