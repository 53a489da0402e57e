#include "study/program/program.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "base/vectors.hpp"

namespace alongside::study {

namespace {

constexpr std::size_t block = Program::block;
constexpr std::uint32_t no_slot = UINT32_MAX;

/// Whether an operation may have no finite answer though its operands are finite and of a sane size; a choice, since a branch may have none. Sums and products overflow only where something
/// already went beyond 1e150: what is shown is checked once more.
constexpr bool may_fail(Op op) {
  return op == Op::exp || op == Op::ln || op == Op::sqrt || op == Op::table || op == Op::divide || op == Op::power ||
         op == Op::choose;
}

/// The operation over a block; an operand that is a constant takes no memory.
template <class Each>
[[gnu::always_inline]] inline void over(double* __restrict out, const double* a, double ka, const double* b, double kb,
                                        Each each) {
  if (a != nullptr && b != nullptr) {
    for (std::size_t i = 0; i < block; ++i) out[i] = each(a[i], b[i]);
  } else if (a != nullptr) {
    for (std::size_t i = 0; i < block; ++i) out[i] = each(a[i], kb);
  } else {
    for (std::size_t i = 0; i < block; ++i) out[i] = each(ka, b[i]);
  }
}

template <class Each>
[[gnu::always_inline]] inline void over(double* __restrict out, const double* a, Each each) {
  for (std::size_t i = 0; i < block; ++i) out[i] = each(a[i]);
}

[[gnu::always_inline]] inline void suspect(std::uint64_t* __restrict suspects, const double* values) {
  constexpr std::uint64_t exponent = 0x7ff0'0000'0000'0000U;
  for (std::size_t i = 0; i < block; ++i)
    suspects[i] |= (std::bit_cast<std::uint64_t>(values[i]) & exponent) == exponent ? 1U : 0U;
}

}  // namespace

Program::Registers::Registers(const Program& program) : slots_(program.slots_ * block), suspects_(block) {
  for (std::size_t column = 0; column < program.columns_; ++column) columns_.push_back(slots_.data() + column * block);
}

Program::Program(const Graph& graph, std::vector<Graph::Id> wanted, std::size_t columns) : columns_(columns) {
  // What is needed, in the order in which it was made: operands stand before what is taken of them.
  std::vector<bool> needed(graph.size());
  for (const Graph::Id id : wanted) needed[id] = true;
  std::vector<std::size_t> last_use(graph.size(), 0);
  for (std::size_t id = graph.size(); id-- > 0;) {
    if (!needed[id]) continue;
    const Graph::Node& node = graph[static_cast<Graph::Id>(id)];
    const Graph::Id operands[] = {node.a, node.b, node.c};
    for (int i = 0; i < operands_of(node.op); ++i) {
      needed[operands[i]] = true;
      last_use[operands[i]] = std::max(last_use[operands[i]], id);
    }
  }
  for (const Graph::Id id : wanted) last_use[id] = graph.size();

  std::vector<std::uint32_t> slot_of(graph.size(), no_slot);
  std::vector<std::uint32_t> free;
  slots_ = columns;
  const auto operand = [&](Graph::Id id) {
    const Graph::Node& node = graph[id];
    return node.op == Op::constant ? Operand{Operand::is_constant, node.value} : Operand{slot_of[id], 0};
  };
  for (std::size_t at = 0; at < graph.size(); ++at) {
    const auto id = static_cast<Graph::Id>(at);
    const Graph::Node& node = graph[id];
    if (!needed[id] || node.op == Op::constant) continue;
    if (node.op == Op::drawn) {
      slot_of[id] = node.a;
      continue;
    }
    const int operands = operands_of(node.op);
    Step step{.op = node.op, .a = operand(node.a), .b = {}, .c = {}};
    if (operands >= 2) step.b = operand(node.b);
    if (operands == 3) step.c = operand(node.c);
    if (node.op == Op::table) step.table = &graph.table_of(node);
    if (free.empty()) {
      free.push_back(static_cast<std::uint32_t>(slots_++));
    }
    slot_of[id] = step.out = free.back();
    free.pop_back();
    steps_.push_back(step);
    // The answer has a slot that no operand has, so that loops may run over it freely; theirs are free afterwards.
    std::vector<Graph::Id> done;
    const Graph::Id ids[] = {node.a, node.b, node.c};
    for (int i = 0; i < operands; ++i) {
      if (last_use[ids[i]] == at && slot_of[ids[i]] != no_slot && slot_of[ids[i]] >= columns &&
          std::ranges::find(done, ids[i]) == done.end()) {
        free.push_back(slot_of[ids[i]]);
        done.push_back(ids[i]);
      }
    }
  }
  for (const Graph::Id id : wanted) outputs_.push_back(operand(id));
}

bool Program::run(Registers& registers) const {
  std::ranges::fill(registers.suspects_, 0);
  for (std::size_t column = 0; column < columns_; ++column)
    suspect(registers.suspects_.data(), registers.columns_[column]);
  run_steps(registers);
  for (const Operand& output : outputs_) {
    if (output.slot == Operand::is_constant) {
      if (!std::isfinite(output.value)) std::ranges::fill(registers.suspects_, 1);
    } else {
      suspect(registers.suspects_.data(), registers.slots_.data() + output.slot * block);
    }
  }
  return std::ranges::any_of(registers.suspects_, [](std::uint64_t one) { return one != 0; });
}

ALONGSIDE_VECTORS void Program::run_steps(Registers& registers) const {
  double* const slots = registers.slots_.data();
  const auto pointer = [&](const Operand& operand) -> const double* {
    return operand.slot == Operand::is_constant ? nullptr : slots + operand.slot * block;
  };
  for (const Step& step : steps_) {
    double* const out = slots + step.out * block;
    const double* const a = pointer(step.a);
    const double* const b = pointer(step.b);
    const double ka = step.a.value;
    const double kb = step.b.value;
    switch (step.op) {
      case Op::negative: over(out, a, [](double x) { return -x; }); break;
      case Op::abs: over(out, a, [](double x) { return std::abs(x); }); break;
      case Op::add: over(out, a, ka, b, kb, [](double x, double y) { return x + y; }); break;
      case Op::subtract: over(out, a, ka, b, kb, [](double x, double y) { return x - y; }); break;
      case Op::multiply: over(out, a, ka, b, kb, [](double x, double y) { return x * y; }); break;
      case Op::divide: over(out, a, ka, b, kb, [](double x, double y) { return x / y; }); break;
      case Op::min: over(out, a, ka, b, kb, [](double x, double y) { return x < y || x != x ? x : y; }); break;
      case Op::max: over(out, a, ka, b, kb, [](double x, double y) { return x > y || x != x ? x : y; }); break;
      case Op::less: over(out, a, ka, b, kb, [](double x, double y) { return x < y ? 1.0 : 0.0; }); break;
      case Op::less_equal: over(out, a, ka, b, kb, [](double x, double y) { return x <= y ? 1.0 : 0.0; }); break;
      case Op::equal: over(out, a, ka, b, kb, [](double x, double y) { return x == y ? 1.0 : 0.0; }); break;
      case Op::not_equal: over(out, a, ka, b, kb, [](double x, double y) { return x != y ? 1.0 : 0.0; }); break;
      case Op::choose: {
        const double* const c = pointer(step.c);
        const double kc = step.c.value;
        for (std::size_t i = 0; i < block; ++i) {
          const double then = b != nullptr ? b[i] : kb;
          const double otherwise = c != nullptr ? c[i] : kc;
          out[i] = a[i] != 0 ? then : otherwise;
        }
        break;
      }
      case Op::table:
        for (std::size_t i = 0; i < block; ++i) out[i] = look_up(*step.table, a[i]);
        break;
      case Op::exp: over(out, a, [](double x) { return apply(Op::exp, x, 0); }); break;
      case Op::ln: over(out, a, [](double x) { return apply(Op::ln, x, 0); }); break;
      case Op::sqrt: over(out, a, [](double x) { return apply(Op::sqrt, x, 0); }); break;
      case Op::power: over(out, a, ka, b, kb, [](double x, double y) { return std::pow(x, y); }); break;
      case Op::constant:
      case Op::drawn: assert(false); break;
    }
    if (may_fail(step.op)) suspect(registers.suspects_.data(), out);
  }
}

void Program::read(const Registers& registers, std::size_t index, std::span<double> out) const {
  const Operand& output = outputs_[index];
  if (output.slot == Operand::is_constant) {
    std::ranges::fill(out, output.value);
  } else {
    std::copy_n(registers.slots_.data() + output.slot * block, out.size(), out.begin());
  }
}

}  // namespace alongside::study
