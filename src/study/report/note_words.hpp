// NoteWords: what a fiscal note calls payers, classes of results and amounts, as parts of its sentences.
#pragma once

#include "study/evaluation/evaluation.hpp"

namespace alongside::study {

/// As a sentence begins: "Health system".
document::Sentence payer_words(Payer payer);
/// "as published, reproduced".
document::Sentence class_words(const OutcomeResult& one);
/// Of a sentence that says once that it is of a year.
document::Value without_period(document::Value value);
/// Of an outcome, in its own unit: "108 a year", "$12,000 a year", "385 QALY".
document::Value outcome_value(double value, const std::string& unit, std::string_view currency);

}  // namespace alongside::study
