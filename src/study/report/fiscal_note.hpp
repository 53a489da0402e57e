// Fiscal note: one or two pages for a legislator's staff: what it would do, this year's cash by payer, a range before a point, what would make it not worth
// it, contrary studies, what is not known; citable by the digest of the document, the program's version and the seed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "study/evaluation/evaluation.hpp"

namespace alongside::study {

struct NotePart {
  document::Sentence title;
  std::vector<document::Sentences> lines;
};

// Names of what the note tells apart.
inline constexpr std::string_view totals_name = "note.all_together";
inline constexpr std::string_view no_cash_name = "note.no_cash";
inline constexpr std::string_view nought_name = "note.counted_as_nought";  ///< of the line that names such harms

/// What it would do first; then who pays and the rest.
std::vector<NotePart> fiscal_note(const Evaluation& evaluation);
/// The same as a page of its own that prints on one or two sheets.
std::string fiscal_note_html(const Evaluation& evaluation);
/// An outcome that is nothing at its own figures and in every draw.
bool is_nought(const Evaluation& evaluation, const OutcomeResult& one);
/// "108 a year", "$12,000 a year", "385 QALY".
std::string amount_of(double value, const std::string& unit, std::string_view currency);
/// What gives the same answer again: document, version, seed, draws, changes, evidence.
std::string citation_of(const Evaluation& evaluation);
/// "The document's own figures.", or whose they are.
std::string whose_figures(const Evaluation& evaluation);

}  // namespace alongside::study
