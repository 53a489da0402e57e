#include "chance/sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cassert>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "base/random_block.hpp"
#include "chance/correlation.hpp"

namespace alongside::chance {

namespace {

constexpr std::size_t sobol_columns_max = 3'667;  ///< for which Boost has Joe and Kuo's direction numbers

/// FNV-1a, 64 bits: stable between versions and machines, which std::hash need not be.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

/// In (0, 1), neither end: the middle of one of 2^52 equal parts.
double unit(std::uint64_t bits) { return (static_cast<double>(bits >> 12) + 0.5) * 0x1.0p-52; }

double normal_below(double z) { return 0.5 * std::erfc(-z * std::numbers::sqrt2 / 2); }

}  // namespace

Sampler::Sampler(std::vector<Drawn> drawn, std::uint64_t seed, Sequence sequence)
    : drawn_(std::move(drawn)), normal_(Distribution::standard_normal()), seed_(seed), sequence_(sequence) {
  for (std::size_t i = 0; i < drawn_.size(); ++i) {
    const Drawn& one = drawn_[i];
    assert(one.spread.is_dirichlet() ? one.cells == one.spread.alphas().size() : one.cells == 1);
    for (std::size_t cell = 0; cell < one.cells; ++cell) {
      const std::uint64_t key = hash_of(one.name) + cell;
      const base::Stream of_shift(
          {.seed = seed, .entity = static_cast<std::uint32_t>(key), .decision = static_cast<std::uint32_t>(key >> 32)});
      const std::size_t table =
          table_of(one.spread.is_dirichlet() ? Distribution::standard_gamma(one.spread.alphas()[cell]) : one.spread);
      columns_.push_back({.key = key, .drawn = i, .table = table, .shift = of_shift.bits(0)});
    }
  }
}

/// The table of its shape, made if there is none yet: a study's spreads have few shapes.
std::size_t Sampler::table_of(const Distribution& spread) {
  const auto known =
      std::ranges::find_if(tables_, [&](const QuantileTable& table) { return table.shape().is_same_shape(spread); });
  const auto index = static_cast<std::size_t>(known - tables_.begin());
  if (index == tables_.size()) tables_.emplace_back(spread);
  return index;
}

base::Result<Sampler> Sampler::make(std::vector<Drawn> drawn, std::vector<Correlated> correlated, std::uint64_t seed,
                                    Sequence sequence) {
  Sampler made(std::move(drawn), seed, sequence);
  if (sequence == Sequence::sobol && made.columns() > sobol_columns_max) {
    return base::input_error(fmt::format("expected at most {} drawn parameters for a Sobol' sequence, found {}",
                                         sobol_columns_max, made.columns()));
  }
  if (const auto joined = made.join(correlated); !joined) return joined.error();
  return made;
}

base::Result<> Sampler::join(const std::vector<Correlated>& correlated) {
  std::vector<std::size_t> members;
  for (const Correlated& one : correlated) {
    for (const std::size_t index : {one.first, one.second}) {
      if (drawn_[index].spread.is_dirichlet())
        return base::input_error(
            fmt::format("expected a correlation of single numbers, found {}, a Dirichlet", drawn_[index].name));
      if (std::ranges::find(members, index) == members.end()) members.push_back(index);
    }
  }
  std::vector<PairCorrelation> pairs;
  const auto row_of = [&](std::size_t index) {
    return static_cast<std::size_t>(std::ranges::find(members, index) - members.begin());
  };
  for (const Correlated& one : correlated) pairs.push_back({row_of(one.first), row_of(one.second), one.rho});
  CorrelationFactor factor = correlation_factor(members.size(), pairs);
  if (factor.impossible_at < members.size()) {
    return base::input_error(
        fmt::format("expected correlations that can hold together; those of {} do not go with the ones before: "
                    "lower one of them",
                    drawn_[members[factor.impossible_at]].name));
  }
  for (const std::size_t index : members) {
    const auto column = std::ranges::find(columns_, index, &Column::drawn);
    group_.columns.push_back(static_cast<std::size_t>(column - columns_.begin()));
  }
  group_.factor = std::move(factor.lower);
  return base::Done{};
}

void Sampler::draw(std::uint64_t first, std::size_t count, std::span<double* const> out, Scratch& scratch,
                   std::span<const std::uint32_t> sheets) const {
  assert(count <= block_max && out.size() == columns_.size() && (sheets.empty() || sheets.size() == drawn_.size()));
  uniforms(first, count, out, sheets);
  if (!group_.columns.empty()) correlate(count, out, scratch);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const Distribution& spread = drawn_[columns_[column].drawn].spread;
    tables_[columns_[column].table].at(std::span(out[column], count), spread.from(), spread.factor());
  }
  share_out(count, out);
}

void Sampler::uniforms(std::uint64_t first, std::size_t count, std::span<double* const> out,
                       std::span<const std::uint32_t> sheets) const {
  const bool all_on_first_sheet = std::ranges::all_of(sheets, [](std::uint32_t sheet) { return sheet == 0; });
  if (sequence_ == Sequence::sobol && all_on_first_sheet) return sobol(first, count, out);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const std::uint32_t sheet = sheets.empty() ? 0 : sheets[columns_[column].drawn];
    base::fill_uniform({.seed = seed_, .entity = columns_[column].key, .sheet = sheet}, first,
                       std::span(out[column], count));
  }
}

void Sampler::sobol(std::uint64_t first, std::size_t count, std::span<double* const> out) const {
  if (columns_.empty()) return;
  // Boost leaves out the sequence's first point, all zeros, without which 2^k points fill no grid.
  boost::random::sobol points(columns_.size());
  if (first > 0) points.seed(first - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_first_point = first + i == 0;
    for (std::size_t column = 0; column < columns_.size(); ++column)
      out[column][i] = unit((is_first_point ? 0 : points()) ^ columns_[column].shift);
  }
}

void Sampler::correlate(std::size_t count, std::span<double* const> out, Scratch& scratch) const {
  const std::size_t n = group_.columns.size();
  scratch.normals.resize(n * block_max);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<double> normals = std::span(scratch.normals).subspan(i * block_max, count);
    std::copy_n(out[group_.columns[i]], count, normals.begin());
    normal_.at(normals, 0, 1);
  }
  for (std::size_t i = 0; i < n; ++i) {
    double* const values = out[group_.columns[i]];
    std::fill_n(values, count, 0.0);
    for (std::size_t k = 0; k <= i; ++k) {
      const double weight = group_.factor[i * n + k];
      for (std::size_t draw = 0; draw < count; ++draw) values[draw] += weight * scratch.normals[k * block_max + draw];
    }
    // Never an end: beyond 8 sds a normal's probability is one of them.
    for (std::size_t draw = 0; draw < count; ++draw)
      values[draw] = std::clamp(normal_below(values[draw]), 0x1.0p-53, 1 - 0x1.0p-53);
  }
}

/// Independent gammas over their sum are a Dirichlet.
void Sampler::share_out(std::size_t count, std::span<double* const> out) const {
  std::size_t column = 0;
  for (const Drawn& one : drawn_) {
    if (one.spread.is_dirichlet()) {
      for (std::size_t draw = 0; draw < count; ++draw) {
        double sum = 0;
        for (std::size_t cell = 0; cell < one.cells; ++cell) sum += out[column + cell][draw];
        for (std::size_t cell = 0; cell < one.cells; ++cell) out[column + cell][draw] /= sum;
      }
    }
    column += one.cells;
  }
}

}  // namespace alongside::chance
