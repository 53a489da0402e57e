#include "center/last_start.hpp"

#include <gtest/gtest.h>

namespace alongside::center {
namespace {

TEST(LastStart, MustBeSignedOnceSomebodyActedBehindItAlsoWhenTheProgramWasStartedAgainInQuiet) {
  LastStart starts;
  const domain::Event boot{.at = {}, .by = {}, .device = {}, .marks = {}, .body = domain::Booted{}};
  const domain::Event act{
      .at = {}, .by = {}, .device = domain::DeviceRef{2}, .marks = {}, .body = domain::ActRecorded{}};
  starts.take(12, boot);
  EXPECT_FALSE(starts.should_be_signed_by(0)) << "the disk may have been full, and nobody was there";
  starts.take(13, act);
  EXPECT_TRUE(starts.should_be_signed_by(0));
  EXPECT_FALSE(starts.should_be_signed_by(12));
  starts.take(20, boot);
  EXPECT_TRUE(starts.should_be_signed_by(0)) << "a quiet start hides nothing";
  EXPECT_FALSE(starts.should_be_signed_by(12));
  starts.take(21, act);
  EXPECT_TRUE(starts.should_be_signed_by(12));
  EXPECT_FALSE(starts.should_be_signed_by(20));
}

}  // namespace
}  // namespace alongside::center
