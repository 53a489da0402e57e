// Commands: read here, decided by the center, answered one by one.
//
// A command alone is answered with its own status; in a list each has its answer, and only what no other command of the list escapes
// (nobody is signed in, this is no screen, the record is closed) is the answer of the whole, so that the page keeps all of it.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "domain/seat/seat.hpp"
#include "server/json/json_command.hpp"
#include "server/router.hpp"

namespace alongside::server::routes {

namespace json = boost::json;

namespace {

constexpr std::size_t commands_max = 256;
constexpr std::size_t parsed_depth_max = 8;  ///< commands nest three deep

struct AskedCommands {
  bool alone = false;
  std::vector<ParsedCommand> commands;
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

/// What became of one command: an answer, or why there is none.
struct AnsweredCommand {
  json::object answer;
  std::optional<Problem> problem;
};

Problem problem_of(center::Permission permission) {
  switch (permission) {
    case center::Permission::sign_in_first: return problems::not_signed_in();
    case center::Permission::register_device_first: return problems::no_device();
    case center::Permission::responsible_person_only:
      return problems::not_allowed("This is for the responsible person.");
    case center::Permission::not_your_role:
    case center::Permission::allowed: break;
  }
  return problems::not_allowed();
}

std::optional<Problem> problem_of(const center::Answer& answer) {
  switch (answer.outcome) {
    case center::Outcome::not_allowed: return problem_of(answer.permission);
    case center::Outcome::other_principal: return problems::not_allowed();
    case center::Outcome::id_reused:
      return Problem{.status = 409,
                     .type = "id-reused",
                     .title = "This id was used for another command",
                     .detail = {},
                     .field = {},
                     .retry_after_ms = {}};
    case center::Outcome::not_saved: return problems::not_saved();
    case center::Outcome::accepted:
    case center::Outcome::refused:
    case center::Outcome::unknown_code:
    case center::Outcome::already_inside:
    case center::Outcome::cannot_be_responsible:
    case center::Outcome::needs_their_pin: break;
  }
  return std::nullopt;
}

json::object refusal_json(const center::Published& published, const center::Answer& answer) {
  if (answer.outcome == center::Outcome::unknown_code) return {{"reason", "unknown_code"}};
  if (answer.outcome == center::Outcome::already_inside) return {{"reason", "already_inside"}};
  if (answer.outcome == center::Outcome::cannot_be_responsible) return {{"reason", "cannot_be_responsible"}};
  if (answer.outcome == center::Outcome::needs_their_pin) return {{"reason", "needs_their_pin"}};
  json::object out{{"reason", domain::name_of(answer.refusal.reason)}};
  if (const std::string seat = domain::label_of(published.state, answer.refusal.seat); !seat.empty())
    out["seat"] = seat;
  if (const auto visit = names_of(published)(answer.refusal.visit)) out["visit"] = *visit;
  return out;
}

json::object answer_json(Service& service, const center::Answer& answer) {
  const bool accepted = answer.outcome == center::Outcome::accepted;
  json::object out{{"id", answer.id.text()},
                   {"accepted", accepted},
                   {"saved", accepted && answer.saved},
                   {"head", head_json(answer.head)}};
  if (answer.again) out["again"] = true;
  if (answer.nothing_to_do) out["nothing_to_do"] = true;
  if (answer.visit.exists()) out["visit"] = answer.visit.text();
  if (!accepted) {
    service.center.read([&](const center::Published& published) { out["refused"] = refusal_json(published, answer); });
  }
  return out;
}

json::object unanswered_json(const std::string& id, const ledger::HeadToken& head, const Problem& problem) {
  return {
      {"id", id}, {"accepted", false}, {"saved", false}, {"head", head_json(head)}, {"problem", problem_json(problem)}};
}

/// Who asks, or the record, is the reason, and not the command.
bool is_about_all(const Problem& problem) {
  return problem.status == 401 || problem.type == "no-device" || problem.status == 503;
}

Response respond_to(Service& service, const AskedCommands& asked, const std::vector<center::Answer>& answers) {
  ledger::HeadToken head;
  service.center.read([&](const center::Published& published) { head = published.given(); });
  std::vector<AnsweredCommand> outcomes;
  std::size_t next = 0;
  for (const ParsedCommand& command : asked.commands) {
    AnsweredCommand outcome;
    outcome.problem = command.problem;
    if (!command.problem) {
      const center::Answer& answer = answers[next++];
      outcome.problem = problem_of(answer);
      if (!outcome.problem) outcome.answer = answer_json(service, answer);
    }
    if (outcome.problem) outcome.answer = unanswered_json(command.id, head, *outcome.problem);
    outcomes.push_back(std::move(outcome));
  }
  if (asked.alone) {
    const AnsweredCommand& only = outcomes.front();
    return only.problem ? problem_response(*only.problem) : json_response(json::serialize(only.answer));
  }
  const Problem* of_all = outcomes.empty() || !outcomes.front().problem ? nullptr : &*outcomes.front().problem;
  json::array out;
  for (AnsweredCommand& outcome : outcomes) {
    if (of_all && !(outcome.problem && is_about_all(*outcome.problem) && outcome.problem->type == of_all->type))
      of_all = nullptr;
    out.push_back(std::move(outcome.answer));
  }
  return of_all ? problem_response(*of_all) : json_response(json::serialize(out));
}

/// A welcome under a code says whether it is known here, unless it enrols or is accepted: then it is in the record.
std::optional<Problem> slow_down(Service& service, const center::Request& request, const center::Principal& by) {
  if (request.code.empty() || request.enrol || !by.staff.exists()) return std::nullopt;
  const auto wait = service.code_lookups.wait(by);
  if (wait.count() == 0) return std::nullopt;
  return problems::too_many_codes(wait);
}

void count_lookups(Service& service, const center::Principal& by, const std::vector<center::Answer>& answers) {
  for (const center::Answer& answer : answers) {
    if (answer.outcome == center::Outcome::unknown_code || answer.outcome == center::Outcome::already_inside)
      service.code_lookups.count(by);
  }
}

}  // namespace

void post_commands(const Exchange& exchange, const Respond& respond) {
  Service& service = exchange.service;
  boost::system::error_code error;
  json::parse_options parsing;
  parsing.max_depth = parsed_depth_max;
  const json::value body = json::parse(exchange.request.body, error, {}, parsing);
  if (error) return respond(problem_response(problems::bad_input("", "expected JSON: " + error.message())));

  const center::Principal by = service.who(exchange.request).principal;
  const CommandReading reading{
      .find_visit =
          [&](const base::Uuid& id) {
            domain::VisitId visit;
            service.center.read([&](const center::Published& published) { visit = published.find_visit(id); });
            return visit;
          },
      .is_open =
          [&](domain::VisitId visit) {
            bool open = false;
            service.center.read(
                [&](const center::Published& published) { open = published.state.find(visit) != nullptr; });
            return open;
          }};
  auto asked = std::make_shared<AskedCommands>();
  if (const json::array* list = body.if_array()) {
    if (list->size() > commands_max)
      return respond(problem_response(problems::bad_input(
          "commands", fmt::format("expected at most {} commands; found {}", commands_max, list->size()))));
    for (std::size_t i = 0; i < list->size(); ++i)
      asked->commands.push_back(parse_command((*list)[i], fmt::format("commands[{}]", i), reading));
  } else {
    asked->alone = true;
    asked->commands.push_back(parse_command(body, "", reading));
  }
  std::vector<center::Request> requests;
  for (ParsedCommand& command : asked->commands) {
    if (!command.problem) command.problem = slow_down(service, command.request, by);
    if (command.problem) continue;
    requests.push_back(command.request);
    requests.back().by = by;
  }
  if (requests.empty()) return respond(respond_to(service, *asked, {}));
  service.center.submit(std::move(requests),
                        [&service, asked, respond, by](const std::vector<center::Answer>& answers) {
                          count_lookups(service, by, answers);
                          service.metrics.time_commands(std::chrono::steady_clock::now() - asked->since);
                          respond(respond_to(service, *asked, answers));
                        });
}

}  // namespace alongside::server::routes
