#include "server/playbook_json.hpp"

#include <boost/json.hpp>
#include <span>
#include <string_view>
#include <type_traits>

#include "domain/board/board.hpp"
#include "domain/emergency/act_choices.hpp"
#include "domain/watch/look_rules.hpp"
#include "server/json/fields_json.hpp"

namespace alongside::server {

namespace json = boost::json;
using domain::name_of;

namespace {

/// Neither speaks of a visit.
const VisitNames no_names = [](domain::VisitId) { return std::nullopt; };

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

/// In the order of the acts.
json::object choices_json() {
  json::object out;
  for (std::size_t i = 0; i < domain::words_in<domain::ActKind>(); ++i) {
    const auto act = static_cast<domain::ActKind>(i);
    if (const auto words = domain::choice_words(act); !words.empty()) out[name_of(act)] = words_of(words);
  }
  return out;
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
  return FieldsJson(no_names).object(domain::shown(assessment));
}

json::object vitals_json(const domain::Vitals& vitals) { return FieldsJson(no_names).object(vitals); }

}  // namespace alongside::server
