// What the checks of a folder's files say alike: what each file is for, and whether it holds.
//
// For the folder_check sources alone. Threads: any.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "center/folder_check.hpp"

namespace alongside::center::folder_check_words {

namespace fs = std::filesystem;

inline constexpr std::string_view ledger_is_for = "the record";
inline constexpr std::string_view keys_are_for = "codes of participants, links of visits";
inline constexpr std::string_view heads_are_for = "signed heads: what proves that no row was lost";
inline constexpr std::string_view told_is_for = "what screens told of rows that are not in the record";
inline constexpr std::string_view staff_is_for = "who may sign in";
inline constexpr std::string_view screens_are_for = "the registered screens";
inline constexpr std::string_view protocol_is_for = "the protocol in force, for the time before the record is open";
inline constexpr std::string_view signature_is_for = "the site's signature of that copy, and of the number to dial";
inline constexpr std::string_view site_is_for = "id, name, zone, address and kind of the site";
inline constexpr std::string_view journal_is_for = "emergency taps that are not in the record yet";
inline constexpr std::string_view journal_key_is_for = "sealing emergency taps while the record is closed";
inline constexpr std::string_view public_key_is_for = "checking signed heads without the site's key";
inline constexpr std::string_view site_key_is_for = "the site's key";

inline constexpr std::string_view back_from_backup =
    "stop the program, copy the whole folder, and put the file back from a backup";
inline constexpr std::string_view nothing_by_hand = "start `alongside serve`: it is written anew with the record open";

inline bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

inline std::string name_of(const fs::path& path) { return path.filename().string(); }

inline FileCheck holds(const fs::path& file, std::string_view what_for, std::string says = {}) {
  return {name_of(file), std::string(what_for), FileState::holds, std::move(says), {}};
}
inline FileCheck not_there(const fs::path& file, std::string_view what_for, std::string says) {
  return {name_of(file), std::string(what_for), FileState::not_there, std::move(says), {}};
}
inline FileCheck not_checked(const fs::path& file, std::string_view what_for, std::string says) {
  return {name_of(file), std::string(what_for), FileState::not_checked, std::move(says), {}};
}
inline FileCheck damaged(const fs::path& file, std::string_view what_for, std::string says, std::string_view to_do) {
  return {name_of(file), std::string(what_for), FileState::damaged, std::move(says), std::string(to_do)};
}

}  // namespace alongside::center::folder_check_words
