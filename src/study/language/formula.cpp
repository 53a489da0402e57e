#include "study/language/formula.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "document/characters.hpp"
#include "document/words.hpp"

namespace alongside::study {

namespace {

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }

/// From loosest to tightest: comparison, sum, product, minus in front, power (which takes its right side first), then what stands alone.
class Parser {
 public:
  explicit Parser(Formula& formula) : formula_(formula), text_(formula.text) {}

  base::Result<std::uint32_t> whole() {
    auto root = comparison();
    if (!root) return root;
    skip_blanks();
    if (at_ < text_.size()) return wrong(text_[at_] == ')' ? "expected no further )" : "expected an operator");
    return root;
  }

 private:
  using Parsed = base::Result<std::uint32_t>;

  /// One level of nesting, counted for as long as it lives.
  struct Level {
    explicit Level(int& depth) : depth_(depth) { ++depth_; }
    ~Level() { --depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    int& depth_;
  };

  Parsed comparison() {
    const Level level(depth_);
    if (depth_ > Formula::depth_max)
      return wrong(fmt::format("expected at most {} levels of parentheses", Formula::depth_max));
    auto left = sum();
    if (!left) return left;
    const std::size_t at = skip_blanks();
    const auto kind = comparison_sign();
    if (!kind) return left;
    const auto right = sum();
    if (!right) return right;
    return add({.kind = *kind, .number = 0, .name = {}, .operands = {*left, *right}, .at = at});
  }

  std::optional<NodeKind> comparison_sign() {
    struct Sign {
      std::string_view text;
      NodeKind kind;
    };
    constexpr Sign signs[] = {{"<=", NodeKind::less_equal}, {">=", NodeKind::greater_equal}, {"==", NodeKind::equal},
                              {"!=", NodeKind::not_equal},  {"<", NodeKind::less},           {">", NodeKind::greater}};
    for (const Sign& sign : signs) {
      if (text_.substr(at_).starts_with(sign.text)) {
        at_ += sign.text.size();
        return sign.kind;
      }
    }
    return std::nullopt;
  }

  Parsed sum() {
    auto left = product();
    while (left) {
      const std::size_t at = skip_blanks();
      const char sign = at_ < text_.size() ? text_[at_] : '\0';
      if (sign != '+' && sign != '-') break;
      ++at_;
      const auto right = product();
      if (!right) return right;
      left = add({.kind = sign == '+' ? NodeKind::add : NodeKind::subtract,
                  .number = 0,
                  .name = {},
                  .operands = {*left, *right},
                  .at = at});
    }
    return left;
  }

  Parsed product() {
    auto left = signed_value();
    while (left) {
      const std::size_t at = skip_blanks();
      const char sign = at_ < text_.size() ? text_[at_] : '\0';
      if (sign != '*' && sign != '/') break;
      ++at_;
      const auto right = signed_value();
      if (!right) return right;
      left = add({.kind = sign == '*' ? NodeKind::multiply : NodeKind::divide,
                  .number = 0,
                  .name = {},
                  .operands = {*left, *right},
                  .at = at});
    }
    return left;
  }

  Parsed signed_value() {
    const std::size_t at = skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '-') return power();
    const Level level(depth_);
    if (depth_ > Formula::depth_max)
      return wrong(fmt::format("expected at most {} minus signs in a row", Formula::depth_max));
    ++at_;
    const auto inner = signed_value();
    if (!inner) return inner;
    return add({.kind = NodeKind::negative, .number = 0, .name = {}, .operands = {*inner}, .at = at});
  }

  Parsed power() {
    auto base = alone();
    if (!base) return base;
    const std::size_t at = skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '^') return base;
    ++at_;
    const Level level(depth_);
    if (depth_ > Formula::depth_max)
      return wrong(fmt::format("expected at most {} powers of powers", Formula::depth_max));
    const auto exponent = signed_value();
    if (!exponent) return exponent;
    return add({.kind = NodeKind::power, .number = 0, .name = {}, .operands = {*base, *exponent}, .at = at});
  }

  Parsed alone() {
    const std::size_t at = skip_blanks();
    if (at_ >= text_.size()) return wrong("expected a number, a name or (");
    const char c = text_[at_];
    if (c == '(') {
      ++at_;
      const auto inner = comparison();
      if (!inner) return inner;
      return closed(*inner, at);
    }
    if (is_digit(c) || c == '.') return number();
    if (!starts_name(c)) return wrong("expected a number, a name or (");
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    std::string name(text_.substr(at, at_ - at));
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '(') return call(std::move(name), at);
    return add({.kind = NodeKind::name, .number = 0, .name = std::move(name), .operands = {}, .at = at});
  }

  Parsed closed(std::uint32_t inner, std::size_t opened_at) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != ')') return formula_.error_at(opened_at, "expected a ) for this (");
    ++at_;
    return inner;
  }

  Parsed call(std::string name, std::size_t at) {
    const std::size_t opened_at = at_++;
    std::vector<std::uint32_t> operands;
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == ')') return wrong(fmt::format("expected what {} is taken of", name));
    for (;;) {
      const auto operand = comparison();
      if (!operand) return operand;
      operands.push_back(*operand);
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] != ',') break;
      ++at_;
    }
    const auto node =
        add({.kind = NodeKind::call, .number = 0, .name = std::move(name), .operands = std::move(operands), .at = at});
    return closed(node, opened_at);
  }

  Parsed number() {
    const std::size_t at = at_;
    double value = 0;
    const char* const end = text_.data() + text_.size();
    const auto [stopped, error] = std::from_chars(text_.data() + at_, end, value);
    if (error != std::errc() || !std::isfinite(value)) return wrong("expected a number between -1e308 and 1e308");
    at_ = static_cast<std::size_t>(stopped - text_.data());
    if (at_ < text_.size() && (continues_name(text_[at_]) || text_[at_] == '.'))
      return wrong("expected an operator between a number and what follows");
    return add({.kind = NodeKind::number, .number = value, .name = {}, .operands = {}, .at = at});
  }

  std::uint32_t add(Node node) {
    formula_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(formula_.nodes.size() - 1);
  }

  std::size_t skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
    return at_;
  }

  base::Error wrong(std::string_view expected) const { return formula_.error_at(at_, expected); }

  Formula& formula_;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

base::Error Formula::error_at(std::size_t letter, std::string_view what) const {
  const std::string_view rest = std::string_view(text).substr(std::min(letter, text.size()));
  std::string found = rest.empty() ? "the end" : document::shown(rest.substr(0, rest.find('\n')));
  if (const std::string odd = document::odd_character(rest); !odd.empty()) found += "; it begins with " + odd;
  const std::size_t before = document::characters(std::string_view(text).substr(0, letter));
  return base::input_error(fmt::format("{}: {}, at letter {}: {}", where, what, before + 1, found));
}

base::Result<Formula> parse_formula(std::string text, std::string where) {
  Formula formula{.text = std::move(text), .where = std::move(where), .nodes = {}};
  if (formula.text.size() > Formula::text_max) {
    return base::input_error(fmt::format("{}: expected at most {} letters, found {}; name a part of it in [formulas]",
                                         formula.where, Formula::text_max, formula.text.size()));
  }
  const auto root = Parser(formula).whole();
  if (!root) return root.error();
  formula.root = *root;
  return formula;
}

}  // namespace alongside::study
