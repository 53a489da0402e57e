#include "cli/command.hpp"

#include <termios.h>
#include <unistd.h>

#include <fmt/core.h>
#include <iostream>

namespace alongside::cli {

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

base::Result<std::string> ask_secretly(const std::string& prompt) {
  if (isatty(STDIN_FILENO) == 0)
    return base::input_error("the site's passphrase is asked on a terminal; without one give --key-file");
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

base::Result<OpenSite> open_site(const SiteOptions& options) {
  auto folder = center::read_site_folder(options.folder);
  if (!folder) return folder.error();
  std::optional<std::filesystem::path> key_file;
  if (!options.key_file.empty()) key_file = options.key_file;
  auto keys = center::open_site_keys(*folder, key_file, [] { return ask_secretly("Passphrase of the site: "); });
  if (!keys) return keys.error();
  return OpenSite{std::move(*folder), std::move(*keys)};
}

base::Result<std::pair<std::string, std::string>> name_and_value(const std::string& setting, std::string_view example) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos || equals == 0)
    return base::input_error(fmt::format("--set {}: expected NAME=VALUE, such as {}", setting, example));
  return std::pair(setting.substr(0, equals), setting.substr(equals + 1));
}

}  // namespace alongside::cli
