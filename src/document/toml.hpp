// Toml: a TOML file as base::Fields, with an error at file, line and column for everything that is not as it should be.
//
// Goals: a field that is missing, misspelt, of the wrong type or out of range is named with its place, what was
// expected and what was found; a field that nobody reads is an error too, so that a misspelt setting is never ignored.
// Non-goals: writing files, defaults. Invariant: what was read is remembered for the life of the file. Not to be shared
// between threads: reading remembers.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"

namespace alongside::document {

/// A name as one part of a dotted path: as it is, or in double quotes where it has dots, quotes or spaces:
/// "values.substance." + path_part("Heroin (H)").
std::string path_part(std::string_view name);

class Toml final : public base::Fields {
 public:
  static constexpr std::size_t file_bytes_max = 4U << 20;

  static base::Result<Toml> read(const std::filesystem::path& path);
  /// `name` is what errors call it, e.g. the path of a shipped document.
  static base::Result<Toml> parse(std::string name, std::string text);

  Toml(Toml&&) noexcept;
  Toml& operator=(Toml&&) noexcept;
  ~Toml() override;

  /// Elements of an array are parts of a path by number, from 0: "seats.2.kind".
  base::Result<std::int64_t> integer(std::string_view path, std::int64_t low, std::int64_t high) const override;
  base::Result<double> number(std::string_view path, double low, double high) const override;
  /// Of blanks alone it is an error: a source or a name that says nothing is none.
  base::Result<std::string> text(std::string_view path) const override;
  /// The same, where a writer may leave it empty.
  base::Result<std::string> text_or_blank(std::string_view path) const;
  base::Result<bool> flag(std::string_view path) const override;
  base::Result<std::vector<std::string>> texts(std::string_view path) const override;
  bool has(std::string_view path) const override;
  /// Names of a table (as they stand, use path_part), or "0", "1", … of an array of tables.
  std::vector<std::string> names(std::string_view path) const override;
  base::Error error_at(std::string_view path, std::string_view what) const override;

  /// Another value, as TOML writes it, for a field that is there: what a user asks for beside the file ("--set watch.minutes=20").
  /// Errors call it by that name; the file's own bytes stay as they are.
  base::Result<> replace(std::string_view path, std::string_view value);

  /// One error for each field of the file that nobody read so far, in the order of the file. Ask when everything is
  /// read.
  std::vector<base::Error> unread_fields() const;
  /// The same as one error, a line each.
  base::Result<> all_read() const;

  /// The file's bytes, for a digest or for keeping.
  const std::string& source() const;
  const std::string& name() const;

 private:
  struct Parsed;
  explicit Toml(std::unique_ptr<Parsed> parsed);
  std::unique_ptr<Parsed> parsed_;
};

/// A document of a known kind from its text: `read` takes what it knows, and a field that nobody took is an error too.
template <class Document>
base::Result<Document> parse_as(std::string name, std::string text,
                                base::Result<Document> (*read)(const base::Fields&)) {
  auto file = Toml::parse(std::move(name), std::move(text));
  if (!file) return file.error();
  auto document = read(*file);
  if (!document) return document.error();
  if (const auto all = file->all_read(); !all) return all.error();
  return document;
}

}  // namespace alongside::document
