// IntegerProgram: the best values of numbers under linear rules, some of them whole: one face for whichever library answers.
//
// COIN-OR CBC answers, which is in this room alone. It looks at its time limit only now and then (not during the first linear program, which may
// take minutes) and at nothing else, holds global state and has been seen to crash: so it runs in a child process, which is ended when the time is
// over or somebody asks (child.hpp). Goals: columns and rows in the order in which they are added, so that the same program has the same answer;
// a program is built in the child too, whose memory goes with it. Non-goals: what the numbers mean; beginning with a known answer, at which CBC
// 2.10.8 breaks off or crashes. Calls may run side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "solve/until.hpp"

namespace alongside::solve {

/// Above it a bound of a row or a column is none.
inline constexpr double unlimited = 1e30;

class IntegerProgram {
 public:
  /// A number in [low, high], worth so much a unit in what is maximized; its place.
  int add_column(double worth, double low, double high);
  /// A rule: the sum of its parts lies in [low, high]; its place.
  int add_row(double low, double high);
  /// A part of a rule.
  void put(int row, int column, double coefficient) {
    columns_[static_cast<std::size_t>(column)].entries.emplace_back(row, coefficient);
  }
  /// The first so many columns are whole numbers.
  void set_whole(int columns) { whole_ = columns; }

 private:
  friend struct Loaded;

  struct Column {
    double worth;
    double low;
    double high;
    std::vector<std::pair<int, double>> entries;  ///< (row, coefficient)
  };
  std::vector<Column> columns_;
  std::vector<double> row_low_;
  std::vector<double> row_high_;
  int whole_ = 0;
};

struct ProgramAnswer {
  bool impossible = false;  ///< proven that no values fulfil the rules
  bool proven = false;      ///< the gap asked for is met
  bool found = false;       ///< values that fulfil the rules
  double bound = 0;         ///< no values are worth more; without end where nothing is known
  /// Of the whole columns, the numbers of those that are above a half.
  std::vector<std::uint32_t> taken = {};
};

/// `build` makes the program, in the child. Where the child says nothing, since it was ended or crashed: nothing found, and a bound without end.
ProgramAnswer maximize(const std::function<IntegerProgram()>& build, double gap, const Until& until);

}  // namespace alongside::solve
