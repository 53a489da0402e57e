#include "chance/replicates.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

#include "base/random.hpp"

namespace alongside::chance {
namespace {

constexpr std::size_t width = 3;

/// A replicate whose numbers hang on its own number alone, and whose length differs from one to the next, as a simulation's does.
void compute(std::uint32_t replicate, std::span<double> out) {
  const auto steps = static_cast<std::uint32_t>(base::Stream({5, replicate, 0, 0}).below(3000, 0));
  for (std::uint32_t step = 0; step < steps; ++step) out[0] += base::Stream({5, replicate, step, 1}).normal(0);
  out[1] = steps;
  out[2] = replicate % 3 == 0 ? std::numeric_limits<double>::quiet_NaN() : -0.0;
}
Work make_work() { return compute; }

bool same_bytes(const Replicates& a, const Replicates& b) {
  return a.width == b.width && a.replicates == b.replicates && a.values.size() == b.values.size() &&
         std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(double)) == 0;
}

Replicates run(const ReplicatesPlan& plan) {
  auto result = run_replicates(plan, width, make_work);
  if (!result) ADD_FAILURE() << result.error().message;
  return result ? std::move(*result) : Replicates{};
}

/// A path of this test that names no file yet.
std::filesystem::path fresh_path(const std::string& name) {
  const auto path =
      std::filesystem::path(testing::TempDir()) / ("alongside-" + std::to_string(::getpid()) + "-" + name);
  std::filesystem::remove(path);
  return path;
}
std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}
void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

TEST(Replicates, AreTheSameBytesOnOneThreadTwoAndSeven) {
  const Replicates one = run({.count = 101, .threads = 1});
  ASSERT_TRUE(one.complete);
  ASSERT_EQ(one.rows(), 101U);
  for (std::uint32_t replicate = 0; replicate < 101; ++replicate) {
    std::vector<double> alone(width);
    compute(replicate, alone);
    EXPECT_EQ(std::memcmp(alone.data(), one.row(replicate).data(), width * sizeof(double)), 0) << replicate;
  }
  EXPECT_EQ(one.column(1)[100], one.row(100)[1]);
  for (const unsigned threads : {2U, 7U})
    EXPECT_TRUE(same_bytes(run({.count = 101, .threads = threads}), one)) << threads;
}

TEST(Replicates, AreComputedOnceEachByAsManyThreadsAsWereAskedFor) {
  std::mutex mutex;
  std::multiset<std::uint32_t> computed;
  std::set<std::thread::id> threads;
  unsigned made = 0;
  const auto result = run_replicates({.count = 60, .threads = 3}, width, [&]() -> Work {
    ++made;
    return [&](std::uint32_t replicate, std::span<double>) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      const std::lock_guard lock(mutex);
      computed.insert(replicate);
      threads.insert(std::this_thread::get_id());
    };
  });
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(made, 3U);
  EXPECT_GE(threads.size(), 3U);
  EXPECT_EQ(computed.size(), 60U);
  EXPECT_EQ(std::set(computed.begin(), computed.end()).size(), 60U);
}

TEST(Replicates, TellHowFarTheyAre) {
  std::vector<std::uint32_t> told;
  run({.count = 37, .threads = 2, .progress = [&](std::uint32_t done, std::uint32_t of) {
         EXPECT_EQ(of, 37U);
         EXPECT_GT(done, told.empty() ? 0U : told.back());
         told.push_back(done);
       }});
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back(), 37U);
}

TEST(Replicates, StopWhereTheyAreToldToAndGoOnFromTheirFile) {
  const auto path = fresh_path("stopped");
  std::atomic<bool> stop = false;
  std::atomic<std::uint32_t> computed = 0;
  const auto counting = [&]() -> Work {
    return [&](std::uint32_t replicate, std::span<double> out) {
      compute(replicate, out);
      if (++computed == 50) stop = true;
    };
  };
  const auto stopped =
      run_replicates({.count = 400, .threads = 2, .resume = path, .fingerprint = "f", .stop = &stop}, width, counting);
  ASSERT_TRUE(stopped.ok());
  EXPECT_FALSE(stopped->complete);
  EXPECT_EQ(stopped->rows(), computed);
  EXPECT_LE(stopped->rows(), 52U) << "what had begun was finished, and no more";
  const Replicates whole = run({.count = 400});
  for (std::size_t i = 0; i < stopped->rows(); ++i) {
    EXPECT_EQ(std::memcmp(stopped->row(i).data(), whole.row(stopped->replicates[i]).data(), width * sizeof(double)), 0);
  }
  stop = false;
  const auto before = computed.load();
  const auto resumed =
      run_replicates({.count = 400, .threads = 2, .resume = path, .fingerprint = "f"}, width, counting);
  ASSERT_TRUE(resumed.ok());
  EXPECT_TRUE(same_bytes(*resumed, whole));
  EXPECT_EQ(computed, 400U) << "nothing was computed twice";
  EXPECT_GT(computed, before);
}

TEST(Replicates, GoOnFromAFileThatWasCutAnywhere) {
  const auto path = fresh_path("cut");
  const ReplicatesPlan plan{.count = 40, .threads = 2, .resume = path, .fingerprint = "insite 1"};
  const Replicates whole = run(plan);
  const std::string bytes = bytes_of(path);
  constexpr std::size_t row = 4 + 8 * width + 8;
  const std::size_t header = bytes.size() - 40 * row;
  ASSERT_LT(header, 200U);
  std::vector<std::size_t> cuts = {0, 1, header - 1, header, header + 1, bytes.size() - 1, bytes.size()};
  for (std::uint32_t i = 0; i < 60; ++i) cuts.push_back(base::Stream({9, 0, i, 0}).below(bytes.size(), 0));
  for (const std::size_t cut : cuts) {
    write(path, std::string_view(bytes).substr(0, cut));
    std::atomic<std::uint32_t> computed = 0;
    const auto resumed = run_replicates(plan, width, [&]() -> Work {
      return [&](std::uint32_t replicate, std::span<double> out) {
        ++computed;
        compute(replicate, out);
      };
    });
    ASSERT_TRUE(resumed.ok()) << cut << ": " << resumed.error().message;
    EXPECT_TRUE(same_bytes(*resumed, whole)) << cut;
    const std::size_t kept = cut < header ? 0 : (cut - header) / row;
    EXPECT_EQ(computed, 40 - kept) << cut;
    EXPECT_EQ(bytes_of(path).size(), bytes.size()) << cut;
  }
}

TEST(Replicates, DoAgainWhatALostPowerLeftHalfWritten) {
  const auto path = fresh_path("torn");
  const ReplicatesPlan plan{.count = 40, .resume = path, .fingerprint = "insite 1"};
  const Replicates whole = run(plan);
  const std::string bytes = bytes_of(path);
  for (std::uint32_t i = 0; i < 40; ++i) {
    std::string torn = bytes;
    const std::size_t at =
        bytes.size() - 40 * (4 + 8 * width + 8) + base::Stream({10, 0, i, 0}).below(40 * (4 + 8 * width + 8), 0);
    torn[at] = static_cast<char>(torn[at] ^ (1 << (i % 8)));
    write(path, torn);
    EXPECT_TRUE(same_bytes(run(plan), whole)) << at;
    EXPECT_TRUE(same_bytes(run(plan), whole)) << "and once more from the mended file";
  }
}

TEST(Replicates, GoOnAfterAKill) {
  const auto path = fresh_path("killed");
  const ReplicatesPlan plan{.count = 300, .threads = 2, .resume = path, .fingerprint = "f"};
  const auto slowly = []() -> Work {
    return [](std::uint32_t replicate, std::span<double> out) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      compute(replicate, out);
    };
  };
  std::size_t kept = 0;
  for (int kill = 0; kill < 4; ++kill) {
    const ::pid_t child = ::fork();
    if (child == 0) {
      const bool done = run_replicates(plan, width, slowly).ok();
      ::_exit(done ? 0 : 1);
    }
    const auto enough = kept + 1 + static_cast<std::size_t>(kill);
    while (!std::filesystem::exists(path) || std::filesystem::file_size(path) <= enough)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it was done before it could be killed";
    kept = std::filesystem::file_size(path);
  }
  EXPECT_TRUE(same_bytes(run(plan), run({.count = 300})));
}

TEST(Replicates, MoreOfThemStandOnTheFileOfFewer) {
  const auto path = fresh_path("more");
  run({.count = 20, .resume = path, .fingerprint = "f"});
  EXPECT_TRUE(same_bytes(run({.count = 45, .resume = path, .fingerprint = "f"}), run({.count = 45})));
  EXPECT_TRUE(same_bytes(run({.count = 7, .resume = path, .fingerprint = "f"}), run({.count = 7})));
}

std::string refusal(const std::filesystem::path& path, const std::string& fingerprint, std::size_t of_width = width) {
  const auto result = run_replicates({.count = 5, .resume = path, .fingerprint = fingerprint}, of_width, make_work);
  return result ? "" : result.error().message;
}

TEST(Replicates, RefuseTheFileOfAnotherScenarioAndLeaveItAsItIs) {
  const auto path = fresh_path("other");
  run({.count = 5, .resume = path, .fingerprint = "insite, seed 1"});
  const std::string bytes = bytes_of(path);
  EXPECT_EQ(refusal(path, "insite, seed 2"),
            path.string() +
                ": expected replicates of this scenario, seed and program (insite, seed 2), found those of another "
                "(insite, seed 1); name another file, or delete this one to begin anew");
  EXPECT_NE(refusal(path, "insite, seed 1", width + 1), "");
  EXPECT_EQ(bytes_of(path), bytes);
  EXPECT_EQ(refusal(path, "insite, seed 1"), "");
}

TEST(Replicates, NeverWriteOverAFileThatIsSomethingElse) {
  const auto path = fresh_path("letter");
  write(path, "Dear neighbours,\n");
  EXPECT_EQ(
      refusal(path, "f"),
      path.string() +
          ": expected a file of replicates that this program wrote, found another kind of file; it is left as it is: "
          "name another file, or delete this one to begin anew");
  EXPECT_EQ(bytes_of(path), "Dear neighbours,\n");
  EXPECT_NE(refusal("/dev/full", "f").find("expected a file, found a device"), std::string::npos);
  EXPECT_NE(refusal(testing::TempDir(), "f").find("cannot open"), std::string::npos);
}

TEST(Replicates, RefuseAFileThatAnotherRunIsWriting) {
  const auto path = fresh_path("busy");
  std::string inner;
  const auto outer = run_replicates({.count = 1, .resume = path, .fingerprint = "f"}, width, [&]() -> Work {
    return [&](std::uint32_t, std::span<double>) { inner = refusal(path, "f"); };
  });
  EXPECT_TRUE(outer.ok());
  EXPECT_EQ(inner, path.string() + ": another run is writing it; wait for that one, or name another file");
}

TEST(Replicates, SayThatTheDiskIsFullAndKeepWhatTheyHave) {
  const auto path = fresh_path("full");
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit limit{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const auto full = run_replicates({.count = 100, .resume = path, .fingerprint = "f"}, width, make_work);
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().message, path.string() + ": cannot write: File too large");
  EXPECT_TRUE(same_bytes(run({.count = 100, .resume = path, .fingerprint = "f"}), run({.count = 100})));
}

/// What one rank of the test below does: the same run, and a run that the root must refuse, which every rank must hear of.
void be_a_rank(const std::filesystem::path& folder) {
  auto cluster = Cluster::join();
  ASSERT_TRUE(cluster.ok()) << cluster.error().message;
  EXPECT_EQ(std::to_string(cluster->size()), std::getenv("ALONGSIDE_TEST_RANKS"));
  const auto result = run({.count = 57, .threads = 2, .cluster = &*cluster});
  write(folder / std::to_string(cluster->rank()),
        std::string_view(reinterpret_cast<const char*>(result.values.data()), result.values.size() * sizeof(double)));
  const auto refused = run_replicates(
      {.count = 5, .resume = folder / "letter", .fingerprint = "f", .cluster = &*cluster}, width, make_work);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("it is left as it is"), std::string::npos);

  // The last rank alone wishes to stop: all stop, and all go on from the root's file.
  const std::atomic<bool> stop = true;
  const auto stopped = run_replicates({.count = 57,
                                       .resume = folder / "resume",
                                       .fingerprint = "f",
                                       .stop = cluster->rank() == cluster->size() - 1 ? &stop : nullptr,
                                       .cluster = &*cluster},
                                      width, make_work);
  ASSERT_TRUE(stopped.ok());
  EXPECT_FALSE(stopped->complete);
  EXPECT_LE(stopped->rows(), static_cast<std::size_t>(cluster->size()));
  EXPECT_TRUE(
      same_bytes(run({.count = 57, .resume = folder / "resume", .fingerprint = "f", .cluster = &*cluster}), result));
}

TEST(Replicates, AreTheSameBytesOnOneRankTwoAndThree) {
  if (const char* folder = std::getenv("ALONGSIDE_TEST_RANK_FOLDER")) return be_a_rank(folder);
  const Replicates alone = run({.count = 57});
  const std::string expected(reinterpret_cast<const char*>(alone.values.data()), alone.values.size() * sizeof(double));
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  for (const int ranks : {1, 2, 3}) {
    const auto folder = fresh_path("ranks-" + std::to_string(ranks));
    std::filesystem::create_directory(folder);
    write(folder / "letter", "Dear neighbours,\n");
    // Open MPI ends with memory of its own in hand: under a sanitizer that is not looked for in the ranks.
    const std::string command =
        "env -u GTEST_OUTPUT ASAN_OPTIONS=detect_leaks=0 OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 "
        "ALONGSIDE_TEST_RANK_FOLDER='" +
        folder.string() + "' ALONGSIDE_TEST_RANKS=" + std::to_string(ranks) + " timeout 120 mpirun -n " +
        std::to_string(ranks) + " --oversubscribe '" + program +
        "' --gtest_brief=1 --gtest_filter=Replicates.AreTheSameBytesOnOneRankTwoAndThree";
    ASSERT_EQ(std::system(command.c_str()), 0) << command << "\nscript/bootstrap installs mpirun";
    for (int rank = 0; rank < ranks; ++rank)
      EXPECT_EQ(bytes_of(folder / std::to_string(rank)), expected) << rank << " of " << ranks;
    std::filesystem::remove_all(folder);
  }
}

TEST(Cluster, IsThisProcessAloneWithoutMpirun) {
  const auto cluster = Cluster::join();
  ASSERT_TRUE(cluster.ok());
  EXPECT_TRUE(cluster->is_root());
  EXPECT_EQ(cluster->size(), 1);
  EXPECT_EQ(cluster->from_all(base::bytes_of("x")), std::vector<base::Bytes>{{'x'}});
}

}  // namespace
}  // namespace alongside::chance
