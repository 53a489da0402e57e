// Signatures: Ed25519 (RFC 8032), over libsodium. A site signs the heads of its ledger; anybody with the public key checks them.
//
// Threads: any.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/key.hpp"

namespace alongside::ledger {

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};

  bool operator==(const PublicKey&) const = default;
  /// 64 hexadecimal digits.
  std::string text() const { return base::hex(bytes); }
  static std::optional<PublicKey> parse(std::string_view text);
};

struct Signature {
  std::array<std::uint8_t, 64> bytes{};

  bool operator==(const Signature&) const = default;
  /// 128 hexadecimal digits.
  std::string text() const { return base::hex(bytes); }
  static std::optional<Signature> parse(std::string_view text);
};

/// A signing pair; the secret half is its seed, kept as a Key and wiped as one.
class SigningPair {
 public:
  /// The pair that belongs to this seed, always the same.
  static SigningPair from_seed(Key seed);

  Signature sign(base::BytesView message) const;
  const PublicKey& public_key() const { return public_key_; }

 private:
  SigningPair(Key seed, PublicKey public_key) : seed_(std::move(seed)), public_key_(public_key) {}

  Key seed_;
  PublicKey public_key_;
};

bool signature_holds(const PublicKey& key, base::BytesView message, const Signature& signature);

/// The public key as a line of hexadecimal, for whoever checks signatures later. Replaces the file.
base::Result<> write_public_key(const std::filesystem::path& path, const PublicKey& key);
base::Result<PublicKey> read_public_key(const std::filesystem::path& path);

}  // namespace alongside::ledger
