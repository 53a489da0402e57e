// Studies: the shelf, one study, and its answer with other figures. For planners; nothing about a real person is in it. A point answer comes on the
// request's own thread, so that a slider is followed; draws and analyses are computed on threads of their own (simulations.hpp).
#include <boost/json.hpp>

#include "server/router.hpp"
#include "server/session.hpp"
#include "server/studies_json.hpp"
#include "study/report/study_json.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

void get_studies(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  respond(json_response(shelf_json()));
}

void get_study(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const study::Study* study = shipped_study(exchange.named);
  if (!study) return respond(problem_response(problems::not_found()));
  const auto document = study::study_json(*study);
  respond(document ? json_response(json::serialize(*document)) : problem_response(problems::failed()));
}

void post_study_evaluate(const Exchange& exchange, const Respond& respond) {
  if (const auto problem = must_plan(exchange.service.who(exchange.request)))
    return respond(problem_response(*problem));
  const auto body = json_body(exchange.request, {"study", "changes", "draws", "seed", "with"});
  if (const auto* problem = std::get_if<Problem>(&body)) return respond(problem_response(*problem));
  auto wanted = read_study_request(std::get<json::object>(body));
  if (const auto* problem = std::get_if<Problem>(&wanted)) return respond(problem_response(*problem));
  auto& question = std::get<StudyRequest>(wanted);
  if (study::is_quick(question.asked.options)) return respond(evaluated(question));

  auto work = [question = std::move(question)](const std::atomic<bool>& stop) mutable {
    question.asked.options.stop = &stop;
    return evaluated(question);
  };
  exchange.service.simulations.add(std::string(exchange.request.cookie(session_cookie)), Simulations::Kind::study,
                                   std::move(work), respond);
}

}  // namespace alongside::server::routes
