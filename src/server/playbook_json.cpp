#include "server/playbook_json.hpp"

#include <boost/json.hpp>
#include <span>
#include <string_view>
#include <type_traits>

#include "domain/look_rules.hpp"

namespace alongside::server {

namespace json = boost::json;
using domain::name_of;

namespace {

json::array numbers_of(domain::Facts facts) {
  json::array out;
  facts.each([&](domain::Fact fact) { out.push_back(static_cast<unsigned>(fact)); });
  return out;
}

template <class E>
json::array words_of() {
  json::array out;
  for (const std::string_view word : domain::Words<E>::names) out.push_back(json::string(word));
  return out;
}
json::array words_of(std::span<const std::string_view> words) {
  json::array out;
  for (const std::string_view word : words) out.push_back(json::string(word));
  return out;
}

json::object effect_json(const domain::Effect& effect) {
  return {{"act", name_of(effect.act)},
          {"choice", effect.choice == domain::Act::no_choice ? json::value(nullptr) : json::value(effect.choice)},
          {"product", effect.any_route ? json::value(nullptr) : json::value(name_of(effect.route))},
          {"sets", numbers_of(effect.sets)},
          {"clears", numbers_of(effect.clears)}};
}

json::object band_json(const domain::Band& band) {
  return {{"field", name_of(band.field)},
          {"low", band.low},
          {"high", band.high},
          {"sets", numbers_of(band.sets)},
          {"clears", numbers_of(band.clears)}};
}

json::object look_rule_json(const domain::LookRule& rule) {
  return {{"means", name_of(rule.means)},
          {"field", name_of(rule.field)},
          {"low", rule.low},
          {"high", rule.high},
          {"unless", rule.unless ? json::value(name_of(*rule.unless)) : json::value(nullptr)}};
}

std::string_view what_of(const domain::Rule& rule) {
  switch (rule.out) {
    case domain::Out::phase: return name_of(static_cast<domain::Phase>(rule.what));
    case domain::Out::tile: return name_of(static_cast<domain::Tile>(rule.what));
    case domain::Out::clock: return name_of(static_cast<domain::Clock>(rule.what));
    case domain::Out::beat: return name_of(static_cast<domain::Beat>(rule.what));
    case domain::Out::banner: break;
  }
  return {};
}

json::object rule_json(const domain::Rule& rule) {
  return {{"out", name_of(rule.out)},
          {"name", what_of(rule)},
          {"all", numbers_of(rule.all)},
          {"any", numbers_of(rule.any)},
          {"any_too", numbers_of(rule.any_too)},
          {"none", numbers_of(rule.none)},
          {"base", numbers_of(rule.base)},
          {"from", name_of(rule.from)},
          {"after_ms", rule.after_ms},
          {"wait", rule.wait},
          {"repeats", rule.repeats},
          {"beat_ms", rule.beat_ms},
          {"sentence", rule.says ? json::value(name_of(rule.sentence)) : json::value(nullptr)},
          {"tone", name_of(rule.tone)}};
}

/// The fact that makes a tile done.
constexpr std::array<domain::Fact, 8> done_by_tile{
    domain::Fact::helper, domain::Fact::airway, domain::Fact::breaths,    domain::Fact::oxygen,
    domain::Fact::looked, domain::Fact::dose,   domain::Fact::ems_called, domain::Fact::no_pulse};

json::array tiles_json() {
  json::array out;
  for (std::size_t i = 0; i < done_by_tile.size(); ++i) {
    out.push_back(json::object{{"tile", name_of(static_cast<domain::Tile>(i))},
                               {"fact", static_cast<unsigned>(done_by_tile[i])}});
  }
  return out;
}

json::object choices_json() {
  constexpr std::string_view off_on[] = {"off", "on"};
  constexpr std::string_view pulse[] = {"pulse", "no_pulse"};
  constexpr std::string_view release[] = {"walks", "spo2", "breaths", "heart", "temperature", "awake"};
  return {{"place", words_of<domain::Place>()},
          {"breathing", words_of<domain::Breaths>()},
          {"oxygen", words_of(off_on)},
          {"ems", words_of<domain::Ems>()},
          {"no_pulse", words_of(pulse)},
          {"kind", words_of<domain::Kind>()},
          {"sign", words_of<domain::Sign>()},
          {"sign_gone", words_of<domain::Sign>()},
          {"closed", words_of<domain::Outcome>()},
          {"release_check", words_of(release)},
          {"release_unchecked", words_of(release)},
          {"released_early", words_of<domain::Early>()},
          {"ems_reason", words_of<domain::EmsReason>()},
          {"debrief_well", words_of<domain::WentWell>()},
          {"debrief_change", words_of<domain::ToChange>()}};
}

json::array products_json(const domain::Playbook& playbook, const domain::Protocol& numbers,
                          const domain::ProtocolText& text) {
  json::array out;
  for (std::size_t i = 0; i < playbook.products.size(); ++i) {
    out.push_back(json::object{{"product", i},
                               {"label", text.product_labels[i]},
                               {"route", name_of(playbook.products[i].route)},
                               {"micrograms", numbers.products[i].micrograms},
                               {"look_after_ms", playbook.products[i].look_after_ms}});
  }
  return out;
}

json::value release_json(const std::optional<domain::ReleaseRules>& rules) {
  if (!rules) return nullptr;
  json::array reasons;
  for (const domain::Early reason : rules->early_reasons) reasons.push_back(static_cast<unsigned>(reason));
  return json::object{{"vitals_age_ms", rules->vitals_age_s * 1000},
                      {"room_air_ms", rules->room_air_s * 1000},
                      {"spo2_at_least", rules->spo2_at_least},
                      {"breaths_low", rules->breaths_low},
                      {"breaths_high", rules->breaths_high},
                      {"heart_low", rules->heart_low},
                      {"heart_high", rules->heart_high},
                      {"temperature_low_tenths_c", rules->temperature_low_tenths_c},
                      {"temperature_high_tenths_c", rules->temperature_high_tenths_c},
                      {"early_reasons", std::move(reasons)}};
}

json::object sentences_json(const domain::ProtocolText& text) {
  json::object out;
  for (std::size_t language = 0; language < text.languages.size(); ++language) {
    json::object said;
    for (std::size_t i = 0; i < text.sentences[language].size(); ++i) {
      said[name_of(static_cast<domain::Sentence>(i))] = text.sentences[language][i];
    }
    out[text.languages[language]] = std::move(said);
  }
  return out;
}

}  // namespace

json::object playbook_json(const domain::Playbook& playbook, const domain::Protocol& numbers,
                           const domain::ProtocolText& text, bool is_signed) {
  json::array effects, bands, looks, counts, rules, earlier;
  for (const domain::Effect& effect : playbook.effects) effects.push_back(effect_json(effect));
  for (const domain::Band& band : playbook.bands) bands.push_back(band_json(band));
  for (const domain::LookRule& rule : domain::look_rules(numbers)) looks.push_back(look_rule_json(rule));
  for (const domain::Count& count : playbook.counts) {
    counts.push_back(json::object{{"of", static_cast<unsigned>(count.of)},
                                  {"at_least", count.at_least},
                                  {"sets", static_cast<unsigned>(count.sets)}});
  }
  for (const domain::Rule& rule : playbook.rules) rules.push_back(rule_json(rule));
  for (const std::uint8_t minutes : domain::Playbook::started_earlier_minutes) earlier.push_back(minutes);
  return {{"name", text.name},
          {"profile", text.name},
          {"version", text.version},
          {"signed", is_signed},
          {"emergency_number", text.emergency_number},
          {"undo_ms", domain::Playbook::undo_ms},
          {"like_dose_ms", playbook.like_dose_ms},
          {"look_after_unsaid_ms", playbook.look_after_unsaid_ms},
          {"started_earlier_minutes", std::move(earlier)},
          {"facts", words_of<domain::Fact>()},
          {"effects", std::move(effects)},
          {"bands", std::move(bands)},
          {"looks", std::move(looks)},
          {"counts", std::move(counts)},
          {"rules", std::move(rules)},
          {"tiles", tiles_json()},
          {"choices", choices_json()},
          {"products", products_json(playbook, numbers, text)},
          {"release", release_json(text.release)},
          {"sentences", sentences_json(text)}};
}

json::object assessment_json(const domain::Assessment& assessment) {
  json::array lit;
  for (std::size_t i = 0; i < assessment.lit_from.size(); ++i) {
    if (!assessment.lit_from[i].is_set()) continue;
    lit.push_back(json::object{{"tile", name_of(static_cast<domain::Tile>(i))},
                               {"from", assessment.instant(assessment.lit_from[i]).milliseconds_utc},
                               {"sentence", name_of(static_cast<domain::Sentence>(assessment.why[i]))}});
  }
  json::array due;
  for (std::size_t i = 0; i < assessment.due.size(); ++i) {
    if (!assessment.due[i].is_set()) continue;
    due.push_back(json::object{{"clock", name_of(static_cast<domain::Clock>(i))},
                               {"at", assessment.instant(assessment.due[i]).milliseconds_utc}});
  }
  return {{"t0", assessment.t0.milliseconds_utc},
          {"phase", name_of(assessment.phase)},
          {"beat", name_of(assessment.beat)},
          {"beat_ms", assessment.beat_ms},
          {"lit", std::move(lit)},
          {"due", std::move(due)},
          {"doses", assessment.doses},
          {"ask_one_dose_or_two", (assessment.flags & domain::Assessment::ask_one_dose_or_two) != 0}};
}

json::object vitals_json(const domain::Vitals& vitals) {
  json::object out;
  domain::Vitals::fields(vitals, [&](std::string_view name, const auto& value) {
    using T = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_enum_v<T>) {
      if (value != T{}) out[name] = name_of(value);
    } else {
      if (value != domain::Vitals::not_measured) out[name] = value;
    }
  });
  return out;
}

}  // namespace alongside::server
