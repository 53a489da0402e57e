#include "center/staff.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>

#include "center/secrets.hpp"
#include "center/sign_in_rules.hpp"

namespace alongside::center {

namespace {

using base::Result;

/// For people to read only: nothing is decided by it.
base::Instant wall_time() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

bool manages(domain::Role role) { return role == domain::Role::manager || role == domain::Role::medical_director; }

Result<std::string> hash_pin(std::string_view pin) {
  if (const auto fits = check_pin(pin); !fits) return fits.error();
  return hash_secret(pin);
}

Result<std::string> hash_password(std::string_view password) {
  if (const auto fits = check_password(password); !fits) return fits.error();
  return hash_secret(password);
}

bool same_but_for_capitals(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

ledger::Digest mark_under(const ledger::Key& key, base::BytesView message) {
  return ledger::keyed_digest(key, "what the site's owner asks for", message);
}

}  // namespace

ledger::Digest mark_of_owner(const ledger::SiteKeys& keys, base::BytesView message) {
  return mark_under(keys.sealed_file, message);
}

std::optional<domain::Role> role_to_give(std::string_view name) {
  const auto role = domain::named<domain::Role>(name);
  if (!role || *role == domain::Role::none || *role == domain::Role::system) return std::nullopt;
  return role;
}

Staff::Staff(std::filesystem::path folder, const base::Uuid& site) : folder_(std::move(folder)), site_(site) {
  ScreensRead read = read_screens(folder_, site);
  for (ScreenLine& line : read.screens) screens_.push_back({.screen = std::move(line.screen), .token = line.token});
  screens_revision_ = read.revision;
  screens_faults_ = std::move(read.faults);
}

Result<std::unique_ptr<Staff>> Staff::open(std::filesystem::path folder, const base::Uuid& site) {
  if (sodium_init() < 0) return base::operation_error("the cryptographic library did not start");
  return std::unique_ptr<Staff>(new Staff(std::move(folder), site));
}

Result<std::unique_ptr<Staff>> Staff::open_unlocked(std::filesystem::path folder, const ledger::SiteKeys& keys) {
  auto staff = open(std::move(folder));
  if (!staff) return staff;
  if (const auto unlocked = (*staff)->unlock(keys); !unlocked) return unlocked.error();
  return staff;
}

std::vector<FolderFault> Staff::faults() const {
  const std::lock_guard lock(mutex_);
  std::vector<FolderFault> out = screens_faults_;
  if (staff_fault_) out.push_back(*staff_fault_);
  return out;
}

bool Staff::is_unlocked() const {
  const std::lock_guard lock(mutex_);
  return key_.has_value();
}

bool Staff::is_mark_of_owner(base::BytesView message, const ledger::Digest& mark) const {
  const std::lock_guard lock(mutex_);
  if (!key_) return false;
  const ledger::Digest expected = mark_under(*key_, message);
  return sodium_memcmp(expected.bytes.data(), mark.bytes.data(), mark.bytes.size()) == 0;
}

Result<StaffMember> Staff::add(std::string sign_in, std::string label, domain::Role role, std::string_view pin,
                               std::string_view password) {
  for (const auto& fits : {check_sign_in_name(sign_in), check_label(label)}) {
    if (!fits) return fits.error();
  }
  auto pin_hash = hash_pin(pin);
  if (!pin_hash) return pin_hash.error();
  Result<std::string> password_hash{std::string()};
  if (!password.empty()) password_hash = hash_password(password);
  if (!password_hash) return password_hash.error();
  const std::lock_guard changing(changing_);
  StaffMember member{.number = {},
                     .sign_in = std::move(sign_in),
                     .label = std::move(label),
                     .role = role,
                     .ended = false,
                     .has_password = !password.empty(),
                     .since = wall_time()};
  {
    const std::lock_guard lock(mutex_);
    const auto taken = [&](auto same) { return std::any_of(kept_.begin(), kept_.end(), same); };
    if (taken([&](const Kept& kept) { return same_but_for_capitals(kept.member.sign_in, member.sign_in); })) {
      return base::input_error(fmt::format("\"{}\" is taken; choose another sign-in name", member.sign_in));
    }
    do {
      member.number = domain::StaffRef{randombytes_uniform(1'000'000'000)};
    } while (taken([&](const Kept& kept) { return kept.member.number == member.number; }));
    kept_.push_back({member, std::move(*pin_hash), std::move(*password_hash)});
  }
  if (const auto written = write_staff(); !written) {
    const std::lock_guard lock(mutex_);
    kept_.pop_back();
    return written.error();
  }
  return member;
}

Result<> Staff::change(std::string_view sign_in, const std::function<Result<>(Kept&)>& make,
                       const std::function<bool(const Session&)>& ends) {
  const std::lock_guard changing(changing_);
  std::size_t place = 0;
  std::optional<Kept> before;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
      return kept.member.sign_in == sign_in && !kept.member.ended;
    });
    if (found == kept_.end()) return base::input_error(fmt::format("\"{}\": nobody signs in by that name", sign_in));
    place = static_cast<std::size_t>(found - kept_.begin());
    before = *found;
    if (const auto made = make(*found); !made) return made.error();
    std::erase_if(sessions_,
                  [&](const Session& session) { return session.staff == before->member.number && ends(session); });
    std::erase_if(accepted_, [&](const Accepted& one) {
      return one.who == before->member.number || one.from == before->member.number;
    });
  }
  const auto written = write_staff();
  if (!written) {
    const std::lock_guard lock(mutex_);
    kept_[place] = std::move(*before);
  }
  return written;
}

Result<> Staff::end(std::string_view sign_in) {
  const auto make = [&](Kept& leaving) -> Result<> {
    const bool another_manages = std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) {
      return &kept != &leaving && manages(kept.member.role) && kept.member.has_password && !kept.member.ended;
    });
    if (manages(leaving.member.role) && !another_manages)
      return base::input_error(
          fmt::format("{} is the last who can manage this site; add another manager with a password first", sign_in));
    leaving.member.ended = true;
    leaving.member.ended_at = wall_time();
    return base::Done{};
  };
  return change(sign_in, make, [](const Session&) { return true; });
}

Result<> Staff::set_pin(std::string_view sign_in, std::string_view pin) {
  auto hash = hash_pin(pin);
  if (!hash) return hash.error();
  const auto make = [&](Kept& kept) -> Result<> {
    kept.pin_hash = std::move(*hash);
    return base::Done{};
  };
  return change(sign_in, make, [](const Session& session) { return !session.by_password; });
}

Result<> Staff::set_password(std::string_view sign_in, std::string_view password) {
  auto hash = hash_password(password);
  if (!hash) return hash.error();
  const auto make = [&](Kept& kept) -> Result<> {
    kept.password_hash = std::move(*hash);
    kept.member.has_password = true;
    return base::Done{};
  };
  return change(sign_in, make, [](const Session& session) { return session.by_password; });
}

std::vector<StaffMember> Staff::members() const {
  auto out = everybody();
  std::erase_if(out, [](const StaffMember& member) { return member.ended; });
  return out;
}

std::vector<StaffMember> Staff::everybody() const {
  const std::lock_guard lock(mutex_);
  std::vector<StaffMember> out;
  for (const Kept& kept : kept_) out.push_back(kept.member);
  return out;
}

std::optional<StaffMember> Staff::member(domain::StaffRef number) const {
  const std::lock_guard lock(mutex_);
  for (const Kept& kept : kept_) {
    if (kept.member.number == number) return kept.member;
  }
  return std::nullopt;
}

}  // namespace alongside::center
