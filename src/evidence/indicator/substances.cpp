// Substances and routes: what was used and how; a use counts as corrected.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

using domain::Route;
using domain::Substance;

constexpr std::size_t substances = domain::Words<Substance>::names.size();
constexpr std::size_t routes = domain::Words<Route>::names.size();
using ByRoute = std::array<std::int64_t, routes>;

constexpr Category category_of(const UseKind& kind) {
  return static_cast<Category>(kind.substances.bits) << 8U | static_cast<Category>(kind.route);
}
constexpr UseKind kind_of(Category category) { return {{category >> 8U}, static_cast<Route>(category & 0xFFU)}; }

void take(const Seen& seen, Cells& cells) {
  if (const auto* use = seen.as<seen::Use>()) cells.add(category_of(use->kind), seen.times);
}

std::int64_t sum_of(const ByRoute& by_route) {
  std::int64_t sum = 0;
  for (const std::int64_t count : by_route) sum += count;
  return sum;
}

struct Uses {
  std::array<ByRoute, substances> by_substance{};  ///< a mix under each of its substances
  ByRoute by_route{};                              ///< each use once
  std::int64_t mixes = 0;
  Value::List kinds;
};

Uses uses_in(const Cells& cells) {
  Uses uses;
  for (const auto& [category, count] : cells.all()) {
    const UseKind kind = kind_of(category);
    Value::List names;
    for (std::size_t i = 0; i < substances; ++i) {
      if (!kind.substances.has(static_cast<Substance>(i))) continue;
      uses.by_substance[i][static_cast<std::size_t>(kind.route)] += count;
      names.emplace_back(domain::Words<Substance>::names[i]);
    }
    uses.by_route[static_cast<std::size_t>(kind.route)] += count;
    uses.mixes += kind.substances.count() > 1 ? count : 0;
    uses.kinds.emplace_back(
        Value::Object{{"substances", std::move(names)}, {"route", name_of(kind.route)}, {"uses", count}});
  }
  return uses;
}

void add_row(Table& table, std::string_view name, const ByRoute& by_route, std::int64_t all) {
  const std::int64_t sum = sum_of(by_route);
  if (sum == 0) return;
  Table::Row row{std::string(name), {}};
  for (const std::int64_t count : by_route) row.cells.push_back(fmt::format("{}", count));
  row.cells.push_back(fmt::format("{}", sum));
  row.cells.push_back(fmt::format("{:.1f}%", 100.0 * static_cast<double>(sum) / static_cast<double>(all)));
  table.rows.push_back(std::move(row));
}

void rows(const Figures& figures, Section& section) {
  Uses uses = uses_in(figures.cells(indicator::substances));
  const std::int64_t all = sum_of(uses.by_route);
  Table table{{"", 18}, {}, {}};
  Value::Object by_substance;
  Value::Object by_route;
  for (const std::string_view route : domain::Words<Route>::names) table.columns.push_back({std::string(route), 9});
  table.columns.push_back({"all", 9});
  table.columns.push_back({"of uses", 8});
  for (std::size_t i = 0; i < substances; ++i) {
    const std::string_view name = domain::Words<Substance>::names[i];
    const std::int64_t sum = sum_of(uses.by_substance[i]);
    if (sum > 0) by_substance.emplace_back(name, sum);
    add_row(table, name, uses.by_substance[i], all);
  }
  add_row(table, "each use once", uses.by_route, all);
  for (std::size_t i = 0; i < routes; ++i) by_route.emplace_back(domain::Words<Route>::names[i], uses.by_route[i]);
  section.block("substances").table(std::move(table));
  section.field("by_substance", std::move(by_substance));
  section.field("mixes", uses.mixes);
  section.field("by_route", std::move(by_route));
  section.field("by_substance_and_route", std::move(uses.kinds));
}

}  // namespace

constinit const Indicator indicator::substances{
    .id = "substances",
    .title = "Substances and routes",
    .numerator = "uses with it",
    .denominator = "uses",
    .rule = "By substance a mix counts under each of its substances; by route each use counts once.",
    .unit = "uses",
    .interval = "none: a full count",
    .sources = "Health Canada, Insite, OnPoint",
    .section = section::uses,
    .of = &uses,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
