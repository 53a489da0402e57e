// The session as a screen reads it, its two cookies, and the small JSON bodies of requests.
//
// Invariant: both cookies are HttpOnly, SameSite=Strict and, over TLS, Secure: no script and no other site ever sends or reads them.
#pragma once

#include <boost/json/object.hpp>
#include <initializer_list>
#include <string>
#include <variant>

#include "server/service.hpp"

namespace alongside::server {

/// The Session of docs/openapi.yaml for this reader.
Response session_response(Service& service, const center::SignedIn& who);

enum class CookieLife { session, device, ended };
void set_cookie(Response& response, const Request& request, std::string_view name, std::string_view value,
                CookieLife life);

/// The JSON object of a request's body, with these fields and no other.
std::variant<boost::json::object, Problem> json_body(const Request& request,
                                                     std::initializer_list<std::string_view> fields);
/// A text field, or a problem that names it; `bytes_max` as sent.
std::variant<std::string, Problem> text_field(const boost::json::object& body, std::string_view name,
                                              std::size_t bytes_max);

/// The registered screens, `here` being the reader's own.
Response devices_response(Service& service, domain::DeviceRef here);

}  // namespace alongside::server
