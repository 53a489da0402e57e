#include "study/document/study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numeric>
#include <set>

#include "base/bytes.hpp"
#include "chance/correlation.hpp"
#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "document/words.hpp"

namespace alongside::study {

namespace {

constexpr double number_max = 1e15;
constexpr std::size_t errors_max = 200;
constexpr std::array<std::string_view, 31> reserved = {"exp",
                                                       "ln",
                                                       "sqrt",
                                                       "abs",
                                                       "min",
                                                       "max",
                                                       "if",
                                                       "sum",
                                                       "mean",
                                                       "product",
                                                       "cumulative",
                                                       "at",
                                                       "annuity",
                                                       "present_value",
                                                       "present_value_half",
                                                       "discount",
                                                       "reprice",
                                                       "benefit",
                                                       "cost",
                                                       "net",
                                                       "ratio",
                                                       "effect",
                                                       "benefit_value",
                                                       "net_without_value_of_life",
                                                       "harm",
                                                       "draws",
                                                       "seed",
                                                       "and",
                                                       "or",
                                                       "not",
                                                       "study"};

bool is_name(std::string_view text) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && small(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// A value that would fit as a percentage was perhaps one: 0.95 for 0.95 %.
std::string percent_hint(const Parameter& parameter, double value) {
  const auto [low, high] = *parameter.range;
  const double hundredth = value / 100;
  const bool fits = parameter.unit.scale == 1 && value > high && hundredth >= low && hundredth <= high;
  return fits ? fmt::format("; is {:g} % meant? That is {:g}", value, hundredth) : "";
}

std::string join(std::string_view path, std::string_view name) {
  return fmt::format("{}.{}", path, document::path_part(name));
}

/// Reads a document's fields and keeps every mistake, so that a writer sees all of them at once.
class Reader {
 public:
  Reader(const document::Toml& file, Study& study) : file_(file), study_(study) {}

  base::Result<> whole() {
    read_head();
    if (study_.is_observations) {
      read_observed();
      return finish();
    }
    read_units();
    read_prices();
    read_axes();
    read_tables();
    read_parameters();
    read_formulas();
    read_outcomes();
    read_costs();
    if (file_.has("effect")) study_.effect = named_at("effect", "effect");
    read_correlations();
    read_published();
    read_observed();
    if (study_.costs.empty()) wrong("study", "expected at least one cost: [costs.NAME] with label, formula and payer");
    if (study_.outcomes.empty())
      wrong("study", "expected at least one outcome: [outcomes.NAME] with label, formula and unit");
    return finish();
  }

 private:
  template <class T>
  T take(const std::string& path, base::Result<T> read, T otherwise = {}) {
    if (read) return std::move(*read);
    keep(read.error());
    unread_.insert(path);
    return otherwise;
  }
  void keep(const base::Error& error) {
    if (!said_.insert(error.message).second) return;
    // "studies/x.toml:12:3: parameters.clients.value: what": its table is known to have a mistake.
    const std::string_view message = error.message;
    if (const std::size_t begins = message.find(": "); begins != std::string_view::npos) {
      const std::string_view path = message.substr(begins + 2, message.find(": ", begins + 2) - begins - 2);
      tables_with_mistakes_.emplace(path.substr(0, path.rfind('.')));
    }
    if (errors_.size() < errors_max) {
      errors_.push_back(error.message);
    } else {
      ++more_errors_;
    }
  }
  /// Of what could not be read nothing more is said: it would be a mistake that the first one made.
  void wrong(std::string_view path, std::string_view what) {
    if (!unread_.contains(path)) keep(file_.error_at(path, what));
  }
  void remark(std::string_view path, std::string_view what) {
    if (study_.remarks.size() < errors_max) study_.remarks.push_back(file_.error_at(path, what).message);
  }

  /// A "?" is a question of a template that nobody has answered yet.
  bool is_open_question(const std::string& path) {
    const auto written = file_.text(path);
    return written && *written == "?";
  }
  std::string text(const std::string& path) {
    if (is_open_question(path)) wrong(path, "expected an answer in place of the \"?\"");
    return take(path, file_.text(path));
  }
  std::string text_or(const std::string& path, std::string otherwise) {
    return file_.has(path) ? text(path) : std::move(otherwise);
  }
  std::vector<std::string> texts_or_none(const std::string& path) {
    return file_.has(path) ? take(path, file_.texts(path)) : std::vector<std::string>{};
  }
  /// What is no number is none: NaN, of which nothing further is asked.
  double number(const std::string& path, double low = -number_max, double high = number_max) {
    return take(path, file_.number(path, low, high), std::numeric_limits<double>::quiet_NaN());
  }
  std::vector<double> numbers(const std::string& path) {
    return take(path, file_.numbers(path, -number_max, number_max));
  }

  /// "studies/x.toml:12:3: outcomes.hiv.formula".
  std::string place_of(std::string_view path) const {
    std::string message = file_.error_at(path, "").message;
    while (message.ends_with(' ') || message.ends_with(':')) message.pop_back();
    return message;
  }

  template <class E>
  E word(const std::string& path) {
    const auto found = file_.text(path);
    if (!found) return keep(found.error()), E{};
    if (const auto value = named<E>(*found)) return *value;
    const std::vector<std::string> names(Words<E>::names.begin(), Words<E>::names.end());
    wrong(path, fmt::format("expected {}, found {}{}", document::one_of(names), document::shown(*found),
                            document::did_you_mean(*found, names)));
    return E{};
  }

  WrittenUnit unit(const std::string& path) {
    const auto written = file_.text(path);
    if (!written) return keep(written.error()), WrittenUnit{};
    auto read = study_.nouns.parse(*written);
    if (!read) return wrong(path, read.error().message), WrittenUnit{};
    return std::move(*read);
  }
  /// Of a formula: a share is counted as a share, never in hundredths.
  Unit plain_unit(const std::string& path) {
    const WrittenUnit written = unit(path);
    if (written.scale != 1) wrong(path, "expected a unit without %: a formula's own value is a share; write \"1\"");
    return written.unit;
  }

  Formula formula(const std::string& path) {
    const auto written = file_.text(path);
    if (!written) return keep(written.error()), Formula{};
    auto parsed = parse_formula(*written, place_of(path));
    if (!parsed) return keep(parsed.error()), Formula{};
    return std::move(*parsed);
  }

  /// The names below a table, each checked to be one and to be the only one of its kind.
  std::vector<std::string> names_below(const std::string& path) {
    std::vector<std::string> names = file_.names(path);
    if (names.size() > Study::items_max) {
      wrong(path, fmt::format("expected at most {} of them, found {}", Study::items_max, names.size()));
      names.resize(Study::items_max);
    }
    for (const std::string& name : names) {
      if (!is_name(name))
        wrong(join(path, name), "expected a name of small letters, digits and _, such as hospital_days");
      if (is_reserved(name))
        wrong(join(path, name),
              fmt::format("expected another name: {} is a word of the formula language or a total", name));
      if (!taken_.insert(name).second)
        wrong(join(path, name), fmt::format("expected another name: there is a {} already", name));
    }
    return names;
  }

  Origin origin(const std::string& path, std::string_view prefix = "") {
    return {word<Basis>(fmt::format("{}.{}basis", path, prefix)), text(fmt::format("{}.{}source", path, prefix))};
  }

  void read_head() {
    study_.title = text("study.title");
    study_.about = text("study.about");
    study_.is_observations = file_.has("study.kind") && text("study.kind") == "observations";
    study_.contrary = texts_or_none("study.contrary");
    study_.not_known = texts_or_none("study.not_known");
    study_.place = text_or("study.place", "");
    study_.citation = text_or("study.citation", "");
    study_.link = text_or("study.link", "");
    if (study_.is_observations) return;
    for (const char* field : {"study.place", "study.citation", "study.link"}) static_cast<void>(text(field));
    if (study_.contrary.empty())
      wrong("study",
            "expected contrary: a list of contrary or null findings, each with its source; a shelf without them is "
            "advocacy");
    if (study_.not_known.empty()) wrong("study", "expected not_known: a list of what this study cannot know");
    study_.perspective = word<Perspective>("study.perspective");
    study_.horizon = text("study.horizon");
    study_.is_over_a_year = study_.horizon.starts_with("one year");
    study_.double_count = texts_or_none("study.double_count");
    study_.life_is_inside =
        file_.has("study.life_is_inside") && take("study.life_is_inside", file_.flag("study.life_is_inside"));
    read_money();
    read_completeness();
  }

  void read_money() {
    study_.currency = text("study.currency");
    if (money_of(study_.currency).currency != study_.currency || study_.currency.empty()) {
      wrong("study.currency",
            fmt::format("expected three capitals, such as USD, found {}", document::shown(study_.currency)));
      return;
    }
    constexpr std::string_view not_stated = "not stated";
    if (const auto said = file_.text("study.price_year"); said && *said == not_stated) {
      study_.nouns.set_money(study_.currency, Nouns::no_price_year);
      return;
    }
    const auto year = file_.integer("study.price_year", 1900, 2100);
    if (!year)
      return wrong("study.price_year", "expected the year of the prices, from 1900 to 2100, or \"not stated\"");
    study_.price_year = static_cast<int>(*year);
    study_.nouns.set_money(study_.currency, *study_.price_year);
  }

  void read_completeness() {
    const std::string inputs = text("study.inputs");
    study_.is_complete = inputs == "complete";
    study_.missing = texts_or_none("study.missing");
    if (inputs != "complete" && inputs != "incomplete") {
      wrong("study.inputs", fmt::format("expected complete or incomplete, found {}", document::shown(inputs)));
    } else if (study_.is_complete != study_.missing.empty()) {
      wrong("study.inputs", study_.is_complete ? "expected incomplete, since `missing` names something"
                                               : "expected `missing`: a list of what is not public");
    }
  }

  void read_units() {
    for (const std::string& noun : file_.names("units")) {
      static_cast<void>(text(join("units", noun)));
      if (!study_.nouns.add(noun))
        wrong(join("units", noun),
              "expected a noun that is not built in, of letters, digits, - and _, from a small letter on");
    }
  }

  void read_prices() {
    if (!file_.has("prices")) return;
    study_.prices.index = text("prices.index");
    study_.prices.source = text("prices.source");
    for (const std::string& year : file_.names("prices.values")) {
      const std::string path = join("prices.values", year);
      const bool is_year = year.size() == 4 && std::ranges::all_of(year, [](char c) { return c >= '0' && c <= '9'; });
      if (!is_year) wrong(path, fmt::format("expected a year of four digits, found {}", document::shown(year)));
      const double value = number(path, 1e-9, 1e9);
      if (is_year) study_.prices.values[std::stoi(year)] = value;
    }
  }

  void read_axes() {
    for (const std::string& name : names_below("axes")) {
      const std::string path = join("axes", name);
      Axis axis{.name = name, .labels = {}, .unit = {}};
      if (file_.has(path + ".unit")) axis.unit = plain_unit(path + ".unit");
      if (file_.has(path + ".names")) {
        axis.labels = take(path + ".names", file_.texts(path + ".names"));
        std::set<std::string> apart(axis.labels.begin(), axis.labels.end());
        if (apart.size() != axis.labels.size()) wrong(path + ".names", "expected names that differ");
      } else {
        read_numbered(path, axis);
      }
      if (axis.labels.empty() || axis.labels.size() > Study::cells_max) {
        const bool is_unread =
            unread_.contains(path + ".names") || unread_.contains(path + ".from") || unread_.contains(path + ".to");
        if (!is_unread)
          wrong(path, fmt::format("expected 1 to {} cells, found {}", Study::cells_max, axis.labels.size()));
        axis.labels.resize(1);
      }
      study_.axes.push_back(std::move(axis));
    }
  }

  void read_numbered(const std::string& path, Axis& axis) {
    axis.is_numbered = true;
    const std::int64_t from = take(path + ".from", file_.integer(path + ".from", -100'000, 100'000));
    const std::int64_t to = take(path + ".to", file_.integer(path + ".to", -100'000, 100'000));
    if (unread_.contains(path + ".from") || unread_.contains(path + ".to")) return;
    if (to < from || to - from >= static_cast<std::int64_t>(Study::cells_max)) {
      wrong(path + ".to", fmt::format("expected {} to {}, found {}", from,
                                      from + static_cast<std::int64_t>(Study::cells_max) - 1, to));
      unread_.insert(path + ".to");
      return;
    }
    axis.from = static_cast<double>(from);
    for (std::int64_t label = from; label <= to; ++label) axis.labels.push_back(std::to_string(label));
  }

  void read_tables() {
    for (const std::string& name : names_below("tables")) {
      const std::string path = join("tables", name);
      Table table{.name = name,
                  .label = text(path + ".label"),
                  .x = numbers(path + ".x"),
                  .y = numbers(path + ".y"),
                  .x_unit = {},
                  .y_unit = {},
                  .origin = {}};
      table.x_unit = plain_unit(path + ".x_unit");
      const WrittenUnit y_unit = unit(path + ".y_unit");
      table.y_unit = y_unit.unit;
      for (double& y : table.y) y *= y_unit.scale;
      table.between = word<Between>(path + ".between");
      table.outside = word<Outside>(path + ".outside");
      table.origin = origin(path);
      const bool is_unread = unread_.contains(path + ".x") || unread_.contains(path + ".y");
      if (!is_unread && (table.x.size() != table.y.size() || table.x.empty())) {
        wrong(path + ".y",
              fmt::format("expected as many numbers as x has, found {} for {}", table.y.size(), table.x.size()));
      }
      if (std::ranges::adjacent_find(table.x, std::greater_equal<>()) != table.x.end())
        wrong(path + ".x", "expected numbers that rise");
      study_.tables.push_back(std::move(table));
    }
  }

  void read_parameters() {
    for (const std::string& name : names_below("parameters")) {
      const std::string path = join("parameters", name);
      Parameter parameter;
      parameter.name = name;
      parameter.label = text(path + ".label");
      parameter.unit = unit(path + ".unit");
      parameter.unit_text = text_or(path + ".unit", "");
      parameter.origin = origin(path);
      parameter.ask = text_or(path + ".ask", "");
      parameter.evidence = text_or(path + ".evidence", "");
      parameter.where = place_of(path);
      parameter.contested =
          file_.has(path + ".contested") && take(path + ".contested", file_.flag(path + ".contested"));
      read_values(path, parameter);
      const double scale = parameter.unit.scale;
      read_within(path, parameter);
      for (double& value : parameter.values) value *= scale;
      if (file_.has(path + ".range")) {
        const auto range = numbers(path + ".range");
        if (range.size() != 2 || !(range[0] < range[1])) {
          wrong(path + ".range", "expected [lowest, highest] of a slider");
        } else {
          parameter.range = {range[0] * scale, range[1] * scale};
        }
      }
      read_spread(path, parameter);
      remark_of_range(path, parameter);
      remark_of_share(path, parameter);
      remark_of_reach(path, parameter);
      study_.parameters.push_back(std::move(parameter));
    }
  }

  void read_within(const std::string& path, Parameter& parameter) {
    if (!file_.has(path + ".within")) return;
    const auto ends = numbers(path + ".within");
    if (ends.size() != 2 || !(ends[0] < ends[1]))
      return wrong(path + ".within", "expected [lowest, highest] that it can be at all");
    parameter.within = {ends[0] * parameter.unit.scale, ends[1] * parameter.unit.scale};
    for (const double value : parameter.values) {
      if (const auto inside = check_within(parameter, value); !inside)
        return wrong(path + (parameter.axis ? ".values" : ".value"), inside.error().message);
    }
  }

  /// A slider that does not reach the value, or a value that slipped by a factor of a hundred.
  void remark_of_range(const std::string& path, const Parameter& parameter) {
    if (!parameter.range) return;
    const auto [low, high] = *parameter.range;
    const double scale = parameter.unit.scale;
    for (const double value : parameter.values) {
      if (std::isnan(value) || (value >= low && value <= high)) continue;
      return remark(path + (parameter.axis ? ".values" : ".value"),
                    fmt::format("{:g} lies outside `range`, {:g} to {:g}{}", value / scale, low / scale, high / scale,
                                percent_hint(parameter, value)));
    }
  }

  /// Of a spread that goes beyond what the figure can be at all: draws would be refused there.
  void remark_of_reach(const std::string& path, const Parameter& parameter) {
    if (!parameter.spread || !parameter.within || parameter.axis) return;
    const double low = parameter.spread->quantile(0.001);
    const double high = parameter.spread->quantile(0.999);
    if (low >= parameter.within->first && high <= parameter.within->second) return;
    const double scale = parameter.unit.scale;
    remark(path + ".spread",
           fmt::format("998 in a thousand of it lie from {:.4g} to {:.4g}, and within says {:.4g} to {:.4g}: "
                       "draws outside are refused; cut it off with low and high",
                       low / scale, high / scale, parameter.within->first / scale, parameter.within->second / scale));
  }

  void remark_of_share(const std::string& path, const Parameter& parameter) {
    const std::string_view because = share_because(parameter);
    const double whole = 1 / parameter.unit.scale;
    if (because.empty() || (parameter.within && parameter.within->second <= 1)) return;
    remark(parameter.within ? path + ".within" : path,
           parameter.within ? fmt::format("a share ({}), which may be up to {:g} here: write within = [0, {:g}]",
                                          because, parameter.within->second / parameter.unit.scale, whole)
                            : fmt::format("a share ({}), and nothing keeps it below {:g}: add within = [0, {:g}]",
                                          because, whole, whole));
  }

  void read_values(const std::string& path, Parameter& parameter) {
    if (!file_.has(path + ".over")) {
      if (is_open_question(path + ".value")) {
        wrong(path + ".value", fmt::format("expected a number in place of the \"?\": {}, in {}{}{}", parameter.label,
                                           parameter.unit_text, parameter.ask.empty() ? "" : "; ", parameter.ask));
        parameter.values = {std::numeric_limits<double>::quiet_NaN()};
      } else {
        parameter.values = {number(path + ".value")};
      }
      return;
    }
    const std::string over = text(path + ".over");
    const auto axis = std::ranges::find(study_.axes, over, &Axis::name);
    if (axis == study_.axes.end()) {
      std::vector<std::string> names;
      for (const Axis& known : study_.axes) names.push_back(known.name);
      wrong(path + ".over", fmt::format("expected the name of an axis, found {}{}", document::shown(over),
                                        document::did_you_mean(over, names)));
      parameter.values = {std::numeric_limits<double>::quiet_NaN()};
      static_cast<void>(file_.has(path + ".values"));
      return;
    }
    parameter.axis = static_cast<std::size_t>(axis - study_.axes.begin());
    parameter.values = numbers(path + ".values");
    if (parameter.values.size() != axis->labels.size()) {
      wrong(path + ".values", fmt::format("expected {} numbers, one for each cell of {}, found {}", axis->labels.size(),
                                          over, parameter.values.size()));
      parameter.values.resize(axis->labels.size(), std::numeric_limits<double>::quiet_NaN());
    }
  }

  void read_spread(const std::string& path, Parameter& parameter) {
    if (!file_.has(path + ".spread")) return;
    auto spread = chance::Spread::read(file_, path + ".spread");
    parameter.spread_origin = origin(path, "spread_");
    if (!spread) return keep(spread.error());
    if (spread->is_dirichlet() != parameter.axis.has_value() ||
        (spread->is_dirichlet() && spread->alphas().size() != parameter.values.size())) {
      return wrong(path + ".spread", parameter.axis
                                         ? fmt::format("expected dirichlet with {} numbers, the one spread of an array",
                                                       parameter.values.size())
                                         : std::string("expected a spread of one number: dirichlet is for arrays"));
    }
    if (spread->is_of_shares() && parameter.unit.scale != 1) {
      return wrong(path + ".spread", fmt::format("expected a parameter whose unit is \"1\" (a beta or dirichlet lies "
                                                 "between 0 and 1), found one in {}: write its value as a share",
                                                 parameter.unit_text));
    }
    parameter.spread = parameter.unit.scale == 1 ? *spread : spread->scaled(parameter.unit.scale);
    if (std::ranges::any_of(parameter.values, [](double value) { return std::isnan(value); })) return;
    if (parameter.axis) return remark_of_shares(path, parameter);
    const double low = parameter.spread->quantile(0.01);
    const double high = parameter.spread->quantile(0.99);
    if (!(parameter.values.front() >= low && parameter.values.front() <= high)) {
      const double scale = parameter.unit.scale;
      wrong(path + ".spread",
            fmt::format("expected a spread around the value of {:g}; 98 in a hundred of this one lie from {:g} to {:g}",
                        parameter.values.front() / scale, low / scale, high / scale));
      return;
    }
    remark_of_mean(path, parameter.values.front(), parameter.spread->mean(), parameter.spread->sd(),
                   parameter.unit.scale);
  }

  /// Draws lie around their mean, the answer at its figures on the value. Nearer than a tenth of the sd, no chance of being above or below
  /// anything moves by more than four in a hundred (a normal's density at its middle, 0.4, times 0.1); nearer than a hundredth of the value it is rounding.
  void remark_of_mean(const std::string& path, double value, double mean, double sd, double scale) {
    const double apart = std::abs(mean - value);
    if (apart <= sd / 10 || apart <= std::abs(value) / 100) return;
    remark(path + ".spread",
           fmt::format("its mean is {:.4g} and the value {:.4g}: draws lie around another answer than the value's, by "
                       "{:.2g} of their standard deviations",
                       mean / scale, value / scale, apart / sd));
  }

  /// Of a Dirichlet, cell by cell: alpha by the sum of alphas, with the sd of a beta.
  void remark_of_shares(const std::string& path, const Parameter& parameter) {
    const auto alphas = parameter.spread->alphas();
    const double all = std::accumulate(alphas.begin(), alphas.end(), 0.0);
    for (std::size_t cell = 0; cell < alphas.size(); ++cell) {
      const double mean = alphas[cell] / all;
      const std::size_t before = study_.remarks.size();
      remark_of_mean(path, parameter.values[cell], mean, std::sqrt(mean * (1 - mean) / (all + 1)), 1);
      if (study_.remarks.size() > before) return;
    }
  }

  Named named_at(const std::string& path, const std::string& name) {
    return {.name = name,
            .label = text(path + ".label"),
            .formula = formula(path + ".formula"),
            .unit = plain_unit(path + ".unit"),
            .source = text_or(path + ".source", "")};
  }

  Paid paid_at(const std::string& path) {
    Paid paid{.payer = word<Payer>(path + ".payer"), .basis = Basis::source};
    if (paid.payer != Payer::not_stated) paid.basis = word<Basis>(path + ".payer_basis");
    return paid;
  }

  void read_formulas() {
    for (const std::string& name : names_below("formulas"))
      study_.formulas.push_back(named_at(join("formulas", name), name));
  }

  void read_outcomes() {
    for (const std::string& name : names_below("outcomes")) {
      const std::string path = join("outcomes", name);
      Outcome outcome{.count = named_at(path, name), .kind = OutcomeKind::benefit, .money = {}, .paid = {}};
      if (file_.has(path + ".kind")) outcome.kind = word<OutcomeKind>(path + ".kind");
      if (file_.has(path + ".money")) {
        outcome.money = formula(path + ".money");
        outcome.paid = paid_at(path);
        if (file_.has(path + ".when")) outcome.when = word<When>(path + ".when");
      }
      study_.outcomes.push_back(std::move(outcome));
    }
  }

  void read_costs() {
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

  void read_correlations() {
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

  /// Whether there can be such numbers at all: what is not given is 0.
  void check_correlations() {
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
    wrong(
        join("correlations", std::to_string(last)) + ".rho",
        fmt::format("expected correlations that can hold together, found that no numbers have those of {}: {}; a pair "
                    "that is not given has 0. Lower one of them, or give the missing pair",
                    names[factor.impossible_at], fmt::join(others, ", ")));
  }

  void read_published() {
    for (const std::string& number_of : file_.names("published")) {
      const std::string path = join("published", number_of);
      Published row{.of = text(path + ".of"),
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
        if (row.result_class == ResultClass::reproduced && share > Published::tolerance_max)
          wrong(path + ".tolerance", fmt::format("expected at most {:g} of a result that is called reproduced, which "
                                                 "must be able to fail, found {:g}; call it partial",
                                                 Published::tolerance_max, share));
      }
      study_.published.push_back(std::move(row));
    }
  }

  void read_observed() {
    for (const std::string& number_of : file_.names("observed")) {
      const std::string path = join("observed", number_of);
      study_.observed.push_back({.what = text(path + ".what"),
                                 .value = number(path + ".value"),
                                 .unit = text(path + ".unit"),
                                 .source = text(path + ".source")});
    }
    if (study_.is_observations && study_.observed.empty()) wrong("study", "expected at least one [[observed]]");
  }

  /// What nobody read is a mistake too, but where a mistake before it is why nobody read it.
  base::Result<> finish() {
    const auto known = tables_with_mistakes_;
    for (const base::Error& unread : file_.unread_fields()) {
      const std::size_t begins = unread.message.find(": ") + 2;
      const std::string path = unread.message.substr(begins, unread.message.find(": ", begins) - begins);
      const bool follows = std::ranges::any_of(
          known, [&](const std::string& table) { return path == table || path.starts_with(table + "."); });
      if (!follows) keep(unread);
    }
    if (errors_.empty()) return base::Done{};
    std::string message;
    for (const std::string& error : errors_) message += (message.empty() ? "" : "\n") + error;
    if (more_errors_ > 0) message += fmt::format("\nand {} more", more_errors_);
    return base::input_error(std::move(message));
  }

  const document::Toml& file_;
  Study& study_;
  std::set<std::string> taken_;
  std::vector<std::string> errors_;
  std::set<std::string> said_;
  std::set<std::string> tables_with_mistakes_;
  std::set<std::string, std::less<>> unread_;  ///< paths of fields that were not what they had to be
  std::size_t more_errors_ = 0;
};

}  // namespace

const Parameter* Study::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &Parameter::name);
  return found == parameters.end() ? nullptr : &*found;
}

std::string digest_of(std::string_view text) {
  std::array<std::uint8_t, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return base::hex(digest);
}

std::string_view share_because(const Parameter& parameter) {
  // By a time, in money, or an array's own numbers above 1: no share.
  for (const auto& [noun, power] : parameter.unit.unit.powers()) {
    if (!money_of(noun).currency.empty() || noun == "day" || noun == "hour" || noun == "week" || noun == "month")
      return "";
  }
  if (std::ranges::any_of(parameter.values, [](double value) { return value > 1; })) return "";
  if (parameter.spread && parameter.spread->is_of_shares()) return "its spread is of shares";
  if (!parameter.unit.unit.is_one()) {
    const auto& powers = parameter.unit.unit.powers();
    const bool is_count_by_count = powers.size() == 2 && powers[0].second * powers[1].second == -1 &&
                                   powers[0].first != "year" && powers[1].first != "year";
    const bool is_kept = parameter.range && parameter.range->first >= 0 && parameter.range->second <= 1;
    return is_count_by_count && is_kept ? "its range keeps it so" : "";
  }
  if (parameter.unit.scale != 1) return "its unit is %";
  const std::string words = document::lower(parameter.label + " " + parameter.ask);
  for (const std::string_view word : {"share", "chance", "probability", "proportion", "percentage", "fraction"}) {
    if (words.find(word) != std::string::npos) return "by its words";
  }
  if (parameter.range && parameter.range->first >= 0 && parameter.range->second <= 1) return "its range keeps it so";
  return "";
}

base::Result<> check_within(const Parameter& parameter, double value) {
  if (!parameter.within || std::isnan(value)) return base::Done{};
  const auto [low, high] = *parameter.within;
  const double scaled = value * parameter.unit.scale;
  if (scaled >= low && scaled <= high) return base::Done{};
  const bool is_percent = low == 0 && high == 1 && parameter.unit.scale == 1 && scaled > 1 && scaled <= 100;
  return base::input_error(fmt::format(
      "expected {:g} to {:g}, found {:g}{}", low / parameter.unit.scale, high / parameter.unit.scale, value,
      is_percent ? fmt::format(": {:g} is no share; write {:g}, or unit = \"%\"", value, value / 100) : ""));
}

bool is_reserved(std::string_view name) { return std::ranges::find(reserved, name) != reserved.end(); }

base::Result<Study> read_study(std::string name, std::string text) {
  Study study;
  study.id = std::filesystem::path(name).stem().string();
  study.file = name;
  study.digest = digest_of(text);
  const auto file = document::Toml::parse(std::move(name), std::move(text));
  if (!file) return file.error();
  if (const auto read = Reader(*file, study).whole(); !read) return read.error();
  return study;
}

std::vector<std::string> shipped_studies() { return document::shipped_names("studies"); }

base::Result<Study> load_study(std::string_view name_or_path) {
  auto text = document::document_text("studies", name_or_path);
  if (!text) return text.error();
  const bool is_path = name_or_path.find('/') != std::string_view::npos || name_or_path.ends_with(".toml");
  return read_study(is_path ? std::string(name_or_path) : fmt::format("studies/{}.toml", name_or_path),
                    std::move(*text));
}

}  // namespace alongside::study
