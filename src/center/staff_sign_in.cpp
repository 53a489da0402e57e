// Staff: who signs in, who takes charge with a PIN, who is signed in now, and what a wrong secret costs.
#include <fmt/format.h>

#include <algorithm>

#include "center/boot_clock.hpp"
#include "center/secrets.hpp"
#include "center/staff.hpp"

namespace alongside::center {

namespace {

constexpr auto session_length = std::chrono::hours(14);  // a long shift
constexpr std::size_t sessions_max = 4096;
constexpr std::size_t tries_max = 10'000;
constexpr int slow_after_wrong_tries = 1;
constexpr auto longest_wait = std::chrono::seconds(30);

/// A wrong name, and a name without such a secret, cost as much as a wrong PIN, so that names cannot be guessed by time.
const std::string& nobodys_hash() {
  static const std::string hash = hash_secret(random_token()).value();
  return hash;
}

Principal principal_of(const StaffMember& member, domain::DeviceRef screen) {
  return {.staff = member.number, .role = member.role, .device = screen};
}

std::string tries_of(std::string_view name, std::optional<domain::DeviceRef> screen, std::string_view from) {
  return screen ? fmt::format("{}@screen {}", name, screen->number) : fmt::format("{}@{}", name, from);
}

}  // namespace

Staff::Proved Staff::prove(std::string_view name, std::string_view secret, bool is_pin, const std::string& tried_by) {
  Proved out{.member = std::nullopt, .hash = nobodys_hash(), .wait = {}};
  {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (const auto tries = tries_.find(tried_by); tries != tries_.end() && now < tries->second.next) {
      out.wait = std::chrono::ceil<std::chrono::milliseconds>(tries->second.next - now);
      return out;
    }
    for (const Kept& kept : kept_) {
      const std::string& own = is_pin ? kept.pin_hash : kept.password_hash;
      if (kept.member.sign_in != name || kept.member.ended || own.empty()) continue;
      out.member = kept.member;
      out.hash = own;
    }
  }
  const bool right = is_secret_of(out.hash, secret);  // slow: outside the locks
  if (right && out.member) return out;
  out.member.reset();
  const std::lock_guard lock(mutex_);
  add_wrong_try(tried_by, out.wait);
  return out;
}

bool Staff::still_holds(const Proved& proved, bool is_pin) const {
  return std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return kept.member.number == proved.member->number && !kept.member.ended &&
           (is_pin ? kept.pin_hash : kept.password_hash) == proved.hash;
  });
}

Staff::SignInResult Staff::sign_in(std::string_view name, std::string_view secret, bool with_pin,
                                   std::optional<domain::DeviceRef> screen, std::string_view from) {
  const std::string tried_by = tries_of(name, screen, from);
  const Proved proved = prove(name, secret, with_pin, tried_by);
  if (!proved.member) return {.token = std::nullopt, .wait = proved.wait};
  const std::lock_guard changing(changing_);
  const std::string token = random_token();
  {
    const std::lock_guard lock(mutex_);
    if (!still_holds(proved, with_pin)) return {};
    tries_.erase(tried_by);
    const auto now = boot_time();
    std::erase_if(sessions_, [&](const Session& session) { return session.ends < now; });
    if (sessions_.size() >= sessions_max) sessions_.erase(sessions_.begin());
    sessions_.push_back({.token = token_digest(token),
                         .staff = proved.member->number,
                         .screen = screen.value_or(domain::DeviceRef::none()),
                         .by_password = !with_pin,
                         .ends = now + session_length});
  }
  // A sign-in that cannot be kept (disk full) still works until the program stops.
  (void)write_staff();
  return {.token = token, .wait = {}};
}

Staff::Acceptance Staff::accept_charge(std::string_view name, std::string_view pin, const Principal& asked_by,
                                       std::string_view from) {
  const auto screen = asked_by.device.exists() ? std::optional(asked_by.device) : std::nullopt;
  const std::string tried_by = tries_of(name, screen, from);
  const Proved proved = prove(name, pin, true, tried_by);
  if (!proved.member) return {.accepted = false, .wait = proved.wait};
  const std::lock_guard lock(mutex_);
  if (!still_holds(proved, true)) return {};
  tries_.erase(tried_by);
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(accepted_, [&](const Accepted& one) { return one.ends < now; });
  accepted_.push_back({.who = proved.member->number,
                       .from = asked_by.staff,
                       .screen = asked_by.device,
                       .ends = now + acceptance_length});
  return {.accepted = true, .wait = {}};
}

bool Staff::take_acceptance(domain::StaffRef who, const Principal& asked_by) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const auto found = std::find_if(accepted_.begin(), accepted_.end(), [&](const Accepted& one) {
    return one.who == who && one.from == asked_by.staff && one.screen == asked_by.device && now <= one.ends;
  });
  if (found == accepted_.end()) return false;
  accepted_.erase(found);
  return true;
}

void Staff::add_wrong_try(const std::string& who, std::chrono::milliseconds& wait) {
  // The one that was slowed least goes: whoever tries many names does not clear what slows him.
  if (tries_.size() >= tries_max && !tries_.contains(who)) {
    tries_.erase(std::min_element(tries_.begin(), tries_.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.wrong, a.second.next) < std::pair(b.second.wrong, b.second.next);
    }));
  }
  Tries& tries = tries_[who];
  ++tries.wrong;
  if (tries.wrong > slow_after_wrong_tries) {
    wait = std::min<std::chrono::milliseconds>(std::chrono::seconds(1) * (1 << std::min(tries.wrong - 2, 5)),
                                               longest_wait);
  }
  tries.next = std::chrono::steady_clock::now() + wait;
}

void Staff::sign_out(std::string_view token) {
  if (token.size() != token_letters) return;
  const ledger::Digest digest = token_digest(token);
  const auto end = [&] {
    const std::lock_guard lock(mutex_);
    const auto ended = std::find_if(sessions_.begin(), sessions_.end(),
                                    [&](const Session& session) { return session.token == digest; });
    if (ended == sessions_.end()) return false;
    std::erase_if(accepted_, [&](const Accepted& one) { return one.from == ended->staff; });
    sessions_.erase(ended);
    return true;
  };
  // Gone from memory at once; who was nobody has nothing to write, and waits for nobody.
  if (!end()) return;
  const std::lock_guard changing(changing_);
  if (is_unlocked()) (void)write_staff();
}

SignedIn Staff::who(std::string_view session_token, std::string_view screen_token) const {
  SignedIn out;
  const std::lock_guard lock(mutex_);
  if (const KeptScreen* found = screen_of(screen_token)) out.principal.device = found->screen.number;
  if (session_token.size() != token_letters) return out;
  const ledger::Digest digest = token_digest(session_token);
  for (const Session& session : sessions_) {
    if (!(session.token == digest) || session.ends < boot_time()) continue;
    // A PIN's session lives on its screen only.
    if (!session.by_password && session.screen != out.principal.device) continue;
    for (const Kept& kept : kept_) {
      if (kept.member.number != session.staff) continue;
      out.principal = principal_of(kept.member, out.principal.device);
      out.by_password = session.by_password;
    }
  }
  return out;
}

}  // namespace alongside::center
