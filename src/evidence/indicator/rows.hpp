// Rows: what indicators have to say of one site, or of all, before any format prints it.
//
// Goals: a format (text, JSON) prints rows and knows no indicator; an indicator says its rows and knows no format. A section has words for
// people (lines, sentences, tables) and fields for programs; both come from the same indicators in the same order. Non-goals: suppression.
// Plain values.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace alongside::evidence {

/// A field's value; nothing where it is not known.
struct Value {
  using List = std::vector<Value>;
  using Object = std::vector<std::pair<std::string, Value>>;  ///< in their order
  std::variant<std::monostate, std::int64_t, double, std::string, List, Object> is;

  Value() = default;
  Value(std::integral auto number) : is(static_cast<std::int64_t>(number)) {}
  Value(double number) : is(number) {}
  Value(std::string text) : is(std::move(text)) {}
  Value(std::string_view text) : is(std::string(text)) {}
  Value(const char* text) : is(std::string(text)) {}
  Value(List list) : is(std::move(list)) {}
  Value(Object object) : is(std::move(object)) {}
};

struct Line {
  std::string text;
};
/// A sentence, to be broken between words.
struct Note {
  std::string_view sentence;
};
struct Table {
  struct Column {
    std::string name;
    std::size_t width = 0;
  };
  struct Row {
    std::string name;
    std::vector<std::string> cells;
  };
  Column names;  ///< the first column
  std::vector<Column> columns;
  std::vector<Row> rows;
};
/// Short pieces of equal length, as many on a line as fit.
struct Pieces {
  std::vector<std::string> all;
};
using Printed = std::variant<Line, Note, Table, Pieces>;

/// What stands together in a section, after its head.
struct Block {
  std::string_view name;
  std::vector<Printed> printed;

  void line(std::string text) { printed.emplace_back(Line{std::move(text)}); }
  void note(std::string_view sentence) { printed.emplace_back(Note{sentence}); }
  void table(Table table) { printed.emplace_back(std::move(table)); }
  void pieces(std::vector<std::string> all) { printed.emplace_back(Pieces{std::move(all)}); }
};

/// One section of a report: where it stands in documents, and its heading for people.
struct SectionName {
  std::string_view key;
  std::string_view heading;  ///< empty: lines of its own without one
};

class Section {
 public:
  explicit Section(const SectionName& name) : name_(name) {}

  /// Something short: joins the phrase before it on one line.
  void phrase(std::string_view text);
  void line(std::string text);
  void note(std::string_view sentence);
  /// How the section counts: the last field, and a sentence below the head.
  void rule(std::string_view sentence) { rules_.push_back(sentence); }
  /// The block of that name, begun where there is none yet.
  Block& block(std::string_view name);

  void field(std::string_view name, Value value);
  /// A field of the table of that name, begun where there is none yet.
  void field(std::string_view table, std::string_view name, Value value);

  const SectionName& name() const { return name_; }
  const std::vector<Printed>& head() const { return head_.printed; }
  const std::vector<std::string_view>& rules() const { return rules_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  const Value::Object& fields() const { return fields_; }

 private:
  SectionName name_;
  Block head_;
  bool ends_with_a_phrase_ = false;
  std::vector<std::string_view> rules_;
  std::vector<Block> blocks_;
  Value::Object fields_;
};

}  // namespace alongside::evidence
