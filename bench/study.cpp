// Studies: a million draws of Baltimore, every outcome, its money and the totals, on one core.
//
// Four figures, each with its answer checked: beside numpy (rivals/numpy_study.py: the same document, the same formulas, numpy's own samplers; at
// least five times its rate), beside the same formulas written by hand in C++ over the same dice (at least half of its rate), and over threads. Times
// are processor times, and everything counts: making the tables, drawing, formulas, means, percentiles. Then what a slider of the page waits for, over every
// shipped study: limit 16 ms at the 95th percentile, a frame of the screen.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "study/program/draws.hpp"
#include "study/report/evaluation_json.hpp"

namespace {

using namespace alongside;
using namespace alongside::study;

constexpr std::uint64_t draws = 1'000'000;

double seconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

const Study& baltimore() {
  static const Study study = load_study("baltimore").value();
  return study;
}
const Model& drawn_model() {
  static const Model model = Model::compile(baltimore(), {}, Mode::draws).value();
  return model;
}

/// What every side tells: each name's mean and percentiles.
struct Told {
  Draws values;
  double seconds = 0;
};

Told by_the_engine(unsigned threads) {
  const double start = seconds_of(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC);
  Draws values = run_draws(drawn_model(), shown_names(baltimore()), {.draws = draws, .threads = threads}).value();
  for (const Sample& sample : values.values) benchmark::DoNotOptimize(sample.percentiles(std::array{0.05, 0.5, 0.95}));
  return {std::move(values), seconds_of(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC) - start};
}

bool is_near(double ours, double theirs, double sd, double times) {
  return std::abs(ours - theirs) <= times * sd / std::sqrt(static_cast<double>(draws)) + 1e-9 * std::abs(theirs);
}

// --- numpy ------------------------------------------------------------------------------------------------------------------------

struct Rival {
  std::map<std::string, std::pair<double, double>> mean_and_sd;
  double seconds = 0;
};

Rival by_numpy() {
  // OPENBLAS settings of a machine are for its library of matrices; they would slow what is measured here on none of them.
  const std::string command = "/usr/bin/python3 '" ALONGSIDE_SOURCE_DIR
                              "/bench/rivals/numpy_study.py' '" ALONGSIDE_SOURCE_DIR "/studies/baltimore.toml' " +
                              std::to_string(draws);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string printed;
  for (std::array<char, 4096> part{}; const std::size_t size = std::fread(part.data(), 1, part.size(), pipe);)
    printed.append(part.data(), size);
  if (::pclose(pipe) != 0) return {};
  Rival rival;
  std::istringstream lines(printed);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string name;
    double mean = 0;
    double sd = 0;
    if (fields >> name >> mean >> sd)
      rival.mean_and_sd[name] = {mean, sd};
    else
      rival.seconds = std::stod(line);
  }
  return rival;
}

void a_million_draws_beside_numpy(benchmark::State& run) {
  const Rival numpy = by_numpy();
  if (numpy.seconds == 0)
    return run.SkipWithError("numpy did not run: script/bootstrap --benches installs python3-numpy");
  Told ours;
  double least = 1e9;
  for (auto _ : run) {
    ours = by_the_engine(1);
    least = std::min(least, ours.seconds);
    run.SetIterationTime(ours.seconds);
  }
  for (const Sample& sample : ours.values.values) {
    const auto theirs = numpy.mean_and_sd.find(sample.name);
    if (theirs == numpy.mean_and_sd.end() || !is_near(sample.mean, theirs->second.first, sample.sd, 6))
      return run.SkipWithError(("another mean than numpy's: " + sample.name).c_str());
    // Its calls, visits and stays are not correlated: a total's sd differs by a little.
    if (std::abs(sample.sd - theirs->second.second) > 0.02 * sample.sd)
      return run.SkipWithError(("another sd than numpy's: " + sample.name).c_str());
  }
  run.counters["ratio_to_numpy"] = numpy.seconds / least;
  run.counters["numpy_seconds"] = numpy.seconds;
  if (numpy.seconds / least < 5) run.SkipWithError("not five times numpy's rate");
}
BENCHMARK(a_million_draws_beside_numpy)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);

// --- by hand ----------------------------------------------------------------------------------------------------------------------

/// Baltimore's formulas as one would write them: a struct of inputs by name, plain arithmetic, one draw at a time over the same dice.
class ByHand {
 public:
  explicit ByHand(const Model& model)
      : sampler_(chance::Sampler::make(model.drawn(),
                                       {{index(model, "calls_outside"), index(model, "visits_outside"), 0.5},
                                        {index(model, "visits_outside"), index(model, "stays_outside"), 0.5}},
                                       1, chance::Sequence::random)
                     .value()) {
    for (const Parameter& parameter : baltimore().parameters) fixed_[parameter.name] = parameter.values.front();
    for (std::size_t i = 0; i < model.drawn().size(); ++i) column_of_[model.drawn()[i].name] = i;
  }

  static constexpr std::size_t outcomes = 13;
  static constexpr std::size_t results = 2 * outcomes + 7;

  Told run() {
    const double start = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    std::vector<std::vector<double>> columns(sampler_.columns(), std::vector<double>(Program::block));
    std::vector<double*> out;
    for (auto& column : columns) out.push_back(column.data());
    chance::Sampler::Scratch scratch;
    std::array<double, results> sums{};
    std::array<double, results> squares{};
    Told told;
    told.values.values.resize(results);
    for (Sample& sample : told.values.values) sample.kept.resize(Draws::kept_max);
    const Inputs in = inputs(columns);
    for (std::uint64_t first = 0; first < draws; first += Program::block) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(Program::block, draws - first));
      sampler_.draw(first, count, out, scratch);
      for (std::size_t i = 0; i < count; ++i) {
        const std::array<double, results> values = one(in, i);
        for (std::size_t r = 0; r < results; ++r) {
          sums[r] += values[r];
          squares[r] += values[r] * values[r];
          if (first + i < Draws::kept_max) told.values.values[r].kept[first + i] = values[r];
        }
      }
    }
    for (std::size_t r = 0; r < results; ++r) {
      told.values.values[r].mean = sums[r] / static_cast<double>(draws);
      told.values.values[r].sd =
          std::sqrt(squares[r] / static_cast<double>(draws) - told.values.values[r].mean * told.values.values[r].mean);
      benchmark::DoNotOptimize(told.values.values[r].percentiles(std::array{0.05, 0.5, 0.95}));
    }
    told.seconds = seconds_of(CLOCK_THREAD_CPUTIME_ID) - start;
    return told;
  }

 private:
  /// A drawn parameter's block, or one number for all.
  struct Input {
    const double* block = nullptr;
    double fixed = 0;
    double operator[](std::size_t i) const { return block != nullptr ? block[i] : fixed; }
  };
#define ALONGSIDE_INPUTS(each)                                                                                        \
  each(clients) each(injectors) each(injections) each(hiv_prevalence) each(hcv_prevalence) each(needles) each(shared) \
      each(not_bleached) each(hiv_per_act) each(hcv_per_act) each(sharing_partners) each(infections_per_needle)       \
          each(cut_in_sharing) each(hiv_cost) each(hcv_cost) each(skin_hospital_rate) each(skin_cut) each(skin_stay)  \
              each(hospital_day_cost) each(cut_in_deaths) each(deaths_nearby) each(city_deaths) each(wage)            \
                  each(discount_rate) each(working_years) each(overdoses_per_injection) each(calls_outside)           \
                      each(calls_inside) each(call_cost) each(visits_outside) each(visits_inside) each(visit_cost)    \
                          each(stays_outside) each(stays_inside) each(stay_cost) each(into_treatment)                 \
                              each(stay_in_treatment) each(treatment_return) each(treatment_cost)                     \
                                  each(added_injectors) each(added_injection_share) each(crime_cost)                  \
                                      each(operation_cost)
#define ALONGSIDE_DECLARE(name) Input name;
  struct Inputs {
    ALONGSIDE_INPUTS(ALONGSIDE_DECLARE)
  };

  static std::size_t index(const Model& model, std::string_view name) {
    std::size_t i = 0;
    while (model.drawn()[i].name != name) ++i;
    return i;
  }

  Input input(const std::vector<std::vector<double>>& columns, const std::string& name) const {
    const auto column = column_of_.find(name);
    return column != column_of_.end() ? Input{columns[column->second].data(), 0} : Input{nullptr, fixed_.at(name)};
  }

#define ALONGSIDE_READ(name) in.name = input(columns, #name);
  Inputs inputs(const std::vector<std::vector<double>>& columns) const {
    Inputs in;
    ALONGSIDE_INPUTS(ALONGSIDE_READ)
    return in;
  }

  // Long: a whole study, operation by operation, as somebody would write it by hand.
  static std::array<double, results> one(const Inputs& in, std::size_t i) {
    const auto infections = [&](double prevalence, double per_act) {
      return (1 - prevalence) * in.needles[i] * in.shared[i] * in.not_bleached[i] *
             (1 - std::pow(1 - prevalence * per_act, in.sharing_partners[i])) * in.infections_per_needle[i];
    };
    const double hiv_in_city = infections(in.hiv_prevalence[i], in.hiv_per_act[i]);
    const double hcv_in_city = infections(in.hcv_prevalence[i], in.hcv_per_act[i]);
    const double reached = in.cut_in_sharing[i] * in.clients[i] / in.injectors[i];
    const double hiv = hiv_in_city * reached;
    const double hcv = hcv_in_city * reached;
    const double skin = in.clients[i] * in.skin_hospital_rate[i] * in.skin_cut[i] * in.skin_stay[i];
    const double death_value =
        in.wage[i] * (1 - std::pow(1 + in.discount_rate[i], -in.working_years[i])) / in.discount_rate[i];
    const double deaths = in.cut_in_deaths[i] * in.deaths_nearby[i] * in.city_deaths[i];
    const double overdoses = in.injections[i] * in.overdoses_per_injection[i];
    const double calls = overdoses * (in.calls_outside[i] - in.calls_inside[i]);
    const double visits = overdoses * (in.visits_outside[i] - in.visits_inside[i]);
    const double stays = overdoses * (in.stays_outside[i] - in.stays_inside[i]);
    const double treatment = in.clients[i] * in.into_treatment[i];
    const double more = in.added_injectors[i] / in.injectors[i];
    const double added_deaths = more * in.city_deaths[i];
    const double added_care =
        more * (hiv_in_city * in.hiv_cost[i] + hcv_in_city * in.hcv_cost[i]) +
        in.added_injectors[i] * in.skin_hospital_rate[i] * in.skin_stay[i] * in.hospital_day_cost[i];
    const double calls_back = overdoses * in.added_injection_share[i] * in.calls_outside[i];
    const double care_back = overdoses * in.added_injection_share[i] *
                             (in.visits_outside[i] * in.visit_cost[i] + in.stays_outside[i] * in.stay_cost[i]);
    const std::array<double, outcomes> counts{
        hiv,       hcv,          skin,       deaths,     calls,     visits,          stays,
        treatment, added_deaths, added_care, calls_back, care_back, in.crime_cost[i]};
    const std::array<double, outcomes> money{
        hiv * in.hiv_cost[i],
        hcv * in.hcv_cost[i],
        skin * in.hospital_day_cost[i],
        deaths * death_value,
        calls * in.call_cost[i],
        visits * in.visit_cost[i],
        stays * in.stay_cost[i],
        treatment * in.stay_in_treatment[i] * (in.treatment_return[i] - 1) * in.treatment_cost[i],
        added_deaths * death_value,
        added_care,
        calls_back * in.call_cost[i],
        care_back,
        in.crime_cost[i]};
    double benefit = 0;
    for (std::size_t k = 0; k < outcomes; ++k) benefit += k < 8 ? money[k] : -money[k];
    const double cost = in.operation_cost[i];
    std::array<double, results> out{};
    for (std::size_t k = 0; k < outcomes; ++k) {
      out[2 * k] = counts[k];
      out[2 * k + 1] = money[k];
    }
    const std::array<double, 7> totals{cost,
                                       benefit,
                                       cost,
                                       benefit - cost,
                                       benefit - cost - (money[3] - money[8]),
                                       benefit / cost,
                                       deaths - added_deaths};
    for (std::size_t k = 0; k < totals.size(); ++k) out[2 * outcomes + k] = totals[k];
    return out;
  }

  chance::Sampler sampler_;
  std::map<std::string, double> fixed_;
  std::map<std::string, std::size_t> column_of_;
};

void a_million_draws_beside_c_by_hand(benchmark::State& run) {
  double by_hand_s = 1e9;
  double ours_s = 1e9;
  Told ours;
  Told hand;
  for (auto _ : run) {
    // In turn, so that what else the machine does meets both.
    ours = by_the_engine(1);
    const double start = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    hand = ByHand(drawn_model()).run();
    by_hand_s = std::min(by_hand_s, seconds_of(CLOCK_THREAD_CPUTIME_ID) - start);
    ours_s = std::min(ours_s, ours.seconds);
    run.SetIterationTime(ours.seconds);
  }
  if (hand.values.values.size() != ours.values.values.size())
    return run.SkipWithError("other results than the document's");
  for (std::size_t i = 0; i < hand.values.values.size(); ++i) {
    const Sample& own = ours.values.values[i];
    if (std::abs(own.mean - hand.values.values[i].mean) > 1e-9 * std::abs(own.mean) + 1e-9)
      return run.SkipWithError(("another mean than by hand, from the same dice: " + own.name).c_str());
  }
  run.counters["ratio_to_c_by_hand"] = by_hand_s / ours_s;
  if (by_hand_s / ours_s < 0.5) run.SkipWithError("not half the rate of C++ by hand");
}
BENCHMARK(a_million_draws_beside_c_by_hand)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);

// --- threads and memory -----------------------------------------------------------------------------------------------------------

void a_million_draws_over_threads(benchmark::State& run) {
  const auto threads = static_cast<unsigned>(run.range(0));
  const Told alone = by_the_engine(1);
  for (auto _ : run) {
    const Told told = by_the_engine(threads);
    run.SetIterationTime(told.seconds);
    if (told.values.values.front().mean != alone.values.values.front().mean)
      return run.SkipWithError("another answer than on one thread");
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  run.counters["memory_mb_max"] = static_cast<double>(usage.ru_maxrss) / 1024;
}
BENCHMARK(a_million_draws_over_threads)->Arg(1)->Arg(2)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);

// --- a slider ---------------------------------------------------------------------------------------------------------------------

/// One figure moved, the whole answer, and its JSON; by the wall's clock, as somebody waits.
void a_sliders_answer(benchmark::State& run) {
  std::vector<Study> studies;
  for (const std::string& name : shipped_studies()) {
    if (Study study = load_study(name).value(); !study.is_observations) studies.push_back(std::move(study));
  }
  std::vector<double> milliseconds;
  std::size_t bytes = 0;
  for (auto _ : run) {
    for (const Study& study : studies) {
      for (const Parameter& parameter : study.parameters) {
        if (parameter.axis) continue;
        const double moved = parameter.values.front() / parameter.unit.scale * 1.01;
        const double start = seconds_of(CLOCK_MONOTONIC);
        const auto answer = evaluate(study, {.changes = {{parameter.name, moved}}});
        if (!answer) continue;  // a figure that may not be moved alone
        bytes += boost::json::serialize(evaluation_json(*answer)).size();
        milliseconds.push_back((seconds_of(CLOCK_MONOTONIC) - start) * 1e3);
      }
    }
  }
  std::ranges::sort(milliseconds);
  const double p95 = milliseconds[milliseconds.size() * 95 / 100];
  run.counters["p95_ms"] = p95;
  run.counters["limit_ms"] = 16;
  run.counters["answers"] = static_cast<double>(milliseconds.size());
  if (p95 > 16) run.SkipWithError("slower than a frame of the screen at the 95th percentile");
  if (bytes == 0) run.SkipWithError("no answer at all");
}
BENCHMARK(a_sliders_answer)->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
