#include "center/request_bytes.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "ledger/leaves.hpp"

namespace alongside::center {

namespace {

/// The bytes of a list of fields.
template <class Listed>
void put(base::Writer& out, const Listed& listed) {
  ledger::LeafWriter leaf(out);
  ledger::each_leaf(listed, leaf);
}

/// Takes what `put` wrote; a journal's entry is this program's own, so that no word in it can be unknown.
template <class Listed>
void take(base::Reader& in, Listed& listed) {
  ledger::LeafReader leaf(in);
  ledger::each_leaf(listed, leaf);
}

template <class Body>
constexpr bool is_journalled = Body::is.in_journal != domain::CommandTraits::not_in_journal;

/// What is taken while the record is closed has a number there, each its own: else it could be kept and not be read.
template <class... Body>
constexpr bool are_kept(domain::List<Body...>) {
  std::array<int, 256> taken{};
  ((is_journalled<Body> ? ++taken[Body::is.in_journal] : 0), ...);
  return ((Body::is.unsaved == domain::Unsaved::turned_down || is_journalled<Body>) && ...) &&
         std::all_of(taken.begin(), taken.end(), [](int times) { return times <= 1; });
}
static_assert(are_kept(domain::Commands{}));

/// The command that has this number in the journal; false: none has.
template <class... Body>
bool take_body(base::Reader& in, std::uint8_t number, domain::CommandBody& out, domain::List<Body...>) {
  const auto take_one = [&]<class One>(One command) {
    if constexpr (is_journalled<One>) {
      if (One::is.in_journal != number) return false;
      take(in, command);
      out = command;
      return true;
    } else {
      return false;
    }
  };
  return (take_one(Body{}) || ...);
}

}  // namespace

ledger::Digest content_of(const Request& request) {
  if (request.content) return *request.content;
  base::Writer out;
  std::visit(
      [&]<class Body>(const Body& body) {
        out.block(base::bytes_of(Body::is.name));
        if constexpr (Body::is.sent_by == domain::SentBy::page) put(out, body);
      },
      request.body);
  out.block(base::bytes_of(request.code));
  out.number(static_cast<std::uint8_t>(request.enrol));
  return ledger::digest_of(out.bytes());
}

base::Bytes bytes_of_emergency(const Request& request) {
  base::Writer out;
  put(out, request.id);
  put(out, request.received_at);
  put(out, request.age);
  put(out, request.marks);
  put(out, request.by.staff);
  put(out, request.by.role);
  put(out, request.by.device);
  out.raw(content_of(request).bytes);
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (is_journalled<Body>) {
          out.number(Body::is.in_journal);
          put(out, body);
        }
      },
      request.body);
  return out.take();
}

std::optional<Request> emergency_from(base::BytesView bytes) {
  base::Reader in(bytes);
  Request request;
  take(in, request.id);
  take(in, request.received_at);
  take(in, request.age);
  take(in, request.marks);
  take(in, request.by.staff);
  take(in, request.by.role);
  take(in, request.by.device);
  request.content = ledger::Digest::from(in.raw(32));
  if (!take_body(in, in.number<std::uint8_t>(), request.body, domain::Commands{})) return std::nullopt;
  if (!in.complete()) return std::nullopt;
  return request;
}

}  // namespace alongside::center
