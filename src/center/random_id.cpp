#include "center/random_id.hpp"

#include <sodium.h>

namespace alongside::center {

namespace {

base::Uuid random_of_version(unsigned version) {
  base::Uuid id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | version << 4);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
  return id;
}

}  // namespace

base::Uuid random_id() { return random_of_version(4); }

base::Uuid command_id(base::Instant at) {
  base::Uuid id = random_of_version(7);
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(at.milliseconds_utc >> (40 - 8 * i));
  return id;
}

}  // namespace alongside::center
