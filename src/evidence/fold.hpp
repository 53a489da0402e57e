// Fold: a site's events, in their order, into what its reports say.
//
// Goals: one pass, the same for live and for imported events; what events mean is derived here (seen.hpp), and each indicator counts it by
// the day of the site as it arrives, so that a report over any days reads and adds. Non-goals: what an indicator counts
// (indicator/), suppression, rates, printing. Invariants: a pure function of the events; corrections that come later change what they
// correct, on its own day. What is kept grows with days and with emergencies, not with visits. A value; one thread writes it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/event.hpp"
#include "evidence/day.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/live_emergency.hpp"
#include "evidence/seen.hpp"

namespace alongside::evidence {

/// One imported file, as its import left it.
struct ImportedFile {
  std::string digest;  ///< the first 16 bytes, hexadecimal
  domain::ImportTallied tally;
  bool has_codes = false;  ///< of some period
};

class Fold {
 public:
  /// Of the indicators of a list that lives as long as the fold.
  explicit Fold(document::Zone zone, Indicators list = indicators);

  /// Takes the next event of the ledger.
  void add(const domain::Event& event);

  const document::Zone& zone() const { return days_of_site_.zone(); }
  const SiteDays& days_of_site() const { return days_of_site_; }
  std::optional<domain::SiteFounded> founded() const { return founded_; }

  Indicators list() const { return whole_.list(); }
  Figures over(const Days& days) const;
  /// First and last day with anything counted.
  std::optional<std::pair<Date, Date>> span() const;

  std::vector<ImportedFile> imports() const;

 private:
  void take(const domain::Welcomed& welcomed, const domain::Event& event);
  void take(const domain::UseBegan& began, const domain::Event& event);
  void take(const domain::UseCorrected& corrected, const domain::Event& event);
  void take(const domain::EmergenciesJoined& joined, const domain::Event& event);
  void take(const domain::ActMoved& moved, const domain::Event& event);
  void take(const domain::ImportedVisit& visit);
  void take(const domain::ImportedUse& use);
  void take(const domain::ImportedEmergency& emergency);
  void take(const domain::ImportTallied& tallied);
  void take(const domain::CodesTallied& tallied);
  void take(const domain::EndingUndone& undone, const domain::Event& event);
  void take(const domain::NotServedUndone& undone, const domain::Event& event);
  void take(const domain::UseUndone& undone, const domain::Event& event);
  void take(const domain::WelcomeUndone& undone, const domain::Event& event);

  struct CountedUse {
    std::uint8_t use = 0;
    Date day;
    UseKind kind;
  };

  /// Every indicator takes what was seen.
  void see(const Seen& seen);
  void see(domain::Instant at, Seen::What what, std::int64_t times = 1) {
    see({days_of_site_.day_of(at), times, std::move(what)});
  }
  void see_imported(domain::Instant at, Seen::What what) {
    see({days_of_site_.day_of_imported(at), 1, std::move(what)});
  }
  void see(const CountedUse& use, std::int64_t times) { see({use.day, times, seen::Use{use.kind, false}}); }
  std::optional<std::uint8_t> hour_of(domain::Instant at) const {
    return static_cast<std::uint8_t>(days_of_site_.on_the_wall(at).hour);
  }

  std::uint32_t month_at(domain::Instant at) const { return month_of(days_of_site_.on_the_wall(at).date); }

  SiteDays days_of_site_;
  std::optional<domain::SiteFounded> founded_;
  std::map<Date, Counts> days_;
  Counts whole_;  ///< what is counted on no single day
  std::map<std::uint32_t, std::vector<CountedUse>>
      last_uses_;  ///< by visit: of the last ones, whose uses may be corrected
  LiveEmergencies emergencies_;
  using FileDigest = std::array<std::uint8_t, 16>;
  std::map<FileDigest, ImportedFile> imports_;  ///< the last tally of a file stands
  std::optional<FileDigest> last_import_;       ///< whose codes by period follow it
};

}  // namespace alongside::evidence
