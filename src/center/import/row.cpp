#include "center/import/row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "document/folding.hpp"
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

  void refuse_at(document::TextPlace place, std::string message) {
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
    std::string word = document::folded(value);
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

document::Moment arrival_of(RowReader& reader, const CsvRow& row, const RowReading& reading) {
  const auto moment =
      document::parse_moment(arrival_written(row, reading.layout, reading.map), reading.zone, reading.order);
  if (!moment) {
    reader.refuse_saying(ImportColumn::arrived, moment.error().message);
    return {};
  }
  if (moment->instant > reading.now || moment->instant < reading.zone.begin_of({2000, 1, 1})) {
    reader.refuse(ImportColumn::arrived, "expected a time between the year 2000 and now");
  }
  return *moment;
}

/// Digits, perhaps a fraction, and an exponent that is not part of a code as "1E5".
bool is_in_e_notation(std::string_view value) {
  const auto digits = [&] {
    const std::size_t count = std::min(value.find_first_not_of("0123456789"), value.size());
    value.remove_prefix(count);
    return count;
  };
  const auto one_of = [&](std::string_view letters) {
    const bool is_there = !value.empty() && letters.find(value.front()) != std::string_view::npos;
    if (is_there) value.remove_prefix(1);
    return is_there;
  };
  if (digits() == 0) return false;
  const bool has_fraction = one_of(".,") && digits() > 0;
  if (!one_of("eE")) return false;
  const bool has_sign = one_of("+-");
  return (has_fraction || has_sign) && digits() > 0 && value.empty();
}

/// "#N/A", "#REF!", "#\302\277NOMBRE?", "########".
bool is_spreadsheet_error(std::string_view value) {
  if (!value.starts_with('#') || value.size() < 2) return false;
  return value.find_first_not_of('#') == std::string_view::npos || value == "#N/A" || value == "#N/D" ||
         value.ends_with('!') || value.ends_with('?');
}

void refuse_spoilt(RowReader& reader, ImportColumn column, std::string_view expected) {
  const std::string_view found = reader.cell(column);
  if (const auto spoilt = spoilt_by_spreadsheet(found))
    reader.refuse_saying(column, fmt::format("{}, found {}, {}", expected, document::shown(found), *spoilt));
}

}  // namespace

std::optional<std::string_view> spoilt_by_spreadsheet(std::string_view value) {
  if (is_in_e_notation(value))
    return "a number that a spreadsheet shortened: what it left out is not in this file. Format the column as text in "
           "the "
           "spreadsheet and save the file again";
  if (is_spreadsheet_error(value))
    return "which a spreadsheet writes where it has no value to show: mend the cell there and save the file again";
  return std::nullopt;
}

std::string arrival_written(const CsvRow& row, const ImportLayout& layout, const ImportMap& map) {
  std::string written(map.value(ImportColumn::arrived, layout.cell(row, ImportColumn::arrived)));
  const std::string_view time = map.value(ImportColumn::arrived, ImportLayout::cell(row, layout.arrived_time));
  if (!time.empty()) (written += ' ') += time;
  return written;
}

std::variant<ImportRow, RowProblem> read_row(const CsvRow& row, const RowReading& reading) {
  if (row.problem) return *row.problem;
  RowReader reader(row, reading.layout, reading.map);
  for (const std::size_t i : reading.layout.without_name) {
    const std::string_view found = document::trimmed(row.cells[i].text);
    if (!found.empty())
      reader.refuse_at(row.cells[i].place,
                       "expected nothing in a column without a name, found " + document::shown(found));
  }
  ImportRow out;
  out.visit = reader.cell(ImportColumn::visit);
  if (out.visit.empty()) reader.refuse(ImportColumn::visit, "expected the source's own number of the visit");
  refuse_spoilt(reader, ImportColumn::visit, "expected the source's own number of the visit");
  out.arrived = arrival_of(reader, row, reading);
  out.code = reader.cell(ImportColumn::code);
  refuse_spoilt(reader, ImportColumn::code, "expected the participant's code or nothing");
  out.content.use = use_of(reader, reading.map);
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
