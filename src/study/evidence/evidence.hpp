// Evidence: a center's own record beside the literature: a parameter that names a measure becomes a posterior of both, and a line says what happened.
//
// Goals: the weight of the literature is a number that is shown; few events leave the literature as it was and say so; what the record cannot answer
// stays as it was and says why. The list of measures is closed and holds only what happens at the site: none says what would have happened without it, so
// no record ever replaces a counterfactual. Non-goals: reading a ledger (the document of `alongside evidence` is read, document/evidence_document.hpp), effects.
//
// Rates (…_per_year): Gamma prior, Poisson counts, Gamma posterior. Shares (…_per_use, …_per_emergency): Beta prior, binomial counts, Beta posterior.
// The prior's mean is the parameter's value; its sd is its spread's, or such that it weighs `prior_events` events. Events that come in clusters weigh less:
// counts are divided by how much more their days differ than chance would have it (quasi-likelihood, McCullagh and Nelder 1989, 9.2), where the record says so.
// Plain values; free to call from any thread on a study of its own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"
#include "document/evidence_document.hpp"
#include "study/document/study.hpp"

namespace alongside::study {

/// What a record may say of a site. Closed; by the name that a parameter's `evidence` has.
enum class Measure : std::uint8_t {
  uses_per_year,
  visits_per_year,      ///< for any reason
  emergencies_per_use,  ///< of every kind, that followed a use on site
  opioid_emergencies_per_use,
  ems_calls_per_emergency,  ///< of emergencies of which it was recorded whether an ambulance was called
  transports_per_emergency,
  naloxone_per_emergency,  ///< naloxone was given at all
};
template <>
struct Words<Measure> {
  static constexpr std::array<std::string_view, 7> names{
      "uses_per_year",           "visits_per_year",          "emergencies_per_use",   "opioid_emergencies_per_use",
      "ems_calls_per_emergency", "transports_per_emergency", "naloxone_per_emergency"};
};

struct EvidenceOptions {
  /// How many events the literature weighs, where its spread does not say; above 0. An assumption: as much as the fewest events that are used.
  double prior_events = 10;
  /// Weigh every prior by `prior_events`, also one whose spread says otherwise.
  bool prior_events_for_all = false;
  /// A rate of fewer events is not used.
  std::uint64_t events_min = 10;
};

/// What a record counted for a measure.
struct MeasureSeen {
  std::uint64_t events = 0;
  double exposure = 0;    ///< years of one site, or trials
  double clustering = 1;  ///< variance over what chance alone would make it; 1 where the record does not say more
  std::string words;      ///< "5,975 uses over 63 days of 2 sites"
  std::string why_none;   ///< not empty: the record does not say, and why
};

struct EvidenceLine {
  std::string parameter;
  std::string label;
  std::string unit;  ///< as written; every figure of the line is in it
  Measure measure = Measure::uses_per_year;
  bool is_used = false;
  double literature = 0;            ///< the parameter's value
  std::optional<double> center;     ///< events by exposure; absent: not recorded
  std::optional<double> posterior;  ///< its mean; absent: left as the literature's
  std::optional<double> low;        ///< 2.5th and 97.5th percentile of the posterior
  std::optional<double> high;
  std::uint64_t events = 0;
  double exposure = 0;
  double clustering = 1;
  double prior_events = 0;                   ///< what the literature weighed
  bool prior_is_of_spread = false;           ///< its weight is that of its own spread
  std::optional<double> prior_sds_apart;     ///< (center - literature) / sd of the prior
  std::optional<double> probability_beyond;  ///< that the prior gives to being as far out as the center, on its side
  std::string sentence;
};

struct EvidenceUse {
  std::string kind_of_site;  ///< real, training, demonstration
  bool is_invented = false;  ///< not real
  std::vector<std::string> sites;
  std::string digest = {};  ///< of the evidence document, where the caller has its bytes
  EvidenceOptions options;
  std::vector<EvidenceLine> lines;    ///< in the order of the parameters
  std::vector<std::string> cautions;  ///< to be printed each time
};

/// Replaces value, spread and origin of the study's parameters that have `evidence`. Refuses what `document::read_evidence` refuses, a parameter whose `evidence` is no measure, whose unit cannot be that
/// measure's, or that is an array; the study is unchanged then.
base::Result<EvidenceUse> apply_evidence(Study& study, const base::Fields& file, EvidenceOptions options);

/// What the document says of one measure.
MeasureSeen measure_seen(const document::EvidenceDocument& evidence, Measure measure);

}  // namespace alongside::study
