#include "study/document/study_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace alongside::study {

base::Result<> StudyReader::whole() {
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

void StudyReader::read_head() {
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

void StudyReader::read_money() {
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
  if (!year) return wrong("study.price_year", "expected the year of the prices, from 1900 to 2100, or \"not stated\"");
  study_.price_year = static_cast<int>(*year);
  study_.nouns.set_money(study_.currency, *study_.price_year);
}

void StudyReader::read_completeness() {
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

void StudyReader::read_units() {
  for (const std::string& noun : file_.names("units")) {
    static_cast<void>(text(join("units", noun)));
    if (!study_.nouns.add(noun))
      wrong(join("units", noun),
            "expected a noun that is not built in, of letters, digits, - and _, from a small letter on");
  }
}

void StudyReader::read_prices() {
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

void StudyReader::read_axes() {
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

void StudyReader::read_numbered(const std::string& path, Axis& axis) {
  axis.is_numbered = true;
  const std::int64_t from = take(path + ".from", file_.integer(path + ".from", -100'000, 100'000));
  const std::int64_t to = take(path + ".to", file_.integer(path + ".to", -100'000, 100'000));
  if (unread_.contains(path + ".from") || unread_.contains(path + ".to")) return;
  if (to < from || to - from >= static_cast<std::int64_t>(Study::cells_max)) {
    wrong(path + ".to",
          fmt::format("expected {} to {}, found {}", from, from + static_cast<std::int64_t>(Study::cells_max) - 1, to));
    unread_.insert(path + ".to");
    return;
  }
  axis.from = static_cast<double>(from);
  for (std::int64_t label = from; label <= to; ++label) axis.labels.push_back(std::to_string(label));
}

void StudyReader::read_tables() {
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

Named StudyReader::named_at(const std::string& path, const std::string& name) {
  return {.name = name,
          .label = text(path + ".label"),
          .formula = formula(path + ".formula"),
          .unit = plain_unit(path + ".unit"),
          .source = text_or(path + ".source", "")};
}

void StudyReader::read_formulas() {
  for (const std::string& name : names_below("formulas"))
    study_.formulas.push_back(named_at(join("formulas", name), name));
}

}  // namespace alongside::study
