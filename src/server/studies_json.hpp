// Studies: the shipped ones, read once, and the requests of the planners' page, from and to JSON.
//
// Goals: a request names a shipped study and changes figures of it, nothing else: no file of this machine is ever read for it. A point answer costs
// a few milliseconds, since nothing is read or checked again. Non-goals: what a study computes (study/report).
// Threads: free to call from any; what is read is constant afterwards.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <variant>
#include <vector>

#include "server/problem.hpp"
#include "study/verbs.hpp"

namespace alongside::server {

/// A shipped study; nullptr: there is none of that name.
const study::Study* shipped_study(std::string_view name);

struct StudyRequest {
  const study::Study* study = nullptr;
  study::EvaluateRequest asked{chance::Asker::page};
};

/// Study, changes, draws, seed and analyses of a request's body. Unknown study: 404; whatever else is wrong: 400 with its field.
std::variant<StudyRequest, Problem> read_study_request(const boost::json::object& body);

/// The StudyEvaluation of docs/openapi.yaml; where the study has no answer with these figures, why, as a 422.
Response evaluated(const StudyRequest& request);

/// The StudyOnShelf of every shipped study, as text; computed once.
const std::string& shelf_json();

}  // namespace alongside::server
