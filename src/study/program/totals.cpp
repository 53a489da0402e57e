// Outcomes, costs and the totals of a study, and what must hold of it as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/words.hpp"
#include "study/language/rate.hpp"
#include "study/program/cells.hpp"
#include "study/program/compiler.hpp"

namespace alongside::study {

base::Result<> Compiler::outcomes_and_costs() {
  const auto single = [&](const Quantity& made, const Formula& formula) -> base::Result<> {
    if (!made.axes.empty())
      return formula.error_at(0, fmt::format("expected one number, found an array over {}; take its sum(…)",
                                             study_.axes[made.axes.front()].name));
    return base::Done{};
  };
  std::optional<Unit> money;
  const auto take_money = [&](const std::string& name, const Formula& formula) -> base::Result<> {
    const auto made = named_formula(name, formula, std::nullopt);
    if (!made) return made.error();
    if (const auto one = single(*made, formula); !one) return one;
    Unit own(study_.currency);
    const Unit per = made->unit / own;
    const bool is_own_money = !per.is_money() && std::ranges::none_of(per.powers(), [](const auto& power) {
      return power.second > 0 || power.first != "year";
    });
    if (!is_own_money) {
      return formula.error_at(0, fmt::format("expected {0} or {0}/year, found {1}{2}", own.text(), made->unit.text(),
                                             hint_of_money(own, made->unit)));
    }
    if (money && *money != made->unit)
      return formula.error_at(
          0, fmt::format("expected {}, as the others, found {}; what comes each year is added up over years by sum(…), "
                         "present_value(…, rate) or annuity(rate, years)",
                         money->text(), made->unit.text()));
    money = made->unit;
    return base::Done{};
  };
  for (const StudyOutcome& outcome : study_.outcomes) {
    const auto made = quantity(outcome.count.name, outcome.count.formula, 0);
    if (!made) return made.error();
    if (const auto one = single(*made, outcome.count.formula); !one) return one;
    if (!outcome.money) continue;
    if (const auto done = take_money(outcome.count.name + ".money", *outcome.money); !done) return done;
  }
  for (const Cost& cost : study_.costs) {
    if (const auto done = take_money(cost.money.name, cost.money.formula); !done) return done;
  }
  if (study_.effect) {
    const auto made = named_formula(std::string(effect_name), study_.effect->formula, study_.effect->unit);
    if (!made) return made.error();
    if (const auto one = single(*made, study_.effect->formula); !one) return one;
  }
  model_.money_unit_ = money.value_or(Unit(study_.currency));
  return base::Done{};
}

base::Result<> Compiler::totals() {
  Graph& graph = model_.graph_;
  const auto nothing = [&] {
    return Quantity{.unit = model_.money_unit_,
                    .axes = {},
                    .cells = {graph.constant(0)},
                    .depends_on = std::vector<bool>(study_.parameters.size())};
  };
  // What cannot be added up is told at the formula that was to be added.
  const auto add = [&](Quantity& total, const Quantity& one, Op op, const Formula& formula) {
    total.cells = {graph.binary(op, total.cells.front(), one.cells.front(), {&formula, 0})};
    total.depends_on = either(total.depends_on, one.depends_on);
  };
  Quantity benefit = nothing();
  Quantity of_life = nothing();
  for (const StudyOutcome& outcome : study_.outcomes) {
    if (!outcome.money) continue;
    const Quantity& money = *model_.find(outcome.count.name + ".money");
    const Op op = outcome.kind == OutcomeKind::benefit ? Op::add : Op::subtract;
    add(benefit, money, op, *outcome.money);
    if (outcome.paid.payer == Payer::value_of_life) add(of_life, money, op, *outcome.money);
  }
  Quantity cost = nothing();
  for (const Cost& one : study_.costs) add(cost, *model_.find(one.money.name), Op::add, one.money.formula);
  const Formula& first_cost = study_.costs.front().money.formula;
  Quantity net = benefit;
  add(net, cost, Op::subtract, first_cost);
  Quantity net_without_life = net;
  add(net_without_life, of_life, Op::subtract, first_cost);
  // A site of volunteers costs nothing: the ratio is then not defined, which is no mistake of any formula, and the net stands.
  Quantity ratio = benefit;
  ratio.unit = {};
  add(ratio, cost, Op::divide, first_cost);
  model_.quantities_.emplace(total_benefit, std::move(benefit));
  model_.quantities_.emplace(total_cost, std::move(cost));
  model_.quantities_.emplace(total_net, std::move(net));
  model_.quantities_.emplace(total_net_without_life, std::move(net_without_life));
  model_.quantities_.emplace(total_ratio, std::move(ratio));
  return all_have_answers();
}

/// With the document's own figures every formula has an answer; with changed ones all that is shown: a step that only a published result rests on may
/// have none then. The ratio is asked about where it is used.
base::Result<> Compiler::all_have_answers() const {
  const Graph& graph = model_.graph_;
  const auto check = [&](const Quantity& quantity) -> base::Result<> {
    for (const Graph::Id cell : quantity.cells) {
      if (graph.is_constant(cell) && !std::isfinite(graph[cell].value)) return graph.error_of(cell);
    }
    return base::Done{};
  };
  for (const auto& [name, quantity] : model_.quantities_) {
    if (!changes_.empty() || name == total_ratio) continue;
    if (const auto done = check(quantity); !done) return done;
  }
  for (const std::string& name : shown_names(study_)) {
    if (name == total_ratio) continue;
    if (const auto done = check(*model_.find(name)); !done) return done;
  }
  return base::Done{};
}

/// The parameter that a name stands for without any arithmetic; nullptr: there is some.
const Parameter* Compiler::parameter_itself(std::string_view name) const {
  if (name == total_cost && study_.costs.size() == 1) name = study_.costs.front().money.name;
  const Formula* formula = nullptr;
  const auto look = [&](const Named& one) {
    if (one.name == name) formula = &one.formula;
  };
  if (const Parameter* parameter = study_.parameter(name)) return parameter;
  for (const Named& step : study_.formulas) look(step);
  for (const StudyOutcome& outcome : study_.outcomes) look(outcome.count);
  for (const Cost& cost : study_.costs) look(cost.money);
  const bool is_a_name = formula != nullptr && (*formula)[formula->root].kind == NodeKind::name;
  return is_a_name ? parameter_itself((*formula)[formula->root].name) : nullptr;
}

base::Result<> Compiler::published_rows() const {
  for (const PublishedResult& row : study_.published) {
    const Quantity* of = model_.find(row.of);
    std::vector<std::string> names;
    for (const auto& [name, quantity] : model_.quantities_) names.push_back(name);
    if (of == nullptr)
      return base::input_error(fmt::format("{}.of: expected a name of this study, found {}{}", row.where,
                                           document::shown(row.of), document::did_you_mean(row.of, names)));
    if (!of->axes.empty())
      return base::input_error(fmt::format("{}.of: expected one number, found the array {}", row.where, row.of));
    if (changes_.empty() && mode_ == Mode::point && !std::isfinite(model_.value(row.of)))
      return base::input_error(fmt::format("{}.of: {}", row.where, model_.why_no_value(row.of).text()));
    if (row.result_class != ResultClass::reproduced) continue;
    for (std::size_t i = 0; i < study_.parameters.size(); ++i) {
      if (of->depends_on[i] && study_.parameters[i].origin.basis == Basis::fitted) {
        return base::input_error(
            fmt::format("{}.class: expected fitted, since {} depends on {}, which was solved from a published result",
                        row.where, row.of, study_.parameters[i].name));
      }
    }
    if (const Parameter* itself = parameter_itself(row.of)) {
      return base::input_error(
          fmt::format("{}.class: expected constant, since {} is the input {} itself and cannot fail", row.where, row.of,
                      itself->name));
    }
  }
  return base::Done{};
}

/// A figure that nothing shown depends on is a mistake in a formula, or should not be there.
base::Result<> Compiler::all_used() const {
  std::vector<bool> reached(study_.parameters.size());
  const auto reach = [&](std::string_view name) {
    if (const Quantity* shown = model_.find(name)) reached = either(reached, shown->depends_on);
  };
  for (const StudyOutcome& outcome : study_.outcomes) reach(outcome.count.name), reach(outcome.count.name + ".money");
  for (const std::string_view total : {total_cost, effect_name}) reach(total);
  for (const PublishedResult& row : study_.published) reach(row.of);
  std::string message;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (reached[i]) continue;
    message += fmt::format(
        "{}{}: expected a parameter that some outcome, cost or published result depends on; use it in a formula or "
        "take it out",
        message.empty() ? "" : "\n", study_.parameters[i].where);
  }
  if (!message.empty()) return base::input_error(std::move(message));
  return base::Done{};
}

}  // namespace alongside::study
