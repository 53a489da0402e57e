#include "server/json/contract.hpp"

#include "center/board.hpp"
#include "domain/command.hpp"
#include "server/json/schema_writer.hpp"

namespace alongside::server {

namespace {

constexpr std::string_view made_by =
    "# Made by `alongside contract {}`, from the code; openapi.yaml refers to it. A test holds it to that.\n";

template <class Body>
void add_command(SchemaWriter& schemas) {
  std::vector<std::string> lines{
      "id: { type: string, format: uuid }",     fmt::format("command: {{ const: {} }}", Body::is.name),
      "age_ms: { type: integer, minimum: 0 }",  "wall_ms: { type: [integer, \"null\"] }",
      "offline: { type: [boolean, \"null\"] }",
  };
  if (Body::is.beside == domain::Beside::code) {
    lines.emplace_back(
        "code: { type: [string, \"null\"], description: \"A handle or a card, kept apart from the visit\" }");
    lines.emplace_back("enrol: { type: [boolean, \"null\"], description: \"Make this code if nobody has it\" }");
  }
  schemas.add<Body>(Body::is.name, std::move(lines), {"id", "command", "age_ms"});
}

template <class... Body>
std::string commands_of(domain::List<Body...>) {
  SchemaWriter schemas(SchemaWriter::Way::sent);
  std::string any;
  const auto add = [&]<class One>(std::type_identity<One>) {
    if constexpr (One::is.sent_by == domain::SentBy::page) {
      any += fmt::format("    - {{ $ref: \"#/{}\" }}\n", One::is.name);
      add_command<One>(schemas);
    }
  };
  (add(std::type_identity<Body>{}), ...);
  return "Command:\n  oneOf:\n" + any + schemas.text();
}

}  // namespace

std::string commands_contract() { return fmt::format(made_by, "commands") + commands_of(domain::Commands{}); }

std::string board_contract() {
  SchemaWriter schemas(SchemaWriter::Way::answered);
  schemas.add<domain::Board>("OnTheFloor");
  schemas.add<center::VisitShown>("Visit");
  return fmt::format(made_by, "board") + schemas.text();
}

}  // namespace alongside::server
