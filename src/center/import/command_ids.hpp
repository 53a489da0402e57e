// Import command ids: what makes a row of history known when it comes again.
//
// UUIDs of version 8 (RFC 9562) from a keyed BLAKE2b digest of site, source, visit number and row, so that nobody without the site's key
// can tell from one which visit number it stands for. The ledger takes each id once. A value; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/uuid.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

class ImportCommandIds {
 public:
  ImportCommandIds(const ledger::SiteKeys& keys, const base::Uuid& site, std::string source);

  base::Uuid of_visit(const std::string& visit) const { return of("visit", visit, 0); }
  /// `row`: which of its visit's rows, from 1.
  base::Uuid of_row(const std::string& visit, std::size_t row) const { return of("row", visit, row); }
  /// A tally is what it says.
  base::Uuid of_tally(base::BytesView content) const;

 private:
  base::Uuid of(std::string_view what, const std::string& visit, std::size_t row) const;

  ledger::Key key_;
  base::Uuid site_;
  std::string source_;
};

}  // namespace alongside::center
