#include "study/report/fiscal_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

std::string unit_of(const Evaluation& evaluation) { return evaluation.money_unit.text(); }

/// What a payer saves or spends, by when.
struct Cash {
  double by_when[Words<When>::names.size()] = {};
  bool has[Words<When>::names.size()] = {};
};

Cash cash_of(const Evaluation& evaluation, Payer payer) {
  Cash cash;
  const auto add = [&](When when, double amount) {
    cash.by_when[static_cast<std::size_t>(when)] += amount;
    cash.has[static_cast<std::size_t>(when)] = true;
  };
  for (const OutcomeResult& one : evaluation.outcomes) {
    if (one.money && one.outcome->paid.payer == payer)
      add(one.outcome->when, one.outcome->kind == OutcomeKind::harm ? -*one.money : *one.money);
  }
  for (const CostResult& one : evaluation.costs) {
    if (one.cost->paid.payer == payer)
      add(evaluation.study->is_over_a_year ? When::this_year : When::not_stated, -one.money);
  }
  return cash;
}

/// As a sentence begins.
std::string capitalised(std::string_view words) {
  std::string out(words);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

NotePart cash(const Evaluation& evaluation) {
  NotePart part{.title = evaluation.study->is_over_a_year
                             ? "This year's cash, by payer"
                             : fmt::format("Money by payer, over {}", evaluation.study->horizon),
                .lines = {}};
  bool is_assumed = false;
  for (const PayerResult& one : evaluation.by_payer) {
    if (!is_cash(one.payer)) continue;
    const Cash cash = cash_of(evaluation, one.payer);
    constexpr std::string_view when_words[] = {", when is not said", " this year",
                                               " over the lives of those concerned"};
    std::string line;
    for (const When when : {When::this_year, When::not_stated, When::lifetime}) {
      const auto index = static_cast<std::size_t>(when);
      if (!cash.has[index]) continue;
      const bool is_over_a_year = evaluation.study->is_over_a_year;
      const std::string amount =
          money(std::abs(cash.by_when[index]), is_over_a_year ? evaluation.study->currency : unit_of(evaluation));
      line += fmt::format("{} {} {}{}", line.empty() ? "" : ";", amount, cash.by_when[index] >= 0 ? "less" : "more",
                          is_over_a_year ? when_words[index] : "");
    }
    part.lines.push_back(fmt::format("{} spends{}.", capitalised(name_of(one.payer)), line));
  }
  for (const OutcomeResult& one : evaluation.outcomes)
    is_assumed = is_assumed || (one.money && one.outcome->paid.basis == Basis::assumed);
  if (is_assumed)
    part.lines.emplace_back(
        is_of_a_publication(*evaluation.study)
            ? "Who saves is an assumption of this document: the publication counts the money of everybody together."
            : "Who saves is an assumption of this document.");
  return part;
}

std::string class_in_words(const OutcomeResult& one) {
  switch (*one.result_class) {
    case ResultClass::reproduced:
      return one.holds == false ? "the published figure does not come out" : "as published, reproduced";
    case ResultClass::fitted: return "fitted to the published figure";
    case ResultClass::constant: return "the published figure, carried over";
    case ResultClass::partial: return "inputs missing";
  }
  return "";
}

NotePart no_cash(const Evaluation& evaluation) {
  NotePart part{.title = "Counted, and no payer's cash", .lines = {}};
  for (const PayerResult& one : evaluation.by_payer) {
    if (is_cash(one.payer)) continue;
    if (one.benefit == 0 && one.cost == 0) continue;
    constexpr std::string_view society = "everybody together";
    const std::string_view who = one.payer == Payer::society      ? society
                                 : one.payer == Payer::not_stated ? "payers that are not named"
                                                                  : name_of(one.payer);
    const double net = one.benefit - one.cost;
    part.lines.push_back(fmt::format("{}: {} {}.", capitalised(who), money(std::abs(net), unit_of(evaluation)),
                                     net >= 0 ? "gained" : "lost"));
  }
  return part;
}

using Say = std::function<std::string(double)>;

/// A sentence says once that it is of a year.
std::string without_period(std::string text) {
  constexpr std::string_view yearly = " a year";
  if (text.ends_with(yearly)) text.erase(text.size() - yearly.size());
  return text;
}

/// "$1.28 million to $5.54 million a year (nine draws in ten), $3.2 million on average; at its own figures $3.16 million"
std::string range_and_point(const Evaluation& evaluation, std::string_view name, std::optional<double> point,
                            const Say& say) {
  const std::string at_figures = point ? say(*point) : "not defined";
  const Interval* const interval = evaluation.drawn ? evaluation.drawn->find(name) : nullptr;
  if (interval == nullptr) return at_figures;
  return fmt::format("{} to {} (nine draws in ten), {} on average; at its own figures {}",
                     without_period(say(interval->p5)), say(interval->p95), without_period(say(interval->mean)),
                     without_period(at_figures));
}

Say in_money(const Evaluation& evaluation) {
  return [unit = unit_of(evaluation)](double value) { return money(value, unit); };
}

/// Of each outcome how much, in its own unit; what counts against it after what it brings. A harm that is 0 throughout is only named.
NotePart averted(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  NotePart part{.title = study.is_over_a_year ? "What a year of it would do"
                                              : fmt::format("What it would do, over {}", study.horizon),
                .lines = {}};
  std::string at_nought;
  for (const OutcomeKind kind : {OutcomeKind::benefit, OutcomeKind::harm}) {
    for (const OutcomeResult& one : evaluation.outcomes) {
      const Outcome& outcome = *one.outcome;
      if (outcome.kind != kind) continue;
      if (is_nought(evaluation, one)) {
        at_nought += fmt::format("{}{}", at_nought.empty() ? "" : "; ", outcome.count.label);
        continue;
      }
      part.lines.push_back(fmt::format(
          "{}{}: {}{}.", kind == OutcomeKind::harm ? "Against it: " : "", outcome.count.label,
          range_and_point(evaluation, outcome.count.name, one.value,
                          [&](double value) { return amount_of(value, outcome.count.unit.text(), study.currency); }),
          one.result_class ? fmt::format(" ({})", class_in_words(one)) : ""));
    }
  }
  if (!at_nought.empty()) part.lines.push_back(fmt::format("{}{}.", counted_as_nought, at_nought));
  return part;
}

NotePart totals(const Evaluation& evaluation) {
  NotePart part{.title = std::string(totals_title), .lines = {}};
  const Say say = in_money(evaluation);
  const std::string net = range_and_point(evaluation, total_net, evaluation.net, say);
  if (!counts_life(*evaluation.study)) {
    part.lines.push_back(fmt::format("Net, with no value of life in it: {}.", net));
  } else {
    part.lines.push_back(
        evaluation.net_without_value_of_life
            ? fmt::format("Net without value of life: {}.", range_and_point(evaluation, total_net_without_life,
                                                                            evaluation.net_without_value_of_life, say))
            : std::string("Net without value of life: not known; the publication's benefit holds a value of life that "
                          "it does not state apart."));
    part.lines.push_back(fmt::format("Net with a value of life, which is no cash: {}.", net));
  }
  part.lines.push_back(fmt::format("Cost: {}.", range_and_point(evaluation, total_cost, evaluation.cost, say)));
  const bool is_ever_defined = evaluation.ratio || (evaluation.drawn && evaluation.drawn->find(total_ratio) != nullptr);
  if (is_ever_defined)
    part.lines.push_back(fmt::format(
        "Benefit for each unit of cost: {}.",
        range_and_point(evaluation, total_ratio, evaluation.ratio, [](double value) { return figure(value); })));
  for (std::string& why : not_defined_sentences(evaluation)) part.lines.push_back(std::move(why));
  if (!evaluation.drawn) part.lines.emplace_back("No range was computed: ask for draws.");
  return part;
}

NotePart certainty(const Evaluation& evaluation) {
  const InputCounts& inputs = evaluation.inputs;
  NotePart part{.title = "How sure", .lines = {}};
  part.lines.push_back(fmt::format(
      "{} of {} inputs have a spread; {} of these spreads are assumed. {} values are assumptions themselves.",
      inputs.with_spread, inputs.parameters, inputs.with_assumed_spread, inputs.assumed));
  if (evaluation.drawn) {
    const Exceeds& exceeds = evaluation.drawn->benefit_exceeds_cost;
    if (exceeds.probability) {
      const std::string share =
          *exceeds.probability > 0.999 ? "more than 99.9" : fmt::format("{:.1f}", *exceeds.probability * 100);
      part.lines.push_back(fmt::format("In {}% of {} draws benefit, value of life included, exceeds cost.", share,
                                       figure(static_cast<double>(evaluation.drawn->percentiles_of))));
    }
    part.lines.push_back(exceeds.why);
  }
  if (!evaluation.study->is_complete)
    part.lines.emplace_back("The publication's inputs are not all public; what is missing is named in the document.");
  for (const std::string& warning : evaluation.study->double_count)
    part.lines.push_back("Counted twice, perhaps: " + warning);
  return part;
}

/// Whether the whole cost is this input, without any arithmetic.
bool is_the_cost(const Study& study, std::string_view parameter) {
  return study.costs.size() == 1 && study.costs.front().money.formula.text == parameter;
}

/// What the cost might be: as much as the benefits less the harms, whatever spread it has.
std::string cost_at_which_net_is_nought(const Evaluation& evaluation) {
  const std::string unit = unit_of(evaluation);
  const std::string here = money(evaluation.cost, unit);
  if (!(evaluation.benefit > 0))
    return fmt::format("Cost of the site: at no cost is the net 0, since benefits less harms are {}; here it is {}.",
                       money(evaluation.benefit, unit), here);
  std::string out = fmt::format("Cost of the site: the net is 0 at {}", money(evaluation.benefit, unit));
  if (evaluation.drawn) {
    const Interval& benefit = evaluation.drawn->of(total_benefit);
    out += fmt::format(" ({} to {} in nine draws of ten)", without_period(money(benefit.p5, unit)),
                       without_period(money(benefit.p95, unit)));
  }
  if (evaluation.net_without_value_of_life && counts_life(*evaluation.study)) {
    const double without = *evaluation.net_without_value_of_life + evaluation.cost;
    out += without > 0 ? fmt::format("; without value of life at {}", money(without, unit))
                       : std::string("; without value of life at no cost");
  }
  return out + fmt::format("; here it is {}.", here);
}

/// Inputs that turn the answer within their range, the nearest to their value first; how many do not; what the harms would have to be.
NotePart what_would_change_it(const Evaluation& evaluation) {
  constexpr std::size_t shown_max = 4;
  const bool pays = evaluation.net >= 0;
  NotePart part{.title = pays ? "What would make it not worth it" : "What would make it worth it", .lines = {}};
  if (!evaluation.break_evens) return part;
  part.lines.push_back(cost_at_which_net_is_nought(evaluation));
  if (!pays)
    part.lines.push_back(fmt::format("As counted here it costs more than it brings: the net is {}.",
                                     money(evaluation.net, unit_of(evaluation))));
  std::vector<const Threshold*> turning;
  std::size_t others = 0;
  for (const auto* thresholds : {&evaluation.break_evens->contested, &evaluation.break_evens->of_harms}) {
    for (const Threshold& threshold : *thresholds) {
      if (is_the_cost(*evaluation.study, threshold.input.name)) continue;  // said above
      if (threshold.crossings.empty())
        ++others;
      else
        turning.push_back(&threshold);
    }
  }
  const auto distance = [](const Threshold* one) {
    return std::abs(one->crossings.front().at - one->input.value) / std::max(1e-300, one->reach.high - one->reach.low);
  };
  std::ranges::stable_sort(turning, {}, distance);
  for (std::size_t i = 0; i < std::min(shown_max, turning.size()); ++i) {
    const Threshold& one = *turning[i];
    part.lines.push_back(fmt::format("{}: the net is 0 at {}; here it is {}.", one.input.label,
                                     with_unit(one.crossings.front().at, one.input.unit),
                                     with_unit(one.input.value, one.input.unit)));
  }
  if (turning.size() > shown_max)
    part.lines.push_back(fmt::format("{} more inputs turn it within their range.", turning.size() - shown_max));
  if (others > 0)
    part.lines.push_back(
        fmt::format("{} input{} that opponents would change {} not turn it alone, over the whole range.", others,
                    others == 1 ? "" : "s", others == 1 ? "does" : "do"));
  double harm = 0;
  for (const HarmBreakEven& one : evaluation.break_evens->harms) harm += one.money.value_or(0);
  if (!evaluation.break_evens->harms.empty() && pays) {
    part.lines.push_back(
        fmt::format("Harms are counted at {}; all together they would have to be {} for the net to be 0.",
                    money(harm, unit_of(evaluation)), money(harm + evaluation.net, unit_of(evaluation))));
  }
  if (!evaluation.break_evens->left_out.empty()) {
    std::string names;
    for (const LeftOut& one : evaluation.break_evens->left_out)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", one.name);
    part.lines.push_back(fmt::format("Not tried, since nothing says how far they may go: {}.", names));
  }
  return part;
}

NotePart own_evidence(const Evaluation& evaluation) {
  NotePart part{.title = "The center's own record", .lines = {}};
  if (!evaluation.options.evidence) return part;
  for (const EvidenceLine& line : evaluation.options.evidence->lines) part.lines.push_back(line.sentence);
  for (const std::string& caution : evaluation.options.evidence->cautions) part.lines.push_back(caution);
  return part;
}

}  // namespace

bool is_nought(const Evaluation& evaluation, const OutcomeResult& one) {
  if (one.value != 0) return false;
  if (!evaluation.drawn) return true;
  const Interval& interval = evaluation.drawn->of(one.outcome->count.name);
  return interval.mean == 0 && interval.sd == 0;
}

std::string amount_of(double value, const std::string& unit, std::string_view currency) {
  if (unit == currency || unit.starts_with(std::string(currency) + "/")) return money(value, unit);
  constexpr std::string_view yearly = "/year";
  if (unit.ends_with(yearly)) return figure(value) + " a year";
  return unit == "1" ? figure(value) : fmt::format("{} {}", figure(value), unit);
}

std::string citation_of(const Evaluation& evaluation) {
  const EvaluateOptions& options = evaluation.options;
  std::string out = fmt::format("{} {}, Alongside {}, seed {}", evaluation.study->id, evaluation.study->digest,
                                ALONGSIDE_VERSION, options.seed);
  out += options.draws == 0 ? ", no draws"
                            : fmt::format(", {} draws{}", options.draws,
                                          options.sequence == chance::Sequence::sobol ? " of a Sobol' sequence" : "");
  for (const Change& change : options.changes) out += fmt::format(", {}={:.15g}", change.name, change.value);
  if (options.evidence) {
    out += fmt::format(", with the record of a {} site {} (prior of {:g} events, at least {})",
                       options.evidence->kind_of_site, options.evidence->digest, options.evidence->options.prior_events,
                       options.evidence->options.events_min);
  }
  return out;
}

std::string whose_figures(const Evaluation& evaluation) {
  std::string out =
      evaluation.options.changes.empty() ? "The document's own figures" : "With figures changed by the reader";
  if (const auto& evidence = evaluation.options.evidence) {
    out += fmt::format(", and the record of a {} site{}", evidence->kind_of_site,
                       evidence->is_invented ? ", whose visits are INVENTED" : "");
  }
  return out + ".";
}

std::vector<NotePart> fiscal_note(const Evaluation& evaluation) {
  std::vector<NotePart> parts{averted(evaluation),     cash(evaluation),      no_cash(evaluation),
                              totals(evaluation),      certainty(evaluation), what_would_change_it(evaluation),
                              own_evidence(evaluation)};
  parts.push_back({.title = "Contrary and null findings", .lines = evaluation.study->contrary});
  parts.push_back({.title = "What is not known", .lines = evaluation.study->not_known});
  parts.push_back(
      {.title = "To cite",
       .lines = {fmt::format("{}{} Document and run: {}.", evaluation.study->citation,
                             evaluation.study->citation.ends_with('.') ? "" : ".", citation_of(evaluation))}});
  return parts;
}

}  // namespace alongside::study
