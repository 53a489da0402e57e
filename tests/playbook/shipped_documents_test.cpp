// The shipped protocols and guardrails read, hold every sentence in both languages, and no sentence says "give".
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

#include "../support/protocols.hpp"
#include "domain/site/protocol.hpp"

namespace alongside {
namespace {

using domain::Sentence;

domain::ProtocolDocument protocol(const std::string& name) {
  const auto file = tests::shipped("protocols", name);
  auto read = domain::read_protocol(file);
  if (!read) throw std::runtime_error(read.error().message);
  const auto all = file.all_read();
  if (!all) throw std::runtime_error(all.error().message);
  return std::move(read.value());
}

domain::GuardrailsDocument guardrails(const std::string& name) {
  const auto file = tests::shipped("guardrails", name);
  auto read = domain::read_guardrails(file);
  if (!read) throw std::runtime_error(read.error().message);
  const auto all = file.all_read();
  if (!all) throw std::runtime_error(all.error().message);
  return std::move(read.value());
}

const std::string shipped[] = {"bc-aha", "sydney"};

TEST(ShippedProtocol, ReadsWhollyWithEnglishAndSpanish) {
  for (const std::string& path : shipped) {
    const auto document = protocol(path);
    EXPECT_EQ(document.text.languages, (std::vector<std::string>{"en", "es"})) << path;
    EXPECT_EQ(document.text.product_labels, (std::vector<std::string>{"0.4 mg IM", "0.8 mg IM", "2 mg IN", "4 mg IN"}))
        << path;
    EXPECT_EQ(document.numbers.products[3].micrograms, 4000) << path;
  }
}

TEST(ShippedProtocol, NeverSaysGiveAndFitsItsPlace) {
  for (const std::string& path : shipped) {
    for (const auto& language : protocol(path).text.sentences) {
      for (std::string sentence : language) {
        EXPECT_LE(sentence.size(), 150U) << path << ": " << sentence;  // bytes: accents count twice
        EXPECT_EQ(sentence.find_first_of("{}"), std::string::npos) << sentence;
        std::transform(sentence.begin(), sentence.end(), sentence.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        for (const char* never : {"give", "given", "administ", " dele", " dé ", "refus", "lost"}) {
          EXPECT_EQ(sentence.find(never), std::string::npos) << path << ": " << sentence;
        }
      }
    }
  }
}

TEST(ShippedProtocol, SaysWhoseNumberToDialAndThatThisDoesNotCall) {
  const auto document = protocol("bc-aha");
  for (const Sentence sentence :
       {Sentence::call_ems, Sentence::call_ems_no_pulse, Sentence::call_ems_sedated, Sentence::call_ems_overamping,
        Sentence::call_ems_withdrawal, Sentence::offer_transport}) {
    for (std::size_t language = 0; language < 2; ++language) {
      const std::string& said = document.text.sentences[language][static_cast<std::size_t>(sentence)];
      EXPECT_NE(said.find("911"), std::string::npos) << said;
      EXPECT_NE(said.find(language == 0 ? "THIS DOES NOT CALL" : "ESTO NO LLAMA"), std::string::npos) << said;
    }
  }
}

TEST(ShippedProtocol, TheTwoProfilesDecideAtTheirOwnTimes) {
  const auto bc = protocol(shipped[0]).numbers;
  const auto sydney = protocol(shipped[1]).numbers;
  EXPECT_EQ(bc.decision, domain::Decision::with_first_breaths);
  EXPECT_EQ(sydney.decision, domain::Decision::after_minutes);
  EXPECT_EQ(sydney.decide_after_s, 300);
  for (const auto& numbers : {bc, sydney}) {
    EXPECT_EQ(numbers.breath_every_ms, 5000);
    EXPECT_EQ(numbers.look_after_in_s, 180);
    EXPECT_EQ(numbers.look_after_im_s, 300);
    EXPECT_EQ(numbers.escalate_s, (std::array<std::int32_t, 3>{15, 45, 90}));
    EXPECT_EQ(numbers.ems_when, (domain::Facts{domain::Fact::breathing_no, domain::Fact::does_not_wake}));
  }
}

TEST(ShippedGuardrails, TheDemonstrationHasItsFloor) {
  const auto document = guardrails("demonstration");
  EXPECT_TRUE(document.rules.consumption_allowed);
  EXPECT_EQ(document.rules.seats, (std::array<std::uint16_t, 4>{10, 4, 6, 1}));
  EXPECT_EQ(document.rules.minimum_age, 18);
  EXPECT_EQ(document.rules.routes.count(), 4);
}

TEST(ShippedGuardrails, RhodeIslandNamesItsRule) {
  const auto document = guardrails("rhode-island");
  EXPECT_NE(document.law.find("216-RICR-40-10-25.5"), std::string::npos);
  EXPECT_EQ(document.law_checked, "not checked");
}

TEST(ShippedGuardrails, TheConnecticutDropInHasNoConsumptionAndNoSeat) {
  const auto document = guardrails("connecticut-drop-in");
  EXPECT_FALSE(document.rules.consumption_allowed);
  EXPECT_TRUE(document.rules.routes.empty());
  EXPECT_EQ(document.rules.seats, (std::array<std::uint16_t, 4>{0, 0, 0, 0}));
}

}  // namespace
}  // namespace alongside
