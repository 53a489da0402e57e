#include "ledger/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "ledger/row_format.hpp"

namespace alongside::ledger {

namespace {
using domain::Event;
using domain::EventBody;

template <class T>
constexpr bool is_array = false;
template <class T, std::size_t size>
constexpr bool is_array<std::array<T, size>> = true;

template <class T>
concept NumberedId = requires { typename T::number_type; };
template <class T>
concept SlotId = std::same_as<T, domain::VisitId> || std::same_as<T, domain::EmergencyId>;
template <class T>
concept WordSet = requires { typename T::word_type; };

/// The bits of a set that stand for a word.
template <WordSet Set>
constexpr std::uint64_t known_bits() {
  constexpr std::size_t words = domain::Words<typename Set::word_type>::names.size();
  static_assert(words <= 8 * sizeof(Set::bits));
  return words == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << words) - 1;
}

/// Gives `leaf` every number that a field is made of, in the order of the bytes. `Value` may be const. A type that is no field of
/// an event does not compile. `leaf(number)` for plain numbers, `leaf.word(enum)`, `leaf.truth(bool)`, `leaf.set(set)` for the rest.
template <class Value>
void each_leaf(Value& value, auto& leaf) {
  using T = std::remove_const_t<Value>;
  if constexpr (std::same_as<T, bool>) {
    leaf.truth(value);
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(domain::Listed<T>);
    leaf.word(value);
  } else if constexpr (std::integral<T>) {
    leaf.number(value);
  } else if constexpr (WordSet<T>) {
    leaf.set(value);
  } else if constexpr (std::same_as<T, base::Instant>) {
    leaf.number(value.milliseconds_utc);
  } else if constexpr (std::same_as<T, base::Duration> || std::same_as<T, domain::Offset>) {
    leaf.number(value.milliseconds);
  } else if constexpr (NumberedId<T>) {
    leaf.number(value.number);
  } else if constexpr (SlotId<T>) {
    leaf.number(value.number);
    leaf.number(value.slot);
  } else if constexpr (std::same_as<T, base::Uuid>) {
    each_leaf(value.bytes, leaf);
  } else if constexpr (is_array<T>) {
    for (auto& element : value) each_leaf(element, leaf);
  } else {
    T::fields(value, [&](std::string_view name, auto& field) {
      leaf.at(name);
      each_leaf(field, leaf);
    });
  }
}

class LeafWriter {
 public:
  explicit LeafWriter(base::Writer& out) : out_(out) {}

  void at(std::string_view) {}
  void number(std::integral auto number) { out_.number(number); }
  void truth(bool truth) { out_.number(static_cast<std::uint8_t>(truth)); }
  template <class Word>
  void word(Word word) {
    out_.number(static_cast<std::underlying_type_t<Word>>(word));
  }
  void set(const WordSet auto& set) { out_.number(set.bits); }

 private:
  base::Writer& out_;
};

/// Remembers the first field whose number means nothing; goes on reading, which is harmless.
class LeafReader {
 public:
  explicit LeafReader(base::Reader& in) : in_(in) {}

  void at(std::string_view name) { field_ = name; }
  template <std::integral Number>
  void number(Number& number) {
    number = in_.number<Number>();
  }
  void truth(bool& truth) {
    const auto found = in_.number<std::uint8_t>();
    expect(found <= 1, found);
    truth = found == 1;
  }
  template <class Word>
  void word(Word& word) {
    const auto found = in_.number<std::underlying_type_t<Word>>();
    expect(found < domain::Words<Word>::names.size(), found);
    word = static_cast<Word>(found);
  }
  template <WordSet Set>
  void set(Set& set) {
    set.bits = in_.number<decltype(set.bits)>();
    expect((set.bits & ~known_bits<Set>()) == 0, set.bits);
  }

  /// Empty if every number meant something.
  const std::string& fault() const { return fault_; }

 private:
  void expect(bool known, std::uint64_t found) {
    if (!known && fault_.empty()) fault_ = fmt::format("{} holds {}, which stands for nothing", field_, found);
  }

  base::Reader& in_;
  std::string_view field_;
  std::string fault_;
};

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
  const auto field = [&](std::string_view name, auto& value) {
    leaf.at(name);
    each_leaf(value, leaf);
  };
  Event::header_fields(decoded.event, field);
  Body::fields(body, field);
  decoded.event.body = body;
  decoded.fault = leaf.fault();
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
constexpr auto kinds = []<class... Body>(std::type_identity<std::variant<Body...>>) {
  static_assert(((Body::number > 0 && Body::number < kinds_max) && ...));
  std::array<KindOfEvent, kinds_max> table{};
  std::size_t taken_twice = 0;
  const auto enter = [&](std::uint16_t number, KindOfEvent kind) {
    if (table[number].decode != nullptr) ++taken_twice;
    table[number] = kind;
  };
  (enter(Body::number, {Body::name, decode_event<Body>}), ...);
  // Not a constant expression, so it does not compile, when two kinds have one number.
  if (taken_twice > 0) throw "two kinds of event have one number";
  return table;
}(std::type_identity<EventBody>{});

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
  const auto field = [&](std::string_view, const auto& value) { each_leaf(value, leaf); };
  Event::header_fields(record.event, field);
  EncodedRecord encoded;
  std::visit(
      [&]<class Body>(const Body& body) {
        encoded.kind = Body::number;
        Body::fields(body, field);
      },
      record.event.body);

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
