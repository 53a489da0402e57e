// What every subcommand shares: how it registers, how it opens a site, how it fails.
//
// Exit status: 0 done, 1 failed (a disk, a network), 2 the input is wrong, 3 a check did not hold. Results go to standard output,
// everything else to standard error.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "center/site_folder.hpp"

namespace alongside::cli {

/// Prints the error and gives its exit status.
int fail(const base::Error& error);

/// DIR and --key-file of every command that opens a site.
struct SiteOptions {
  std::filesystem::path folder;
  std::string key_file;

  void add_to(CLI::App& command);
  /// The key's file, where one was named.
  std::optional<std::filesystem::path> named_key_file() const;
};

struct OpenSite {
  center::SiteFolder folder;
  ledger::SiteKeys keys;
};

/// Asks for the passphrase on the terminal if the key is wrapped in one; says what to do where there is no terminal.
base::Result<OpenSite> open_site(const SiteOptions& options);

/// Handles, cookies and keys stand in this program's memory: no core dump of it is written, and no other program of its user may read it.
/// Nothing under a sanitizer, which reads the memory of what it checks.
void keep_memory_to_itself();

/// NAME and VALUE of a `--set NAME=VALUE`. `example`: what an error offers, "seats.booth=10".
base::Result<std::pair<std::string, std::string>> name_and_value(const std::string& setting, std::string_view example);

/// Reads a line from the terminal without showing it; without a terminal, the next line of standard input.
base::Result<std::string> ask_secretly(const std::string& prompt);
/// A secret that is new. On a terminal it is asked twice, since nobody sees what was typed; a script's line is taken as it is.
base::Result<std::string> ask_new_secret(const std::string& prompt);
/// The new secrets of somebody who signs in.
base::Result<std::string> ask_password_for(std::string_view name);
base::Result<std::string> ask_pin_for(std::string_view name);

// Each adds its subcommand; its exit status goes to `status` when it has run.
void add_init_command(CLI::App& app, int& status);
void add_serve_command(CLI::App& app, int& status);
void add_verify_command(CLI::App& app, int& status);
void add_protocol_command(CLI::App& app, int& status);
void add_contract_command(CLI::App& app, int& status);
void add_staff_command(CLI::App& app, int& status);
void add_import_command(CLI::App& app, int& status);
void add_import_deaths_command(CLI::App& import, int& status);  ///< below `import`
void add_report_command(CLI::App& app, int& status);
void add_simulate_command(CLI::App& app, int& status);
void add_plan_command(CLI::App& app, int& status);
void add_place_command(CLI::App& app, int& status);
void add_evidence_command(CLI::App& app, int& status);
void add_evaluate_command(CLI::App& app, int& status);
void add_reproduce_command(CLI::App& app, int& status);
void add_study_command(CLI::App& app, int& status);

}  // namespace alongside::cli
