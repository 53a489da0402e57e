// A small site made for a sweep of faults: a shift behind it, staff, two screens, one more that was revoked, and somebody with a code.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "center/center.hpp"
#include "center/random_id.hpp"
#include "ledger/file_bytes_test.hpp"

namespace alongside::tests {

namespace fs = std::filesystem;
using center::Center;
using ledger::bytes_of;

inline void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// A site with a shift behind it, and what its one registered screen holds.
class MadeSite {
 public:
  MadeSite(const fs::path& folder, const fs::path& key_file) : folder_(folder), key_file_(key_file) {
    auto made = center::create_site({.path = folder,
                                     .name = "test",
                                     .zone = "America/New_York",
                                     .address = "1 Harbor Street",
                                     .kind = domain::SiteKind::training,
                                     .key_file = key_file,
                                     .passphrase = ""});
    EXPECT_TRUE(made.ok());
    auto opened = Center::open(*made, keys(), clock_);
    EXPECT_TRUE(opened.ok());
    Center& running = **opened;
    const auto nurse = running.staff().add("nurse-1", "nurse 1", domain::Role::nurse, "1234", "");
    EXPECT_TRUE(nurse.ok());
    stolen = std::move(running.staff().register_screen("stolen tablet")).value().second;
    EXPECT_TRUE(running.staff().revoke_screen(domain::DeviceRef{1}).ok());
    token = std::move(running.staff().register_screen("front desk")).value().second;
    EXPECT_TRUE(running.staff().register_screen("booth 1").ok());
    const center::Principal by{.staff = nurse->number, .role = domain::Role::nurse, .device = domain::DeviceRef{2}};
    running.submit_and_wait({request(domain::OpenFloor{.responsible = nurse->number}, by)});
    keys_before = bytes_of(folder / "keys.db");
    auto welcome =
        request(domain::Welcome{.person = {}, .purpose = {}, .old_enough = domain::Answer::yes, .seat = {}}, by);
    welcome.code = "Osprey";
    welcome.enrol = true;
    EXPECT_EQ(running.submit_and_wait({welcome}).front().outcome, center::Outcome::accepted);
  }

  ledger::SiteKeys keys() const {
    return ledger::SiteKeys::derive(std::move(ledger::read_key_file(key_file_)).value());
  }

  center::Request request(const domain::CommandBody& body, const center::Principal& by) const {
    center::Request out;
    out.id = center::command_id(clock_.now());
    out.body = body;
    out.by = by;
    return out;
  }

  const fs::path& folder() const { return folder_; }
  std::string token;
  std::string stolen;
  std::string keys_before;  ///< keys.db, before anybody was enrolled

 private:
  fs::path folder_;
  fs::path key_file_;
  mutable center::SystemClock clock_;
};

}  // namespace alongside::tests
