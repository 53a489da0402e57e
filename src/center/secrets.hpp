// Secrets of staff and of screens: tokens of cookies, of which only digests are kept, and hashes of passwords and PINs (Argon2id).
//
// Threads: any. Hashing takes about 0.1 s of one core: never under a lock that somebody waits for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

inline constexpr std::size_t token_letters = 64;

std::string random_token();
ledger::Digest token_digest(std::string_view token);

base::Result<std::string> hash_secret(std::string_view secret);
bool is_secret_of(const std::string& hash, std::string_view secret);

}  // namespace alongside::center
