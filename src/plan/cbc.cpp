#include "plan/cbc.hpp"

#include <coin/Cbc_C_Interface.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>

#include "plan/child.hpp"

namespace alongside::plan {

namespace {

/// A program column by column, as the library takes it.
struct Program {
  std::vector<double> objective;
  std::vector<double> column_low;
  std::vector<double> column_high;
  std::vector<double> row_low;
  std::vector<double> row_high;
  std::vector<std::vector<std::pair<int, double>>> columns;  ///< (row, coefficient)

  int add_column(double worth, double low, double high) {
    objective.push_back(worth);
    column_low.push_back(low);
    column_high.push_back(high);
    columns.emplace_back();
    return static_cast<int>(columns.size()) - 1;
  }
  int add_row(double low, double high) {
    row_low.push_back(low);
    row_high.push_back(high);
    return static_cast<int>(row_low.size()) - 1;
  }
  void put(int row, int column, double coefficient) {
    columns[static_cast<std::size_t>(column)].emplace_back(row, coefficient);
  }
};

constexpr double unlimited = 1e30;
constexpr double seconds_in_a_year = 3.2e7;
constexpr double own_share_of_time = 0.9;

void add_rules(Program& program, const SiteRules& rules) {
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
void add_demands(Program& program, const Problem& problem, const std::vector<Standing>& standing) {
  const bool total = problem.goal == Goal::total;
  const std::vector<double> group_weight = group_weights(problem);
  const int worst = total ? -1 : program.add_column(1, 0, 1);
  std::vector<int> group_row;
  for (std::size_t g = 0; g < problem.floors.size(); ++g) {
    // reached >= floor x weight; and for the worst group, reached - weight x worst >= 0
    const int floor = program.add_row(problem.floors[g] * group_weight[g], unlimited);
    group_row.push_back(floor);
    if (total) continue;
    const int at_least_worst = program.add_row(0, unlimited);
    program.put(at_least_worst, worst, -group_weight[g]);
    group_row.push_back(at_least_worst);
  }
  for (std::uint32_t i = 0; i < problem.demands(); ++i) {
    const double weight = problem.weights[i];
    if (weight <= 0) continue;
    std::vector<Reached> open;
    for (const Reached& entry : problem.reach->row(i)) {
      if (standing[entry.other] != Standing::forbidden) open.push_back(entry);
    }
    for (std::size_t end = 0; end < open.size();) {
      const float level = open[end].share;
      while (end < open.size() && open[end].share == level) ++end;
      const double next = end < open.size() ? static_cast<double>(open[end].share) : 0;
      const double worth = weight * (static_cast<double>(level) - next);
      const int column = program.add_column(total ? worth : 0, 0, 1);
      const int row = program.add_row(-unlimited, 0);
      program.put(row, column, 1);
      for (std::size_t k = 0; k < end; ++k) program.put(row, static_cast<int>(open[k].other), -1);
      if (problem.group.empty()) continue;
      const std::size_t g = problem.group[i];
      if (total)
        program.put(group_row[g], column, worth);
      else
        program.put(group_row[2 * g], column, worth), program.put(group_row[2 * g + 1], column, worth);
    }
  }
}

struct Deleter {
  void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};

std::unique_ptr<Cbc_Model, Deleter> load(const Program& program, std::uint32_t candidates) {
  std::unique_ptr<Cbc_Model, Deleter> model(Cbc_newModel());
  std::vector<CoinBigIndex> begin{0};
  std::vector<int> rows;
  std::vector<double> coefficients;
  for (const auto& column : program.columns) {
    for (const auto& [row, coefficient] : column) {
      rows.push_back(row);
      coefficients.push_back(coefficient);
    }
    begin.push_back(static_cast<CoinBigIndex>(rows.size()));
  }
  Cbc_loadProblem(model.get(), static_cast<int>(program.columns.size()), static_cast<int>(program.row_low.size()),
                  begin.data(), rows.data(), coefficients.data(), program.column_low.data(), program.column_high.data(),
                  program.objective.data(), program.row_low.data(), program.row_high.data());
  Cbc_setObjSense(model.get(), -1);
  for (std::uint32_t j = 0; j < candidates; ++j) Cbc_setInteger(model.get(), static_cast<int>(j));
  return model;
}

/// What the child finds, as it goes through the pipe: this, then the sites.
struct Message {
  std::uint8_t impossible = 0;
  std::uint8_t proven = 0;
  std::uint8_t found = 0;
  double bound = std::numeric_limits<double>::infinity();
  std::uint32_t sites = 0;
};

/// In the child.
std::pair<Message, Sites> solved(const Program& program, std::uint32_t candidates, double gap, double seconds) {
  const auto model = load(program, candidates);
  Cbc_setLogLevel(model.get(), 0);
  Cbc_setParameter(model.get(), "log", "0");
  Cbc_setParameter(model.get(), "ratioGap", std::to_string(gap).c_str());
  Cbc_setParameter(model.get(), "allowableGap", "1e-10");
  Cbc_setParameter(model.get(), "seconds", std::to_string(seconds).c_str());
  Cbc_solve(model.get());
  Message message{.impossible = Cbc_isProvenInfeasible(model.get()) != 0,
                  .proven = Cbc_isProvenOptimal(model.get()) != 0};
  Sites sites;
  if (message.impossible != 0) return {message, sites};
  message.bound = Cbc_getBestPossibleObjValue(model.get());
  const double* solution = Cbc_bestSolution(model.get());
  message.found = solution != nullptr;
  for (std::uint32_t j = 0; solution != nullptr && j < candidates; ++j) {
    if (solution[j] > 0.5) sites.push_back(j);
  }
  message.sites = static_cast<std::uint32_t>(sites.size());
  return {message, sites};
}

}  // namespace

CbcAnswer solve_with_cbc(const Problem& problem, const std::vector<Standing>& standing, double gap,
                         const Until& until) {
  CbcAnswer out;
  out.bound = std::numeric_limits<double>::infinity();
  const std::string said = said_by_child(
      [&] {
        Program program;
        for (std::uint32_t j = 0; j < problem.candidates(); ++j)
          program.add_column(0, standing[j] == Standing::forced ? 1 : 0, standing[j] == Standing::forbidden ? 0 : 1);
        add_rules(program, problem.rules);
        add_demands(program, problem, standing);
        // It ends a little before it is ended, so that what it found is heard.
        const double seconds = std::min(own_share_of_time * until.seconds_left(), seconds_in_a_year);
        const auto [message, sites] = solved(program, problem.candidates(), gap, seconds);
        std::string bytes(reinterpret_cast<const char*>(&message), sizeof message);
        return bytes.append(reinterpret_cast<const char*>(sites.data()), sites.size() * sizeof(Sites::value_type));
      },
      until);
  Message message;
  if (said.size() < sizeof message) return out;
  std::memcpy(&message, said.data(), sizeof message);
  if (said.size() != sizeof message + message.sites * sizeof(Sites::value_type)) return out;
  out.impossible = message.impossible != 0;
  if (out.impossible) return out;
  if (message.found != 0) {
    out.sites.resize(message.sites);
    // A plan of no site is an answer too: copying nothing to nowhere is not defined.
    if (!out.sites.empty())
      std::memcpy(out.sites.data(), said.data() + sizeof message, message.sites * sizeof(Sites::value_type));
    const Worth worth = worth_of(problem, out.sites);
    out.found = worth.allowed && Picked(problem.rules, out.sites).complete();
    out.objective = worth.objective;
  }
  if (message.proven != 0 || std::isfinite(message.bound))
    out.bound = std::max(message.bound, out.found ? out.objective : 0);
  out.proven = out.found && message.proven != 0;
  return out;
}

}  // namespace alongside::plan
