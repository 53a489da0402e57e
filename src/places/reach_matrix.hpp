// ReachMatrix: which share of each demand each candidate reaches, as a solver wants it.
//
// Sparse, stored twice: by demand with the highest share first (a bound looks at the head of each row and stops), and by candidate (a search
// adds one and looks at what it changes). Shares are single precision, eight bytes an entry with its index: the matrix is what is large, and what
// it holds is the model from here on; sums are double. It knows no weights: draws of demand share one matrix. Immutable once built; free to
// share between threads.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace alongside::places {

struct Reached {
  float share;          ///< in (0, 1]
  std::uint32_t other;  ///< a candidate in a row, a demand in a column
};

class ReachMatrix {
 public:
  /// `row`: appends what reaches a demand, in any order and without zeros; called once for each demand, from several threads at once.
  static ReachMatrix build(std::uint32_t demands, std::uint32_t candidates, unsigned threads,
                           const std::function<void(std::uint32_t demand, std::vector<Reached>& out)>& row);

  std::uint32_t demands() const { return static_cast<std::uint32_t>(row_begin_.size() - 1); }
  std::uint32_t candidates() const { return static_cast<std::uint32_t>(column_begin_.size() - 1); }
  std::size_t entries() const { return rows_.size(); }
  /// The candidates that reach a demand, the highest share first, equal shares by number.
  std::span<const Reached> row(std::uint32_t demand) const { return part(rows_, row_begin_, demand); }
  /// The demands that a candidate reaches, by number.
  std::span<const Reached> column(std::uint32_t candidate) const { return part(columns_, column_begin_, candidate); }
  /// Whether every share is the same: then it is covering, all or nothing.
  bool is_covering() const;

 private:
  static std::span<const Reached> part(const std::vector<Reached>& all, const std::vector<std::size_t>& begin,
                                       std::uint32_t index) {
    return {all.data() + begin[index], begin[index + 1] - begin[index]};
  }
  std::vector<std::size_t> row_begin_{0};
  std::vector<Reached> rows_;
  std::vector<std::size_t> column_begin_{0};
  std::vector<Reached> columns_;
};

}  // namespace alongside::places
