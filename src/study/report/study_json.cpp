#include "study/report/study_json.hpp"

#include <algorithm>
#include <utility>

#include "chance/spread_reader.hpp"
#include "study/program/model.hpp"
#include "study/report/json_values.hpp"
#include "study/report/reproduced.hpp"

namespace alongside::study {

namespace {

/// What a slider offers where the document does not say: most of the spread, or from nothing to twice the value.
std::pair<double, double> range_of(const Parameter& parameter) {
  if (parameter.range) return *parameter.range;
  if (parameter.spread && !parameter.spread->is_dirichlet())
    return {parameter.spread->quantile(0.01), parameter.spread->quantile(0.99)};
  const double value = parameter.values.front();
  return {std::min(0.0, 2 * value), std::max(0.0, 2 * value)};
}

json::value parameter_json(const Study& study, const Parameter& parameter) {
  json::object out{{"name", parameter.name}, {"label", parameter.label}, {"unit", parameter.unit_text}};
  if (parameter.axis) {
    json::array values;
    for (const double value : parameter.values) values.push_back(written(parameter, value));
    out["value"] = std::move(values);
  } else {
    out["value"] = written(parameter, parameter.values.front());
  }
  out["over"] = parameter.axis ? json::value(study.axes[*parameter.axis].name) : json::value(nullptr);
  out["basis"] = name_of(parameter.origin.basis);
  out["source"] = parameter.origin.source;
  const bool is_spread = parameter.spread.has_value();
  const bool has_ends = is_spread && !parameter.spread->is_dirichlet();
  const document::Sentences spread =
      is_spread ? chance::describe_spread(*parameter.spread, parameter.unit.scale) : document::Sentences();
  out["spread"] = text_or_null(spread);
  out["said"] = said_beside({{"spread", spread}});
  out["spread_basis"] = is_spread ? json::value(name_of(parameter.spread_origin.basis)) : json::value(nullptr);
  out["spread_source"] = is_spread ? json::value(parameter.spread_origin.source) : json::value(nullptr);
  out["low95"] = has_ends ? json::value(written(parameter, parameter.spread->quantile(0.025))) : json::value(nullptr);
  out["high95"] = has_ends ? json::value(written(parameter, parameter.spread->quantile(0.975))) : json::value(nullptr);
  const auto [low, high] = range_of(parameter);
  out["range"] = json::array{written(parameter, low), written(parameter, high)};
  out["contested"] = parameter.contested;
  out["evidence"] = text_or_null(parameter.evidence);
  out["where"] = parameter.where;
  return out;
}

json::array depends_on(const Study& study, const Quantity& quantity) {
  json::array out;
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    if (quantity.depends_on[i]) out.emplace_back(study.parameters[i].name);
  }
  return out;
}

json::array document_outcomes(const Study& study, const Model& model) {
  json::array out;
  for (const StudyOutcome& one : study.outcomes) {
    const bool has_money = one.money.has_value();
    out.push_back(
        {{"name", one.count.name},
         {"label", one.count.label},
         {"kind", name_of(one.kind)},
         {"formula", one.count.formula.text},
         {"unit", one.count.unit.text()},
         {"money", has_money ? json::value(one.money->text) : json::value(nullptr)},
         {"payer", has_money ? json::value(name_of(one.paid.payer)) : json::value(nullptr)},
         {"payer_basis", has_money ? json::value(name_of(one.paid.basis)) : json::value(nullptr)},
         {"source", one.count.source},
         {"depends_on", depends_on(study, *model.find(has_money ? one.count.name + ".money" : one.count.name))}});
  }
  return out;
}

json::value table_json(const Table& table) {
  return {{"name", table.name},
          {"label", table.label},
          {"x", json::value_from(table.x)},
          {"y", json::value_from(table.y)},
          {"x_unit", table.x_unit.text()},
          {"y_unit", table.y_unit.text()},
          {"between", name_of(table.between)},
          {"outside", name_of(table.outside)},
          {"basis", name_of(table.origin.basis)},
          {"source", table.origin.source}};
}

/// What a study shows and what it costs, each with what it depends on.
base::Result<> add_results(const Study& study, json::object& out) {
  json::array outcomes;
  json::array costs;
  if (!study.is_observations) {
    const auto model = Model::compile(study, {}, Mode::point);
    if (!model) return model.error();
    outcomes = document_outcomes(study, *model);
    for (const Cost& one : study.costs) {
      costs.push_back({{"name", one.money.name},
                       {"label", one.money.label},
                       {"formula", one.money.formula.text},
                       {"unit", model->money_unit().text()},
                       {"payer", name_of(one.paid.payer)},
                       {"payer_basis", name_of(one.paid.basis)},
                       {"source", one.money.source},
                       {"depends_on", depends_on(study, *model->find(one.money.name))}});
    }
  }
  out["outcomes"] = std::move(outcomes);
  out["costs"] = std::move(costs);
  return base::Done{};
}

}  // namespace

json::array observed_json(const Study& study) {
  json::array out;
  for (const Observed& one : study.observed)
    out.push_back({{"what", one.what}, {"value", one.value}, {"unit", one.unit}, {"source", one.source}});
  return out;
}

base::Result<json::value> study_json(const Study& study) {
  json::object out{{"id", study.id},
                   {"title", study.title},
                   {"place", study.place},
                   {"citation", study.citation},
                   {"link", study.link},
                   {"perspective", name_of(study.perspective)},
                   {"currency", study.currency},
                   {"price_year", or_null(study.price_year)},
                   {"horizon", study.horizon},
                   {"about", study.about},
                   {"is_complete", study.is_complete},
                   {"missing", json::value_from(study.missing)},
                   {"contrary", json::value_from(study.contrary)},
                   {"not_known", json::value_from(study.not_known)},
                   {"double_count", json::value_from(study.double_count)},
                   {"digest", study.digest},
                   {"kind", study.is_observations ? "observations" : "study"}};
  const auto rows = reproduce(study);
  if (!rows) return rows.error();
  json::array parameters;
  json::array tables;
  json::array axes;
  json::array formulas;
  for (const Parameter& parameter : study.parameters) parameters.push_back(parameter_json(study, parameter));
  for (const Table& table : study.tables) tables.push_back(table_json(table));
  for (const Axis& axis : study.axes)
    axes.push_back({{"name", axis.name}, {"labels", json::value_from(axis.labels)}, {"unit", axis.unit.text()}});
  for (const Named& step : study.formulas) {
    formulas.push_back({{"name", step.name},
                        {"label", step.label},
                        {"formula", step.formula.text},
                        {"unit", step.unit.text()},
                        {"source", step.source}});
  }
  out["parameters"] = std::move(parameters);
  out["tables"] = std::move(tables);
  out["axes"] = std::move(axes);
  out["formulas"] = std::move(formulas);
  if (const auto added = add_results(study, out); !added) return added.error();
  out["published"] = reproduced_for_page(*rows);
  out["observed"] = observed_json(study);
  return json::value(std::move(out));
}

}  // namespace alongside::study
