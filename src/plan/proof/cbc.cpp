#include "plan/proof/cbc.hpp"

#include <algorithm>
#include <cmath>

#include "solve/integer_program.hpp"

namespace alongside::plan {

namespace {

void add_rules(solve::IntegerProgram& program, const SiteRules& rules) {
  const int number = program.add_row(0, rules.sites_max);
  for (std::size_t j = 0; j < rules.standing.size(); ++j) program.put(number, static_cast<int>(j), 1);
  if (!rules.cost.empty()) {
    const int money = program.add_row(0, rules.budget);
    for (std::size_t j = 0; j < rules.standing.size(); ++j) program.put(money, static_cast<int>(j), rules.cost[j]);
  }
  for (std::uint32_t j = 0; j < rules.too_near.size(); ++j) {
    for (const std::uint32_t other : rules.too_near[j]) {
      if (other > j) continue;
      const int pair = program.add_row(0, 1);
      program.put(pair, static_cast<int>(j), 1);
      program.put(pair, static_cast<int>(other), 1);
    }
  }
  for (std::size_t r = 0; r < rules.limits.size(); ++r) {
    const int region =
        program.add_row(rules.limits[r].at_least, std::min<double>(rules.limits[r].at_most, rules.sites_max));
    for (std::size_t j = 0; j < rules.standing.size(); ++j) {
      if (rules.region[j] == r) program.put(region, static_cast<int>(j), 1);
    }
  }
}

/// For each demand a column for each level of share: at most the number of open sites that reach it at that level or better.
void add_demands(solve::IntegerProgram& program, const SiteProblem& problem, const std::vector<Standing>& standing) {
  const bool total = problem.goal == Goal::total;
  const std::vector<double> group_weight = group_weights(problem);
  const int worst = total ? -1 : program.add_column(1, 0, 1);
  std::vector<int> group_row;
  for (std::size_t g = 0; g < problem.floors.size(); ++g) {
    // reached >= floor x weight; and for the worst group, reached - weight x worst >= 0
    const int floor = program.add_row(problem.floors[g] * group_weight[g], solve::unlimited);
    group_row.push_back(floor);
    if (total) continue;
    const int at_least_worst = program.add_row(0, solve::unlimited);
    program.put(at_least_worst, worst, -group_weight[g]);
    group_row.push_back(at_least_worst);
  }
  for (std::uint32_t i = 0; i < problem.demands(); ++i) {
    const double weight = problem.weights[i];
    if (weight <= 0) continue;
    std::vector<places::Reached> open;
    for (const places::Reached& entry : problem.reach->row(i)) {
      if (standing[entry.other] != Standing::forbidden) open.push_back(entry);
    }
    for (std::size_t end = 0; end < open.size();) {
      const float level = open[end].share;
      while (end < open.size() && open[end].share == level) ++end;
      const double next = end < open.size() ? static_cast<double>(open[end].share) : 0;
      const double worth = weight * (static_cast<double>(level) - next);
      const int column = program.add_column(total ? worth : 0, 0, 1);
      const int row = program.add_row(-solve::unlimited, 0);
      program.put(row, column, 1);
      for (std::size_t k = 0; k < end; ++k) program.put(row, static_cast<int>(open[k].other), -1);
      if (problem.group.empty()) continue;
      const std::size_t g = problem.group[i];
      if (total) {
        program.put(group_row[g], column, worth);
      } else {
        program.put(group_row[2 * g], column, worth);
        program.put(group_row[2 * g + 1], column, worth);
      }
    }
  }
}

}  // namespace

CbcAnswer solve_with_cbc(const SiteProblem& problem, const std::vector<Standing>& standing, double gap,
                         const solve::Until& until) {
  const solve::ProgramAnswer answer = solve::maximize(
      [&] {
        solve::IntegerProgram program;
        for (std::uint32_t j = 0; j < problem.candidates(); ++j)
          program.add_column(0, standing[j] == Standing::forced ? 1 : 0, standing[j] == Standing::forbidden ? 0 : 1);
        program.set_whole(static_cast<int>(problem.candidates()));
        add_rules(program, problem.rules);
        add_demands(program, problem, standing);
        return program;
      },
      gap, until);
  CbcAnswer out;
  out.impossible = answer.impossible;
  out.bound = answer.bound;
  if (out.impossible) return out;
  if (answer.found) {
    out.sites = answer.taken;
    const Worth worth = worth_of(problem, out.sites);
    out.found = worth.allowed && Picked(problem.rules, out.sites).complete();
    out.objective = worth.objective;
  }
  if (answer.proven || std::isfinite(answer.bound)) out.bound = std::max(answer.bound, out.found ? out.objective : 0);
  out.proven = out.found && answer.proven;
  return out;
}

}  // namespace alongside::plan
