#include "study/report/evaluation_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "document/words.hpp"
#include "study/report/figures.hpp"
#include "study/report/fiscal_note.hpp"
#include "study/report/labels.hpp"

namespace alongside::study {

namespace {

constexpr std::size_t label_width = 58;
constexpr std::size_t label_width_max = 72;

/// As wide as the longest label of an outcome.
std::size_t outcome_width(const Evaluation& evaluation) {
  std::size_t width = label_width;
  for (const OutcomeResult& one : evaluation.outcomes)
    width = std::max(width, document::characters(one.outcome->count.label));
  return std::min(width, label_width_max);
}

std::string head(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  std::string out =
      fmt::format("{}\n{}. {}\nPerspective: {}. Prices: {} of {}. {}.\n", study.title, study.place, study.citation,
                  name_of(study.perspective), study.currency, price_year_in_words(study), study.horizon);
  if (!study.is_complete) {
    out += "Inputs are incomplete; missing:\n";
    for (const std::string& missing : study.missing) out += fmt::format("  - {}\n", missing);
  }
  for (const Change& change : evaluation.options.changes) {
    const Parameter& parameter = *study.parameter(change.name.substr(0, change.name.find('.')));
    const std::string from =
        parameter.axis ? "the document's" : figure(parameter.values.front() / parameter.unit.scale);
    out += fmt::format("Changed: {} from {} to {} {}\n", change.name, from, figure(change.value), parameter.unit_text);
  }
  if (evaluation.options.evidence) out += whose_figures(evaluation) + "\n";
  for (const std::string& remark : evaluation.remarks) out += fmt::format("Remark: {}\n", remark);
  return out;
}

std::string payers(const Evaluation& evaluation) {
  std::string out = fmt::format("\nBy payer, {}:\n{} {:>16} {:>16} {:>16}\n", evaluation.money_unit.text(),
                                padded("", 24), "saves", "pays", "net");
  for (const PayerResult& one : evaluation.by_payer) {
    out +=
        fmt::format("{} {:>16} {:>16} {:>16}{}\n", padded(name_of(one.payer), 24), figure(one.benefit),
                    figure(one.cost), figure(one.benefit - one.cost), is_cash(one.payer) ? "" : "   no payer's cash");
  }
  return out;
}

std::string range(const Evaluation& evaluation, std::string_view name) {
  if (!evaluation.drawn) return {};
  const Interval* const interval = evaluation.drawn->find(name);
  if (interval == nullptr) return fmt::format("{:>28} {:>16}", "not defined", "not defined");
  return fmt::format("{:>28} {:>16}", fmt::format("{} to {}", figure(interval->p5), figure(interval->p95)),
                     figure(interval->mean));
}

/// As wide as the effect's label, which is the document's own.
std::size_t total_width(const Evaluation& evaluation) {
  return std::max(label_width - 12, document::characters(label_of(*evaluation.study, effect_name)));
}

std::string total(const Evaluation& evaluation, std::string_view name, std::optional<double> value) {
  return fmt::format("{} {:>45} {:>16}\n", padded(label_of(*evaluation.study, name), total_width(evaluation)),
                     range(evaluation, name), value ? figure(*value) : "not defined");
}

std::string totals(const Evaluation& evaluation) {
  std::string out =
      fmt::format("\n{} {:>45} {:>16}\n", padded("All together", total_width(evaluation)),
                  evaluation.drawn ? fmt::format("{:>28} {:>16}", "nine draws in ten", "mean") : "", "at its figures");
  out += total(evaluation, total_benefit, evaluation.benefit);
  out += total(evaluation, total_cost, evaluation.cost);
  // Where no life is valued both nets are one.
  if (!evaluation.net_without_value_of_life) {
    out += fmt::format("{} not known: the benefit holds a value of life that is not stated apart\n",
                       padded(label_of(*evaluation.study, total_net_without_life), total_width(evaluation)));
  } else if (counts_life(*evaluation.study)) {
    out += total(evaluation, total_net_without_life, evaluation.net_without_value_of_life);
  }
  out += total(evaluation, total_net, evaluation.net);
  out += total(evaluation, total_ratio, evaluation.ratio);
  for (const document::Sentences& why : not_defined_sentences(evaluation)) out += why.text() + '\n';
  if (evaluation.effect) {
    out += total(evaluation, effect_name, evaluation.effect->value);
    out += evaluation.effect->net_cost_per_unit
               ? fmt::format("Net cost for each unit of the effect, {}: {}\n", evaluation.effect->unit.text(),
                             figure(*evaluation.effect->net_cost_per_unit))
               : fmt::format("Net cost for each unit of the effect: none; {}\n", evaluation.effect->why);
  }
  return out;
}

std::string outcomes(const Evaluation& evaluation) {
  const std::size_t width = outcome_width(evaluation);
  std::string out = fmt::format("\n{} {:>10} {:<22} {:>14}  {:<16} {}\n", padded("Outcome", width), "count", "unit",
                                "money", "payer", "class");
  for (const OutcomeResult& one : evaluation.outcomes) {
    const StudyOutcome& outcome = *one.outcome;
    const double sign = outcome.kind == OutcomeKind::harm ? -1 : 1;
    out += fmt::format(
        "{} {:>10} {:<22} {:>14}  {:<16} {}\n", padded(outcome.count.label, width), figure(one.value),
        outcome.count.unit.text(), one.money ? figure(sign * *one.money) : "",
        one.money ? name_of(outcome.paid.payer) : "",
        one.result_class ? fmt::format("{}{}", name_of(*one.result_class), one.holds == false ? ", does not hold" : "")
                         : "");
  }
  for (const CostResult& one : evaluation.costs) {
    out += fmt::format("{} {:>10} {:<22} {:>14}  {}\n", padded("Cost: " + one.cost->money.label, width), "", "",
                       figure(one.money), name_of(one.cost->paid.payer));
  }
  return out;
}

/// The widest bars, drawn: from the net at the 5th percentile to the net at the 95th.
std::string tornado_bars(const Evaluation& evaluation) {
  if (!evaluation.tornado || evaluation.tornado->bars.empty()) return {};
  constexpr std::size_t shown_max = 12;
  const Tornado& tornado = *evaluation.tornado;
  const std::size_t shown = std::min(shown_max, tornado.bars.size());
  std::size_t width = label_width;
  for (std::size_t i = 0; i < shown; ++i)
    width = std::max(width, document::characters(tornado.bars[tornado.widest_first.front()[i]].input.label));
  std::string out = fmt::format("\n{} {:>24} {:>14} {:>14}\n", padded("What moves the net, one input at a time", width),
                                "from ... to", "net", "net");
  for (std::size_t i = 0; i < shown; ++i) {
    const TornadoBar& bar = tornado.bars[tornado.widest_first.front()[i]];
    out += fmt::format("{} {:>24} {:>14} {:>14}  {}\n", padded(bar.input.label, width),
                       fmt::format("{} ... {}", figure(bar.low), figure(bar.high)), figure(bar.at_low[0]),
                       figure(bar.at_high[0]), bar.spread_basis == Basis::assumed ? "assumed spread" : "");
  }
  if (tornado.bars.size() > shown_max)
    out += fmt::format("and {} more, each with a shorter bar (--json has all)\n", tornado.bars.size() - shown_max);
  return out;
}

std::string worth_of_knowing(const Evaluation& evaluation) {
  if (!evaluation.information) return {};
  constexpr std::size_t shown_max = 5;
  const Information& information = *evaluation.information;
  std::string out =
      fmt::format("\nWhat knowing better would be worth before deciding, {}:\n{} {:>14} (standard error {})\n",
                  information.money_unit, padded("everything (EVPI)", label_width), figure(information.evpi.value),
                  figure(information.evpi.standard_error));
  for (std::size_t i = 0; i < std::min(shown_max, information.by_input.size()); ++i) {
    const InformationOf& one = information.by_input[i];
    out += fmt::format("{} {:>14} (standard error {})\n", padded(one.input.label, label_width), figure(one.value.value),
                       figure(one.value.standard_error));
  }
  return out + information.method.text() + '\n';
}

std::string curves(const Evaluation& evaluation) {
  std::string out;
  for (const Curve& curve : evaluation.one_way) {
    out += fmt::format("\n{}, {} ({}):\n{:>16} {:>16} {:>12}\n", curve.input.label, curve.input.unit, curve.reach.from,
                       "at", "net", "ratio");
    for (const OneWayPoint& point : curve.points) {
      out += point.values.empty() ? fmt::format("{:>16} {}\n", figure(point.at), point.why_none)
                                  : fmt::format("{:>16} {:>16} {:>12}\n", figure(point.at), figure(point.values[0]),
                                                point.why_none.empty() ? figure(point.values[1]) : "not defined");
    }
  }
  return out;
}

std::string grid_of_two(const Evaluation& evaluation) {
  if (!evaluation.two_way) return {};
  const Grid& grid = *evaluation.two_way;
  std::string out =
      fmt::format("\n{}: across, {} ({}); down, {} ({})\n{:>12}", label_of(*evaluation.study, grid.target),
                  grid.x.label, grid.x.unit, grid.y.label, grid.y.unit, "");
  for (const double x : grid.xs) out += fmt::format(" {:>9}", figure(x));
  out += '\n';
  for (std::size_t y = 0; y < grid.ys.size(); ++y) {
    out += fmt::format("{:>12}", figure(grid.ys[y]));
    for (std::size_t x = 0; x < grid.xs.size(); ++x)
      out += fmt::format(" {:>9}", grid.at(x, y) ? figure(*grid.at(x, y)) : "none");
    out += '\n';
  }
  return grid.why_none.empty() ? out : out + "none: " + grid.why_none + '\n';
}

std::string asked_thresholds(const Evaluation& evaluation) {
  std::string out;
  for (const Threshold& threshold : evaluation.thresholds)
    out += fmt::format("\n{}: {}\n", threshold.input.label, threshold.sentence.text());
  return out;
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation) {
  std::string out = head(evaluation) + payers(evaluation) + totals(evaluation) + outcomes(evaluation) +
                    tornado_bars(evaluation) + worth_of_knowing(evaluation) + curves(evaluation) +
                    grid_of_two(evaluation) + asked_thresholds(evaluation);
  if (evaluation.solution) out += fmt::format("\n{}\n", evaluation.solution->sentence);
  if (evaluation.acceptability) out += fmt::format("\n{}\n", evaluation.acceptability->cost_per_effect.sentence.text());
  for (const NotePart& part : fiscal_note(evaluation)) {
    if (part.title.name == totals_name || part.title.name == no_cash_name || part.lines.empty()) continue;
    out += fmt::format("\n{}:\n", part.title.text);
    for (const document::Sentences& line : part.lines) out += fmt::format("  - {}\n", line.text());
  }
  return out;
}

}  // namespace alongside::study
