// Bytes: little-endian writing and reading, and hexadecimal text.
//
// A Reader never reads past its end: it remembers that it ran out and returns zeros; callers ask `complete()` once, at the end.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace alongside::base {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

inline BytesView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(BytesView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string hex(BytesView bytes);
/// Even number of hexadecimal digits in either case, nothing else.
std::optional<Bytes> unhex(std::string_view digits);

class Writer {
 public:
  template <class Number>
  void number(Number n) {
    static_assert(std::is_integral_v<Number>);
    auto bits = static_cast<std::make_unsigned_t<Number>>(n);
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
      out_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(bits) >> (8 * i)));
    }
  }
  void raw(BytesView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  /// Four bytes of length, then the bytes.
  void block(BytesView bytes) {
    number(static_cast<std::uint32_t>(bytes.size()));
    raw(bytes);
  }
  const Bytes& bytes() const { return out_; }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

class Reader {
 public:
  explicit Reader(BytesView in) : in_(in) {}

  template <class Number>
  Number number() {
    static_assert(std::is_integral_v<Number>);
    if (!has(sizeof(Number))) return Number{};
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) bits |= static_cast<std::uint64_t>(in_[at_ + i]) << (8 * i);
    at_ += sizeof(Number);
    return static_cast<Number>(bits);
  }
  BytesView raw(std::size_t size) {
    if (!has(size)) return {};
    const auto part = in_.subspan(at_, size);
    at_ += size;
    return part;
  }
  BytesView block() { return raw(number<std::uint32_t>()); }
  std::size_t left() const { return in_.size() - at_; }
  /// Everything asked for was there, and nothing is left over.
  bool complete() const { return !ran_out_ && left() == 0; }
  bool ran_out() const { return ran_out_; }

 private:
  bool has(std::size_t size) {
    if (ran_out_ || left() < size) ran_out_ = true;
    return !ran_out_;
  }

  BytesView in_;
  std::size_t at_ = 0;
  bool ran_out_ = false;
};

}  // namespace alongside::base
