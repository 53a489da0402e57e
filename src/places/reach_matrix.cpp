#include "places/reach_matrix.hpp"

#include <algorithm>

#include "chance/numbered_work.hpp"

namespace alongside::places {

namespace {

constexpr std::uint32_t demands_a_piece = 64;

bool comes_first(const Reached& a, const Reached& b) {
  return a.share != b.share ? a.share > b.share : a.other < b.other;
}

}  // namespace

ReachMatrix ReachMatrix::build(std::uint32_t demands, std::uint32_t candidates, unsigned threads,
                               const std::function<void(std::uint32_t, std::vector<Reached>&)>& row) {
  const std::uint32_t pieces = (demands + demands_a_piece - 1) / demands_a_piece;
  std::vector<std::vector<Reached>> entries(pieces);
  std::vector<std::size_t> lengths(demands);
  std::vector<std::vector<Reached>> of_one(std::max(1U, threads));  // each thread's own
  chance::share_out(threads, pieces, [&](unsigned thread, std::uint64_t piece) {
    std::vector<Reached>& one = of_one[thread];
    const auto first = static_cast<std::uint32_t>(piece) * demands_a_piece;
    for (std::uint32_t demand = first; demand < std::min(demands, first + demands_a_piece); ++demand) {
      one.clear();
      row(demand, one);
      std::sort(one.begin(), one.end(), comes_first);
      entries[piece].insert(entries[piece].end(), one.begin(), one.end());
      lengths[demand] = one.size();
    }
    return true;
  });

  ReachMatrix out;
  out.row_begin_.reserve(demands + 1);
  for (const std::size_t length : lengths) out.row_begin_.push_back(out.row_begin_.back() + length);
  out.rows_.reserve(out.row_begin_.back());
  for (std::vector<Reached>& piece : entries) {
    out.rows_.insert(out.rows_.end(), piece.begin(), piece.end());
    piece = {};
  }
  std::vector<std::size_t> at(candidates + 1, 0);
  for (const Reached& entry : out.rows_) ++at[entry.other + 1];
  for (std::uint32_t candidate = 0; candidate < candidates; ++candidate) at[candidate + 1] += at[candidate];
  out.column_begin_ = at;
  out.columns_.resize(out.rows_.size());
  for (std::uint32_t demand = 0; demand < demands; ++demand) {
    for (const Reached& entry : out.row(demand)) out.columns_[at[entry.other]++] = {entry.share, demand};
  }
  return out;
}

bool ReachMatrix::is_covering() const {
  return std::all_of(rows_.begin(), rows_.end(),
                     [&](const Reached& entry) { return entry.share == rows_.front().share; });
}

}  // namespace alongside::places
