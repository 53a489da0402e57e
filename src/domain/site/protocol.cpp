#include "domain/site/protocol.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/plain_text.hpp"
#include "domain/seat/words.hpp"

namespace alongside::domain {

namespace {

using base::Error;
using base::Fields;
using base::Result;

/// A whole number of a document, and where it goes in `Rules`.
template <class Rules>
struct Setting {
  std::string_view path;
  std::int32_t Rules::* into;
  std::int64_t low;
  std::int64_t high;
};

constexpr Setting<Protocol> settings[] = {
    {"watch.first_look_seconds", &Protocol::first_look_s, 10, 900},
    {"watch.look_every_seconds", &Protocol::look_every_s, 30, 1800},
    {"watch.concern_look_seconds", &Protocol::concern_look_s, 10, 600},
    {"watch.pressed_pill_minutes", &Protocol::watch_pressed_pill_min, 5, 480},
    {"watch.sedative_mix_minutes", &Protocol::watch_sedative_mix_min, 5, 480},
    {"watch.toilet_knock_seconds", &Protocol::knock_s, 30, 1800},
    {"breaths.every_milliseconds", &Protocol::breath_every_ms, 2000, 10000},
    {"breaths.child_every_milliseconds", &Protocol::child_breath_every_ms, 1500, 6000},
    {"breaths.low_rate_under_per_minute", &Protocol::rr_low_under, 6, 14},
    {"breaths.look_again_seconds", &Protocol::respond_look_s, 20, 300},
    {"cpr.compressions_per_minute", &Protocol::compressions_per_min, 100, 120},
    {"cpr.cycle_seconds", &Protocol::cycle_s, 60, 300},
    {"naloxone.decide_after_seconds", &Protocol::decide_after_s, 0, 900},
    {"naloxone.decide_without_oxygen_seconds", &Protocol::no_oxygen_s, 30, 600},
    {"naloxone.decide_low_spo2_after_breaths_seconds", &Protocol::spo2_low_after_breaths_s, 30, 300},
    {"naloxone.look_after_nasal_seconds", &Protocol::look_after_in_s, 120, 600},
    {"naloxone.look_after_intramuscular_seconds", &Protocol::look_after_im_s, 120, 600},
    {"naloxone.doses_before_other_causes", &Protocol::doses_max, 1, 20},
    {"naloxone.like_dose_seconds", &Protocol::like_dose_s, 5, 300},
    {"sedated.look_seconds", &Protocol::sedated_look_s, 20, 600},
    {"sedated.ems_after_minutes", &Protocol::sedated_ems_min, 1, 480},
    {"sedated.heart_low_under_per_minute", &Protocol::heart_low_under, 30, 60},
    {"recovery.look_seconds", &Protocol::recovery_look_s, 60, 900},
    {"recovery.minutes", &Protocol::recovery_min, 30, 480},
    {"recovery.long_acting_minutes", &Protocol::recovery_long_min, 60, 1440},
    {"recovery.no_use_minutes", &Protocol::no_use_after_min, 0, 1440},
    {"overamping.look_seconds", &Protocol::overamping_look_s, 60, 900},
    {"overamping.red_temperature_tenths_c", &Protocol::temperature_red_tenths_c, 380, 420},
    {"overamping.red_heart_over_per_minute", &Protocol::heart_over, 100, 200},
    {"overamping.red_systolic_over_mmhg", &Protocol::systolic_over_mmhg, 140, 260},
    {"overamping.seizure_seconds", &Protocol::seizure_s, 60, 600},
    {"withdrawal.blood_pressure_seconds", &Protocol::withdrawal_bp_s, 60, 3600},
    {"screens.same_place_seconds", &Protocol::same_place_s, 10, 600},
};

constexpr Setting<ReleaseRules> release_settings[] = {
    {"release.values_at_most_seconds", &ReleaseRules::vitals_age_s, 60, 3600},
    {"release.room_air_seconds", &ReleaseRules::room_air_s, 60, 3600},
    {"release.spo2_at_least", &ReleaseRules::spo2_at_least, 85, 100},
    {"release.breaths_low", &ReleaseRules::breaths_low, 6, 20},
    {"release.breaths_high", &ReleaseRules::breaths_high, 12, 40},
    {"release.heart_low", &ReleaseRules::heart_low, 30, 80},
    {"release.heart_high", &ReleaseRules::heart_high, 80, 160},
    {"release.temperature_low_tenths_c", &ReleaseRules::temperature_low_tenths_c, 320, 370},
    {"release.temperature_high_tenths_c", &ReleaseRules::temperature_high_tenths_c, 370, 400},
};

constexpr std::string_view escalation_paths[] = {"screens.floor_after_seconds", "screens.responsible_after_seconds",
                                                 "screens.every_after_seconds"};

template <class E>
Result<E> word(const Fields& file, std::string_view path) {
  const auto text = file.text(path);
  if (!text) return text.error();
  if (const auto value = named<E>(*text)) return *value;
  return file.error_at(path, fmt::format("expected one of {}, found \"{}\"", fmt::join(Words<E>::names, ", "), *text));
}

template <class Rules, std::size_t count>
Result<> read_settings(const Fields& file, const Setting<Rules> (&list)[count], Rules& rules) {
  for (const Setting<Rules>& setting : list) {
    const auto value = file.integer(setting.path, setting.low, setting.high);
    if (!value) return value.error();
    rules.*setting.into = static_cast<std::int32_t>(*value);
  }
  return base::Done{};
}

Result<> read_numbers(const Fields& file, Protocol& protocol) {
  if (const auto read = read_settings(file, settings, protocol); !read) return read.error();
  for (std::size_t route = 0; route < Words<Route>::names.size(); ++route) {
    const auto value = file.integer(fmt::format("watch.minutes.{}", Words<Route>::names[route]), 5, 480);
    if (!value) return value.error();
    protocol.watch_min[route] = static_cast<std::int32_t>(*value);
  }
  for (std::size_t stage = 0; stage < 3; ++stage) {
    const auto value = file.integer(escalation_paths[stage], 5, 600);
    if (!value) return value.error();
    protocol.escalate_s[stage] = static_cast<std::int32_t>(*value);
    if (stage > 0 && protocol.escalate_s[stage] <= protocol.escalate_s[stage - 1]) {
      return file.error_at(escalation_paths[stage], "expected later than the stage before it");
    }
  }
  const auto decision = word<Decision>(file, "naloxone.decide");
  if (!decision) return decision.error();
  protocol.decision = *decision;

  const auto ems = file.texts("ems.when");
  if (!ems) return ems.error();
  for (const std::string& name : *ems) {
    const auto fact = named<Fact>(name);
    if (!fact)
      return file.error_at(
          "ems.when",
          fmt::format("\"{}\" is not known; expected facts such as breathing_no, does_not_wake, dose", name));
    protocol.ems_when.set(*fact);
  }
  return base::Done{};
}

Result<> read_products(const Fields& file, ProtocolDocument& document) {
  const auto names = file.names("products");
  if (names.empty()) return file.error_at("products", "expected at least one [products.NAME]");
  if (names.size() > Protocol::products_max) {
    return file.error_at("products",
                         fmt::format("expected at most {}, found {}", Protocol::products_max, names.size()));
  }
  for (const std::string& name : names) {
    const std::string path = "products." + name;
    const auto label = file.text(path + ".label");
    if (!label) return label.error();
    const auto route = word<DoseRoute>(file, path + ".route");
    if (!route) return route.error();
    const auto micrograms = file.integer(path + ".micrograms", 50, 10000);
    if (!micrograms) return micrograms.error();
    document.numbers.products[document.numbers.product_count++] = {*route, static_cast<std::int32_t>(*micrograms)};
    document.text.product_labels.push_back(*label);
  }
  return base::Done{};
}

/// Protocols of before this table have none: nothing is then filled by itself.
Result<> read_release(const Fields& file, ProtocolDocument& document) {
  if (!file.has("release")) return base::Done{};
  ReleaseRules rules;
  if (const auto read = read_settings(file, release_settings, rules); !read) return read.error();
  const auto reasons = file.texts("release.early_reasons");
  if (!reasons) return reasons.error();
  for (const std::string& name : *reasons) {
    const auto reason = named<Early>(name);
    if (!reason) {
      return file.error_at("release.early_reasons", fmt::format("expected some of {}, found \"{}\"",
                                                                fmt::join(Words<Early>::names, ", "), name));
    }
    rules.early_reasons.push_back(*reason);
  }
  document.text.release = std::move(rules);
  return base::Done{};
}

/// The value of this setting, if the list has it.
template <class Rules, std::size_t count>
std::optional<Result<std::string>> value_among(const Setting<Rules> (&list)[count], const Fields& file,
                                               std::string_view path) {
  for (const Setting<Rules>& setting : list) {
    if (setting.path != path) continue;
    const auto value = file.integer(path, setting.low, setting.high);
    return value ? Result<std::string>(std::to_string(*value)) : Result<std::string>(value.error());
  }
  return std::nullopt;
}

/// The value of the setting that a sentence names in braces.
Result<std::string> value_of(const Fields& file, std::string_view path) {
  if (path == "ems.number") return file.text(path);
  if (const auto value = value_among(settings, file, path)) return *value;
  if (const auto value = value_among(release_settings, file, path)) return *value;
  return base::input_error(fmt::format("\"{{{}}}\" names no setting; expected one such as {{ems.number}}", path));
}

Result<std::string> read_sentence(const Fields& file, const std::string& path) {
  const auto written = file.text(path);
  if (!written) return written.error();
  std::string sentence;
  std::string_view left = *written;
  while (true) {
    const std::size_t open = left.find('{');
    sentence += left.substr(0, open);
    if (open == std::string_view::npos) return sentence;
    const std::size_t close = left.find('}', open);
    if (close == std::string_view::npos) return file.error_at(path, "expected a \"}\" for each \"{\"");
    const auto value = value_of(file, left.substr(open + 1, close - open - 1));
    if (!value) return file.error_at(path, value.error().message);
    sentence += *value;
    left.remove_prefix(close + 1);
  }
}

Result<> read_sentences(const Fields& file, ProtocolText& text) {
  text.languages = file.names("sentences");
  if (std::find(text.languages.begin(), text.languages.end(), "en") == text.languages.end()) {
    return file.error_at("sentences", "expected at least [sentences.en]");
  }
  for (const std::string& language : text.languages) {
    auto& list = text.sentences.emplace_back();
    for (const std::string_view name : Words<Sentence>::names) {
      const auto sentence = read_sentence(file, fmt::format("sentences.{}.{}", language, name));
      if (!sentence) return sentence.error();
      list.push_back(*sentence);
    }
  }
  return base::Done{};
}

}  // namespace

std::int32_t Protocol::watch_minutes(Substances substances, Route route) const {
  std::int32_t minutes = watch_min[static_cast<std::size_t>(route)];
  if (substances.has(Substance::pressed_pill)) minutes = std::max(minutes, watch_pressed_pill_min);
  constexpr Substances sedatives = Substances{}
                                       .with(Substance::benzodiazepine)
                                       .with(Substance::xylazine)
                                       .with(Substance::medetomidine)
                                       .with(Substance::methadone)
                                       .with(Substance::alcohol);
  if ((substances.bits & sedatives.bits) != 0) minutes = std::max(minutes, watch_sedative_mix_min);
  return minutes;
}

Result<ProtocolDocument> read_protocol(const Fields& file) {
  ProtocolDocument document;
  const auto name = file.text("name");
  if (!name) return name.error();
  document.text.name = *name;
  const auto version = file.integer("version", 1, 9999);
  if (!version) return version.error();
  document.text.version = static_cast<std::int32_t>(*version);
  const auto number = file.text("ems.number");
  if (!number) return number.error();
  if (const auto found = base::not_plain(*number))
    return file.error_at("ems.number", "expected a number to dial, as 911; found " + *found);
  document.text.emergency_number = *number;

  if (const auto read = read_numbers(file, document.numbers); !read) return read.error();
  if (const auto read = read_products(file, document); !read) return read.error();
  if (const auto read = read_release(file, document); !read) return read.error();
  if (const auto read = read_sentences(file, document.text); !read) return read.error();
  return document;
}

Result<GuardrailsDocument> read_guardrails(const Fields& file) {
  GuardrailsDocument document;
  for (const auto& [path, into] : {std::pair{"name", &document.name}, std::pair{"law.says", &document.law},
                                   std::pair{"law.checked", &document.law_checked}}) {
    const auto text = file.text(path);
    if (!text) return text.error();
    *into = *text;
  }
  const auto allowed = file.flag("consumption.allowed");
  if (!allowed) return allowed.error();
  document.rules.consumption_allowed = *allowed;

  const auto routes = file.texts("consumption.routes");
  if (!routes) return routes.error();
  for (const std::string& name : *routes) {
    const auto route = named<Route>(name);
    if (!route) {
      return file.error_at("consumption.routes", fmt::format("expected some of {}, found \"{}\"",
                                                             fmt::join(Words<Route>::names, ", "), name));
    }
    document.rules.routes = document.rules.routes.with(*route);
  }
  const auto age = file.integer("age.minimum", 0, 30);
  if (!age) return age.error();
  document.rules.minimum_age = static_cast<std::int32_t>(*age);
  const auto rule = file.text("age.rule");
  if (!rule) return rule.error();
  document.minimum_age_rule = *rule;
  const auto clean = file.flag("seats.clean_between_people");
  if (!clean) return clean.error();
  document.rules.clean_between_people = *clean;
  for (std::size_t kind = 0; kind < document.rules.seats.size(); ++kind) {
    const auto count = file.integer(fmt::format("seats.{}", Words<SeatKind>::names[kind]), 0, 200);
    if (!count) return count.error();
    document.rules.seats[kind] = static_cast<std::uint16_t>(*count);
  }
  return document;
}

}  // namespace alongside::domain
