#include "center/demonstration_staff.hpp"

#include <fmt/format.h>
#include <array>

#include "center/staff.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::center {

namespace {

struct Sign {
  const char* sign_in;
  const char* label;
  domain::Role role;
  const char* pin;
  const char* password;
};
// Openly known: a demonstration protects nothing.
constexpr std::array<Sign, 5> signs{
    {{"peer-1", "peer 1", domain::Role::peer, "1111", ""},
     {"peer-3", "peer 3", domain::Role::peer, "3333", ""},
     {"nurse-2", "nurse 2", domain::Role::nurse, "2222", ""},
     {"manager", "manager", domain::Role::manager, "4444", "demonstration"},
     {"director", "medical director", domain::Role::medical_director, "5555", "demonstration"}}};

}  // namespace

base::Result<> add_demonstration_staff(const SiteFolder& folder, const ledger::SiteKeys& keys) {
  const auto staff = Staff::open_unlocked(folder.path, keys);
  if (!staff) return staff.error();
  std::string lines;
  for (const Sign& sign : signs) {
    const auto added = (*staff)->add(sign.sign_in, sign.label, sign.role, sign.pin, sign.password);
    if (!added) return added.error();
    lines += fmt::format("{}\t{}\t{}\n", sign.sign_in, sign.pin, sign.password);
  }
  return ledger::create_file(folder.path / "demonstration-sign-ins", base::bytes_of(lines), ledger::owner_only);
}

}  // namespace alongside::center
