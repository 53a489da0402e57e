// The guest book from end to end: a command is decided, its event kept and read again, shown on the board, counted in a report.
#include <gtest/gtest.h>

#include "domain/board/board.hpp"
#include "domain/told_floor_test.hpp"
#include "evidence/fold.hpp"
#include "ledger/codec.hpp"

namespace alongside {
namespace {

TEST(GuestBook, IsDecidedKeptShownAndCounted) {
  domain::ToldFloor floor;
  ASSERT_EQ(floor.reason(domain::SignGuestBook{.guests = 2}), domain::Reason::floor_closed);
  ASSERT_TRUE(floor.send(domain::OpenFloor{domain::StaffRef{1}}).accepted());

  const domain::Event signed_book{
      .at = domain::nine, .by = {}, .device = {}, .marks = {}, .body = domain::GuestsSigned{.guests = 2}};
  const auto row = ledger::encode({.event = signed_book, .attachments = {}});
  EXPECT_EQ(row.kind, 255);
  const auto read = ledger::decode(row.kind, row.body);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(std::get<domain::GuestsSigned>(read->event.body).guests, 2);

  ASSERT_TRUE(floor.send(domain::SignGuestBook{.guests = 2}).accepted());
  ASSERT_TRUE(floor.send(domain::SignGuestBook{.guests = 3}).accepted());
  EXPECT_EQ(domain::show(floor.state(), {}, domain::SiteKind::training, domain::nine).guests_so_far, 5U);

  evidence::Fold fold(*document::Zone::find("Europe/Paris"));
  for (int i = 0; i < 3; ++i) fold.add(read->event);
  const auto days = fold.span();
  ASSERT_TRUE(days.has_value());
  EXPECT_EQ(fold.over({days->first, days->second}).sum(evidence::indicator::guests), 6);
}

}  // namespace
}  // namespace alongside
