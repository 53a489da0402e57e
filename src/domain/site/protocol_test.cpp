// Reading a protocol and guardrails: everything that is missing, misspelt or out of range is an error at its own place.
#include "domain/site/protocol.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <variant>

namespace alongside::domain {
namespace {

/// Fields in memory, in the order in which they were put.
class TableOfFields final : public base::Fields {
 public:
  using Value = std::variant<std::int64_t, std::string, bool, std::vector<std::string>>;

  void put(const std::string& path, Value value) {
    if (!values_.contains(path)) order_.push_back(path);
    values_[path] = std::move(value);
  }
  void remove(const std::string& path) {
    values_.erase(path);
    std::erase(order_, path);
  }

  base::Result<std::int64_t> integer(std::string_view path, std::int64_t low, std::int64_t high) const override {
    const auto value = get<std::int64_t>(path);
    if (value && (*value < low || *value > high))
      return error_at(path, fmt::format("expected {} to {}, found {}", low, high, *value));
    return value;
  }
  base::Result<double> number(std::string_view path, double, double) const override {
    return error_at(path, "no numbers here");
  }
  base::Result<std::string> text(std::string_view path) const override { return get<std::string>(path); }
  base::Result<bool> flag(std::string_view path) const override { return get<bool>(path); }
  base::Result<std::vector<std::string>> texts(std::string_view path) const override {
    return get<std::vector<std::string>>(path);
  }
  bool has(std::string_view path) const override { return values_.contains(std::string(path)); }
  std::vector<std::string> names(std::string_view path) const override {
    std::vector<std::string> out;
    for (const std::string& one : order_) {
      if (!one.starts_with(std::string(path) + ".")) continue;
      const std::string name = one.substr(path.size() + 1, one.find('.', path.size() + 1) - path.size() - 1);
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
  }
  base::Error error_at(std::string_view path, std::string_view what) const override {
    return base::input_error(fmt::format("{}: {}", path, what));
  }

 private:
  template <class T>
  base::Result<T> get(std::string_view path) const {
    const auto found = values_.find(std::string(path));
    if (found == values_.end()) return error_at(path, "expected a value, found none");
    if (const T* value = std::get_if<T>(&found->second)) return *value;
    return error_at(path, "expected another type");
  }

  std::map<std::string, Value> values_;
  std::vector<std::string> order_;
};

// clang-format off
const std::pair<const char*, std::int64_t> numbers[] = {
    {"watch.first_look_seconds", 100},  {"watch.look_every_seconds", 310}, {"watch.concern_look_seconds", 61},
    {"watch.pressed_pill_minutes", 62}, {"watch.sedative_mix_minutes", 90}, {"watch.toilet_knock_seconds", 170},
    {"watch.minutes.inject", 31},       {"watch.minutes.smoke", 45},       {"watch.minutes.snort", 32},
    {"watch.minutes.oral", 63},         {"watch.minutes.other", 64},       {"watch.minutes.unknown", 65},
    {"breaths.every_milliseconds", 5500}, {"breaths.child_every_milliseconds", 2600}, {"breaths.low_rate_under_per_minute", 9},
    {"breaths.look_again_seconds", 66}, {"cpr.compressions_per_minute", 104}, {"cpr.cycle_seconds", 121},
    {"naloxone.decide_after_seconds", 301}, {"naloxone.decide_without_oxygen_seconds", 91},
    {"naloxone.decide_low_spo2_after_breaths_seconds", 92}, {"naloxone.look_after_nasal_seconds", 181},
    {"naloxone.look_after_intramuscular_seconds", 302}, {"naloxone.doses_before_other_causes", 4}, {"naloxone.like_dose_seconds", 59},
    {"sedated.look_seconds", 67},       {"sedated.ems_after_minutes", 21}, {"sedated.heart_low_under_per_minute", 51},
    {"recovery.look_seconds", 303},     {"recovery.minutes", 68},          {"recovery.long_acting_minutes", 122},
    {"recovery.no_use_minutes", 123},   {"overamping.look_seconds", 304},  {"overamping.red_temperature_tenths_c", 401},
    {"overamping.red_heart_over_per_minute", 142}, {"overamping.red_systolic_over_mmhg", 182}, {"overamping.seizure_seconds", 305},
    {"withdrawal.blood_pressure_seconds", 601}, {"screens.same_place_seconds", 124}, {"screens.floor_after_seconds", 16},
    {"screens.responsible_after_seconds", 46}, {"screens.every_after_seconds", 93},
};
// clang-format on

TableOfFields protocol_fields() {
  TableOfFields fields;
  fields.put("name", "Test");
  fields.put("version", std::int64_t{7});
  for (const auto& [path, value] : numbers) fields.put(path, value);
  fields.put("naloxone.decide", "after_minutes");
  fields.put("ems.number", "000");
  fields.put("ems.when", std::vector<std::string>{"breathing_no", "dose"});
  fields.put("products.spray.label", "4 mg IN");
  fields.put("products.spray.route", "in");
  fields.put("products.spray.micrograms", std::int64_t{4000});
  fields.put("products.ampoule.label", "0.4 mg IM");
  fields.put("products.ampoule.route", "im");
  fields.put("products.ampoule.micrograms", std::int64_t{400});
  for (const std::string language : {"en", "fr"}) {
    for (const std::string_view name : Words<Sentence>::names)
      fields.put(fmt::format("sentences.{}.{}", language, name), fmt::format("{} {}", language, name));
  }
  return fields;
}

std::string error_of(const TableOfFields& fields) {
  const auto read = read_protocol(fields);
  return read ? "read" : read.error().message;
}

TEST(ReadProtocol, PutsEachSettingInItsPlace) {
  const auto read = read_protocol(protocol_fields());
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Protocol& p = read->numbers;
  EXPECT_EQ(p.first_look_s, 100);
  EXPECT_EQ(p.look_every_s, 310);
  EXPECT_EQ(p.concern_look_s, 61);
  EXPECT_EQ(p.watch_pressed_pill_min, 62);
  EXPECT_EQ(p.watch_sedative_mix_min, 90);
  EXPECT_EQ(p.knock_s, 170);
  EXPECT_EQ(p.watch_min, (std::array<std::int32_t, 6>{31, 45, 32, 63, 64, 65}));
  EXPECT_EQ(p.breath_every_ms, 5500);
  EXPECT_EQ(p.child_breath_every_ms, 2600);
  EXPECT_EQ(p.rr_low_under, 9);
  EXPECT_EQ(p.respond_look_s, 66);
  EXPECT_EQ(p.compressions_per_min, 104);
  EXPECT_EQ(p.cycle_s, 121);
  EXPECT_EQ(p.decision, Decision::after_minutes);
  EXPECT_EQ(p.decide_after_s, 301);
  EXPECT_EQ(p.no_oxygen_s, 91);
  EXPECT_EQ(p.spo2_low_after_breaths_s, 92);
  EXPECT_EQ(p.look_after_in_s, 181);
  EXPECT_EQ(p.look_after_im_s, 302);
  EXPECT_EQ(p.doses_max, 4);
  EXPECT_EQ(p.like_dose_s, 59);
  EXPECT_EQ(p.sedated_look_s, 67);
  EXPECT_EQ(p.sedated_ems_min, 21);
  EXPECT_EQ(p.heart_low_under, 51);
  EXPECT_EQ(p.recovery_look_s, 303);
  EXPECT_EQ(p.recovery_min, 68);
  EXPECT_EQ(p.recovery_long_min, 122);
  EXPECT_EQ(p.no_use_after_min, 123);
  EXPECT_EQ(p.overamping_look_s, 304);
  EXPECT_EQ(p.temperature_red_tenths_c, 401);
  EXPECT_EQ(p.heart_over, 142);
  EXPECT_EQ(p.systolic_over_mmhg, 182);
  EXPECT_EQ(p.seizure_s, 305);
  EXPECT_EQ(p.withdrawal_bp_s, 601);
  EXPECT_EQ(p.same_place_s, 124);
  EXPECT_EQ(p.escalate_s, (std::array<std::int32_t, 3>{16, 46, 93}));
  EXPECT_EQ(p.ems_when, (Facts{Fact::breathing_no, Fact::dose}));
  ASSERT_EQ(p.product_count, 2);
  EXPECT_EQ(p.products[0], (Product{DoseRoute::in, 4000}));
  EXPECT_EQ(p.products[1], (Product{DoseRoute::im, 400}));
  EXPECT_EQ(read->text.product_labels, (std::vector<std::string>{"4 mg IN", "0.4 mg IM"}));
  EXPECT_EQ(read->text.emergency_number, "000");
  EXPECT_EQ(read->text.name, "Test");
  EXPECT_EQ(read->text.version, 7);
  EXPECT_EQ(read->text.languages, (std::vector<std::string>{"en", "fr"}));
  EXPECT_EQ(read->text.sentences[1][static_cast<std::size_t>(Sentence::ventilate)], "fr ventilate");
}

TEST(ReadProtocol, AMissingSettingIsAnErrorAtItsPlaceNeverADefault) {
  for (const auto& [path, value] : numbers) {
    auto fields = protocol_fields();
    fields.remove(path);
    EXPECT_TRUE(error_of(fields).starts_with(path)) << path;
  }
  for (const std::string path : {"name", "version", "ems.number", "ems.when", "naloxone.decide", "products.spray.route",
                                 "sentences.fr.airway"}) {
    auto fields = protocol_fields();
    fields.remove(path);
    EXPECT_TRUE(error_of(fields).starts_with(path)) << path;
  }
}

TEST(ReadProtocol, ANumberThatCannotBeMeantIsRefused) {
  for (const auto& [path, value] : {
           std::pair{"breaths.every_milliseconds", 500},
           std::pair{"cpr.compressions_per_minute", 90},
           std::pair{"cpr.compressions_per_minute", 121},
           std::pair{"naloxone.look_after_nasal_seconds", 119},
           std::pair{"naloxone.look_after_nasal_seconds", 601},
           std::pair{"recovery.minutes", 10},
       }) {
    auto fields = protocol_fields();
    fields.put(path, std::int64_t{value});
    EXPECT_TRUE(error_of(fields).starts_with(path)) << path;
  }
}

TEST(ReadProtocol, StagesOfEscalationComeOneAfterTheOther) {
  auto fields = protocol_fields();
  fields.put("screens.responsible_after_seconds", std::int64_t{16});
  EXPECT_TRUE(error_of(fields).starts_with("screens.responsible_after_seconds"));
}

TEST(ReadProtocol, AnUnknownFactOrWordIsNamed) {
  auto fields = protocol_fields();
  fields.put("ems.when", std::vector<std::string>{"breathing_no", "no_breathing"});
  EXPECT_NE(error_of(fields).find("no_breathing"), std::string::npos);
  fields = protocol_fields();
  fields.put("naloxone.decide", "later");
  EXPECT_NE(error_of(fields).find("later"), std::string::npos);
  fields = protocol_fields();
  fields.put("products.spray.route", "nose");
  EXPECT_NE(error_of(fields).find("nose"), std::string::npos);
}

TEST(ReadProtocol, ASentenceShowsTheSettingThatItNames) {
  auto fields = protocol_fields();
  fields.put("sentences.en.call_ems", "Dial {ems.number}, look in {breaths.look_again_seconds} s.");
  const auto read = read_protocol(fields);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->text.sentences[0][static_cast<std::size_t>(Sentence::call_ems)], "Dial 000, look in 66 s.");
}

TEST(ReadProtocol, ASentenceThatNamesNoSettingIsRefused) {
  for (const std::string sentence : {"Look in {breaths.look_agin_seconds} s.", "Dial {ems.number", "Dial {}"}) {
    auto fields = protocol_fields();
    fields.put("sentences.en.call_ems", sentence);
    EXPECT_TRUE(error_of(fields).starts_with("sentences.en.call_ems")) << sentence;
  }
}

TEST(ReadProtocol, NeedsAProductAndEnglish) {
  auto fields = protocol_fields();
  for (const std::string field : {"label", "route", "micrograms"}) {
    fields.remove("products.spray." + field);
    fields.remove("products.ampoule." + field);
  }
  EXPECT_TRUE(error_of(fields).starts_with("products"));
  fields = protocol_fields();
  for (const std::string_view name : Words<Sentence>::names) fields.remove(fmt::format("sentences.en.{}", name));
  EXPECT_TRUE(error_of(fields).starts_with("sentences"));
}

TEST(Watch, TheLongestThatRouteAndSubstancesAskFor) {
  const auto read = read_protocol(protocol_fields());
  ASSERT_TRUE(read.ok());
  const Protocol& p = read->numbers;
  const auto of = [](Substance substance) { return Substances{}.with(substance); };
  EXPECT_EQ(p.watch_minutes(of(Substance::heroin), Route::inject), 31);
  EXPECT_EQ(p.watch_minutes(of(Substance::crack), Route::smoke), 45);
  EXPECT_EQ(p.watch_minutes(of(Substance::pressed_pill), Route::snort), 62);
  EXPECT_EQ(p.watch_minutes(of(Substance::pressed_pill), Route::oral), 63);
  for (const Substance sedative : {Substance::benzodiazepine, Substance::xylazine, Substance::medetomidine,
                                   Substance::methadone, Substance::alcohol}) {
    EXPECT_EQ(p.watch_minutes(of(Substance::heroin).with(sedative), Route::inject), 90);
  }
}

TableOfFields guardrail_fields() {
  TableOfFields fields;
  fields.put("name", "Test");
  fields.put("law.says", "Allowed.");
  fields.put("law.checked", "not checked");
  fields.put("consumption.allowed", true);
  fields.put("consumption.routes", std::vector<std::string>{"inject", "oral"});
  fields.put("age.minimum", std::int64_t{18});
  fields.put("age.rule", "Rule 1.");
  fields.put("seats.clean_between_people", true);
  fields.put("seats.booth", std::int64_t{10});
  fields.put("seats.smoking", std::int64_t{4});
  fields.put("seats.aftercare", std::int64_t{6});
  fields.put("seats.toilet", std::int64_t{1});
  return fields;
}

TEST(ReadGuardrails, PutsEachRuleInItsPlace) {
  const auto read = read_guardrails(guardrail_fields());
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_TRUE(read->rules.consumption_allowed);
  EXPECT_EQ(read->rules.routes, Routes{}.with(Route::inject).with(Route::oral));
  EXPECT_EQ(read->rules.minimum_age, 18);
  EXPECT_TRUE(read->rules.clean_between_people);
  EXPECT_EQ(read->rules.seats, (std::array<std::uint16_t, 4>{10, 4, 6, 1}));
  EXPECT_EQ(read->minimum_age_rule, "Rule 1.");
  EXPECT_EQ(read->law, "Allowed.");
  EXPECT_EQ(read->law_checked, "not checked");
}

TEST(ReadGuardrails, AMissingRuleOrAnUnknownRouteIsAnErrorAtItsPlace) {
  for (const std::string path : {"name", "law.says", "law.checked", "consumption.allowed", "consumption.routes",
                                 "age.minimum", "age.rule", "seats.clean_between_people", "seats.smoking"}) {
    auto fields = guardrail_fields();
    fields.remove(path);
    const auto read = read_guardrails(fields);
    EXPECT_TRUE(!read && read.error().message.starts_with(path)) << path;
  }
  auto fields = guardrail_fields();
  fields.put("consumption.routes", std::vector<std::string>{"swallow"});
  const auto read = read_guardrails(fields);
  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().message.find("swallow"), std::string::npos);
}

}  // namespace
}  // namespace alongside::domain
