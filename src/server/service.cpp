#include "server/service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <sstream>

#include "ledger/durable_file.hpp"

namespace alongside::server {

namespace {

/// Lines of sign-in name, PIN and password, divided by tabs. Shown only where the record says that this is a demonstration.
std::vector<DemonstrationSignIn> read_demonstration_sign_ins(const center::SiteFolder& folder) {
  std::vector<DemonstrationSignIn> out;
  constexpr std::size_t bytes_max = 64U << 10;
  const auto bytes = ledger::read_file(folder.path / "demonstration-sign-ins", bytes_max);
  if (!bytes) return out;
  std::istringstream file{std::string(base::text_of(*bytes))};
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (second == std::string::npos) continue;
    out.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return out;
}

}  // namespace

Service::Service(center::Center& running, ServiceOptions chosen)
    : center(running),
      options(std::move(chosen)),
      boards(running),
      demonstration_sign_ins(read_demonstration_sign_ins(running.folder())),
      live_places({.all = options.live_readers_max,
                   .of_one = options.live_readers_of_one_max,
                   .elsewhere = options.live_readers_elsewhere_max}) {
  center.read([this](const center::Published& published) {
    last_seq_ = published.head.seq;
    saved_ = published.saved;
  });
  subscription_ = center.subscribe([this] { published(); });
  tell_what_is_wrong();
}

bool Service::is_demonstration() const {
  bool out = false;
  center.read([&](const center::Published& published) { out = published.is_demonstration(); });
  return out;
}

/// Each fault of the folder once, and why the record is closed whenever that is another reason than before.
void Service::tell_what_is_wrong() {
  std::string closed_because;
  std::vector<center::FolderFault> faults;
  center.read([&](const center::Published& published) {
    if (!published.saved) closed_because = published.closed_because;
    faults = published.faults;
  });
  const std::lock_guard lock(told_mutex_);
  if (closed_because != told_closed_because_ && !closed_because.empty()) {
    spdlog::error("the record is closed for writing: {}; emergencies are taken, everything else waits", closed_because);
  }
  told_closed_because_ = closed_because;
  for (const center::FolderFault& fault : faults) {
    if (std::find(told_.begin(), told_.end(), fault) == told_.end()) spdlog::error("{}", fault.sentence());
  }
  told_ = std::move(faults);
}

Service::~Service() { center.unsubscribe(subscription_); }

void Service::cover(bool covered) {
  if (covered_.exchange(covered) == covered) return;
  ++cover_changes_;
  wake_readers();
}

center::SignedIn Service::who(const Request& request) const {
  return center.staff().who(request.cookie(session_cookie), request.cookie(device_cookie));
}

void Service::on_change(std::function<void()> wake) {
  const std::lock_guard lock(wake_mutex_);
  wake_ = std::move(wake);
}

void Service::wake_readers() {
  const std::lock_guard lock(wake_mutex_);
  if (wake_) wake_();
}

void Service::published() {
  std::uint64_t seq = 0;
  bool saved = true;
  center.read([&](const center::Published& published) {
    seq = published.head.seq;
    saved = published.saved;
  });
  if (saved_.exchange(saved) != saved && saved) spdlog::info("the record is open for writing");
  tell_what_is_wrong();
  const std::uint64_t before = last_seq_.exchange(seq);
  if (seq > before) metrics.count_append(seq - before);
  wake_readers();
}

std::optional<Problem> must_be_on_floor(const center::SignedIn& who) {
  if (who.principal.device.exists() || center::may_see_people(who.principal)) return std::nullopt;
  return who.principal.is_signed_in()
             ? problems::not_allowed("The floor is for the site's screens and its floor staff.")
             : problems::no_device();
}

std::optional<Problem> must_see_people(const center::SignedIn& who) {
  if (center::may_see_people(who.principal)) return std::nullopt;
  return who.principal.is_signed_in() ? problems::not_allowed("Today's visits are for floor staff.")
                                      : problems::not_signed_in();
}

std::optional<Problem> must_manage(const center::SignedIn& who) {
  if (who.principal.is_manager()) return std::nullopt;
  return who.principal.is_signed_in() ? problems::not_allowed("This is for the manager or the medical director.")
                                      : problems::not_signed_in();
}

std::optional<Problem> must_manage_by_password(const center::SignedIn& who) {
  if (auto problem = must_manage(who)) return problem;
  if (!who.by_password) return problems::password_first();
  return std::nullopt;
}

std::optional<Problem> must_plan(const center::SignedIn& who) {
  if (who.principal.is_signed_in() && (who.principal.is_manager() || who.principal.role == domain::Role::evaluator))
    return std::nullopt;
  return who.principal.is_signed_in()
             ? problems::not_allowed("Planning is for the manager, the medical director and evaluators.")
             : problems::not_signed_in();
}

}  // namespace alongside::server
