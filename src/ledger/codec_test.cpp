#include "ledger/codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

namespace alongside::ledger {
namespace {

using domain::Event;
using domain::EventBody;

constexpr const char* golden_path = ALONGSIDE_SOURCE_DIR "/src/ledger/codec_golden.txt";

/// A list grows at its end; the golden bytes were filled from it as it was when its line was written.
template <class E>
constexpr std::size_t words_when_written() {
  if constexpr (std::is_same_v<E, domain::ActKind>) return 28;
  return domain::Words<E>::names.size();
}

/// Fills any field: numbers from `next`, words and sets from their lists.
struct Filler {
  std::function<std::uint64_t()> next;

  template <class T>
  void fill(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = next() % 2 == 1;
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(next() % words_when_written<T>());
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(next());
    } else if constexpr (requires { typename T::word_type; }) {
      const std::size_t words = domain::Words<typename T::word_type>::names.size();
      value.bits = static_cast<decltype(value.bits)>(next() & ((std::uint64_t{1} << words) - 1));
    } else if constexpr (requires { value.milliseconds_utc; }) {
      fill(value.milliseconds_utc);
    } else if constexpr (requires { value.milliseconds; }) {
      fill(value.milliseconds);
    } else if constexpr (requires { value.slot; } && !domain::HasFields<T>) {
      fill(value.number);
      fill(value.slot);
    } else if constexpr (requires { value.number; }) {
      fill(value.number);
    } else if constexpr (requires { value.bytes; }) {
      for (auto& byte : value.bytes) fill(byte);
    } else if constexpr (requires { value.begin(); }) {
      for (auto& element : value) fill(element);
    } else {
      T::fields(value, [&](std::string_view, auto& field, auto&&...) { fill(field); });
    }
  }
};

/// Calls `use` with an event of every kind, in the order of their numbers, filled from `next`.
void each_kind(const std::function<std::uint64_t()>& next,
               const std::function<void(std::string_view, const Event&)>& use) {
  std::map<std::uint16_t, Event> made;  // in the order of their numbers
  const auto make = [&]<class Body>(std::type_identity<Body>) {
    Filler filler{next};
    Event event;
    Event::header_fields(event, [&](std::string_view, auto& field) { filler.fill(field); });
    Body body{};
    filler.fill(body);
    if constexpr (std::is_same_v<Body, domain::DueReached>) {
      body.of.kind %= 3;  // a subject that has deadlines,
      body.cause = 0;     // and one of its causes
    }
    event.body = body;
    made.emplace(Body::is.number, event);
  };
  [&]<class... Body>(domain::List<Body...>) { (make(std::type_identity<Body>{}), ...); }(domain::EventKinds{});
  for (const auto& [number, event] : made) use(traits_of(event.body).name, event);
}

/// Every byte of a number differs from its neighbours and from those of the number before.
std::function<std::uint64_t()> counting() {
  return [count = std::uint64_t{0}]() mutable {
    ++count;
    return 0x1716151413121110ULL + count * 0x0101010101010101ULL;
  };
}

std::string golden_text() {
  std::string text =
      "# Golden bytes: an event of each kind as it stands in a row's body. A line of a released version is never "
      "changed;\n"
      "# a new kind adds a line. KIND NAME BODY, written by: ALONGSIDE_ACCEPT_GOLDEN=1 ledger_test "
      "--gtest_filter='Golden*'\n";
  each_kind(counting(), [&](std::string_view name, const Event& event) {
    const EncodedRecord encoded = encode({event, {}});
    text += std::to_string(encoded.kind) + ' ' + std::string(name) + ' ' + base::hex(encoded.body) + '\n';
  });
  return text;
}

std::string read_golden() {
  std::ifstream file(golden_path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(GoldenBytes, AreTheBytesOfEachKind) {
  if (std::getenv("ALONGSIDE_ACCEPT_GOLDEN") != nullptr) std::ofstream(golden_path) << golden_text();
  // Line by line, so that a failure names the kind.
  std::stringstream expected(read_golden());
  std::stringstream made(golden_text());
  std::string expected_line;
  std::string made_line;
  while (std::getline(made, made_line)) {
    std::getline(expected, expected_line);
    EXPECT_EQ(made_line, expected_line);
    expected_line.clear();
  }
  EXPECT_FALSE(std::getline(expected, expected_line)) << "a kind that is no longer there: " << expected_line;
}

TEST(GoldenBytes, AreAllReadable) {
  std::stringstream golden(read_golden());
  std::string line;
  std::size_t kinds = 0;
  while (std::getline(golden, line)) {
    if (line.starts_with('#')) continue;
    std::stringstream words(line);
    std::uint16_t kind = 0;
    std::string name;
    std::string hex;
    words >> kind >> name >> hex;
    const auto body = base::unhex(hex);
    ASSERT_TRUE(body) << line;
    const auto record = decode(kind, *body);
    ASSERT_TRUE(record.ok()) << name << ": " << record.error().message;
    EXPECT_EQ(traits_of(record->event.body).name, name);
    ++kinds;
  }
  EXPECT_EQ(kinds, std::variant_size_v<EventBody>);
}

// Worked by hand from the head of codec.hpp and the fields of HandedOver.
TEST(Codec, WritesLittleEndianFixedWidth) {
  Event event;
  event.at = {0x0102030405060708};
  event.by = {0x11121314};
  event.device = {0x2122};
  event.marks = domain::Marks{}.with(domain::Mark::from_paper);
  event.body = domain::HandedOver{{0x31323334}, domain::StaffRef::none()};
  const EncodedRecord encoded = encode({event, {{AttachmentKind::note, {0xAB, 0xCD}}}});
  EXPECT_EQ(encoded.kind, 12);
  EXPECT_EQ(base::hex(encoded.body),
            "18000000"          // 24 bytes of event
            "0807060504030201"  // at
            "14131211"          // by
            "2221"              // device
            "0200"              // marks
            "34333231"          // from
            "ffffffff"          // to: none
            "06"                // a note
            "02000000"          // of 2 bytes
            "abcd");
}

/// Every field of an event by name and value, to compare two without asking the codec.
struct Describer {
  std::string text;

  template <class T>
  void describe(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      text += std::to_string(static_cast<int>(value)) + ' ';
    } else if constexpr (std::is_integral_v<T>) {
      text += std::to_string(value) + ' ';
    } else if constexpr (requires { typename T::word_type; }) {
      describe(value.bits);
    } else if constexpr (requires { value.milliseconds_utc; }) {
      describe(value.milliseconds_utc);
    } else if constexpr (requires { value.milliseconds; }) {
      describe(value.milliseconds);
    } else if constexpr (requires { value.slot; }) {
      describe(value.number);
      describe(value.slot);
    } else if constexpr (requires { value.number; }) {
      describe(value.number);
    } else if constexpr (requires { value.bytes; }) {
      for (const auto& byte : value.bytes) describe(byte);
    } else if constexpr (requires { value.begin(); }) {
      for (const auto& element : value) describe(element);
    } else {
      T::fields(value, [&](std::string_view name, const auto& field, auto&&...) {
        text += std::string(name) + '=';
        describe(field);
      });
    }
  }
};

std::string describe(const Event& event) {
  Describer describer;
  Event::header_fields(event, [&](std::string_view name, const auto& field) {
    describer.text += std::string(name) + '=';
    describer.describe(field);
  });
  std::visit(
      [&]<class Body>(const Body& body) {
        describer.text += std::string(Body::is.name) + ' ';
        describer.describe(body);
      },
      event.body);
  return describer.text;
}

RC_GTEST_PROP(Codec, ReadsBackAnyEventOfAnyKindWithItsAttachments, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto attached = *rc::gen::container<std::vector<std::pair<std::uint8_t, base::Bytes>>>(
      rc::gen::pair(rc::gen::element<std::uint8_t>(1, 2, 3, 5, 6), rc::gen::arbitrary<base::Bytes>()));
  std::vector<Attachment> attachments;
  for (const auto& [kind, bytes] : attached) attachments.push_back({static_cast<AttachmentKind>(kind), bytes});
  // SplitMix64 (Steele, Lea and Flood 2014).
  const auto next = [state = seed]() mutable {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  };
  each_kind(next, [&](std::string_view, const Event& event) {
    const EncodedRecord encoded = encode({event, attachments});
    const auto record = decode(encoded.kind, encoded.body);
    RC_ASSERT(record.ok());
    RC_ASSERT(describe(record->event) == describe(event));
    RC_ASSERT(record->attachments == attachments);
  });
}

TEST(Codec, StopsAtAKindItDoesNotKnowAndSaysWhatToUse) {
  const EncodedRecord encoded = encode({Event{}, {}});
  for (const std::uint16_t kind : std::initializer_list<std::uint16_t>{0, 9, 255, 256, 65535}) {
    const auto record = decode(kind, encoded.body);
    ASSERT_FALSE(record.ok()) << kind;
    EXPECT_EQ(record.error().failure, base::Failure::check);
    EXPECT_NE(record.error().message.find("event kind " + std::to_string(kind) +
                                          " is known to no version of alongside up to 0.1"),
              std::string::npos)
        << record.error().message;
  }
}

TEST(Codec, StopsAtAnAttachmentItDoesNotKnow) {
  for (const int kind : {0, 4, 7, 255}) {
    const EncodedRecord encoded = encode({Event{}, {{static_cast<AttachmentKind>(kind), {}}}});
    const auto record = decode(encoded.kind, encoded.body);
    ASSERT_FALSE(record.ok()) << kind;
    EXPECT_NE(record.error().message.find("attachment kind " + std::to_string(kind)), std::string::npos);
  }
}

TEST(Codec, StopsAtAWordThatIsNotInItsListAndNamesTheField) {
  Event event;
  event.body = domain::SiteFounded{{}, domain::SiteKind::demonstration};
  EncodedRecord encoded = encode({event, {}});
  encoded.body.back() = 3;
  const auto record = decode(encoded.kind, encoded.body);
  ASSERT_FALSE(record.ok());
  EXPECT_NE(record.error().message.find("site_founded (kind 1): kind holds 3"), std::string::npos)
      << record.error().message;
}

TEST(Codec, OpensARowOfAPlaceThatIsNone) {
  // As a program wrote it that took the number of a correction for the place of its act.
  Event event;
  event.body = domain::EmergencyPersonSet{.emergency = {.number = 7, .slot = 1}, .place = domain::Place::pavement};
  const EncodedRecord sound = encode({event, {}});
  const std::size_t at = sound.body.size() - 1 - sizeof(std::int64_t);  // before the last field, a time
  ASSERT_EQ(sound.body[at], static_cast<std::uint8_t>(domain::Place::pavement));
  for (int number = domain::Words<domain::Place>::names.size(); number < 256; ++number) {
    EncodedRecord written = sound;
    written.body[at] = static_cast<std::uint8_t>(number);
    const auto record = decode(written.kind, written.body);
    ASSERT_TRUE(record.ok()) << record.error().message;
    const auto* set = std::get_if<domain::EmergencyPersonSet>(&record->event.body);
    ASSERT_NE(set, nullptr);
    EXPECT_EQ(set->place, domain::Place::not_said);
    EXPECT_EQ(set->emergency.number, 7U);
  }
}

TEST(Codec, StopsAtASetWithABitThatStandsForNothing) {
  EncodedRecord encoded = encode({Event{}, {}});
  Event marked;
  marked.marks.bits = domain::Marks{}.with(domain::Mark::second_emergency).bits;
  const base::Bytes with_last = encode({marked, {}}).body;
  const auto place = std::ranges::mismatch(encoded.body, with_last).in1;
  *place = static_cast<std::uint8_t>(1U << domain::Words<domain::Mark>::names.size());
  const auto record = decode(encoded.kind, encoded.body);
  ASSERT_FALSE(record.ok());
  EXPECT_NE(record.error().message.find("marks holds"), std::string::npos) << record.error().message;
}

TEST(Codec, RefusesABodyThatIsTooShortOrTooLong) {
  each_kind(counting(), [](std::string_view name, const Event& event) {
    const EncodedRecord encoded = encode({event, {}});
    for (std::size_t size = 0; size < encoded.body.size(); ++size) {
      EXPECT_FALSE(decode(encoded.kind, base::BytesView(encoded.body).first(size)).ok())
          << name << ", " << size << " bytes";
    }
    // A byte more inside the event.
    base::Bytes longer = encoded.body;
    longer.push_back(0);
    longer[0] = static_cast<std::uint8_t>(longer[0] + 1);
    EXPECT_FALSE(decode(encoded.kind, longer).ok()) << name;
    // And one behind it, which is no attachment.
    base::Bytes trailing = encoded.body;
    trailing.push_back(6);
    EXPECT_FALSE(decode(encoded.kind, trailing).ok()) << name;
  });
}

TEST(Codec, FindsTheFirstAttachmentOfAKind) {
  const Record record{Event{},
                      {{AttachmentKind::note, {1}}, {AttachmentKind::document, {2}}, {AttachmentKind::document, {3}}}};
  ASSERT_NE(find_attachment(record, AttachmentKind::document), nullptr);
  EXPECT_EQ(*find_attachment(record, AttachmentKind::document), base::Bytes{2});
  EXPECT_EQ(find_attachment(record, AttachmentKind::visit_link), nullptr);
}

}  // namespace
}  // namespace alongside::ledger
