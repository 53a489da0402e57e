// Problems: what went wrong and what to do, as RFC 9457 documents.
//
// `type` is one of the names below, which pages know; `title` and `detail` are for people who read logs and answers.
// Invariant: no problem repeats a code, a password or a cookie. Values.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/http_message.hpp"

namespace alongside::server {

struct Problem {
  int status = 400;
  std::string_view type;  ///< "bad-input"; sent as "/problems/bad-input"
  std::string_view title;
  std::string detail;
  std::string field;  ///< the field of the request that is wrong, or empty
  std::optional<std::int64_t> retry_after_ms;
};

namespace problems {

Problem bad_input(std::string field, std::string detail);
Problem not_signed_in();
Problem no_device();
Problem not_allowed(std::string detail = {});
Problem password_first();
Problem not_found();
Problem not_saved();
/// Codes were looked up faster than a door does; `wait`: until the next.
Problem too_many_codes(std::chrono::milliseconds wait);
Problem failed();

}  // namespace problems

boost::json::object problem_json(const Problem& problem);
Response problem_response(const Problem& problem);

}  // namespace alongside::server
