#include "study/report/fiscal_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "study/report/figures.hpp"
#include "study/report/note_words.hpp"

namespace alongside::study {

using namespace document;  // sentences and their values

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

/// "$849,660 less this year"
Sentence spent(const Evaluation& evaluation, When when, double amount) {
  const bool is_over_a_year = evaluation.study->is_over_a_year;
  const Value much = money_value(std::abs(amount), is_over_a_year ? evaluation.study->currency : unit_of(evaluation));
  Sentences by_when;
  if (is_over_a_year)
    by_when = when == When::this_year  ? sentence<"note.this_year">()
              : when == When::lifetime ? sentence<"note.over_lives">()
                                       : sentence<"note.when_not_stated">();
  return amount >= 0 ? sentence<"note.less">("amount"_is = much, "when"_is = part(by_when))
                     : sentence<"note.more">("amount"_is = much, "when"_is = part(by_when));
}

NotePart cash(const Evaluation& evaluation) {
  NotePart out{.title = evaluation.study->is_over_a_year
                            ? sentence<"note.cash_of_a_year">()
                            : sentence<"note.cash_over">("horizon"_is = quote(evaluation.study->horizon)),
               .lines = {}};
  bool is_assumed = false;
  for (const PayerResult& one : evaluation.by_payer) {
    if (!is_cash(one.payer)) continue;
    const Cash cash = cash_of(evaluation, one.payer);
    std::vector<Value> amounts;
    for (const When when : {When::this_year, When::not_stated, When::lifetime}) {
      const auto index = static_cast<std::size_t>(when);
      if (cash.has[index]) amounts.push_back(part(spent(evaluation, when, cash.by_when[index])));
    }
    out.lines.emplace_back(sentence<"note.spends">("payer"_is = part(payer_words(one.payer)),
                                                   "amounts"_is = list(std::move(amounts), Joined::semicolon)));
  }
  for (const OutcomeResult& one : evaluation.outcomes)
    is_assumed = is_assumed || (one.money && one.outcome->paid.basis == Basis::assumed);
  if (is_assumed)
    out.lines.emplace_back(is_of_a_publication(*evaluation.study) ? sentence<"note.who_is_assumed_beside">()
                                                                  : sentence<"note.who_is_assumed">());
  return out;
}

NotePart no_cash(const Evaluation& evaluation) {
  NotePart out{.title = sentence<"note.no_cash">(), .lines = {}};
  for (const PayerResult& one : evaluation.by_payer) {
    if (is_cash(one.payer)) continue;
    if (one.benefit == 0 && one.cost == 0) continue;
    const double net = one.benefit - one.cost;
    const Value payer = part(payer_words(one.payer));
    const Value amount = money_value(std::abs(net), unit_of(evaluation));
    out.lines.emplace_back(net >= 0 ? sentence<"note.gained">("payer"_is = payer, "amount"_is = amount)
                                    : sentence<"note.forgone">("payer"_is = payer, "amount"_is = amount));
  }
  return out;
}

using Say = std::function<Value(double)>;

/// "$1.28 million to $5.54 million a year (nine draws in ten), $3.2 million on average; at its own figures $3.16 million"
Value range_and_point(const Evaluation& evaluation, std::string_view name, std::optional<double> point,
                      const Say& say) {
  const Value at_figures = point ? say(*point) : part(sentence<"study.not_defined">());
  const Interval* const interval = evaluation.drawn ? evaluation.drawn->find(name) : nullptr;
  if (interval == nullptr) return at_figures;
  return part(sentence<"note.range">("low"_is = without_period(say(interval->p5)), "high"_is = say(interval->p95),
                                     "mean"_is = without_period(say(interval->mean)),
                                     "point"_is = without_period(at_figures)));
}

Say in_money(const Evaluation& evaluation) {
  return [unit = unit_of(evaluation)](double value) { return money_value(value, unit); };
}

/// Of each outcome how much, in its own unit; what counts against it after what it brings. A harm that is 0 throughout is only named.
NotePart averted(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  NotePart out{.title = study.is_over_a_year ? sentence<"note.a_year_of_it">()
                                             : sentence<"note.time_of_it">("horizon"_is = quote(study.horizon)),
               .lines = {}};
  std::vector<Value> at_nought;
  for (const OutcomeKind kind : {OutcomeKind::benefit, OutcomeKind::harm}) {
    for (const OutcomeResult& one : evaluation.outcomes) {
      const Named& count = one.outcome->count;
      if (one.outcome->kind != kind) continue;
      if (is_nought(evaluation, one)) {
        at_nought.push_back(quote(count.label));
        continue;
      }
      const Sentences against = kind == OutcomeKind::harm ? sentence<"note.against">() : Sentences();
      const Sentences by_class =
          one.result_class ? sentence<"note.class">("class"_is = part(class_words(one))) : Sentences();
      out.lines.emplace_back(sentence<"note.outcome">(
          "against"_is = part(against), "label"_is = quote(count.label),
          "amount"_is =
              range_and_point(evaluation, count.name, one.value,
                              [&](double value) { return outcome_value(value, count.unit.text(), study.currency); }),
          "class"_is = part(by_class)));
    }
  }
  if (!at_nought.empty())
    out.lines.emplace_back(
        sentence<"note.counted_as_nought">("labels"_is = list(std::move(at_nought), Joined::semicolon)));
  return out;
}

NotePart totals(const Evaluation& evaluation) {
  NotePart out{.title = sentence<"note.all_together">(), .lines = {}};
  const Say say = in_money(evaluation);
  const Value net = range_and_point(evaluation, total_net, evaluation.net, say);
  if (!counts_life(*evaluation.study)) {
    out.lines.emplace_back(sentence<"note.net_no_life">("amount"_is = net));
  } else {
    out.lines.emplace_back(
        evaluation.net_without_value_of_life
            ? sentence<"note.net_without">("amount"_is = range_and_point(evaluation, total_net_without_life,
                                                                         evaluation.net_without_value_of_life, say))
            : sentence<"note.net_without_unknown">());
    out.lines.emplace_back(sentence<"note.net_with">("amount"_is = net));
  }
  out.lines.emplace_back(
      sentence<"note.cost">("amount"_is = range_and_point(evaluation, total_cost, evaluation.cost, say)));
  const bool is_ever_defined = evaluation.ratio || (evaluation.drawn && evaluation.drawn->find(total_ratio) != nullptr);
  if (is_ever_defined)
    out.lines.emplace_back(
        sentence<"note.ratio">("amount"_is = range_and_point(evaluation, total_ratio, evaluation.ratio, figure_value)));
  for (Sentences& why : not_defined_sentences(evaluation)) out.lines.push_back(std::move(why));
  if (!evaluation.drawn) out.lines.emplace_back(sentence<"note.no_range">());
  return out;
}

NotePart certainty(const Evaluation& evaluation) {
  const InputCounts& inputs = evaluation.inputs;
  const auto whole = [](std::size_t number) { return count(static_cast<double>(number)); };
  NotePart out{.title = sentence<"note.how_sure">(), .lines = {}};
  out.lines.emplace_back(
      sentence<"note.inputs">("spread"_is = whole(inputs.with_spread), "of"_is = whole(inputs.parameters),
                              "assumed"_is = whole(inputs.with_assumed_spread), "values"_is = whole(inputs.assumed)));
  if (evaluation.drawn) {
    const Exceeds& exceeds = evaluation.drawn->benefit_exceeds_cost;
    constexpr double nearly_all = 0.999;
    if (exceeds.probability)
      out.lines.emplace_back(sentence<"note.probability">(
          "share"_is = *exceeds.probability > nearly_all
                           ? part(sentence<"note.more_than">("share"_is = percent(nearly_all, 1)))
                           : percent(*exceeds.probability, 1),
          "draws"_is = figure_value(static_cast<double>(evaluation.drawn->percentiles_of))));
    out.lines.push_back(exceeds.why);
  }
  if (!evaluation.study->is_complete) out.lines.emplace_back(sentence<"note.incomplete">());
  for (const std::string& warning : evaluation.study->double_count)
    out.lines.emplace_back(sentence<"note.counted_twice">("warning"_is = quote(warning)));
  return out;
}

/// Whether the whole cost is this input, without any arithmetic.
bool is_the_cost(const Study& study, std::string_view parameter) {
  return study.costs.size() == 1 && study.costs.front().money.formula.text == parameter;
}

/// What the cost might be: as much as the benefits less the harms, whatever spread it has.
Sentence cost_at_which_net_is_nought(const Evaluation& evaluation) {
  const Say say = in_money(evaluation);
  const Value here = say(evaluation.cost);
  if (!(evaluation.benefit > 0))
    return sentence<"note.cost_never">("benefit"_is = say(evaluation.benefit), "cost"_is = here);
  Sentences range;
  if (evaluation.drawn) {
    const Interval& benefit = evaluation.drawn->of(total_benefit);
    range = sentence<"note.cost_range">("low"_is = without_period(say(benefit.p5)),
                                        "high"_is = without_period(say(benefit.p95)));
  }
  Sentences life;
  if (evaluation.net_without_value_of_life && counts_life(*evaluation.study)) {
    const double without = *evaluation.net_without_value_of_life + evaluation.cost;
    life = without > 0 ? sentence<"note.cost_without_life">("benefit"_is = say(without))
                       : sentence<"note.cost_without_life_never">();
  }
  return sentence<"note.cost_turns">("benefit"_is = say(evaluation.benefit), "range"_is = part(range),
                                     "life"_is = part(life), "cost"_is = here);
}

/// Inputs that turn the answer within their range, the nearest to their value first, and how many do not.
void say_what_turns(const Evaluation& evaluation, std::vector<Sentences>& lines) {
  constexpr std::size_t shown_max = 4;
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
    lines.emplace_back(sentence<"note.turns">("label"_is = quote(one.input.label),
                                              "value"_is = unit_value(one.crossings.front().at, one.input.unit),
                                              "here"_is = unit_value(one.input.value, one.input.unit)));
  }
  if (turning.size() > shown_max)
    lines.emplace_back(sentence<"note.more_turn">("count"_is = count(static_cast<double>(turning.size() - shown_max))));
  if (others > 0) lines.emplace_back(sentence<"note.others">("count"_is = count(static_cast<double>(others))));
}

/// What turns the answer, and what the harms would have to be.
NotePart what_would_change_it(const Evaluation& evaluation) {
  const bool pays = evaluation.net >= 0;
  const Say say = in_money(evaluation);
  NotePart out{.title = pays ? sentence<"note.not_worth">() : sentence<"note.worth">(), .lines = {}};
  if (!evaluation.break_evens) return out;
  out.lines.emplace_back(cost_at_which_net_is_nought(evaluation));
  if (!pays) out.lines.emplace_back(sentence<"note.costs_more">("amount"_is = say(evaluation.net)));
  say_what_turns(evaluation, out.lines);
  double harm = 0;
  for (const HarmBreakEven& one : evaluation.break_evens->harms) harm += one.money.value_or(0);
  if (!evaluation.break_evens->harms.empty() && pays)
    out.lines.emplace_back(sentence<"note.harms">("harm"_is = say(harm), "needed"_is = say(harm + evaluation.net)));
  if (!evaluation.break_evens->left_out.empty()) {
    std::vector<Value> inputs;
    for (const LeftOut& one : evaluation.break_evens->left_out) inputs.push_back(plain(one.name));
    out.lines.emplace_back(sentence<"note.not_tried">("inputs"_is = list(std::move(inputs), Joined::comma)));
  }
  return out;
}

std::vector<Sentences> quotations(const std::vector<std::string>& lines) {
  std::vector<Sentences> out;
  for (const std::string& line : lines) out.emplace_back(quotation(line));
  return out;
}

/// A page asks for none, so its sentences are in English alone.
NotePart own_evidence(const Evaluation& evaluation) {
  NotePart out{.title = sentence<"note.own_record">(), .lines = {}};
  if (!evaluation.options.evidence) return out;
  for (const EvidenceLine& line : evaluation.options.evidence->lines) out.lines.emplace_back(quotation(line.sentence));
  for (const std::string& caution : evaluation.options.evidence->cautions) out.lines.emplace_back(quotation(caution));
  return out;
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
  const Study& study = *evaluation.study;
  std::vector<NotePart> parts{averted(evaluation),     cash(evaluation),      no_cash(evaluation),
                              totals(evaluation),      certainty(evaluation), what_would_change_it(evaluation),
                              own_evidence(evaluation)};
  parts.push_back({.title = sentence<"note.contrary">(), .lines = quotations(study.contrary)});
  parts.push_back({.title = sentence<"note.not_known">(), .lines = quotations(study.not_known)});
  const std::string citation = study.citation + (study.citation.ends_with('.') ? "" : ".");
  parts.push_back(
      {.title = sentence<"note.to_cite">(),
       .lines = {sentence<"note.cite">("citation"_is = quote(citation), "run"_is = plain(citation_of(evaluation)))}});
  return parts;
}

}  // namespace alongside::study
