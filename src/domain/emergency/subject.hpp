// The emergency: acts, the clocks that follow, joining two, moving an act. No act is ever refused for its order.
#pragma once

#include <optional>
#include <vector>

#include "domain/deadlines.hpp"
#include "domain/emergency/commands.hpp"
#include "domain/emergency/events.hpp"
#include "domain/emergency/on_board.hpp"
#include "domain/emergency/part.hpp"
#include "domain/site/events.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const TapAct&, Events&);
Refusal decide(const State&, const Command&, const MoveAct&, Events&);
Refusal decide(const State&, const Command&, const AssessEmergency&, Events&);

void evolve(State&, const Event&, const EmergencyOpened&);
void evolve(State&, const Event&, const ActRecorded&);
void evolve(State&, const Event&, const EmergencyAssessed&);
void evolve(State&, const Event&, const EmergenciesJoined&);
void evolve(State&, const Event&, const ActMoved&);
void evolve(State&, const Event&, const EmergencyPersonSet&);
void evolve(State&, const Event&, const LeftByEmergency&);

std::string contradicts(const State&, const EmergencyOpened&);

void note(Today&, const State&, const Event&, const EmergencyOpened&);

/// A death is recorded and changed by whoever is in charge, whichever acts add up to it.
bool result_needs_charge(const State& before, const TapAct&, const Events& decided);
bool result_needs_charge(const State& before, const MoveAct&, const Events& decided);

std::optional<Wrong> check(const TapAct&);

namespace emergency {

/// What deciding works with: the acts of one emergency, and of the assessment.
struct Scratch {
  std::vector<KeptAct> acts;
  ActScratch assessing;
};

struct Subject {
  using Part = emergency::Part;
  using OnBoard = emergency::OnBoard;
  using Commands = List<TapAct, MoveAct, AssessEmergency>;
  using Events = List<EmergencyOpened, ActRecorded, EmergencyAssessed, EmergenciesJoined, ActMoved, EmergencyPersonSet,
                      LeftByEmergency>;
  using Scratch = emergency::Scratch;
  using Causes = Clock;
  static constexpr std::uint8_t deadlines = 2;

  static void due(const State&, const Deadline&, DueReached&);
  static void reached(State&, const Event&, const DueReached&);
  static void make_room(State&);
  static void restarted(State&, Instant now, const Booted&);
  static void show(const Shown&, Board&);
  static void sound(Today&, const Event&, const DueReached&);
  static bool still_stands(const State&, const Alarm&);
};

}  // namespace emergency

constexpr bool is_about(const DueReached& reached, Clock cause) {
  return reached.is_from(emergency::Subject::deadlines, cause);
}
/// Of which it reminds, or none.
constexpr EmergencyId emergency_of(const DueReached& reached) {
  return reached.of.kind == emergency::Subject::deadlines ? reached.of.as<EmergencyId>() : EmergencyId::none();
}

}  // namespace alongside::domain
