// Unit: what a number counts or costs, as a product of powers of nouns: infection/year, USD/(person*year), 1.
//
// Goals: dollars are never added to deaths, nor dollars of one year to dollars of another; a misspelt unit is named with the right one. Non-goals:
// conversion (day and year are two units; what lies between them is a parameter with a source).
// Money is a noun as well: a currency and the year of its prices, USD2016. Values: free to copy and to share between threads.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace alongside::study {

class Unit {
 public:
  /// Of a number that counts nothing: a share, a ratio.
  Unit() = default;
  explicit Unit(std::string noun) : powers_{{std::move(noun), 1}} {}

  bool is_one() const { return powers_.empty(); }
  Unit operator*(const Unit& other) const;
  Unit operator/(const Unit& other) const { return *this * other.power(-1); }
  Unit power(int exponent) const;
  /// The unit whose square is this one; `whole` says whether there is one.
  Unit root(bool& whole) const;
  /// "infection/year", "1"; nouns in alphabetical order.
  std::string text() const;
  /// Whether one of its nouns is money.
  bool is_money() const;
  bool operator==(const Unit&) const = default;

  const std::vector<std::pair<std::string, int>>& powers() const { return powers_; }

 private:
  std::vector<std::pair<std::string, int>> powers_;  ///< by noun, rising; no power is 0
};

/// As a document writes it: `%` is a hundredth of 1.
struct WrittenUnit {
  Unit unit;
  double scale = 1;
};

/// Which nouns a study may use.
class Nouns {
 public:
  static constexpr int no_price_year = 0;

  /// Those that every study has: person, death, infection, day, year and so on.
  Nouns();
  /// A study's own money, as `USD`; USD2016 is the same where 2016 is its price year.
  void set_money(std::string currency, int price_year);
  /// False if there is such a noun already, or it is none: letters, digits, '-' and '_', from a small letter on.
  bool add(std::string_view noun);
  /// "USD/(person*year)". The error says what was expected and found, without a place.
  base::Result<WrittenUnit> parse(std::string_view text) const;
  /// The noun of this money in the prices of `year`.
  std::string money(std::string_view currency, int year) const;

 private:
  std::vector<std::string> nouns_;
  std::string currency_;
  int price_year_ = no_price_year;
};

/// A money noun in its parts: the currency, and the year of its prices, or 0 for the study's own.
struct Money {
  std::string currency;
  int price_year = Nouns::no_price_year;
};
/// Empty currency: the noun is no money.
Money money_of(std::string_view noun);

}  // namespace alongside::study
