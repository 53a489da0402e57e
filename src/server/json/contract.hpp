// The contract from the code: every command that a page may send, and the board, as OpenAPI schemas in YAML.
//
// docs/commands.yaml and docs/board.yaml hold what these print (a test compares them), and docs/openapi.yaml refers to both. Goal: a field
// is said once, where its command or row stands. Pure.
#pragma once

#include <string>

namespace alongside::server {

std::string commands_contract();
std::string board_contract();

}  // namespace alongside::server
