#include "evidence/live_emergency.hpp"

#include <algorithm>

#include "domain/emergency/act_choices.hpp"

namespace alongside::evidence {

namespace {

using domain::Act;
using domain::ActKind;
using domain::Answer;
using domain::Instant;
using domain::Measure;

template <class Choice>
bool chose(const Act& act, Choice choice) {
  return act.choice == static_cast<std::uint8_t>(choice);
}

bool gives_oxygen(const Act& act) { return act.kind == ActKind::oxygen && act.choice != 0; }

bool is_watching(const Act& act) { return act.kind == ActKind::breathing || act.kind == ActKind::vitals; }

bool is_treatment(const Act& act) {
  const bool compressions = act.kind == ActKind::no_pulse && chose(act, 1);
  return act.kind == ActKind::breaths || gives_oxygen(act) || act.kind == ActKind::naloxone || compressions;
}

bool is_mistake(const Act& act) {
  return act.kind == ActKind::closed && chose(act, domain::Outcome::opened_by_mistake);
}

void read(const Act& act, Story& story) {
  story.from_paper |= act.from_paper != 0;
  story.watched |= is_watching(act);
  story.no_answer |= act.kind == ActKind::vitals && act.vitals.responds == domain::Responds::does_not_wake;
  story.t0_moved |= act.kind == ActKind::started_earlier && act.choice != Act::no_choice && act.choice > 0;
  if (act.kind == ActKind::breaths) story.breaths = std::min(story.breaths, act.at);
  if (gives_oxygen(act)) story.oxygen = std::min(story.oxygen, act.at);
  if (act.kind == ActKind::naloxone) {
    story.naloxone = std::min(story.naloxone, act.at);
    ++story.doses;
  }
  if (act.kind == ActKind::breathing_back) story.breathing_back = act.at;
  if (act.kind == ActKind::person) story.visit = act.visit;
  if (act.kind == ActKind::ems) story.ems_called = true;
  if (act.kind == ActKind::kind && domain::choice_may_be(act.kind, act.choice)) {
    story.kinds = story.kinds.with(static_cast<domain::Kind>(act.choice));
  }
  if (act.kind == ActKind::closed && domain::choice_may_be(act.kind, act.choice)) {
    story.outcome = static_cast<domain::Outcome>(act.choice);
    story.closed = act.at;
  }
}

/// The first tap on naloxone stamps the time and the product may follow: what says it first completes the dose and corrects nothing.
bool names_a_product(const Act& correction, const LiveEmergency& emergency) {
  const bool product_alone =
      correction.product != Act::no_product && !correction.to_at.is_known() && correction.choice == Act::no_choice;
  return product_alone && std::none_of(emergency.acts.begin(), emergency.acts.end(), [&](const domain::KeptAct& kept) {
           const bool is_the_dose = kept.act.id == correction.target;
           const bool says_it_before = kept.act.kind == ActKind::corrected && kept.act.target == correction.target &&
                                       stands_before(kept.act, correction);
           return (is_the_dose || says_it_before) && kept.act.product != Act::no_product;
         });
}

std::optional<seen::First> first_of(Instant first, const Story& story) {
  if (!first.is_set()) return std::nullopt;
  return seen::First{(first - story.t0).milliseconds, first < story.first_tap};
}

Answer answer(bool yes) { return yes ? Answer::yes : Answer::no; }

/// Until it is closed nobody can say that it was not so.
Answer in_the_end(const Story& story, bool yes) {
  return yes ? Answer::yes : story.outcome ? Answer::no : Answer::unknown;
}

}  // namespace

std::optional<Story> story_of(const LiveEmergency& emergency) {
  domain::ActScratch scratch;
  const auto standing = domain::standing_acts(emergency.acts, scratch);
  if (standing.empty()) return std::nullopt;
  Story story;
  // "Opened by mistake" says nothing while breaths, oxygen, naloxone or compressions stand beside it.
  const bool treated = std::any_of(standing.begin(), standing.end(), is_treatment);
  for (const domain::Act& one : standing) {
    if (!(treated && is_mistake(one))) read(one, story);
  }
  const auto tap = std::find_if(standing.begin(), standing.end(),
                                [](const domain::Act& one) { return one.kind == ActKind::opened; });
  story.first_tap = tap != standing.end() ? tap->at : standing.front().at;
  story.t0 = domain::facts_of(standing, domain::Playbook{}).t0;
  return story;
}

EmergencyKind kind_of(domain::Kinds kinds) {
  if (kinds.has(domain::Kind::opioid) || kinds.has(domain::Kind::sedative)) return EmergencyKind::opioid;
  if (kinds.has(domain::Kind::overamping)) return EmergencyKind::stimulant;
  return kinds.empty() ? EmergencyKind::not_recorded : EmergencyKind::other;
}

Response highest_of(const Story& story) {
  if (story.naloxone.is_set()) return Response::naloxone;
  if (story.breaths.is_set()) return Response::breaths;
  if (story.oxygen.is_set()) return Response::oxygen;
  return story.watched ? Response::watched : Response::none_recorded;
}

Answer ems_of(const Story& story) { return in_the_end(story, story.ems_called); }

Answer transport_of(const Story& story) { return in_the_end(story, story.outcome == domain::Outcome::transferred); }

void LiveEmergency::add(const Act& act) {
  const bool there =
      std::any_of(acts.begin(), acts.end(), [&](const domain::KeptAct& kept) { return kept.act.id == act.id; });
  if (there) return;
  const auto place =
      std::find_if(acts.begin(), acts.end(), [&](const domain::KeptAct& kept) { return stands_before(act, kept.act); });
  acts.insert(place, domain::KeptAct{act});
}

std::optional<Act> LiveEmergency::take(const domain::Uuid& id) {
  const auto found =
      std::find_if(acts.begin(), acts.end(), [&](const domain::KeptAct& kept) { return kept.act.id == id; });
  if (found == acts.end()) return std::nullopt;
  const Act act = found->act;
  acts.erase(found);
  return act;
}

Instant began_at(const LiveEmergency& emergency) {
  const auto story = story_of(emergency);
  return story ? story->t0 : Instant::unknown();
}

std::vector<Seen> seen_of(const LiveEmergency& emergency, Date day) {
  std::vector<Seen> out;
  for (const domain::KeptAct& kept : emergency.acts) {
    const bool taken_back = kept.act.kind == ActKind::undone || kept.act.kind == ActKind::one_dose;
    if (kept.act.kind == ActKind::corrected && !names_a_product(kept.act, emergency)) {
      out.push_back({day, 1, seen::Correction::act_corrected});
    }
    if (taken_back && !domain::calls_helpers_back(kept.act)) out.push_back({day, 1, seen::Correction::act_undone});
  }
  const auto story = story_of(emergency);
  if (!story || story->is_mistake()) {
    out.push_back({day, 1, seen::Mistake{}});
    return out;
  }
  const bool breaths = story->breaths.is_set();
  const bool oxygen = story->oxygen.is_set();
  const bool naloxone = story->naloxone.is_set();
  seen::Emergency seen{.kind = kind_of(story->kinds),
                       .highest = highest_of(*story),
                       .is_overdose = breaths || oxygen || naloxone || story->no_answer,
                       .given = {},
                       .ems = ems_of(*story),
                       .transport = transport_of(*story),
                       .died = in_the_end(*story, story->outcome == domain::Outcome::died),
                       .course = seen::Course{.breaths = first_of(story->breaths, *story),
                                              .oxygen = first_of(story->oxygen, *story),
                                              .naloxone = first_of(story->naloxone, *story),
                                              .is_open = !story->outcome,
                                              .t0_moved = story->t0_moved,
                                              .from_paper = story->from_paper,
                                              .time_not_sure = emergency.time_not_sure}};
  const auto given = [&](Measure measure, bool yes) { seen.given[static_cast<std::size_t>(measure)] = answer(yes); };
  given(Measure::watched, story->watched);
  given(Measure::oxygen, oxygen);
  given(Measure::breaths, breaths);
  given(Measure::naloxone, naloxone);
  out.push_back({day, 1, seen});
  return out;
}

void LiveEmergencies::take(const domain::ActRecorded& recorded, domain::Marks marks) {
  LiveEmergency& emergency = by_number_[recorded.emergency.number];
  emergency.add(recorded.act);
  emergency.time_not_sure |= marks.has(domain::Mark::time_not_sure);
}

void LiveEmergencies::take(const domain::EmergenciesJoined& joined) {
  auto absorbed = by_number_.extract(joined.absorbed.number);
  if (absorbed.empty()) return;
  LiveEmergency& kept = by_number_[joined.kept.number];
  for (const domain::KeptAct& act : absorbed.mapped().acts) kept.add(act.act);
  kept.time_not_sure |= absorbed.mapped().time_not_sure;
}

void LiveEmergencies::take(const domain::ActMoved& moved) {
  const auto from = by_number_.find(moved.from.number);
  if (from == by_number_.end()) return;
  if (const auto act = from->second.take(moved.act)) by_number_[moved.to.number].add(*act);
}

}  // namespace alongside::evidence
