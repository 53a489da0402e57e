// Replicates: one simulation run many times with other dice, over threads and over the ranks of a cluster.
//
// Goals: the same bytes whatever the threads and ranks, since a replicate is a function of its number alone; a run that is stopped or killed
// goes on where it was. Non-goals: what a replicate computes; errors inside one (a replicate cannot fail: what is unknown is NaN).
// Work goes in rounds of about half a second. Between rounds the resume file, the progress and the wish to stop are looked after;
// none of that can reach a result. `run_replicates` starts and ends its own threads; `progress` is called from the caller's.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chance/cluster.hpp"

namespace alongside::chance {

struct ReplicatesPlan {
  std::uint32_t count = 1;            ///< at least 1
  unsigned threads = 1;               ///< of this rank, at least 1
  std::filesystem::path resume = {};  ///< the file to go on from and to write, empty for none; the root's
  std::string fingerprint = {};       ///< of scenario, seed and program: a file with another one is refused
  std::function<void(std::uint32_t done, std::uint32_t of)> progress =
      {};                                   ///< on the root, after each round; may be empty
  const std::atomic<bool>* stop = nullptr;  ///< set by whoever wants an end; replicates that run are finished
  const Cluster* cluster = nullptr;         ///< null: this process alone
};

/// The rows of a run, one of `width` numbers a replicate. The same on every rank, so that a search goes on the same way everywhere.
struct Replicates {
  std::size_t width = 0;
  std::vector<double> values;             ///< row after row, in the order of their numbers
  std::vector<std::uint32_t> replicates;  ///< the number of each row: all from 0 up if complete
  bool complete = false;                  ///< false: stopped before all were done

  std::size_t rows() const { return replicates.size(); }
  std::span<const double> row(std::size_t row_index) const {
    return std::span(values).subspan(row_index * width, width);
  }
  /// One number of every row.
  std::vector<double> column(std::size_t column_index) const;
};

/// Fills `out`, which is `width` zeros, from the replicate's number alone. Each thread has one and calls it for one replicate after another,
/// so it may keep its arrays; it must not keep anything else.
using Work = std::function<void(std::uint32_t replicate, std::span<double> out)>;

/// Refuses a resume file of another fingerprint or width, one that is no resume file, and one that another run is writing. On a cluster every rank
/// calls it with the same count, width and fingerprint, and every rank gets the same answer.
base::Result<Replicates> run_replicates(const ReplicatesPlan& plan, std::size_t width,
                                        const std::function<Work()>& make_work);

}  // namespace alongside::chance
