#include "evidence/fold.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "domain/state.hpp"

namespace alongside::evidence {

namespace {

void count(const Indicator& indicator, const Seen& seen, Counted& into) {
  const auto count_into = [&]<class Kind>(void (*take)(const Seen&, Kind&)) { take(seen, std::get<Kind>(into)); };
  std::visit(count_into, indicator.take);
}

}  // namespace

Fold::Fold(document::Zone zone, Indicators list) : days_of_site_(std::move(zone)), whole_(list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (std::holds_alternative<Closed>(whole_[i])) whole_[i] = Closed::of_a_site();
  }
}

void Fold::see(const Seen& seen) {
  Counts* day = seen.day ? &days_.try_emplace(*seen.day, list()).first->second : nullptr;
  for (std::size_t i = 0; i < list().size(); ++i) {
    const bool is_closed = std::holds_alternative<Closed>(whole_[i]);
    if (is_closed || day) count(*list()[i], seen, is_closed ? whole_[i] : (*day)[i]);
  }
}

void Fold::add(const domain::Event& event) {
  const auto each = [&](const auto& body) {
    using Body = std::decay_t<decltype(body)>;
    if constexpr (std::is_same_v<Body, domain::SiteFounded>) {
      founded_ = body;
    } else if constexpr (std::is_same_v<Body, domain::DaySet>) {
      days_of_site_.take(body, event.at);
    } else if constexpr (domain::is_in<Body>(seen::AsTheyStand{})) {
      see(event.at, body);
    } else if constexpr (std::is_same_v<Body, domain::CouldNotBeServed>) {
      see(event.at, seen::TurnedAway::could_not_be_served);
    } else if constexpr (std::is_same_v<Body, domain::LeftBeforeServed>) {
      see(event.at, seen::TurnedAway::left_before_served);
    } else if constexpr (std::is_same_v<Body, domain::LookUndone> || std::is_same_v<Body, domain::AllSeenUndone> ||
                         std::is_same_v<Body, domain::HandOverUndone>) {
      see(event.at, seen::Correction::floor_undone);
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
  see(event.at, seen::Visit{hour_of(event.at), false, month_at(event.at)});
}

void Fold::take(const domain::UseBegan& began, const domain::Event& event) {
  const CountedUse use{began.use, days_of_site_.day_of(event.at), {began.substances, began.route}};
  see(use, 1);
  last_uses_[began.visit.number].push_back(use);
  // Whose visit is over for so long that it can no longer be opened or corrected.
  while (last_uses_.size() > 2 * domain::over_max) last_uses_.erase(last_uses_.begin());
}

/// What was unsaid is said later: that completes the record and corrects nothing.
void Fold::take(const domain::UseCorrected& corrected, const domain::Event& event) {
  bool completes = false;
  for (CountedUse& use : last_uses_[corrected.visit.number]) {
    if (use.use != corrected.use) continue;
    const bool substances_stand = use.kind.substances.empty() || use.kind.substances == corrected.substances;
    const bool route_stands = use.kind.route == domain::Route::unknown || use.kind.route == corrected.route;
    completes = substances_stand && route_stands;
    see(use, -1);
    use.kind = {corrected.substances, corrected.route};
    see(use, 1);
  }
  see(event.at, completes ? seen::Correction::completed : seen::Correction::use_corrected);
}

// --- taken back: it was never so, on the day on which it stood ------------------------------------------------------------------------

void Fold::take(const domain::EndingUndone& undone, const domain::Event& event) {
  see(event.at, seen::Correction::floor_undone);
  if (undone.ending == domain::Ending::could_not_be_served) {
    see(undone.ended, seen::TurnedAway::could_not_be_served, -1);
  }
  if (undone.ending == domain::Ending::left_before_served) {
    see(undone.ended, seen::TurnedAway::left_before_served, -1);
  }
}

void Fold::take(const domain::NotServedUndone& undone, const domain::Event& event) {
  see(event.at, seen::Correction::floor_undone);
  see(undone.recorded, seen::TurnedAway::could_not_be_served, -1);
}

void Fold::take(const domain::UseUndone& undone, const domain::Event& event) {
  see(event.at, seen::Correction::floor_undone);
  const auto of_visit = last_uses_.find(undone.visit.number);
  if (of_visit == last_uses_.end()) return;
  std::erase_if(of_visit->second, [&](const CountedUse& use) {
    if (use.use == undone.use) see(use, -1);
    return use.use == undone.use;
  });
}

void Fold::take(const domain::WelcomeUndone& undone, const domain::Event& event) {
  see(event.at, seen::Correction::floor_undone);
  see(undone.welcomed, seen::Visit{hour_of(undone.welcomed), false, month_at(undone.welcomed)}, -1);
}

void Fold::take(const domain::EmergenciesJoined& joined, const domain::Event& event) {
  see(event.at, seen::Correction::emergencies_joined);
  emergencies_.take(joined);
}

void Fold::take(const domain::ActMoved& moved, const domain::Event& event) {
  see(event.at, seen::Correction::act_moved);
  emergencies_.take(moved);
}

// --- imported history -----------------------------------------------------------------------------------------------------------------

void Fold::take(const domain::ImportedVisit& visit) {
  const bool has_hour = visit.precision != domain::Precision::day;
  see_imported(visit.arrived,
               seen::Visit{has_hour ? hour_of(visit.arrived) : std::nullopt, true, month_at(visit.arrived)});
}

void Fold::take(const domain::ImportedUse& use) {
  see_imported(use.arrived, seen::Use{{use.substances, use.route}, true});
}

void Fold::take(const domain::ImportedEmergency& emergency) {
  seen::Emergency seen{.kind = kind_of(emergency.group),
                       .highest = highest_of(emergency.given),
                       .is_overdose = highest_of(emergency.given) >= Response::oxygen,
                       .given = {},
                       .ems = emergency.ems,
                       .transport = emergency.transport,
                       .died = emergency.died,
                       .course = {}};
  for (std::size_t i = 0; i < seen.given.size(); ++i) {
    seen.given[i] = given(static_cast<domain::Measure>(i), emergency.given, emergency.not_known);
  }
  see_imported(emergency.arrived, seen);
}

void Fold::take(const domain::ImportTallied& tallied) {
  imports_[tallied.file] = {base::hex(tallied.file), tallied, false};
  last_import_ = tallied.file;
  see({{}, 1, seen::File{base::hex(tallied.file), tallied.visits, tallied.codes}});
}

void Fold::take(const domain::CodesTallied& tallied) {
  if (tallied.imported && !last_import_) return;
  if (tallied.imported) imports_[*last_import_].has_codes = true;
  const std::string file = tallied.imported ? base::hex(*last_import_) : std::string();
  see({{}, 1, seen::ClosedCodes{file, tallied.period, tallied.codes}});
}

Figures Fold::over(const Days& days) const {
  Figures figures(list(), days, false);
  figures.add(whole_);
  for (const auto& [day, counts] : days_) {
    if (days.has(day)) figures.add(day, counts);
  }
  // An emergency is told from all its acts, since each of them may still be corrected, moved or undone.
  for (const auto& [number, emergency] : emergencies_.by_number()) {
    if (emergency.acts.empty()) continue;  // its last act was moved to another
    const domain::Instant began = began_at(emergency);
    const Date day = days_of_site_.day_of(began.is_known() ? began : emergency.acts.front().act.at);
    if (!days.has(day)) continue;
    Counts counts(list());
    for (const Seen& seen : seen_of(emergency, day)) {
      for (std::size_t i = 0; i < list().size(); ++i) count(*list()[i], seen, counts[i]);
    }
    figures.add(day, counts);
  }
  return figures;
}

std::optional<std::pair<Date, Date>> Fold::span() const {
  if (days_.empty()) return std::nullopt;
  return std::pair{days_.begin()->first, days_.rbegin()->first};
}

std::vector<ImportedFile> Fold::imports() const {
  std::vector<ImportedFile> files;
  for (const auto& [digest, file] : imports_) files.push_back(file);
  std::sort(files.begin(), files.end(),
            [](const ImportedFile& a, const ImportedFile& b) { return a.tally.first < b.tally.first; });
  return files;
}

}  // namespace alongside::evidence
