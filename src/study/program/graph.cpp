#include "study/program/graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

namespace alongside::study {

namespace {

constexpr double no_answer = std::numeric_limits<double>::quiet_NaN();
constexpr int multiplied_powers_max = 8;

/// Whether `exponent` is a small whole number, which is multiplied out: quicker than a power, and exact for squares.
bool is_multiplied(double exponent) {
  return exponent == std::floor(exponent) && exponent >= 2 && exponent <= multiplied_powers_max;
}

/// "annuity" where a formula calls a function: what is computed there need not be written there.
std::string function_at(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_letter) - text.begin());
  const std::size_t opens = text.find_first_not_of(' ', end);
  return end > 0 && opens != std::string_view::npos && text[opens] == '(' ? std::string(text.substr(0, end)) : "";
}

}  // namespace

double apply(Op op, double a, double b) {
  switch (op) {
    case Op::negative: return -a;
    case Op::exp: return std::exp(a);
    case Op::ln: return a > 0 ? std::log(a) : no_answer;
    case Op::sqrt: return a >= 0 ? std::sqrt(a) : no_answer;
    case Op::abs: return std::abs(a);
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return a / b;
    case Op::power: return std::pow(a, b);
    case Op::min: return a < b || a != a ? a : b;
    case Op::max: return a > b || a != a ? a : b;
    case Op::less: return a < b ? 1 : 0;
    case Op::less_equal: return a <= b ? 1 : 0;
    case Op::equal: return a == b ? 1 : 0;
    case Op::not_equal: return a != b ? 1 : 0;
    default: assert(false); return no_answer;
  }
}

double look_up(const Table& table, double x) {
  const auto& xs = table.x;
  const auto& ys = table.y;
  if (!(x >= xs.front() && x <= xs.back())) {
    if (std::isnan(x) || table.outside == Outside::error) return no_answer;
    if (x < xs.front()) return ys.front();
    return table.outside == Outside::zero ? 0 : ys.back();
  }
  const auto right = static_cast<std::size_t>(std::ranges::upper_bound(xs, x) - xs.begin());
  if (right == xs.size()) return ys.back();
  if (table.between == Between::step) return ys[right - 1];
  return std::lerp(ys[right - 1], ys[right], (x - xs[right - 1]) / (xs[right] - xs[right - 1]));
}

Graph::Id Graph::constant(double value) {
  assert(std::isfinite(value));
  if (value == 0) value = 0;  // one zero, not two
  const auto [known, is_new] =
      constants_.try_emplace(std::bit_cast<std::uint64_t>(value), static_cast<Id>(nodes_.size()));
  if (is_new) nodes_.push_back({.op = Op::constant, .value = value, .place = {}});
  return known->second;
}

Graph::Id Graph::drawn(std::uint32_t column) {
  const auto [known, is_new] = known_.try_emplace({Op::drawn, column, 0, 0}, static_cast<Id>(nodes_.size()));
  if (is_new) nodes_.push_back({.op = Op::drawn, .a = column, .place = {}});
  return known->second;
}

Graph::Id Graph::make(Op op, Id a, Id b, Id c, FormulaPlace place) {
  if (op == Op::choose && is_constant(a)) {
    if (spoilt_.contains(a)) return a;
    return nodes_[a].value != 0 ? b : c;
  }
  const bool is_binary = operands_of(op) == 2;
  if (op != Op::choose) {
    // What depends on a spoilt value is spoilt.
    if (is_constant(a) && spoilt_.contains(a)) return a;
    if (is_binary && is_constant(b) && spoilt_.contains(b)) return b;
    if (is_constant(a) && (!is_binary || is_constant(b))) return fold(op, a, b, place);
  }
  if (op == Op::power && is_constant(b) && is_multiplied(nodes_[b].value)) {
    Id product = a;
    for (int factor = 1; factor < static_cast<int>(nodes_[b].value); ++factor)
      product = make(Op::multiply, product, a, 0, place);
    return product;
  }
  if ((op == Op::add || op == Op::multiply) && a > b) std::swap(a, b);  // the same either way
  const auto [known, is_new] = known_.try_emplace({op, a, b, c}, static_cast<Id>(nodes_.size()));
  if (is_new) nodes_.push_back({.op = op, .a = a, .b = b, .c = c, .place = place});
  return known->second;
}

Graph::Id Graph::fold(Op op, Id a, Id b, FormulaPlace place) {
  const double x = nodes_[a].value;
  const double y = operands_of(op) == 2 ? nodes_[b].value : 0;
  const double value = op == Op::table ? look_up((*tables_)[b], x) : apply(op, x, y);
  if (std::isfinite(value)) return constant(value);
  const auto id = static_cast<Id>(nodes_.size());
  nodes_.push_back({.op = Op::constant, .value = value, .place = place});
  spoilt_.emplace(id, error_at({.op = op, .b = b, .place = place}, x, y));
  return id;
}

base::Error Graph::error_at(const Node& node, double a, double b) const {
  const auto what = [&]() -> std::string {
    switch (node.op) {
      case Op::divide: return fmt::format("expected a divisor other than 0, found {:g} / {:g}", a, b);
      case Op::ln: return fmt::format("expected a number above 0, found ln({:g})", a);
      case Op::sqrt: return fmt::format("expected a number from 0 on, found sqrt({:g})", a);
      case Op::exp: return fmt::format("expected a number up to 709, found exp({:g})", a);
      case Op::power: return fmt::format("expected a power that is a number below 1e308, found ({:g})^({:g})", a, b);
      case Op::table: {
        const Table& table = table_of(node);
        return fmt::format("expected {} to {}, where {} is known (outside = \"error\"), found {:g}", table.x.front(),
                           table.x.back(), table.name, a);
      }
      default: return fmt::format("expected a number below 1e308, found more, from {:g} and {:g}", a, b);
    }
  }();
  assert(node.place.formula != nullptr);
  const std::string_view from = std::string_view(node.place.formula->text).substr(node.place.letter);
  const std::string function = function_at(from);
  const bool is_seen =
      function.empty() || node.op == Op::ln || node.op == Op::sqrt || node.op == Op::exp || node.op == Op::table;
  return node.place.formula->error_at(node.place.letter,
                                      is_seen ? what : fmt::format("in what {}(…) stands for: {}", function, what));
}

base::Error Graph::error_of(Id id) const { return spoilt_.at(id); }

base::Result<std::vector<double>> Graph::evaluate(std::span<const Id> wanted, std::span<const double> columns) const {
  std::vector<std::optional<double>> values(nodes_.size());
  std::vector<Id> open;
  const auto need = [&](Id id) {
    if (!values[id]) open.push_back(id);
    return values[id].has_value();
  };
  for (const Id want : wanted) {
    need(want);
    while (!open.empty()) {
      const Id id = open.back();
      const Node& node = nodes_[id];
      std::optional<double> value;
      if (node.op == Op::constant) {
        if (const auto spoilt = spoilt_.find(id); spoilt != spoilt_.end()) return spoilt->second;
        value = node.value;
      } else if (node.op == Op::drawn) {
        value = columns[node.a];
        if (!std::isfinite(*value))
          return base::input_error("expected a drawn number, found none: a spread's shape is too extreme to draw from");
      } else if (node.op == Op::choose) {
        if (need(node.a)) {
          const Id taken = *values[node.a] != 0 ? node.b : node.c;
          if (need(taken)) value = values[taken];
        }
      } else {
        const bool is_binary = operands_of(node.op) == 2;
        const bool has_a = need(node.a);
        const bool has_b = !is_binary || need(node.b);
        if (has_a && has_b) {
          const double a = *values[node.a];
          const double b = is_binary ? *values[node.b] : 0;
          value = node.op == Op::table ? look_up(table_of(node), a) : apply(node.op, a, b);
          if (!std::isfinite(*value)) return error_at(node, a, b);
        }
      }
      if (value) {
        values[id] = value;
        open.pop_back();
      }
    }
  }
  std::vector<double> out;
  for (const Id want : wanted) out.push_back(*values[want]);
  return out;
}

}  // namespace alongside::study
