#include "evidence/indicator/indicators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "evidence/fold.hpp"
#include "evidence/report_json.hpp"
#include "evidence/report_text.hpp"

namespace alongside::evidence {
namespace {

// --- a new one ------------------------------------------------------------------------------------------------------------------------

void take_smoked(const Seen& seen, Cells& cells) {
  const auto* use = seen.as<seen::Use>();
  if (use && use->kind.route == domain::Route::smoke) cells.add(0, seen.times);
}

constexpr Indicator smoked{.id = "smoked",
                           .title = "Smoked",
                           .numerator = "uses by smoking",
                           .denominator = "uses",
                           .rule = "Each use that was smoked, once.",
                           .unit = "uses",
                           .interval = "none: a full count",
                           .sources = "a test",
                           .section = {"smoking", "Smoking"},
                           .of = &indicator::uses,
                           .take = take_smoked};

TEST(AnIndicator, ThatIsAddedToTheListIsInTextAndInJson) {
  std::vector<const Indicator*> longer(indicators.begin(), indicators.end());
  longer.push_back(&smoked);
  SiteRecord site{"East", Fold(*document::Zone::find("UTC"), longer), 0, "", domain::Instant::unknown()};
  site.fold.add({domain::Instant{0}, {}, {}, {}, domain::SiteFounded{}});
  for (const auto route : {domain::Route::smoke, domain::Route::smoke, domain::Route::inject}) {
    site.fold.add({domain::Instant{0}, {}, {}, {}, domain::ImportedUse{1, domain::Instant{0}, {}, route}});
  }
  const auto report = report_over({site}, {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  const std::string text = report_as_text(*report);
  EXPECT_NE(text.find("\nSmoking\n-------\n  Smoked: 2 of 3 uses\n  Each use that was smoked, once.\n"),
            std::string::npos)
      << text;
  const boost::json::value document = boost::json::parse(report_as_json(*report));
  for (const char* figures : {"/sum", "/sites/0/figures"}) {
    const auto& field = document.at_pointer(figures).at("smoking").at("smoked");
    EXPECT_EQ(field.at("count"), 2);
    EXPECT_EQ(field.at("of"), 3);
    EXPECT_EQ(field.at("of_what"), "uses");
    EXPECT_EQ(field.at("rule").as_string(), smoked.rule);
  }
}

TEST(EachIndicator, SaysWhatItIsAndIsInTheListOnce) {
  std::set<std::string_view> ids;
  for (const Indicator* one : indicators) {
    EXPECT_TRUE(ids.insert(one->id).second) << one->id;
    for (const std::string_view words :
         {one->title, one->numerator, one->rule, one->unit, one->interval, one->sources, one->section.key}) {
      EXPECT_FALSE(words.empty()) << one->id;
    }
    EXPECT_EQ(one->of == nullptr, one->denominator.empty()) << one->id << ": a denominator has a name and a count";
  }
}

// --- merging --------------------------------------------------------------------------------------------------------------------------

domain::Answer any_answer() {
  using domain::Answer;
  return *rc::gen::element(Answer::yes, Answer::no, Answer::unknown, Answer::declined);
}

std::optional<seen::First> any_first() {
  if (*rc::gen::inRange(0, 3) == 0) return std::nullopt;
  return seen::First{*rc::gen::inRange(-60'000, 900'000), *rc::gen::inRange(0, 2) == 0};
}

Seen any_fact() {
  const Date day{2024, 5, *rc::gen::inRange(1U, 6U)};
  const auto flag = [] { return *rc::gen::inRange(0, 2) == 0; };
  switch (*rc::gen::inRange(0, 6)) {
    case 0: return {day, 1, seen::Visit{static_cast<std::uint8_t>(*rc::gen::inRange(0, 24)), flag(), 202405}};
    case 1: return {day, 1, domain::ParticipantEnrolled{}};
    case 2: return {day, *rc::gen::element<std::int64_t>(1, -1), seen::TurnedAway::left_before_served};
    case 3: {
      const domain::Substances substances{*rc::gen::inRange(0U, 1U << 17U)};
      return {day, 1, seen::Use{{substances, *rc::gen::element(domain::Route::smoke, domain::Route::inject)}, flag()}};
    }
    case 4: return {day, 1, seen::Correction::act_undone};
    default: break;
  }
  seen::Emergency emergency{.kind = *rc::gen::element(EmergencyKind::opioid, EmergencyKind::not_recorded),
                            .highest = *rc::gen::element(Response::oxygen, Response::naloxone),
                            .is_overdose = flag(),
                            .given = {any_answer(), any_answer(), any_answer(), any_answer()},
                            .ems = any_answer(),
                            .transport = any_answer(),
                            .died = any_answer(),
                            .course = {}};
  if (flag()) emergency.course = seen::Course{any_first(), any_first(), any_first(), flag(), flag(), flag(), flag()};
  return {day, 1, emergency};
}

Counts counts_of(const std::vector<Seen>& facts) {
  Counts counts(indicators);
  for (const Seen& seen : facts) {
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      const auto take_into = [&]<class Kind>(void (*take)(const Seen&, Kind&)) {
        if constexpr (!std::is_same_v<Kind, Closed>) take(seen, std::get<Kind>(counts[i]));
      };
      std::visit(take_into, indicators[i]->take);
    }
  }
  return counts;
}

bool same(const Counts& one, const Counts& other) {
  const auto equal = [&](const Indicator* indicator) {
    return one.of<Cells>(*indicator) == other.of<Cells>(*indicator) &&
           one.of<Samples>(*indicator) == other.of<Samples>(*indicator);
  };
  return std::all_of(indicators.begin(), indicators.end(), equal);
}

RC_GTEST_PROP(Counts, OfPartsInAnyOrderAndGroupingAreThoseOfTheWhole, ()) {
  std::vector<Seen> facts(static_cast<std::size_t>(*rc::gen::inRange(0, 60)));
  std::generate(facts.begin(), facts.end(), any_fact);
  const Counts whole = counts_of(facts);

  // Any parts of them (a part may be a day, a site, or neither), merged pair by pair in any order.
  std::vector<std::vector<Seen>> parts(static_cast<std::size_t>(*rc::gen::inRange(1, 8)));
  for (const Seen& fact : facts) parts[*rc::gen::inRange<std::size_t>(0, parts.size())].push_back(fact);
  std::vector<Counts> merged;
  for (const std::vector<Seen>& part : parts) merged.push_back(counts_of(part));
  while (merged.size() > 1) {
    const auto take = [&] {
      const auto place = merged.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(merged));
      Counts taken = *place;
      merged.erase(place);
      return taken;
    };
    Counts one = take();
    one.merge(take());
    merged.push_back(std::move(one));
  }
  RC_ASSERT(same(merged.front(), whole));
}

TEST(ClosedCodes, OfSitesAreAddedAndOfPeriodsNever) {
  Closed east = Closed::of_a_site();
  Closed west = Closed::of_a_site();
  for (const std::uint32_t month : {202405U, 202406U}) {
    east.close("a", month, 4);
    west.close("b", month, 3);
  }
  east.close("c", 202405, 2);
  const std::map<std::uint32_t, Range> expected{{202405, {4 + 3, 4 + 2 + 3}}, {202406, {7, 7}}};
  Closed one = east;
  one.merge(west);
  EXPECT_EQ(one.months({}), expected);
  Closed other;
  other.merge(west);
  other.merge(east);
  EXPECT_EQ(other.months({}), expected);
  EXPECT_EQ(one.months({Date{2024, 5, 2}, {}}).count(202405), 0U) << "a month that is cut has no count";
}

}  // namespace
}  // namespace alongside::evidence
