// An emergency told as a timeline: acts with their times, then what is asked. Times are "minutes:seconds" after the first tap in, and
// after t0 out, so that a test reads as domain.md's table does.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/emergency/assess.hpp"
#include "domain/site/protocols_test.hpp"

namespace alongside::domain {

constexpr Instant first_tap_at{1'700'000'000'000};

inline std::int64_t told_ms(std::string_view time) {
  const bool before = time.starts_with('-');
  if (before) time.remove_prefix(1);
  const std::size_t colon = time.find(':');
  const std::int64_t ms =
      (std::stoll(std::string(time.substr(0, colon))) * 60 + std::stoll(std::string(time.substr(colon + 1)))) * 1000;
  return before ? -ms : ms;
}

inline std::string told(std::int64_t ms) {
  const std::int64_t seconds = std::abs(ms) / 1000;
  return fmt::format("{}{}:{:02}", ms < 0 ? "-" : "", seconds / 60, seconds % 60);
}

inline Uuid numbered(std::uint32_t number) {
  Uuid id{};
  for (std::size_t i = 0; i < 4; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  id.bytes[0] = 1;
  return id;
}

struct Seen {
  std::uint16_t rr = Vitals::not_measured;
  std::uint16_t spo2 = Vitals::not_measured;
  std::uint16_t heart = Vitals::not_measured;
  std::uint16_t systolic = Vitals::not_measured;
  std::uint16_t temperature_tenths = Vitals::not_measured;
  Responds responds = Responds::not_seen;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
};

class Told {
 public:
  explicit Told(const Protocol& protocol) : playbook_(compile_playbook(protocol)) {}

  /// Every act gets the next number as its id.
  Told& at(std::string_view time, ActKind kind, std::uint8_t choice = Act::no_choice) {
    return add(time, {.kind = kind, .choice = choice});
  }
  Told& at(std::string_view time, ActKind kind, auto choice)
    requires std::is_enum_v<decltype(choice)>
  {
    return at(time, kind, static_cast<std::uint8_t>(choice));
  }
  Told& open(std::string_view time = "0:00") { return at(time, ActKind::opened); }
  Told& breathing(std::string_view time, Breaths answer) { return at(time, ActKind::breathing, answer); }
  Told& vitals(std::string_view time, const Seen& seen) {
    Act act{.kind = ActKind::vitals};
    act.vitals = vitals_of(seen);
    return add(time, act);
  }
  static constexpr std::uint8_t im = 0, in = 3, not_said = Act::no_product;
  Told& dose(std::string_view time, std::uint8_t product, std::uint16_t device = 1) {
    Act act{.kind = ActKind::naloxone, .product = product};
    act.device = DeviceRef{device};
    return add(time, act);
  }
  /// About the act with this number (see `last`).
  Told& about(std::string_view time, ActKind kind, std::uint32_t target) {
    Act act{.kind = kind};
    act.target = numbered(target);
    return add(time, act);
  }
  Told& correct_time(std::string_view time, std::uint32_t target, std::string_view to) {
    Act act{.kind = ActKind::corrected};
    act.target = numbered(target);
    act.to_at = first_tap_at + base::milliseconds(told_ms(to));
    return add(time, act);
  }
  Told& correct_product(std::string_view time, std::uint32_t target, std::uint8_t product) {
    Act act{.kind = ActKind::corrected, .product = product};
    act.target = numbered(target);
    return add(time, act);
  }
  Told& correct_choice(std::string_view time, std::uint32_t target, auto choice) {
    Act act{.kind = ActKind::corrected, .choice = static_cast<std::uint8_t>(choice)};
    act.target = numbered(target);
    return add(time, act);
  }
  Told& restart(std::string_view time) {
    restart_ = first_tap_at + base::milliseconds(told_ms(time));
    return *this;
  }

  std::uint32_t last() const { return static_cast<std::uint32_t>(acts_.size()); }
  std::vector<KeptAct>& acts() { return acts_; }
  const Playbook& playbook() const { return playbook_; }

  Assessment asked() {
    ActScratch scratch;
    return assess(acts_, playbook_, restart_, scratch);
  }
  std::string phase() { return std::string(name_of(asked().phase)); }
  /// "4:30 another_dose", or "dark".
  std::string tile(Tile tile) {
    const Assessment now = asked();
    if (!now.lit(tile).is_set()) return "dark";
    return fmt::format("{} {}", told(now.lit(tile).milliseconds),
                       name_of(static_cast<Sentence>(now.why[static_cast<std::size_t>(tile)])));
  }
  /// All that are lit, in the order of the page.
  std::string lit() {
    std::string out;
    for (std::size_t i = 0; i < Words<Tile>::names.size(); ++i) {
      const std::string one = tile(static_cast<Tile>(i));
      if (one != "dark") out += fmt::format("{}{} {}", out.empty() ? "" : ", ", Words<Tile>::names[i], one);
    }
    return out;
  }
  std::string clock(Clock clock) {
    const Offset due = asked().due_at(clock);
    return due.is_set() ? told(due.milliseconds) : "off";
  }
  std::string beat() {
    const Assessment now = asked();
    return now.beat == Beat::none ? "none" : fmt::format("{} every {} ms", name_of(now.beat), now.beat_ms);
  }
  /// From when the protocol says this, or "no".
  std::string says(Sentence sentence) {
    ActScratch scratch;
    const auto standing = standing_acts(acts_, scratch);
    if (asked().phase == Phase::closed) return "no";
    const FactTimes facts = facts_of(standing, playbook_);
    Instant from = Instant::never();
    for (const Rule& rule : playbook_.rules) {
      if (rule.says && rule.sentence == sentence) from = std::min(from, takes_effect(rule, facts, restart_));
    }
    return from.is_set() ? told((from - facts.t0).milliseconds) : "no";
  }

 private:
  static Vitals vitals_of(const Seen& seen) {
    Vitals v;
    v.responds = seen.responds;
    v.breaths = seen.breaths;
    v.oximeter = seen.oximeter;
    v.breaths_per_minute = seen.rr;
    v.spo2_percent = seen.spo2;
    v.heart_per_minute = seen.heart;
    v.systolic_mmhg = seen.systolic;
    v.temperature_tenths_c = seen.temperature_tenths;
    return v;
  }
  Told& add(std::string_view time, Act act) {
    act.id = numbered(static_cast<std::uint32_t>(acts_.size() + 1));
    act.at = first_tap_at + base::milliseconds(told_ms(time));
    if (!act.device.exists()) act.device = DeviceRef{1};
    acts_.push_back({act});
    return *this;
  }

  Playbook playbook_;
  std::vector<KeptAct> acts_;
  Instant restart_ = Instant::unknown();
};

}  // namespace alongside::domain
