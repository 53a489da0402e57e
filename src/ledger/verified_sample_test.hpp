// A sample of a record, verified, and what the report says of it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "ledger/sqlite/ledger_sample_test.hpp"
#include "ledger/verify.hpp"

namespace alongside::ledger {

inline Verification verification_of(const LedgerSample& sample) {
  return {sample.path, sample.keys, sample.site, sample.folder / "heads.log", std::nullopt, {}, {}};
}

inline VerifyReport verify(const Verification& what) {
  const auto report = verify_chain(what);
  if (!report.ok()) {
    ADD_FAILURE() << report.error().message;
    return {};
  }
  return *report;
}
inline VerifyReport verify(const LedgerSample& sample) { return verify(verification_of(sample)); }

inline std::string all_sentences(const VerifyReport& report) {
  std::string all;
  for (const std::string& sentence : report.sentences) all += sentence + "\n";
  return all;
}
inline bool says(const VerifyReport& report, std::string_view words) {
  return all_sentences(report).find(words) != std::string::npos;
}

}  // namespace alongside::ledger
