// Reproduce: what a publication says beside what its own inputs give here.
//
// Goals: a row for each published result with its class, its distance and whether it holds; a result that does not hold stays in the table.
// Invariant: only a row of class "reproduced" can hold; the others say what they are. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "document/sentence.hpp"
#include "study/document/study.hpp"

namespace alongside::study {

struct Reproduced {
  std::string study;
  std::string outcome;  ///< as the document names it: "hiv", "ratio"
  std::string label;
  std::string unit;
  ResultClass result_class = ResultClass::reproduced;
  double published = 0;
  double computed = 0;
  double tolerance = 0;  ///< absolute, in the result's unit
  std::string tolerance_text;
  std::optional<bool> holds;  ///< only of class "reproduced"
  std::string source;
  std::string note;
  document::Sentences
      carried_over;       ///< which parts of it are the publication's own figures, in a sentence; empty: none
  bool says_why = false;  ///< the note is about just this distance: the document says which value it was written for
};

/// Whether the value that a study gives is the published one, within its tolerance; only a result of class "reproduced" can hold.
std::optional<bool> holds(const PublishedResult& said, double computed);

/// Every published result of a study, with the study's own figures. Costs one compile.
base::Result<std::vector<Reproduced>> reproduce(const Study& study);

/// Whether each reproduced result holds or says why it does not.
bool all_hold_or_say_why(const std::vector<Reproduced>& rows);

}  // namespace alongside::study
