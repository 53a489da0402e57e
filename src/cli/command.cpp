#include "cli/command.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include <fmt/core.h>
#include <iostream>

#include "cli/site_key.hpp"

namespace alongside::cli {

namespace {

/// Only on a terminal: a server that is started beside a silent pipe says so at once and does not wait for a line.
base::Result<std::string> ask_passphrase() {
  if (isatty(STDIN_FILENO) == 0)
    return base::input_error("the site's passphrase is asked on a terminal; without one give --key-file");
  return ask_secretly("Passphrase of the site: ");
}

/// A script's answer: the next line of standard input.
base::Result<std::string> read_answer(std::string_view prompt) {
  std::string line;
  if (std::getline(std::cin, line)) return line;
  while (prompt.ends_with(' ') || prompt.ends_with(':')) prompt.remove_suffix(1);
  return base::input_error(fmt::format("{}: expected an answer on a terminal, or as a line of standard input", prompt));
}

}  // namespace

int fail(const base::Error& error) {
  fmt::print(stderr, "alongside: {}\n", error.message);
  switch (error.failure) {
    case base::Failure::operation: return 1;
    case base::Failure::input: return 2;
    case base::Failure::check: return 3;
  }
  return 1;
}

void SiteOptions::add_to(CLI::App& command) {
  command.add_option("DIR", folder, "The site's folder")->required();
  command.add_option("--key-file", key_file, "File with the site key; without it the passphrase is asked");
}

std::optional<std::filesystem::path> SiteOptions::named_key_file() const {
  if (key_file.empty()) return std::nullopt;
  return key_file;
}

base::Result<std::string> ask_secretly(const std::string& prompt) {
  if (isatty(STDIN_FILENO) == 0) return read_answer(prompt);
  fmt::print(stderr, "{}", prompt);
  termios shown{};
  tcgetattr(STDIN_FILENO, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  std::string line;
  std::getline(std::cin, line);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  fmt::print(stderr, "\n");
  return line;
}

base::Result<std::string> ask_new_secret(const std::string& prompt) {
  auto secret = ask_secretly(prompt);
  if (!secret || isatty(STDIN_FILENO) == 0) return secret;
  const auto again = ask_secretly("The same once more: ");
  if (!again) return again.error();
  if (*again != *secret) return base::input_error("the two differ; nothing was done");
  return secret;
}

base::Result<std::string> ask_password_for(std::string_view name) {
  return ask_new_secret(fmt::format("Password for {} (8 characters or more): ", name));
}

base::Result<std::string> ask_pin_for(std::string_view name) {
  return ask_new_secret(fmt::format("Shift PIN for {} (4 to 12 digits): ", name));
}

void keep_memory_to_itself() {
#ifndef ALONGSIDE_SANITIZED
  const rlimit none{};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
#endif
}

base::Result<OpenSite> open_site(const SiteOptions& options) {
  keep_memory_to_itself();
  auto folder = center::read_site_folder(options.folder);
  if (!folder) return folder.error();
  auto keys = open_keys(*folder, options);
  if (!keys) return keys.error();
  return OpenSite{std::move(*folder), std::move(*keys)};
}

base::Result<ledger::SiteKeys> open_keys(const center::SiteFolder& folder, const SiteOptions& options) {
  return center::open_site_keys(folder, options.named_key_file(), ask_passphrase);
}

base::Result<std::pair<std::string, std::string>> name_and_value(const std::string& setting, std::string_view example) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos || equals == 0)
    return base::input_error(fmt::format("--set {}: expected NAME=VALUE, such as {}", setting, example));
  return std::pair(setting.substr(0, equals), setting.substr(equals + 1));
}

}  // namespace alongside::cli
