// alongside: one program for a center's floor, its record and what the record shows. Each subcommand has a file of its own.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "cli/command.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Alongside: the open system for overdose prevention centers"};
  app.name("alongside");
  app.require_subcommand(1);
  app.footer(
      "Example:\n  alongside init var/demo --site harbor-street --zone America/New_York --demo\n  alongside serve "
      "var/demo");
  int status = 0;
  alongside::cli::add_init_command(app, status);
  alongside::cli::add_serve_command(app, status);
  alongside::cli::add_verify_command(app, status);
  alongside::cli::add_protocol_command(app, status);
  alongside::cli::add_contract_command(app, status);
  alongside::cli::add_staff_command(app, status);
  alongside::cli::add_import_command(app, status);
  alongside::cli::add_report_command(app, status);
  alongside::cli::add_simulate_command(app, status);
  alongside::cli::add_plan_command(app, status);
  alongside::cli::add_place_command(app, status);
  alongside::cli::add_evidence_command(app, status);
  alongside::cli::add_study_command(app, status);
  alongside::cli::add_evaluate_command(app, status);
  alongside::cli::add_reproduce_command(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    app.exit(error);
    return asked_for_help ? 0 : 2;
  } catch (const std::exception& thrown) {  // of a library, on input that our own checks should have named first
    fmt::print(stderr, "alongside: this input was not understood inside the program: {}\nPlease report it.\n",
               thrown.what());
    return 1;
  }
  return status;
}
