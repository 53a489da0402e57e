#include "ledger/head_token.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

namespace alongside::ledger {

std::string HeadToken::text() const {
  if (head.seq == 0) return {};
  return fmt::format("{}.{}.{}", head.seq, head.digest.text(), mark.text());
}

std::optional<HeadToken> HeadToken::parse(std::string_view text) {
  if (text.size() > text_size_max) return std::nullopt;
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  HeadToken out;
  const std::string_view seq = text.substr(0, first);
  const auto [end, error] = std::from_chars(seq.data(), seq.data() + seq.size(), out.head.seq);
  const auto digest = Digest::parse(text.substr(first + 1, second - first - 1));
  const auto mark = Digest::parse(text.substr(second + 1));
  if (seq.empty() || error != std::errc{} || end != seq.data() + seq.size() || out.head.seq == 0 || !digest || !mark)
    return std::nullopt;
  out.head.digest = *digest;
  out.mark = *mark;
  return out.text() == text ? std::optional(out) : std::nullopt;
}

HeadToken token_of(const Key& key, const Head& head) {
  return {head, Digester(key).add(head.seq).add(head.digest.bytes).finish()};
}

bool is_genuine(const Key& key, const HeadToken& token) {
  const Digest expected = token_of(key, token.head).mark;
  return sodium_memcmp(expected.bytes.data(), token.mark.bytes.data(), expected.bytes.size()) == 0;
}

}  // namespace alongside::ledger
