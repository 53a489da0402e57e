#include "ledger/head_token.hpp"

#include <gtest/gtest.h>

namespace alongside::ledger {
namespace {

Key counting_key(std::uint8_t from) {
  base::Bytes bytes;
  for (std::uint8_t i = 0; i < 32; ++i) bytes.push_back(static_cast<std::uint8_t>(from + i));
  return std::move(*Key::from(bytes));
}

const Head some_head{37, digest_of(base::bytes_of("row 37"))};

TEST(HeadToken, IsReadBackAndBelievedByTheSiteThatGaveIt) {
  const Key key = counting_key(1);
  const HeadToken given = token_of(key, some_head);
  const auto read = HeadToken::parse(given.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, given);
  EXPECT_TRUE(is_genuine(key, *read));
  EXPECT_FALSE(is_genuine(counting_key(2), *read));
}

TEST(HeadToken, IsNotBelievedWithAnyCharacterChanged) {
  const Key key = counting_key(1);
  const std::string text = token_of(key, some_head).text();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == '1' ? '2' : '1';
    const auto read = HeadToken::parse(changed);
    EXPECT_TRUE(!read || !is_genuine(key, *read)) << "character " << i;
  }
}

TEST(HeadToken, NothingElseIsReadAsOne) {
  const std::string text = token_of(counting_key(1), some_head).text();
  const std::string longest = std::string(20, '9') + text.substr(text.find('.'));
  for (const std::string& other : {std::string(), std::string("37"), std::string("37."), std::string(".."), text + "0",
                                   text + ".", " " + text, "-" + text, "0" + text.substr(2), longest, "9" + longest,
                                   text.substr(0, text.rfind('.')), text.substr(0, text.size() - 1)})
    EXPECT_FALSE(HeadToken::parse(other)) << other;
}

TEST(HeadToken, OfAnEmptyLedgerIsNoText) { EXPECT_EQ(token_of(counting_key(1), {}).text(), ""); }

}  // namespace
}  // namespace alongside::ledger
