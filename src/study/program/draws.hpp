// Draws: a model over many draws of its parameters: what every wanted value was, its mean and its percentiles.
//
// Goals: the same answer on any number of threads; memory bounded whatever the number of draws (means are of all draws, percentiles of the first
// `kept_max`); a draw in which a formula has no answer is an error with its place, never a number. The ratio alone may be not defined in some draws (NaN
// there): it is then of the others, which are counted. Non-goals: what follows from draws (analysis).
// Threads: `run_draws` makes its own; a Draws is a plain value.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "study/program/model.hpp"
#include "study/program/program.hpp"

namespace alongside::study {

/// A model joined to its dice: computes any block of draws by itself. Threads share it, each with a Worker of its own.
class Drawing {
 public:
  /// `wanted`: names of single numbers. The model must outlive it. Refuses correlations that cannot be.
  static base::Result<Drawing> make(const Model& model, std::vector<std::string> wanted, std::uint64_t seed,
                                    chance::Sequence sequence);

  class Worker {
   public:
    explicit Worker(const Drawing& drawing) : registers(drawing.program_) {}

   private:
    friend class Drawing;
    Program::Registers registers;
    chance::Sampler::Scratch scratch;
    std::vector<double> row;
  };

  /// Computes draws [first, first + count), count at most a block; `sheets` as in Sampler::draw.
  base::Result<> run(std::uint64_t first, std::size_t count, Worker& worker,
                     std::span<const std::uint32_t> sheets = {}) const;
  /// The values of a wanted name, or of a drawn column, after `run`. At most a block; of the ratio NaN where it is not defined.
  void read(const Worker& worker, std::size_t wanted, std::span<double> out) const;
  std::span<const double> column(Worker& worker, std::size_t column, std::size_t count) const {
    return worker.registers.column(column).first(count);
  }

  const std::vector<std::string>& wanted() const { return wanted_; }
  bool is_ratio(std::size_t wanted) const { return wanted_[wanted] == total_ratio; }
  const Model& model() const { return *model_; }

 private:
  Drawing(const Model& model, std::vector<std::string> wanted, std::vector<Graph::Id> ids, chance::Sampler sampler)
      : model_(&model),
        wanted_(std::move(wanted)),
        ids_(std::move(ids)),
        sampler_(std::move(sampler)),
        program_(model.graph(), ids_, sampler_.columns()) {}

  const Model* model_;
  std::vector<std::string> wanted_;
  std::vector<Graph::Id>
      ids_;  ///< of the ratio the benefit's, and behind all names the cost's: they are divided when they are read
  chance::Sampler sampler_;
  Program program_;
};

struct DrawOptions {
  std::uint64_t draws = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  chance::Sequence sequence = chance::Sequence::random;
  std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};
  const std::atomic<bool>* stop = nullptr;
};

/// What one name was over all draws.
struct Sample {
  std::string name;
  double mean = 0;
  double sd = 0;                  ///< with n - 1
  std::vector<double> kept;       ///< in the order of the draws; NaN where it is not defined
  std::uint64_t not_defined = 0;  ///< in so many of all draws: mean and sd are of the others

  bool is_ever_defined() const;
  /// For each of the probabilities, which rise, over the kept draws in which it is defined, which must be one at least: Hyndman and Fan 1996, type 7.
  std::vector<double> percentiles(std::span<const double> probabilities) const;
};

struct Draws {
  static constexpr std::uint64_t kept_max = 100'000;
  static constexpr std::uint64_t draws_max = 1'000'000'000;

  std::uint64_t n = 0;
  std::uint64_t seed = 0;
  chance::Sequence sequence = chance::Sequence::random;
  std::vector<Sample> values;  ///< in the order of the names that were wanted

  const Sample& of(std::string_view name) const;
};

base::Result<Draws> run_draws(const Model& model, std::vector<std::string> wanted, const DrawOptions& options);

}  // namespace alongside::study
