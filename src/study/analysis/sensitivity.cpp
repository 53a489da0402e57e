#include "study/analysis/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alongside::study {

namespace {

base::Result<std::vector<double>> values_with(const Study& study, const std::vector<Change>& changes,
                                              const std::vector<Change>& more,
                                              const std::vector<std::string>& targets) {
  const auto model = model_with(study, changes, more);
  if (!model) return model.error();
  std::vector<double> values;
  for (const std::string& target : targets) {
    if (const auto known = target_of(*model, target); !known) return known.error();
    values.push_back(model->value(target));
  }
  return values;
}

/// What keeps some target from an answer; empty: all have one.
std::string why_not_all(const Model& model, const std::vector<std::string>& targets) {
  for (const std::string& target : targets) {
    if (!std::isfinite(model.value(target))) return model.why_no_value(target).text();
  }
  return "";
}

/// Why a parameter with a spread has no bar; empty: it has one.
std::string why_no_bar(const Parameter& parameter, const std::vector<Change>& changes) {
  const bool is_changed = std::ranges::any_of(changes, [&](const Change& change) {
    return change.name == parameter.name || change.name.starts_with(parameter.name + ".");
  });
  if (is_changed) return "was given a value, and has no spread then";
  if (parameter.spread->is_dirichlet()) return "shares that sum to 1 cannot be moved one at a time";
  return "";
}

}  // namespace

double TornadoBar::width(std::size_t target) const {
  const double width = std::abs(at_high[target] - at_low[target]);
  return std::isnan(width) ? HUGE_VAL : width;
}

base::Result<Tornado> tornado(const Study& study, const std::vector<Change>& changes,
                              std::vector<std::string> targets) {
  auto at_value = values_with(study, changes, {}, targets);
  if (!at_value) return at_value.error();
  Tornado made{
      .targets = std::move(targets), .at_value = std::move(*at_value), .bars = {}, .widest_first = {}, .left_out = {}};
  for (const Parameter& parameter : study.parameters) {
    if (!parameter.spread) {
      ++made.without_spread;
      continue;
    }
    if (std::string why = why_no_bar(parameter, changes); !why.empty()) {
      made.left_out.push_back({parameter.name, std::move(why)});
      continue;
    }
    auto input = input_of(study, changes, parameter.name);
    if (!input) return input.error();
    const double scale = parameter.unit.scale;
    TornadoBar bar{.input = std::move(*input),
                   .low = parameter.spread->quantile(0.05) / scale,
                   .high = parameter.spread->quantile(0.95) / scale,
                   .spread_basis = parameter.spread_origin.basis,
                   .is_contested = parameter.contested,
                   .at_low = {},
                   .at_high = {}};
    for (const auto& [at, into] : {std::pair{bar.low, &bar.at_low}, std::pair{bar.high, &bar.at_high}}) {
      auto values = values_with(study, changes, {{parameter.name, at}}, made.targets);
      if (!values)
        return base::input_error(
            fmt::format("with {} = {:g} {}: {}", parameter.name, at, bar.input.unit, values.error().message));
      *into = std::move(*values);
    }
    made.bars.push_back(std::move(bar));
  }
  for (std::size_t target = 0; target < made.targets.size(); ++target) {
    auto& order = made.widest_first.emplace_back(made.bars.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](std::size_t bar) { return made.bars[bar].width(target); });
  }
  return made;
}

base::Result<Curve> one_way(const Study& study, const std::vector<Change>& changes, std::string_view name,
                            std::size_t points, std::optional<double> low, std::optional<double> high,
                            std::vector<std::string> targets) {
  if (points < 2 || points > Curve::points_max) {
    return base::input_error(fmt::format("{}: expected 2 to {} points, found {}", name, Curve::points_max, points));
  }
  auto input = input_of(study, changes, name);
  if (!input) return input.error();
  auto reach = reach_of(study, *input, low, high);
  if (!reach) return reach.error();
  if (const auto here = values_with(study, changes, {}, targets); !here) return here.error();
  Curve made{.input = std::move(*input), .reach = std::move(*reach), .targets = std::move(targets), .points = {}};
  for (const double at : steps_between(made.reach.low, made.reach.high, points)) {
    const auto model = model_with(study, changes, {{made.input.name, at}});
    if (!model) {
      made.points.push_back({at, {}, model.error().message});
      continue;
    }
    OneWayPoint point{at, {}, why_not_all(*model, made.targets)};
    for (const std::string& target : made.targets) point.values.push_back(model->value(target));
    made.points.push_back(std::move(point));
  }
  const auto has_answer = [](const OneWayPoint& point) { return !point.values.empty(); };
  if (std::ranges::none_of(made.points, has_answer)) {
    return base::input_error(fmt::format("{}: no answer anywhere from {:g} to {:g}: {}", name, made.reach.low,
                                         made.reach.high, made.points.front().why_none));
  }
  return made;
}

base::Result<Grid> two_way(const Study& study, const std::vector<Change>& changes, const GridSide& x, const GridSide& y,
                           std::string target) {
  if (x.name == y.name)
    return base::input_error(fmt::format("expected two different parameters, found {} twice", x.name));
  if (x.points < 2 || y.points < 2 || x.points > Grid::cells_max || y.points > Grid::cells_max / x.points) {
    return base::input_error(fmt::format("expected at least 2 points a side and at most {} together, found {} x {}",
                                         Grid::cells_max, x.points, y.points));
  }
  Grid made;
  made.target = std::move(target);
  for (const auto& [side, input, reach, steps] :
       {std::tuple{&x, &made.x, &made.x_reach, &made.xs}, std::tuple{&y, &made.y, &made.y_reach, &made.ys}}) {
    auto found = input_of(study, changes, side->name);
    if (!found) return found.error();
    *input = std::move(*found);
    auto over = reach_of(study, *input, side->low, side->high);
    if (!over) return over.error();
    *reach = std::move(*over);
    *steps = steps_between(reach->low, reach->high, side->points);
  }
  if (const auto here = values_with(study, changes, {}, {made.target}); !here) return here.error();
  bool is_ever_compiled = false;
  for (const double at_y : made.ys) {
    for (const double at_x : made.xs) {
      const auto model = model_with(study, changes, {{x.name, at_x}, {y.name, at_y}});
      is_ever_compiled = is_ever_compiled || model;
      const bool has_value = model && std::isfinite(model->value(made.target));
      made.cells.push_back(has_value ? std::optional(model->value(made.target)) : std::nullopt);
      if (!has_value && made.why_none.empty()) {
        made.why_none = fmt::format("with {} = {:g} and {} = {:g}: {}", x.name, at_x, y.name, at_y,
                                    model ? model->why_no_value(made.target).text() : model.error().message);
      }
    }
  }
  if (!is_ever_compiled) return base::input_error(made.why_none);
  return made;
}

}  // namespace alongside::study
