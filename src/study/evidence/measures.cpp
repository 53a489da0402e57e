// What an evidence document says of each measure: counts, what they are counts of, and how much more than chance their days differ.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/dates.hpp"
#include "study/evidence/evidence.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

constexpr std::int64_t count_max = 1'000'000'000'000;
constexpr double days_a_year = 365.25;

/// Reads counts and keeps the first mistake.
class Counts {
 public:
  explicit Counts(const base::Fields& fields) : fields_(fields) {}

  std::uint64_t one(const std::string& path) {
    const auto read = fields_.integer(path, 0, count_max);
    if (!read) return keep(read.error()), 0;
    return static_cast<std::uint64_t>(*read);
  }
  std::vector<double> list(const std::string& path) {
    auto read = fields_.numbers(path, 0, static_cast<double>(count_max));
    if (!read) return keep(read.error()), std::vector<double>{};
    return std::move(*read);
  }
  double number(const std::string& path) {
    const auto read = fields_.number(path, 0, 1e18);
    if (!read) return keep(read.error()), 0.0;
    return *read;
  }
  document::Date date(const std::string& path) {
    const auto text = fields_.text(path);
    if (!text) return keep(text.error()), document::Date{};
    const auto read = document::parse_date(*text);
    if (!read) return keep(fields_.error_at(path, read.error().message)), document::Date{};
    return *read;
  }
  bool has(const std::string& path) const { return fields_.has(path); }
  std::vector<std::string> names(const std::string& path) const { return fields_.names(path); }
  void wrong(const std::string& path, std::string_view what) { keep(fields_.error_at(path, what)); }
  const std::optional<base::Error>& error() const { return error_; }

 private:
  void keep(const base::Error& error) {
    if (!error_) error_ = error;
  }

  const base::Fields& fields_;
  std::optional<base::Error> error_;
};

struct Exposure {
  std::uint64_t sites = 0;
  std::int64_t days = 0;       ///< from first to last day, of each site
  std::uint64_t recorded = 0;  ///< of them: open or imported
};

/// Days on which a site was closed are days of its year: exposure runs from its first day to its last.
Exposure exposure_of(Counts& in) {
  Exposure made;
  for (const std::string& number : in.names("sites")) {
    const std::string path = "sites." + number;
    if (!in.has(path + ".first_day")) continue;
    const std::int64_t days = document::days_between(in.date(path + ".first_day"), in.date(path + ".last_day")) + 1;
    if (days < 1) in.wrong(path + ".last_day", "expected a day that is not before first_day");
    ++made.sites;
    made.days += days;
    made.recorded += in.one(path + ".days_open") + in.one(path + ".days_imported");
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
double clustering_of_arrivals(Counts& in) {
  double weighted = 0;
  double arrivals = 0;
  for (const char* kind : {"live", "imported"}) {
    const std::string path = fmt::format("arrivals.{}.for_use.daily", kind);
    if (!in.has(path + ".variance_to_mean")) continue;
    const auto count = static_cast<double>(in.one(path + ".arrivals"));
    weighted += count * in.number(path + ".variance_to_mean");
    arrivals += count;
  }
  return arrivals > 0 ? std::max(1.0, weighted / arrivals) : 1;
}

/// Of emergencies by day, beyond what the days' uses explain: (variance - r^2 * variance of uses) / mean, r the emergencies a use; at least 1.
double clustering_of_emergencies(Counts& in, const std::string& path) {
  if (!in.has(path + ".days")) return 1;
  const std::vector<double> days = in.list(path + ".days");
  const std::vector<double> uses = in.list(path + ".uses");
  const auto uses_squared = static_cast<double>(in.one("day_clusters.uses_squared"));
  double n = 0;
  double emergencies = 0;
  double emergencies_squared = 0;
  double all_uses = 0;
  for (std::size_t k = 0; k < days.size(); ++k) {
    const auto each = static_cast<double>(k);
    n += days[k];
    emergencies += each * days[k];
    emergencies_squared += each * each * days[k];
  }
  for (const double one : uses) all_uses += one;
  if (n < 2 || emergencies == 0 || all_uses == 0) return 1;
  const double variance = (emergencies_squared - emergencies * emergencies / n) / (n - 1);
  const double variance_of_uses = std::max(0.0, (uses_squared - all_uses * all_uses / n) / (n - 1));
  const double rate = emergencies / all_uses;
  return std::max(1.0, (variance - rate * rate * variance_of_uses) / (emergencies / n));
}

std::uint64_t all_uses(Counts& in) {
  std::uint64_t all = 0;
  for (const std::string& number : in.names("uses")) all += in.one(fmt::format("uses.{}.uses", number));
  return all;
}

MeasureSeen visits(Counts& in) {
  std::uint64_t events = 0;
  for (const char* path : {"arrivals.live.for_use", "arrivals.live.for_other", "arrivals.imported.for_use",
                           "arrivals.imported.for_other"}) {
    if (in.has(std::string(path) + ".daily.arrivals")) events += in.one(std::string(path) + ".daily.arrivals");
  }
  return by_year(events, "visits", exposure_of(in), clustering_of_arrivals(in));
}

MeasureSeen emergencies_by_use(Counts& in, bool opioid_only) {
  std::uint64_t events = 0;
  for (const std::string& number : in.names("uses")) {
    for (const char* kind : {"opioid", "stimulant", "other", "not_recorded"}) {
      if (opioid_only && std::string_view(kind) != "opioid") continue;
      for (const double one : in.list(fmt::format("uses.{}.emergencies.{}", number, kind)))
        events += static_cast<std::uint64_t>(one);
    }
  }
  const std::uint64_t uses = all_uses(in);
  if (uses == 0) return none("no use is in the record");
  const std::string_view kind = opioid_only ? "opioid emergencies" : "emergencies";
  return {.events = events,
          .exposure = static_cast<double>(uses),
          .clustering =
              clustering_of_emergencies(in, opioid_only ? "day_clusters.by_opioid" : "day_clusters.by_emergencies"),
          .words = fmt::format("{} {} that followed {} uses", counted(events), kind, counted(uses)),
          .why_none = {}};
}

MeasureSeen answers(Counts& in, std::string_view question, std::string_view what) {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  std::uint64_t silent = 0;
  for (const std::string& number : in.names("responses")) {
    const std::string path = fmt::format("responses.{}.{}", number, question);
    yes += in.one(path + ".yes");
    no += in.one(path + ".no");
    silent += in.one(path + ".not_recorded");
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

MeasureSeen naloxone(Counts& in, const base::Fields& document) {
  std::uint64_t given = 0;
  std::uint64_t known = 0;
  std::uint64_t silent = 0;
  for (const std::string& number : in.names("responses")) {
    const std::string path = "responses." + number;
    const auto highest = document.text(path + ".highest");
    const std::uint64_t count = in.one(path + ".emergencies");
    if (!highest) {
      in.wrong(path + ".highest", "expected the highest response, as `alongside evidence` writes it");
      break;
    }
    (*highest == "none_recorded" ? silent : known) += count;
    if (*highest == "naloxone") given += count;
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

MeasureSeen seen(Counts& in, const base::Fields& document, Measure measure) {
  switch (measure) {
    case Measure::uses_per_year: return by_year(all_uses(in), "uses", exposure_of(in), clustering_of_arrivals(in));
    case Measure::visits_per_year: return visits(in);
    case Measure::emergencies_per_use: return emergencies_by_use(in, false);
    case Measure::opioid_emergencies_per_use: return emergencies_by_use(in, true);
    case Measure::ems_calls_per_emergency: return answers(in, "ems", "ambulance calls");
    case Measure::transports_per_emergency: return answers(in, "transport", "transports");
    case Measure::naloxone_per_emergency: return naloxone(in, document);
  }
  return none("no such measure");
}

}  // namespace

base::Result<MeasureSeen> measure_seen(const base::Fields& document, Measure measure) {
  Counts in(document);
  MeasureSeen made = seen(in, document, measure);
  if (in.error()) return *in.error();
  return made;
}

}  // namespace alongside::study
