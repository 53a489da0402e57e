// The fiscal note as a page of its own: the answer and the outcomes as tables, the rest sentence by sentence in two columns. Prints on one or two letter
// pages at 9 points or more; no script, nothing from elsewhere.
#include <fmt/format.h>

#include "document/html.hpp"
#include "study/report/figures.hpp"
#include "study/report/fiscal_note.hpp"

namespace alongside::study {

namespace {

using document::html_escaped;

constexpr std::string_view style = R"(
:root{--ink:#1f2a30;--soft:#56646c;--line:#d5dde0;--teal:#0f6b6b;--ground:#f1f7f6}
*{box-sizing:border-box}
body{font:15px/1.45 Inter,"Source Sans 3","Liberation Sans",system-ui,sans-serif;color:var(--ink);background:#fff;max-width:54rem;margin:2rem auto;padding:0 1.2rem}
header{border-top:4px solid var(--teal);padding-top:.6rem}
.kind{margin:0;font-weight:700;color:var(--teal)}
h1{font-size:1.6rem;line-height:1.2;letter-spacing:-.01em;margin:.1rem 0 .25rem}
h2{font-size:1.05rem;margin:1rem 0 .25rem;color:var(--teal);break-after:avoid}
p{margin:.15rem 0}ul{margin:.15rem 0;padding-left:1.1rem}li{margin:.12rem 0;break-inside:avoid;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.changed{margin:.6rem 0;padding:.4rem .8rem;border-left:3px solid var(--teal);background:var(--ground)}
.answer{display:flex;flex-wrap:wrap;margin:.9rem 0 .4rem;border:1px solid var(--line);border-radius:6px;overflow:hidden;background:var(--ground)}
.answer div{flex:1 1 9rem;padding:.6rem .8rem;border-left:1px solid var(--line);margin-left:-1px}
.answer .name{color:var(--soft)}.answer .amount{display:block;font-weight:700;font-size:1.12rem;line-height:1.25}
table{width:100%;border-collapse:collapse;margin:.3rem 0}
th,td{text-align:right;padding:.22rem .5rem;border-bottom:1px solid var(--line);vertical-align:top;font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left;padding-left:0}th:last-child,td:last-child{text-align:left;padding-right:0}
td{white-space:nowrap}thead th{color:var(--soft);font-weight:600;border-bottom-color:var(--soft)}tbody th{font-weight:400}tr{break-inside:avoid}
@media print{
@page{size:letter;margin:13mm 14mm}
body{margin:0;padding:0;max-width:none;font-size:9pt;line-height:1.32}
h1{font-size:15pt}h2{font-size:10pt;margin:.7rem 0 .15rem}
.answer{margin:.5rem 0 .3rem}.answer div{padding:.4rem .6rem}.answer .amount{font-size:10.5pt}
th,td{padding:.14rem .4rem}
.parts{columns:2;column-gap:8mm;margin-top:.6rem}.parts section:first-child h2{margin-top:0}
.answer,.changed,thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
)";

/// One of the figures that the page begins with: a range before a point.
std::string figure_box(const Evaluation& evaluation, std::string_view label, std::string_view name,
                       std::optional<double> point, bool is_money) {
  const std::string unit = evaluation.money_unit.text();
  const std::size_t slash = unit.find('/');
  const auto say = [&](double value) { return is_money ? money(value, unit.substr(0, slash)) : figure(value); };
  const std::string period =
      is_money && slash != std::string::npos ? fmt::format("a {}; ", unit.substr(slash + 1)) : "";
  const std::string at_figures = point ? say(*point) : "not defined";
  const Interval* const interval = evaluation.drawn ? evaluation.drawn->find(name) : nullptr;
  std::string out = fmt::format("<div><span class=\"name\">{}</span>", html_escaped(label));
  if (interval == nullptr) {
    return out + fmt::format("<span class=\"amount\">{}</span><span class=\"soft\">{}</span></div>\n",
                             html_escaped(at_figures), period.substr(0, period.find(';')));
  }
  out += fmt::format("<span class=\"amount\">{} to {}</span>", html_escaped(say(interval->p5)),
                     html_escaped(say(interval->p95)));
  return out + fmt::format("<span class=\"soft\">{}{} on average, {} at its own figures</span></div>\n", period,
                           html_escaped(say(interval->mean)), html_escaped(at_figures));
}

std::string answer(const Evaluation& evaluation) {
  std::string out = "<div class=\"answer\">\n";
  if (!counts_life(*evaluation.study)) {
    out += figure_box(evaluation, "Net", total_net, evaluation.net, true);
  } else {
    out += evaluation.net_without_value_of_life
               ? figure_box(evaluation, "Net without value of life", total_net_without_life,
                            evaluation.net_without_value_of_life, true)
               : std::string(
                     "<div><span class=\"name\">Net without value of life</span><span "
                     "class=\"amount\">not known</span></div>\n");
    out += figure_box(evaluation, "Net with a value of life (no cash)", total_net, evaluation.net, true);
  }
  out += figure_box(evaluation, "Cost", total_cost, evaluation.cost, true);
  out += figure_box(evaluation, "Benefit for each unit of cost", total_ratio, evaluation.ratio, false);
  out += "</div>\n";
  if (evaluation.drawn) out += "<p class=\"soft\">Ranges hold nine draws in ten.</p>\n";
  for (const document::Sentences& why : not_defined_sentences(evaluation))
    out += fmt::format("<p class=\"soft\">{}</p>\n", html_escaped(why.text()));
  return out;
}

std::string outcome_row(const Evaluation& evaluation, const OutcomeResult& one) {
  const StudyOutcome& outcome = *one.outcome;
  const std::string& currency = evaluation.study->currency;
  const std::string unit = outcome.count.unit.text();
  const bool is_harm = outcome.kind == OutcomeKind::harm;
  const auto say = [&](double value) { return amount_of(value, unit, currency); };
  std::string out =
      fmt::format("<tr><th scope=\"row\">{}{}</th>", is_harm ? "Against it: " : "", html_escaped(outcome.count.label));
  if (evaluation.drawn) {
    const Interval& interval = evaluation.drawn->of(outcome.count.name);
    out +=
        fmt::format("<td>{} to {}</td><td>{}</td>", figure(interval.p5), figure(interval.p95), figure(interval.mean));
  }
  out += fmt::format("<td>{}</td>", html_escaped(say(one.value)));
  if (one.money) {
    const double amount = is_harm ? -*one.money : *one.money;
    out += fmt::format("<td>{}</td><td>{}</td></tr>\n", html_escaped(money(amount, currency)),
                       html_escaped(name_of(outcome.paid.payer)));
  } else {
    out += "<td></td><td></td></tr>\n";
  }
  return out;
}

/// What the note's first part says, as a table; the harms that are nothing here stay a sentence.
std::string outcomes(const Evaluation& evaluation, const NotePart& part) {
  std::string out =
      fmt::format("<h2>{}</h2>\n<table><thead><tr><th scope=\"col\">Outcome</th>", html_escaped(part.title.text));
  if (evaluation.drawn) out += "<th scope=\"col\">nine draws in ten</th><th scope=\"col\">on average</th>";
  out +=
      "<th scope=\"col\">at its own figures</th><th scope=\"col\">in money</th><th scope=\"col\">whose</th></tr>"
      "</thead><tbody>\n";
  for (const OutcomeKind kind : {OutcomeKind::benefit, OutcomeKind::harm}) {
    for (const OutcomeResult& one : evaluation.outcomes) {
      if (one.outcome->kind == kind && !is_nought(evaluation, one)) out += outcome_row(evaluation, one);
    }
  }
  out += "</tbody></table>\n";
  for (const document::Sentences& line : part.lines) {
    if (line.all().front().name == nought_name)
      out += fmt::format("<p class=\"soft\">{}</p>\n", html_escaped(line.text()));
  }
  return out;
}

}  // namespace

std::string fiscal_note_html(const Evaluation& evaluation) {
  const Study& study = *evaluation.study;
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>Fiscal note: {0}</title><style>{1}</style></head><body>\n"
      "<header><p class=\"kind\">Fiscal note</p><h1>{0}</h1>\n<p class=\"soft\">{2}. Prices of {3}. {4}</p></header>\n",
      html_escaped(study.title), style, html_escaped(study.place), html_escaped(price_year_in_words(study)),
      html_escaped(whose_figures(evaluation)));
  if (!evaluation.options.changes.empty()) {
    out += "<div class=\"changed\"><ul>";
    for (const Change& change : evaluation.options.changes)
      out += fmt::format("<li>{} = {}</li>", html_escaped(change.name), figure(change.value));
    out += "</ul></div>\n";
  }
  const std::vector<NotePart> parts = fiscal_note(evaluation);
  out += answer(evaluation) + outcomes(evaluation, parts.front()) + "<main class=\"parts\">\n";
  for (const NotePart& part : parts) {
    const bool is_above = &part == &parts.front() || part.title.name == totals_name;
    if (is_above || part.lines.empty()) continue;
    out += fmt::format("<section><h2>{}</h2>\n<ul>\n", html_escaped(part.title.text));
    for (const document::Sentences& line : part.lines) out += fmt::format("<li>{}</li>\n", html_escaped(line.text()));
    out += "</ul></section>\n";
  }
  return out + "</main></body></html>\n";
}

}  // namespace alongside::study
