#include "ledger/key.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

namespace alongside::ledger {
namespace {

bool is_wiped(base::BytesView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

TEST(Key, IsNeverCopiedBySilence) {
  EXPECT_FALSE(std::is_copy_constructible_v<Key>);
  EXPECT_FALSE(std::is_copy_assignable_v<Key>);
}

TEST(Key, IsFreshEachTime) { EXPECT_FALSE(Key::random() == Key::random()); }

TEST(Key, TakesThirtyTwoBytesAndNothingElse) {
  EXPECT_FALSE(Key::from(base::Bytes(31)));
  EXPECT_FALSE(Key::from(base::Bytes(33)));
  EXPECT_TRUE(Key::from(base::Bytes(32)));
}

TEST(Key, IsWipedWhereItWasMovedFrom) {
  Key first = Key::random();
  const Key kept = first.duplicate();
  const base::BytesView old_place = first.bytes();
  const Key second = std::move(first);
  EXPECT_TRUE(second == kept);
  EXPECT_TRUE(is_wiped(old_place));
}

TEST(Key, IsWipedWhenItGoes) {
  // The storage outlives the key, so that looking at it afterwards is allowed.
  alignas(Key) std::array<std::uint8_t, sizeof(Key)> storage{};
  Key* key = new (storage.data()) Key(Key::random());
  EXPECT_FALSE(is_wiped(storage));
  key->~Key();
  EXPECT_TRUE(is_wiped(storage));
}

}  // namespace
}  // namespace alongside::ledger
