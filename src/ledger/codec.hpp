// Domain events as the bytes of a row's body, and back.
//
//   body       = event block, then any number of attachments: kind u8, block
//   event      = the event's header fields, then its own, in the order in which its `fields` lists them
//   block      = length u32, bytes
// Little-endian, fixed width; a truth is one byte 0 or 1, an id its number, a time i64 ms; no floating point.
//
// Goals: one meaning for each row of bytes, for ever: whatever decodes encodes to the same bytes, and whatever is not exactly an
// event of this program is an error (a word's number not in its list, a byte too many). Non-goals: sealing; that is done by whoever
// attaches. Numbers of kinds, fields and attachments are never used again; codec_golden.txt holds the bytes of each kind.
// Threads: any.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "domain/event.hpp"

namespace alongside::ledger {

/// What an event refers to and cannot hold itself. Numbers are on disk: never changed.
enum class AttachmentKind : std::uint8_t {
  command_digest = 1,  ///< of the command's content, on its first row: the same id with other content is refused
  document = 2,        ///< the bytes of an adopted protocol or set of guardrails
  visit_link = 3,      ///< sealed under the visit's key: which participant it is
  // 4 is never used again: it was a participant's sealed code, which must not stand beside the row of a visit.
  public_visit_id = 5,  ///< random: what the visit is called outside the machine
  note = 6,             ///< text of the program's own, never typed by anybody
};

struct Attachment {
  AttachmentKind kind = AttachmentKind::note;
  base::Bytes bytes{};

  bool operator==(const Attachment&) const = default;
};

struct Record {
  domain::Event event{};
  std::vector<Attachment> attachments{};
};

struct EncodedRecord {
  std::uint16_t kind = 0;
  base::Bytes body{};

  bool operator==(const EncodedRecord&) const = default;
};

EncodedRecord encode(const Record& record);

/// Refuses, with a check error that says what was found: a kind, an attachment or a word's number of a later version; bytes that are
/// no event of this kind.
base::Result<Record> decode(std::uint16_t kind, base::BytesView body);

/// The first attachment of this kind, or null. Lives as long as the record.
const base::Bytes* find_attachment(const Record& record, AttachmentKind kind);

}  // namespace alongside::ledger
