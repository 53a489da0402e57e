#include "new_york/spreadsheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "document/dates.hpp"

namespace alongside::new_york {

namespace {

constexpr document::Date first_day{2021, 11, 30};
constexpr std::uint32_t days = 63;

/// Visits by the hour, relative: doors at 6, a slow morning, most in the afternoon, closed at 21.
constexpr std::array<std::uint32_t, 24> hour_weights{0,  0,  0,  0,  0,  0,  2, 4, 7, 10, 12, 13,
                                                     13, 14, 14, 13, 12, 11, 9, 7, 4, 0,  0,  0};

struct Consumption {
  std::string_view substances;
  std::string_view route;
  std::uint32_t weight;
  bool opioid;
};
constexpr std::array<Consumption, 9> consumptions{{{"heroin", "inject", 40, true},
                                                   {"fentanyl", "inject", 16, true},
                                                   {"heroin+cocaine", "inject", 12, true},
                                                   {"heroin", "snort", 6, true},
                                                   {"crack", "smoke", 14, false},
                                                   {"cocaine", "snort", 4, false},
                                                   {"methamphetamine", "smoke", 5, false},
                                                   {"cocaine", "inject", 2, false},
                                                   {"unknown", "inject", 1, false}}};

enum class Emergency : std::uint8_t { none, watched_only, oxygen_only, naloxone, stimulant };

struct Row {
  std::uint32_t visit = 0;
  std::uint32_t code = 0;
  document::Date day;
  std::uint32_t hour = 0;
  std::uint32_t minute = 0;
  std::optional<std::size_t> consumption;  ///< none: a visit without use
  Emergency emergency = Emergency::none;
  bool ems = false;
  bool transport = false;
};

enum Decision : std::uint32_t {
  of_keenness,
  of_code,
  of_day,
  of_hour,
  of_minute,
  of_second_use,
  of_consumption,
  of_emergency
};

class Drawing {
 public:
  Drawing(const SiteTotals& totals, std::uint64_t seed) : totals_(totals), seed_(seed) {}

  std::vector<Row> rows() {
    draw_visits();
    place_emergencies();
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
      return std::tuple(a.day, a.hour, a.minute, a.visit) < std::tuple(b.day, b.hour, b.minute, b.visit);
    });
    number_visits();
    return rows_;
  }

 private:
  base::Stream stream(std::uint32_t entity, Decision decision) const {
    return base::Stream({seed_, 0, entity, decision});
  }

  template <class Weights>
  static std::size_t choose(const Weights& weights, std::uint64_t point) {
    std::size_t i = 0;
    for (; point >= weights[i]; ++i) point -= weights[i];
    return i;
  }

  /// Every code once, then by keenness: a few come daily, many once.
  std::uint32_t code_of(std::uint32_t visit) const {
    if (visit < totals_.codes) return visit;
    double point = stream(visit, of_code).uniform(0) * keenness_sum_;
    for (std::uint32_t code = 0; code < totals_.codes; ++code) {
      point -= keenness_[code];
      if (point < 0) return code;
    }
    return totals_.codes - 1;
  }

  void draw_visits() {
    for (std::uint32_t code = 0; code < totals_.codes; ++code) {
      keenness_.push_back(stream(code, of_keenness).exponential(1, 0));
      keenness_sum_ += keenness_.back();
    }
    std::uint32_t uses_left = totals_.uses;
    std::uint32_t without_use_left = totals_.visits_without_use;
    for (std::uint32_t visit = 0; uses_left + without_use_left > 0; ++visit) {
      Row row = arrival(visit);
      const bool without_use = stream(visit, of_second_use).below(uses_left + without_use_left, 0) < without_use_left;
      if (without_use) {
        --without_use_left;
        rows_.push_back(row);
        continue;
      }
      const bool twice = uses_left > 1 && stream(visit, of_second_use).below(12, 1) == 0;
      for (std::uint32_t use = 0; use < (twice ? 2U : 1U); ++use) {
        row.consumption = draw_consumption(visit, use);
        rows_.push_back(row);
        --uses_left;
      }
    }
  }

  Row arrival(std::uint32_t visit) const {
    constexpr std::uint64_t hour_weight_sum = [] {
      std::uint64_t sum = 0;
      for (const std::uint32_t weight : hour_weights) sum += weight;
      return sum;
    }();
    Row row;
    row.visit = visit;
    row.code = code_of(visit);
    row.day = first_day;
    for (std::uint64_t day = stream(visit, of_day).below(days, 0); day > 0; --day)
      row.day = document::next_day(row.day);
    row.hour = static_cast<std::uint32_t>(choose(hour_weights, stream(visit, of_hour).below(hour_weight_sum, 0)));
    row.minute = static_cast<std::uint32_t>(stream(visit, of_minute).below(60, 0));
    return row;
  }

  std::size_t draw_consumption(std::uint32_t visit, std::uint32_t use) const {
    std::vector<std::uint32_t> weights;
    for (const Consumption& one : consumptions) weights.push_back(one.weight);
    return choose(weights, stream(visit, of_consumption).below(100, use));
  }

  /// Takes a use that has none yet; opioid emergencies go to opioid uses, stimulant ones to the others.
  Row& use_for(Emergency emergency, std::uint32_t number) {
    const base::Stream draws = stream(number, of_emergency);
    for (std::uint32_t attempt = 0;; ++attempt) {
      Row& row = rows_[draws.below(rows_.size(), attempt)];
      if (!row.consumption || row.emergency != Emergency::none) continue;
      if (consumptions[*row.consumption].opioid == (emergency == Emergency::stimulant)) continue;
      row.emergency = emergency;
      return row;
    }
  }

  /// Calls to EMS go to the gravest, with naloxone; transports to the first of those.
  void place_emergencies() {
    std::uint32_t number = 0;
    std::uint32_t ems = totals_.ems;
    std::uint32_t transports = totals_.transports;
    const auto place = [&](Emergency emergency, std::uint32_t count) {
      for (; count > 0; --count) {
        Row& row = use_for(emergency, number++);
        row.ems = ems > 0;
        row.transport = transports > 0;
        ems -= row.ems ? 1 : 0;
        transports -= row.transport ? 1 : 0;
      }
    };
    place(Emergency::naloxone, totals_.naloxone);
    place(Emergency::oxygen_only, totals_.oxygen_only);
    place(Emergency::watched_only, totals_.watched_only);
    place(Emergency::stimulant, totals_.stimulant);
  }

  /// In the order of arrival, as a center counts them.
  void number_visits() {
    std::vector<std::uint32_t> numbers(rows_.size(), 0);
    std::uint32_t next = 0;
    for (Row& row : rows_) {
      if (numbers[row.visit] == 0) numbers[row.visit] = ++next;
      row.visit = numbers[row.visit];
    }
  }

  SiteTotals totals_;
  std::uint64_t seed_;
  std::vector<double> keenness_;
  double keenness_sum_ = 0;
  std::vector<Row> rows_;
};

/// A card's number: random to look at, one for each code.
std::string card(std::string_view prefix, std::uint32_t code) {
  const std::uint64_t bits = base::Stream({7, 0, code, 99}).bits(0);
  return fmt::format("{}{:03}-{:04X}", prefix, code, bits & 0xFFFF);
}

/// The four measures, what the paper does not say left empty.
struct Measures {
  std::string_view watched, oxygen, naloxone;
};
Measures measures_of(Emergency emergency) {
  switch (emergency) {
    case Emergency::none: return {"", "", ""};
    case Emergency::watched_only: return {"yes", "no", "no"};
    case Emergency::oxygen_only: return {"", "yes", "no"};
    case Emergency::naloxone: return {"", "yes", "yes"};
    case Emergency::stimulant: return {"", "no", "no"};
  }
  return {};
}

}  // namespace

std::string spreadsheet_in_our_words(const SiteTotals& totals, std::uint64_t seed) {
  std::string file =
      "visit,arrived,code,substance,route,emergency,watched,oxygen,breaths,naloxone,ems,transport,died\n";
  for (const Row& row : Drawing(totals, seed).rows()) {
    const Measures measures = measures_of(row.emergency);
    const bool any = row.emergency != Emergency::none;
    const auto answer = [&](bool yes) { return !any ? "" : yes ? "yes" : "no"; };
    file += fmt::format(
        "{},{} {:02}:{:02},{},{},{},{},{},{},,{},{},{},{}\n", row.visit, document::iso_date(row.day), row.hour,
        row.minute, card("E", row.code), row.consumption ? consumptions[*row.consumption].substances : "",
        row.consumption ? consumptions[*row.consumption].route : "",
        !any                                    ? ""
        : row.emergency == Emergency::stimulant ? "stimulant"
                                                : "opioid",
        measures.watched, measures.oxygen, measures.naloxone, answer(row.ems), answer(row.transport), answer(false));
  }
  return file;
}

std::string spreadsheet_in_their_words(const SiteTotals& totals, std::uint64_t seed) {
  std::string file =
      "\xEF\xBB\xBF"
      "Visit #,Check-in,Card,Drug Name,How,Event,Monitored,O2,Narcan,911 called,To hospital,Fatal,Room,Remarks\r\n";
  const auto theirs = [](std::string_view answer) { return answer == "yes" ? "Y" : answer == "no" ? "N" : ""; };
  for (const Row& row : Drawing(totals, seed).rows()) {
    const Measures measures = measures_of(row.emergency);
    const bool any = row.emergency != Emergency::none;
    const auto answer = [&](bool yes) { return !any ? "" : yes ? "Y" : "N"; };
    const std::string substances = !row.consumption                                                ? ""
                                   : consumptions[*row.consumption].substances == "heroin+cocaine" ? "Speedball"
                                   : consumptions[*row.consumption].substances == "unknown"
                                       ? "?"
                                       : std::string(consumptions[*row.consumption].substances);
    file += fmt::format("W-{:05},{}/{}/{} {} {},{},{},{},{},{},{},{},{},{},{},B{},{}\r\n", row.visit, row.day.month,
                        row.day.day, row.day.year, row.hour % 12 == 0 ? 12 : row.hour % 12, row.hour < 12 ? "AM" : "PM",
                        card("W", row.code), substances, row.consumption ? consumptions[*row.consumption].route : "",
                        !any                                    ? ""
                        : row.emergency == Emergency::stimulant ? "Overamp"
                                                                : "OD",
                        theirs(measures.watched), theirs(measures.oxygen), theirs(measures.naloxone), answer(row.ems),
                        answer(row.transport), answer(false), row.visit % 8 + 1,
                        row.visit % 50 == 0 ? "\"quiet, slept\nlong\"" : "");
  }
  return file;
}

std::string map_of_their_words() {
  std::string map =
      "source = \"paper sheets 2021\"\n"
      "ignore = [\"Room\", \"Remarks\"]\n\n"
      "[columns]\n"
      "visit = \"Visit #\"\narrived = \"Check-in\"\ncode = \"Card\"\nsubstance = \"Drug Name\"\nroute = "
      "\"How\"\nemergency = \"Event\"\n"
      "watched = \"Monitored\"\noxygen = \"O2\"\nnaloxone = \"Narcan\"\nems = \"911 called\"\ntransport = \"To "
      "hospital\"\ndied = \"Fatal\"\n\n"
      "[values.substance]\n\"Speedball\" = \"heroin+cocaine\"\n\"?\" = \"unknown\"\n\n"
      "[values.emergency]\n\"OD\" = \"opioid\"\n\"Overamp\" = \"stimulant\"\n";
  for (const char* column : {"watched", "oxygen", "naloxone", "ems", "transport", "died"}) {
    map += fmt::format("\n[values.{}]\n\"Y\" = \"yes\"\n\"N\" = \"no\"\n", column);
  }
  return map;
}

}  // namespace alongside::new_york
