// Whatever is wrong in a site's folder, `alongside verify` says so by the file's name: every byte flipped, every file cut, emptied, deleted,
// another site's.
//
// In process, with verify's own parts: the record is read once, and each flipped file is held against what it says, as verify does. Every
// byte of every file that is part of the record, but of the journal's room 2,000 seeded places; what is not is named and counted in the
// summary. ALONGSIDE_SWEEP_PLACES=N flips at most N places of each database and of the journal (0: every one).
#include <fcntl.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <random>

#include "center/folder_check.hpp"
#include "center/journal.hpp"
#include "center/request_bytes.hpp"
#include "faults/database_places.hpp"
#include "faults/made_site.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"
#include "support/from_environment.hpp"
#include "support/ran.hpp"

namespace alongside {
namespace {

namespace fs = std::filesystem;
using center::Center;
using center::FileCheck;
using center::FileState;
using ledger::all_bytes_in;
using ledger::bytes_of;
using tests::MadeSite;
using tests::write;

bool is_said(const FileCheck& check) {
  return check.state == FileState::damaged || check.says.find("torn") != std::string::npos;
}

class VerifySweep : public ::testing::Test {
 protected:
  VerifySweep()
      : site_(home_ / "site", home_ / "site.key"),
        other_(home_ / "other", home_ / "other.key"),
        keys_(site_.keys()),
        now_(center::SystemClock().now()) {
    fs::copy(site_.folder(), copy_, fs::copy_options::recursive);
    folder_ = center::find_site_folder(copy_).value();
    record_ = center::check_record(folder_, keys_, std::nullopt, now_).says;
    EXPECT_TRUE(record_.is_read);
  }

  /// All that verify says about this file, and nothing about the others.
  std::vector<FileCheck> look_at(const std::string& name) {
    if (name == "ledger.db" || name.starts_with("heads."))
      return center::check_record(folder_, keys_, std::nullopt, now_).files;
    if (name == "keys.db") return center::check_key_store(folder_, keys_, record_);
    if (name == "staff.sealed") return {center::check_staff(folder_, keys_, record_)};
    if (name.starts_with("screens")) return center::check_screens(folder_, record_);
    if (name == "protocol.toml") return {center::check_protocol_copy(folder_, record_)};
    if (name == "protocol.signed") return {center::check_protocol_signature(folder_, keys_, record_)};
    if (name.starts_with("journal")) return center::check_journal(folder_, keys_, record_);
    if (name == "site.pub") return {center::check_public_key(folder_, keys_)};
    return look_at_all();
  }

  std::vector<FileCheck> look_at_all() {
    const auto read = center::find_site_folder(copy_);
    if (!read) return {{"site.toml", "", FileState::damaged, read.error().message, ""}};
    const base::Result<ledger::SiteKeys> keys(site_.keys());
    return center::check_folder({.folder = *read, .keys = keys, .key_file = home_ / "site.key", .held = {}}, now_)
        .files;
  }

  bool says_so(const std::string& name) {
    const auto files = look_at(name);
    return std::any_of(files.begin(), files.end(),
                       [&](const FileCheck& check) { return check.file == name && is_said(check); });
  }

  /// Why a byte is not part of the record, or nothing.
  using WhyNot = std::function<std::string(std::size_t place)>;

  void flip(const std::string& name, const WhyNot& why_not, std::size_t at_most) {
    const fs::path file = copy_ / name;
    const std::string whole = bytes_of(file);
    ASSERT_FALSE(whole.empty()) << name;
    ASSERT_FALSE(says_so(name)) << name << " is whole";
    std::map<std::string, std::size_t> not_part;
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < whole.size(); ++place) {
      const std::string why = why_not(place);
      if (why.empty())
        places.push_back(place);
      else
        ++not_part[why];
    }
    const std::size_t part = places.size();
    std::mt19937_64 dice(20'261'129);
    if (places.size() > at_most) {
      std::shuffle(places.begin(), places.end(), dice);
      places.resize(at_most);
    }
    const int handle = ::open(file.c_str(), O_WRONLY);
    const auto put = [&](std::size_t place, char byte) {
      return ::pwrite(handle, &byte, 1, static_cast<off_t>(place)) == 1;
    };
    std::size_t silent = 0;
    for (const std::size_t place : places) {
      const unsigned bit = static_cast<unsigned>(dice() % 8);
      const char flipped = static_cast<char>(static_cast<unsigned char>(whole[place]) ^ (1U << bit));
      EXPECT_TRUE(put(place, flipped));
      if (!says_so(name) && ++silent <= 5) ADD_FAILURE() << name << ": bit " << bit << " of byte " << place;
      EXPECT_TRUE(put(place, whole[place]));
    }
    ::close(handle);
    EXPECT_EQ(silent, 0U) << name << ": of " << places.size() << " places";
    fmt::print("  {:<14} {:>7} bytes are part of the record, {:>6} flipped, {} silent\n", name, part, places.size(),
               silent);
    for (const auto& [why, count] : not_part) fmt::print("  {:<14} {:>7} bytes are not: {}\n", "", count, why);
  }

  static std::string all_of_it(std::size_t /*place*/) { return {}; }

  /// The file broken, looked at by all of verify, and put back.
  template <class Break>
  void replace(const std::string& name, const char* what, const Break& break_it) {
    const fs::path file = copy_ / name;
    const std::string whole = bytes_of(file);
    break_it(file);
    const auto before = all_bytes_in(copy_);
    const auto files = look_at_all();
    EXPECT_TRUE(
        std::any_of(files.begin(), files.end(),
                    [&](const FileCheck& check) { return check.file == name && check.state == FileState::damaged; }))
        << name << " " << what;
    EXPECT_GE(files.size(), 12U) << name << " " << what << ": every file is listed";
    EXPECT_TRUE(all_bytes_in(copy_) == before) << name << " " << what << ": nothing is changed";
    fs::remove_all(file);
    write(file, whole);
  }

  ledger::TemporaryFolder home_;
  MadeSite site_;
  MadeSite other_;
  ledger::SiteKeys keys_;
  base::Instant now_;
  fs::path copy_ = home_ / "copy";
  center::SiteFolder folder_;
  center::RecordSays record_;
};

TEST_F(VerifySweep, NothingIsSaidOfAWholeFolderAndNothingInItChanges) {
  const auto before = all_bytes_in(copy_);
  for (const FileCheck& check : look_at_all())
    EXPECT_TRUE(check.state == FileState::holds || check.state == FileState::not_there)
        << check.file << ": " << check.says;
  EXPECT_TRUE(all_bytes_in(copy_) == before);
}

TEST_F(VerifySweep, NothingIsSaidOfAFolderThatIsServedMeanwhile) {
  center::SystemClock clock;
  const auto opened = Center::open(folder_, site_.keys(), clock);
  ASSERT_TRUE(opened.ok());
  (*opened)->submit_and_wait({});
  for (const FileCheck& check : look_at_all())
    EXPECT_TRUE(check.state == FileState::holds || check.state == FileState::not_there)
        << check.file << ": " << check.says;
}

TEST_F(VerifySweep, AFlippedBitInASmallFile) {
  for (const char* name : {"staff.sealed", "screens", "screens.twin", "protocol.toml", "protocol.signed", "journal.pub",
                           "site.pub", "heads.log"})
    flip(name, all_of_it, std::numeric_limits<std::size_t>::max());
}

TEST_F(VerifySweep, AFlippedBitInTheSiteFile) {
  // Id, kind and zone are what everything else hangs on. The rest is the operator's own, written by hand.
  const std::string text = bytes_of(copy_ / "site.toml");
  const auto value_of = [&](const std::string& key) {
    const std::size_t begin = text.find("\n" + key + " = \"") + key.size() + 5;
    return std::pair(begin, text.find('"', begin));
  };
  const auto why_not = [&](std::size_t place) -> std::string {
    for (const char* key : {"id", "zone", "kind"}) {
      const auto [begin, end] = value_of(key);
      const bool is_letter_of_id =
          std::string_view(key) == "id" && std::isalpha(static_cast<unsigned char>(text[place])) != 0;
      if (place >= begin && place < end && !is_letter_of_id) return {};
    }
    return "the operator's own words: name, address, comments, how letters are cased in the id";
  };
  flip("site.toml", why_not, std::numeric_limits<std::size_t>::max());
}

TEST_F(VerifySweep, AFlippedBitInTheJournal) {
  const auto made =
      site_.request(domain::TapAct{.emergency = center::random_id(), .act = {.kind = domain::ActKind::opened}},
                    {.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{2}});
  center::Journal journal(copy_);
  ASSERT_TRUE(journal.append(center::bytes_of_emergency(made)).ok());
  flip("journal", all_of_it, test::sweep_places(2'000));
}

TEST_F(VerifySweep, AFlippedBitInADatabase) {
  for (const char* name : {"ledger.db", "keys.db"}) {
    const std::string file = bytes_of(copy_ / name);
    const tests::DatabasePlaces places(file);
    flip(name, [&](std::size_t place) { return places.why_not_part_of_the_record(place); }, test::sweep_places(0));
  }
}

TEST_F(VerifySweep, AFileThatIsNotWhatItWas) {
  for (const char* name : {"ledger.db", "keys.db", "heads.log", "staff.sealed", "screens", "screens.twin",
                           "protocol.toml", "protocol.signed", "site.toml", "journal", "journal.pub", "site.pub"}) {
    const std::string whole = bytes_of(copy_ / name);
    // In a line: a list of heads that is cut between two is a shorter list, and only what it no longer reaches can tell.
    replace(name, "cut", [&](const fs::path& file) { write(file, whole.substr(0, whole.size() / 3)); });
    replace(name, "emptied", [&](const fs::path& file) { write(file, ""); });
    replace(name, "deleted", [&](const fs::path& file) { fs::remove(file); });
    replace(name, "a folder instead", [&](const fs::path& file) {
      fs::remove(file);
      fs::create_directory(file);
    });
    const std::string name_of_file = name;
    if (name_of_file == "protocol.toml" || name_of_file == "journal") continue;  // one site's is as another's
    replace(name, "another site's", [&](const fs::path& file) {
      fs::copy_file(other_.folder() / name_of_file, file, fs::copy_options::overwrite_existing);
    });
  }
}

TEST_F(VerifySweep, AnOlderCopyOfTheKeyStore) {
  replace("keys.db", "older", [&](const fs::path& file) { write(file, site_.keys_before); });
}

/// Two lives of a copy of the site, the second ended as a kill ends it: its files with their logs.
class KilledSite : public VerifySweep {
 protected:
  KilledSite() {
    const fs::path living = home_ / "living";
    fs::copy(copy_, living, fs::copy_options::recursive);
    for (int life = 0; life < 2; ++life) {
      const auto opened = Center::open(center::find_site_folder(living).value(), site_.keys(), clock_);
      EXPECT_TRUE(opened.ok());
      (*opened)->submit_and_wait({});  // what is done once an hour, and empties logs, is done behind this
      auto welcome =
          site_.request(domain::Welcome{.person = {}, .purpose = {}, .old_enough = domain::Answer::yes, .seat = {}},
                        {.staff = (*opened)->staff().members().front().number,
                         .role = domain::Role::nurse,
                         .device = domain::DeviceRef{2}});
      welcome.code = "Heron " + std::to_string(life);
      welcome.enrol = true;
      EXPECT_EQ((*opened)->submit_and_wait({welcome}).front().outcome, center::Outcome::accepted);
      fs::remove_all(killed_);
      fs::copy(living, killed_, fs::copy_options::recursive);
    }
  }

  std::vector<FileCheck> verify_killed() {
    const base::Result<ledger::SiteKeys> keys(site_.keys());
    return center::check_folder(
               {.folder = center::find_site_folder(killed_).value(), .keys = keys, .key_file = {}, .held = {}},
               clock_.now())
        .files;
  }

  center::SystemClock clock_;
  fs::path killed_ = home_ / "killed";
};

TEST_F(KilledSite, HoldsWithItsOwnLogs) {
  const auto before = all_bytes_in(killed_);
  ASSERT_GT(before.at("ledger.db-wal").size(), 0U);
  ASSERT_GT(before.at("keys.db-wal").size(), 0U);
  for (const FileCheck& file : verify_killed())
    EXPECT_NE(file.state, FileState::damaged) << file.file << ": " << file.says;
  EXPECT_TRUE(all_bytes_in(killed_) == before);
}

TEST_F(KilledSite, AnOlderCopyBesideALivingLogIsNamedAndNothingOfItIsSpoilt) {
  for (const std::string name : {"ledger.db", "keys.db"}) {
    const std::string log = name + "-wal";
    const std::string newer = bytes_of(killed_ / name);
    fs::copy_file(copy_ / name, killed_ / name, fs::copy_options::overwrite_existing);
    const auto before = all_bytes_in(killed_);
    const auto files = verify_killed();
    EXPECT_TRUE(std::any_of(files.begin(), files.end(), [&](const FileCheck& file) {
      return file.file == name && file.state == FileState::damaged && file.says.find(log) != std::string::npos;
    })) << name;
    EXPECT_TRUE(all_bytes_in(killed_) == before) << name;

    auto opened = Center::open(center::find_site_folder(killed_).value(), site_.keys(), clock_);
    ASSERT_TRUE(opened.ok());
    const auto tap =
        site_.request(domain::TapAct{.emergency = center::random_id(), .act = {.kind = domain::ActKind::opened}},
                      {.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{2}});
    const auto answer = (*opened)->submit_and_wait({tap}).front();
    EXPECT_EQ(answer.outcome, center::Outcome::accepted) << "emergencies go on";
    EXPECT_FALSE(answer.saved);
    std::string because;
    (*opened)->read([&](const center::Published& published) { because = published.closed_because; });
    EXPECT_NE(because.find(log), std::string::npos) << because;
    std::move(opened).value().reset();
    EXPECT_TRUE(bytes_of(killed_ / name) == before.at(name)) << name;
    EXPECT_TRUE(bytes_of(killed_ / log) == before.at(log)) << log;
    write(killed_ / name, newer);
    if (name == "ledger.db") write(killed_ / log, before.at(log));
  }
}

/// The program itself, as it is typed.
TEST_F(VerifySweep, TheProgramListsEveryFileAndEndsWithThree) {
  const std::string verify =
      std::string(ALONGSIDE_PROGRAM) + " verify " + copy_.string() + " --key-file " + (home_ / "site.key").string();
  EXPECT_EQ(test::run(verify).status, 0);
  const auto token = [&] {
    const auto store = ledger::SqliteStore::open_still(folder_.ledger(), keys_, folder_.id);
    return ledger::token_of(keys_.head_token, (*store)->head());
  }();
  EXPECT_EQ(test::run(verify + " --head " + token.text()).status, 0);
  auto ahead = token.head;
  ahead.seq += 5;
  EXPECT_EQ(test::run(verify + " --head " + ledger::token_of(keys_.head_token, ahead).text()).status, 3);
  for (const char* name : {"keys.db", "staff.sealed", "site.toml", "ledger.db"}) {
    const std::string whole = bytes_of(copy_ / name);
    write(copy_ / name, whole.substr(0, whole.size() / 2));
    const auto ran = test::run(verify + " 2>&1");
    EXPECT_EQ(ran.status, 3) << name << ": " << ran.out;
    EXPECT_NE(ran.out.find(std::string(name) + std::string(17 - std::string(name).size(), ' ') + "DAMAGED"),
              std::string::npos)
        << ran.out;
    write(copy_ / name, whole);
  }
}

}  // namespace
}  // namespace alongside
