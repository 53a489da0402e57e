#include "chance/cluster.hpp"

#define OMPI_SKIP_MPICXX  // the C++ bindings, which MPI gave up in 2012
#include <mpi.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace alongside::chance {

namespace {

/// Open MPI, MPICH and Slurm, and Slurm's other way.
bool started_by_mpirun() {
  return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMI_SIZE") != nullptr ||
         std::getenv("PMIX_RANK") != nullptr;
}

constexpr std::size_t bytes_at_once_max = 1U << 30;  // MPI counts in int

}  // namespace

Cluster Cluster::alone() { return {0, 1, false}; }

base::Result<Cluster> Cluster::join() {
  if (!started_by_mpirun()) return alone();
  int already = 0;
  MPI_Initialized(&already);
  if (already != 0)
    return base::operation_error("MPI was started twice in one process; join the cluster once, at the start");
  int provided = MPI_THREAD_SINGLE;
  // What fails inside MPI ends every rank with MPI's own message: with one gone the others could only wait.
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  int rank = 0;
  int size = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  Cluster joined(rank, size, true);
  if (provided < MPI_THREAD_FUNNELED)
    return base::operation_error("this MPI was built without threads; use Open MPI as Debian builds it");
  return joined;
}

Cluster::Cluster(Cluster&& other) noexcept
    : rank_(other.rank_), size_(other.size_), started_(std::exchange(other.started_, false)) {}

Cluster::~Cluster() {
  if (started_) MPI_Finalize();
}

base::Bytes Cluster::from_root(base::Bytes bytes) const { return from(0, std::move(bytes)); }

std::vector<base::Bytes> Cluster::from_all(base::BytesView own) const {
  std::vector<base::Bytes> all;
  for (int sender = 0; sender < size_; ++sender) {
    all.push_back(from(sender, sender == rank_ ? base::Bytes(own.begin(), own.end()) : base::Bytes{}));
  }
  return all;
}

base::Bytes Cluster::from(int sender, base::Bytes bytes) const {
  if (size_ == 1) return bytes;
  std::uint64_t length = bytes.size();
  MPI_Bcast(&length, 1, MPI_UINT64_T, sender, MPI_COMM_WORLD);
  bytes.resize(length);
  for (std::size_t at = 0; at < length; at += bytes_at_once_max) {
    MPI_Bcast(bytes.data() + at, static_cast<int>(std::min(bytes_at_once_max, length - at)), MPI_BYTE, sender,
              MPI_COMM_WORLD);
  }
  return bytes;
}

}  // namespace alongside::chance
