// Where the next centers go: how long a proof takes, beside COIN-OR CBC alone on the same model in the same run.
//
// Connecticut's 169 towns choose 3 to a proven optimum, from the document to the answer; 879 points choose 10 to 0.5% and 20,000 points x 1,000 candidates
// choose 30 to 1%, with the matrix of reach. The last two are synthetic surfaces (clusters on a square, reach falling with distance), and so is the covering
// instance, on which CBC is the better prover. CBC gets twenty seconds; where it has no proof by then, the ratio is a lower bound and
// `rival_proved` is 0. Each answer is checked: no set of ours is above CBC's bound, and none of its sets is above ours.
#include <benchmark/benchmark.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include "base/random.hpp"
#include "plan/planning.hpp"
#include "plan/proof/cbc.hpp"

namespace {

using namespace alongside;
using namespace alongside::plan;

constexpr double rival_seconds_max = 20;
constexpr double rounding = 1e-6;

struct Surface {
  places::ReachMatrix reach;
  SiteProblem problem;
};

/// Two thirds of the points in 25 clusters, the rest spread out; candidates are the points themselves, or lie anywhere.
Surface surface(std::uint32_t demands, std::uint32_t candidates, std::uint32_t sites, double radius, bool covering) {
  const base::Stream x({1, 0, 0, 0});
  const base::Stream y({1, 0, 0, 1});
  const base::Stream people({1, 0, 0, 2});
  std::vector<std::pair<double, double>> at;
  std::vector<std::pair<double, double>> from;
  for (std::uint32_t i = 0; i < demands; ++i) {
    const auto cluster = static_cast<std::uint32_t>(9'000'000 + people.below(25, 5'000'000 + i));
    const double spread = i % 3 == 0 ? 0.5 : 0.05;
    at.emplace_back(x.uniform(cluster) + spread * x.normal(i), y.uniform(cluster) + spread * y.normal(i));
  }
  for (std::uint32_t j = 0; j < candidates; ++j)
    from.push_back(candidates == demands ? at[j] : std::pair(x.uniform(1'000'000 + j), y.uniform(1'000'000 + j)));
  Surface out;
  out.reach = places::ReachMatrix::build(
      demands, candidates, std::max(1U, std::thread::hardware_concurrency()),
      [&](std::uint32_t i, std::vector<places::Reached>& row) {
        for (std::uint32_t j = 0; j < candidates; ++j) {
          const double apart = std::hypot(at[i].first - from[j].first, at[i].second - from[j].second);
          if (apart < radius) row.push_back({covering ? 1.0F : static_cast<float>(1 - apart / radius), j});
        }
      });
  for (std::uint32_t i = 0; i < demands; ++i) out.problem.weights.push_back(std::floor(people.exponential(10, i)));
  out.problem.rules.sites_max = sites;
  out.problem.rules.standing.assign(candidates, Standing::free);
  return out;
}

struct Rival {
  CbcAnswer answer;
  double seconds;
};

/// In a process of its own: CBC looks at no clock while it solves its first linear program, and that alone may take minutes.
Rival ask_cbc(const SiteProblem& problem, double gap) {
  struct Sent {
    bool found, proven;
    double objective, bound;
  };
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  Rival out{.answer = {.sites = {}, .bound = std::numeric_limits<double>::infinity()}, .seconds = rival_seconds_max};
  int ends[2];
  if (::pipe(ends) != 0) return out;
  const pid_t child = ::fork();
  if (child == 0) {
    const CbcAnswer answer =
        solve_with_cbc(problem, problem.rules.standing, gap, solve::Until::in(rival_seconds_max, nullptr));
    const Sent sent{answer.found, answer.proven, answer.objective, answer.bound};
    ::_exit(::write(ends[1], &sent, sizeof sent) == sizeof sent ? 0 : 1);
  }
  ::close(ends[1]);
  pollfd waiting{.fd = ends[0], .events = POLLIN, .revents = 0};
  Sent sent{};
  if (::poll(&waiting, 1, static_cast<int>(1000 * rival_seconds_max)) > 0 &&
      ::read(ends[0], &sent, sizeof sent) == sizeof sent) {
    out.answer.found = sent.found;
    out.answer.proven = sent.proven;
    out.answer.objective = sent.objective;
    out.answer.bound = sent.bound;
    out.seconds = seconds();
  }
  ::close(ends[0]);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return out;
}

/// Empty if both answers can be true.
std::string disagreement(const Solution& own, const Rival& rival) {
  if (!own.proven) return "not proven: " + own.says();
  if (own.objective > rival.answer.bound * (1 + rounding)) return "above the bound of CBC";
  if (rival.answer.found && rival.answer.objective > own.bound * (1 + rounding))
    return "CBC found better than our bound";
  return {};
}

void finish(benchmark::State& run, const Solution& own, double own_seconds, const Rival& rival) {
  if (const std::string wrong = disagreement(own, rival); !wrong.empty()) return run.SkipWithError(wrong.c_str());
  run.counters["gap_percent"] = 100 * own.gap;
  run.counters["rival_seconds"] = rival.seconds;
  run.counters["rival_proved"] = rival.answer.proven ? 1 : 0;
  run.counters["ratio_to_rival"] = rival.seconds / own_seconds;
}

void connecticut_three_of_169_proven(benchmark::State& run) {
  const auto document = load_plan("connecticut", {}, "");
  if (!document) return run.SkipWithError(document.error().message.c_str());
  Solution own;
  double seconds = 0;
  for (auto _ : run) {
    const auto begin = std::chrono::steady_clock::now();
    const auto made = make_plan(*document, nullptr, {.gap = 0, .draws = 0, .curve_sites_max = 0, .vetoes = false});
    if (!made) return run.SkipWithError(made.error().message.c_str());
    own = made->solution;
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  const auto demand = make_demand(*document, nullptr, 0, 9999);
  const auto candidates = make_candidates(*document);
  const auto reach = make_reach(*document, candidates, 1, 1);
  auto weights = demand->expected();
  for (double& weight : weights) weight *= document->effect.averted_per_death_reached();
  const SiteProblem problem = make_problem(*document, *reach, *make_rules(*document, candidates, {}), weights);
  finish(run, own, seconds, ask_cbc(problem, 0));
}
BENCHMARK(connecticut_three_of_169_proven)->UseRealTime()->Unit(benchmark::kMillisecond);

void choose(benchmark::State& run, std::uint32_t demands, std::uint32_t candidates, std::uint32_t sites, double radius,
            bool covering, double gap, Prover prover) {
  Solution own;
  double seconds = 0;
  for (auto _ : run) {
    const auto begin = std::chrono::steady_clock::now();
    Surface instance = surface(demands, candidates, sites, radius, covering);
    instance.problem.reach = &instance.reach;
    auto solved = plan::solve(instance.problem, {.gap = gap, .prover = prover});
    if (!solved) return run.SkipWithError(solved.error().message.c_str());
    own = std::move(*solved);
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  Surface instance = surface(demands, candidates, sites, radius, covering);
  instance.problem.reach = &instance.reach;
  finish(run, own, seconds, ask_cbc(instance.problem, gap));
}
BENCHMARK_CAPTURE(choose, ten_of_879_to_half_a_percent, 879, 879, 10, 0.15, false, 0.005, Prover::branch_and_bound)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(choose, thirty_of_1000_for_20000_to_one_percent, 20'000, 1'000, 30, 0.1, false, 0.01,
                  Prover::branch_and_bound)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(choose, thirty_of_1000_covering_20000_proven, 20'000, 1'000, 30, 0.05, true, 0, Prover::both)
    ->UseRealTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
