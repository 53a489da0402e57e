// alongside contract: the commands that a page may send and the board, from the code, as OpenAPI schemas.
#include <fmt/core.h>

#include "cli/command.hpp"
#include "server/json/contract.hpp"

namespace alongside::cli {

void add_contract_command(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("contract", "Print the commands and the board as OpenAPI schemas, from the code");
  command->require_subcommand(1);
  const auto print = [command, &status](const char* name, const char* what, std::string (*contract)()) {
    command->add_subcommand(name, what)->callback([contract, &status] {
      fmt::print("{}", contract());
      status = 0;
    });
  };
  print("commands", "What a page may send: docs/commands.yaml", server::commands_contract);
  print("board", "What a screen shows: docs/board.yaml", server::board_contract);
}

}  // namespace alongside::cli
