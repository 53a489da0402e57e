#include "server/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

namespace alongside::server {

namespace json = boost::json;

namespace {

constexpr std::int64_t device_cookie_seconds =
    400 * 24 * 3600;  // the longest that browsers keep; each session read renews it

json::object device_json(const center::Screen& screen, domain::DeviceRef here) {
  return {{"number", screen.number.number},
          {"label", screen.label},
          {"revoked", screen.revoked},
          {"here", screen.number == here}};
}

json::value own_device(Service& service, domain::DeviceRef here) {
  for (const center::Screen& screen : service.center.staff().screens()) {
    if (here.exists() && screen.number == here) return device_json(screen, here);
  }
  return nullptr;
}

json::value protocol_json(Service& service) {
  json::object out{{"name", ""}, {"version", 0}, {"signed", false}};
  service.center.read([&](const center::Published& published) {
    if (!published.state.protocol.exists()) return;
    const domain::ProtocolText& text = published.documents->protocol_texts[published.state.protocol.number];
    out = {{"name", text.name}, {"version", text.version}, {"signed", published.state.protocol_signed}};
  });
  return out;
}

json::array demonstration_sign_ins(Service& service) {
  json::array out;
  if (!service.is_demonstration()) return out;
  const auto members = service.center.staff().members();
  for (const DemonstrationSignIn& shown : service.demonstration_sign_ins) {
    const auto member = std::find_if(members.begin(), members.end(),
                                     [&](const center::StaffMember& one) { return one.sign_in == shown.staff; });
    if (member == members.end()) continue;
    out.push_back({{"staff", shown.staff},
                   {"label", member->label},
                   {"role", domain::name_of(member->role)},
                   {"pin", shown.pin},
                   {"password", shown.password}});
  }
  return out;
}

}  // namespace

Response session_response(Service& service, const center::SignedIn& who) {
  const center::SiteFolder& site = service.center.folder();
  domain::SiteKind kind{};
  service.center.read([&](const center::Published& published) { kind = published.state.kind; });
  const auto member = who.principal.is_signed_in() ? service.center.staff().member(who.principal.staff) : std::nullopt;
  const json::object out{
      {"site", {{"name", site.name}, {"kind", domain::name_of(kind)}, {"zone", site.zone}, {"address", site.address}}},
      {"device", own_device(service, who.principal.device)},
      {"staff", member ? json::value(staff_member_json(*member)) : json::value(nullptr)},
      {"by_password", who.by_password},
      {"protocol", protocol_json(service)},
      {"demonstration_sign_ins", demonstration_sign_ins(service)}};
  return json_response(json::serialize(out));
}

void set_cookie(Response& response, const Request& request, std::string_view name, std::string_view value,
                CookieLife life) {
  std::string line = fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", name, value);
  if (request.tls) line += "; Secure";
  if (life == CookieLife::device) line += fmt::format("; Max-Age={}", device_cookie_seconds);
  if (life == CookieLife::ended) line += "; Max-Age=0";
  response.with("Set-Cookie", std::move(line));
}

std::variant<json::object, Problem> json_body(const Request& request, std::initializer_list<std::string_view> fields) {
  boost::system::error_code error;
  json::value value = json::parse(request.body, error);
  if (error) return problems::bad_input("", "expected JSON: " + error.message());
  json::object* object = value.if_object();
  if (!object) return problems::bad_input("", "expected a JSON object");
  for (const auto& [name, inner] : *object) {
    if (std::find(fields.begin(), fields.end(), std::string_view(name)) == fields.end()) {
      return problems::bad_input(std::string(std::string_view(name)).substr(0, 40),
                                 fmt::format("expected one of {}; this field is unknown", fmt::join(fields, ", ")));
    }
  }
  return std::move(*object);
}

std::variant<std::string, Problem> text_field(const json::object& body, std::string_view name, std::size_t bytes_max) {
  const json::value* value = body.if_contains(name);
  const json::string* text = value ? value->if_string() : nullptr;
  if (!text || text->empty() || text->size() > bytes_max) {
    return problems::bad_input(std::string(name), fmt::format("expected a text of 1 to {} bytes", bytes_max));
  }
  return std::string(std::string_view(*text));
}

Response devices_response(Service& service, domain::DeviceRef here) {
  json::array out;
  for (const center::Screen& screen : service.center.staff().screens()) out.push_back(device_json(screen, here));
  return json_response(json::serialize(out));
}

}  // namespace alongside::server
