#include "center/request_bytes.hpp"

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

}  // namespace

ledger::Digest content_of(const Request& request) {
  if (request.content) return *request.content;
  base::Writer out;
  std::visit(
      [&]<class Body>(const Body& body) {
        out.block(base::bytes_of(Body::name));
        if constexpr (std::is_constructible_v<domain::PageCommand, Body>) put(out, body);
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
  if (const auto* tap = std::get_if<domain::TapAct>(&request.body)) {
    out.number(std::uint8_t{0});
    put(out, *tap);
  } else if (const auto* move = std::get_if<domain::MoveAct>(&request.body)) {
    out.number(std::uint8_t{1});
    put(out, *move);
  } else {
    out.number(std::uint8_t{2});
    put(out, std::get<domain::Look>(request.body));
  }
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
  const auto body = [&in](auto command) {
    take(in, command);
    return domain::CommandBody(command);
  };
  switch (in.number<std::uint8_t>()) {
    case 0: request.body = body(domain::TapAct{}); break;
    case 1: request.body = body(domain::MoveAct{}); break;
    case 2: request.body = body(domain::Look{}); break;
    default: return std::nullopt;
  }
  if (!in.complete()) return std::nullopt;
  return request;
}

}  // namespace alongside::center
