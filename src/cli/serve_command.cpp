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
#include "server/owner_socket.hpp"

namespace alongside::cli {

namespace {

constexpr std::uint64_t demonstration_seed = 1;

struct Options {
  SiteOptions site;
  server::HttpOptions http;
  std::string certificate;
  std::string key;
};

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

/// The site's keys if they can be had without asking. A key that cannot be read keeps no center from its emergencies: it is a fault.
struct KeysFound {
  std::optional<ledger::SiteKeys> keys;
  bool needs_passphrase = false;
};

KeysFound keys_without_asking(center::SiteFolder& folder, const Options& options) {
  KeysFound found;
  auto keys = center::open_site_keys(folder, options.site.named_key_file(), [&]() -> base::Result<std::string> {
    found.needs_passphrase = true;
    return base::input_error("the passphrase is asked while the center runs");
  });
  if (keys) {
    found.keys = std::move(keys).value();
  } else if (!found.needs_passphrase) {
    folder.faults.push_back(
        {"the site's key", "opening the record", keys.error().message + "; the record stays closed",
         "name the key's file with --key-file, or put it back from where it is kept, and start again"});
  }
  return found;
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
  keep_memory_to_itself();
  spdlog::set_default_logger(spdlog::stderr_logger_mt("alongside"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  if (options.certificate.empty() != options.key.empty())
    return fail(base::input_error("give both --tls-cert and --tls-key, or neither"));
  if (!options.certificate.empty())
    options.http.tls = server::TlsFiles{.certificate = options.certificate, .key = options.key};
  const auto loopback = server::is_loopback(options.http.host);
  if (!loopback) return fail(loopback.error());
  base::Result<server::HostNames> names = server::HostNames::of_this_machine();
  if (!*loopback && options.http.tls) names = server::HostNames::of_certificate(options.http.tls->certificate);
  if (!names) return fail(names.error());
  options.http.stop_on_signals = true;

  auto folder = center::find_site_folder(options.site.folder);
  if (!folder) return fail(folder.error());
  auto found = keys_without_asking(*folder, options);
  const bool locked = !found.keys.has_value();

  center::SystemClock clock;
  auto center = center::Center::open(*folder, std::move(found.keys), clock);
  if (!center) return fail(center.error());
  const char* token = std::getenv("ALONGSIDE_METRICS_TOKEN");
  server::Service service(**center, {.metrics_token = token ? token : "", .names = *names});
  server::Application application(service);
  auto http = server::HttpServer::open(application, options.http);
  if (!http) return fail(http.error());

  std::unique_ptr<Demonstration> demonstration;
  if (service.is_demonstration()) {
    auto started = Demonstration::start(**center, demonstration_seed);
    if (started)
      demonstration = std::move(*started);
    else
      spdlog::error("no invented visits: {}", started.error().message);
  }
  const server::OwnerRequests requests(service);
  auto owner = server::OwnerSocket::listen(folder->path, requests);
  if (!owner) spdlog::error("commands on this site wait until the server is stopped: {}", owner.error().message);
  introduce(**http, service);
  std::optional<PassphraseAsker> asker;
  if (locked) {
    const bool terminal = found.needs_passphrase && isatty(STDIN_FILENO) != 0;
    fmt::print(stderr, "The record is LOCKED: emergencies are taken and kept aside, everything else waits for {}.\n",
               terminal ? "the passphrase" : "a start with --key-file or on a terminal");
    if (terminal) asker.emplace(**center, *folder);
  }
  (*http)->run();
  spdlog::info("stopping");
  if (owner) owner->reset();
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
