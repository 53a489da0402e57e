// Which bytes of an SQLite file are the record, and which SQLite itself never reads: a map of the file, page by page.
//
// Written from the file format (https://www.sqlite.org/fileformat2.html) and not from what `verify` does, so that the two can be held
// against each other. For whole files without a log, of this program's tables; no auto-vacuum. Asserts that what it meets is such a file.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string>
#include <vector>

namespace alongside::tests {

/// For each byte of the file: empty if the record needs it, else why it is not part of the record.
class DatabasePlaces {
 public:
  explicit DatabasePlaces(const std::string& file)
      : file_(file), page_size_(number(16, 2)), why_(file.size(), "free space within a page") {
    need(0, header_size);
    name(40, 4, "the schema's cookie in SQLite's header");
    name(96, 4, "the version of SQLite that wrote last, in its header");
    const std::vector<std::size_t> roots = walk(1);
    for (const std::size_t root : roots) walk(root);
    for (std::size_t trunk = number(32, 4); trunk != 0;) {
      const std::size_t at = start_of(trunk);
      const std::size_t leaves = number(at + 4, 4);
      name(at, page_size_, "a page that is free");
      need(at, 8 + 4 * leaves);
      for (std::size_t i = 0; i < leaves; ++i)
        name(start_of(number(at + 8 + 4 * i, 4)), page_size_, "a page that is free");
      trunk = number(at, 4);
    }
  }

  const std::string& why_not_part_of_the_record(std::size_t place) const { return why_[place]; }

 private:
  static constexpr std::size_t header_size = 100;
  enum Kind : std::uint8_t { index_interior = 2, table_interior = 5, index_leaf = 10, table_leaf = 13 };

  std::size_t byte(std::size_t at) const { return static_cast<unsigned char>(file_.at(at)); }
  std::size_t number(std::size_t at, std::size_t size) const {
    std::size_t out = 0;
    for (std::size_t i = 0; i < size; ++i) out = out << 8 | byte(at + i);
    return out;
  }
  std::size_t varint(std::size_t& at) const {
    std::size_t out = 0;
    for (int i = 0; i < 8; ++i) {
      const std::size_t next = byte(at++);
      out = out << 7 | (next & 0x7F);
      if (next < 0x80) return out;
    }
    return out << 8 | byte(at++);
  }
  std::size_t start_of(std::size_t page) const { return (page - 1) * page_size_; }

  void name(std::size_t at, std::size_t size, const std::string& why) {
    for (std::size_t i = at; i < at + size; ++i) why_.at(i) = why;
  }
  void need(std::size_t at, std::size_t size) { name(at, size, ""); }

  /// Returns the roots of other trees, if this one is the schema's.
  std::vector<std::size_t> walk(std::size_t page) {
    const std::size_t start = start_of(page);
    const std::size_t head = start + (page == 1 ? header_size : 0);
    const std::size_t kind = byte(head);
    const bool is_leaf = kind == table_leaf || kind == index_leaf;
    assert(is_leaf || kind == table_interior || kind == index_interior);
    const std::size_t cells = number(head + 3, 2);
    const std::size_t pointers = head + (is_leaf ? 8 : 12);
    need(head, pointers - head + 2 * cells);
    for (std::size_t block = number(head + 1, 2); block != 0; block = number(start + block, 2)) need(start + block, 4);
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < cells; ++i) {
      const std::size_t cell = start + number(pointers + 2 * i, 2);
      std::size_t at = cell;
      if (!is_leaf) {
        walk(number(at, 4));
        at += 4;
      }
      if (kind == table_interior) {
        varint(at);
        need(cell, at - cell);
        continue;
      }
      const std::size_t payload = varint(at);
      if (kind == table_leaf) varint(at);
      const std::size_t local = local_of(payload, kind == table_leaf);
      if (page == 1) roots.push_back(root_in(at));
      need(cell, at - cell + local + (local < payload ? 4 : 0));
      if (kind == table_leaf && page != 1) leave_out_row_number(at);
      if (local < payload) follow(number(at + local, 4), payload - local);
    }
    if (!is_leaf) walk(number(head + 8, 4));
    return roots;
  }

  /// How much of a payload lies in its cell.
  std::size_t local_of(std::size_t payload, bool is_table) const {
    const std::size_t most = is_table ? page_size_ - 35 : (page_size_ - 12) * 64 / 255 - 23;
    const std::size_t least = (page_size_ - 12) * 32 / 255 - 23;
    if (payload <= most) return payload;
    const std::size_t even = least + (payload - least) % (page_size_ - 4);
    return even <= most ? even : least;
  }

  void follow(std::size_t page, std::size_t left) {
    while (left > 0) {
      const std::size_t here = std::min(left, page_size_ - 4);
      name(start_of(page), page_size_, "the rest of a page behind the end of a long row");
      need(start_of(page), 4 + here);
      left -= here;
      page = number(start_of(page), 4);
    }
  }

  /// A row that is found by its number holds an empty first column in the number's place; SQLite never looks at its type.
  void leave_out_row_number(std::size_t record) {
    std::size_t at = record;
    varint(at);
    if (byte(at) == 0) name(at, 1, "the type of the empty column that stands for a row's number");
  }

  /// Of a row of the schema: type, name, table, root page, SQL.
  std::size_t root_in(std::size_t record) const {
    std::size_t at = record;
    const std::size_t head_size = varint(at);
    std::size_t value = record + head_size;
    for (int column = 0; column < 3; ++column) value += (varint(at) - 13) / 2;
    const std::size_t size = varint(at);
    assert(size == 1);
    return number(value, size);
  }

  const std::string& file_;
  std::size_t page_size_;
  std::vector<std::string> why_;
};

}  // namespace alongside::tests
