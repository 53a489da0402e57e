// Whatever is wrong in a site's folder, the center comes up: a registered screen opens an emergency, and a record that is not open says why.
//
// A small site is made once. For each fault its folder is copied, one thing in the copy is broken, a center opens on it and the screen taps.
// ALONGSIDE_SWEEP_PLACES is the number of places that are flipped in the larger files (the smaller ones: every byte), ALONGSIDE_SWEEP_PROCESSES that of
// starts of the program itself; `script/sweep --all` does every byte of every file.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "center/center.hpp"
#include "center/random_id.hpp"
#include "faults/made_site.hpp"
#include "ledger/temporary_folder_test.hpp"
#include "support/from_environment.hpp"
#include "support/page_connection.hpp"
#include "support/serving.hpp"

namespace alongside {
namespace {

namespace fs = std::filesystem;
using center::Center;
using ledger::bytes_of;
using tests::MadeSite;
using tests::write;

constexpr std::size_t every_byte_up_to = 1024;
constexpr std::array small_files{"site.toml",       "screens",     "screens.twin", "staff.sealed", "protocol.toml",
                                 "protocol.signed", "journal.pub", "site.pub",     "heads.log"};
constexpr std::array databases{"ledger.db", "keys.db"};

constexpr std::size_t places_in_larger_files = 100;
constexpr std::size_t places_in_databases = 1000;  // of each of the two

class OpeningSweep : public ::testing::Test {
 protected:
  OpeningSweep() : site_(home_ / "site", home_ / "site.key"), other_(home_ / "other", home_ / "other.key") {}

  struct Seen {
    bool came_up = false;
    bool record_open = false;
    std::size_t faults = 0;
    std::string wrong;  ///< empty: all is as it must be
  };

  /// Opens a copy of the site in which `break_it` has broken something.
  template <class Break>
  Seen open_broken(const Break& break_it) {
    const fs::path copy = home_ / "copy";
    fs::remove_all(copy);
    fs::copy(site_.folder(), copy, fs::copy_options::recursive);
    break_it(copy);
    try {
      return look_at(copy);
    } catch (const std::exception& thrown) {
      return {.came_up = false, .record_open = false, .faults = 0, .wrong = std::string("thrown: ") + thrown.what()};
    }
  }

  Seen look_at(const fs::path& copy) {
    Seen seen;
    auto folder = center::find_site_folder(copy);
    if (!folder) return {.came_up = false, .record_open = false, .faults = 0, .wrong = folder.error().message};
    center::SystemClock clock;
    auto opened = Center::open(*folder, site_.keys(), clock);
    if (!opened) return {.came_up = false, .record_open = false, .faults = 0, .wrong = opened.error().message};
    Center& running = **opened;
    seen.came_up = true;
    if (running.staff().screen(site_.stolen)) seen.wrong = "a revoked screen is registered again";
    const auto screen = running.staff().screen(site_.token);
    if (!screen || screen->number != domain::DeviceRef{2}) {
      seen.wrong = "the registered screen is not known by its number";
      return seen;
    }
    const auto tap =
        site_.request(domain::TapAct{.emergency = center::random_id(), .act = {.kind = domain::ActKind::opened}},
                      {.staff = {}, .role = domain::Role::none, .device = screen->number});
    const auto answer = running.submit_and_wait({tap}).front();
    if (answer.outcome != center::Outcome::accepted) seen.wrong = "the opening tap is not accepted";
    std::string because;
    running.read([&](const center::Published& published) {
      seen.record_open = published.saved;
      because = published.closed_because;
      if (published.state.emergencies.empty()) seen.wrong = "no emergency is open";
    });
    if (answer.saved && !seen.record_open) seen.wrong = "called saved by a record that is closed";
    if (!seen.record_open && because.empty()) seen.wrong = "the record is closed and nothing says why";
    return seen;
  }

  void expect_comes_up(const std::string& fault, const Seen& seen) { EXPECT_EQ(seen.wrong, "") << fault; }

  /// Flips one bit in each of many places of a file; prints what followed.
  void flip(const std::string& name, std::size_t places_at_most) {
    const std::string whole = bytes_of(site_.folder() / name);
    ASSERT_FALSE(whole.empty()) << name;
    std::mt19937_64 dice(20'261'129);
    std::vector<std::size_t> places;
    const std::size_t wanted = test::sweep_places(places_at_most);
    const bool every = whole.size() <= every_byte_up_to || wanted >= whole.size();
    const std::size_t count = every ? whole.size() : wanted;
    for (std::size_t i = 0; i < count; ++i) places.push_back(every ? i : dice() % whole.size());
    std::size_t open = 0;
    std::size_t failed = 0;
    for (const std::size_t place : places) {
      const unsigned bit = static_cast<unsigned>(dice() % 8);
      const Seen seen = open_broken([&](const fs::path& copy) {
        std::string flipped = whole;
        flipped[place] = static_cast<char>(static_cast<unsigned char>(flipped[place]) ^ (1U << bit));
        write(copy / name, flipped);
      });
      if (seen.record_open) ++open;
      if (!seen.wrong.empty() && ++failed <= 3)
        ADD_FAILURE() << name << ": bit " << bit << " of byte " << place << ": " << seen.wrong;
    }
    EXPECT_EQ(failed, 0U) << name << ": of " << places.size() << " places";
    fmt::print("  {:<16} {:>5} places flipped: {:>5} came up with the record open, {:>5} with it closed, {} failed\n",
               name, places.size(), open, places.size() - open - failed, failed);
  }

  /// The file cut, emptied, deleted, a folder or a pipe in its place, another site's in its place.
  void replace(const std::string& name) {
    const auto fault = [&](const char* what, auto break_it) {
      const Seen seen = open_broken([&](const fs::path& copy) { break_it(copy / name); });
      expect_comes_up(name + " " + what, seen);
      fmt::print("  {:<16} {:<22} the record {}\n", name, what, seen.record_open ? "open" : "closed");
    };
    const std::string whole = bytes_of(site_.folder() / name);
    fault("cut", [&](const fs::path& file) { write(file, whole.substr(0, whole.size() / 2)); });
    fault("emptied", [&](const fs::path& file) { write(file, ""); });
    fault("deleted", [&](const fs::path& file) { fs::remove(file); });
    fault("a folder instead", [&](const fs::path& file) {
      fs::remove(file);
      fs::create_directory(file);
    });
    fault("a pipe instead", [&](const fs::path& file) {
      fs::remove(file);
      ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
    });
    fault("another site's", [&](const fs::path& file) {
      fs::copy_file(other_.folder() / name, file, fs::copy_options::overwrite_existing);
    });
  }

  ledger::TemporaryFolder home_;
  MadeSite site_;
  MadeSite other_;
};

TEST_F(OpeningSweep, AWholeFolderOpensItsRecord) {
  const Seen seen = open_broken([](const fs::path&) {});
  EXPECT_EQ(seen.wrong, "");
  EXPECT_TRUE(seen.record_open);
}

TEST_F(OpeningSweep, AFlippedBitInASmallFile) {
  for (const char* name : small_files) flip(name, places_in_larger_files);
}

TEST_F(OpeningSweep, AFlippedBitInADatabase) {
  for (const char* name : databases) flip(name, places_in_databases);
}

TEST_F(OpeningSweep, AFileThatIsNotWhatItWas) {
  for (const char* name : small_files) replace(name);
  for (const char* name : databases) replace(name);
}

/// The same from outside, as a page meets it.
TEST_F(OpeningSweep, TheProgramComesUpAndTakesATap) {
  std::mt19937_64 dice(20'261'130);
  const fs::path copy = home_ / "copy";
  const std::uint16_t port = test::free_port();
  std::size_t failed = 0;
  std::size_t saved = 0;
  const std::size_t starts = test::from_environment("ALONGSIDE_SWEEP_PROCESSES", 200);
  for (std::size_t n = 0; n < starts; ++n) {
    const std::size_t file = n % (small_files.size() + databases.size());
    const std::string name = file < small_files.size() ? small_files[file] : databases[file - small_files.size()];
    std::string bytes = bytes_of(site_.folder() / name);
    const std::size_t place = dice() % bytes.size();
    bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ (1U << (dice() % 8)));
    fs::remove_all(copy);
    fs::copy(site_.folder(), copy, fs::copy_options::recursive);
    write(copy / name, bytes);
    const test::Serving program(ALONGSIDE_PROGRAM, copy, {"--key-file", (home_ / "site.key").string()}, port);
    const std::string tap = R"({"id":")" + test::fresh_id().text() + R"(","age_ms":0,"command":"act","emergency":")" +
                            test::fresh_id().text() + R"(","act":"opened"})";
    std::optional<std::string> answer;
    if (program.is_up()) answer = test::PageConnection(port).post("alongside_device=" + site_.token, tap);
    if (!answer || answer->find("\"accepted\":true") == std::string::npos) {
      if (++failed <= 3) ADD_FAILURE() << name << ": byte " << place << ": " << answer.value_or(program.log());
    } else if (answer->find("\"saved\":true") != std::string::npos) {
      ++saved;
    }
  }
  EXPECT_EQ(failed, 0U);
  fmt::print(
      "  the program      {:>5} places flipped: {:>5} taps saved, {:>5} taken with the record closed, {} failed\n",
      starts, saved, starts - saved - failed, failed);
}

/// A center on a copy of the site, for a closer look.
class BrokenSite : public OpeningSweep {
 protected:
  template <class Break>
  void open(const Break& break_it, bool with_key = true) {
    copy_ = home_ / "broken";
    fs::copy(site_.folder(), copy_, fs::copy_options::recursive);
    break_it(copy_);
    auto folder = center::find_site_folder(copy_);
    ASSERT_TRUE(folder.ok());
    auto opened =
        Center::open(*folder, with_key ? std::optional(site_.keys()) : std::optional<ledger::SiteKeys>(), clock_);
    ASSERT_TRUE(opened.ok());
    center_ = std::move(*opened);
  }

  void replace_in(const fs::path& file, const std::string& what, const std::string& by) {
    std::string text = bytes_of(file);
    const std::size_t at = text.find(what);
    ASSERT_NE(at, std::string::npos) << what;
    write(file, text.replace(at, what.size(), by));
  }

  template <class Look>
  auto see(const Look& look) {
    decltype(look(std::declval<const center::Published&>())) out{};
    center_->read([&](const center::Published& published) { out = look(published); });
    return out;
  }

  bool is_told_of(const std::string& file) {
    return see([&](const center::Published& published) {
      return std::any_of(published.faults.begin(), published.faults.end(),
                         [&](const center::FolderFault& fault) { return fault.file == file; });
    });
  }

  domain::ProtocolText protocol() {
    return see([](const center::Published& published) {
      return published.documents->protocol_texts[published.state.protocol.number];
    });
  }

  fs::path copy_;
  center::SystemClock clock_;
  std::unique_ptr<Center> center_;
};

TEST_F(BrokenSite, OnlyTheRecordMakesADemonstration) {
  const auto pretend = [&](const fs::path& copy) {
    replace_in(copy / "site.toml", "\"training\"", "\"demonstration\"");
  };
  open(pretend, false);
  EXPECT_FALSE(see([](const center::Published& published) { return published.is_demonstration(); })) << "locked";
  center_.reset();
  fs::remove_all(copy_);
  open(pretend);
  EXPECT_FALSE(see([](const center::Published& published) { return published.is_demonstration(); }));
  EXPECT_EQ(see([](const center::Published& published) { return published.state.kind; }), domain::SiteKind::training);
  EXPECT_TRUE(is_told_of("site.toml"));
  EXPECT_EQ(bytes_of(copy_ / "site.toml"), bytes_of(site_.folder() / "site.toml")) << "written back";
}

TEST_F(BrokenSite, AChangedCopyOfTheProtocolIsToldAndWrittenAnew) {
  open([&](const fs::path& copy) { replace_in(copy / "protocol.toml", "\"911\"", "\"555\""); });
  EXPECT_TRUE(is_told_of("protocol.toml"));
  EXPECT_EQ(bytes_of(copy_ / "protocol.toml"), bytes_of(site_.folder() / "protocol.toml"));
}

TEST_F(BrokenSite, WithoutAReadableProtocolTheShippedOnePlaysWithTheNumberThatTheSiteSigned) {
  open([&](const fs::path& copy) { write(copy / "protocol.toml", "name = "); }, false);
  EXPECT_TRUE(is_told_of("protocol.toml"));
  EXPECT_NE(protocol().name, "");
  EXPECT_EQ(protocol().emergency_number, "911");
  EXPECT_FALSE(see([](const center::Published& published) { return published.state.protocol_signed; }));
}

TEST_F(BrokenSite, ALockedCenterPlaysNoProtocolThatTheSiteDidNotSign) {
  // The number, and something else: the whole file counts.
  for (const auto& [before, after] : {std::pair("\"911\"", "\"555\""), std::pair("[", " [")}) {
    open([&](const fs::path& copy) { replace_in(copy / "protocol.toml", before, after); }, false);
    EXPECT_TRUE(is_told_of("protocol.toml"));
    EXPECT_EQ(protocol().emergency_number, "911");
    center_.reset();
    fs::remove_all(copy_);
  }
}

TEST_F(BrokenSite, WithoutTheNumbersOwnSignatureNoDigitsAreNamed) {
  for (const char* file : {"protocol.signed", "site.pub"}) {
    open(
        [&](const fs::path& copy) {
          write(copy / "protocol.toml", "name = ");
          replace_in(copy / file, bytes_of(copy / file).substr(0, 12), std::string(12, '0'));
          if (file == std::string_view("protocol.signed")) replace_in(copy / file, " 911", " 555");
        },
        false);
    EXPECT_EQ(protocol().emergency_number, "") << file;
    center_.reset();
    fs::remove_all(copy_);
  }
}

TEST_F(BrokenSite, SignsWhatALockedCenterPlaysAnewOnceTheRecordIsOpen) {
  open([&](const fs::path& copy) { fs::remove(copy / "protocol.signed"); });
  EXPECT_TRUE(is_told_of("protocol.signed"));
  EXPECT_EQ(bytes_of(copy_ / "protocol.signed"), bytes_of(site_.folder() / "protocol.signed"));
}

TEST_F(BrokenSite, CodesThatTheRecordEnrolledAndAreNotHereAreTold) {
  open([&](const fs::path& copy) { write(copy / "keys.db", site_.keys_before); });
  EXPECT_TRUE(is_told_of("keys.db"));
}

TEST_F(BrokenSite, AnEmptiedListOfSignedHeadsIsTold) {
  open([](const fs::path& copy) { write(copy / "heads.log", ""); });
  EXPECT_TRUE(see([](const center::Published& published) { return published.saved; }));
  EXPECT_TRUE(is_told_of("heads.log"));
}

TEST_F(BrokenSite, AnotherSitesListOfSignedHeadsIsTold) {
  open([&](const fs::path& copy) { write(copy / "heads.log", bytes_of(other_.folder() / "heads.log")); });
  EXPECT_TRUE(see([](const center::Published& published) { return published.saved; }));
  EXPECT_TRUE(is_told_of("heads.log"));
}

TEST_F(BrokenSite, AWholeListOfSignedHeadsIsNotToldOf) {
  open([](const fs::path&) {});
  EXPECT_FALSE(is_told_of("heads.log"));
}

TEST_F(BrokenSite, ADamagedDirectoryOfStaffIsNeverWrittenOver) {
  open([](const fs::path& copy) { write(copy / "staff.sealed", "torn"); });
  EXPECT_TRUE(is_told_of("staff.sealed"));
  center::Staff& staff = center_->staff();
  staff.sign_out("nobody's");
  EXPECT_FALSE(staff.sign_in("nurse-1", "1234", true, domain::DeviceRef{2}).token);
  EXPECT_TRUE(staff.revoke_screen(domain::DeviceRef{3}).ok());
  EXPECT_FALSE(staff.add("nurse-2", "nurse 2", domain::Role::nurse, "1234", "").ok());
  EXPECT_EQ(bytes_of(copy_ / "staff.sealed"), "torn");
}

TEST_F(BrokenSite, ALostDirectoryOfStaffIsToldAndNotMadeAnew) {
  open([](const fs::path& copy) { fs::remove(copy / "staff.sealed"); });
  EXPECT_TRUE(is_told_of("staff.sealed"));
  center_->staff().sign_out("nobody's");
  EXPECT_TRUE(center_->staff().revoke_screen(domain::DeviceRef{3}).ok());
  EXPECT_FALSE(fs::exists(copy_ / "staff.sealed"));
}

TEST_F(BrokenSite, AnOlderCopyOfTheScreensBringsNoRevokedScreenBack) {
  std::string before;
  open([&](const fs::path& copy) { before = bytes_of(copy / "screens"); });
  ASSERT_TRUE(center_->staff().revoke_screen(domain::DeviceRef{2}).ok());
  center_.reset();
  write(copy_ / "screens", before);
  auto staff = center::Staff::open(copy_, center::find_site_folder(copy_).value().id);
  ASSERT_TRUE(staff.ok());
  EXPECT_FALSE((*staff)->screen(site_.token));
}

TEST_F(BrokenSite, WithBothCopiesOfTheScreensDamagedEachReadableLineKeepsItsNumber) {
  open([](const fs::path& copy) {
    for (const char* name : {"screens", "screens.twin"}) {
      std::string text = bytes_of(copy / name);
      text[0] = '?';
      write(copy / name, text);
    }
  });
  EXPECT_TRUE(is_told_of("screens"));
  const auto screen = center_->staff().screen(site_.token);
  ASSERT_TRUE(screen);
  EXPECT_EQ(screen->number, domain::DeviceRef{2});
}

TEST_F(BrokenSite, ARecordThatIsPutBackOpensWhileTheCenterRuns) {
  open([](const fs::path& copy) { fs::rename(copy / "ledger.db", copy / "elsewhere"); });
  EXPECT_FALSE(see([](const center::Published& published) { return published.saved; }));
  fs::rename(copy_ / "elsewhere", copy_ / "ledger.db");
  const auto is_open = [](const center::Published& published) { return published.saved; };
  for (int tries = 0; tries < 600 && !see(is_open); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(see(is_open));
}

}  // namespace
}  // namespace alongside
