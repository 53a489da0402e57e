#include "ledger/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "ledger/leaves.hpp"
#include "ledger/row_format.hpp"

namespace alongside::ledger {

namespace {
using domain::Event;
using domain::EventKinds;

struct DecodedEvent {
  Event event;
  std::string fault;  ///< empty: none
};

template <class Body>
DecodedEvent decode_event(base::BytesView bytes) {
  base::Reader in(bytes);
  LeafReader leaf(in);
  DecodedEvent decoded;
  Body body{};
  const auto field = [&](std::string_view name, auto& value, auto&&...) {
    leaf.at(name);
    each_leaf(value, leaf);
  };
  Event::header_fields(decoded.event, field);
  Body::fields(body, field);
  decoded.event.body = body;
  decoded.fault = leaf.fault();
  if constexpr (requires { body.is_known(); }) {
    if (decoded.fault.empty() && !body.is_known()) decoded.fault = "what it names is of no subject of this program";
  }
  if (in.ran_out()) decoded.fault = fmt::format("its {} bytes are too few", bytes.size());
  if (in.left() > 0) decoded.fault = fmt::format("{} of its {} bytes are too many", in.left(), bytes.size());
  return decoded;
}

struct KindOfEvent {
  std::string_view name;
  DecodedEvent (*decode)(base::BytesView) = nullptr;
};

constexpr std::size_t kinds_max = 256;

/// By number; those without `decode` are unknown.
constexpr auto kinds = []<class... Body>(domain::List<Body...>) {
  static_assert(((Body::is.number > 0 && Body::is.number < kinds_max) && ...));
  std::array<KindOfEvent, kinds_max> table{};  // no two have one number: the domain sees to that
  ((table[Body::is.number] = {Body::is.name, decode_event<Body>}), ...);
  return table;
}(EventKinds{});

base::Error later_version(std::string_view what, std::uint64_t number) {
  return base::check_error(
      fmt::format("{} {} is known to no version of alongside up to {}, which this program reads: use the version that "
                  "wrote the row, or a later one",
                  what, number, version_text(row_format_version)));
}

bool is_known(AttachmentKind kind) {
  return kind >= AttachmentKind::command_digest && kind <= AttachmentKind::note && kind != AttachmentKind{4};
}
}  // namespace

EncodedRecord encode(const Record& record) {
  base::Writer event;
  LeafWriter leaf(event);
  const auto field = [&](std::string_view, const auto& value, auto&&...) { each_leaf(value, leaf); };
  Event::header_fields(record.event, field);
  EncodedRecord encoded;
  std::visit(
      [&]<class Body>(const Body& body) {
        encoded.kind = Body::is.number;
        Body::fields(body, field);
      },
      record.event.body);
  assert(kinds[encoded.kind].decode(event.bytes()).fault.empty());

  base::Writer out;
  out.block(event.bytes());
  for (const Attachment& attachment : record.attachments) {
    out.number(static_cast<std::uint8_t>(attachment.kind));
    out.block(attachment.bytes);
  }
  encoded.body = out.take();
  return encoded;
}

base::Result<Record> decode(std::uint16_t kind, base::BytesView body) {
  if (kind >= kinds.size() || kinds[kind].decode == nullptr) return later_version("event kind", kind);
  base::Reader in(body);
  const auto event = in.block();
  if (in.ran_out())
    return base::check_error(fmt::format("{} (kind {}): the body breaks off within the event", kinds[kind].name, kind));
  DecodedEvent decoded = kinds[kind].decode(event);
  if (!decoded.fault.empty()) {
    return base::check_error(fmt::format("{} (kind {}): {}; a later version of alongside wrote it, or it was changed",
                                         kinds[kind].name, kind, decoded.fault));
  }
  Record record{decoded.event, {}};
  while (in.left() > 0) {
    const auto attachment = static_cast<AttachmentKind>(in.number<std::uint8_t>());
    const auto bytes = in.block();
    if (in.ran_out()) {
      return base::check_error(
          fmt::format("{} (kind {}): the body breaks off within an attachment", kinds[kind].name, kind));
    }
    if (!is_known(attachment)) return later_version("attachment kind", static_cast<std::uint8_t>(attachment));
    record.attachments.push_back({attachment, {bytes.begin(), bytes.end()}});
  }
  return record;
}

const base::Bytes* find_attachment(const Record& record, AttachmentKind kind) {
  const auto found = std::ranges::find(record.attachments, kind, &Attachment::kind);
  return found == record.attachments.end() ? nullptr : &found->bytes;
}

}  // namespace alongside::ledger
