// A running center for tests: a site of its own, a clock that the test moves, and a disk that fails when told to.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "center/center.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {

/// A clock that a test moves; readable from the writer's thread.
class TestClock final : public Clock {
 public:
  base::Instant now() const override { return {ms_.load()}; }
  base::Duration step() const override { return {step_.load()}; }
  void forward(base::Duration by) { ms_ += by.milliseconds; }
  void set(base::Instant at) { ms_ = at.milliseconds_utc; }
  void set_wall_off(base::Duration by) { step_ = by.milliseconds; }

 private:
  std::atomic<std::int64_t> ms_{1'790'000'000'000};
  std::atomic<std::int64_t> step_{0};
};

class CenterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const NewSite site{.path = folder_.path() / "site",
                       .name = "test",
                       .zone = "America/New_York",
                       .address = "",
                       .kind = domain::SiteKind::demonstration,
                       .key_file = {},
                       .passphrase = ""};
    auto made = create_site(site);
    ASSERT_TRUE(made.ok()) << made.error().message;
    site_ = *made;
    open();
    const auto nurse = center_->staff().add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "");
    ASSERT_TRUE(nurse.ok()) << nurse.error().message;
    nurse_.staff = nurse->number;
    const auto peer = center_->staff().add("peer-1", "peer 1", domain::Role::peer, "1111", "");
    ASSERT_TRUE(peer.ok()) << peer.error().message;
    peer_ = peer->number;
  }

  ledger::SiteKeys keys() const {
    return std::move(open_site_keys(site_, std::nullopt, [] { return base::Result<std::string>(std::string()); }))
        .value();
  }

  void open(Center::Options options = {}) {
    center_.reset();
    auto opened = Center::open(site_, keys(), clock_, std::move(options));
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    center_ = std::move(*opened);
  }

  base::Uuid next_id() {
    base::Uuid id;
    const std::uint64_t ms = static_cast<std::uint64_t>(clock_.now().milliseconds_utc);
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    id.bytes[6] = 0x70;
    id.bytes[14] = static_cast<std::uint8_t>(++count_ >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(count_);
    return id;
  }

  Request request(const domain::CommandBody& body, Principal by) {
    Request out;
    out.id = next_id();
    out.body = body;
    out.by = by;
    return out;
  }
  Answer send(const Request& one) { return center_->submit_and_wait({one}).front(); }
  Answer send(const domain::CommandBody& body) { return send(request(body, nurse_)); }

  Request tap(domain::ActKind kind, const base::Uuid& emergency, Principal by) {
    return request(domain::TapAct{.emergency = emergency, .act = {.kind = kind}}, by);
  }

  template <class Read>
  auto see(Read read) {
    decltype(read(std::declval<const Published&>())) out{};
    center_->read([&](const Published& published) { out = read(published); });
    return out;
  }

  void wait_until_open() {
    for (int i = 0; i < 500 && !see([](const Published& p) { return p.saved; }); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(see([](const Published& p) { return p.saved; }));
  }

  ledger::TemporaryFolder folder_;
  SiteFolder site_;
  TestClock clock_;
  std::unique_ptr<Center> center_;
  int count_ = 0;
  Principal nurse_{.staff = {}, .role = domain::Role::nurse, .device = domain::DeviceRef{1}};  ///< one of the staff
  domain::StaffRef peer_;
  const Principal manager_{.staff = domain::StaffRef{9}, .role = domain::Role::manager, .device = domain::DeviceRef{3}};
  const Principal screen_{.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{1}};
  const Principal other_screen_{.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{2}};
};

/// A store that stands on the real one and fails when told to.
struct Switch {
  std::atomic<bool> failing{false};
  std::atomic<bool> throwing{false};    ///< what no store should do
  std::atomic<bool> unreadable{false};  ///< what was appended cannot be looked up
  std::function<void()> before_append;  ///< set only while failing
};

class Full final : public ledger::Store {
 public:
  Full(std::unique_ptr<ledger::Store> real, std::shared_ptr<Switch> disk)
      : real_(std::move(real)), disk_(std::move(disk)) {}
  base::Result<ledger::Head> append(const ledger::Head& expected, std::span<const ledger::NewRow> rows) override {
    if (disk_->failing) return base::operation_error("No space left on device");
    if (disk_->before_append) disk_->before_append();
    if (disk_->throwing) throw std::runtime_error("a fault made by a test");
    return real_->append(expected, rows);
  }
  base::Result<> scan(std::uint64_t from, const std::function<base::Result<>(const ledger::Row&)>& each) override {
    return real_->scan(from, each);
  }
  base::Result<std::optional<ledger::Digest>> digest_at(std::uint64_t seq) override { return real_->digest_at(seq); }
  base::Result<std::vector<ledger::Row>> rows_of(const base::Uuid& command) override {
    if (disk_->unreadable) return base::operation_error("Input/output error");
    return real_->rows_of(command);
  }
  ledger::Head head() const override { return real_->head(); }
  bool writable() const override { return !disk_->failing; }

 private:
  std::unique_ptr<ledger::Store> real_;
  std::shared_ptr<Switch> disk_;
};

inline Center::Options on_disk(const std::shared_ptr<Switch>& disk) {
  Center::Options options;
  options.reopen_every = base::seconds(0);
  options.open_store = [disk](const SiteFolder& folder,
                              const ledger::SiteKeys& site_keys) -> base::Result<std::unique_ptr<ledger::Store>> {
    if (disk->failing) return base::operation_error("No space left on device");
    if (disk->unreadable) return base::operation_error("Input/output error");
    auto real = ledger::SqliteStore::open(folder.ledger(), site_keys, folder.id);
    if (!real) return real.error();
    return std::unique_ptr<ledger::Store>(new Full(std::move(*real), disk));
  };
  return options;
}

}  // namespace alongside::center
