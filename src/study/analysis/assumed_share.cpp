#include "study/analysis/assumed_share.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace alongside::study {

using namespace document;  // sentences and their values

namespace {

constexpr std::uint64_t draws_min = 1'000;
constexpr double errors_apart = 2;

bool is_assumed(const Study& study, const Model& model, std::size_t drawn) {
  return study.parameters[model.drawn_parameters()[drawn]].spread_origin.basis == Basis::assumed;
}

/// Counts, and says which drawn parameters get other dice: those with an assumed spread, and those that are drawn together with them.
std::vector<std::uint32_t> count_inputs(const Study& study, const Model& model, AssumedShare& into) {
  into.inputs = study.parameters.size();
  into.with_spread = model.drawn().size();
  std::vector<std::uint32_t> other_dice;
  for (std::size_t i = 0; i < model.drawn().size(); ++i) {
    other_dice.push_back(is_assumed(study, model, i) ? 1 : 0);
    if (other_dice.back() == 1) into.assumed.push_back(model.drawn()[i].name);
  }
  into.assumed_spread = into.assumed.size();
  const auto drawn = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(model.drawn(), name, &chance::Drawn::name) -
                                    model.drawn().begin());
  };
  for (bool grows = true; grows;) {
    grows = false;
    for (const Correlation& one : study.correlations) {
      const std::size_t first = drawn(one.first);
      const std::size_t second = drawn(one.second);
      if (one.rho == 0 || first == other_dice.size() || second == other_dice.size() ||
          other_dice[first] == other_dice[second])
        continue;
      into.drawn_together.push_back(other_dice[first] == 1 ? one.second : one.first);
      other_dice[first] = other_dice[second] = 1;
      grows = true;
    }
  }
  into.inputs_sentence = fmt::format("{} of {} inputs have an assumed spread, {} have none.", into.assumed_spread,
                                     into.inputs, into.inputs - into.with_spread);
  return other_dice;
}

void decide(AssumedShare& made) {
  if (!made.of_net) {
    made.why = sentence<"study.unsure_nothing_spread">();
    return;
  }
  const double share = made.of_net->value;
  const double error = made.of_net->standard_error;
  const Value how_much = part(sentence<"study.assumed_share">(
      "share"_is = percent(share, 0),
      "together"_is = part(made.drawn_together.empty() ? Sentences()
                                                       : sentence<"study.drawn_together">(
                                                             "inputs"_is = names(made.drawn_together, Joined::comma))),
      "error"_is = fixed(error * 100, 1), "draws"_is = count(static_cast<double>(made.draws))));
  if (share > AssumedShare::share_max) {
    made.why = sentence<"study.unsure_assumed">("share"_is = how_much);
  } else if (share + errors_apart * error > AssumedShare::share_max) {
    made.why = sentence<"study.unsure_near">("share"_is = how_much);
  } else {
    made.may_print_probability = true;
    made.why = sentence<"study.sure_enough">("share"_is = how_much);
  }
}

/// Of the pairs of draws in which the ratio is defined with both dice.
std::optional<chance::Estimate> of_what_is_defined(std::vector<double> answers, std::vector<double> again) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (std::isnan(answers[i]) || std::isnan(again[i])) continue;
    answers[kept] = answers[i];
    again[kept++] = again[i];
  }
  if (kept < 2) return std::nullopt;
  answers.resize(kept);
  again.resize(kept);
  return total_effect(answers, again);
}

}  // namespace

std::optional<chance::Estimate> total_effect(const std::vector<double>& answers, const std::vector<double>& again) {
  const auto n = static_cast<double>(answers.size());
  double mean = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) mean += (answers[i] + again[i]) / (2 * n);
  std::vector<double> differences(answers.size());
  std::vector<double> squares(answers.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    differences[i] = (answers[i] - again[i]) * (answers[i] - again[i]) / 2;
    squares[i] = ((answers[i] - mean) * (answers[i] - mean) + (again[i] - mean) * (again[i] - mean)) / 2;
  }
  const double variance = chance::mean_of(squares).value;
  constexpr double rounding = 1e-24;
  if (!(variance > rounding * mean * mean)) return std::nullopt;
  const double share = chance::mean_of(differences).value / variance;
  for (std::size_t i = 0; i < answers.size(); ++i) differences[i] = (differences[i] - share * squares[i]) / variance;
  return chance::Estimate{std::clamp(share, 0.0, 1.0), chance::mean_of(differences).standard_error};
}

base::Result<AssumedShare> assumed_share(const Study& study, const std::vector<Change>& changes,
                                         const DrawOptions& options) {
  if (options.draws < draws_min)
    return base::input_error(
        fmt::format("expected at least {} draws for a share of the variance, found {}", draws_min, options.draws));
  const auto model = Model::compile(study, changes, Mode::draws);
  if (!model) return model.error();
  // A Sobol' sequence has one sheet of dice, and the second run needs the same numbers for all but the assumed.
  const auto drawing =
      Drawing::make(*model, {std::string(total_net), std::string(total_ratio)}, options.seed, chance::Sequence::random);
  if (!drawing) return drawing.error();
  AssumedShare made;
  made.draws = std::min(options.draws, Draws::kept_max);
  const std::vector<std::uint32_t> other_dice = count_inputs(study, *model, made);
  const auto size = static_cast<std::size_t>(made.draws);
  std::vector<double> net(size);
  std::vector<double> net_again(size);
  std::vector<double> ratio(size);
  std::vector<double> ratio_again(size);
  const auto run =
      for_each_block(*drawing, made.draws, options.threads, options.stop,
                     [&](Drawing::Worker& worker, std::uint64_t first, std::size_t count) -> base::Result<> {
                       const auto part = [&](std::vector<double>& values) {
                         return std::span(values).subspan(static_cast<std::size_t>(first), count);
                       };
                       if (auto done = drawing->run(first, count, worker); !done) return done;
                       drawing->read(worker, 0, part(net));
                       drawing->read(worker, 1, part(ratio));
                       if (auto done = drawing->run(first, count, worker, other_dice); !done) return done;
                       drawing->read(worker, 0, part(net_again));
                       drawing->read(worker, 1, part(ratio_again));
                       return base::Done{};
                     });
  if (!run) return run.error();
  made.of_net = total_effect(net, net_again);
  made.of_ratio = of_what_is_defined(std::move(ratio), std::move(ratio_again));
  decide(made);
  return made;
}

}  // namespace alongside::study
