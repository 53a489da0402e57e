// Live emergency: what reports and evidence say of one emergency, from its acts.
//
// Goal: the same acts give the same figures whatever order they came in: undo, correction, joining and moving are applied by the
// domain's own rule (domain/emergency.hpp). Non-goal: what the screen showed. Pure; free to call from any thread.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/emergency/assess.hpp"
#include "domain/event.hpp"
#include "evidence/seen.hpp"

namespace alongside::evidence {

struct LiveEmergency {
  std::vector<domain::KeptAct> acts;  ///< in order of time, then id; each once
  bool time_not_sure = false;         ///< an act's time, or the clock's

  /// Adds an act in its place; one that is there already changes nothing.
  void add(const domain::Act& act);
  /// Takes an act out, if it is there.
  std::optional<domain::Act> take(const domain::Uuid& id);
};

/// What stands in the end, read once over the acts in order of time. A time that never came is Instant::never().
struct Story {
  domain::Instant t0 = domain::Instant::unknown();  ///< the tap, or as much earlier as was said
  domain::Instant first_tap = domain::Instant::unknown();
  domain::Instant breaths = domain::Instant::never();  ///< the first of each
  domain::Instant oxygen = domain::Instant::never();
  domain::Instant naloxone = domain::Instant::never();
  domain::Instant breathing_back = domain::Instant::never();  ///< the last
  domain::Instant closed = domain::Instant::never();          ///< the last, if it was
  std::uint32_t doses = 0;                                    ///< of naloxone
  domain::VisitId visit;                                      ///< whose it was, if that was said
  domain::Kinds kinds;
  bool watched = false;
  bool no_answer = false;
  bool ems_called = false;
  bool t0_moved = false;
  bool from_paper = false;
  std::optional<domain::Outcome> outcome;

  bool is_mistake() const { return outcome == domain::Outcome::opened_by_mistake; }
};

/// Nothing if every act was undone.
std::optional<Story> story_of(const LiveEmergency& emergency);
/// A set of kinds goes under its gravest: opioid or sedative, then overamping (reports say stimulant), then the others.
EmergencyKind kind_of(domain::Kinds kinds);
Response highest_of(const Story& story);
/// EMS and transport: yes, no, or not recorded, since until it is closed nobody can say that it was not so.
domain::Answer ems_of(const Story& story);
domain::Answer transport_of(const Story& story);

/// When it began: the tap, or as much earlier as was said. Unknown if every act was undone.
domain::Instant began_at(const LiveEmergency& emergency);

/// What it is for indicators, on the day of t0: one emergency or one mistake, and its acts that were put right.
std::vector<Seen> seen_of(const LiveEmergency& emergency, Date day);

/// A site's live emergencies as events tell them: joined where they were joined, acts moved where they were moved.
class LiveEmergencies {
 public:
  void take(const domain::ActRecorded& recorded, domain::Marks marks);
  void take(const domain::EmergenciesJoined& joined);
  void take(const domain::ActMoved& moved);

  /// One whose acts were all moved away is there without acts.
  const std::map<std::uint32_t, LiveEmergency>& by_number() const { return by_number_; }

 private:
  std::map<std::uint32_t, LiveEmergency> by_number_;
};

}  // namespace alongside::evidence
