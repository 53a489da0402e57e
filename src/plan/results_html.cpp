// The plan as one page to read and to print: the map, the sites, how sure, what it stands on. Nothing is loaded from elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "document/html.hpp"
#include "plan/amounts.hpp"
#include "plan/results.hpp"

namespace alongside::plan {

namespace {

using document::html_escaped;

constexpr double map_width = 720;
constexpr double largest_circle = 26;

constexpr std::string_view style = R"(
:root{color-scheme:light;font:16px/1.45 system-ui,sans-serif;color:#1b1f23;background:#fff}
body{max-width:46rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}th,td{text-align:left;padding:.25rem .5rem .25rem 0;border-bottom:1px solid #d0d7de;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{width:100%;height:auto;border:1px solid #d0d7de}
.place{fill:#8c6bb1;fill-opacity:.35;stroke:#5e3c99;stroke-width:.5}.site{fill:none;stroke:#b30000;stroke-width:3}.name{font:600 14px system-ui,sans-serif;fill:#1b1f23;paint-order:stroke;stroke:#fff;stroke-width:3}
.figures{font-size:.85rem}
@media print{body{padding:0}.figures{break-before:page}}
)";

/// Longitude shrunk to the middle's latitude: at the scale of a state nobody sees the difference from a proper projection.
class Projection {
 public:
  explicit Projection(const Plan& plan) {
    for (const Place& place : plan.document->places.places.all()) take(place.at);
    for (const PlannedSite& site : plan.sites) take(plan.candidates[site.candidate].at);
    const double margin = 0.04 * std::max(high_.lat - low_.lat, high_.lon - low_.lon) + 1e-3;
    low_ = {low_.lat - margin, low_.lon - margin};
    high_ = {high_.lat + margin, high_.lon + margin};
    squeeze_ = std::cos((low_.lat + high_.lat) / 2 * std::numbers::pi / 180);
    scale_ = map_width / ((high_.lon - low_.lon) * squeeze_);
  }
  double x(Point at) const { return (at.lon - low_.lon) * squeeze_ * scale_; }
  double y(Point at) const { return (high_.lat - at.lat) * scale_; }
  double height() const { return (high_.lat - low_.lat) * scale_; }

 private:
  void take(Point at) {
    low_ = {std::min(low_.lat, at.lat), std::min(low_.lon, at.lon)};
    high_ = {std::max(high_.lat, at.lat), std::max(high_.lon, at.lon)};
  }
  Point low_{90, 180};
  Point high_{-90, -180};
  double squeeze_ = 1;
  double scale_ = 1;
};

std::string map_svg(const Plan& plan) {
  const Projection to(plan);
  double most = 0;
  for (std::size_t i = 0; i < plan.expected.size(); ++i)
    most = plan.demand.may_show(plan.demand.known_deaths[i]) ? std::max(most, plan.expected[i]) : most;
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Map: a circle for each place, as large as its "
      "expected deaths; rings are the sites\">\n",
      map_width, to.height());
  std::size_t withheld = 0;
  for (std::size_t i = 0; i < plan.expected.size(); ++i) {
    const Place& place = plan.document->places.places[i];
    const bool shown = plan.demand.may_show(plan.demand.known_deaths[i]);
    withheld += shown ? 0 : 1;
    if (plan.is_left_out(i)) continue;
    const std::string says = shown ? fmt::format("{:.1f} deaths a year expected", plan.expected[i])
                                   : "fewer than ten deaths in these years: not shown";
    out +=
        fmt::format("<circle class=\"place\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"><title>{}: {}</title></circle>\n",
                    to.x(place.at), to.y(place.at),
                    shown ? std::max(0.8, largest_circle * std::sqrt(plan.expected[i] / most)) : 0.8,
                    html_escaped(place.name), says);
  }
  for (const PlannedSite& site : plan.sites) {
    const Candidate& at = plan.candidates[site.candidate];
    const bool to_the_left = to.x(at.at) > map_width / 2;
    out += fmt::format(
        "<circle class=\"site\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"9\"/><text class=\"name\" x=\"{:.1f}\" y=\"{:.1f}\" "
        "text-anchor=\"{}\">{}</text>\n",
        to.x(at.at), to.y(at.at), to.x(at.at) + (to_the_left ? -12 : 12), to.y(at.at) + 5,
        to_the_left ? "end" : "start", html_escaped(at.name));
  }
  out += "</svg>\n<p class=\"figures\">Rings: the sites.";
  if (most > 0) out += fmt::format(" Circles: expected deaths a year, the largest {}.", amount_text(most));
  if (withheld > 0)
    out += fmt::format(
        " Of {} places with fewer than ten deaths in these years no number is shown, and none at all of those that are "
        "an address.",
        withheld);
  return out + "</p>\n";
}

std::string names(const Plan& plan, const Sites& sites) {
  std::string out;
  for (const std::uint32_t site : sites) out += (out.empty() ? "" : "; ") + html_escaped(plan.candidates[site].name);
  return out;
}

std::string sites_table(const Plan& plan, bool with_vetoes) {
  std::string out = fmt::format(
      "<table><caption class=\"figures\">Serves: {}</caption><tr><th>Site</th><th class=\"n\">Serves</th><th "
      "class=\"n\">In the best set of draws</th>{}</tr>\n",
      html_escaped(plan.site_unit()),
      with_vetoes ? "<th class=\"n\">Without it, less</th><th>The best set without it</th>" : "");
  for (const PlannedSite& site : plan.sites) {
    out += fmt::format("<tr><td>{}{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>",
                       html_escaped(plan.candidates[site.candidate].name), site.forced ? " (forced)" : "",
                       plan.demand.may_show(site.deaths_served) ? amount_text(site.demand_served) : "not shown",
                       site.chosen_share ? fmt::format("{:.0f}%", 100 * *site.chosen_share) : "not drawn");
    if (with_vetoes) {
      const std::string spread = site.veto_spread ? fmt::format(" ({} to {})", amount_text(site.veto_spread->low90, 2),
                                                                amount_text(site.veto_spread->high90, 2))
                                                  : "";
      out += site.veto_cost ? fmt::format("<td class=\"n\">{}{}</td><td>{}</td>", amount_text(*site.veto_cost, 2),
                                          spread, names(plan, site.instead))
                            : "<td class=\"n\">not known</td><td>none is allowed</td>";
    }
    out += "</tr>\n";
  }
  return out + "</table>\n";
}

std::string costs_table(const Plan& plan) {
  if (plan.costs.empty()) return {};
  std::string out = fmt::format(
      "<h2>The cost of each death averted</h2><table><tr><th class=\"n\">Sites</th><th class=\"n\">Deaths averted a "
      "year</th><th class=\"n\">{0} a year</th><th class=\"n\">{0} for each</th><th>Where</th></tr>\n",
      html_escaped(plan.document->currency));
  for (const CostPoint& point : plan.costs) {
    out += fmt::format(
        "<tr><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
        "class=\"n\">{}</td><td>{}{}</td></tr>\n",
        point.sites, amount_text(point.averted), amount_text(point.cost), amount_text(point.cost / point.averted),
        names(plan, point.set), point.proven ? "" : " (not proven)");
  }
  return out + "</table>\n";
}

std::string curve_table(const Plan& plan) {
  if (plan.curve.empty() || !plan.costs.empty()) return {};
  const bool priced = plan.curve.front().cost_per_unit.has_value();
  std::string out = fmt::format(
      "<h2>One more, one fewer</h2><table><caption class=\"figures\">Objective: {}</caption><tr><th "
      "class=\"n\">Sites</th><th class=\"n\">Objective</th><th class=\"n\">One more adds</th>{}<th>Where</th></tr>\n",
      html_escaped(plan.unit),
      priced ? fmt::format("<th class=\"n\">{} for each</th>", html_escaped(plan.document->currency)) : "");
  for (const CurvePoint& point : plan.curve) {
    const std::string price =
        priced ? fmt::format("<td class=\"n\">{}</td>", point.cost_per_unit ? amount_text(*point.cost_per_unit) : "")
               : "";
    out += fmt::format("<tr><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>{}<td>{}</td></tr>\n",
                       point.sites, amount_text(point.objective), point.one_more ? amount_text(*point.one_more, 2) : "",
                       price, names(plan, point.set));
  }
  return out + "</table>\n";
}

}  // namespace

std::string plan_as_html(const Plan& plan, const std::optional<Hindsight>& hindsight, bool with_vetoes) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{0}: where the next centers "
      "go</title><style>{1}</style></head><body><main>\n<h1>{0}: where the next centers go</h1>\n<p>{2}</p>\n",
      html_escaped(plan.document->name), style, html_escaped(plan.document->about));
  out += fmt::format("<p><strong>{}.</strong> {} {}; {}.</p>\n", names(plan, plan.solution.sites),
                     amount_text(plan.solution.objective), html_escaped(plan.unit), html_escaped(plan.solution.says()));
  if (const std::string fewer = plan.fewer_text(); !fewer.empty())
    out += fmt::format("<p>{}</p>\n", html_escaped(fewer));
  out += map_svg(plan);
  out += sites_table(plan, with_vetoes);
  out += fmt::format("<p>Demand: {}.</p>\n", html_escaped(plan.demand_text()));
  for (const std::string& says :
       {plan.visits_text(), plan.capacity ? plan.capacity->says : std::string(), plan.costs_text()}) {
    if (!says.empty()) out += fmt::format("<p>{}</p>\n", html_escaped(says));
  }
  out += fmt::format("<h2>Beside counting</h2><p>The places with the most past deaths: {}. {}</p>\n",
                     names(plan, plan.naive), html_escaped(plan.beside_naive()));
  if (hindsight) out += fmt::format("<p>{}</p>\n", html_escaped(hindsight->says()));
  if (plan.sureness) {
    out += fmt::format(
        "<h2>How sure</h2><p>Over {} draws of {}: {} to {} {} (the middle 90%). In {:.0f}% of them no other set is "
        "better; on average the best set of a draw is better by {}.</p>\n",
        plan.sureness->draws, plan.drawn_text(), amount_text(plan.sureness->objective.low90),
        amount_text(plan.sureness->objective.high90), html_escaped(plan.unit), 100 * plan.sureness->best_share,
        amount_text(plan.sureness->regret.mean, 2));
  }
  out += costs_table(plan);
  out += curve_table(plan);
  out +=
      fmt::format("<h2>What residents said, and who was asked</h2><p>{}</p>\n<h2>What the law allows</h2><p>{}</p>\n",
                  html_escaped(plan.document->residents), html_escaped(plan.document->law));
  out +=
      "<section class=\"figures\"><h2>What this stands "
      "on</h2><table><tr><th>Figure</th><th>Value</th><th>Basis</th></tr>\n";
  for (const Figure& figure : plan.figures) {
    out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}: {}</td></tr>\n", html_escaped(figure.path),
                       html_escaped(figure.value), plan::name_of(figure.basis), html_escaped(figure.says));
  }
  out += fmt::format("</table><p>Places: {}</p></section>\n</main></body></html>\n",
                     html_escaped(plan.document->places.source));
  return out;
}

}  // namespace alongside::plan
