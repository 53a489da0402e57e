// The plan as a brief of two printed pages for whoever has to decide: where, how many that reaches, how sure, beside what, and what it stands on. Nothing
// is loaded from elsewhere; no number in it is of a place with fewer than ten deaths (handed_round.hpp).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "document/html.hpp"
#include "plan/words/amounts.hpp"
#include "plan/words/figure_labels.hpp"
#include "plan/words/map_svg.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {

namespace {

using document::html_escaped;

// Nothing is smaller than 9 pt on paper.
constexpr std::string_view style = R"(
:root{color-scheme:light;font:16px/1.45 system-ui,sans-serif;color:#1b1f23;background:#fff}
body{max-width:48rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.2;margin:.2rem 0}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}p{margin:.4rem 0}
.lead{font-size:1.15rem}.about,.small,caption{font-size:.85rem;color:#3d444d}caption{text-align:left;padding:.2rem 0}
.beside{display:grid;grid-template-columns:minmax(0,4fr) minmax(0,3fr);gap:1rem;align-items:start}
@media(max-width:40rem){.beside{grid-template-columns:minmax(0,1fr)}}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .5rem .2rem 0;border-bottom:1px solid #d0d7de;vertical-align:top;overflow-wrap:break-word}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
svg{width:100%;height:auto;border:1px solid #d0d7de;background:#fbfaf8}
dl{margin:.3rem 0;font-size:.85rem}dt{font-weight:600;display:inline}dd{display:inline;margin:0}dd::after{content:"";display:block;margin-bottom:.15rem}
@page{margin:12mm}
@media print{:root{font-size:9.5pt;line-height:1.3}body{max-width:none;padding:0}h1{font-size:15pt}h2{font-size:11pt;margin:.7rem 0 .2rem}.lead{font-size:11pt}
.about,.small,caption,dl{font-size:9pt}.beside{gap:5mm}svg{max-height:74mm}p{margin:.2rem 0}dl{columns:2;column-gap:6mm;line-height:1.22}tr,svg,dl>div{break-inside:avoid}h2{break-after:avoid}td,th{padding:.08rem .4rem .08rem 0}}
)";

std::string names(const HandedRound& round, const Sites& sites) {
  std::string out;
  for (const std::uint32_t site : sites) {
    if (!round.plan().is_existing(site)) out += (out.empty() ? "" : "; ") + html_escaped(site_name(round, site));
  }
  return out;
}
/// "Bridgeport, Hartford and New Haven".
std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

std::string interval(const OverDraws& spread, int digits = 2) {
  return fmt::format("{} to {}", amount_text(spread.low90, digits), amount_text(spread.high90, digits));
}

/// "centers in Hartford", "at Old Mill", "near Austin".
std::string_view beside_name(const Plan& plan) {
  switch (plan.document->candidates) {
    case CandidateKind::places: return " in";
    case CandidateKind::list: return " at";
    default: return "";
  }
}

/// Years, how many die, how many lie within reach, how many fewer would die: in the first sentences, each with its interval.
std::string lead(const HandedRound& round) {
  const Plan& plan = round.plan();
  const auto& sure = plan.sureness;
  std::vector<std::string> where;
  for (const PlannedSite& site : plan.sites) where.push_back(html_escaped(site_name(round, site.candidate)));
  const std::string spread = sure ? fmt::format(" (nine chances in ten: {})", interval(sure->objective)) : "";
  std::string out = fmt::format(
      "<p class=\"lead\"><strong>{} of {} deaths a year ({:.0f}%) lie within reach of {}{} {}</strong>, by {}",
      amount_text(plan.deaths_reached, 3), amount_text(plan.deaths_all, 3),
      plan.deaths_all > 0 ? 100 * plan.deaths_reached / plan.deaths_all : 0,
      plan.sites.size() == 1 ? "a center" : "centers", beside_name(plan), listed(where),
      html_escaped(plan.years_text()));
  out += sure ? fmt::format("; nine chances in ten are that {} will", interval(sure->deaths_reached)) : "";
  out += ". ";
  if (plan.document->objective == Objective::deaths_averted && !plan.overdoses)
    out += fmt::format("Of those the center{} would avert about <strong>{} a year</strong>{}. ",
                       plan.sites.size() == 1 ? "" : "s", amount_text(plan.solution.objective), spread);
  else
    out += fmt::format("What was looked for: {}: <strong>{}</strong>{}. ", html_escaped(plan.unit.text),
                       amount_text(plan.solution.objective), spread);
  if (plan.overdoses)
    out += fmt::format("{} of {} overdoses a year that ambulances meet lie within that reach. ",
                       amount_text(plan.overdoses_reached), amount_text(plan.overdoses_all));
  return out + html_escaped(plan.best_text()) + "</p>\n";
}

std::string sites_table(const HandedRound& round, bool with_vetoes) {
  const Plan& plan = round.plan();
  const bool drawn = plan.sureness.has_value();
  std::string out =
      fmt::format("<table><caption>Serves: {}{}</caption><tr><th>Center</th><th class=\"n\">Serves</th>{}{}</tr>\n",
                  html_escaped(plan.site_unit()),
                  drawn ? ". Among the best: in how many of the futures drawn the best plan has it" : "",
                  drawn ? "<th class=\"n\">Among the best</th>" : "",
                  with_vetoes ? "<th class=\"n\">Without it, less</th><th>Then best</th>" : "");
  for (const PlannedSite& site : plan.sites) {
    const std::string where = near_text(round, site.candidate);
    out += fmt::format("<tr><td>{}{}{}</td><td class=\"n\">{}</td>", html_escaped(site_name(round, site.candidate)),
                       where.empty() ? "" : "<br><span class=\"small\">" + html_escaped(where) + "</span>",
                       site.forced ? " (asked for)" : "", amount_text(site.demand_served));
    if (drawn)
      out += fmt::format("<td class=\"n\">{}</td>",
                         site.chosen_share ? fmt::format("{:.0f}%", 100 * *site.chosen_share) : "");
    if (with_vetoes)
      out += site.veto_cost
                 ? fmt::format("<td class=\"n\">{}{}</td><td>{}</td>", amount_text(std::max(0.0, *site.veto_cost), 2),
                               site.veto_spread ? " (" + interval(*site.veto_spread) + ")" : "",
                               names(round, site.instead))
                 : "<td class=\"n\">not known</td><td>no other is allowed</td>";
    out += "</tr>\n";
  }
  return out + "</table>\n";
}

std::string costs_table(const HandedRound& round) {
  const Plan& plan = round.plan();
  if (plan.costs.empty()) return {};
  std::string out = fmt::format(
      "<h2>The cost of each death averted</h2><table><tr><th class=\"n\">Centers</th><th class=\"n\">Deaths averted a "
      "year</th><th class=\"n\">{0} a year</th><th class=\"n\">{0} for each</th><th>Where</th></tr>\n",
      html_escaped(plan.document->currency));
  for (const CostPoint& point : plan.costs) {
    out += fmt::format(
        "<tr><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
        "class=\"n\">{}</td><td>{}</td></tr>\n",
        point.sites, amount_text(point.averted), amount_text(point.cost), amount_text(point.cost / point.averted),
        names(round, point.set));
  }
  return out + "</table>\n";
}

/// "the same and Waterbury" where the set holds the one before it.
std::string set_beside(const HandedRound& round, const CurvePoint& point, const CurvePoint* before) {
  if (before == nullptr || !std::includes(point.set.begin(), point.set.end(), before->set.begin(), before->set.end()))
    return names(round, point.set);
  Sites more;
  std::set_difference(point.set.begin(), point.set.end(), before->set.begin(), before->set.end(),
                      std::back_inserter(more));
  return "the same and " + names(round, more);
}

std::string curve_table(const HandedRound& round) {
  const Plan& plan = round.plan();
  if (plan.curve.empty() || !plan.costs.empty()) return {};
  const bool priced = plan.curve.front().cost_per_unit.has_value();
  std::string out = fmt::format(
      "<h2>One more, one fewer</h2><table><caption>{}</caption><tr><th class=\"n\">Centers</th><th class=\"n\">Together"
      "</th><th class=\"n\">The last adds</th>{}<th>Where</th></tr>\n",
      html_escaped(plan.unit.text),
      priced ? fmt::format("<th class=\"n\">{} for each</th>", html_escaped(plan.document->currency)) : "");
  const CurvePoint* before = nullptr;
  for (const CurvePoint& point : plan.curve) {
    const std::string price =
        priced ? fmt::format("<td class=\"n\">{}</td>", point.cost_per_unit ? amount_text(*point.cost_per_unit) : "")
               : "";
    out += fmt::format("<tr><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>{}<td>{}</td></tr>\n",
                       point.sites, amount_text(point.objective), point.one_more ? amount_text(*point.one_more, 2) : "",
                       price, set_beside(round, point, before));
    before = &point;
  }
  return out + "</table>\n";
}

std::string paragraph(const std::string& says) { return says.empty() ? "" : "<p>" + html_escaped(says) + "</p>\n"; }

std::string how_sure(const Plan& plan) {
  if (!plan.sureness) return {};
  const Sureness& sure = *plan.sureness;
  return fmt::format(
      "<h2>How sure</h2><p>{} futures were drawn of {}. In {:.0f}% of them no other choice is better; on average the "
      "best choice of each is better by {} {}.</p>\n",
      sure.draws, html_escaped(plan.drawn_text()), 100 * sure.best_share, amount_text(sure.regret.mean, 2),
      html_escaped(plan.unit.text));
}

/// Whether a figure decides nothing here: a limit by region that is none.
bool binds_nothing(const Plan& plan, const document::Figure& figure) {
  return (figure.path == "rules.at_least_per_region" && plan.document->per_region.at_least == 0) ||
         (figure.path == "rules.at_most_per_region" &&
          plan.document->per_region.at_most >= plan.candidates.size() - plan.existing);
}

/// A source that several figures share stands once.
std::string stands_on(const Plan& plan) {
  std::string out = "<h2>What this stands on</h2>\n<dl>\n";
  std::map<std::string, std::string> said;  // a source, by the figure that it stands with
  for (const document::Figure& figure : plan.figures) {
    if (binds_nothing(plan, figure)) continue;
    const std::string label = label_of(figure.path);
    const std::string_view basis = figure.basis == document::FigureBasis::assumed   ? "assumed"
                                   : figure.basis == document::FigureBasis::derived ? "worked out"
                                                                                    : "read in a source";
    const auto [first, is_new] = said.emplace(figure.says, label);
    out += fmt::format("<div><dt>{}: {}</dt> <dd>({}) {}</dd></div>\n", html_escaped(label), html_escaped(figure.value),
                       basis, is_new ? html_escaped(figure.says) : "As for: " + html_escaped(first->second));
  }
  return out +
         fmt::format("<div><dt>Places</dt> <dd>{}</dd></div>\n</dl>\n", html_escaped(plan.document->places.source));
}

std::string hidden_text(const HandedRound& round) {
  const std::size_t count = round.hidden();
  if (count == 0) return {};
  return fmt::format(
      "{} place{} had from one to nine deaths in these years, which may tell of somebody whom others know. This page "
      "does not "
      "tell which of these numbers any of them had: all of it was worked out as if each had had {}{}.",
      count, count == 1 ? "" : "s", amount_text(round.each(), 2),
      round.plan().overdoses ? ", and small counts of overdoses alike" : "");
}

}  // namespace

std::string plan_as_html(const HandedRound& round, const std::optional<Hindsight>& hindsight, const PageWords& said) {
  const Plan& plan = round.plan();
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{0}: where the next centers "
      "go</title><style>{1}</style></head><body><main>\n<h1>{0}: where the next centers go</h1>\n<p "
      "class=\"about\">{2}{3}</p>\n",
      html_escaped(plan.document->name), style, said.made_on.empty() ? "" : html_escaped(said.made_on) + ". ",
      html_escaped(plan.document->about));
  out += lead(round);
  out += paragraph(plan.fewer_text());
  out += paragraph(plan.existing_text());
  out += "<div class=\"beside\"><div>" + map_svg(round) + "</div><div>" + sites_table(round, said.with_vetoes) +
         "</div></div>\n";
  out += paragraph(hidden_text(round));
  for (const std::string& remark : plan.remarks) out += paragraph(remark);
  const bool is_full = plan.capacity && plan.capacity->exceeded > 0;
  const bool by_visits = plan.document->objective == Objective::person_visits;
  for (const std::string& says :
       {by_visits || is_full ? plan.visits_says().text() : std::string(),
        is_full ? plan.capacity->says.text() : std::string(), plan.costs_says().text(), plan.phases_text()})
    out += paragraph(says);
  out += fmt::format("<h2>Beside counting</h2><p>The places with the most past deaths: {}. {} {}</p>\n",
                     names(round, plan.naive), html_escaped(plan.beside_naive().text()),
                     html_escaped(plan.beside_own_reach().text()));
  if (hindsight) out += paragraph(hindsight->says().text());
  out += how_sure(plan);
  const bool robust_differs = plan.chosen_as_robust || (plan.sureness && plan.sureness->robust &&
                                                        plan.sureness->robust->set != plan.solution.sites);
  if (robust_differs)
    out += paragraph(plan.robust_text([&](std::uint32_t candidate) { return site_name(round, candidate); }));
  out += paragraph(said.coverage.text());
  out += costs_table(round);
  out += curve_table(round);
  out +=
      fmt::format("<h2>What residents said, and who was asked</h2><p>{}</p>\n<h2>What the law allows</h2><p>{}</p>\n",
                  html_escaped(plan.document->residents), html_escaped(plan.document->law));
  return out + stands_on(plan) + "</main></body></html>\n";
}

}  // namespace alongside::plan
