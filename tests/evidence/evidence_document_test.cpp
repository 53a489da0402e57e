// The evidence document on its whole way: events of a little site, counted, written as TOML, read as simulations and studies read it.
#include <gtest/gtest.h>

#include <string>

#include "document/evidence_document.hpp"
#include "document/toml.hpp"
#include "evidence/summed_evidence.hpp"

namespace alongside {
namespace {

using namespace domain;
using document::EmergencyKindSeen;
using document::EvidenceDocument;
using document::HighestSeen;
using document::MixSeen;
using document::RouteSeen;
using document::SeatSeen;
using document::SiteKindSeen;

constexpr SeatId booth{0};
constexpr SeatId chair{1};

/// Monday, 6 May 2024, 09:00 in New York.
constexpr Instant nine{1'715'000'400'000};

Instant after(std::int64_t minutes) { return nine + base::minutes(minutes); }

evidence::ObservedSite site(const char* name, std::uint8_t number, SiteKind kind = SiteKind::real) {
  evidence::ObservedSite made{name, evidence::Observed(*document::Zone::find("America/New_York")), 12, "ab12",
                              Instant{1'700'000'000'000}};
  SiteFounded founded;
  founded.site.bytes[0] = number;
  founded.kind = kind;
  made.observed.add({nine, {}, {}, {}, founded});
  return made;
}

void put(evidence::ObservedSite& to, std::int64_t minutes, EventBody body, Marks marks = {}) {
  to.observed.add({after(minutes), {}, {}, marks, body});
}

void put_act(evidence::ObservedSite& to, std::int64_t minutes, std::uint8_t id, ActKind kind,
             std::uint8_t choice = Act::no_choice, VisitId visit = VisitId::none()) {
  Act act;
  act.id.bytes[15] = id;
  act.at = after(minutes);
  act.kind = kind;
  act.choice = choice;
  act.visit = visit;
  put(to, minutes, ActRecorded{{1, 0}, act});
}

/// Two visits: one sits down after 4 minutes, injects heroin at 09:06 and has an emergency at 09:24; one takes supplies in 5 minutes.
evidence::ObservedSite little_site() {
  evidence::ObservedSite east = site("East \"5th\"\n", 1);
  put(east, 0, SeatAdded{booth, SeatKind::booth, 1, 2});
  put(east, 0, SeatAdded{chair, SeatKind::aftercare, 1, 1});
  put(east, 0, FloorOpened{});
  Welcomed one;
  one.visit = {1, 0};
  put(east, 0, one);
  put(east, 0, JoinedWaiting{{1, 0}, Purpose::booth});
  Seated seated;
  seated.visit = {1, 0};
  seated.seat = booth;
  put(east, 4, seated);
  UseBegan began;
  began.visit = {1, 0};
  began.use = 1;
  began.substances = Substances{}.with(Substance::heroin);
  began.route = Route::inject;
  put(east, 6, began);
  Welcomed two;
  two.visit = {2, 1};
  two.purpose = Purpose::supplies;
  put(east, 10, two);
  put(east, 15, Left{{2, 1}, false, false});
  put_act(east, 24, 1, ActKind::opened);
  put_act(east, 24, 2, ActKind::person, Act::no_choice, {1, 0});
  put_act(east, 26, 3, ActKind::oxygen, 1);
  put_act(east, 34, 4, ActKind::breathing_back);
  put_act(east, 35, 5, ActKind::kind, static_cast<std::uint8_t>(Kind::opioid));
  put_act(east, 90, 6, ActKind::closed, static_cast<std::uint8_t>(Outcome::released));
  put(east, 95, Left{{1, 0}, false, true});
  put(east, 120, FloorClosed{});
  return east;
}

std::string written(const std::vector<evidence::ObservedSite>& sites) {
  const auto evidence = evidence::evidence_over(sites);
  EXPECT_TRUE(evidence.ok()) << evidence.error().message;
  return document::evidence_as_toml(evidence::document_of(*evidence));
}

base::Result<EvidenceDocument> read(const std::string& text) {
  const auto toml = document::Toml::parse("evidence.toml", text);
  if (!toml) return toml.error();
  auto evidence = document::read_evidence(*toml);
  if (!evidence) return evidence;
  if (const auto all = toml->all_read(); !all) return all.error();
  return evidence;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string refusal(const std::string& text) {
  const auto evidence = read(text);
  EXPECT_FALSE(evidence.ok());
  return evidence.ok() ? "" : evidence.error().message;
}

// Long: each field of the document has its line.
TEST(ALittleSitesEvidence, IsReadAsItWas) {
  const auto read_back = read(written({little_site()}));
  ASSERT_TRUE(read_back.ok()) << read_back.error().message;
  const EvidenceDocument& seen = *read_back;

  EXPECT_EQ(seen.kind_of_site, SiteKindSeen::real);
  ASSERT_EQ(seen.sites.size(), 1U);
  EXPECT_EQ(seen.sites[0].name, "East \"5th\"\n");
  EXPECT_EQ(seen.sites[0].zone, "America/New_York");
  EXPECT_EQ(seen.sites[0].chain_head_seq, 12U);
  EXPECT_EQ(seen.sites[0].chain_head_digest, "ab12");
  EXPECT_EQ(seen.sites[0].data_as_of, "2023-11-14T22:13:20Z");
  EXPECT_EQ(seen.sites[0].first_day, (document::Date{2024, 5, 6}));
  EXPECT_EQ(seen.sites[0].last_day, (document::Date{2024, 5, 6}));
  EXPECT_EQ(seen.sites[0].days_open, 1U);
  EXPECT_EQ(seen.places_of(SeatSeen::booth), 2U);

  ASSERT_TRUE(seen.live.has_value());
  EXPECT_EQ(seen.live->for_use.by_hour[9], 1U);
  EXPECT_EQ(seen.live->for_other.by_hour[9], 1U);
  EXPECT_EQ(seen.live->open_hours[9], 1.0);
  EXPECT_EQ(seen.live->open_hours[10], 1.0);
  EXPECT_EQ(seen.live->open_hours[11], 0.0);
  EXPECT_EQ(seen.live->for_use.daily.days, 1U);
  EXPECT_FALSE(seen.live->for_use.daily.variance.has_value()) << "one day has none";
  EXPECT_FALSE(seen.imported.has_value());

  EXPECT_EQ(seen.waiting.seated.n, 1U);
  EXPECT_EQ(seen.waiting.seated.mean, 4.0);
  EXPECT_FALSE(seen.waiting.seated.sd.has_value());
  EXPECT_EQ(seen.waiting.seated.quantiles, std::vector<double>(21, 4.0));
  EXPECT_EQ(seen.waiting.no_seat.n, 0U);
  EXPECT_FALSE(seen.waiting.no_seat.mean.has_value());
  EXPECT_TRUE(seen.waiting.no_seat.quantiles.empty());

  ASSERT_EQ(seen.stays_by_kind.size(), 1U);
  EXPECT_EQ(seen.stays_by_kind[0].seat, SeatSeen::booth);
  EXPECT_EQ(seen.stays_by_kind[0].route, RouteSeen::inject);
  EXPECT_EQ(seen.stays_by_kind[0].seen, seen.stays);
  EXPECT_EQ(seen.stays.preparation.mean, 2.0);
  EXPECT_EQ(seen.stays.preparation.log_mean, 0.693147) << "ln 2, to a millionth";
  EXPECT_EQ(seen.stays.met_emergency, 1U);
  EXPECT_EQ(seen.leaving.met_emergency, 1U);
  EXPECT_EQ(seen.leaving.visit_for_other.mean, 5.0);
  EXPECT_EQ(seen.visits_by_uses, (std::vector<std::uint64_t>{0, 1}));

  ASSERT_EQ(seen.uses.size(), 1U);
  EXPECT_EQ(seen.uses[0].route, RouteSeen::inject);
  EXPECT_EQ(seen.uses[0].mix, MixSeen::opioid);
  EXPECT_EQ(seen.uses[0].uses, 1U);
  EXPECT_EQ(seen.uses[0].emergencies.of(EmergencyKindSeen::opioid, HighestSeen::oxygen), 1U);
  EXPECT_EQ(seen.uses[0].delay.mean, 18.0);
  EXPECT_EQ(seen.emergencies, 1U);
  EXPECT_EQ(seen.no_use_known.all(), 0U);
  EXPECT_EQ(seen.all_uses(), 1U);

  ASSERT_EQ(seen.responses.size(), 1U);
  EXPECT_EQ(seen.responses[0].kind, EmergencyKindSeen::opioid);
  EXPECT_EQ(seen.responses[0].highest, HighestSeen::oxygen);
  EXPECT_EQ(seen.responses[0].breathing_back.mean, 10.0);
  EXPECT_EQ(seen.responses[0].closed.mean, 66.0);
  EXPECT_EQ(seen.responses[0].by_doses, std::vector<std::uint64_t>{1});
  EXPECT_EQ(seen.responses[0].oxygen, (document::AnswersSeen{1, 0, 0}));
  EXPECT_EQ(seen.day_clusters.by_opioid, (document::DaysByEmergencies{{0, 1}, {0, 1}}));
  EXPECT_EQ(seen.day_clusters.uses_squared, 1U);
}

TEST(AnEmptySitesEvidence, SaysWhyThereIsNothingAndIsReadSo) {
  const std::string text = written({site("Empty", 9, SiteKind::training)});
  EXPECT_NE(text.find("why = \"no floor was opened in this record\""), std::string::npos);
  EXPECT_NE(text.find("why = \"no history was imported into this record\""), std::string::npos);
  const auto seen = read(text);
  ASSERT_TRUE(seen.ok()) << seen.error().message;
  EXPECT_EQ(seen->kind_of_site, SiteKindSeen::training);
  EXPECT_FALSE(seen->live.has_value());
  EXPECT_FALSE(seen->imported.has_value());
  EXPECT_TRUE(seen->uses.empty());
  EXPECT_TRUE(seen->visits_by_uses.empty());
  EXPECT_TRUE(seen->day_clusters.by_emergencies.days.empty());
}

TEST(TwoSitesEvidence, AddsUpWithTheHoursOfBoth) {
  evidence::ObservedSite other = site("West", 2);
  put(other, 30, FloorOpened{});
  put(other, 60, FloorClosed{});
  const auto seen = read(written({little_site(), other}));
  ASSERT_TRUE(seen.ok()) << seen.error().message;
  EXPECT_EQ(seen->sites.size(), 2U);
  EXPECT_EQ(seen->live->open_hours[9], 1.5);
  EXPECT_EQ(seen->live->for_use.by_hour[9], 1U);
  EXPECT_EQ(seen->live->days_open, 2U) << "days of sites";
}

TEST(Evidence, IsInternalAndNamesNobody) {
  const std::string text = written({little_site()});
  EXPECT_EQ(text.find("# INTERNAL: not for release."), 0U);
  EXPECT_NE(text.find("face = \"internal, not for release\""), std::string::npos);
  EXPECT_NE(text.find("kind_of_site = \"real\""), std::string::npos);
  EXPECT_NE(text.find("persons = \"Returning persons cannot be told from new ones"), std::string::npos);
  std::size_t days = 0;
  for (std::size_t at = text.find("2024-"); at != std::string::npos; at = text.find("2024-", at + 1)) ++days;
  EXPECT_EQ(days, 2U) << "the first day and the last one, no other";
}

TEST(Evidence, IsNotTakenOfSitesThatMayNotBeSummed) {
  EXPECT_FALSE(evidence::evidence_over({}).ok());
  EXPECT_EQ(evidence::evidence_over({site("East", 1), site("Show", 2, SiteKind::demonstration)}).error().failure,
            base::Failure::input);
  EXPECT_FALSE(evidence::evidence_over({site("East", 1), site("Again", 1)}).ok());
}

TEST(AReaderOfEvidence, NamesTheLineOfWhatIsWrong) {
  const std::string text = written({little_site()});
  EXPECT_NE(refusal(replaced(text, "document = \"evidence\"", "document = \"scenario\"")).find("expected \"evidence\""),
            std::string::npos);
  EXPECT_NE(refusal(replaced(text, "format = 1", "format = 2")).find("evidence.toml:4:"), std::string::npos);
  EXPECT_NE(
      refusal(replaced(text, "seated_at_once", "seated_at_onse")).find("seated_at_onse, which stands there, meant for"),
      std::string::npos);
  EXPECT_NE(refusal(replaced(text, "mix = \"opioid\"", "mix = \"opiate\"")).find("expected one of opioid, stimulant"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(text, "n = 1", "n = 1.5")).find("whole number"), std::string::npos);
  EXPECT_NE(refusal(replaced(text, "\nuses = [0, 1]", "\nuses = [0]")).find("as many numbers as days, 2, found 1"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(text, "by_uses = [0, 1]", "by_uses = [0, 0.5]")).find("expected a whole number"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(text, "delay_not_known = 0", "delay_not_known = 3")).find("every emergency once"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(text, "\nall = 1", "\nall = 7")).find("every emergency once"), std::string::npos);
  EXPECT_NE(
      refusal(replaced(text, "last_day = \"2024-05-06\"", "last_day = \"2024-05-05\"")).find("not before first_day"),
      std::string::npos);
  EXPECT_NE(refusal(replaced(text, "first_day = \"2024-05-06\"", "first_day = \"May\"")).find("evidence.toml:16:"),
            std::string::npos);
  EXPECT_NE(refusal(text + "\nanything = 1\n").find("anything"), std::string::npos) << "a field that nobody reads";
  const std::string points = "quantiles = [4, 4";
  EXPECT_NE(refusal(replaced(text, points, "quantiles = [9, 4")).find("do not fall"), std::string::npos);
  EXPECT_NE(refusal(replaced(text, points, "quantiles = [4")).find("expected 21 numbers, found 20"), std::string::npos);
}

}  // namespace
}  // namespace alongside
