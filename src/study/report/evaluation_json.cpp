#include "study/report/evaluation_json.hpp"

#include <boost/json.hpp>

#include "study/report/fiscal_note.hpp"
#include "study/report/json_values.hpp"

namespace alongside::study {

namespace {

json::value interval_json(const Interval& interval) {
  return {
      {"mean", interval.mean}, {"sd", interval.sd}, {"p5", interval.p5}, {"p50", interval.p50}, {"p95", interval.p95}};
}

json::array changes_json(const Evaluation& evaluation) {
  json::array out;
  for (const Change& change : evaluation.options.changes) {
    const Parameter& parameter = *evaluation.study->parameter(change.name.substr(0, change.name.find('.')));
    json::value from = nullptr;
    if (!parameter.axis) from = written(parameter, parameter.values.front());
    out.push_back({{"name", change.name},
                   {"label", parameter.label},
                   {"unit", parameter.unit_text},
                   {"from", from},
                   {"to", change.value}});
  }
  return out;
}

json::array outcomes_json(const Evaluation& evaluation) {
  json::array out;
  for (const OutcomeResult& one : evaluation.outcomes) {
    const StudyOutcome& outcome = *one.outcome;
    out.push_back({{"name", outcome.count.name},
                   {"label", outcome.count.label},
                   {"kind", name_of(outcome.kind)},
                   {"value", one.value},
                   {"unit", outcome.count.unit.text()},
                   {"money", or_null(one.money)},
                   {"payer", one.money ? json::value(name_of(outcome.paid.payer)) : json::value(nullptr)},
                   {"payer_basis", one.money ? json::value(name_of(outcome.paid.basis)) : json::value(nullptr)},
                   {"price_year", or_null(evaluation.study->price_year)},
                   {"class", one.result_class ? json::value(name_of(*one.result_class)) : json::value(nullptr)},
                   {"holds", or_null(one.holds)},
                   {"when", name_of(outcome.when)},
                   {"source", outcome.count.source}});
  }
  return out;
}

json::array costs_json(const Evaluation& evaluation) {
  json::array out;
  for (const CostResult& one : evaluation.costs) {
    out.push_back({{"name", one.cost->money.name},
                   {"label", one.cost->money.label},
                   {"value", one.money},
                   {"payer", name_of(one.cost->paid.payer)},
                   {"payer_basis", name_of(one.cost->paid.basis)},
                   {"source", one.cost->money.source}});
  }
  return out;
}

json::array payers_json(const Evaluation& evaluation) {
  json::array out;
  for (const PayerResult& one : evaluation.by_payer) {
    out.push_back({{"payer", name_of(one.payer)},
                   {"is_cash", is_cash(one.payer)},
                   {"benefit", one.benefit},
                   {"cost", one.cost},
                   {"net", one.benefit - one.cost}});
  }
  return out;
}

json::value drawn_json(const Evaluation& evaluation) {
  if (!evaluation.drawn) return nullptr;
  const DrawnResult& drawn = *evaluation.drawn;
  json::array outcomes;
  for (const OutcomeResult& one : evaluation.outcomes) {
    const std::string& name = one.outcome->count.name;
    outcomes.push_back({{"name", name},
                        {"value", interval_json(drawn.of(name))},
                        {"money", one.money ? interval_json(drawn.of(name + ".money")) : json::value(nullptr)}});
  }
  json::object out{{"n", drawn.n},
                   {"seed", evaluation.options.seed},
                   {"sequence", evaluation.options.sequence == chance::Sequence::sobol ? "sobol" : "random"},
                   {"percentiles_of", drawn.percentiles_of},
                   {"outcomes", std::move(outcomes)}};
  for (const std::string_view total : {total_benefit, total_cost, total_net})
    out[total] = interval_json(drawn.of(total));
  const Interval* const ratio = drawn.find(total_ratio);
  out[total_ratio] = ratio != nullptr ? interval_json(*ratio) : json::value(nullptr);
  out["ratio_not_defined"] = drawn.ratio_not_defined;
  out["ratio_why"] = text_or_null(drawn.ratio_why);
  out[total_net_without_life] =
      evaluation.net_without_value_of_life ? interval_json(drawn.of(total_net_without_life)) : json::value(nullptr);
  if (evaluation.study->effect) out[effect_name] = interval_json(drawn.of(effect_name));
  out["probability_benefit_exceeds_cost"] = or_null(drawn.benefit_exceeds_cost.probability);
  out["why"] = text_or_null(drawn.benefit_exceeds_cost.why);
  out["said"] = said_beside({{"ratio_why", drawn.ratio_why}, {"why", drawn.benefit_exceeds_cost.why}});
  out["assumed_share_of_variance"] =
      drawn.assumed.of_net ? json::value(drawn.assumed.of_net->value) : json::value(nullptr);
  out["histogram"] = {{"of", total_ratio},          {"from", drawn.ratio.from},
                      {"to", drawn.ratio.to},       {"counts", json::value_from(drawn.ratio.counts)},
                      {"below", drawn.ratio.below}, {"above", drawn.ratio.above}};
  return out;
}

json::value tornado_json(const Evaluation& evaluation) {
  if (!evaluation.tornado) return nullptr;
  const Tornado& tornado = *evaluation.tornado;
  const auto end = [](double at, const std::vector<double>& targets) {
    return json::value{{"at", at}, {total_net, targets[0]}, {total_ratio, number_or_null(targets[1])}};
  };
  json::array out;
  for (const std::size_t index : tornado.widest_first.front()) {
    const TornadoBar& bar = tornado.bars[index];
    out.push_back({{"name", bar.input.name},
                   {"label", bar.input.label},
                   {"unit", bar.input.unit},
                   {"spread_basis", name_of(bar.spread_basis)},
                   {"low", end(bar.low, bar.at_low)},
                   {"high", end(bar.high, bar.at_high)}});
  }
  return out;
}

json::value information_json(const Evaluation& evaluation) {
  if (!evaluation.information) return nullptr;
  const Information& information = *evaluation.information;
  json::array parameters;
  for (const InformationOf& one : information.by_input) {
    parameters.push_back({{"name", one.input.name},
                          {"label", one.input.label},
                          {"evppi", one.value.value},
                          {"standard_error", one.value.standard_error}});
  }
  return {{"method", information.method.text()},
          {"said", said_beside({{"method", information.method}})},
          {"draws", information.draws},
          {"evpi", information.evpi.value},
          {"evpi_standard_error", information.evpi.standard_error},
          {"parameters", std::move(parameters)}};
}

json::value threshold_json(const Threshold& threshold) {
  json::array values;
  for (const Crossing& crossing : threshold.crossings) values.emplace_back(crossing.at);
  return {{"name", threshold.input.name},
          {"label", threshold.input.label},
          {"unit", threshold.input.unit},
          {"of", threshold.target},
          {"level", threshold.level},
          {"from", threshold.reach.low},
          {"to", threshold.reach.high},
          {"values", std::move(values)},
          {"sentence", threshold.sentence.text()},
          {"said", said_beside({{"sentence", threshold.sentence}})}};
}

json::value break_even_json(const Evaluation& evaluation) {
  if (!evaluation.break_evens) return nullptr;
  json::array out;
  for (const auto* thresholds : {&evaluation.break_evens->contested, &evaluation.break_evens->of_harms}) {
    for (const Threshold& threshold : *thresholds) out.push_back(threshold_json(threshold));
  }
  return out;
}

json::array one_way_json(const Evaluation& evaluation) {
  json::array out;
  for (const Curve& curve : evaluation.one_way) {
    json::array points;
    for (const OneWayPoint& point : curve.points) {
      const bool has_answer = !point.values.empty();
      points.push_back({{"at", point.at},
                        {total_net, has_answer ? json::value(point.values[0]) : nullptr},
                        {total_ratio, has_answer ? number_or_null(point.values[1]) : nullptr},
                        {"why", text_or_null(point.why_none)}});
    }
    out.push_back({{"name", curve.input.name},
                   {"label", curve.input.label},
                   {"unit", curve.input.unit},
                   {"value", curve.input.value},
                   {"range_from", curve.reach.from},
                   {"points", std::move(points)}});
  }
  return out;
}

json::value two_way_json(const Evaluation& evaluation) {
  if (!evaluation.two_way) return nullptr;
  const Grid& grid = *evaluation.two_way;
  json::array rows;
  for (std::size_t y = 0; y < grid.ys.size(); ++y) {
    json::array row;
    for (std::size_t x = 0; x < grid.xs.size(); ++x) row.push_back(or_null(grid.at(x, y)));
    rows.push_back(std::move(row));
  }
  return {
      {"of", grid.target},
      {"x",
       {{"name", grid.x.name}, {"label", grid.x.label}, {"unit", grid.x.unit}, {"values", json::value_from(grid.xs)}}},
      {"y",
       {{"name", grid.y.name}, {"label", grid.y.label}, {"unit", grid.y.unit}, {"values", json::value_from(grid.ys)}}},
      {"rows", std::move(rows)},
      {"why", text_or_null(grid.why_none)}};
}

json::array thresholds_json(const Evaluation& evaluation) {
  json::array out;
  for (const Threshold& threshold : evaluation.thresholds) out.push_back(threshold_json(threshold));
  return out;
}

json::value solution_json(const Evaluation& evaluation) {
  if (!evaluation.solution) return nullptr;
  const Threshold& found = evaluation.solution->found;
  json::array jumps;
  for (const Crossing& crossing : found.crossings) {
    if (crossing.jumps) jumps.emplace_back(crossing.at);
  }
  json::object out = threshold_json(found).as_object();
  out["sentence"] = evaluation.solution->sentence;
  out["said"] = json::object{};  // not the threshold's own
  out["of_unit"] = evaluation.solution->target_unit;
  out["searched"] = found.reach.from;
  out["depends"] = found.depends;
  out["jumps"] = std::move(jumps);
  out["value"] = found.input.value;
  out["of_at_value"] = found.target_at_value;
  return out;
}

json::value acceptability_json(const Evaluation& evaluation) {
  const document::Sentences& why = evaluation.acceptability_why;
  if (!why.empty()) return {{"why", why.text()}, {"said", said_beside({{"why", why}})}, {"points", json::array{}}};
  if (!evaluation.acceptability) return nullptr;
  const Acceptability& acceptability = *evaluation.acceptability;
  json::array points;
  for (const AcceptabilityPoint& point : acceptability.curve) {
    points.push_back({{"willingness", point.willingness},
                      {"probability", point.probability.value},
                      {"standard_error", point.probability.standard_error}});
  }
  return {{"effect_unit", acceptability.effect_unit},
          {"willingness_unit", acceptability.willingness_unit},
          {"points", std::move(points)},
          {"sentence", acceptability.cost_per_effect.sentence.text()},
          {"said", said_beside({{"sentence", acceptability.cost_per_effect.sentence}})}};
}

json::value evidence_json(const Evaluation& evaluation) {
  if (!evaluation.options.evidence) return nullptr;
  const EvidenceUse& evidence = *evaluation.options.evidence;
  json::array lines;
  for (const EvidenceLine& line : evidence.lines) {
    lines.push_back({{"parameter", line.parameter},
                     {"label", line.label},
                     {"unit", line.unit},
                     {"measure", name_of(line.measure)},
                     {"is_used", line.is_used},
                     {"literature", line.literature},
                     {"center", or_null(line.center)},
                     {"posterior", or_null(line.posterior)},
                     {"low95", or_null(line.low)},
                     {"high95", or_null(line.high)},
                     {"events", line.events},
                     {"prior_events", line.prior_events},
                     {"prior_sds_apart", or_null(line.prior_sds_apart)},
                     {"sentence", line.sentence}});
  }
  return {{"kind_of_site", evidence.kind_of_site},
          {"sites", json::value_from(evidence.sites)},
          {"digest", evidence.digest},
          {"lines", std::move(lines)},
          {"cautions", json::value_from(evidence.cautions)}};
}

json::value effect_json(const Evaluation& evaluation) {
  if (!evaluation.effect) return nullptr;
  return {{"label", evaluation.study->effect->label},
          {"value", evaluation.effect->value},
          {"unit", evaluation.study->effect->unit.text()},
          {"net_cost_per_unit", or_null(evaluation.effect->net_cost_per_unit)},
          {"net_cost_unit", evaluation.effect->unit.text()},
          {"net_cost_per_unit_why", text_or_null(evaluation.effect->why)}};
}

json::array note_json(const Evaluation& evaluation) {
  json::array out;
  for (const NotePart& part : fiscal_note(evaluation)) {
    json::array lines;
    for (const document::Sentences& line : part.lines) lines.emplace_back(line.text());
    out.push_back({{"title", part.title.text},
                   {"lines", std::move(lines)},
                   {"said", {{"title", document::said_json(part.title)}, {"lines", document::said_json(part.lines)}}}});
  }
  return out;
}

}  // namespace

json::value evaluation_json(const Evaluation& evaluation) {
  return document::without_said(evaluation_for_page(evaluation));
}

json::value evaluation_for_page(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  return json::object{{"study", study.id},
                      {"title", study.title},
                      {"place", study.place},
                      {"citation", study.citation},
                      {"link", study.link},
                      {"document_digest", study.digest},
                      {"version", ALONGSIDE_VERSION},
                      {"seed", evaluation.options.seed},
                      {"cite", citation_of(evaluation)},
                      {"changes", changes_json(evaluation)},
                      {"money_unit", evaluation.money_unit.text()},
                      {"currency", study.currency},
                      {"price_year", or_null(study.price_year)},
                      {"is_complete", study.is_complete},
                      {"missing", json::value_from(study.missing)},
                      {"warnings", json::value_from(study.double_count)},
                      {"contrary", json::value_from(study.contrary)},
                      {"not_known", json::value_from(study.not_known)},
                      {"inputs",
                       {{"parameters", evaluation.inputs.parameters},
                        {"with_spread", evaluation.inputs.with_spread},
                        {"with_assumed_spread", evaluation.inputs.with_assumed_spread},
                        {"assumed", evaluation.inputs.assumed}}},
                      {"outcomes", outcomes_json(evaluation)},
                      {"costs", costs_json(evaluation)},
                      {"by_payer", payers_json(evaluation)},
                      {"benefit", evaluation.benefit},
                      {"cost", evaluation.cost},
                      {"net", evaluation.net},
                      {"net_without_value_of_life", or_null(evaluation.net_without_value_of_life)},
                      {"ratio", or_null(evaluation.ratio)},
                      {"ratio_why", text_or_null(evaluation.ratio_why)},
                      {"said", said_beside({{"ratio_why", evaluation.ratio_why}})},
                      {"effect", effect_json(evaluation)},
                      {"draws", drawn_json(evaluation)},
                      {"tornado", tornado_json(evaluation)},
                      {"information", information_json(evaluation)},
                      {"break_even", break_even_json(evaluation)},
                      {"acceptability", acceptability_json(evaluation)},
                      {"one_way", one_way_json(evaluation)},
                      {"two_way", two_way_json(evaluation)},
                      {"thresholds", thresholds_json(evaluation)},
                      {"solve", solution_json(evaluation)},
                      {"remarks", json::value_from(evaluation.remarks)},
                      {"evidence", evidence_json(evaluation)},
                      {"note", note_json(evaluation)}};
}

}  // namespace alongside::study
