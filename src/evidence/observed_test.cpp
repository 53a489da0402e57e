#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "evidence/observed.hpp"
#include "evidence/summed_evidence.hpp"
#include "evidence/told_floor_test.hpp"

namespace alongside::evidence {
namespace {

/// What is written of it: everything, and nothing else.
std::string written(const std::vector<std::vector<Event>>& parts, const std::vector<Event>& before) {
  ObservedSite site{"east", Observed(new_york()), 0, "", Instant::unknown()};
  site.observed.add({Instant{0}, {}, {}, {}, SiteFounded{}});
  for (const Event& event : before) site.observed.add(event);
  for (const auto& part : parts) {
    for (const Event& event : part) site.observed.add(event);
  }
  return document::evidence_as_toml(document_of(*evidence_over({site})));
}

RC_GTEST_PROP(IndependentVisits, ShowTheSameInWhateverOrderTheyAreTold, ()) {
  const auto visits = *rc::gen::inRange<std::uint32_t>(1, 12);
  std::vector<std::vector<Event>> parts;
  for (std::uint32_t visit = 1; visit <= visits; ++visit) {
    const auto minute = [](int low, int high) { return base::minutes(*rc::gen::inRange(low, high)); };
    Instant now = at("2024-05-06 09:00") + minute(0, 7 * 24 * 60);
    std::vector<Event>& part = parts.emplace_back();
    const auto put = [&](EventBody body) { part.push_back({now, {}, {}, {}, body}); };
    Welcomed welcomed;
    welcomed.visit = {visit, 0};
    put(welcomed);
    put(JoinedWaiting{{visit, 0}, Purpose::booth});
    now = now + minute(0, 30);
    Seated seated;
    seated.visit = {visit, 0};
    seated.seat = booth;
    put(seated);
    UseBegan began;
    began.visit = {visit, 0};
    began.use = 1;
    began.substances = *rc::gen::element(heroin, crack);
    began.route = *rc::gen::element(Route::inject, Route::smoke);
    now = now + minute(0, 10);
    put(began);
    now = now + minute(1, 60);
    if (*rc::gen::inRange(0, 3) == 0) {
      Act act;
      act.id.bytes[14] = static_cast<std::uint8_t>(visit);
      act.at = now;
      act.kind = ActKind::person;
      act.visit = {visit, 0};
      put(ActRecorded{{visit, 0}, act});
    }
    if (*rc::gen::inRange(0, 5) > 0) put(Left{{visit, 0}, false, false});
  }
  std::vector<Event> before = Floor().events();
  before.push_back({at("2024-05-06 09:00"), {}, {}, {}, FloorOpened{}});
  const std::string in_order = written(parts, before);
  const auto order = *rc::gen::container<std::vector<std::uint32_t>>(visits, rc::gen::arbitrary<std::uint32_t>());
  std::vector<std::size_t> numbers(visits);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
  std::stable_sort(numbers.begin(), numbers.end(), [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
  std::vector<std::vector<Event>> shuffled;
  for (const std::size_t number : numbers) shuffled.push_back(parts[number]);
  RC_ASSERT(written(shuffled, before) == in_order);
}

}  // namespace
}  // namespace alongside::evidence
