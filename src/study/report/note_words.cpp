#include "study/report/note_words.hpp"

#include "study/report/figures.hpp"
#include "study/report/fiscal_note.hpp"

namespace alongside::study {

using namespace document;  // sentences and their values

Sentence payer_words(Payer payer) {
  switch (payer) {
    case Payer::state: return sentence<"note.payer_state">();
    case Payer::county: return sentence<"note.payer_county">();
    case Payer::city: return sentence<"note.payer_city">();
    case Payer::medicaid: return sentence<"note.payer_medicaid">();
    case Payer::health_system: return sentence<"note.payer_health_system">();
    case Payer::hospital: return sentence<"note.payer_hospital">();
    case Payer::federal: return sentence<"note.payer_federal">();
    case Payer::participant: return sentence<"note.payer_participant">();
    case Payer::value_of_life: return sentence<"note.payer_life">();
    case Payer::society: return sentence<"note.payer_society">();
    case Payer::not_stated: break;
  }
  return sentence<"note.payer_not_stated">();
}

Sentence class_words(const OutcomeResult& one) {
  switch (*one.result_class) {
    case ResultClass::reproduced:
      return one.holds == false ? sentence<"note.class_not_held">() : sentence<"note.class_reproduced">();
    case ResultClass::fitted: return sentence<"note.class_fitted">();
    case ResultClass::constant: return sentence<"note.class_constant">();
    case ResultClass::partial: break;
  }
  return sentence<"note.class_partial">();
}

Value without_period(Value value) {
  constexpr std::string_view in_words = " a year";
  constexpr std::string_view in_unit = "/year";
  if (!value.text.ends_with(in_words)) return value;
  value.text.erase(value.text.size() - in_words.size());
  if (value.unit.ends_with(in_unit)) value.unit.erase(value.unit.size() - in_unit.size());
  return value;
}

Value outcome_value(double value, const std::string& unit, std::string_view currency) {
  const bool is_money = unit == currency || unit.starts_with(std::string(currency) + "/");
  const bool is_yearly = !is_money && unit.ends_with("/year");  // of what, the label says
  return {.text = amount_of(value, unit, currency),
          .as = is_money ? As::money : As::in_unit,
          .number = value,
          .unit = is_yearly ? "1/year" : unit};
}

}  // namespace alongside::study
