// Program: a graph's wanted values over blocks of draws: one operation at a time over all draws of a block, which vector units like.
//
// Goals: no allocation and no branch a draw; memory of a few blocks, which are used again as soon as nobody needs what is in them; the same bytes on
// every machine of one kind (no fused operations). A draw whose value might be none (a division by zero) is told, and decided by Graph::evaluate.
// Immutable: threads share it, each with Registers of its own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "study/program/graph.hpp"

namespace alongside::study {

class Program {
 public:
  static constexpr std::size_t block = 512;  ///< draws: eight registers of them fill a first-level cache

  /// A constant, or the block of a column or register.
  struct Operand {
    static constexpr std::uint32_t is_constant = UINT32_MAX;
    std::uint32_t slot = is_constant;
    double value = 0;
  };

  /// One thread's memory; for one program.
  class Registers {
   public:
    explicit Registers(const Program& program);
    /// Where the caller writes the draws of a column.
    std::span<double, block> column(std::size_t column) {
      return std::span<double, block>(slots_.data() + column * block, block);
    }
    /// The pointers to all columns, as Sampler::draw takes them.
    std::span<double* const> columns() { return columns_; }
    /// Draws of the last run of which some operation had no finite answer.
    std::span<const std::uint64_t, block> suspects() const { return std::span<const std::uint64_t, block>(suspects_); }

   private:
    friend class Program;
    std::vector<double> slots_;
    std::vector<double*> columns_;
    std::vector<std::uint64_t> suspects_;
  };

  /// `columns`: how many the sampler fills.
  Program(const Graph& graph, std::vector<Graph::Id> wanted, std::size_t columns);

  /// Computes every wanted value for all draws of the block. True if some draw is suspect.
  bool run(Registers& registers) const;
  /// The wanted value number `index` after a run: its block, or the same number for every draw.
  void read(const Registers& registers, std::size_t index, std::span<double> out) const;

  std::size_t steps() const { return steps_.size(); }

 private:
  struct Step {
    Op op = Op::constant;
    std::uint32_t out = 0;
    Operand a;
    Operand b;
    Operand c;
    const Table* table = nullptr;
  };

  void run_steps(Registers& registers) const;

  std::vector<Step> steps_;
  std::vector<Operand> outputs_;
  std::size_t columns_;
  std::size_t slots_ = 0;
};

}  // namespace alongside::study
