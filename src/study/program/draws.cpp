#include "study/program/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <thread>

#include "base/vectors.hpp"
#include "chance/quantile.hpp"
#include "study/program/pieces.hpp"

namespace alongside::study {

namespace {

constexpr std::uint64_t blocks_of_chunk = 64;
constexpr std::uint64_t chunk_draws = blocks_of_chunk * Program::block;  ///< what a thread takes at a time

/// Count, mean and sum of squared distances; parts are joined in a fixed order (Chan, Golub and LeVeque 1983).
struct Moments {
  std::uint64_t n = 0;
  double mean = 0;
  double squares = 0;

  void join(const Moments& other) {
    if (other.n == 0) return;
    const double all = static_cast<double>(n + other.n);
    const double apart = other.mean - mean;
    squares += other.squares + apart * apart * static_cast<double>(n) * static_cast<double>(other.n) / all;
    mean += apart * static_cast<double>(other.n) / all;
    n += other.n;
  }
};

/// Eight sums side by side, in a fixed order, so that they are vectors.
ALONGSIDE_VECTORS Moments moments_of(std::span<const double> values) {
  if (values.empty()) return {};
  constexpr std::size_t lanes = 8;
  const std::size_t whole = values.size() / lanes * lanes;
  const auto add_up = [&](auto each) {
    std::array<double, lanes> sums{};
    for (std::size_t i = 0; i < whole; i += lanes) {
      for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += each(values[i + lane]);
    }
    for (std::size_t i = whole; i < values.size(); ++i) sums[0] += each(values[i]);
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  };
  const double mean = add_up([](double value) { return value; }) / static_cast<double>(values.size());
  return {.n = values.size(), .mean = mean, .squares = add_up([mean](double value) {
                                              return (value - mean) * (value - mean);
                                            })};
}

/// One run over threads: chunks are taken in order, and each writes only what is its own.
class Run {
 public:
  Run(const Drawing& drawing, const DrawOptions& options, Draws& out)
      : drawing_(drawing),
        options_(options),
        out_(out),
        chunks_((options.draws + chunk_draws - 1) / chunk_draws),
        moments_(chunks_ * out.values.size()) {}

  base::Result<> whole() {
    // Told by the thread that asked, so that lines on a terminal never mix.
    const auto asking = std::this_thread::get_id();
    const auto done = for_each_piece(
        drawing_, chunks_, options_.threads, options_.stop, [&](Drawing::Worker& worker, std::uint64_t chunk) {
          auto ran = run_chunk(chunk, worker);
          if (options_.progress && std::this_thread::get_id() == asking)
            options_.progress(std::min((chunk + 1) * chunk_draws, options_.draws), options_.draws);
          return ran;
        });
    if (!done) return done;
    for (std::size_t i = 0; i < out_.values.size(); ++i) {
      Moments all;
      for (std::uint64_t chunk = 0; chunk < chunks_; ++chunk) all.join(moments_[chunk * out_.values.size() + i]);
      out_.values[i].not_defined = options_.draws - all.n;
      out_.values[i].mean = all.mean;
      out_.values[i].sd = all.n > 1 ? std::sqrt(all.squares / static_cast<double>(all.n - 1)) : 0;
    }
    return base::Done{};
  }

 private:
  base::Result<> run_chunk(std::uint64_t chunk, Drawing::Worker& worker) {
    std::array<double, Program::block> values;
    std::vector<double> defined;
    const std::uint64_t end = std::min((chunk + 1) * chunk_draws, options_.draws);
    for (std::uint64_t first = chunk * chunk_draws; first < end; first += Program::block) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(Program::block, end - first));
      if (const auto done = drawing_.run(first, count, worker); !done) return done;
      for (std::size_t i = 0; i < out_.values.size(); ++i) {
        const std::span<double> read(values.data(), count);
        drawing_.read(worker, i, read);
        std::span<const double> counted = read;
        if (drawing_.is_ratio(i)) {
          defined.clear();
          std::ranges::copy_if(read, std::back_inserter(defined), [](double value) { return !std::isnan(value); });
          counted = defined;
        }
        moments_[chunk * out_.values.size() + i].join(moments_of(counted));
        auto& kept = out_.values[i].kept;
        if (first < kept.size())
          std::copy_n(read.begin(), std::min(count, kept.size() - static_cast<std::size_t>(first)),
                      kept.begin() + static_cast<std::ptrdiff_t>(first));
      }
    }
    return base::Done{};
  }

  const Drawing& drawing_;
  const DrawOptions& options_;
  Draws& out_;
  std::uint64_t chunks_;
  std::vector<Moments> moments_;
};

}  // namespace

base::Result<Drawing> Drawing::make(const Model& model, std::vector<std::string> wanted, std::uint64_t seed,
                                    chance::Sequence sequence) {
  std::vector<Graph::Id> ids;
  for (const std::string& name : wanted) {
    const Quantity* quantity = model.find(name == total_ratio ? total_benefit : std::string_view(name));
    assert(quantity != nullptr && quantity->cells.size() == 1);
    ids.push_back(quantity->cells.front());
  }
  ids.push_back(model.find(total_cost)->cells.front());
  const Study& study = model.study();
  std::vector<chance::Correlated> correlated;
  for (const Correlation& one : study.correlations) {
    const auto first = std::ranges::find(model.drawn(), one.first, &chance::Drawn::name);
    const auto second = std::ranges::find(model.drawn(), one.second, &chance::Drawn::name);
    if (first == model.drawn().end() || second == model.drawn().end()) continue;  // one of them was given a value
    correlated.push_back({.first = static_cast<std::size_t>(first - model.drawn().begin()),
                          .second = static_cast<std::size_t>(second - model.drawn().begin()),
                          .rho = one.rho});
  }
  auto sampler = chance::Sampler::make(model.drawn(), std::move(correlated), seed, sequence);
  if (!sampler) return base::input_error(fmt::format("{}: {}", study.file, sampler.error().message));
  return Drawing(model, std::move(wanted), std::move(ids), std::move(*sampler));
}

base::Result<> Drawing::run(std::uint64_t first, std::size_t count, Worker& worker,
                            std::span<const std::uint32_t> sheets) const {
  assert(count <= Program::block);
  sampler_.draw(first, count, worker.registers.columns(), worker.scratch, sheets);
  if (!program_.run(worker.registers)) return base::Done{};
  const auto suspects = worker.registers.suspects();
  for (std::size_t i = 0; i < count; ++i) {
    if (suspects[i] == 0) continue;
    worker.row.clear();
    for (std::size_t column = 0; column < sampler_.columns(); ++column)
      worker.row.push_back(worker.registers.column(column)[i]);
    const auto alone = model_->graph().evaluate(ids_, worker.row);
    if (!alone) return base::input_error(fmt::format("{} (in draw {})", alone.error().message, first + i + 1));
  }
  return base::Done{};
}

void Drawing::read(const Worker& worker, std::size_t wanted, std::span<double> out) const {
  program_.read(worker.registers, wanted, out);
  if (!is_ratio(wanted)) return;
  std::array<double, Program::block> costs;
  program_.read(worker.registers, ids_.size() - 1, std::span(costs).first(out.size()));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = ratio_of(out[i], costs[i]);
}

bool Sample::is_ever_defined() const {
  return std::ranges::any_of(kept, [](double value) { return !std::isnan(value); });
}

std::vector<double> Sample::percentiles(std::span<const double> probabilities) const {
  std::vector<double> values = kept;
  std::erase_if(values, [](double value) { return std::isnan(value); });
  return chance::quantiles_of(std::move(values), probabilities);
}

const Sample& Draws::of(std::string_view name) const {
  const auto found = std::ranges::find(values, name, &Sample::name);
  assert(found != values.end());
  return *found;
}

base::Result<Draws> run_draws(const Model& model, std::vector<std::string> wanted, const DrawOptions& options) {
  if (options.draws == 0 || options.draws > Draws::draws_max) {
    return base::input_error(fmt::format("expected 1 to {} draws, found {}", Draws::draws_max, options.draws));
  }
  const auto drawing = Drawing::make(model, std::move(wanted), options.seed, options.sequence);
  if (!drawing) return drawing.error();
  Draws out{.n = options.draws, .seed = options.seed, .sequence = options.sequence, .values = {}};
  for (const std::string& name : drawing->wanted()) {
    out.values.push_back({.name = name, .kept = std::vector<double>(std::min(options.draws, Draws::kept_max))});
  }
  if (const auto done = Run(*drawing, options, out).whole(); !done) return done.error();
  return out;
}

}  // namespace alongside::study
