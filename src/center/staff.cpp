#include "center/staff.hpp"

#include <sodium.h>

#include <fmt/format.h>
#include <algorithm>
#include <chrono>

#include "ledger/durable_file.hpp"
#include "ledger/sealed_file.hpp"

namespace alongside::center {

namespace {

using base::BytesView;
using base::Result;

constexpr std::size_t file_bytes_max = 4U << 20;
constexpr std::uint16_t staff_format = 1;
constexpr std::string_view sealed_for = "staff";
constexpr auto session_length = std::chrono::hours(14);  // a long shift
constexpr int slow_after_wrong_tries = 1;
constexpr auto longest_wait = std::chrono::seconds(30);

std::int64_t utc_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
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
  return !hash.empty() && crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

/// A wrong name costs as much as a wrong PIN, so that names cannot be guessed by time.
const std::string& nobodys_hash() {
  static const std::string hash = hash_secret(random_token()).value();
  return hash;
}

bool is_pin(std::string_view pin) {
  return pin.size() >= 4 && pin.size() <= 12 &&
         std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void put_text(base::Writer& out, std::string_view text) { out.block(base::bytes_of(text)); }
std::string take_text(base::Reader& in) { return std::string(base::text_of(in.block())); }

Principal principal_of(const StaffMember& member, domain::DeviceRef screen) {
  return {.staff = member.number, .role = member.role, .device = screen};
}

}  // namespace

Result<std::unique_ptr<Staff>> Staff::open(std::filesystem::path folder) {
  if (sodium_init() < 0) return base::operation_error("the cryptographic library did not start");
  std::unique_ptr<Staff> staff(new Staff(std::move(folder)));
  if (const auto read = staff->read_screens(); !read) return read.error();
  return staff;
}

Result<> Staff::unlock(const ledger::SiteKeys& keys) {
  const std::lock_guard lock(mutex_);
  // Taken over only once the file has opened under it: a wrong key must never seal the file anew.
  auto key = keys.sealed_file.duplicate();
  const auto path = folder_ / "staff.sealed";
  if (!std::filesystem::exists(path)) {
    key_ = std::move(key);
    return base::Done{};
  }
  const auto plain = ledger::read_sealed_file(path, key, sealed_for);
  if (!plain) return plain.error();

  base::Reader in(*plain);
  if (in.number<std::uint16_t>() != staff_format)
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
    everybody.push_back(std::move(kept));
  }
  std::vector<Session> signed_in;
  const auto sessions = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < sessions && !in.ran_out(); ++i) {
    Session session;
    session.token = ledger::Digest::from(in.raw(32)).value_or(ledger::Digest{});
    session.staff = domain::StaffRef{in.number<std::uint32_t>()};
    session.screen = domain::DeviceRef{in.number<std::uint16_t>()};
    session.by_password = in.number<std::uint8_t>() != 0;
    session.ends_ms = in.number<std::int64_t>();
    signed_in.push_back(session);
  }
  if (!in.complete()) return base::check_error(path.string() + ": it ends too early; restore it from a copy");
  key_ = std::move(key);
  kept_ = std::move(everybody);
  sessions_ = std::move(signed_in);
  return base::Done{};
}

Result<> Staff::write_staff() const {
  if (!key_) return base::operation_error("the store is locked: staff cannot be changed yet");
  base::Writer out;
  out.number(staff_format);
  out.number(static_cast<std::uint32_t>(kept_.size()));
  for (const Kept& kept : kept_) {
    out.number(kept.member.number.number);
    out.number(static_cast<std::uint8_t>(kept.member.role));
    for (const std::string& text : {kept.member.sign_in, kept.member.label, kept.pin_hash, kept.password_hash})
      put_text(out, text);
  }
  out.number(static_cast<std::uint32_t>(sessions_.size()));
  for (const Session& session : sessions_) {
    out.raw(session.token.bytes);
    out.number(session.staff.number);
    out.number(session.screen.number);
    out.number(static_cast<std::uint8_t>(session.by_password));
    out.number(session.ends_ms);
  }
  return ledger::write_sealed_file(folder_ / "staff.sealed", *key_, sealed_for, out.bytes());
}

Result<> Staff::read_screens() {
  const auto path = folder_ / "screens";
  if (!std::filesystem::exists(path)) return base::Done{};
  const auto bytes = ledger::read_file(path, file_bytes_max);
  if (!bytes) return bytes.error();
  std::string_view rest = base::text_of(*bytes);
  for (int line = 1; !rest.empty(); ++line) {
    const std::string_view row = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), row.size() + 1));
    const auto digest = ledger::Digest::parse(row.substr(0, std::min<std::size_t>(row.size(), 64)));
    if (!digest || row.size() < 67)
      return base::check_error(fmt::format("{}:{}: expected a digest, a letter and a label", path.string(), line));
    KeptScreen kept;
    kept.token = *digest;
    kept.screen.number = domain::DeviceRef{static_cast<std::uint16_t>(line)};
    kept.screen.revoked = row[65] == 'r';
    kept.screen.label = row.substr(67);
    screens_.push_back(std::move(kept));
  }
  return base::Done{};
}

Result<> Staff::write_screens() const {
  std::string text;
  for (const KeptScreen& kept : screens_) {
    text += fmt::format("{} {} {}\n", kept.token.text(), kept.screen.revoked ? 'r' : 'a', kept.screen.label);
  }
  return ledger::replace_file(folder_ / "screens", base::bytes_of(text), ledger::owner_only);
}

Result<StaffMember> Staff::add(std::string sign_in, std::string label, domain::Role role, std::string_view pin,
                               std::string_view password) {
  if (!is_pin(pin)) return base::input_error("expected a PIN of 4 to 12 digits");
  if (!password.empty() && password.size() < 8) return base::input_error("expected a password of 8 characters or more");
  auto pin_hash = hash_secret(pin);
  if (!pin_hash) return pin_hash.error();
  std::string password_hash;
  if (!password.empty()) {
    auto hash = hash_secret(password);
    if (!hash) return hash.error();
    password_hash = *hash;
  }
  const std::lock_guard lock(mutex_);
  const auto taken = [&](auto same) { return std::any_of(kept_.begin(), kept_.end(), same); };
  if (taken([&](const Kept& kept) { return kept.member.sign_in == sign_in; })) {
    return base::input_error(fmt::format("\"{}\" is taken; choose another sign-in name", sign_in));
  }
  StaffMember member{.number = {}, .sign_in = std::move(sign_in), .label = std::move(label), .role = role};
  do {
    member.number = domain::StaffRef{randombytes_uniform(1'000'000'000)};
  } while (taken([&](const Kept& kept) { return kept.member.number == member.number; }));
  kept_.push_back({member, std::move(*pin_hash), std::move(password_hash)});
  if (const auto written = write_staff(); !written) {
    kept_.pop_back();
    return written.error();
  }
  return member;
}

std::vector<StaffMember> Staff::members() const {
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

Result<std::pair<Screen, std::string>> Staff::register_screen(std::string label) {
  std::erase_if(label, [](char c) { return c == '\n' || c == '\r'; });
  if (label.empty() || label.size() > 40)
    return base::input_error("expected a label of 1 to 40 characters, as \"front desk\"");
  const std::string token = random_token();
  const std::lock_guard lock(mutex_);
  const Screen screen{.number = domain::DeviceRef{static_cast<std::uint16_t>(screens_.size() + 1)},
                      .label = std::move(label)};
  screens_.push_back({screen, token_digest(token)});
  if (const auto written = write_screens(); !written) {
    screens_.pop_back();
    return written.error();
  }
  return std::pair{screen, token};
}

Result<> Staff::revoke_screen(domain::DeviceRef screen) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(screens_.begin(), screens_.end(),
                                  [&](const KeptScreen& kept) { return kept.screen.number == screen; });
  if (found == screens_.end()) return base::input_error("no screen has that number");
  found->screen.revoked = true;
  std::erase_if(sessions_, [&](const Session& session) { return session.screen == screen; });
  if (const auto written = write_screens(); !written) return written.error();
  return key_ ? write_staff() : Result<>(base::Done{});
}

std::vector<Screen> Staff::screens() const {
  const std::lock_guard lock(mutex_);
  std::vector<Screen> out;
  for (const KeptScreen& kept : screens_) out.push_back(kept.screen);
  return out;
}

std::optional<Screen> Staff::screen(std::string_view token) const {
  if (token.empty()) return std::nullopt;
  const ledger::Digest digest = token_digest(token);
  const std::lock_guard lock(mutex_);
  for (const KeptScreen& kept : screens_) {
    if (kept.token == digest && !kept.screen.revoked) return kept.screen;
  }
  return std::nullopt;
}

Staff::SignInResult Staff::sign_in(std::string_view name, std::string_view secret, bool with_pin,
                                   std::optional<domain::DeviceRef> screen) {
  const std::string who = fmt::format("{}@{}", name, screen ? screen->number : 0);
  std::string hash = nobodys_hash();
  std::optional<StaffMember> member;
  {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (const auto tries = tries_.find(who); tries != tries_.end() && now < tries->second.next) {
      return {.token = std::nullopt, .wait = std::chrono::ceil<std::chrono::milliseconds>(tries->second.next - now)};
    }
    for (const Kept& kept : kept_) {
      if (kept.member.sign_in != name) continue;
      member = kept.member;
      hash = with_pin ? kept.pin_hash : kept.password_hash;
    }
  }
  const bool right = holds(hash, secret) && member.has_value();  // slow: outside the lock

  const std::lock_guard lock(mutex_);
  if (!right) {
    if (tries_.size() > 10'000) tries_.clear();
    Tries& tries = tries_[who];
    ++tries.wrong;
    std::chrono::milliseconds wait{0};
    if (tries.wrong > slow_after_wrong_tries) {
      wait = std::min<std::chrono::milliseconds>(std::chrono::seconds(1) * (1 << std::min(tries.wrong - 2, 5)),
                                                 longest_wait);
    }
    tries.next = std::chrono::steady_clock::now() + wait;
    return {.token = std::nullopt, .wait = wait};
  }
  tries_.erase(who);
  const std::string token = random_token();
  const std::int64_t now = utc_ms();
  std::erase_if(sessions_, [&](const Session& session) { return session.ends_ms < now; });
  sessions_.push_back({.token = token_digest(token),
                       .staff = member->number,
                       .screen = screen.value_or(domain::DeviceRef::none()),
                       .by_password = !with_pin,
                       .ends_ms = now + std::chrono::duration_cast<std::chrono::milliseconds>(session_length).count()});
  // A sign-in that cannot be kept (disk full) still works until the program stops.
  (void)write_staff();
  return {.token = token, .wait = {}};
}

void Staff::sign_out(std::string_view token) {
  const ledger::Digest digest = token_digest(token);
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const Session& session) { return session.token == digest; });
  if (key_) (void)write_staff();  // gone from memory either way
}

SignedIn Staff::who(std::string_view session_token, std::string_view screen_token) const {
  SignedIn out;
  if (const auto found = screen(screen_token)) out.principal.device = found->number;
  if (session_token.empty()) return out;
  const ledger::Digest digest = token_digest(session_token);
  const std::lock_guard lock(mutex_);
  for (const Session& session : sessions_) {
    if (!(session.token == digest) || session.ends_ms < utc_ms()) continue;
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
