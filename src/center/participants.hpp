// Participants: which code is whose, and which visit belongs to it. Known only inside a running center.
//
// A code (handle or card) lies in the key store, sealed under the participant's own key and gone with it; the ledger holds neither
// code nor participant, because a row beside a first visit would name that visit for ever. The link from a visit to a participant is
// sealed in the ledger under a key of its own, which the key store holds until the link expires.
// Lookup is by exact match of a keyed tag, held in memory only. Threads: one at a time (the center guards it).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/uuid.hpp"
#include "center/folder_fault.hpp"
#include "ledger/key_store.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

/// A code as it is compared: trimmed, inner spaces single, capitals and the way in which an accent is made left out.
std::string folded_code(std::string_view code);

enum class CodeWarning { none, looks_like_a_name, looks_like_a_number, looks_like_a_date };
/// A date; a long run of digits (phones, documents); a common given name or two capitalised words, but for words that are offered here.
CodeWarning warn_about(std::string_view code);

class Participants {
 public:
  Participants(const ledger::SiteKeys& keys, ledger::KeyStore& store);

  /// Takes in everybody whom the key store holds. Whoever was erased is not there.
  base::Result<> load();

  std::size_t count() const { return codes_.size(); }
  /// What is wrong where the record enrolled more people than have a code here; nothing else.
  std::optional<FolderFault> missing(std::uint64_t enrolled) const;
  std::optional<base::Uuid> find(std::string_view code) const;
  /// The code of a participant as it was written, or empty.
  std::string code_of(const base::Uuid& participant) const;

  /// Makes a participant with a key of its own and the code sealed under it, both durable when it returns. Not found until `take`:
  /// the sync must keep nobody waiting who looks a code up.
  base::Result<base::Uuid> enrol(std::string_view code);
  void take(const base::Uuid& participant, std::string_view code);
  /// Seals the link of a visit (by its random id) to a participant under a key of the visit's own.
  base::Result<base::Bytes> link(const base::Uuid& visit, const base::Uuid& participant, base::Instant at);
  /// Whom a visit belongs to, while the link's key is there.
  std::optional<base::Uuid> follow(const base::Uuid& visit, base::BytesView sealed_link) const;

  /// `count` handles that nobody has.
  std::vector<std::string> offer_handles(std::size_t count) const;

 private:
  std::string tag(const std::string& folded) const;

  const ledger::SiteKeys& keys_;
  ledger::KeyStore& store_;
  /// Nobody where two who enrolled before codes were folded as they are would share one: neither is taken for the other.
  std::unordered_map<std::string, std::optional<base::Uuid>> by_tag_;
  std::unordered_map<std::string, base::Uuid> by_tag_before_;  ///< by ASCII's small letters alone, as until then
  std::unordered_map<base::Uuid, std::string> codes_;
};

}  // namespace alongside::center
