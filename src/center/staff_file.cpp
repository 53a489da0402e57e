// Staff: the sealed file, read under the site's key and written whole with each change.
#include <fmt/format.h>

#include "center/boot_clock.hpp"
#include "center/staff.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sealed_file.hpp"

namespace alongside::center {

namespace {

using base::Result;

constexpr std::uint16_t staff_format = 4;
constexpr std::uint16_t staff_format_without_since = 3;
constexpr std::uint16_t staff_format_without_ended = 2;
constexpr std::uint16_t staff_format_by_wall_clock = 1;  // its sessions ended by the wall clock: none is taken over
constexpr std::string_view sealed_for = "staff";

void put_text(base::Writer& out, std::string_view text) { out.block(base::bytes_of(text)); }
std::string take_text(base::Reader& in) { return std::string(base::text_of(in.block())); }

}  // namespace

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

}  // namespace alongside::center
