#include "chance/replicates.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <chrono>
#include <optional>
#include <utility>

#include "base/bytes.hpp"
#include "chance/numbered_work.hpp"
#include "chance/resume_file.hpp"

namespace alongside::chance {

namespace {

/// A round shorter than this is followed by one twice as long, a longer one than that by one half as long.
constexpr auto round_short = std::chrono::milliseconds(250);
constexpr auto round_long = std::chrono::milliseconds(1000);

struct Row {
  std::uint32_t replicate;
  std::span<const double> values;
};

void put(base::Writer& out, const Row& row) {
  out.number(row.replicate);
  for (const double value : row.values) out.number(std::bit_cast<std::uint64_t>(value));
}

bool is_set(const std::atomic<bool>* stop) { return stop != nullptr && stop->load(std::memory_order_relaxed); }

/// What every rank knows: which replicates are done, and their rows.
class Board {
 public:
  Board(std::uint32_t count, std::size_t width) : width_(width), values_(count * width), done_(count, 0) {}

  std::uint32_t done() const { return done_count_; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(done_.size()); }
  std::span<double> place(std::uint32_t replicate) { return std::span(values_).subspan(replicate * width_, width_); }

  void mark_done(std::uint32_t replicate) {
    done_count_ += done_[replicate] == 0 ? 1U : 0U;
    done_[replicate] = 1;
    while (first_open_ < count() && done_[first_open_] != 0) ++first_open_;
  }

  /// The lowest `size` that are not done, every so-manieth of them: the share of one rank.
  std::vector<std::uint32_t> share_of(const Cluster& cluster, std::uint32_t size) const {
    std::vector<std::uint32_t> share;
    int turn = 0;
    for (std::uint32_t replicate = first_open_; replicate < count() && size > 0; ++replicate) {
      if (done_[replicate] != 0) continue;
      if (turn == cluster.rank()) share.push_back(replicate);
      turn = (turn + 1) % cluster.size();
      --size;
    }
    return share;
  }

  /// Takes the rows that `put` wrote; the numbers of those that are new.
  std::vector<std::uint32_t> take(base::Reader& in) {
    std::vector<std::uint32_t> taken;
    while (in.left() > 0) {
      const auto replicate = in.number<std::uint32_t>();
      assert(replicate < count() && in.left() >= 8 * width_);
      for (double& value : place(replicate)) value = std::bit_cast<double>(in.number<std::uint64_t>());
      mark_done(replicate);
      taken.push_back(replicate);
    }
    return taken;
  }

  Replicates finish() && {
    Replicates result{width_, std::move(values_), {}, done_count_ == count()};
    for (std::uint32_t replicate = 0; replicate < count(); ++replicate) {
      if (done_[replicate] == 0) continue;
      const auto from = result.values.begin() + static_cast<std::ptrdiff_t>(replicate * width_);
      std::copy_n(from, width_, result.values.begin() + static_cast<std::ptrdiff_t>(result.replicates.size() * width_));
      result.replicates.push_back(replicate);
    }
    result.values.resize(result.replicates.size() * width_);
    return result;
  }

 private:
  std::size_t width_;
  std::vector<double> values_;
  std::vector<std::uint8_t> done_;
  std::uint32_t done_count_ = 0;
  std::uint32_t first_open_ = 0;
};

/// The threads of this rank, each with its own work.
class Crew {
 public:
  Crew(unsigned threads, const std::function<Work()>& make_work) {
    for (unsigned i = 0; i < threads; ++i) work_.push_back(make_work());
  }

  /// Does the share, or what of it was begun when a stop was wished; says which.
  std::vector<std::uint32_t> run(const std::vector<std::uint32_t>& share, Board& board, const std::atomic<bool>* stop) {
    std::vector<std::uint8_t> done(share.size(), 0);
    share_out(static_cast<unsigned>(work_.size()), share.size(), [&](unsigned thread, std::uint64_t turn) {
      if (is_set(stop)) return false;
      work_[thread](share[turn], board.place(share[turn]));
      done[turn] = 1;
      return true;
    });
    std::vector<std::uint32_t> finished;
    for (std::size_t i = 0; i < share.size(); ++i) {
      if (done[i] != 0) finished.push_back(share[i]);
    }
    return finished;
  }

 private:
  std::vector<Work> work_;
};

/// What the root tells the others before each round: how many replicates it has, or that there is an end, or what went wrong.
struct Order {
  std::uint32_t round = 0;
  std::optional<base::Error> error;
};

base::Result<std::uint32_t> agree(const Cluster& cluster, const Order& order) {
  base::Writer out;
  out.number(order.round);
  out.number(static_cast<std::uint8_t>(order.error ? static_cast<int>(order.error->failure) + 1 : 0));
  out.block(base::bytes_of(order.error ? order.error->message : std::string()));
  const base::Bytes bytes = cluster.from_root(out.take());
  base::Reader in(bytes);
  const auto round = in.number<std::uint32_t>();
  const auto failure = in.number<std::uint8_t>();
  const std::string message(base::text_of(in.block()));
  assert(in.complete());
  if (failure != 0) return base::Error{message, static_cast<base::Failure>(failure - 1)};
  return round;
}

/// The root opens the file; every rank takes the rows it held.
base::Result<std::optional<ResumeFile>> go_on_from_file(const ReplicatesPlan& plan, const Cluster& cluster,
                                                        Board& board, std::size_t width) {
  std::optional<ResumeFile> file;
  Order order;
  base::Writer rows;
  if (cluster.is_root() && !plan.resume.empty()) {
    auto opened = ResumeFile::open(plan.resume, plan.fingerprint, width);
    if (opened) {
      file.emplace(std::move(*opened));
      for (const ResumeFile::Row& row : file->found()) {
        if (row.replicate < plan.count) put(rows, {row.replicate, row.values});
      }
    } else {
      order.error = opened.error();
    }
  }
  if (const auto agreed = agree(cluster, order); !agreed) return agreed.error();
  const base::Bytes bytes = cluster.from_root(rows.take());
  base::Reader in(bytes);
  board.take(in);
  return file;
}

/// Everybody's rows of a round, and whether anybody wishes to stop.
struct RoundEnd {
  std::vector<std::uint32_t> replicates;
  std::vector<double> values;
  bool stop = false;
};

RoundEnd bring_together(const Cluster& cluster, Board& board, const std::vector<std::uint32_t>& finished, bool stop) {
  base::Writer out;
  out.number(static_cast<std::uint8_t>(stop ? 1 : 0));
  for (const std::uint32_t replicate : finished) put(out, {replicate, board.place(replicate)});
  RoundEnd end;
  for (const base::Bytes& bytes : cluster.from_all(out.bytes())) {
    base::Reader in(bytes);
    end.stop = in.number<std::uint8_t>() != 0 || end.stop;
    for (const std::uint32_t replicate : board.take(in)) end.replicates.push_back(replicate);
  }
  for (const std::uint32_t replicate : end.replicates) {
    const auto row = board.place(replicate);
    end.values.insert(end.values.end(), row.begin(), row.end());
  }
  return end;
}

}  // namespace

std::vector<double> Replicates::column(std::size_t column_index) const {
  assert(column_index < width);
  std::vector<double> numbers;
  for (std::size_t at = column_index; at < values.size(); at += width) numbers.push_back(values[at]);
  return numbers;
}

base::Result<Replicates> run_replicates(const ReplicatesPlan& plan, std::size_t width,
                                        const std::function<Work()>& make_work) {
  assert(plan.count >= 1 && plan.threads >= 1 && width >= 1);
  const Cluster only_this = Cluster::alone();
  const Cluster& cluster = plan.cluster != nullptr ? *plan.cluster : only_this;
  Board board(plan.count, width);
  auto file = go_on_from_file(plan, cluster, board, width);
  if (!file) return file.error();
  Crew crew(plan.threads, make_work);

  const std::uint32_t least = plan.threads * static_cast<std::uint32_t>(cluster.size());
  Order order{least, {}};
  for (bool stopped = false; !stopped && board.done() < board.count();) {
    const auto round = agree(cluster, order);
    if (!round) return round.error();
    const auto began = std::chrono::steady_clock::now();
    const auto finished = crew.run(board.share_of(cluster, *round), board, plan.stop);
    const RoundEnd end = bring_together(cluster, board, finished, is_set(plan.stop));
    const auto took = std::chrono::steady_clock::now() - began;
    if (took < round_short) order.round = *round <= plan.count / 2 ? *round * 2 : plan.count;
    if (took > round_long) order.round = std::max(least, *round / 2);
    if (*file) {
      if (const auto written = (*file)->append(end.replicates, end.values); !written) order.error = written.error();
    }
    if (cluster.is_root() && plan.progress) plan.progress(board.done(), board.count());
    stopped = end.stop;
  }
  // Also what the root met in the last round is everybody's answer.
  if (const auto last = agree(cluster, order); !last) return last.error();
  return std::move(board).finish();
}

}  // namespace alongside::chance
