// alongside staff: who may sign in at a site. Nothing of it stands in the record but a number and a role.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "center/staff_change.hpp"
#include "cli/command.hpp"
#include "ledger/sqlite/writer_lock.hpp"
#include "server/running_site.hpp"

namespace alongside::cli {

namespace {

using What = center::StaffChange::What;

struct Options {
  SiteOptions site;
  std::string name;
  std::string label;
  std::string role;
  bool with_password = false;
  bool json = false;
};

base::Result<std::unique_ptr<center::Staff>> open_staff(const SiteOptions& options) {
  const auto site = open_site(options);
  if (!site) return site.error();
  return center::Staff::open_unlocked(site->folder.path, site->keys);
}

/// Where who may sign in is changed: at the server that runs on the site; else in its files, with the record's lock held for as long as the change
/// takes. A server that starts meanwhile reads them again once it has that lock. Nothing is held while somebody is asked for a secret.
class StaffOfSite {
 public:
  static base::Result<StaffOfSite> open(const SiteOptions& options) {
    const auto folder = center::read_site_folder(options.folder);
    if (!folder) return folder.error();
    // A locked server says so before anything is asked.
    if (const auto running = server::RunningSite::find(folder->path); !running) return running.error();
    auto site = open_site(options);
    if (!site) return site.error();
    return StaffOfSite(std::move(*site));
  }

  base::Result<center::StaffMember> change(const center::StaffChange& change) const {
    const auto running = server::RunningSite::find(site_.folder.path);
    if (!running) return running.error();
    if (*running) return (*running)->change_staff(site_.keys, change);
    const auto lock = ledger::WriterLock::take(site_.folder.ledger());
    if (!lock) return lock.error();
    const auto staff = center::Staff::open_unlocked(site_.folder.path, site_.keys);
    if (!staff) return staff.error();
    return center::change_staff(**staff, change);
  }

 private:
  explicit StaffOfSite(OpenSite site) : site_(std::move(site)) {}
  OpenSite site_;
};

boost::json::object as_json(const center::StaffMember& member) {
  return {{"staff", member.sign_in},
          {"label", member.label},
          {"role", domain::name_of(member.role)},
          {"has_password", member.has_password},
          {"ended", member.ended}};
}

int list(const Options& options) {
  const auto staff = open_staff(options.site);
  if (!staff) return fail(staff.error());
  const auto everybody = (*staff)->everybody();
  if (options.json) {
    boost::json::array members;
    for (const auto& member : everybody) members.push_back(as_json(member));
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"staff", std::move(members)}}));
    return 0;
  }
  for (const auto& member : everybody) {
    fmt::print("{:<20} {:<20} {:<17} {:<13}{}\n", member.sign_in, member.label, domain::name_of(member.role),
               member.has_password ? "PIN, password" : "PIN", member.ended ? " ended" : "");
  }
  return 0;
}

/// Makes the change, and says what has been done and how that person stands now.
int change(const Options& options, const StaffOfSite& staff, const center::StaffChange& change, std::string_view what) {
  const auto member = staff.change(change);
  if (!member) return fail(member.error());
  if (options.json)
    fmt::print("{}\n", boost::json::serialize(as_json(*member)));
  else
    fmt::print("{} ({}): {}\n", member->sign_in, domain::name_of(member->role), what);
  return 0;
}

int add(const Options& options) {
  const auto role = center::role_to_give(options.role);
  if (!role) {
    return fail(base::input_error(fmt::format(
        "--role {}: expected peer, nurse, responder, manager, medical_director or evaluator", options.role)));
  }
  const auto staff = StaffOfSite::open(options.site);
  if (!staff) return fail(staff.error());
  base::Result<std::string> password{std::string()};
  if (options.with_password) password = ask_password_for(options.name);
  if (!password) return fail(password.error());
  // An empty answer is no password, which is not what was asked for.
  if (options.with_password && password->empty())
    return fail(base::input_error("expected a password of 8 characters or more"));
  const auto pin = ask_pin_for(options.name);
  if (!pin) return fail(pin.error());
  return change(options, *staff,
                {.what = What::add,
                 .sign_in = options.name,
                 .label = options.label.empty() ? options.name : options.label,
                 .role = *role,
                 .pin = *pin,
                 .password = *password},
                "added");
}

int end(const Options& options) {
  const auto staff = StaffOfSite::open(options.site);
  if (!staff) return fail(staff.error());
  return change(options, *staff, {.what = What::end, .sign_in = options.name},
                "ended; the name stays with what they did");
}

int set_pin(const Options& options) {
  const auto staff = StaffOfSite::open(options.site);
  if (!staff) return fail(staff.error());
  const auto pin = ask_pin_for(options.name);
  if (!pin) return fail(pin.error());
  return change(options, *staff, {.what = What::set_pin, .sign_in = options.name, .pin = *pin}, "has a new PIN");
}

int set_password(const Options& options) {
  const auto staff = StaffOfSite::open(options.site);
  if (!staff) return fail(staff.error());
  const auto password = ask_password_for(options.name);
  if (!password) return fail(password.error());
  return change(options, *staff, {.what = What::set_password, .sign_in = options.name, .password = *password},
                "has a new password");
}

}  // namespace

void add_staff_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("staff", "Who may sign in: list, add, end, a new PIN or password");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  alongside staff add /srv/harbor nurse-2 --role nurse --label \"nurse 2\"\n"
      "  alongside staff end /srv/harbor nurse-2\n\n"
      "A server that runs on the site makes the change at once.");
  const auto below = [&](const char* name, const char* what, int (*run)(const Options&)) {
    auto* one = command->add_subcommand(name, what);
    options->site.add_to(*one);
    one->add_flag("--json", options->json, "One JSON document on standard output");
    one->callback([options, &status, run] { status = run(*options); });
    return one;
  };
  const auto named = [&](CLI::App* one) {
    one->add_option("NAME", options->name, "Sign-in name")->required();
    return one;
  };
  below("list", "Everybody, the ended too", list)->footer("Example:\n  alongside staff list /srv/harbor");
  auto* adding = named(below("add", "Add somebody; a PIN is asked", add));
  adding->add_option("--role", options->role, "peer, nurse, responder, manager, medical_director or evaluator")
      ->required();
  adding->add_option("--label", options->label, "As the floor shows them; without it the sign-in name");
  adding->add_flag("--password", options->with_password,
                   "Ask for a password too, before the PIN: a manager and a medical director need one");
  adding->footer("Example:\n  alongside staff add /srv/harbor ben --role manager --password");
  named(below("end", "They work here no longer: signed out at once, and what they did keeps their name", end))
      ->footer("Example:\n  alongside staff end /srv/harbor nurse-2");
  named(below("pin", "Give a new PIN; it is asked", set_pin))
      ->footer("Example:\n  alongside staff pin /srv/harbor nurse-2");
  named(below("password", "Give a new password; it is asked", set_password))
      ->footer("Example:\n  alongside staff password /srv/harbor ana");
}

}  // namespace alongside::cli
