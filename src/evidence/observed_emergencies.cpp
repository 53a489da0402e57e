// Observed: live emergencies, told from their acts, and imported history.
#include <algorithm>

#include "evidence/observed.hpp"

namespace alongside::evidence {

namespace {

using domain::Instant;

/// From t0, where it came at all; what was done before t0 took no time.
void count_since(Instant t0, Instant at, Durations& durations) {
  if (at.is_set()) durations.count(std::max(at - t0, base::Duration{}));
}

}  // namespace

// --- emergencies ------------------------------------------------------------------------------------------------------------------

void Observed::take(const domain::ActRecorded& recorded, const domain::Event& event) {
  emergencies_.take(recorded, event.marks);
  if (recorded.act.kind != domain::ActKind::person) return;
  const auto visit = visits_.find(recorded.act.visit.number);
  if (visit != visits_.end()) visit->second.is_named_by_an_emergency = true;
}

void Observed::take(const domain::EmergenciesJoined& joined, const domain::Event&) { emergencies_.take(joined); }

void Observed::take(const domain::ActMoved& moved, const domain::Event&) { emergencies_.take(moved); }

void Observed::settle_emergencies(Books& books,
                                  std::unordered_map<std::uint32_t, std::vector<Followed>>& by_visit) const {
  for (const auto& [number, emergency] : emergencies_.by_number()) {
    if (emergency.acts.empty()) continue;  // its last act was moved to another
    const auto story = story_of(emergency);
    if (!story || story->is_mistake()) {
      ++books.counts.opened_by_mistake;
      continue;
    }
    const ResponseGroup group{kind_of(story->kinds), highest_of(*story)};
    ResponsesSeen& seen = books.counts.responses_seen[group];
    ++seen.count;
    seen.still_open += story->outcome ? 0U : 1U;
    seen.t0_moved += story->t0_moved ? 1U : 0U;
    seen.from_paper += story->from_paper ? 1U : 0U;
    seen.times_not_sure += emergency.time_not_sure ? 1U : 0U;
    if (!emergency.time_not_sure) {
      count_since(story->t0, story->breathing_back, seen.breathing_back);
      count_since(story->t0, story->closed, seen.closed);
      count_since(story->t0, story->breaths, seen.first_breath);
      count_since(story->t0, story->oxygen, seen.first_oxygen);
      count_since(story->t0, story->naloxone, seen.first_dose);
    }
    count_at(seen.by_doses, story->doses);
    seen.oxygen.count(story->oxygen.is_set() ? domain::Answer::yes : domain::Answer::no);
    seen.ems.count(ems_of(*story));
    seen.transport.count(transport_of(*story));

    Day& day = books.days[date_of(story->t0)];
    ++day.emergencies;
    day.opioid_emergencies += group.kind == EmergencyKind::opioid ? 1U : 0U;

    if (story->visit.exists() && visits_.contains(story->visit.number)) {
      by_visit[story->visit.number].push_back({story->t0, group, emergency.time_not_sure});
    } else {
      ++books.counts.no_use_known[index(group.kind)][index(group.highest)];
    }
  }
}

// --- imported history -------------------------------------------------------------------------------------------------------------

void Observed::take(const domain::ImportedVisit& visit, const domain::Event&) {
  imported_[visit.visit] = {visit.arrived, visit.precision, 0, {}};
}

void Observed::take(const domain::ImportedUse& use, const domain::Event&) {
  const UseGroup group = group_of({use.substances, use.route});
  UsesSeen& seen = settled_.counts.uses[group];
  ++seen.count;
  ++seen.imported;
  ++settled_.days[date_of_imported(use.arrived)].uses;
  const auto visit = imported_.find(use.visit);
  if (visit == imported_.end()) return;
  ++visit->second.uses;
  visit->second.last_use = group;
}

/// It stands in the row of the use that it followed, or in a row of its own below it.
void Observed::take(const domain::ImportedEmergency& emergency, const domain::Event&) {
  const ResponseGroup group{kind_of(emergency.group), highest_of(emergency.given)};
  ResponsesSeen& seen = settled_.counts.responses_seen[group];
  ++seen.count;
  ++seen.imported;
  seen.oxygen.count(given(domain::Measure::oxygen, emergency.given, emergency.not_known));
  seen.ems.count(emergency.ems);
  seen.transport.count(emergency.transport);

  Day& day = settled_.days[date_of_imported(emergency.arrived)];
  ++day.emergencies;
  day.opioid_emergencies += group.kind == EmergencyKind::opioid ? 1U : 0U;

  const auto visit = imported_.find(emergency.visit);
  if (visit == imported_.end() || visit->second.uses == 0) {
    ++settled_.counts.no_use_known[index(group.kind)][index(group.highest)];
    return;
  }
  UsesSeen& uses = settled_.counts.uses[visit->second.last_use];
  ++uses.followed[index(group.kind)][index(group.highest)];
  ++uses.delay_not_known;
}

void Observed::take(const domain::ImportTallied& tallied, const domain::Event&) {
  if (!tallied.first.is_known() || !tallied.last.is_known()) return;
  const Date last = date_of_imported(tallied.last);
  for (Date day = date_of_imported(tallied.first); day <= last; day = document::next_day(day)) {
    settled_.days[day].is_in_an_imported_file = true;
  }
}

void Observed::settle(const ImportedVisit& visit, Books& books) const {
  const bool for_use = visit.uses > 0;
  Arrivals& arrivals = for_use ? books.counts.imported.for_use : books.counts.imported.for_other;
  if (visit.precision == domain::Precision::day) {
    ++arrivals.hour_not_recorded;
  } else {
    ++arrivals.by_hour[week_hour_of(visit.arrived)];
  }
  Day& day = books.days[date_of_imported(visit.arrived)];
  ++(for_use ? day.imported_for_use : day.imported_other);
  day.is_in_an_imported_file = true;
  if (for_use) count_at(books.counts.visits_by_uses, visit.uses);
}

}  // namespace alongside::evidence
