// A plan as text for a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "plan/words/amounts.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {

namespace {

std::string names_text(const Plan& plan, const Sites& sites) {
  std::string out;
  for (const std::uint32_t site : sites) {
    if (!plan.is_existing(site)) out += (out.empty() ? "" : "; ") + plan.candidates[site].name;
  }
  return out;
}

/// For the least cost of each death the list of costs says the same.
std::string curve_text(const Plan& plan) {
  if (plan.curve.empty() || !plan.costs.empty()) return {};
  const bool priced = plan.curve.front().cost_per_unit.has_value();
  std::string out = fmt::format("\nsites  objective  one more{}  set\n",
                                priced ? fmt::format("  {} for each", plan.document->currency) : "");
  for (const CurvePoint& point : plan.curve) {
    out += fmt::format("{:>5}  {:>9}  {:>8}", point.sites, amount_text(point.objective),
                       point.one_more ? amount_text(*point.one_more, 2) : "");
    if (priced) out += fmt::format("  {:>12}", point.cost_per_unit ? amount_text(*point.cost_per_unit) : "");
    out += "  " + names_text(plan, point.set) + "\n";
  }
  return out;
}

std::string sites_text(const Plan& plan) {
  std::string out;
  for (const PlannedSite& site : plan.sites) {
    out += fmt::format("  {:<24} {:>7} {}", plan.candidates[site.candidate].name, amount_text(site.demand_served),
                       plan.site_unit());
    if (site.visits && plan.document->objective != Objective::person_visits)
      out += fmt::format(", {} person-visits a year", amount_text(*site.visits));
    if (site.chosen_share) out += fmt::format(", in the best set of {:.0f}% of draws", 100 * *site.chosen_share);
    out += site.forced ? ", forced\n" : "\n";
    if (!site.veto_cost) continue;
    out += fmt::format("  {:<24} without it {}: {} less", "", names_text(plan, site.instead),
                       amount_text(std::max(0.0, *site.veto_cost), 2));
    if (site.veto_spread)
      out += fmt::format(" (middle 90%: {} to {})", amount_text(site.veto_spread->low90, 2),
                         amount_text(site.veto_spread->high90, 2));
    out += "\n";
  }
  return out;
}

std::string sureness_text(const Plan& plan) {
  if (!plan.sureness) return {};
  std::string out;
  const Sureness& sure = *plan.sureness;
  out += fmt::format(
      "\nover {} draws of {}: {} to {} {} (middle 90%); in {:.0f}% of draws no other set is better; on average the "
      "best set of a draw is better by {}\n",
      sure.draws, plan.drawn_text(), amount_text(sure.objective.low90), amount_text(sure.objective.high90),
      plan.unit.text, 100 * sure.best_share, amount_text(sure.regret.mean, 2));
  if (plan.demand.ahead)
    out += fmt::format("deaths a year: {} to {} (middle 90%), within reach {} to {}\n",
                       amount_text(sure.deaths_all.low90), amount_text(sure.deaths_all.high90),
                       amount_text(sure.deaths_reached.low90), amount_text(sure.deaths_reached.high90));
  for (const OftenChosen& one : sure.sets)
    out += fmt::format("  {:>4.0f}%  {}\n", 100 * one.share, names_text(plan, one.set));
  return out;
}

}  // namespace

std::string plan_as_text(const Plan& plan, const std::optional<Hindsight>& hindsight,
                         const document::Sentences& coverage) {
  const Solution& solved = plan.solution;
  std::string out = fmt::format("{}: {} site{}, {} {}\n{}\n\n", plan.document->name, plan.sites.size(),
                                plan.sites.size() == 1 ? "" : "s", amount_text(solved.objective), plan.unit.text,
                                plan.document->about);
  out += sites_text(plan);
  out += fmt::format("\n{}: objective {:.6g}, bound {:.6g}\n", solved.says(), solved.objective, solved.bound);
  if (const std::string fewer = plan.fewer_text(); !fewer.empty()) out += fewer + "\n";
  out += fmt::format("demand: {}\n", plan.demand_text());
  for (const std::string& says :
       {plan.existing_text(), plan.visits_says().text(), plan.capacity ? plan.capacity->says.text() : std::string(),
        plan.costs_says().text(), plan.phases_text()})
    out += says.empty() ? "" : says + "\n";
  for (const std::string& remark : plan.all_remarks()) out += "remark: " + remark + "\n";
  out += fmt::format("naive twin ({}): {}. {}\n", names_text(plan, plan.naive), amount_text(plan.naive_objective),
                     plan.beside_naive().text());
  if (const std::string own = plan.beside_own_reach().text(); !own.empty())
    out += fmt::format("one-line rule ({}): {}. {}\n", names_text(plan, plan.own_reach),
                       amount_text(plan.own_reach_objective), own);
  out += sureness_text(plan);
  if (const std::string robust = plan.robust_text(); !robust.empty()) out += robust + "\n";
  if (!coverage.empty()) out += coverage.text() + "\n";
  if (!plan.costs.empty())
    out += fmt::format("\nsites  deaths averted  {} a year  for each death  set\n", plan.document->currency);
  for (const CostPoint& point : plan.costs) {
    out += fmt::format("{:>5}  {:>14}  {:>10}  {:>14}  {}{}\n", point.sites, amount_text(point.averted),
                       amount_text(point.cost), amount_text(point.cost / point.averted), names_text(plan, point.set),
                       point.proven ? "" : " (not proven)");
  }
  out += curve_text(plan);
  if (hindsight) out += "\n" + hindsight->says().text() + "\n";
  out += "\nWhat this stands on:\n";
  for (const document::Figure& figure : plan.figures)
    out += fmt::format("  {} = {} ({}): {}\n", figure.path, figure.value, document::name_of(figure.basis), figure.says);
  out += fmt::format("Law: {}\nResidents: {}\n", plan.document->law, plan.document->residents);
  return out;
}

}  // namespace alongside::plan
