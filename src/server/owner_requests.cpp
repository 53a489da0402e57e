#include "server/owner_requests.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace alongside::server {

namespace json = boost::json;

namespace {

constexpr std::int64_t version = 1;  // of the greeting, requests and answers
constexpr std::size_t mark_bytes = 32;

constexpr std::array<std::pair<center::StaffChange::What, std::string_view>, 4> staff_requests{{
    {center::StaffChange::What::add, "staff add"},
    {center::StaffChange::What::end, "staff end"},
    {center::StaffChange::What::set_pin, "staff pin"},
    {center::StaffChange::What::set_password, "staff password"},
}};
constexpr std::string_view adopt_request = "protocol adopt";
constexpr std::string_view history_request = "import visits";

constexpr std::array<std::pair<base::Failure, std::string_view>, 3> failures{{
    {base::Failure::operation, "operation"},
    {base::Failure::input, "input"},
    {base::Failure::check, "check"},
}};

/// Names typed on a terminal need not be UTF-8.
base::Result<json::object> object_in(std::string_view text) {
  boost::system::error_code error;
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return base::operation_error("expected a JSON object");
  return std::move(value.as_object());
}

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  const json::string* text = value ? value->if_string() : nullptr;
  return text ? std::string(std::string_view(*text)) : std::string();
}

std::uint64_t number_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  boost::system::error_code error;
  const auto number = value ? value->to_number<std::uint64_t>(error) : 0;
  return error ? 0 : number;
}

bool truth_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value && value->is_bool() && value->as_bool();
}

json::object error_json(const base::Error& error) {
  std::string_view failure;
  for (const auto& [kind, name] : failures) {
    if (kind == error.failure) failure = name;
  }
  return {{"error", {{"failure", failure}, {"message", error.message}}}};
}

std::optional<base::Error> error_in(const json::object& object) {
  const json::value* value = object.if_contains("error");
  if (!value || !value->is_object()) return std::nullopt;
  base::Error error{.message = text_in(value->as_object(), "message")};
  const std::string failure = text_in(value->as_object(), "failure");
  for (const auto& [kind, name] : failures) {
    if (name == failure) error.failure = kind;
  }
  return error;
}

/// What an answer has under `done`.
base::Result<json::object> done_object_in(std::string_view answer) {
  auto object = object_in(answer);
  if (!object) return base::operation_error("the server's answer cannot be read; is it of another version?");
  if (auto error = error_in(*object)) return std::move(*error);
  json::value* done = object->if_contains("done");
  if (!done || !done->is_object())
    return base::operation_error("the server's answer cannot be read; is it of another version?");
  return std::move(done->as_object());
}

/// What is marked: a request that was meant for another connection is nobody's.
std::string challenged(const ledger::Digest& challenge, std::string_view request) {
  return challenge.text().append(request);
}

base::Error another_version() {
  return base::operation_error(
      "the server that runs on this site is of another version: restart it with this one, or use the program it was "
      "started with");
}

bool is_in_charge(Service& service, const std::string& sign_in) {
  const auto members = service.center.staff().members();
  bool out = false;
  service.center.read([&](const center::Published& published) {
    out = std::any_of(members.begin(), members.end(), [&](const center::StaffMember& member) {
      return member.sign_in == sign_in && published.is_in_charge(member.number);
    });
  });
  return out;
}

base::Result<json::object> change_staff(Service& service, center::StaffChange::What what, const json::object& request) {
  center::StaffChange change{.what = what,
                             .sign_in = text_in(request, "staff"),
                             .label = text_in(request, "label"),
                             .pin = text_in(request, "pin"),
                             .password = text_in(request, "password")};
  if (what == center::StaffChange::What::add) {
    const auto role = center::role_to_give(text_in(request, "role"));
    if (!role) return another_version();
    change.role = *role;
  }
  if (what == center::StaffChange::What::end && is_in_charge(service, change.sign_in)) {
    return base::input_error(fmt::format(
        "{} is responsible for the open floor: hand the floor over to somebody, then end them", change.sign_in));
  }
  const auto member = center::change_staff(service.center.staff(), change);
  if (!member) return member.error();
  service.wake_readers();  // whoever it was is signed out
  return json::object{{"staff", member->sign_in},
                      {"label", member->label},
                      {"role", domain::name_of(member->role)},
                      {"has_password", member->has_password},
                      {"ended", member->ended}};
}

base::Result<json::object> adopt(Service& service, const json::object& request) {
  const auto adopted =
      center::adopt_protocol(service.center, {.name = text_in(request, "name"), .text = text_in(request, "text")},
                             {.sign_in = text_in(request, "signed_by"), .password = text_in(request, "password")});
  if (!adopted) return adopted.error();
  return json::object{};
}

base::Result<json::object> append_history(Service& service, const json::object& request) {
  std::vector<ledger::NewRow> rows;
  const json::value* sent = request.if_contains("rows");
  if (!sent || !sent->is_array()) return another_version();
  for (const json::value& value : sent->as_array()) {
    if (!value.is_object()) return another_version();
    const json::object& row = value.as_object();
    const auto command = base::Uuid::parse(text_in(row, "command"));
    auto body = base::unhex(text_in(row, "body"));
    if (!command || !body) return another_version();
    rows.push_back(
        {.command = *command, .kind = static_cast<std::uint16_t>(number_in(row, "kind")), .body = std::move(*body)});
  }
  const auto head = service.center.append_history(std::move(rows), number_in(request, "planned_on"));
  if (!head) return head.error();
  return json::object{{"seq", head->seq}, {"digest", head->digest.text()}};
}

base::Result<json::object> do_what_is_asked(Service& service, const json::object& request) {
  const std::string name = text_in(request, "request");
  spdlog::info("asked for by the site's owner: {}", name.substr(0, 40));
  for (const auto& [what, staff_request] : staff_requests) {
    if (name == staff_request) return change_staff(service, what, request);
  }
  if (name == adopt_request) return adopt(service, request);
  if (name == history_request) return append_history(service, request);
  return another_version();
}

/// Why nothing can be asked for now.
std::optional<base::Error> refusal(Service& service) {
  bool locked = false;
  service.center.read([&](const center::Published& published) { locked = published.locked; });
  if (service.center.staff().is_unlocked()) return std::nullopt;
  if (locked) {
    return base::operation_error(
        "the server that runs on this site has its record locked: give it the site's key first, then try again");
  }
  return base::operation_error(
      "the server that runs on this site could not read who may sign in: mend what its log says, then try again");
}

}  // namespace

std::string OwnerRequests::greeting(const ledger::Digest& challenge) const {
  json::object out;
  if (const auto refused = refusal(service_)) out = error_json(*refused);
  out["owner_socket"] = version;
  out["challenge"] = challenge.text();
  return json::serialize(out);
}

std::string OwnerRequests::answer(const ledger::Digest& challenge, std::string_view request) const {
  const auto answered = [&]() -> base::Result<json::object> {
    if (auto refused = refusal(service_)) return std::move(*refused);
    const auto mark = ledger::Digest::from(base::bytes_of(request.substr(0, std::min(mark_bytes, request.size()))));
    if (!mark) return another_version();
    const std::string_view text = request.substr(mark_bytes);
    if (!service_.center.staff().is_mark_of_owner(base::bytes_of(challenged(challenge, text)), *mark))
      return base::input_error("that key is not this site's; nothing was done");
    const auto object = object_in(text);
    if (!object) return another_version();
    return center::without_exceptions([&] { return do_what_is_asked(service_, *object); });
  }();
  return json::serialize(answered ? json::object{{"done", *answered}} : error_json(answered.error()));
}

base::Result<ledger::Digest> challenge_of(std::string_view greeting) {
  const auto object = object_in(greeting);
  if (!object || number_in(*object, "owner_socket") != version) return another_version();
  if (auto refused = error_in(*object)) return std::move(*refused);
  const auto challenge = ledger::Digest::parse(text_in(*object, "challenge"));
  if (!challenge) return another_version();
  return *challenge;
}

std::string marked_request(const ledger::SiteKeys& keys, const ledger::Digest& challenge, std::string_view request) {
  const ledger::Digest mark = center::mark_of_owner(keys, base::bytes_of(challenged(challenge, request)));
  return std::string(base::text_of(mark.bytes)).append(request);
}

std::string request_of(const center::StaffChange& change) {
  std::string_view name;
  for (const auto& [what, request] : staff_requests) {
    if (what == change.what) name = request;
  }
  return json::serialize(json::object{{"request", name},
                                      {"staff", change.sign_in},
                                      {"label", change.label},
                                      {"role", domain::name_of(change.role)},
                                      {"pin", change.pin},
                                      {"password", change.password}});
}

std::string request_of(const center::ProtocolToAdopt& protocol, const center::SignedBy& signer) {
  return json::serialize(json::object{{"request", adopt_request},
                                      {"name", protocol.name},
                                      {"text", protocol.text},
                                      {"signed_by", signer.sign_in},
                                      {"password", signer.password}});
}

std::string request_of(const std::vector<ledger::NewRow>& history, std::uint64_t planned_on) {
  json::array rows;
  for (const ledger::NewRow& row : history)
    rows.push_back({{"command", row.command.text()}, {"kind", row.kind}, {"body", base::hex(row.body)}});
  return json::serialize(
      json::object{{"request", history_request}, {"planned_on", planned_on}, {"rows", std::move(rows)}});
}

base::Result<center::StaffMember> member_in(std::string_view answer) {
  const auto done = done_object_in(answer);
  if (!done) return done.error();
  const auto role = center::role_to_give(text_in(*done, "role"));
  if (!role) return another_version();
  return center::StaffMember{.number = {},
                             .sign_in = text_in(*done, "staff"),
                             .label = text_in(*done, "label"),
                             .role = *role,
                             .ended = truth_in(*done, "ended"),
                             .has_password = truth_in(*done, "has_password")};
}

base::Result<> done_in(std::string_view answer) {
  const auto done = done_object_in(answer);
  if (!done) return done.error();
  return base::Done{};
}

base::Result<ledger::Head> head_in(std::string_view answer) {
  const auto done = done_object_in(answer);
  if (!done) return done.error();
  const auto digest = ledger::Digest::parse(text_in(*done, "digest"));
  if (!digest) return another_version();
  return ledger::Head{.seq = number_in(*done, "seq"), .digest = *digest};
}

}  // namespace alongside::server
