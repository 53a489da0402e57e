// Playbook: the emergency's rules as data, compiled once from a protocol.
//
// Acts set and clear facts (effects; bands for measured numbers; counts), rules over facts light tiles, start clocks, choose the phase
// and the beat. `assess` reads it here; the page reads the very same rows when the server is gone, so there is one place where a rule
// can be wrong. docs/playbook.md tells how it is read. Immutable once compiled; free to share between threads.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/emergency/act.hpp"
#include "domain/emergency/assessment.hpp"
#include "domain/emergency/fact.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::domain {

/// An act (with this choice, or any; of a product with this route, or any) sets and clears facts.
struct Effect {
  ActKind act = ActKind::opened;
  std::uint8_t choice = Act::no_choice;  ///< no_choice: any
  bool any_route = true;
  DoseRoute route = DoseRoute::im;
  Facts sets{};
  Facts clears{};
};

/// A measured value from low to high (both included) sets and clears facts.
// clang-format off
enum class Measured : std::uint8_t {
  responds, breaths, oximeter, breaths_per_minute, spo2_percent, heart_per_minute, systolic_mmhg, temperature_tenths_c,
};
// clang-format on
template <>
struct Words<Measured> {
  static constexpr std::array<std::string_view, 8> names{
      "responds",     "breaths",          "oximeter",      "breaths_per_minute",
      "spo2_percent", "heart_per_minute", "systolic_mmhg", "temperature_tenths_c"};
};
struct Band {
  Measured field = Measured::responds;
  std::uint16_t low = 0;
  std::uint16_t high = 0;
  Facts sets{};
  Facts clears{};
};

/// A fact set this often sets another.
struct Count {
  Fact of = Fact::dose;
  std::int32_t at_least = 0;
  Fact sets = Fact::doses_reached;
};

enum class Out : std::uint8_t { phase, tile, clock, beat, banner };
template <>
struct Words<Out> {
  static constexpr std::array<std::string_view, 5> names{"phase", "tile", "clock", "beat", "banner"};
};

/// Which time of the base facts a rule counts from: first ever set, set since it last was clear, or last set.
enum class From : std::uint8_t { first, since, last };
template <>
struct Words<From> {
  static constexpr std::array<std::string_view, 3> names{"first", "since", "last"};
};

enum class Tone : std::uint8_t { well, due, now, breathe };
template <>
struct Words<Tone> {
  static constexpr std::array<std::string_view, 4> names{"well", "due", "now", "breathe"};
};

/// If every fact of `all`, one of `any` and one of `any_too` (where not empty) and none of `none` hold, `out` is on from the latest of:
/// the times since which `all` hold and `none` do not, the earliest since which one of `any` (of `any_too`) holds, and (latest base time
/// + after).
/// For phase, clock and beat the first rule that holds stands; a tile is lit from the earliest, with the sentence of the first that is in
/// effect by the last act; every banner that holds is kept.
struct Rule {
  Out out = Out::banner;
  std::uint8_t what = 0;  ///< Phase, Tile, Clock or Beat
  Facts all{};
  Facts any{};
  Facts any_too{};
  Facts none{};
  Facts base{};
  From from = From::last;
  std::int32_t after_ms = 0;
  bool wait = false;     ///< a minimum wait, which starts again where the clock is not sure
  bool repeats = false;  ///< due again every after_ms
  std::uint16_t beat_ms = 0;
  bool says = false;
  Sentence sentence = Sentence::respond;
  Tone tone = Tone::due;
};

/// What the interpreter knows of a product. Each dose has its own look at breathing: the one clock that is not a rule.
struct DoseLook {
  DoseRoute route = DoseRoute::im;
  std::int32_t look_after_ms = 0;
};

struct Playbook {
  static constexpr std::int32_t undo_ms = 10'000;  ///< how long a page offers to undo a tap
  static constexpr std::array<std::uint8_t, 3> started_earlier_minutes{1, 2, 5};  ///< what a page offers

  std::vector<Effect> effects;
  std::vector<Band> bands;
  std::vector<Count> counts;
  std::vector<Rule> rules;                ///< in order of what matters most
  std::vector<DoseLook> products;         ///< by the number of the product
  std::int32_t look_after_unsaid_ms = 0;  ///< a dose whose product is not said yet
  std::int32_t like_dose_ms = 0;
};

Playbook compile_playbook(const Protocol& protocol);

}  // namespace alongside::domain
