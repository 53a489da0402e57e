// Participants: which code is whose, and which visit belongs to it. Known only inside a running center.
//
// A code (handle or card) is sealed in the ledger under the participant's own key; the link from a visit to a participant is sealed
// under a key of its own. Both keys are in the key store, apart from the ledger: destroy them and the code, or the link, is gone.
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
#include "ledger/key_store.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

/// A code as it is compared: trimmed, inner spaces single, letters in lower case.
std::string folded_code(std::string_view code);

enum class CodeWarning { none, looks_like_a_name, looks_like_a_number };
/// Long runs of digits (phones, documents, dates), or two capitalised words.
CodeWarning warn_about(std::string_view code);

class Participants {
 public:
  Participants(const ledger::SiteKeys& keys, ledger::KeyStore& store);

  /// Takes one enrolment row in: the participant's id and its sealed code. An erased one (no key) is passed over.
  base::Result<> take_enrolment(const base::Uuid& participant, base::BytesView sealed_code);

  std::optional<base::Uuid> find(std::string_view code) const;
  /// The code of a participant as it was written, or empty.
  std::string code_of(const base::Uuid& participant) const;

  struct Sealed {
    base::Uuid id;
    base::Bytes bytes;
  };
  /// Makes a participant with a key of its own and seals the code under it. Not found by `find` until `take_enrolment`.
  base::Result<Sealed> enrol(std::string_view code);
  /// Seals the link of a visit (by its random id) to a participant under a key of the visit's own.
  base::Result<base::Bytes> link(const base::Uuid& visit, const base::Uuid& participant, base::Instant at);
  /// Whom a visit belongs to, while the link's key is there.
  std::optional<base::Uuid> follow(const base::Uuid& visit, base::BytesView sealed_link) const;

  /// `count` handles that nobody has.
  std::vector<std::string> offer_handles(std::size_t count) const;

 private:
  std::string tag(std::string_view code) const;

  const ledger::SiteKeys& keys_;
  ledger::KeyStore& store_;
  std::unordered_map<std::string, base::Uuid> by_tag_;
  std::unordered_map<base::Uuid, std::string> codes_;
};

}  // namespace alongside::center
