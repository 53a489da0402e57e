// Any bytes as commands: a problem that names a field, or a command whose words are all of their lists; never a crash.
#include <boost/json.hpp>
#include <cstdlib>
#include <type_traits>

#include "server/json/json_command.hpp"

namespace {

using alongside::server::ParsedCommand;

/// Every word of the command is one of its list.
bool holds(const ParsedCommand& parsed) {
  bool out = true;
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (alongside::domain::HasFields<Body>) {
          Body::fields(body, [&](std::string_view, const auto& value, auto&&...) {
            using T = std::remove_cvref_t<decltype(value)>;
            if constexpr (alongside::domain::Listed<T>) out = out && alongside::domain::name_of(value) != "?";
          });
        }
      },
      parsed.request.body);
  return out && parsed.request.id.exists() && parsed.request.age.milliseconds >= 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  boost::system::error_code error;
  const auto value = boost::json::parse({reinterpret_cast<const char*>(data), size}, error);
  if (error) return 0;
  const alongside::server::CommandReading reading{
      .find_visit = [](const alongside::base::Uuid&) { return alongside::domain::VisitId::none(); },
      .is_open = [](alongside::domain::VisitId) { return false; }};
  const ParsedCommand parsed = alongside::server::parse_command(value, "commands[0]", reading);
  if (parsed.problem ? parsed.problem->status != 400 : !holds(parsed)) std::abort();
  return 0;
}
