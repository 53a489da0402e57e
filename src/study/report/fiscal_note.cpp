#include "study/report/fiscal_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/html.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

using document::html_escaped;

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

NotePart cash(const Evaluation& evaluation) {
  NotePart part{.title = evaluation.study->is_over_a_year
                             ? "This year's cash, by payer"
                             : fmt::format("Money by payer, over {}", evaluation.study->horizon),
                .lines = {}};
  bool is_assumed = false;
  for (const PayerResult& one : evaluation.by_payer) {
    if (!is_cash(one.payer)) continue;
    const Cash cash = cash_of(evaluation, one.payer);
    constexpr std::string_view when_words[] = {", when the publication does not say", " this year",
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
    part.lines.push_back(fmt::format("{} spends{}.", name_of(one.payer), line));
  }
  for (const OutcomeResult& one : evaluation.outcomes)
    is_assumed = is_assumed || (one.money && one.outcome->paid.basis == Basis::assumed);
  if (is_assumed)
    part.lines.emplace_back(
        "Who saves is an assumption of this document: the publication counts the money of everybody together.");
  return part;
}

NotePart no_cash(const Evaluation& evaluation) {
  NotePart part{.title = "Counted, and no payer's cash", .lines = {}};
  for (const PayerResult& one : evaluation.by_payer) {
    if (is_cash(one.payer)) continue;
    constexpr std::string_view society = "everybody together (such as what treatment returns)";
    const std::string_view who = one.payer == Payer::society      ? society
                                 : one.payer == Payer::not_stated ? "payers that the publication does not name"
                                                                  : name_of(one.payer);
    const double net = one.benefit - one.cost;
    part.lines.push_back(
        fmt::format("{}: {} {}.", who, money(std::abs(net), unit_of(evaluation)), net >= 0 ? "gained" : "lost"));
  }
  return part;
}

/// "$1.28 million a year to $5.54 million a year (nine draws in ten); at the document's own figures $3.16 million a year."
std::string range_and_point(const Evaluation& evaluation, std::string_view name, double point, bool is_money) {
  const std::string unit = unit_of(evaluation);
  const auto say = [&](double value) { return is_money ? money(value, unit) : figure(value); };
  if (!evaluation.drawn) return say(point);
  const Interval& interval = evaluation.drawn->of(name);
  return fmt::format("{} to {} (nine draws in ten); at its own figures {}", say(interval.p5), say(interval.p95),
                     say(point));
}

NotePart totals(const Evaluation& evaluation) {
  NotePart part{.title = "All together", .lines = {}};
  part.lines.push_back(
      evaluation.net_without_value_of_life
          ? fmt::format("Net without value of life: {}.", range_and_point(evaluation, total_net_without_life,
                                                                          *evaluation.net_without_value_of_life, true))
          : std::string("Net without value of life: not known; the publication's benefit holds a value of life that it "
                        "does not state apart."));
  part.lines.push_back(fmt::format("Net with a value of life, which is no cash: {}.",
                                   range_and_point(evaluation, total_net, evaluation.net, true)));
  part.lines.push_back(fmt::format("Benefit for each unit of cost: {}.",
                                   range_and_point(evaluation, total_ratio, evaluation.ratio, false)));
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

/// Inputs that turn the answer within their range, the nearest to their value first; how many do not; what the harms would have to be.
NotePart what_would_change_it(const Evaluation& evaluation) {
  constexpr std::size_t shown_max = 4;
  const bool pays = evaluation.net >= 0;
  NotePart part{.title = pays ? "What would make it not worth it" : "What would make it worth it", .lines = {}};
  if (!evaluation.break_evens) return part;
  if (!pays)
    part.lines.push_back(fmt::format("As counted here it costs more than it brings: the net is {}.",
                                     money(evaluation.net, unit_of(evaluation))));
  std::vector<const Threshold*> turning;
  std::size_t others = 0;
  for (const auto* thresholds : {&evaluation.break_evens->contested, &evaluation.break_evens->of_harms}) {
    for (const Threshold& threshold : *thresholds) {
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

constexpr std::string_view style =
    "body{font:14px/1.45 Inter,system-ui,sans-serif;color:#1f2a30;background:#fff;max-width:44rem;margin:2rem "
    "auto;padding:0 1rem}"
    "h1{font-size:1.35rem;margin:0 0 .2rem}h2{font-size:1rem;margin:.7rem 0 "
    ".2rem;color:#0f6b6b;break-after:avoid}p{margin:.15rem 0}ul{margin:.15rem 0;padding-left:1.1rem}"
    ".soft{color:#5d6b73}main{columns:1}li{break-inside:avoid}@media "
    "print{body{margin:0;max-width:none;font-size:9.5px;line-height:1.3}main{columns:2;column-gap:8mm}@page{size:"
    "letter;margin:12mm}}";

}  // namespace

std::string citation_of(const Evaluation& evaluation) {
  const EvaluateOptions& options = evaluation.options;
  std::string out = fmt::format("{} {}, Alongside {}, seed {}", evaluation.study->id, evaluation.study->digest,
                                ALONGSIDE_VERSION, options.seed);
  out += options.draws == 0 ? ", no draws"
                            : fmt::format(", {} draws{}", options.draws,
                                          options.sequence == Sequence::sobol ? " of a Sobol' sequence" : "");
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
  std::vector<NotePart> parts{cash(evaluation),
                              no_cash(evaluation),
                              totals(evaluation),
                              certainty(evaluation),
                              what_would_change_it(evaluation),
                              own_evidence(evaluation)};
  parts.push_back({.title = "Contrary and null findings", .lines = evaluation.study->contrary});
  parts.push_back({.title = "What is not known", .lines = evaluation.study->not_known});
  parts.push_back(
      {.title = "To cite",
       .lines = {fmt::format("{} Document and run: {}.", evaluation.study->citation, citation_of(evaluation))}});
  return parts;
}

std::string fiscal_note_html(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Fiscal note: "
      "{0}</title><style>{1}</style></head><body>\n"
      "<h1>Fiscal note: {0}</h1>\n<p class=\"soft\">{2}. Prices of {3}. {4}</p>\n",
      html_escaped(study.title), style, html_escaped(study.place),
      study.price_year ? std::to_string(*study.price_year) : "a year that the publication does not state",
      whose_figures(evaluation));
  if (!evaluation.options.changes.empty()) {
    out += "<ul>";
    for (const Change& change : evaluation.options.changes)
      out += fmt::format("<li>{} = {}</li>", html_escaped(change.name), figure(change.value));
    out += "</ul>\n";
  }
  out += "<main>\n";
  for (const NotePart& part : fiscal_note(evaluation)) {
    if (part.lines.empty()) continue;
    out += fmt::format("<h2>{}</h2>\n<ul>\n", html_escaped(part.title));
    for (const std::string& line : part.lines) out += fmt::format("<li>{}</li>\n", html_escaped(line));
    out += "</ul>\n";
  }
  return out + "</main></body></html>\n";
}

}  // namespace alongside::study
