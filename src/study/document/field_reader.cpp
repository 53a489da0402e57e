#include "study/document/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alongside::study {

namespace {

bool is_name(std::string_view text) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && small(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

void FieldReader::keep(const base::Error& error) {
  if (!said_.insert(error.message).second) return;
  // "studies/x.toml:12:3: parameters.clients.value: what": its table is known to have a mistake.
  const std::string_view message = error.message;
  if (const std::size_t begins = message.find(": "); begins != std::string_view::npos) {
    const std::string_view path = message.substr(begins + 2, message.find(": ", begins + 2) - begins - 2);
    tables_with_mistakes_.emplace(path.substr(0, path.rfind('.')));
  }
  if (errors_.size() < mistakes_max) {
    errors_.push_back(error.message);
  } else {
    ++more_errors_;
  }
}

std::string FieldReader::text(const std::string& path) {
  if (is_open_question(path)) wrong(path, "expected an answer in place of the \"?\"");
  return take(path, file_.text(path));
}

std::string FieldReader::place_of(std::string_view path) const {
  std::string message = file_.error_at(path, "").message;
  while (message.ends_with(' ') || message.ends_with(':')) message.pop_back();
  return message;
}

WrittenUnit FieldReader::unit(const std::string& path) {
  const auto written = file_.text(path);
  if (!written) return keep(written.error()), WrittenUnit{};
  auto read = study_.nouns.parse(*written);
  if (!read) return wrong(path, read.error().message), WrittenUnit{};
  return std::move(*read);
}

Unit FieldReader::plain_unit(const std::string& path) {
  const WrittenUnit written = unit(path);
  if (written.scale != 1) wrong(path, "expected a unit without %: a formula's own value is a share; write \"1\"");
  return written.unit;
}

Formula FieldReader::formula(const std::string& path) {
  const auto written = file_.text(path);
  if (!written) return keep(written.error()), Formula{};
  auto parsed = parse_formula(*written, place_of(path));
  if (!parsed) return keep(parsed.error()), Formula{};
  return std::move(*parsed);
}

std::vector<std::string> FieldReader::names_below(const std::string& path) {
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

base::Result<> FieldReader::finish() {
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

}  // namespace alongside::study
