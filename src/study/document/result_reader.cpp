// What a study adds up and what it is held against: outcomes, costs, correlations, published and observed results.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "chance/correlation.hpp"
#include "study/document/study_reader.hpp"

namespace alongside::study {

Paid StudyReader::paid_at(const std::string& path) {
  Paid paid{.payer = word<Payer>(path + ".payer"), .basis = Basis::source};
  if (paid.payer != Payer::not_stated) paid.basis = word<Basis>(path + ".payer_basis");
  return paid;
}

void StudyReader::read_outcomes() {
  for (const std::string& name : names_below("outcomes")) {
    const std::string path = join("outcomes", name);
    StudyOutcome outcome{.count = named_at(path, name), .kind = OutcomeKind::benefit, .money = {}, .paid = {}};
    if (file_.has(path + ".kind")) outcome.kind = word<OutcomeKind>(path + ".kind");
    if (file_.has(path + ".money")) {
      outcome.money = formula(path + ".money");
      outcome.paid = paid_at(path);
      if (file_.has(path + ".when")) outcome.when = word<When>(path + ".when");
    }
    study_.outcomes.push_back(std::move(outcome));
  }
}

void StudyReader::read_costs() {
  for (const std::string& name : names_below("costs")) {
    const std::string path = join("costs", name);
    study_.costs.push_back({.money = {.name = name,
                                      .label = text(path + ".label"),
                                      .formula = formula(path + ".formula"),
                                      .unit = {},
                                      .source = text_or(path + ".source", "")},
                            .paid = paid_at(path)});
  }
}

void StudyReader::read_correlations() {
  for (const std::string& number_of : file_.names("correlations")) {
    const std::string path = join("correlations", number_of);
    const auto between = take(path + ".between", file_.texts(path + ".between"));
    Correlation correlation{.first = {},
                            .second = {},
                            .rho = number(path + ".rho", -1, 1),
                            .source = text(path + ".source"),
                            .where = place_of(path)};
    if (between.size() != 2 || between[0] == between[1]) {
      wrong(path + ".between", "expected the names of two parameters");
      continue;
    }
    for (const std::string& name : between) {
      const Parameter* parameter = study_.parameter(name);
      if (parameter == nullptr || !parameter->spread) {
        wrong(path + ".between", fmt::format("expected parameters with a spread, found {}", document::shown(name)));
      } else if (parameter->spread->is_dirichlet()) {
        wrong(path + ".between", fmt::format("expected single numbers, found {}, a Dirichlet", name));
      }
    }
    correlation.first = between[0];
    correlation.second = between[1];
    for (const Correlation& other : study_.correlations) {
      if (std::minmax(other.first, other.second) != std::minmax(between[0], between[1])) continue;
      wrong(path + ".between", fmt::format("expected each pair once, found {} and {} a second time, after {}",
                                           between[0], between[1], other.where));
    }
    study_.correlations.push_back(std::move(correlation));
  }
  if (tables_with_mistakes_.empty()) check_correlations();
}

void StudyReader::check_correlations() {
  std::vector<std::string> names;
  const auto index_of = [&](const std::string& name) {
    const auto found = std::ranges::find(names, name);
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (found == names.end()) names.push_back(name);
    return index;
  };
  std::vector<chance::PairCorrelation> pairs;
  for (const Correlation& one : study_.correlations) {
    const std::size_t first = index_of(one.first);
    pairs.push_back({first, index_of(one.second), one.rho});
  }
  const auto factor = chance::correlation_factor(names.size(), pairs);
  if (factor.impossible_at == names.size()) return;
  // The last pair of the one that does not fit those before it.
  std::size_t last = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const chance::PairCorrelation& pair = pairs[i];
    if (std::max(pair.first, pair.second) == factor.impossible_at) last = i;
  }
  std::vector<std::string> others;
  for (const chance::PairCorrelation& pair : pairs)
    others.push_back(fmt::format("{} with {} {:g}", names[pair.first], names[pair.second], pair.rho));
  wrong(join("correlations", std::to_string(last)) + ".rho",
        fmt::format("expected correlations that can hold together, found that no numbers have those of {}: {}; a pair "
                    "that is not given has 0. Lower one of them, or give the missing pair",
                    names[factor.impossible_at], fmt::join(others, ", ")));
}

void StudyReader::read_published() {
  for (const std::string& number_of : file_.names("published")) {
    const std::string path = join("published", number_of);
    PublishedResult row{.of = text(path + ".of"),
                        .value = number(path + ".value"),
                        .result_class = word<ResultClass>(path + ".class"),
                        .tolerance = 0,
                        .tolerance_text = {},
                        .source = text(path + ".source"),
                        .note = text_or(path + ".note", ""),
                        .known_distance = {},
                        .where = place_of(path)};
    if (file_.has(path + ".computed")) row.known_distance = number(path + ".computed");
    if (file_.has(path + ".rounding") == file_.has(path + ".tolerance")) {
      wrong(path, "expected either rounding (holds within half of it) or tolerance (a share of the value)");
    } else if (file_.has(path + ".rounding")) {
      const double rounding = number(path + ".rounding", 1e-12, number_max);
      row.tolerance = rounding / 2;
      row.tolerance_text = fmt::format("rounded to {:g}", rounding);
      // Half of it would then be met by half of the result, and by 0 if it is but a little more.
      if (row.result_class == ResultClass::reproduced && rounding >= std::abs(row.value))
        wrong(path + ".rounding",
              fmt::format("expected less than the value itself of a result that is called reproduced, which must be "
                          "able to fail, found {:g} of {:g}",
                          rounding, row.value));
    } else {
      const double share = number(path + ".tolerance", 0, 1);
      row.tolerance = share * std::abs(row.value);
      row.tolerance_text = fmt::format("within {:g}%", share * 100);
      if (row.result_class == ResultClass::reproduced && share > PublishedResult::tolerance_max)
        wrong(path + ".tolerance", fmt::format("expected at most {:g} of a result that is called reproduced, which "
                                               "must be able to fail, found {:g}; call it partial",
                                               PublishedResult::tolerance_max, share));
    }
    study_.published.push_back(std::move(row));
  }
}

void StudyReader::read_observed() {
  for (const std::string& number_of : file_.names("observed")) {
    const std::string path = join("observed", number_of);
    study_.observed.push_back({.what = text(path + ".what"),
                               .value = number(path + ".value"),
                               .unit = text(path + ".unit"),
                               .source = text(path + ".source")});
  }
  if (study_.is_observations && study_.observed.empty()) wrong("study", "expected at least one [[observed]]");
}

}  // namespace alongside::study
