// A floor told in a few words, for tests of the domain: three booths, a smoking room for two, two aftercare chairs, a toilet; open; BC/AHA.
//
// Times are minutes and seconds after nine o'clock. Every command that is accepted is evolved at once. Non-goals: a record, idempotence.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "domain/contradiction.hpp"
#include "domain/machine.hpp"
#include "domain/site/protocols_test.hpp"

namespace alongside::domain {

constexpr Instant nine{1'767'258'000'000};
constexpr Instant minute(int minutes, int seconds = 0) {
  return nine + base::minutes(minutes) + base::seconds(seconds);
}

constexpr SeatId booth_1{0};
constexpr SeatId booth_2{1};
constexpr SeatId booth_3{2};
constexpr SeatId smoking{3};
constexpr SeatId chair_1{4};
constexpr SeatId chair_2{5};
constexpr SeatId toilet{6};

inline Uuid id_of(std::uint32_t number) {
  Uuid id;
  for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return id;
}

inline Guardrails everything_allowed() {
  Guardrails rules;
  rules.consumption_allowed = true;
  rules.routes = Routes{}.with(Route::inject).with(Route::smoke).with(Route::snort).with(Route::oral);
  rules.minimum_age = 18;
  rules.clean_between_people = true;
  return rules;
}

class ToldFloor {
 public:
  explicit ToldFloor(SiteKind kind = SiteKind::demonstration, bool is_signed = true,
                     const Guardrails& rules = everything_allowed(), const Protocol& protocol = bc_aha())
      : documents_(std::make_unique<Documents>()) {
    state_.documents = documents_.get();
    send(FoundSite{.site = {}, .kind = kind});
    send(AdoptProtocol{
        {.document = documents_->add(protocol), .digest = {}, .signer = is_signed ? StaffRef{9} : StaffRef::none()}});
    send(AdoptGuardrails{{.document = documents_->add(rules), .digest = {}}});
    for (std::uint16_t label = 1; label <= 3; ++label)
      send(AddSeat{.kind = SeatKind::booth, .label = label, .capacity = 1});
    send(AddSeat{.kind = SeatKind::smoking, .label = 1, .capacity = 2});
    send(AddSeat{.kind = SeatKind::aftercare, .label = 1, .capacity = 1});
    send(AddSeat{.kind = SeatKind::aftercare, .label = 2, .capacity = 1});
    send(AddSeat{.kind = SeatKind::toilet, .label = 1, .capacity = 1});
  }
  static ToldFloor opened() {
    ToldFloor floor;
    EXPECT_TRUE(floor.send(OpenFloor{.responsible = StaffRef{1}}).accepted());
    return floor;
  }

  /// Time passes to then; what falls due is answered at its time.
  ToldFloor& at(Instant then) {
    for (auto due = next_due(state_); due && due->due <= then; due = next_due(state_)) {
      now_ = std::max(now_, due->due);
      send(Tick{});
      for (const Event& event : out_) {
        if (const auto* reached = std::get_if<DueReached>(&event.body)) reminders.push_back(*reached);
      }
    }
    now_ = then;
    return *this;
  }
  /// The program was off, and the wall clock says this now.
  void restart(Instant now, bool clock_not_sure) {
    now_ = now;
    send(Boot{.boot = {}, .clock_not_sure = clock_not_sure});
  }

  Refusal send(const CommandBody& body, std::uint16_t screen = 1) {
    make_room(state_);
    const Refusal refusal =
        decide(state_, {.at = now_, .by = StaffRef{1}, .device = DeviceRef{screen}, .marks = {}, .body = body}, out_);
    for (const Event& event : out_) {
      EXPECT_EQ(contradiction(state_, event), "");
      evolve(state_, event);
    }
    return refusal;
  }
  /// It arrives now and was tapped then, on a screen that could not send it.
  Refusal send_late(Instant tapped, const CommandBody& body) {
    const Instant received = std::exchange(now_, tapped);
    const Refusal refusal = send(body);
    now_ = received;
    return refusal;
  }
  Reason reason(const CommandBody& body) { return send(body).reason; }

  VisitId welcome(SeatId seat = SeatId::none(), Purpose purpose = Purpose::booth) {
    EXPECT_TRUE(
        send(Welcome{.person = PersonRef{++people_}, .purpose = purpose, .old_enough = Answer::yes, .seat = seat})
            .accepted());
    return std::get<Welcomed>(out_[0].body).visit;
  }
  /// Somebody who injects heroin in that booth, now.
  VisitId user(SeatId seat) {
    const VisitId visit = welcome(seat);
    EXPECT_TRUE(send(use_of(visit)).accepted());
    return visit;
  }
  static BeginUse use_of(VisitId visit) {
    return {.visit = visit, .substances = Substances{}.with(Substance::heroin), .route = Route::inject};
  }
  Refusal look(VisitId visit, Responds responds = Responds::talks, Breaths breaths = Breaths::not_seen) {
    return send(
        Look{.visit = visit, .responds = static_cast<LookAnswer>(responds), .breaths = breaths, .id = id_of(++ids_)});
  }
  Refusal act(std::uint32_t key, ActKind kind, std::uint8_t choice = Act::no_choice, std::uint16_t screen = 1) {
    return send(TapAct{.emergency = id_of(key), .act = {.id = id_of(++ids_), .kind = kind, .choice = choice}}, screen);
  }
  Refusal act(std::uint32_t key, Act one, std::uint16_t screen = 1) {
    one.id = id_of(++ids_);
    return send(TapAct{.emergency = id_of(key), .act = one}, screen);
  }
  Uuid last_id() const { return id_of(ids_); }

  const State& state() const { return state_; }
  const Events& last() const { return out_; }
  Instant now() const { return now_; }
  const Person& person(VisitId visit) const { return *state_.find(visit); }
  const Seat& seat(SeatId seat) const { return *state_.find(seat); }
  const Emergency& emergency(std::uint32_t key) const { return *state_.find_emergency(id_of(key)); }
  Instant due(VisitId visit, WatchCause cause) const {
    return state_.deadlines.due({watch::Subject::deadlines, visit.slot, cause});
  }
  Instant due(const Emergency& e, Clock clock) const {
    return state_.deadlines.due({emergency::Subject::deadlines, e.id.slot, clock});
  }

  std::vector<DueReached> reminders;

 private:
  std::unique_ptr<Documents> documents_;
  State state_;
  Events out_;
  Instant now_ = nine;
  std::uint64_t people_ = 0;
  std::uint32_t ids_ = 1000;
};

}  // namespace alongside::domain
