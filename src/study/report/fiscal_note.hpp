// Fiscal note: one page for a legislator's staff: this year's cash by payer, a range before a point, what would make it not worth it, contrary
// studies, what is not known; citable by the digest of the document, the program's version and the seed.
#pragma once

#include <string>
#include <vector>

#include "study/report/evaluation.hpp"

namespace alongside::study {

struct NotePart {
  std::string title;
  std::vector<std::string> lines;  ///< a sentence each
};

std::vector<NotePart> fiscal_note(const Evaluation& evaluation);
/// The same as a page of its own that prints on one sheet; no script, nothing from elsewhere.
std::string fiscal_note_html(const Evaluation& evaluation);
/// What gives the same answer again: document, version, seed, draws, changes, evidence.
std::string citation_of(const Evaluation& evaluation);
/// "The document's own figures.", or whose they are.
std::string whose_figures(const Evaluation& evaluation);

}  // namespace alongside::study
