#include "center/import_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "document/words.hpp"

namespace alongside::center {

namespace {

using document::CsvRow;
using domain::Answer;
using domain::Measure;

/// Reads cells of one row; keeps the first problem.
class RowReader {
 public:
  RowReader(const CsvRow& row, const ImportLayout& layout, const ImportMap& map)
      : row_(row), layout_(layout), map_(map) {}

  std::string_view cell(ImportColumn column) const { return map_.value(column, layout_.cell(row_, column)); }

  void refuse(ImportColumn column, std::string_view expected) {
    const std::string_view found = cell(column);
    refuse_saying(column, fmt::format("{}, found {}", expected, found.empty() ? "nothing" : document::shown(found)));
  }

  void refuse_saying(ImportColumn column, std::string_view message) {
    if (problem_) return;
    const auto at = layout_.at[static_cast<std::size_t>(column)];
    problem_ = RowProblem{at ? row_.cells[*at].place : row_.place, fmt::format("{}: {}", name_of(column), message)};
  }

  void refuse_at(document::Place place, std::string message) {
    if (!problem_) problem_ = RowProblem{place, std::move(message)};
  }

  /// One word of a closed list; nothing for an empty cell.
  template <class E>
  std::optional<E> word(ImportColumn column) {
    const std::string_view found = cell(column);
    if (found.empty()) return std::nullopt;
    const auto value = domain::named<E>(plain(found));
    if (!value) refuse_word<E>(column, found);
    return value;
  }

  template <class E>
  void refuse_word(ImportColumn column, std::string_view found) {
    const std::vector<std::string> words(domain::Words<E>::names.begin(), domain::Words<E>::names.end());
    refuse_saying(column, fmt::format("expected {} or nothing, found {}{}", document::one_of(words),
                                      document::shown(found), document::did_you_mean(found, words)));
  }

  /// Yes, no, unknown; an empty cell, or no such column, was not asked.
  Answer answer(ImportColumn column) {
    const std::string found = plain(cell(column));
    if (found.empty()) return Answer::not_asked;
    if (found == "yes") return Answer::yes;
    if (found == "no") return Answer::no;
    if (found != "unknown") refuse(column, "expected yes, no, unknown or nothing");
    return Answer::unknown;
  }

  static std::string plain(std::string_view value) {
    std::string word = document::lower(value);
    std::replace(word.begin(), word.end(), ' ', '_');
    return word;
  }

  const std::optional<RowProblem>& problem() const { return problem_; }

 private:
  const CsvRow& row_;
  const ImportLayout& layout_;
  const ImportMap& map_;
  std::optional<RowProblem> problem_;
};

/// "heroin+cocaine"; each part may be mapped as well as the whole.
domain::Substances substances_of(RowReader& reader, const ImportMap& map) {
  domain::Substances set;
  std::string_view left = reader.cell(ImportColumn::substance);
  for (bool more = true; more;) {
    const std::size_t plus = left.find('+');
    more = plus != std::string_view::npos;
    const std::string_view part = map.value(ImportColumn::substance, left.substr(0, plus));
    left.remove_prefix(more ? plus + 1 : left.size());
    const auto substance = domain::named<domain::Substance>(RowReader::plain(part));
    if (!substance) {
      reader.refuse_word<domain::Substance>(ImportColumn::substance, part);
      return {};
    }
    set = set.with(*substance);
  }
  return set;
}

std::optional<UseInRow> use_of(RowReader& reader, const ImportMap& map) {
  const auto route = reader.word<domain::Route>(ImportColumn::route);
  const bool has_substance = !reader.cell(ImportColumn::substance).empty();
  if (!has_substance && !route) return std::nullopt;
  UseInRow use;
  use.substances = has_substance ? substances_of(reader, map) : domain::Substances{}.with(domain::Substance::unknown);
  use.route = route.value_or(domain::Route::unknown);
  return use;
}

constexpr std::array<std::pair<ImportColumn, Measure>, 4> measure_columns{
    {{ImportColumn::watched, Measure::watched},
     {ImportColumn::oxygen, Measure::oxygen},
     {ImportColumn::breaths, Measure::breaths},
     {ImportColumn::naloxone, Measure::naloxone}}};

std::optional<EmergencyInRow> emergency_of(RowReader& reader) {
  EmergencyInRow emergency;
  const auto group = reader.word<domain::EmergencyGroup>(ImportColumn::emergency);
  for (const auto& [column, measure] : measure_columns) {
    const Answer answer = reader.answer(column);
    if (answer == Answer::yes) emergency.given = emergency.given.with(measure);
    if (answer != Answer::yes && answer != Answer::no) emergency.not_known = emergency.not_known.with(measure);
  }
  emergency.ems = reader.answer(ImportColumn::ems);
  emergency.transport = reader.answer(ImportColumn::transport);
  emergency.died = reader.answer(ImportColumn::died);
  if (group) {
    emergency.group = *group;
    return emergency;
  }
  for (const ImportColumn column :
       {ImportColumn::watched, ImportColumn::oxygen, ImportColumn::breaths, ImportColumn::naloxone, ImportColumn::ems,
        ImportColumn::transport, ImportColumn::died}) {
    if (reader.answer(column) == Answer::yes) {
      reader.refuse(ImportColumn::emergency,
                    fmt::format("expected opioid, stimulant or other, since {} is yes", name_of(column)));
    }
  }
  return std::nullopt;
}

document::Moment arrival_of(RowReader& reader, const document::Zone& zone, base::Instant now) {
  const auto moment = document::parse_moment(reader.cell(ImportColumn::arrived), zone);
  if (!moment) {
    reader.refuse_saying(ImportColumn::arrived, moment.error().message);
    return {};
  }
  if (moment->instant > now || moment->instant < zone.begin_of({2000, 1, 1})) {
    reader.refuse(ImportColumn::arrived, "expected a time between the year 2000 and now");
  }
  return *moment;
}

}  // namespace

std::variant<ImportRow, RowProblem> read_row(const CsvRow& row, const ImportLayout& layout, const ImportMap& map,
                                             const document::Zone& zone, base::Instant now) {
  if (row.problem) return *row.problem;
  RowReader reader(row, layout, map);
  for (const std::size_t i : layout.without_name) {
    const std::string_view found = document::trimmed(row.cells[i].text);
    if (!found.empty())
      reader.refuse_at(row.cells[i].place,
                       "expected nothing in a column without a name, found " + document::shown(found));
  }
  ImportRow out;
  out.visit = reader.cell(ImportColumn::visit);
  if (out.visit.empty()) reader.refuse(ImportColumn::visit, "expected the source's own number of the visit");
  out.arrived = arrival_of(reader, zone, now);
  out.code = reader.cell(ImportColumn::code);
  out.content.use = use_of(reader, map);
  out.content.emergency = emergency_of(reader);
  if (reader.problem()) return *reader.problem();
  return out;
}

domain::Precision precision_of(document::Written written) {
  switch (written) {
    case document::Written::day: return domain::Precision::day;
    case document::Written::hour: return domain::Precision::hour;
    case document::Written::minute:
    case document::Written::second: break;
  }
  return domain::Precision::minute;
}

}  // namespace alongside::center
