#include "study/report/fiscal_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

std::string unit_of(const Evaluation& evaluation) { return evaluation.money_unit.text(); }

NotePart cash(const Evaluation& evaluation) {
  NotePart part{.title = "This year's cash, by payer", .lines = {}};
  for (const PayerResult& one : evaluation.by_payer) {
    if (one.payer == Payer::value_of_life) continue;
    const double net = one.benefit - one.cost;
    const std::string who = one.payer == Payer::not_stated ? "payer not stated by the study" : std::string(name_of(one.payer));
    const std::string amount = money(std::abs(net), unit_of(evaluation));
    part.lines.push_back(net >= 0 ? fmt::format("{}: spends {} less.", who, amount) : fmt::format("{}: spends {} more.", who, amount));
  }
  const bool assumed = std::ranges::any_of(evaluation.outcomes, [](const OutcomeResult& one) { return one.money && one.outcome->paid.basis == Basis::assumed; });
  if (assumed) part.lines.emplace_back("Who saves is an assumption of this document: the publication counts the money of everybody together.");
  return part;
}

NotePart totals(const Evaluation& evaluation) {
  NotePart part{.title = "All together", .lines = {}};
  const std::string unit = unit_of(evaluation);
  if (evaluation.drawn) {
    const Interval& net = evaluation.drawn->of(total_net_without_life);
    const Interval& with = evaluation.drawn->of(total_net);
    const Interval& ratio = evaluation.drawn->of(total_ratio);
    part.lines.push_back(fmt::format("Net without value of life: {} to {} (nine draws in ten); at the document's own figures {}.", money(net.p5, unit), money(net.p95, unit), money(evaluation.net_without_value_of_life, unit)));
    part.lines.push_back(fmt::format("Net with a value of life, which is no cash: {} to {}; at the document's own figures {}.", money(with.p5, unit), money(with.p95, unit), money(evaluation.net, unit)));
    part.lines.push_back(fmt::format("Benefit for each unit of cost: {} to {}; at the document's own figures {}.", figure(ratio.p5), figure(ratio.p95), figure(evaluation.ratio)));
  } else {
    part.lines.push_back(fmt::format("Net without value of life: {}. With it, which is no cash: {}. Benefit for each unit of cost: {}.", money(evaluation.net_without_value_of_life, unit), money(evaluation.net, unit), figure(evaluation.ratio)));
    part.lines.emplace_back("No range was computed: ask for draws.");
  }
  return part;
}

NotePart certainty(const Evaluation& evaluation) {
  const InputCounts& inputs = evaluation.inputs;
  NotePart part{.title = "How sure", .lines = {}};
  part.lines.push_back(fmt::format("{} of {} inputs have a spread; {} of these spreads are assumed. {} values are assumptions themselves.", inputs.with_spread, inputs.parameters, inputs.with_assumed_spread, inputs.assumed));
  if (evaluation.drawn) {
    const Exceeds& exceeds = evaluation.drawn->benefit_exceeds_cost;
    if (exceeds.probability) part.lines.push_back(fmt::format("In {:.0f}% of {} draws benefit exceeds cost.", *exceeds.probability * 100, figure(static_cast<double>(evaluation.drawn->percentiles_of))));
    part.lines.push_back(exceeds.why);
  }
  if (!evaluation.study->is_complete) part.lines.emplace_back("The publication's inputs are not all public; what is missing is named in the document.");
  for (const std::string& warning : evaluation.study->double_count) part.lines.push_back("Counted twice, perhaps: " + warning);
  return part;
}

/// Inputs that turn the answer within their range, each in a sentence; those that do not by themselves, together in one.
NotePart what_would_change_it(const Evaluation& evaluation) {
  NotePart part{.title = "What would make it not worth it", .lines = {}};
  if (!evaluation.break_evens) return part;
  std::string without;
  for (const auto* thresholds : {&evaluation.break_evens->contested, &evaluation.break_evens->of_harms}) {
    for (const Threshold& threshold : *thresholds) {
      if (!threshold.crossings.empty()) {
        part.lines.push_back(fmt::format("{}: {}", threshold.input.label, threshold.sentence));
      } else {
        without += fmt::format("{}{} ({} to {})", without.empty() ? "" : "; ", threshold.input.label, figure(threshold.reach.low), with_unit(threshold.reach.high, threshold.input.unit));
      }
    }
  }
  if (!without.empty()) part.lines.push_back(fmt::format("By itself, over its whole range, none of these turns the net from one side of 0 to the other: {}.", without));
  return part;
}

NotePart own_evidence(const Evaluation& evaluation) {
  NotePart part{.title = "The center's own record", .lines = {}};
  if (!evaluation.evidence) return part;
  for (const EvidenceLine& line : evaluation.evidence->lines) part.lines.push_back(line.sentence);
  for (const std::string& caution : evaluation.evidence->cautions) part.lines.push_back(caution);
  return part;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

constexpr std::string_view style =
    "body{font:14px/1.45 Inter,system-ui,sans-serif;color:#1f2a30;background:#fff;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.35rem;margin:0 0 .2rem}h2{font-size:1rem;margin:1rem 0 .2rem;color:#0f6b6b}p{margin:.15rem 0}ul{margin:.15rem 0;padding-left:1.1rem}"
    ".soft{color:#5d6b73}@media print{body{margin:0;max-width:none;font-size:11px}@page{size:letter;margin:15mm}}";

}  // namespace

std::string citation_of(const Evaluation& evaluation) {
  return fmt::format("{} {}, Alongside {}, seed {}", evaluation.study->id, evaluation.study->digest, ALONGSIDE_VERSION, evaluation.options.seed);
}

std::vector<NotePart> fiscal_note(const Evaluation& evaluation) {
  std::vector<NotePart> parts{cash(evaluation), totals(evaluation), certainty(evaluation), what_would_change_it(evaluation), own_evidence(evaluation)};
  parts.push_back({.title = "Contrary and null findings", .lines = evaluation.study->contrary});
  parts.push_back({.title = "What is not known", .lines = evaluation.study->not_known});
  parts.push_back({.title = "To cite", .lines = {fmt::format("{} Document and run: {}.", evaluation.study->citation, citation_of(evaluation))}});
  return parts;
}

std::string fiscal_note_html(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Fiscal note: {0}</title><style>{1}</style></head><body>\n"
      "<h1>Fiscal note: {0}</h1>\n<p class=\"soft\">{2}. Prices of {3}. {4}</p>\n",
      escaped(study.title), style, escaped(study.place), study.price_year ? std::to_string(*study.price_year) : "a year that the publication does not state",
      evaluation.options.changes.empty() ? "The document's own figures." : "With figures changed by the reader:");
  if (!evaluation.options.changes.empty()) {
    out += "<ul>";
    for (const Change& change : evaluation.options.changes) out += fmt::format("<li>{} = {}</li>", escaped(change.name), figure(change.value));
    out += "</ul>\n";
  }
  for (const NotePart& part : fiscal_note(evaluation)) {
    if (part.lines.empty()) continue;
    out += fmt::format("<h2>{}</h2>\n<ul>\n", escaped(part.title));
    for (const std::string& line : part.lines) out += fmt::format("<li>{}</li>\n", escaped(line));
    out += "</ul>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace alongside::study
