#include "study/evidence/evidence.hpp"

#include <cmath>

#include "document/evidence_document.hpp"
#include "document/toml.hpp"
#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

using document::EmergencyKindSeen;
using document::HighestSeen;

document::UsesSeen used(document::RouteSeen route, document::MixSeen mix, std::uint64_t uses, EmergencyKindSeen kind,
                        std::array<std::uint64_t, 5> followed) {
  document::UsesSeen out;
  out.route = route;
  out.mix = mix;
  out.uses = uses;
  out.emergencies.counts[static_cast<std::size_t>(kind)] = followed;
  out.delay_not_known = out.emergencies.all();
  return out;
}

document::ResponsesSeen responded(HighestSeen highest, std::uint64_t emergencies, document::AnswersSeen ems,
                                  document::AnswersSeen transport) {
  document::ResponsesSeen out;
  out.kind = EmergencyKindSeen::opioid;
  out.highest = highest;
  out.emergencies = emergencies;
  out.ems = ems;
  out.transport = transport;
  return out;
}

document::DailySeen daily(std::uint64_t arrivals) {
  document::DailySeen out;
  out.days = 1461;
  out.arrivals = arrivals;
  out.mean = static_cast<double>(arrivals) / 1461;
  out.variance = 2 * *out.mean;
  out.variance_to_mean = 2;
  return out;
}

/// Four years of one site, 1,461 days: 200,000 uses, 400 emergencies after them, 30 ambulance calls in 100 emergencies of which that is known.
std::string record(document::SiteKindSeen kind = document::SiteKindSeen::real, std::uint64_t ems_yes = 30) {
  document::EvidenceDocument seen;
  seen.kind_of_site = kind;
  document::SourceOfEvidence& east = seen.sites.emplace_back();
  east.name = "East";
  east.zone = "America/New_York";
  east.chain_head_digest = "ab12";
  east.first_day = {2021, 1, 1};
  east.last_day = {2024, 12, 31};
  east.days_open = 1400;
  seen.live.emplace();
  seen.live->days_open = 1400;
  seen.live->for_use.daily = daily(150'000);
  seen.live->for_other.daily = daily(50'000);
  seen.uses = {used(document::RouteSeen::inject, document::MixSeen::opioid, 150'000, EmergencyKindSeen::opioid,
                    {0, 50, 100, 50, 100}),
               used(document::RouteSeen::smoke, document::MixSeen::stimulant, 50'000, EmergencyKindSeen::stimulant,
                    {0, 100, 0, 0, 0})};
  seen.emergencies = 400;
  seen.responses = {responded(HighestSeen::naloxone, 100, {ems_yes, 50, 20}, {0, 0, 100}),
                    responded(HighestSeen::oxygen, 300, {0, 20, 0}, {0, 0, 20}),
                    responded(HighestSeen::none_recorded, 40, {0, 0, 0}, {0, 0, 0})};
  seen.day_clusters.uses_squared = 400;
  seen.day_clusters.by_emergencies = {{3, 0, 1}, {30, 0, 10}};
  return document::evidence_as_toml(seen);
}

document::Toml read(const std::string& text) {
  auto file = document::Toml::parse("evidence.toml", text);
  EXPECT_TRUE(file) << (file ? "" : file.error().message);
  return std::move(file).value();
}

std::string evidence(const std::string& measure) { return "evidence = \"" + measure + "\"\n"; }

/// One parameter beside what a study must have.
Study asking(const std::string& asked, const std::string& formula = "asked") {
  return little_study(asked + parameter("rent", 1000, "USD/year") + parameter("worth", 1, "USD/year") +
                      outcome("seen", formula, "1") + outcome("gain", "1", "1", paid("worth")) +
                      cost("operation", "rent"));
}
Study asking_share(const std::string& more) { return asking(parameter("asked", 20, "%", more)); }
Study asking_uses(double value) {
  return asking(parameter("asked", value, "use/year", evidence("uses_per_year")) + parameter("ten", 10, "use/year"),
                "asked / ten");
}

TEST(Evidence, NoLiteratureAndNoRecordIsTooOddForAnAnswerOrASentence) {
  for (const double percent : {1e-300, 1e-14, 1e-6, 0.5, 50.0, 99.999999, 100 - 1e-12}) {
    for (const double weight : {0.001, 10.0, 1e9}) {
      for (const std::uint64_t yes : {1U, 30U, 1'000'000'000U}) {
        Study study = asking_share(evidence("ems_calls_per_emergency"));
        study.parameters.front().values = {percent / 100};
        const auto use = apply_evidence(study, read(record(document::SiteKindSeen::real, yes)),
                                        {.prior_events = weight, .events_min = 0});
        ASSERT_TRUE(use) << use.error().message;
        const EvidenceLine& line = use->lines.front();
        EXPECT_FALSE(line.sentence.empty());
        for (const auto& figure : {line.posterior, line.low, line.high, line.prior_sds_apart, line.probability_beyond})
          EXPECT_TRUE(!figure || std::isfinite(*figure)) << percent << ' ' << weight << ' ' << yes;
        EXPECT_TRUE(std::isfinite(study.parameters.front().values.front()));
      }
    }
  }
}

// A hundred thousand million uses in four years weigh more than a spread can: the mean stays theirs, the spread is that of ten million events.
TEST(Evidence, MoreEventsThanASpreadCanWeighKeepTheirMean) {
  Study study = asking_uses(60'000);
  std::string many = record();
  many.replace(many.find("uses = 150000"), 13, "uses = 100000000000");
  const auto use = apply_evidence(study, read(many), {});
  ASSERT_TRUE(use) << use.error().message;
  const EvidenceLine& line = use->lines.front();
  ASSERT_TRUE(line.is_used) << line.sentence;
  EXPECT_NEAR(*line.posterior / 25'000'012'500.0, 1, 1e-3);
  EXPECT_NEAR((*line.high - *line.low) / *line.posterior, 2 * 1.96 / std::sqrt(1e7), 1e-5);
}

TEST(Evidence, WeighsTheLiteratureAsSoManyEvents) {
  Study study = asking_share(evidence("ems_calls_per_emergency"));
  const auto use = apply_evidence(study, read(record()), {});
  ASSERT_TRUE(use) << use.error().message;
  ASSERT_EQ(use->lines.size(), 1U);
  const EvidenceLine& line = use->lines.front();
  EXPECT_TRUE(line.is_used);
  EXPECT_NEAR(line.literature, 20, 1e-12);
  EXPECT_NEAR(*line.center, 30, 1e-12);
  EXPECT_NEAR(*line.posterior, 100.0 * 40 / 150, 1e-9);  // 10 of 50, and 30 of 100
  EXPECT_EQ(line.events, 30U);
  EXPECT_NEAR(line.prior_events, 10, 1e-9);
  EXPECT_FALSE(line.prior_is_of_spread);
  EXPECT_NEAR(*line.prior_sds_apart, 0.1 / std::sqrt(0.16 / 51), 1e-9);
  const Parameter& asked = *study.parameter("asked");
  EXPECT_NEAR(asked.values.front(), 40.0 / 150, 1e-12);
  ASSERT_TRUE(asked.spread);
  EXPECT_NEAR(asked.spread->mean(), 40.0 / 150, 1e-9);
  EXPECT_NEAR(asked.spread->sd(), std::sqrt(40.0 / 150 * 110 / 150 / 151), 1e-9);
  EXPECT_EQ(asked.spread_origin.basis, Basis::source);
  EXPECT_NE(line.sentence.find("20 more of which it is not recorded"), std::string::npos) << line.sentence;
}

TEST(Evidence, TakesTheWeightOfTheLiteraturesOwnSpread) {
  Study study =
      asking_share(evidence("ems_calls_per_emergency") + spread("uniform = [13.0717967697, 26.9282032303]"));  // sd 4
  const auto use = apply_evidence(study, read(record()), {});
  ASSERT_TRUE(use) << use.error().message;
  EXPECT_TRUE(use->lines[0].prior_is_of_spread);
  EXPECT_NEAR(use->lines[0].prior_events, 19.8, 1e-6);  // 99 trials
  EXPECT_NEAR(*use->lines[0].posterior, 4980.0 / 199, 1e-6);
  EXPECT_NEAR(*use->lines[0].prior_sds_apart, 2.5, 1e-6);
  Study again = asking_share(evidence("ems_calls_per_emergency") + spread("uniform = [13.0717967697, 26.9282032303]"));
  const auto even =
      apply_evidence(again, read(record()), {.prior_events = 30, .prior_events_for_all = true, .events_min = 10});
  ASSERT_TRUE(even);
  EXPECT_NEAR(*even->lines[0].posterior, 6000.0 / 250, 1e-9);  // 30 of 150, and 30 of 100
}

TEST(Evidence, MakesAGammaOfARateAndLetsDaysThatDifferWeighLess) {
  Study study = asking_uses(100'000);
  const auto use = apply_evidence(study, read(record()), {});
  ASSERT_TRUE(use) << use.error().message;
  const EvidenceLine& line = use->lines.front();
  EXPECT_DOUBLE_EQ(line.exposure, 4);  // 1,461 days
  EXPECT_DOUBLE_EQ(line.clustering, 2);
  EXPECT_NEAR(*line.center, 50'000, 1e-6);
  EXPECT_NEAR(*line.posterior, 100'010 / 2.0001, 1e-6);  // (10 + 200,000 / 2) / (10 / 100,000 + 4 / 2)
  EXPECT_NEAR(study.parameter("asked")->spread->sd(), std::sqrt(100'010) / 2.0001, 1e-6);
  // Gamma of shape 10: being at 0.5 of its mean or below is 1 - sum_{k<10} e^-5 5^k / k! = 0.03183
  EXPECT_NEAR(*line.probability_beyond, 0.03183, 1e-5);
}

TEST(Evidence, LeavesTheLiteratureWhereEventsAreFew) {
  Study study = asking_share(evidence("ems_calls_per_emergency"));
  const auto use = apply_evidence(study, read(record(document::SiteKindSeen::real, 9)), {});
  ASSERT_TRUE(use);
  const EvidenceLine& line = use->lines.front();
  EXPECT_FALSE(line.is_used);
  EXPECT_FALSE(line.posterior);
  EXPECT_NE(line.sentence.find("left as the literature's: only 9 events, fewer than 10"), std::string::npos)
      << line.sentence;
  EXPECT_DOUBLE_EQ(study.parameter("asked")->values.front(), 20 * 0.01);
  EXPECT_FALSE(study.parameter("asked")->spread);
  Study lenient = asking_share(evidence("ems_calls_per_emergency"));
  EXPECT_TRUE(apply_evidence(lenient, read(record(document::SiteKindSeen::real, 9)),
                             {.prior_events = 10, .prior_events_for_all = false, .events_min = 9})
                  ->lines[0]
                  .is_used);
}

TEST(Evidence, IsNeverNoughtWhereNothingWasRecorded) {
  Study study = asking_share(evidence("transports_per_emergency"));
  const auto use = apply_evidence(study, read(record()), {});
  ASSERT_TRUE(use);
  EXPECT_FALSE(use->lines[0].center);
  EXPECT_FALSE(use->lines[0].is_used);
  EXPECT_NE(use->lines[0].sentence.find("does not say"), std::string::npos);
}

TEST(Evidence, CountsEachMeasure) {
  const auto document = document::read_evidence(read(record()));
  ASSERT_TRUE(document) << document.error().message;
  const MeasureSeen emergencies = measure_seen(*document, Measure::emergencies_per_use);
  EXPECT_EQ(emergencies.events, 400U);
  EXPECT_EQ(emergencies.exposure, 200'000);
  EXPECT_NEAR(emergencies.clustering, 2, 1e-12);  // 0, 0, 0 and 2 on days of 10 uses each: variance 1, mean 0.5
  const MeasureSeen opioid = measure_seen(*document, Measure::opioid_emergencies_per_use);
  EXPECT_EQ(opioid.events, 300U);
  EXPECT_EQ(opioid.clustering, 1);
  const MeasureSeen naloxone = measure_seen(*document, Measure::naloxone_per_emergency);
  EXPECT_EQ(naloxone.events, 100U);
  EXPECT_EQ(naloxone.exposure, 400);  // 40 without a recorded response are left out
  const MeasureSeen visits = measure_seen(*document, Measure::visits_per_year);
  EXPECT_EQ(visits.events, 200'000U);
  EXPECT_EQ(visits.exposure, 4);
}

TEST(Evidence, NamesADemonstrationInEveryLine) {
  Study study = asking_share(evidence("ems_calls_per_emergency"));
  const auto use = apply_evidence(study, read(record(document::SiteKindSeen::demonstration)), {});
  ASSERT_TRUE(use);
  EXPECT_TRUE(use->is_invented);
  EXPECT_TRUE(use->lines[0].sentence.starts_with("DEMONSTRATION SITE, INVENTED VISITS")) << use->lines[0].sentence;
  EXPECT_NE(use->cautions.front().find("invented"), std::string::npos);
  EXPECT_NE(study.parameter("asked")->origin.source.find("demonstration site"), std::string::npos);
}

TEST(Evidence, SaysEachTimeThatItIsNoCounterfactual) {
  Study study = asking_share("");
  const auto use = apply_evidence(study, read(record()), {});
  ASSERT_TRUE(use);
  ASSERT_EQ(use->cautions.size(), 3U);
  EXPECT_NE(use->cautions[0].find("not a life saved"), std::string::npos);
  EXPECT_NE(use->cautions[1].find("One site, no comparison group"), std::string::npos);
  EXPECT_NE(use->cautions[2].find("nothing was replaced"), std::string::npos);
}

TEST(Evidence, RefusesWhatNoRecordCanSay) {
  Study deaths = asking_share(evidence("deaths_averted"));
  const auto no_measure = apply_evidence(deaths, read(record()), {});
  ASSERT_FALSE(no_measure);
  EXPECT_NE(no_measure.error().message.find("little.toml:"), std::string::npos) << no_measure.error().message;
  EXPECT_NE(no_measure.error().message.find("without the site"), std::string::npos) << no_measure.error().message;
  Study by_day = asking(parameter("asked", 20, "use/day", evidence("uses_per_year")) + parameter("ten", 10, "use/day"),
                        "asked / ten");
  EXPECT_FALSE(apply_evidence(by_day, read(record()), {}));
  Study people =
      asking(parameter("asked", 20, "death/year", evidence("uses_per_year")) + parameter("ten", 10, "death/year"),
             "asked / ten");
  const auto unit = apply_evidence(people, read(record()), {});
  ASSERT_FALSE(unit);
  EXPECT_NE(unit.error().message.find("use/year"), std::string::npos);
}

TEST(Evidence, LeavesTheLiteratureWhereEventsAreMoreThanWhatTheyAreAShareOf) {
  Study study = asking_share(evidence("emergencies_per_use"));
  std::string several_in_one = record();  // one use may be the beginning of several emergencies
  for (const std::string uses : {"uses = 150000", "uses = 50000"})
    several_in_one.replace(several_in_one.find(uses), uses.size(), "uses = 20");
  const auto use = apply_evidence(study, read(several_in_one), {});
  ASSERT_TRUE(use) << use.error().message;
  EXPECT_FALSE(use->lines.front().is_used);
  EXPECT_NE(use->lines.front().sentence.find("cannot be more than all"), std::string::npos)
      << use->lines.front().sentence;
  EXPECT_DOUBLE_EQ(study.parameter("asked")->values.front(), 20 * 0.01);
}

TEST(Evidence, RefusesADocumentThatIsNoEvidence) {
  Study study = asking_share(evidence("ems_calls_per_emergency"));
  EXPECT_FALSE(apply_evidence(study, read("format = 1\ndocument = \"report\"\nkind_of_site = \"real\"\n"), {}));
  EXPECT_FALSE(apply_evidence(study, read("format = 2\ndocument = \"evidence\"\nkind_of_site = \"real\"\n"), {}));
  EXPECT_FALSE(apply_evidence(study, read("format = 1\ndocument = \"evidence\"\nkind_of_site = \"real\"\n"), {}));
  std::string misspelt = record();
  misspelt.replace(misspelt.find("seated_at_once"), 14, "seated_at_onse");
  const auto refused = apply_evidence(study, read(misspelt), {});
  ASSERT_FALSE(refused) << "a field that no measure needs is read and checked too";
  EXPECT_NE(refused.error().message.find("evidence.toml:"), std::string::npos) << refused.error().message;
  EXPECT_FALSE(
      apply_evidence(study, read(record()), {.prior_events = 0, .prior_events_for_all = false, .events_min = 10}));
}

}  // namespace
}  // namespace alongside::study
