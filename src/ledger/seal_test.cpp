#include "ledger/seal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace alongside::ledger {
namespace {

RC_GTEST_PROP(Seal, OpensToWhatWasSealed, (const base::Bytes& plain, const base::Bytes& associated)) {
  const Key key = Key::random();
  const base::Bytes sealed = seal(key, associated, plain);
  RC_ASSERT(sealed.size() == plain.size() + seal_overhead_bytes);
  RC_ASSERT(open_sealed(key, associated, sealed) == plain);
}

TEST(Seal, DoesNotOpenWithAnyByteChanged) {
  const Key key = Key::random();
  const auto associated = base::bytes_of("row 1");
  const base::Bytes sealed = seal(key, associated, base::bytes_of("breathing: slow"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    base::Bytes changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open_sealed(key, associated, changed)) << "byte " << i;
  }
}

TEST(Seal, DoesNotOpenShortened) {
  const Key key = Key::random();
  const base::Bytes sealed = seal(key, {}, base::bytes_of("x"));
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(open_sealed(key, {}, base::BytesView(sealed).first(size))) << size;
  }
}

TEST(Seal, DoesNotOpenInAnotherPlaceOrWithAnotherKey) {
  const Key key = Key::random();
  const base::Bytes sealed = seal(key, base::bytes_of("row 1"), base::bytes_of("x"));
  EXPECT_FALSE(open_sealed(key, base::bytes_of("row 2"), sealed));
  EXPECT_FALSE(open_sealed(Key::random(), base::bytes_of("row 1"), sealed));
}

TEST(Seal, HidesThatTheSameThingWasSealedTwice) {
  const Key key = Key::random();
  EXPECT_NE(seal(key, {}, base::bytes_of("x")), seal(key, {}, base::bytes_of("x")));
}

TEST(Seal, ShowsNothingOfThePlainText) {
  const base::Bytes sealed = seal(Key::random(), {}, base::bytes_of("a handle nobody may read"));
  const std::string_view text = base::text_of(sealed);
  EXPECT_EQ(text.find("handle"), std::string_view::npos);
}

}  // namespace
}  // namespace alongside::ledger
