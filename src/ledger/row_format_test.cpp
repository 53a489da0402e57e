#include "ledger/row_format.hpp"

#include <gtest/gtest.h>

#include "ledger/seal.hpp"
#include "ledger/sqlite/ledger_sample_test.hpp"

namespace alongside::ledger {
namespace {

struct RowSample {
  SiteKeys keys = SiteKeys::derive(Key::random());
  base::Uuid site = sample_uuid(77);
  RowFormat format{keys, site};
  Head previous{6, digest_of(base::bytes_of("row 6"))};

  /// What a program seals into row 7, which need not be what this one would.
  SealedRow sealed_with(const base::Bytes& plain) const {
    base::Writer place;
    place.raw(site.bytes);
    place.number(std::uint64_t{7});
    return {7, {}, std::nullopt, seal(keys.row, place.bytes(), plain)};
  }
  base::Bytes plain_of(const SealedRow& row) const {
    base::Writer place;
    place.raw(site.bytes);
    place.number(static_cast<std::uint64_t>(row.seq));
    return open_sealed(keys.row, place.bytes(), row.sealed).value_or(base::Bytes{});
  }
};

NewRow small_row() {
  NewRow row;
  row.command = sample_uuid(0x0102);
  row.received_at = {0x1112131415161718};
  row.kind = 0x2122;
  row.body = {0xAB, 0xCD, 0xEF};
  return row;
}

// Worked by hand from the head of row_format.hpp: rows written today are read for as long as there are ledgers.
TEST(RowFormat, LaysARowOutAsItsHeadSays) {
  const RowSample sample;
  const SealedRow sealed = sample.format.seal(small_row(), sample.previous, true);
  EXPECT_EQ(sealed.seq, 7);
  EXPECT_EQ(base::hex(sample.plain_of(sealed)),
            "0100"                              // format version
            "0100000000000000000000000000004d"  // site
            "0700000000000000"                  // seq
            "1817161514131211"                  // received_at
            "01000000000000000000000000000102"  // command
            "2221"                              // kind
            "03000000abcdef");                  // body
}

TEST(RowFormat, DigestsThePreviousDigestAndEverythingOutsideAndInside) {
  const RowSample sample;
  const SealedRow sealed = sample.format.seal(small_row(), sample.previous, true);
  ASSERT_TRUE(sealed.tag);
  base::Bytes all;
  const auto add = [&](base::BytesView bytes) { all.insert(all.end(), bytes.begin(), bytes.end()); };
  add(sample.previous.digest.bytes);
  add(
      *base::unhex("0100000000000000000000000000004d"
                   "0700000000000000"
                   "10000000"));
  add(*sealed.tag);
  add(sealed.sealed);
  EXPECT_EQ(sealed.digest, digest_of(all));
}

TEST(RowFormat, TagsTheFirstRowOfACommandOnly) {
  const RowSample sample;
  EXPECT_TRUE(sample.format.seal(small_row(), sample.previous, true).tag);
  EXPECT_FALSE(sample.format.seal(small_row(), sample.previous, false).tag);
  EXPECT_EQ(sample.format.tag(sample_uuid(1)), sample.format.tag(sample_uuid(1)));
  EXPECT_NE(sample.format.tag(sample_uuid(1)), sample.format.tag(sample_uuid(2)));
  EXPECT_NE(sample.format.tag(sample_uuid(1)),
            RowFormat(SiteKeys::derive(Key::random()), sample.site).tag(sample_uuid(1)))
      << "without the key nobody can look for a command's id";
}

TEST(RowFormat, OpensWhatItSealed) {
  const RowSample sample;
  const OpenedRow opened = sample.format.open(sample.format.seal(small_row(), sample.previous, true));
  ASSERT_TRUE(std::holds_alternative<Row>(opened));
  EXPECT_EQ(static_cast<const NewRow&>(std::get<Row>(opened)), small_row());
  EXPECT_EQ(std::get<Row>(opened).seq, 7U);
}

TEST(RowFormat, StopsAtARowOfALaterVersionAndSaysWhichReadsIt) {
  const RowSample sample;
  base::Bytes plain = sample.plain_of(sample.format.seal(small_row(), sample.previous, true));
  plain[0] = 7;
  plain[1] = 2;
  const OpenedRow opened = sample.format.open(sample.sealed_with(plain));
  ASSERT_TRUE(std::holds_alternative<BadRow>(opened));
  EXPECT_EQ(std::get<BadRow>(opened).what, RowFault::format);
  EXPECT_NE(std::get<BadRow>(opened).sentence.find("written by alongside 2.7 or later"), std::string::npos)
      << std::get<BadRow>(opened).sentence;
}

TEST(RowFormat, StopsAtARowThatOpensButIsNoRowOfItsPlace) {
  const RowSample sample;
  const base::Bytes plain = sample.plain_of(sample.format.seal(small_row(), sample.previous, true));
  for (const std::size_t byte : {0U, 2U, 18U}) {
    base::Bytes changed = plain;
    changed[byte] ^= 1;
    EXPECT_TRUE(std::holds_alternative<BadRow>(sample.format.open(sample.sealed_with(changed)))) << "byte " << byte;
  }
  for (std::size_t size = 0; size < plain.size(); ++size) {
    const base::Bytes shorter(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_TRUE(std::holds_alternative<BadRow>(sample.format.open(sample.sealed_with(shorter)))) << size << " bytes";
  }
}

}  // namespace
}  // namespace alongside::ledger
