// What an evidence document says of each measure: counts, what they are counts of, and how much more than chance their days differ.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/evidence/evidence.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

using document::EvidenceDocument;

constexpr double days_a_year = 365.25;

struct Exposure {
  std::uint64_t sites = 0;
  std::int64_t days = 0;       ///< from first to last day, of each site
  std::uint64_t recorded = 0;  ///< of them: open or imported
};

/// Days on which a site was closed are days of its year: exposure runs from its first day to its last.
Exposure exposure_of(const EvidenceDocument& evidence) {
  Exposure made;
  for (const document::SourceOfEvidence& site : evidence.sites) {
    if (!site.first_day) continue;
    ++made.sites;
    made.days += document::days_between(*site.first_day, *site.last_day) + 1;
    made.recorded += site.days_open + site.days_imported;
  }
  return made;
}

std::string counted(std::uint64_t count) { return figure(static_cast<double>(count)); }

std::string over_days(const Exposure& exposure) {
  return fmt::format("{} days of {} site{}, {} of them recorded", counted(static_cast<std::uint64_t>(exposure.days)),
                     exposure.sites, exposure.sites == 1 ? "" : "s",
                     counted(std::min<std::uint64_t>(exposure.recorded, static_cast<std::uint64_t>(exposure.days))));
}

MeasureSeen none(std::string why) {
  MeasureSeen made;
  made.why_none = std::move(why);
  return made;
}

MeasureSeen by_year(std::uint64_t events, std::string_view what, const Exposure& exposure, double clustering) {
  if (exposure.days < 1) return none("no day is in the record");
  return {.events = events,
          .exposure = static_cast<double>(exposure.days) / days_a_year,
          .clustering = clustering,
          .words = fmt::format("{} {} over {}", counted(events), what, over_days(exposure)),
          .why_none = {}};
}

/// Of the days' arrivals, weighted by their number; at least 1.
double clustering_of_arrivals(const EvidenceDocument& evidence) {
  double weighted = 0;
  double arrivals = 0;
  const auto take = [&](const document::DailySeen& daily) {
    if (!daily.variance_to_mean) return;
    const auto count = static_cast<double>(daily.arrivals);
    weighted += count * *daily.variance_to_mean;
    arrivals += count;
  };
  if (evidence.live) take(evidence.live->for_use.daily);
  if (evidence.imported) take(evidence.imported->for_use.daily);
  return arrivals > 0 ? std::max(1.0, weighted / arrivals) : 1;
}

/// Of emergencies by day, beyond what the days' uses explain: (variance - r^2 * variance of uses) / mean, r the emergencies a use; at least 1.
double clustering_of_emergencies(const document::DaysByEmergencies& by, std::uint64_t uses_squared) {
  double n = 0;
  double emergencies = 0;
  double emergencies_squared = 0;
  double all_uses = 0;
  for (std::size_t k = 0; k < by.days.size(); ++k) {
    const auto each = static_cast<double>(k);
    const auto days = static_cast<double>(by.days[k]);
    n += days;
    emergencies += each * days;
    emergencies_squared += each * each * days;
    all_uses += static_cast<double>(by.uses[k]);
  }
  if (n < 2 || emergencies == 0 || all_uses == 0) return 1;
  const double variance = (emergencies_squared - emergencies * emergencies / n) / (n - 1);
  const double variance_of_uses =
      std::max(0.0, (static_cast<double>(uses_squared) - all_uses * all_uses / n) / (n - 1));
  const double rate = emergencies / all_uses;
  return std::max(1.0, (variance - rate * rate * variance_of_uses) / (emergencies / n));
}

MeasureSeen visits(const EvidenceDocument& evidence) {
  std::uint64_t events = 0;
  if (evidence.live) events += evidence.live->for_use.daily.arrivals + evidence.live->for_other.daily.arrivals;
  if (evidence.imported)
    events += evidence.imported->for_use.daily.arrivals + evidence.imported->for_other.daily.arrivals;
  return by_year(events, "visits", exposure_of(evidence), clustering_of_arrivals(evidence));
}

MeasureSeen emergencies_by_use(const EvidenceDocument& evidence, bool opioid_only) {
  std::uint64_t events = 0;
  for (const document::UsesSeen& uses : evidence.uses)
    events += opioid_only ? uses.emergencies.of(document::EmergencyKindSeen::opioid) : uses.emergencies.all();
  const std::uint64_t uses = evidence.all_uses();
  if (uses == 0) return none("no use is in the record");
  const std::string_view kind = opioid_only ? "opioid emergencies" : "emergencies";
  const document::DayClustersSeen& clusters = evidence.day_clusters;
  return {.events = events,
          .exposure = static_cast<double>(uses),
          .clustering = clustering_of_emergencies(opioid_only ? clusters.by_opioid : clusters.by_emergencies,
                                                  clusters.uses_squared),
          .words = fmt::format("{} {} that followed {} uses", counted(events), kind, counted(uses)),
          .why_none = {}};
}

MeasureSeen answers(const EvidenceDocument& evidence, document::AnswersSeen document::ResponsesSeen::* question,
                    std::string_view what) {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  std::uint64_t silent = 0;
  for (const document::ResponsesSeen& responses : evidence.responses) {
    yes += (responses.*question).yes;
    no += (responses.*question).no;
    silent += (responses.*question).not_recorded;
  }
  if (yes + no == 0)
    return none(fmt::format("of no emergency it is recorded whether there was one ({} emergencies)", counted(silent)));
  return {.events = yes,
          .exposure = static_cast<double>(yes + no),
          .clustering = 1,
          .words = fmt::format(
              "{} {} in {} emergencies{}", counted(yes), what, counted(yes + no),
              silent == 0 ? "" : fmt::format(", {} more of which it is not recorded left out", counted(silent))),
          .why_none = {}};
}

MeasureSeen naloxone(const EvidenceDocument& evidence) {
  std::uint64_t given = 0;
  std::uint64_t known = 0;
  std::uint64_t silent = 0;
  for (const document::ResponsesSeen& responses : evidence.responses) {
    (responses.highest == document::HighestSeen::none_recorded ? silent : known) += responses.emergencies;
    if (responses.highest == document::HighestSeen::naloxone) given += responses.emergencies;
  }
  if (known == 0) return none("no emergency with a recorded response is in the record");
  return {.events = given,
          .exposure = static_cast<double>(known),
          .clustering = 1,
          .words = fmt::format(
              "naloxone in {} of {} emergencies{}", counted(given), counted(known),
              silent == 0 ? "" : fmt::format(", {} more without a recorded response left out", counted(silent))),
          .why_none = {}};
}

}  // namespace

MeasureSeen measure_seen(const EvidenceDocument& evidence, Measure measure) {
  switch (measure) {
    case Measure::uses_per_year:
      return by_year(evidence.all_uses(), "uses", exposure_of(evidence), clustering_of_arrivals(evidence));
    case Measure::visits_per_year: return visits(evidence);
    case Measure::emergencies_per_use: return emergencies_by_use(evidence, false);
    case Measure::opioid_emergencies_per_use: return emergencies_by_use(evidence, true);
    case Measure::ems_calls_per_emergency: return answers(evidence, &document::ResponsesSeen::ems, "ambulance calls");
    case Measure::transports_per_emergency: return answers(evidence, &document::ResponsesSeen::transport, "transports");
    case Measure::naloxone_per_emergency: return naloxone(evidence);
  }
  return none("no such measure");
}

}  // namespace alongside::study
