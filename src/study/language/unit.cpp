#include "study/language/unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "document/characters.hpp"
#include "document/words.hpp"

namespace alongside::study {

namespace {

constexpr std::array<std::string_view, 31> built_in = {
    "person",    "client", "participant", "injector",  "death",     "life",    "infection", "overdose",
    "injection", "use",    "visit",       "call",      "site",      "booth",   "hour",      "day",
    "week",      "month",  "year",        "life-year", "QALY",      "mile",    "km",        "m",
    "syringe",   "needle", "episode",     "bed-day",   "admission", "entrant", "staff"};

constexpr int power_max = 12;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Reads `term (('*' | '/') term)*`, a term being a noun, 1, %, or a unit in parentheses, with an optional ^ and a whole number.
class UnitReader {
 public:
  UnitReader(std::string_view text, const std::vector<std::string>& nouns, const Nouns& known)
      : text_(text), nouns_(nouns), known_(known) {}

  base::Result<WrittenUnit> whole() {
    auto unit = product(0);
    if (!unit) return unit;
    skip_blanks();
    if (at_ < text_.size()) return wrong("expected * or /");
    return unit;
  }

 private:
  static constexpr int depth_max = 16;

  base::Result<WrittenUnit> product(int depth) {
    if (depth > depth_max) return wrong("too many parentheses");
    auto left = term(depth);
    if (!left) return left;
    for (;;) {
      skip_blanks();
      if (at_ >= text_.size() || (text_[at_] != '*' && text_[at_] != '/')) return left;
      const bool times = text_[at_++] == '*';
      const auto right = term(depth);
      if (!right) return right;
      left->unit = times ? left->unit * right->unit : left->unit / right->unit;
      left->scale = times ? left->scale * right->scale : left->scale / right->scale;
      for (const auto& [noun, power] : left->unit.powers()) {
        if (power > power_max || power < -power_max)
          return wrong(fmt::format("expected a power of {} of at most {}", noun, power_max));
      }
    }
  }

  base::Result<WrittenUnit> term(int depth) {
    skip_blanks();
    if (at_ >= text_.size()) return wrong("expected a unit");
    auto base = factor(depth);
    if (!base) return base;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '^') return base;
    ++at_;
    const bool negative = at_ < text_.size() && text_[at_] == '-';
    if (negative) ++at_;
    if (at_ >= text_.size() || !is_digit(text_[at_])) return wrong("expected a whole number after ^");
    int power = 0;
    for (; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
      power = power * 10 + (text_[at_] - '0');
      if (power > power_max) return wrong(fmt::format("expected a power of at most {}", power_max));
    }
    if (base->scale != 1) return wrong("expected no power of %");
    return WrittenUnit{base->unit.power(negative ? -power : power)};
  }

  base::Result<WrittenUnit> factor(int depth) {
    const char c = text_[at_];
    if (c == '%') return ++at_, WrittenUnit{{}, 0.01};
    if (c == '1') return ++at_, WrittenUnit{};
    if (c == '(') {
      ++at_;
      auto inner = product(depth + 1);
      if (!inner) return inner;
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] != ')') return wrong("expected )");
      ++at_;
      return inner;
    }
    if (!is_letter(c)) return wrong("expected a unit");
    const std::size_t from = at_;
    while (at_ < text_.size() &&
           (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '_' || text_[at_] == '-'))
      ++at_;
    return noun(text_.substr(from, at_ - from));
  }

  base::Result<WrittenUnit> noun(std::string_view word) const {
    if (std::ranges::find(nouns_, word) != nouns_.end()) return WrittenUnit{Unit(std::string(word))};
    if (const Money money = money_of(word); !money.currency.empty())
      return WrittenUnit{Unit(known_.money(money.currency, money.price_year))};
    return base::input_error(
        fmt::format("expected a known unit, found {}{}; a noun of the study's own is named in [units]",
                    document::shown(word), document::did_you_mean(word, nouns_)));
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  base::Error wrong(std::string_view expected) const {
    const std::string odd = document::odd_character(text_.substr(std::min(at_, text_.size())));
    return base::input_error(fmt::format("{}, as in infection/year or USD/(person*year), found {}{}", expected,
                                         document::shown(text_), odd.empty() ? odd : "; in it is " + odd));
  }

  std::string_view text_;
  const std::vector<std::string>& nouns_;
  const Nouns& known_;
  std::size_t at_ = 0;
};

}  // namespace

Unit Unit::operator*(const Unit& other) const {
  Unit product;
  auto a = powers_.begin();
  auto b = other.powers_.begin();
  while (a != powers_.end() || b != other.powers_.end()) {
    if (b == other.powers_.end() || (a != powers_.end() && a->first < b->first)) {
      product.powers_.push_back(*a++);
    } else if (a == powers_.end() || b->first < a->first) {
      product.powers_.push_back(*b++);
    } else {
      if (const int power = a->second + b->second; power != 0) product.powers_.emplace_back(a->first, power);
      ++a;
      ++b;
    }
  }
  return product;
}

Unit Unit::power(int exponent) const {
  if (exponent == 0) return {};
  Unit out = *this;
  for (auto& [noun, power] : out.powers_) power *= exponent;
  return out;
}

Unit Unit::root(bool& whole) const {
  Unit out = *this;
  whole = true;
  for (auto& [noun, power] : out.powers_) {
    whole = whole && power % 2 == 0;
    power /= 2;
  }
  return out;
}

std::string Unit::text() const {
  const auto part = [](const std::string& noun, int power) {
    return power == 1 ? noun : fmt::format("{}^{}", noun, power);
  };
  std::string above;
  std::string below;
  int nouns_below = 0;
  for (const auto& [noun, power] : powers_) {
    std::string& side = power > 0 ? above : below;
    if (!side.empty()) side += '*';
    side += part(noun, std::abs(power));
    nouns_below += power < 0 ? 1 : 0;
  }
  if (above.empty()) above = '1';
  if (below.empty()) return above;
  return nouns_below == 1 ? fmt::format("{}/{}", above, below) : fmt::format("{}/({})", above, below);
}

bool Unit::is_money() const {
  return std::ranges::any_of(powers_, [](const auto& power) { return !money_of(power.first).currency.empty(); });
}

Nouns::Nouns() : nouns_(built_in.begin(), built_in.end()) {}

void Nouns::set_money(std::string currency, int price_year) {
  currency_ = std::move(currency);
  price_year_ = price_year;
}

bool Nouns::add(std::string_view noun) {
  const bool plain =
      !noun.empty() && noun.front() >= 'a' && noun.front() <= 'z' &&
      std::ranges::all_of(noun, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; });
  if (!plain || std::ranges::find(nouns_, noun) != nouns_.end()) return false;
  nouns_.emplace_back(noun);
  return true;
}

base::Result<WrittenUnit> Nouns::parse(std::string_view text) const { return UnitReader(text, nouns_, *this).whole(); }

std::string Nouns::money(std::string_view currency, int year) const {
  const bool own = currency == currency_ && (year == no_price_year || year == price_year_);
  return own || year == no_price_year ? std::string(currency) : fmt::format("{}{}", currency, year);
}

Money money_of(std::string_view noun) {
  if (noun.size() != 3 && noun.size() != 7) return {};
  if (!std::ranges::all_of(noun.substr(0, 3), is_capital)) return {};
  int year = Nouns::no_price_year;
  for (const char c : noun.substr(3)) {
    if (!is_digit(c)) return {};
    year = year * 10 + (c - '0');
  }
  return {std::string(noun.substr(0, 3)), year};
}

}  // namespace alongside::study
