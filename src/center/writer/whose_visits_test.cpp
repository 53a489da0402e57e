#include "center/writer/whose_visits.hpp"

#include <gtest/gtest.h>

namespace alongside::center {
namespace {

base::Uuid participant(std::uint32_t number) {
  base::Uuid id;
  for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return id;
}

domain::VisitId visit(std::uint32_t number) { return {.number = number, .slot = 0}; }

/// Nobody is inside but this one.
domain::State with_inside(domain::VisitId inside) {
  domain::State state;
  state.people.push_back({.visit = inside});
  return state;
}

TEST(WhoseVisits, WhoJustCameInIsKnownHoweverManyCameBefore) {
  WhoseVisits whose;
  for (std::uint32_t number = 1; number <= 3 * visits_named_max; ++number) {
    whose.came_in(participant(number), visit(number), with_inside(visit(number - 1)));
    ASSERT_EQ(whose.participant_of(visit(number)), participant(number)) << number;
    ASSERT_TRUE(whose.is_inside(participant(number), with_inside(visit(number)))) << number;
  }
}

TEST(WhoseVisits, NothingIsKeptOfWhomTheMachineForgotForLong) {
  WhoseVisits whose;
  const domain::VisitId stays = visit(1);
  whose.came_in(participant(1), stays, {});
  for (std::uint32_t number = 2; number <= visits_named_max + 1; ++number)
    whose.came_in(participant(number), visit(number), with_inside(stays));
  EXPECT_EQ(whose.participant_of(stays), participant(1));
  EXPECT_TRUE(whose.is_inside(participant(1), with_inside(stays)));
  EXPECT_EQ(whose.participant_of(visit(2)), std::nullopt);
  EXPECT_FALSE(whose.is_inside(participant(2), with_inside(visit(2))));
}

}  // namespace
}  // namespace alongside::center
