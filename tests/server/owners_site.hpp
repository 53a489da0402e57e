// A served site whose owner asks through the socket in its folder.
//
// Threads: one test; the server and the socket have their own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "server/owner_socket.hpp"
#include "server/running_site.hpp"
#include "server/served_site.hpp"

namespace alongside::server::test {

using center::StaffChange;
using What = StaffChange::What;

class OwnersSocket : public ::testing::Test {
 protected:
  void listen(OwnerSocketOptions options = {}) {
    auto listening = OwnerSocket::listen(site_.folder().path, requests_, options);
    ASSERT_TRUE(listening.ok()) << listening.error().message;
    socket_ = std::move(*listening);
  }
  RunningSite running() const {
    auto found = RunningSite::find(site_.folder().path);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().message);
    EXPECT_TRUE(found->has_value());
    return **found;
  }
  std::filesystem::path path() const { return site_.folder().path / "owner.socket"; }
  StaffChange add(const std::string& name) const {
    return {.what = What::add, .sign_in = name, .label = name, .role = domain::Role::nurse, .pin = "8642"};
  }
  bool is_staff(const std::string& name) { return site_.number_of(name).exists(); }
  std::size_t staff_in_the_file() const {
    auto staff = center::Staff::open(site_.folder().path);
    EXPECT_TRUE((*staff)->unlock(site_.keys()).ok());
    return (*staff)->members().size();
  }

  ServedSite site_;
  OwnerRequests requests_{site_.service()};
  std::unique_ptr<OwnerSocket> socket_;
};

}  // namespace alongside::server::test
