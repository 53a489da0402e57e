// Fold: a site's events, in their order, into what its reports say.
//
// Goals: one pass, the same for live and for imported events; tallies are kept by the day on the site's wall as events arrive, so that
// a report over any days reads and adds. Non-goals: suppression, rates, printing. Invariants: a pure function of the events;
// corrections that come later change what they correct, on its own day. What is kept grows with days and with emergencies, not with
// visits. A value; one thread writes it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/event.hpp"
#include "evidence/live_emergency.hpp"
#include "evidence/tally.hpp"

namespace alongside::evidence {

/// Whole days on the site's wall, both included; open where not set.
struct Days {
  std::optional<Date> from;
  std::optional<Date> to;

  bool has(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
  bool is_open() const { return !from && !to; }
};

/// One imported file, as its import left it.
struct ImportedFile {
  std::string digest;  ///< the first 16 bytes, hexadecimal
  domain::ImportTallied tally;
  std::map<std::uint32_t, std::uint64_t> codes_by_period;  ///< yyyymm or yyyy
};

class Fold {
 public:
  explicit Fold(document::Zone zone) : zone_(std::move(zone)) {}

  /// Takes the next event of the ledger.
  void add(const domain::Event& event);

  const document::Zone& zone() const { return zone_; }
  std::optional<domain::SiteFounded> founded() const { return founded_; }

  Tally over(const Days& days) const;
  /// Visits by day; days without a visit are not in it.
  std::map<Date, std::uint64_t> visits_by_day(const Days& days) const;
  /// First and last day with anything counted.
  std::optional<std::pair<Date, Date>> span() const;

  /// Distinct codes of each month (yyyymm) that was closed or imported.
  std::map<std::uint32_t, Codes> codes_by_month() const;
  /// Distinct codes of the whole record: nothing while part of it is neither imported nor tallied.
  std::optional<Codes> codes() const;
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
  void uncount(const UseKind& kind, Date day);

  Tally& on(domain::Instant at) { return days_[zone_.to_local(at).date]; }

  struct CountedUse {
    std::uint8_t use = 0;
    Date day;
    UseKind kind;
  };

  document::Zone zone_;
  std::optional<domain::SiteFounded> founded_;
  std::map<Date, Tally> days_;
  std::map<std::uint32_t, std::vector<CountedUse>>
      last_uses_;  ///< by visit: of the last ones, whose uses may be corrected
  LiveEmergencies emergencies_;
  std::map<std::uint32_t, std::uint64_t> live_codes_;  ///< by period; the last tally stands
  bool live_visits_ = false;
  using FileDigest = std::array<std::uint8_t, 16>;
  std::map<FileDigest, ImportedFile> imports_;  ///< the last tally of a file stands
  std::optional<FileDigest> last_import_;       ///< whose codes by period follow it
};

}  // namespace alongside::evidence
