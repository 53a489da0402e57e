// alongside init: makes a site. A demonstration also gets staff, their sign-ins printed and kept beside its record.
#include <fmt/core.h>

#include "center/demonstration_staff.hpp"
#include "center/sign_in_rules.hpp"
#include "center/staff.hpp"
#include "cli/command.hpp"
#include "document/shipped_documents.hpp"
#include "document/words.hpp"

namespace alongside::cli {

namespace {

struct Options {
  center::NewSite site;
  std::string key_file;
  bool demonstration = false;
  bool training = false;
  std::string manager;
};

struct Secrets {
  std::string password;
  std::string pin;
};

/// Asked for before anything is made: a weak one must not leave half a site behind.
base::Result<Secrets> ask_manager(const std::string& name) {
  auto password = ask_password_for(name);
  if (!password) return password.error();
  auto pin = ask_pin_for(name);
  if (!pin) return pin.error();
  if (const auto fits = center::check_password(*password); !fits) return fits.error();
  if (const auto fits = center::check_pin(*pin); !fits) return fits.error();
  return Secrets{std::move(*password), std::move(*pin)};
}

/// Every site needs somebody who can register the first screen.
base::Result<> add_manager(const center::SiteFolder& folder, const ledger::SiteKeys& keys, const std::string& name,
                           const Secrets& secrets) {
  const auto staff = center::Staff::open_unlocked(folder.path, keys);
  if (!staff) return staff.error();
  const auto added = (*staff)->add(name, name, domain::Role::manager, secrets.pin, secrets.password);
  if (!added) return added.error();
  return base::Done{};
}

/// What a site may do is its own law's to say: only an invented site has the invented guardrails unasked.
base::Result<std::string> guardrails_of(const Options& options) {
  if (!options.site.guardrails.empty()) return options.site.guardrails;
  if (options.site.kind != domain::SiteKind::real) return std::string("demonstration");
  return base::input_error(
      fmt::format("--guardrails: expected what the law and the site allow, as a file of your own or one that is "
                  "shipped: {}. A real "
                  "site takes none unasked; counsel reads the file first",
                  document::one_of(document::shipped_names("guardrails"))));
}

int run(Options& options) {
  keep_memory_to_itself();
  using domain::SiteKind;
  options.site.kind = options.demonstration ? SiteKind::demonstration
                      : options.training    ? SiteKind::training
                                            : SiteKind::real;
  auto guardrails = guardrails_of(options);
  if (!guardrails) return fail(guardrails.error());
  options.site.guardrails = std::move(guardrails).value();
  if (!options.key_file.empty()) options.site.key_file = options.key_file;
  const bool asks = !options.demonstration && !options.site.key_file;
  if (asks) {
    auto passphrase = ask_new_secret("Passphrase for the site key (keep it on paper, apart): ");
    if (!passphrase) return fail(passphrase.error());
    options.site.passphrase = std::move(passphrase).value();
  }
  base::Result<Secrets> manager = Secrets{};
  if (!options.manager.empty()) manager = ask_manager(options.manager);
  if (!manager) return fail(manager.error());
  const auto folder = center::create_site(
      options.site, [&](const center::SiteFolder& made, const ledger::SiteKeys& keys) -> base::Result<> {
        if (options.demonstration) {
          if (const auto added = center::add_demonstration_staff(made, keys); !added) return added.error();
        }
        if (options.manager.empty()) return base::Done{};
        return add_manager(made, keys, options.manager, *manager);
      });
  if (!folder) return fail(folder.error());
  fmt::print(stderr, "{}: {} site \"{}\" is made. Open it with: alongside serve {}\n", folder->path.string(),
             domain::name_of(folder->kind), folder->name, folder->path.string());
  return 0;
}

}  // namespace

void add_init_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("init", "Make a site: its folder, its key, the first events of its record");
  command->add_option("DIR", options->site.path, "Folder to make")->required();
  command->add_option("--site", options->site.name, "Its name, as harbor-street")->required();
  command->add_option("--zone", options->site.zone, "Its time zone, as America/New_York")->required();
  command->add_option("--address", options->site.address, "What to tell an ambulance: street, door, floor");
  options->site.guardrails.clear();  // not given: asked for, or the demonstration's where nothing is real
  command->add_option("--guardrails", options->site.guardrails,
                      "Shipped name or file: what the law and the site allow. A real site needs it");
  command
      ->add_option("--protocol", options->site.protocol,
                   "Shipped name or file; adopted unsigned until the medical director signs")
      ->capture_default_str();
  command->add_option("--key-file", options->key_file,
                      "Keep the site key in this file (made if it is not there) and not under a passphrase");
  command->add_option("--manager", options->manager, "Sign-in name of a first manager; password and PIN are asked");
  auto* demonstration =
      command->add_flag("--demo", options->demonstration, "A demonstration: simulated visits, watermarked");
  command->add_flag("--training", options->training, "A training site: drills on real screens")
      ->excludes(demonstration);
  command->footer(
      "Example:\n  alongside init /srv/harbor --site harbor-street --zone America/New_York --guardrails rhode-island "
      "--manager ana");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
