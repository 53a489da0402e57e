// Verbs: what may be asked of studies: evaluate one, write its draws out, give it a center's evidence, reproduce what was published, check a document.
//
// Goals: the command line and the page's requests come through here and nowhere else, so that a default, a limit and the order of the steps stand once.
// Non-goals: reading options or JSON, printing (report/), who may ask (the server). Seed and threads are in chance/asker.hpp; the rest, and whose it is:
//
//   |          | a command                                | a page                                    | why they differ                                  |
//   |----------|------------------------------------------|-------------------------------------------|--------------------------------------------------|
//   | study    | a shipped one, or a file                 | a shipped one                             | no file of the machine is read for a page        |
//   | draws    | 0; 1 to 1,000,000,000                    | 0; 0 to 200,000                           | [J] half a second of one core, with all analyses |
//   | changes  | each name once                           | 200, names of 80 bytes; the last one holds | what one request may have the program look at    |
//   | analyses | break-even; with draws, all (`ask_all`)  | those that it names                       | an answer follows a slider                       |
//
// Plain functions; free to call from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chance/asker.hpp"
#include "document/toml.hpp"
#include "study/evaluation/evaluation.hpp"
#include "study/evaluation/reproduce.hpp"

namespace alongside::study {

struct EvaluateLimits {
  chance::Allowed<std::uint64_t> draws;
  std::size_t changes_max = 0;
  std::size_t name_bytes_max = 0;  ///< of a changed figure
};
EvaluateLimits limits_of(chance::Asker asker);

/// What is asked of a study.
struct EvaluateRequest {
  /// With the asker's defaults.
  explicit EvaluateRequest(chance::Asker by);

  chance::Asker asker;
  EvaluateOptions options;
};

/// Every analysis that the request's draws allow, and what is odd about the study.
void ask_all(EvaluateOptions& options);

inline constexpr std::string_view needs_draws = "information and acceptability need draws";
/// An analysis of draws is asked for, and none are.
bool lacks_draws(const EvaluateOptions& options);

/// Costs a few milliseconds: no draws, no analysis. May be answered on the thread that asks.
bool is_quick(const EvaluateOptions& options);

/// Refuses what is beyond the asker's limits, what lacks draws, and what the study has no answer to.
base::Result<Evaluation> evaluate(const Study& study, const EvaluateRequest& request);

/// Every draw of the request as a line of CSV: its number, the inputs that have a spread, the names that a study shows. Ends early where `stop` is set
/// or `out` takes no more.
base::Result<> write_draws(const Study& study, const EvaluateRequest& request, std::ostream& out);

/// A center's own record in place of the literature, where the study says that it may be. Refuses what `apply_evidence` refuses.
base::Result<EvidenceUse> take_evidence(Study& study, const document::Toml& evidence, const EvidenceOptions& options);

/// The published results of these studies, in their order; of every shipped one where none is named.
base::Result<std::vector<Reproduced>> reproduce(const std::vector<std::string>& names);

/// A study that is in order.
struct CheckedStudy {
  Study study;
  std::size_t published = 0;  ///< results that it holds itself against; 0 of what was only observed
  std::vector<std::string> remarks = {};
  bool is_shipped = false;  ///< its name is a shipped study's: then that one was read, also where a copy lies beside
};
/// Refuses what is wrong with the document, with its place.
base::Result<CheckedStudy> check_study(const std::string& name_or_path);

}  // namespace alongside::study
