// Sampler: draws of all parameters that have a spread, joined as the study says.
//
// Goals: a draw is a pure function of (seed, parameter's name, sheet, draw number): the same on any thread, in blocks of any size, and (but for
// a Sobol' sequence, where a parameter's place counts) with other parameters added or taken away; independent draws by Philox, or a Sobol' sequence shifted by
// the seed; correlations by a Gaussian copula.
// Immutable: threads share it, each with a Scratch of its own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chance/distribution.hpp"
#include "chance/quantile_table.hpp"

namespace alongside::chance {

struct Drawn {
  std::string name;
  Distribution spread;
  std::size_t cells = 1;  ///< of a Dirichlet: its length
};

/// Indices into the list of Drawn.
struct Correlated {
  std::size_t first = 0;
  std::size_t second = 0;
  double rho = 0;  ///< of the Gaussian copula
};

enum class Sequence : std::uint8_t { random, sobol };

class Sampler {
 public:
  static constexpr std::size_t block_max = 1024;

  /// Refuses correlations that cannot hold together or that a Dirichlet is in, and more columns than Sobol's numbers are known for.
  static base::Result<Sampler> make(std::vector<Drawn> drawn, std::vector<Correlated> correlated, std::uint64_t seed,
                                    Sequence sequence);

  /// Cells of all, in order.
  std::size_t columns() const { return columns_.size(); }

  /// One thread's memory.
  class Scratch {
   private:
    friend class Sampler;
    std::vector<double> normals;
  };

  /// Fills draws [first, first + count) of each column; out[c] points at count doubles, count at most block_max. `sheets`: for each Drawn, which
  /// independent sheet of dice it takes; empty: the first.
  void draw(std::uint64_t first, std::size_t count, std::span<double* const> out, Scratch& scratch,
            std::span<const std::uint32_t> sheets = {}) const;

 private:
  struct Column {
    std::uint64_t key;  ///< of the parameter's name and the cell
    std::size_t drawn;
    std::size_t table;
    std::uint64_t shift;  ///< of its Sobol' numbers
  };
  /// Parameters that are correlated, and the lower triangle of their matrix's factor, by rows.
  struct Group {
    std::vector<std::size_t> columns;
    std::vector<double> factor;
  };

  Sampler(std::vector<Drawn> drawn, std::uint64_t seed, Sequence sequence);
  std::size_t table_of(const Distribution& spread);
  base::Result<> join(const std::vector<Correlated>& correlated);
  void uniforms(std::uint64_t first, std::size_t count, std::span<double* const> out,
                std::span<const std::uint32_t> sheets) const;
  void sobol(std::uint64_t first, std::size_t count, std::span<double* const> out) const;
  void correlate(std::size_t count, std::span<double* const> out, Scratch& scratch) const;
  void share_out(std::size_t count, std::span<double* const> out) const;

  std::vector<Drawn> drawn_;
  std::vector<QuantileTable> tables_;  ///< one a shape
  std::vector<Column> columns_;
  Group group_;
  QuantileTable normal_;
  std::uint64_t seed_;
  Sequence sequence_;
};

}  // namespace alongside::chance
