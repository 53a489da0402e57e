// alongside serve: runs a center until it is told to stop. What it says about itself goes to standard output, its log to standard error.
//
// Without the site key it starts locked: emergencies are taken and clocks run, everything else waits for the passphrase.
#include <fmt/core.h>
#include <poll.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "center/center.hpp"
#include "cli/command.hpp"
#include "cli/demonstration.hpp"
#include "server/application.hpp"
#include "server/http_server.hpp"

namespace alongside::cli {

namespace {

constexpr std::uint64_t demonstration_seed = 1;

struct Options {
  SiteOptions site;
  server::HttpOptions http;
  std::string certificate;
  std::string key;
};

std::optional<std::filesystem::path> key_file_of(const Options& options) {
  if (options.site.key_file.empty()) return std::nullopt;
  return options.site.key_file;
}

/// Asks for the passphrase on the terminal while the center runs, until it fits or the program stops.
class PassphraseAsker {
 public:
  PassphraseAsker(center::Center& center, center::SiteFolder folder) : center_(center), folder_(std::move(folder)) {
    tcgetattr(STDIN_FILENO, &shown_);
    termios hidden = shown_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    thread_ = std::thread([this] { run(); });
  }
  ~PassphraseAsker() {
    stopping_ = true;
    thread_.join();
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_);
  }
  PassphraseAsker(const PassphraseAsker&) = delete;
  PassphraseAsker& operator=(const PassphraseAsker&) = delete;

 private:
  void run() {
    while (!stopping_) {
      fmt::print(stderr, "Passphrase of the site: ");
      const auto line = read_line();
      fmt::print(stderr, "\n");
      if (!line) return;
      auto keys = center::open_site_keys(folder_, std::nullopt, [&]() -> base::Result<std::string> { return *line; });
      const auto unlocked = keys ? center_.unlock(std::move(keys).value()) : base::Result<>(keys.error());
      if (unlocked) {
        fmt::print(stderr, "The record is open.\n");
        return;
      }
      fmt::print(stderr, "alongside: {}\n", unlocked.error().message);
    }
  }

  /// Nothing: the terminal is gone, or the program stops.
  std::optional<std::string> read_line() const {
    constexpr int look_around_ms = 200;
    std::string line;
    while (!stopping_) {
      pollfd waiting{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
      if (poll(&waiting, 1, look_around_ms) <= 0) continue;
      char c = 0;
      if (read(STDIN_FILENO, &c, 1) != 1) return std::nullopt;
      if (c == '\n') return line;
      line.push_back(c);
    }
    return std::nullopt;
  }

  center::Center& center_;
  const center::SiteFolder folder_;
  termios shown_{};
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

/// The site's keys if they can be had without asking; nothing if a passphrase is needed.
base::Result<std::optional<ledger::SiteKeys>> keys_without_asking(const center::SiteFolder& folder,
                                                                  const Options& options) {
  bool needs_passphrase = false;
  auto keys = center::open_site_keys(folder, key_file_of(options), [&]() -> base::Result<std::string> {
    needs_passphrase = true;
    return base::input_error("the passphrase is asked while the center runs");
  });
  if (keys) return std::optional(std::move(keys).value());
  if (needs_passphrase) return std::optional<ledger::SiteKeys>();
  return keys.error();
}

void introduce(const server::HttpServer& http, const server::Service& service) {
  const center::SiteFolder& site = service.center.folder();
  fmt::print("Alongside: {} site \"{}\" at {}\n", domain::name_of(site.kind), site.name, http.address());
  for (const server::DemonstrationSignIn& one : service.demonstration_sign_ins) {
    fmt::print("  {:<20} PIN {:<8} password {}\n", one.staff, one.pin, one.password);
  }
  std::fflush(stdout);
}

int run(Options& options) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("alongside"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  if (options.certificate.empty() != options.key.empty())
    return fail(base::input_error("give both --tls-cert and --tls-key, or neither"));
  if (!options.certificate.empty())
    options.http.tls = server::TlsFiles{.certificate = options.certificate, .key = options.key};
  const auto loopback = server::is_loopback(options.http.host);
  if (!loopback) return fail(loopback.error());
  options.http.stop_on_signals = true;

  auto folder = center::read_site_folder(options.site.folder);
  if (!folder) return fail(folder.error());
  auto keys = keys_without_asking(*folder, options);
  if (!keys) return fail(keys.error());
  const bool locked = !keys->has_value();

  center::SystemClock clock;
  auto center = center::Center::open(*folder, std::move(*keys), clock);
  if (!center) return fail(center.error());
  const char* token = std::getenv("ALONGSIDE_METRICS_TOKEN");
  server::Service service(**center, {.metrics_token = token ? token : "", .loopback_only = *loopback});
  server::Application application(service);
  auto http = server::HttpServer::open(application, options.http);
  if (!http) return fail(http.error());

  std::unique_ptr<Demonstration> demonstration;
  if (folder->kind == domain::SiteKind::demonstration) {
    auto started = Demonstration::start(**center, demonstration_seed);
    if (!started) return fail(started.error());
    demonstration = std::move(*started);
  }
  introduce(**http, service);
  std::optional<PassphraseAsker> asker;
  if (locked) {
    const bool terminal = isatty(STDIN_FILENO) != 0;
    fmt::print(stderr, "The record is LOCKED: emergencies are taken and kept aside, everything else waits for {}.\n",
               terminal ? "the passphrase" : "a start with --key-file or on a terminal");
    if (terminal) asker.emplace(**center, *folder);
  }
  (*http)->run();
  spdlog::info("stopping");
  (*center)->submit_and_wait({});  // what is still being decided is answered before the pages' side is gone
  return 0;
}

}  // namespace

void add_serve_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("serve", "Run a center: its pages, its clocks, its record");
  options->site.add_to(*command);
  command->add_option("--host", options->http.host, "Address to serve on; beyond this machine only with TLS")
      ->capture_default_str();
  command->add_option("--port", options->http.port, "Port to serve on; 0 for any free one")->capture_default_str();
  command->add_option("--tls-cert", options->certificate, "PEM file with the certificate chain");
  command->add_option("--tls-key", options->key, "PEM file with its key");
  command->footer(
      "Example:\n  alongside serve /srv/harbor --host 192.168.1.10 --tls-cert harbor.pem --tls-key harbor.key\n\n"
      "ALONGSIDE_METRICS_TOKEN in the environment lets whoever sends it read /metrics from elsewhere.");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
