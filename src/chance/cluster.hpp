// Cluster: the processes that mpirun started together, or this process alone.
//
// MPI is started only where mpirun says that it started this process: a plain run neither waits for it nor hears from it. Goals: what
// replicates need, each a collective call: every rank calls the same in the same order. Non-goals: anything else of MPI, which no other
// file sees. One Cluster a process, for as long as it computes; all calls from the thread that joined.
#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace alongside::chance {

class Cluster {
 public:
  /// Joins the ranks that mpirun started (OMPI_COMM_WORLD_SIZE or PMI_SIZE in the environment), else stands alone. Once a process.
  static base::Result<Cluster> join();
  /// This process alone, whoever started it.
  static Cluster alone();

  Cluster(Cluster&& other) noexcept;
  Cluster& operator=(Cluster&&) = delete;
  /// Leaves: waits for the others.
  ~Cluster();

  int rank() const { return rank_; }
  int size() const { return size_; }
  /// The rank that reads, writes and speaks.
  bool is_root() const { return rank_ == 0; }

  /// The root's bytes, on every rank; what others pass is ignored.
  base::Bytes from_root(base::Bytes bytes) const;
  /// Every rank's bytes, by rank, on every rank.
  std::vector<base::Bytes> from_all(base::BytesView own) const;

 private:
  Cluster(int rank, int size, bool started) : rank_(rank), size_(size), started_(started) {}
  /// The sender's bytes, on every rank.
  base::Bytes from(int sender, base::Bytes bytes) const;

  int rank_;
  int size_;
  bool started_;  ///< this object started MPI and ends it
};

}  // namespace alongside::chance
