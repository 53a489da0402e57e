#include "evidence/fold.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "domain/state.hpp"

namespace alongside::evidence {

namespace {

constexpr std::size_t index(auto value) { return static_cast<std::size_t>(value); }

/// Periods are written yyyymm, or yyyy for a year.
bool is_month(std::uint32_t period) { return period > 9999; }

}  // namespace

void Fold::add(const domain::Event& event) {
  const auto each = [&](const auto& body) {
    using Body = std::decay_t<decltype(body)>;
    if constexpr (std::is_same_v<Body, domain::SiteFounded>) {
      founded_ = body;
    } else if constexpr (std::is_same_v<Body, domain::ParticipantEnrolled>) {
      ++on(event.at).enrolled;
    } else if constexpr (std::is_same_v<Body, domain::CouldNotBeServed>) {
      ++on(event.at).could_not_be_served;
    } else if constexpr (std::is_same_v<Body, domain::LeftBeforeServed>) {
      ++on(event.at).left_before_served;
    } else if constexpr (std::is_same_v<Body, domain::LookUndone> || std::is_same_v<Body, domain::AllSeenUndone> ||
                         std::is_same_v<Body, domain::HandOverUndone>) {
      ++on(event.at).corrections.floor_undone;
    } else if constexpr (std::is_same_v<Body, domain::ActRecorded>) {
      emergencies_.take(body, event.marks);
    } else if constexpr (requires { take(body, event); }) {
      take(body, event);
    } else if constexpr (requires { take(body); }) {
      take(body);
    }
  };
  std::visit(each, event.body);
}

void Fold::take(const domain::Welcomed&, const domain::Event& event) {
  live_visits_ = true;
  ++on(event.at).visits_by_hour[zone_.to_local(event.at).hour];
}

void Fold::take(const domain::UseBegan& began, const domain::Event& event) {
  const CountedUse use{began.use, zone_.to_local(event.at).date, {began.substances, began.route}};
  ++days_[use.day].uses[use.kind];
  last_uses_[began.visit.number].push_back(use);
  // Whose visit is over for so long that it can no longer be opened or corrected.
  while (last_uses_.size() > 2 * domain::over_max) last_uses_.erase(last_uses_.begin());
}

void Fold::uncount(const UseKind& kind, Date day) {
  std::map<UseKind, std::uint64_t>& uses = days_[day].uses;
  if (--uses[kind] == 0) uses.erase(kind);
}

/// What was unsaid is said later: that completes the record and corrects nothing.
void Fold::take(const domain::UseCorrected& corrected, const domain::Event& event) {
  bool completes = false;
  for (CountedUse& use : last_uses_[corrected.visit.number]) {
    if (use.use != corrected.use) continue;
    const bool substances_stand = use.kind.substances.empty() || use.kind.substances == corrected.substances;
    const bool route_stands = use.kind.route == domain::Route::unknown || use.kind.route == corrected.route;
    completes = substances_stand && route_stands;
    uncount(use.kind, use.day);
    use.kind = {corrected.substances, corrected.route};
    ++days_[use.day].uses[use.kind];
  }
  on(event.at).corrections.uses_corrected += completes ? 0U : 1U;
}

// --- taken back: it was never so, on the day on which it stood ------------------------------------------------------------------------

void Fold::take(const domain::EndingUndone& undone, const domain::Event& event) {
  ++on(event.at).corrections.floor_undone;
  if (undone.ending == domain::Ending::could_not_be_served) --on(undone.ended).could_not_be_served;
  if (undone.ending == domain::Ending::left_before_served) --on(undone.ended).left_before_served;
}

void Fold::take(const domain::NotServedUndone& undone, const domain::Event& event) {
  ++on(event.at).corrections.floor_undone;
  --on(undone.recorded).could_not_be_served;
}

void Fold::take(const domain::UseUndone& undone, const domain::Event& event) {
  ++on(event.at).corrections.floor_undone;
  const auto of_visit = last_uses_.find(undone.visit.number);
  if (of_visit == last_uses_.end()) return;
  std::erase_if(of_visit->second, [&](const CountedUse& use) {
    if (use.use == undone.use) uncount(use.kind, use.day);
    return use.use == undone.use;
  });
}

void Fold::take(const domain::WelcomeUndone& undone, const domain::Event& event) {
  ++on(event.at).corrections.floor_undone;
  --on(undone.welcomed).visits_by_hour[zone_.to_local(undone.welcomed).hour];
}

void Fold::take(const domain::EmergenciesJoined& joined, const domain::Event& event) {
  ++on(event.at).corrections.emergencies_joined;
  emergencies_.take(joined);
}

void Fold::take(const domain::ActMoved& moved, const domain::Event& event) {
  ++on(event.at).corrections.acts_moved;
  emergencies_.take(moved);
}

void Fold::take(const domain::ImportedVisit& visit) {
  const document::LocalTime local = zone_.to_local(visit.arrived);
  Tally& day = days_[local.date];
  ++day.visits_imported;
  ++(visit.precision == domain::Precision::day ? day.visits_hour_not_recorded : day.visits_by_hour[local.hour]);
}

void Fold::take(const domain::ImportedUse& use) {
  Tally& day = on(use.arrived);
  ++day.uses[{use.substances, use.route}];
  ++day.uses_imported;
}

void Fold::take(const domain::ImportedEmergency& emergency) {
  Tally& day = on(emergency.arrived);
  ++day.emergencies_imported;
  EmergencyTally& of_kind = day.emergencies[index(kind_of(emergency.group))];
  ++of_kind.count;
  for (std::size_t i = 0; i < of_kind.any_use.size(); ++i) {
    const auto measure = static_cast<domain::Measure>(i);
    of_kind.any_use[i].count(emergency.not_known.has(measure) ? domain::Answer::unknown
                             : emergency.given.has(measure)   ? domain::Answer::yes
                                                              : domain::Answer::no);
  }
  const Response highest = highest_of(emergency.given);
  ++of_kind.highest[index(highest)];
  of_kind.overdoses += highest >= Response::oxygen ? 1U : 0U;
  of_kind.ems.count(emergency.ems);
  of_kind.transport.count(emergency.transport);
  of_kind.died.count(emergency.died);
}

void Fold::take(const domain::ImportTallied& tallied) {
  imports_[tallied.file] = {base::hex(tallied.file), tallied, {}};
  last_import_ = tallied.file;
}

void Fold::take(const domain::CodesTallied& tallied) {
  if (!tallied.imported) {
    live_codes_[tallied.period] = tallied.codes;
  } else if (last_import_) {
    imports_[*last_import_].codes_by_period[tallied.period] = tallied.codes;
  }
}

Tally Fold::over(const Days& days) const {
  Tally sum;
  for (const auto& [day, tally] : days_) {
    if (days.has(day)) sum += tally;
  }
  for (const auto& [number, emergency] : emergencies_.by_number()) {
    if (emergency.acts.empty()) continue;  // its last act was moved to another
    const domain::Instant began = began_at(emergency);
    const domain::Instant at = began.is_known() ? began : emergency.acts.front().act.at;
    if (days.has(zone_.to_local(at).date)) count(emergency, sum);
  }
  return sum;
}

std::map<Date, std::uint64_t> Fold::visits_by_day(const Days& days) const {
  std::map<Date, std::uint64_t> visits;
  for (const auto& [day, tally] : days_) {
    if (days.has(day) && tally.visits() > 0) visits[day] = tally.visits();
  }
  return visits;
}

std::optional<std::pair<Date, Date>> Fold::span() const {
  if (days_.empty()) return std::nullopt;
  return std::pair{days_.begin()->first, days_.rbegin()->first};
}

std::map<std::uint32_t, Codes> Fold::codes_by_month() const {
  std::map<std::uint32_t, Codes> months;
  const auto overlap = [&](std::uint32_t period, std::uint64_t codes) {
    if (!is_month(period)) return;
    Codes& month = months[period];
    month.at_least = std::max(month.at_least, codes);
    month.at_most += codes;
  };
  for (const auto& [digest, file] : imports_) {
    for (const auto& [period, codes] : file.codes_by_period) overlap(period, codes);
  }
  for (const auto& [period, codes] : live_codes_) overlap(period, codes);
  return months;
}

std::optional<Codes> Fold::codes() const {
  // Months do not add up to the whole, and what is being recorded now is tallied at each month's close only.
  if (live_visits_ || imports_.empty()) return std::nullopt;
  Codes all;
  for (const auto& [digest, file] : imports_) {
    if (file.codes_by_period.empty() && file.tally.visits > 0) return std::nullopt;  // the file had no codes
    all.at_least = std::max<std::uint64_t>(all.at_least, file.tally.codes);
    all.at_most += file.tally.codes;
  }
  return all;
}

std::vector<ImportedFile> Fold::imports() const {
  std::vector<ImportedFile> files;
  for (const auto& [digest, file] : imports_) files.push_back(file);
  std::sort(files.begin(), files.end(),
            [](const ImportedFile& a, const ImportedFile& b) { return a.tally.first < b.tally.first; });
  return files;
}

}  // namespace alongside::evidence
