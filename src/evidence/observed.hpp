// Observed: a site's events, in their order, into what a simulator needs to know of it (observations.hpp).
//
// Goals: one pass, as Fold, and the same corrections applied: uses as corrected, emergencies by their standing acts. Non-goals: what a
// report says (fold.hpp), printing (document/evidence_document.hpp). Invariants: a pure function of the events; the order of independent visits
// cannot show. Of a live visit that left two days ago only counts are kept, unless an emergency names it (after two days an emergency
// that first names it finds no use); of an imported visit a few bytes are. A value; one thread writes it.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/event.hpp"
#include "evidence/day.hpp"
#include "evidence/live_emergency.hpp"
#include "evidence/observations.hpp"

namespace alongside::evidence {

/// A seat to use on.
constexpr bool is_for_use(domain::SeatKind seat) {
  return seat == domain::SeatKind::booth || seat == domain::SeatKind::smoking;
}

class Observed {
 public:
  explicit Observed(document::Zone zone) : days_of_site_(std::move(zone)) {}

  /// Takes the next event of the ledger.
  void add(const domain::Event& event);

  const document::Zone& zone() const { return days_of_site_.zone(); }
  std::optional<domain::SiteFounded> founded() const { return founded_; }

  /// Everything so far. Costs a walk over the visits of the last two days, all imported visits and all emergencies.
  Observations observations() const;

 private:
  enum class Way : std::uint8_t { inside, left, left_early, gone, gone_watched, not_served };

  struct Wait {
    domain::Instant since;
    domain::Instant until;
    WaitEnd end;
  };
  struct Stay {
    domain::SeatKind seat = domain::SeatKind::none;
    domain::Instant from;
    domain::Instant until = domain::Instant::never();
    std::vector<std::size_t> uses;  ///< that began in it
  };
  struct Use {
    std::uint8_t number = 0;  ///< within its visit
    domain::Instant at;
    UseKind kind;
    domain::Instant watch_ended = domain::Instant::never();
  };
  struct Visit {
    domain::Instant arrived;
    domain::Instant last_at;
    domain::Instant waits_for_seat_since = domain::Instant::unknown();
    domain::Instant left = domain::Instant::never();
    Way way = Way::inside;
    domain::NotServed not_served = domain::NotServed::other;  ///< Way::not_served: why, where it was said
    bool for_use = false;
    bool seated_at_once = false;
    bool times_not_sure = false;
    bool is_named_by_an_emergency = false;
    std::vector<Wait> waits;  ///< for a seat to use on
    std::vector<Stay> stays;
    std::vector<Use> uses;

    void end_wait(domain::Instant at, WaitEnd end);
    void end_stay(domain::Instant at);
  };
  struct ImportedVisit {
    domain::Instant arrived;
    domain::Precision precision = domain::Precision::minute;
    std::uint32_t uses = 0;
    UseGroup last_use;
  };
  /// An emergency as one visit's uses see it.
  struct Followed {
    domain::Instant t0;
    ResponseGroup group;
    bool times_not_sure = false;
  };
  /// One day of the site.
  struct Day {
    std::uint64_t live_for_use = 0;
    std::uint64_t live_other = 0;
    std::uint64_t imported_for_use = 0;
    std::uint64_t imported_other = 0;
    std::uint64_t uses = 0;
    std::uint64_t emergencies = 0;
    std::uint64_t opioid_emergencies = 0;
    std::int64_t open_milliseconds = 0;
    bool is_in_an_imported_file = false;
  };
  struct Books {
    Observations counts;
    std::map<Date, Day> days;
  };

  void take(const domain::Booted& booted, const domain::Event& event);
  void take(const domain::SeatAdded& added, const domain::Event& event);
  void take(const domain::FloorOpened& opened, const domain::Event& event);
  void take(const domain::FloorClosed& closed, const domain::Event& event);
  void take(const domain::Welcomed& welcomed, const domain::Event& event);
  void take(const domain::JoinedWaiting& joined, const domain::Event& event);
  void take(const domain::CouldNotBeServed& not_served, const domain::Event& event);
  void take(const domain::LeftBeforeServed& left, const domain::Event& event);
  void take(const domain::Seated& seated, const domain::Event& event);
  void take(const domain::UseBegan& began, const domain::Event& event);
  void take(const domain::UseCorrected& corrected, const domain::Event& event);
  void take(const domain::LookTaken& look, const domain::Event& event);
  void take(const domain::Left& left, const domain::Event& event);
  void take(const domain::FoundGone& gone, const domain::Event& event);
  void take(const domain::LeftByEmergency& left, const domain::Event& event);
  void take(const domain::EndingUndone& undone, const domain::Event& event);
  void take(const domain::LookUndone& undone, const domain::Event& event);
  void take(const domain::NotServedUndone& undone, const domain::Event& event);
  void take(const domain::UseUndone& undone, const domain::Event& event);
  void take(const domain::WelcomeUndone& undone, const domain::Event& event);
  void take(const domain::ActRecorded& recorded, const domain::Event& event);
  void take(const domain::EmergenciesJoined& joined, const domain::Event& event);
  void take(const domain::ActMoved& moved, const domain::Event& event);
  void take(const domain::ImportedVisit& visit, const domain::Event& event);
  void take(const domain::ImportedUse& use, const domain::Event& event);
  void take(const domain::ImportedEmergency& emergency, const domain::Event& event);
  void take(const domain::ImportTallied& tallied, const domain::Event& event);

  /// The visit that the event is about, if it is here; an event that is not sure, or earlier than the last one, makes its times not sure.
  Visit* touch(domain::VisitId id, const domain::Event& event);
  void end_visit(domain::VisitId id, const domain::Event& event, Way way, WaitEnd wait_end);
  void settle_who_left_before(domain::Instant before);

  void settle(const Visit& visit, std::span<const Followed> emergencies, Books& books) const;
  void settle_waits(const Visit& visit, Waiting& waiting) const;
  void settle_uses(const Visit& visit, std::span<const Followed> emergencies, Books& books) const;
  void settle_stays(const Visit& visit, std::span<const Followed> emergencies, Observations& counts) const;
  void settle_leaving(const Visit& visit, bool met_emergency, Observations& counts) const;
  void settle(const ImportedVisit& visit, Books& books) const;
  void settle_emergencies(Books& books, std::unordered_map<std::uint32_t, std::vector<Followed>>& by_visit) const;
  void open_between(domain::Instant from, domain::Instant until, Books& books) const;
  Books all_settled() const;

  Date date_of(domain::Instant at) const { return days_of_site_.day_of(at); }
  Date date_of_imported(domain::Instant at) const { return days_of_site_.day_of_imported(at); }
  std::size_t week_hour_of(domain::Instant at) const;

  SiteDays days_of_site_;
  std::optional<domain::SiteFounded> founded_;
  std::vector<domain::SeatKind> seats_;  ///< by SeatId
  domain::Instant open_since_ = domain::Instant::unknown();
  domain::Instant last_at_ = domain::Instant::unknown();  ///< the latest time of a live event
  std::unordered_map<std::uint32_t, Visit> visits_;       ///< by number, until they are settled
  std::deque<std::pair<domain::Instant, std::uint32_t>> left_;
  std::unordered_map<std::uint32_t, ImportedVisit> imported_;  ///< by number
  LiveEmergencies emergencies_;
  Books settled_;
};

}  // namespace alongside::evidence
