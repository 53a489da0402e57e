#include "solve/integer_program.hpp"

#include <coin/Cbc_C_Interface.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <string>

#include "solve/child.hpp"

namespace alongside::solve {

int IntegerProgram::add_column(double worth, double low, double high) {
  columns_.push_back({worth, low, high, {}});
  return static_cast<int>(columns_.size()) - 1;
}

int IntegerProgram::add_row(double low, double high) {
  row_low_.push_back(low);
  row_high_.push_back(high);
  return static_cast<int>(row_low_.size()) - 1;
}

/// A program as the library holds it; a friend, so that nobody else sees how one is kept.
struct Loaded {
  struct Deleter {
    void operator()(Cbc_Model* loaded) const { Cbc_deleteModel(loaded); }
  };
  std::unique_ptr<Cbc_Model, Deleter> model;
  std::uint32_t whole;

  explicit Loaded(const IntegerProgram& program)
      : model(Cbc_newModel()), whole(static_cast<std::uint32_t>(program.whole_)) {
    std::vector<CoinBigIndex> begin{0};
    std::vector<int> rows;
    std::vector<double> coefficients;
    std::vector<double> low;
    std::vector<double> high;
    std::vector<double> worth;
    for (const auto& column : program.columns_) {
      low.push_back(column.low);
      high.push_back(column.high);
      worth.push_back(column.worth);
      for (const auto& [row, coefficient] : column.entries) {
        rows.push_back(row);
        coefficients.push_back(coefficient);
      }
      begin.push_back(static_cast<CoinBigIndex>(rows.size()));
    }
    Cbc_loadProblem(model.get(), static_cast<int>(worth.size()), static_cast<int>(program.row_low_.size()),
                    begin.data(), rows.data(), coefficients.data(), low.data(), high.data(), worth.data(),
                    program.row_low_.data(), program.row_high_.data());
    Cbc_setObjSense(model.get(), -1);
    for (int j = 0; j < program.whole_; ++j) Cbc_setInteger(model.get(), j);
  }
};

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double seconds_in_a_year = 3.2e7;
constexpr double own_share_of_time = 0.9;

/// What the child finds, as it goes through the pipe: this, then what is taken.
struct Message {
  std::uint8_t impossible = 0;
  std::uint8_t proven = 0;
  std::uint8_t found = 0;
  double bound = infinite;
  std::uint32_t taken = 0;
};

/// In the child.
std::string solved(const Loaded& loaded, double gap, double seconds) {
  Cbc_Model* const model = loaded.model.get();
  Cbc_setLogLevel(model, 0);
  Cbc_setParameter(model, "log", "0");
  Cbc_setParameter(model, "ratioGap", std::to_string(gap).c_str());
  Cbc_setParameter(model, "allowableGap", "1e-10");
  Cbc_setParameter(model, "seconds", std::to_string(seconds).c_str());
  Cbc_solve(model);
  Message message{.impossible = Cbc_isProvenInfeasible(model) != 0, .proven = Cbc_isProvenOptimal(model) != 0};
  std::vector<std::uint32_t> taken;
  if (message.impossible == 0) {
    message.bound = Cbc_getBestPossibleObjValue(model);
    const double* solution = Cbc_bestSolution(model);
    message.found = solution != nullptr;
    for (std::uint32_t j = 0; solution != nullptr && j < loaded.whole; ++j) {
      if (solution[j] > 0.5) taken.push_back(j);
    }
  }
  message.taken = static_cast<std::uint32_t>(taken.size());
  std::string bytes(reinterpret_cast<const char*>(&message), sizeof message);
  return bytes.append(reinterpret_cast<const char*>(taken.data()), taken.size() * sizeof taken[0]);
}

}  // namespace

ProgramAnswer maximize(const std::function<IntegerProgram()>& build, double gap, const Until& until) {
  const std::string said = said_by_child(
      [&] {
        const IntegerProgram program = build();
        // It ends a little before it is ended, so that what it found is heard.
        const double seconds = std::min(own_share_of_time * until.seconds_left(), seconds_in_a_year);
        return solved(Loaded(program), gap, seconds);
      },
      until);
  ProgramAnswer out{.bound = infinite};
  Message message;
  if (said.size() < sizeof message) return out;
  std::memcpy(&message, said.data(), sizeof message);
  if (said.size() != sizeof message + message.taken * sizeof out.taken[0]) return out;
  out.impossible = message.impossible != 0;
  out.proven = message.proven != 0;
  out.found = message.found != 0;
  out.bound = message.bound;
  out.taken.resize(message.taken);
  // None taken is an answer too: copying nothing to nowhere is not defined.
  if (!out.taken.empty())
    std::memcpy(out.taken.data(), said.data() + sizeof message, message.taken * sizeof out.taken[0]);
  return out;
}

}  // namespace alongside::solve
