// alongside init: makes a site. A demonstration also gets staff, their sign-ins printed and kept beside its record.
#include <fmt/core.h>

#include "center/demonstration_staff.hpp"
#include "center/staff.hpp"
#include "cli/command.hpp"

namespace alongside::cli {

namespace {

struct Options {
  center::NewSite site;
  std::string key_file;
  bool demonstration = false;
  bool training = false;
  std::string manager;
};

/// Every site needs somebody who can register the first screen.
base::Result<> add_manager(const center::SiteFolder& folder, const ledger::SiteKeys& keys, const std::string& name) {
  auto staff = center::Staff::open(folder.path);
  if (!staff) return staff.error();
  if (const auto unlocked = (*staff)->unlock(keys); !unlocked) return unlocked.error();
  auto password = ask_secretly(fmt::format("Password for {} (8 characters or more): ", name));
  if (!password) return password.error();
  auto pin = ask_secretly(fmt::format("Shift PIN for {} (4 to 12 digits): ", name));
  if (!pin) return pin.error();
  const auto added = (*staff)->add(name, name, domain::Role::manager, *pin, *password);
  if (!added) return added.error();
  return base::Done{};
}

int run(Options& options) {
  using domain::SiteKind;
  options.site.kind = options.demonstration ? SiteKind::demonstration
                      : options.training    ? SiteKind::training
                                            : SiteKind::real;
  if (!options.key_file.empty()) options.site.key_file = options.key_file;
  const bool asks = !options.demonstration && !options.site.key_file;
  if (asks) {
    auto passphrase = ask_secretly("Passphrase for the site key (keep it on paper, apart): ");
    if (!passphrase) return fail(passphrase.error());
    const auto again = ask_secretly("The same once more: ");
    if (!again) return fail(again.error());
    if (*again != *passphrase) return fail(base::input_error("the two passphrases differ; nothing was made"));
    options.site.passphrase = *passphrase;
  }
  const auto folder = center::create_site(options.site);
  if (!folder) return fail(folder.error());
  const auto keys = center::open_site_keys(*folder, options.site.key_file,
                                           [&]() -> base::Result<std::string> { return options.site.passphrase; });
  if (!keys) return fail(keys.error());
  if (options.demonstration) {
    if (const auto made = center::add_demonstration_staff(*folder, *keys); !made) return fail(made.error());
  }
  if (!options.manager.empty()) {
    if (const auto added = add_manager(*folder, *keys, options.manager); !added) return fail(added.error());
  }
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
  command->add_option("--guardrails", options->site.guardrails, "Shipped name or file: what the law and the site allow")
      ->capture_default_str();
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
  command->footer("Example:\n  alongside init /srv/harbor --site harbor-street --zone America/New_York --manager ana");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
