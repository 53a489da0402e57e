#include "server/problem.hpp"

#include <boost/json/serialize.hpp>

namespace alongside::server {

namespace problems {

Problem bad_input(std::string field, std::string detail) {
  return {.status = 400,
          .type = "bad-input",
          .title = "The request does not say what it should",
          .detail = std::move(detail),
          .field = std::move(field),
          .retry_after_ms = {}};
}
Problem not_signed_in() {
  return {.status = 401,
          .type = "not-signed-in",
          .title = "Sign in first",
          .detail = {},
          .field = {},
          .retry_after_ms = {}};
}
Problem no_device() {
  return {.status = 403,
          .type = "no-device",
          .title = "This browser is none of the site's screens",
          .detail = "A manager registers it, or somebody signs in by password.",
          .field = {},
          .retry_after_ms = {}};
}
Problem not_allowed(std::string detail) {
  return {.status = 403,
          .type = "not-allowed",
          .title = "This reader may not do that",
          .detail = std::move(detail),
          .field = {},
          .retry_after_ms = {}};
}
Problem password_first() {
  return {.status = 403,
          .type = "password-first",
          .title = "A PIN is not enough for this",
          .detail = "Sign in by password first.",
          .field = {},
          .retry_after_ms = {}};
}
Problem not_found() {
  return {
      .status = 404, .type = "not-found", .title = "Nothing is here", .detail = {}, .field = {}, .retry_after_ms = {}};
}
Problem not_saved() {
  return {.status = 503,
          .type = "not-saved",
          .title = "The record is closed for writing",
          .detail = "Emergencies are taken all the same; everything else is tried again by the page, or goes on paper.",
          .field = {},
          .retry_after_ms = 2000};
}
Problem too_many_codes(std::chrono::milliseconds wait) {
  return {.status = 429,
          .type = "too-many-codes",
          .title = "Too many codes were looked up",
          .detail = "Try again after a while; a new handle can still be kept.",
          .field = {},
          .retry_after_ms = wait.count()};
}

Problem failed() {
  return {.status = 500,
          .type = "failed",
          .title = "The program failed here",
          .detail = "The server's log says more.",
          .field = {},
          .retry_after_ms = {}};
}

}  // namespace problems

boost::json::object problem_json(const Problem& problem) {
  boost::json::object out{
      {"type", "/problems/" + std::string(problem.type)}, {"title", problem.title}, {"status", problem.status}};
  if (!problem.detail.empty()) out["detail"] = problem.detail;
  if (!problem.field.empty()) out["field"] = problem.field;
  if (problem.retry_after_ms) out["retry_after_ms"] = *problem.retry_after_ms;
  return out;
}

Response problem_response(const Problem& problem) {
  Response response = json_response(boost::json::serialize(problem_json(problem)), problem.status);
  response.headers.front().value = "application/problem+json";
  if (problem.retry_after_ms) response.with("Retry-After", std::to_string((*problem.retry_after_ms + 999) / 1000));
  return response;
}

}  // namespace alongside::server
