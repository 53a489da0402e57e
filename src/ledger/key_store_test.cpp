#include "ledger/key_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "ledger/durable_file.hpp"
#include "ledger/sqlite/ledger_sample_test.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"

namespace alongside::ledger {
namespace {

struct KeyStoreSample {
  TemporaryFolder folder;
  SiteKeys keys = SiteKeys::derive(create_key());
  base::Uuid site = sample_uuid(77);
  std::filesystem::path path = folder / "keys.db";

  std::unique_ptr<SqliteKeyStore> create() const { return expect(SqliteKeyStore::create(path, keys, site)); }
  std::unique_ptr<SqliteKeyStore> open() const { return expect(SqliteKeyStore::open(path, keys, site)); }

 private:
  static std::unique_ptr<SqliteKeyStore> expect(base::Result<std::unique_ptr<SqliteKeyStore>> store) {
    if (!store.ok()) {
      ADD_FAILURE() << store.error().message;
      return nullptr;
    }
    return std::move(*store);
  }
};

NewKey link_key(base::Instant made_at = {1000}) { return {KeyOf::visit_link, KeyId::random(), made_at, Key::random()}; }

base::Result<> put_one(KeyStore& store, const NewKey& key) { return store.put(std::span(&key, 1)); }

void expect_held(KeyStore& store, const NewKey& key) {
  const auto got = store.get(key.of, key.id);
  ASSERT_TRUE(got.ok()) << got.error().message;
  ASSERT_TRUE(got->has_value());
  EXPECT_TRUE(**got == key.key);
}

void expect_gone(KeyStore& store, const NewKey& key) {
  const auto got = store.get(key.of, key.id);
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_FALSE(got->has_value());
}

/// Everything that lies on the disk for the store.
std::string bytes_on_disk(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto bytes = read_file(entry.path(), 1 << 26);
    if (bytes.ok()) all += base::text_of(*bytes);
  }
  return all;
}

TEST(KeyStore, GivesBackTheKeysItWasGivenAlsoAfterItIsReopened) {
  const KeyStoreSample sample;
  std::vector<NewKey> keys;
  for (int i = 0; i < 5; ++i) keys.push_back(link_key());
  keys.push_back({KeyOf::participant, KeyId::random(), {5}, Key::random()});
  {
    const auto store = sample.create();
    ASSERT_TRUE(store->put(keys).ok());
    for (const NewKey& key : keys) expect_held(*store, key);
  }
  const auto store = sample.open();
  for (const NewKey& key : keys) expect_held(*store, key);
  EXPECT_EQ(*store->count(KeyOf::visit_link), 5U);
  EXPECT_EQ(*store->count(KeyOf::participant), 1U);
}

TEST(KeyStore, DoesNotMixVisitsAndParticipants) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  const NewKey key = link_key();
  ASSERT_TRUE(put_one(*store, key).ok());
  const auto other = store->get(KeyOf::participant, key.id);
  ASSERT_TRUE(other.ok());
  EXPECT_FALSE(other->has_value());
}

TEST(KeyStore, NeverReplacesAKeyAndKeepsAllOrNone) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  const NewKey key = link_key();
  ASSERT_TRUE(put_one(*store, key).ok());
  std::vector<NewKey> batch;
  batch.push_back(link_key());
  batch.push_back({key.of, key.id, {1}, Key::random()});
  const auto put = store->put(batch);
  ASSERT_FALSE(put.ok());
  EXPECT_NE(put.error().message.find("never replaced"), std::string::npos) << put.error().message;
  expect_held(*store, key);
  expect_gone(*store, batch[0]);
}

TEST(KeyStore, ShowsNoKeyOnTheDisk) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  const NewKey key = link_key();
  ASSERT_TRUE(put_one(*store, key).ok());
  EXPECT_EQ(bytes_on_disk(sample.folder.path()).find(base::text_of(key.key.bytes())), std::string::npos);
}

TEST(KeyStore, DestroysAKeyForGood) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  const NewKey doomed = link_key();
  const NewKey kept = link_key();
  ASSERT_TRUE(put_one(*store, doomed).ok());
  ASSERT_TRUE(put_one(*store, kept).ok());
  ASSERT_NE(bytes_on_disk(sample.folder.path()).find(base::text_of(doomed.id.bytes)), std::string::npos);

  const auto destroyed = store->destroy(doomed.of, doomed.id);
  ASSERT_TRUE(destroyed.ok()) << destroyed.error().message;
  EXPECT_TRUE(*destroyed);
  expect_gone(*store, doomed);
  expect_held(*store, kept);
  EXPECT_EQ(bytes_on_disk(sample.folder.path()).find(base::text_of(doomed.id.bytes)), std::string::npos)
      << "the row is overwritten in the file and gone from the log, while the store is still open";
  EXPECT_NE(bytes_on_disk(sample.folder.path()).find(base::text_of(kept.id.bytes)), std::string::npos);
  EXPECT_FALSE(*store->destroy(doomed.of, doomed.id));
}

NewKey participant_key(std::string_view sealed_code) {
  NewKey key{KeyOf::participant, KeyId::random(), {0}, Key::random()};
  key.sealed_code.assign(sealed_code.begin(), sealed_code.end());
  return key;
}

std::vector<std::string> codes_of(KeyStore& store, const std::vector<const NewKey*>& expected) {
  std::vector<std::string> codes;
  const auto read = store.each_code([&](const KeyId& id, const Key& key, base::BytesView sealed) -> base::Result<> {
    const auto found = std::ranges::find_if(expected, [&](const NewKey* one) { return one->id == id; });
    EXPECT_TRUE(found != expected.end() && (*found)->key == key) << "each with its own key";
    codes.emplace_back(base::text_of(sealed));
    return base::Done{};
  });
  EXPECT_TRUE(read.ok());
  std::ranges::sort(codes);
  return codes;
}

TEST(KeyStore, GivesEachCodeWithItsKeyAlsoAfterItIsReopened) {
  const KeyStoreSample sample;
  const NewKey osprey = participant_key("sealed osprey");
  const NewKey lark = participant_key("sealed lark");
  const NewKey without = participant_key("");
  {
    const auto store = sample.create();
    for (const NewKey* key : {&osprey, &lark, &without}) ASSERT_TRUE(put_one(*store, *key).ok());
    ASSERT_TRUE(put_one(*store, link_key()).ok());
  }
  const auto store = sample.open();
  EXPECT_EQ(codes_of(*store, {&osprey, &lark}), (std::vector<std::string>{"sealed lark", "sealed osprey"}));
}

TEST(KeyStore, DestroysACodeWithItsKey) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  const NewKey osprey = participant_key("sealed osprey");
  const NewKey lark = participant_key("sealed lark");
  ASSERT_TRUE(put_one(*store, osprey).ok());
  ASSERT_TRUE(put_one(*store, lark).ok());
  ASSERT_NE(bytes_on_disk(sample.folder.path()).find("sealed osprey"), std::string::npos);
  ASSERT_TRUE(*store->destroy(osprey.of, osprey.id));
  EXPECT_EQ(codes_of(*store, {&lark}), std::vector<std::string>{"sealed lark"});
  EXPECT_EQ(bytes_on_disk(sample.folder.path()).find("sealed osprey"), std::string::npos);
  EXPECT_EQ(bytes_on_disk(sample.folder.path()).find(base::text_of(osprey.id.bytes)), std::string::npos);
  EXPECT_NE(bytes_on_disk(sample.folder.path()).find("sealed lark"), std::string::npos);
}

TEST(KeyStore, KeepsNoCodeOfAKeyThatItRefuses) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  const NewKey osprey = participant_key("sealed osprey");
  ASSERT_TRUE(put_one(*store, osprey).ok());
  NewKey same = participant_key("sealed lark");
  same.id = osprey.id;
  EXPECT_FALSE(put_one(*store, same).ok());
  EXPECT_EQ(codes_of(*store, {&osprey}), std::vector<std::string>{"sealed osprey"});
}

/// By where they lie in the file, from its front: the first of each key's id, or the last, which is beside its code.
enum class Of { keys, codes };
std::vector<KeyId> order_on_disk(const std::filesystem::path& folder, const std::vector<NewKey>& keys, Of of) {
  const std::string bytes = bytes_on_disk(folder);
  std::vector<std::pair<std::size_t, KeyId>> found;
  for (const NewKey& key : keys) {
    const auto id = base::text_of(key.id.bytes);
    found.emplace_back(of == Of::keys ? bytes.find(id) : bytes.rfind(id), key.id);
    EXPECT_NE(found.back().first, std::string::npos);
  }
  std::ranges::sort(found);
  std::vector<KeyId> order;
  for (const auto& [place, id] : found) order.push_back(id);
  return order;
}

bool is_by_id(const std::vector<KeyId>& order) {
  return std::ranges::is_sorted(order) || std::ranges::is_sorted(order, std::greater<>());
}

TEST(KeyStore, DoesNotTellInWhichOrderParticipantsCame) {
  const KeyStoreSample sample;
  std::vector<NewKey> keys;
  for (int i = 0; i < 15; ++i) keys.push_back(participant_key("a sealed code"));  // so few that a page holds them all
  const auto put = [&](KeyStore& store) {
    for (const NewKey& key : keys) ASSERT_TRUE(put_one(store, key).ok());
  };
  put(*sample.create());
  ASSERT_FALSE(is_by_id(order_on_disk(sample.folder.path(), keys, Of::codes))) << "as SQLite leaves it";
  const auto reopened = sample.open();
  EXPECT_TRUE(is_by_id(order_on_disk(sample.folder.path(), keys, Of::keys)));
  EXPECT_TRUE(is_by_id(order_on_disk(sample.folder.path(), keys, Of::codes)));

  const KeyStoreSample running;
  const auto store = running.create();
  put(*store);
  ASSERT_TRUE(store->expire_before(KeyOf::visit_link, {1}).ok());
  EXPECT_TRUE(is_by_id(order_on_disk(running.folder.path(), keys, Of::keys)));
  EXPECT_TRUE(is_by_id(order_on_disk(running.folder.path(), keys, Of::codes)));
  for (const NewKey& key : keys) expect_held(*store, key);
}

TEST(KeyStore, ExpiresWhatIsOlderAndNothingElse) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  std::vector<NewKey> keys;
  for (const std::int64_t made_at : {10, 99, 100, 101}) keys.push_back(link_key({made_at}));
  keys.push_back({KeyOf::participant, KeyId::random(), {10}, Key::random()});
  ASSERT_TRUE(store->put(keys).ok());
  const auto expired = store->expire_before(KeyOf::visit_link, {100});
  ASSERT_TRUE(expired.ok()) << expired.error().message;
  EXPECT_EQ(*expired, 2U);
  expect_gone(*store, keys[0]);
  expect_gone(*store, keys[1]);
  expect_held(*store, keys[2]);
  expect_held(*store, keys[3]);
  expect_held(*store, keys[4]);
  EXPECT_EQ(bytes_on_disk(sample.folder.path()).find(base::text_of(keys[0].id.bytes)), std::string::npos);
  EXPECT_EQ(*store->expire_before(KeyOf::visit_link, {100}), 0U);
}

TEST(KeyStore, FindsAKeyThatWasChangedOrMoved) {
  const KeyStoreSample sample;
  const NewKey first = link_key();
  const NewKey second = link_key();
  {
    const auto store = sample.create();
    ASSERT_TRUE(put_one(*store, first).ok());
    ASSERT_TRUE(put_one(*store, second).ok());
  }
  // The wrapped key of the second under the id of the first.
  edit_behind_its_back(sample.path, "UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE id = x'" +
                                        base::hex(second.id.bytes) + "') WHERE id = x'" + base::hex(first.id.bytes) +
                                        "'");
  const auto store = sample.open();
  const auto got = store->get(first.of, first.id);
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().failure, base::Failure::check);
  EXPECT_FALSE(store->expire_before(KeyOf::visit_link, {1}).ok());
  expect_held(*store, second);
}

TEST(KeyStore, DoesNotOpenWithAnotherKeyOrForAnotherSiteOrTwice) {
  const KeyStoreSample sample;
  const auto store = sample.create();
  EXPECT_FALSE(SqliteKeyStore::open(sample.path, sample.keys, sample.site).ok()) << "one writer";
  EXPECT_FALSE(SqliteKeyStore::create(sample.path, sample.keys, sample.site).ok());
  const KeyStoreSample closed;
  closed.create();
  EXPECT_FALSE(SqliteKeyStore::open(closed.path, SiteKeys::derive(create_key()), closed.site).ok());
  EXPECT_FALSE(SqliteKeyStore::open(closed.path, closed.keys, sample_uuid(78)).ok());
  EXPECT_TRUE(SqliteKeyStore::open(closed.path, closed.keys, closed.site).ok());
}

TEST(KeyStore, IsNotALedger) {
  const KeyStoreSample sample;
  sample.create();
  const auto opened = SqliteStore::open(sample.path, sample.keys, sample.site);
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().message.find("expected a ledger"), std::string::npos) << opened.error().message;
}

}  // namespace
}  // namespace alongside::ledger
