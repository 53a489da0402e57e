// Emergencies on the board: every act as it was tapped, and the domain's own answer to them.
//
// Goal: places and never handles, so that any registered screen may read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/emergency/act.hpp"
#include "domain/emergency/assessment.hpp"
#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/seat/words.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::domain {

struct ActRow {
  static constexpr std::string_view schema = "Act";
  Uuid id{};
  ActKind act = ActKind::opened;
  Instant at = Instant::unknown();
  std::uint8_t choice = Act::no_choice;
  std::uint8_t product = Act::no_product;
  Uuid target{};
  Instant to_at = Instant::unknown();
  VisitId visit{};
  SeatId seat{};
  std::uint8_t from_paper = 0;
  DeviceRef device{};
  Vitals vitals{};
  bool operator==(const ActRow&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id, always);
    field("act", self.act);
    field("at", self.at, HowSent{.always = true, .says = "When it was tapped"});
    field("choice", self.choice,
          HowSent{.may_be_left_out = true,
                  .says = "Number within the list that belongs to the act; see Playbook.choices"});
    field("product", self.product, may_be_left_out);
    field("target", self.target, may_be_left_out);
    field("to_at", self.to_at, may_be_left_out);
    field("visit", self.visit, may_be_left_out);
    field("seat", self.seat, may_be_left_out);
    field("from_paper", self.from_paper, HowSent{.may_be_left_out = true, .is_a_flag = true});
    field("device", self.device, may_be_left_out);
    field("vitals", self.vitals, may_be_left_out);
  }
};

struct LitTile {
  static constexpr std::string_view schema = "LitTile";
  Tile tile = Tile::helper;
  Instant from = Instant::unknown();
  Sentence sentence = Sentence::respond;
  bool operator==(const LitTile&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("tile", self.tile);
    field("from", self.from, always);
    field("sentence", self.sentence);
  }
};

struct ClockDue {
  static constexpr std::string_view schema = "ClockDue";
  Clock clock = Clock::look;
  Instant at = Instant::unknown();
  bool operator==(const ClockDue&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("clock", self.clock);
    field("at", self.at, always);
  }
};

/// An assessment with what is lit and due, and nothing else.
struct AssessmentShown {
  static constexpr std::string_view schema = "Assessment";
  Instant t0 = Instant::unknown();
  Phase phase = Phase::respond;
  Beat beat = Beat::none;
  std::uint16_t beat_ms = 0;
  std::vector<LitTile> lit;
  std::vector<ClockDue> due;
  std::uint8_t doses = 0;
  bool ask_one_dose_or_two = false;
  bool operator==(const AssessmentShown&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("t0", self.t0, always);
    field("phase", self.phase);
    field("beat", self.beat);
    field("beat_ms", self.beat_ms);
    field("lit", self.lit);
    field("due", self.due);
    field("doses", self.doses);
    field("ask_one_dose_or_two", self.ask_one_dose_or_two);
  }
};

AssessmentShown shown(const Assessment& assessment);

/// Where: a place that is no seat, or a seat.
enum class PlaceShown : std::uint8_t { not_said, door, pavement, services, staff_room, elsewhere, seat };
template <>
struct Words<PlaceShown> {
  static constexpr std::array<std::string_view, 7> names{"not_said",   "door",      "pavement", "services",
                                                         "staff_room", "elsewhere", "seat"};
};

struct EmergencyRow {
  static constexpr std::string_view schema = "Emergency";
  Uuid key{};
  std::uint32_t number = 0;
  PlaceShown place = PlaceShown::not_said;
  std::string place_label;
  std::optional<SeatKind> seat_kind;
  SeatId seat{};
  VisitId visit{};
  Instant opened_at = Instant::unknown();
  std::string protocol_name;  ///< of the protocol in force when it opened, as whoever keeps its text knows it
  std::int32_t protocol_version = 0;
  std::vector<ActRow> acts;  ///< joined into another: they stand there
  AssessmentShown assessment{};
  Uuid joined_into{};
  Uuid same_as{};  ///< one that it may be, offered to be joined
  Instant restart = Instant::unknown();
  Instant closed_at = Instant::unknown();
  std::optional<Outcome> outcome;
  DocumentRef protocol{};  ///< for whoever keeps its text; not sent
  bool operator==(const EmergencyRow&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("key", self.key, HowSent{.always = true, .says = "The client's UUID for it"});
    field("number", self.number);
    field("place", self.place);
    field("place_label", self.place_label, HowSent{.says = "Label of the seat if it is one"});
    field("seat_kind", self.seat_kind, HowSent{.never = "none"});
    field("seat", self.seat);
    field("visit", self.visit);
    field("opened_at", self.opened_at, always);
    field("protocol_name", self.protocol_name);
    field("protocol_version", self.protocol_version);
    field("acts", self.acts,
          HowSent{.says = "Every act as it was tapped, by time and id; joined into another, they stand there"});
    field("assessment", self.assessment);
    field("joined_into", self.joined_into);
    field("same_as", self.same_as,
          HowSent{.says = "Key of an earlier open emergency that may be the same one: offer to join them"});
    field("restart", self.restart,
          HowSent{.says = "The last start at which the clock was not sure, while this was open (docs/playbook.md, 7)"});
    field("closed_at", self.closed_at);
    field("outcome", self.outcome);
  }
};

namespace emergency {

struct OnBoard {
  std::vector<EmergencyRow> emergencies;  ///< open ones, and those that closed lately
  bool operator==(const OnBoard&) const = default;
  static constexpr void fields(auto& self, auto&& field) { field("emergencies", self.emergencies); }
};

}  // namespace emergency

}  // namespace alongside::domain
