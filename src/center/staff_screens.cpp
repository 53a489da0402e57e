// Staff: the registered screens.
#include <fmt/format.h>

#include <algorithm>

#include "center/boot_clock.hpp"
#include "center/secrets.hpp"
#include "center/sign_in_rules.hpp"
#include "center/staff.hpp"

namespace alongside::center {

using base::Result;

Result<> Staff::write_screens() {
  std::vector<ScreenLine> lines;
  {
    const std::lock_guard lock(mutex_);
    for (const KeptScreen& kept : screens_) lines.push_back({.screen = kept.screen, .token = kept.token});
  }
  const auto written = center::write_screens(folder_, site_, lines, screens_revision_ + 1);
  if (written) ++screens_revision_;
  return written;
}

Result<std::pair<Screen, std::string>> Staff::register_screen(std::string label, WhenFull when_full) {
  if (const auto fits = check_label(label); !fits) return fits.error();
  const std::string token = random_token();
  const bool reuses = when_full == WhenFull::reuse_longest_unseen;
  const std::lock_guard changing(changing_);
  KeptScreen made{
      .screen = {.number = {}, .label = std::move(label)}, .token = token_digest(token), .seen = boot_time()};
  std::optional<KeptScreen> before;
  {
    const std::lock_guard lock(mutex_);
    if (screens_.size() < (reuses ? demonstration_screens_max : screens_max)) {
      made.screen.number = domain::DeviceRef{static_cast<std::uint16_t>(screens_.size() + 1)};
      screens_.push_back(made);
    } else if (reuses) {
      const auto oldest = std::min_element(screens_.begin(), screens_.end(), [](const auto& a, const auto& b) {
        return a.screen.revoked != b.screen.revoked ? a.screen.revoked : a.seen < b.seen;
      });
      before = *oldest;
      made.screen.number = before->screen.number;
      *oldest = made;
      std::erase_if(sessions_, [&](const Session& session) { return session.screen == made.screen.number; });
    } else {
      return base::operation_error(fmt::format("this site has had {} screens: no more can be registered", screens_max));
    }
  }
  if (const auto written = write_screens(); !written) {
    const std::lock_guard lock(mutex_);
    if (before)
      screens_[made.screen.number.number - 1U] = *before;
    else
      screens_.pop_back();
    return written.error();
  }
  return std::pair{made.screen, token};
}

Result<> Staff::revoke_screen(domain::DeviceRef screen) {
  const std::lock_guard changing(changing_);
  std::size_t ended = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(screens_.begin(), screens_.end(),
                                    [&](const KeptScreen& kept) { return kept.screen.number == screen; });
    if (found == screens_.end()) return base::input_error("no screen has that number");
    found->screen.revoked = true;
    ended = std::erase_if(sessions_, [&](const Session& session) { return session.screen == screen; });
  }
  if (const auto written = write_screens(); !written) return written.error();
  return ended > 0 ? write_staff() : Result<>(base::Done{});
}

std::vector<Screen> Staff::screens() const {
  const std::lock_guard lock(mutex_);
  std::vector<Screen> out;
  for (const KeptScreen& kept : screens_) out.push_back(kept.screen);
  return out;
}

const Staff::KeptScreen* Staff::screen_of(std::string_view token) const {
  if (token.size() != token_letters) return nullptr;
  const ledger::Digest digest = token_digest(token);
  for (const KeptScreen& kept : screens_) {
    if (kept.screen.revoked || !(kept.token == digest)) continue;
    kept.seen = boot_time();
    return &kept;
  }
  return nullptr;
}

std::optional<Screen> Staff::screen(std::string_view token) const {
  const std::lock_guard lock(mutex_);
  const KeptScreen* kept = screen_of(token);
  return kept ? std::optional(kept->screen) : std::nullopt;
}

}  // namespace alongside::center
