#include "center/staff.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>

#include "center/sign_in_rules.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sealed_file.hpp"

namespace alongside::center {

namespace {

using base::BytesView;
using base::Result;

constexpr std::uint16_t staff_format = 4;
constexpr std::uint16_t staff_format_without_since = 3;
constexpr std::uint16_t staff_format_without_ended = 2;
constexpr std::uint16_t staff_format_by_wall_clock = 1;  // its sessions ended by the wall clock: none is taken over
constexpr std::string_view sealed_for = "staff";
constexpr auto session_length = std::chrono::hours(14);  // a long shift
constexpr std::size_t sessions_max = 4096;
constexpr std::size_t tries_max = 10'000;
constexpr std::size_t token_letters = 64;
constexpr int slow_after_wrong_tries = 1;
constexpr auto longest_wait = std::chrono::seconds(30);

/// Goes on while the machine sleeps, and nobody sets it.
std::chrono::nanoseconds boot_time() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// For people to read only: nothing is decided by it.
base::Instant wall_time() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

/// Names this start of the machine, by which alone `boot_time` means anything; empty where the system has no such name.
const std::string& this_boot() {
  static const std::string name = [] {
    std::string out;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), out);
    return out;
  }();
  return name;
}

std::string random_token() {
  std::array<std::uint8_t, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base::hex(bytes);
}

ledger::Digest token_digest(std::string_view token) { return ledger::digest_of(base::bytes_of(token)); }

Result<std::string> hash_secret(std::string_view secret) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), secret.data(), secret.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return base::operation_error("not enough memory (64 MiB) to hash a password; free some and try again");
  }
  return std::string(out.data());
}

bool holds(const std::string& hash, std::string_view secret) {
  return crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

/// A wrong name, and a name without such a secret, cost as much as a wrong PIN, so that names cannot be guessed by time.
const std::string& nobodys_hash() {
  static const std::string hash = hash_secret(random_token()).value();
  return hash;
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

void put_text(base::Writer& out, std::string_view text) { out.block(base::bytes_of(text)); }
std::string take_text(base::Reader& in) { return std::string(base::text_of(in.block())); }

Principal principal_of(const StaffMember& member, domain::DeviceRef screen) {
  return {.staff = member.number, .role = member.role, .device = screen};
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

Result<> Staff::unlock(const ledger::SiteKeys& keys) {
  const std::lock_guard changing(changing_);
  file_ = file_digest();
  const auto read = without_exceptions([&] { return read_staff(keys); });
  const std::lock_guard lock(mutex_);
  staff_fault_.reset();
  if (!read) {
    staff_fault_ = FolderFault{
        "staff.sealed", "who may sign in", read.error().message + "; nobody can sign in, and emergencies go on",
        "stop the program, put the file back from a backup and start again; it is not written over"};
  } else if (kept_.empty()) {
    staff_fault_ = FolderFault{"staff.sealed", "who may sign in",
                               "it is missing, or nobody stands in it; nobody can sign in, and emergencies go on",
                               "stop the program and put the file back from a backup"};
  }
  return read;
}

void Staff::read_again_if_changed(const ledger::SiteKeys& keys) {
  {
    const std::lock_guard changing(changing_);
    if (file_ == file_digest()) return;
  }
  (void)unlock(keys);  // told among the faults
}

/// Of the sealed bytes; of a file that is not there, none.
ledger::Digest Staff::file_digest() const {
  const auto bytes = ledger::read_file(folder_ / "staff.sealed", ledger::sealed_file_size_max);
  return bytes ? ledger::digest_of(*bytes) : ledger::Digest{};
}

std::vector<FolderFault> Staff::faults() const {
  const std::lock_guard lock(mutex_);
  std::vector<FolderFault> out = screens_faults_;
  if (staff_fault_) out.push_back(*staff_fault_);
  return out;
}

Result<> Staff::read_staff(const ledger::SiteKeys& keys) {
  // Taken over only once the file has opened under it: a wrong key must never seal the file anew.
  auto key = keys.sealed_file.duplicate();
  const auto path = folder_ / "staff.sealed";
  std::error_code unknown;
  if (std::filesystem::status(path, unknown).type() == std::filesystem::file_type::not_found) {
    const std::lock_guard lock(mutex_);
    key_ = std::move(key);
    return base::Done{};
  }
  const auto plain = ledger::read_sealed_file(path, key, sealed_for);
  if (!plain) return plain.error();

  base::Reader in(*plain);
  const auto format = in.number<std::uint16_t>();
  if (format < staff_format_by_wall_clock || format > staff_format)
    return base::check_error(path.string() + ": written by a newer version of the program");
  std::vector<Kept> everybody;
  const auto members = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < members && !in.ran_out(); ++i) {
    Kept kept;
    kept.member.number = domain::StaffRef{in.number<std::uint32_t>()};
    kept.member.role = static_cast<domain::Role>(in.number<std::uint8_t>());
    kept.member.sign_in = take_text(in);
    kept.member.label = take_text(in);
    kept.pin_hash = take_text(in);
    kept.password_hash = take_text(in);
    kept.member.has_password = !kept.password_hash.empty();
    kept.member.ended = format > staff_format_without_ended && in.number<std::uint8_t>() != 0;
    if (format > staff_format_without_since) {
      kept.member.since = {in.number<std::int64_t>()};
      kept.member.ended_at = {in.number<std::int64_t>()};
    }
    everybody.push_back(std::move(kept));
  }
  std::vector<Session> signed_in;
  // Sessions of another start of the machine have ended: how long it was off, nobody knows.
  const bool is_of_this_boot =
      format > staff_format_by_wall_clock && take_text(in) == this_boot() && !this_boot().empty();
  const auto sessions = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < sessions && !in.ran_out(); ++i) {
    Session session;
    session.token = ledger::Digest::from(in.raw(32)).value_or(ledger::Digest{});
    session.staff = domain::StaffRef{in.number<std::uint32_t>()};
    session.screen = domain::DeviceRef{in.number<std::uint16_t>()};
    session.by_password = in.number<std::uint8_t>() != 0;
    session.ends = std::chrono::nanoseconds(in.number<std::int64_t>());
    if (is_of_this_boot) signed_in.push_back(session);
  }
  if (!in.complete()) return base::check_error(path.string() + ": it ends too early; restore it from a copy");
  const std::lock_guard lock(mutex_);
  key_ = std::move(key);
  kept_ = std::move(everybody);
  sessions_ = std::move(signed_in);
  return base::Done{};
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

Result<> Staff::write_staff() const {
  base::Writer out;
  std::optional<ledger::Key> key;
  {
    const std::lock_guard lock(mutex_);
    if (!key_)
      return base::operation_error(
          "staff.sealed is not open (the store is locked, or the file is damaged): staff cannot be changed");
    key = key_->duplicate();
    out.number(staff_format);
    out.number(static_cast<std::uint32_t>(kept_.size()));
    for (const Kept& kept : kept_) {
      out.number(kept.member.number.number);
      out.number(static_cast<std::uint8_t>(kept.member.role));
      for (const std::string& text : {kept.member.sign_in, kept.member.label, kept.pin_hash, kept.password_hash})
        put_text(out, text);
      out.number(static_cast<std::uint8_t>(kept.member.ended));
      out.number(kept.member.since.milliseconds_utc);
      out.number(kept.member.ended_at.milliseconds_utc);
    }
    put_text(out, this_boot());
    out.number(static_cast<std::uint32_t>(sessions_.size()));
    for (const Session& session : sessions_) {
      out.raw(session.token.bytes);
      out.number(session.staff.number);
      out.number(session.screen.number);
      out.number(static_cast<std::uint8_t>(session.by_password));
      out.number(static_cast<std::int64_t>(session.ends.count()));
    }
  }
  const auto written = ledger::write_sealed_file(folder_ / "staff.sealed", *key, sealed_for, out.bytes());
  if (!written) return written.error();
  file_ = *written;
  return base::Done{};
}

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

namespace {

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
  const bool right = holds(out.hash, secret);  // slow: outside the locks
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
