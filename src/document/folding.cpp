#include "document/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "document/words.hpp"

namespace alongside::document {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

bool is_mark(UChar32 c) {
  const auto kind = u_charType(c);
  return kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK;
}

icu::UnicodeString units(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string utf8(const icu::UnicodeString& units) {
  std::string out;
  return units.toUTF8String(out);
}

template <class Take>
void each_character(const icu::UnicodeString& text, const Take& take) {
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) take(text.char32At(at));
}

/// The one ASCII letter that a character looks like, if it looks like one.
std::optional<char> latin_letter_like(UChar32 c) {
  static const USpoofChecker* const checker = [] {
    UErrorCode failed = U_ZERO_ERROR;
    return uspoof_open(&failed);
  }();
  UErrorCode failed = U_ZERO_ERROR;
  icu::UnicodeString looks;
  uspoof_getSkeletonUnicodeString(checker, 0, icu::UnicodeString(c), looks, &failed);
  if (U_FAILURE(failed) != 0) return std::nullopt;
  icu::UnicodeString letters;
  each_character(looks, [&](UChar32 one) {
    if (!is_mark(one)) letters.append(one);
  });
  const bool is_letter = letters.length() == 1 && letters[0] < 0x80 && u_isalpha(letters[0]) != 0;
  if (!is_letter) return std::nullopt;
  // The tables give one letter for all that look like a stroke.
  return letters[0] == u'l' && u_isupper(c) != 0 ? 'I' : static_cast<char>(letters[0]);
}

}  // namespace

std::string folded(std::string_view text) {
  if (is_ascii(text) || first_bad_utf8(text) != std::string_view::npos) return lower(text);
  UErrorCode failed = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(failed);
  if (U_FAILURE(failed) != 0) return lower(text);
  const icu::UnicodeString out = form->normalize(units(text), failed);
  return U_FAILURE(failed) != 0 ? lower(text) : utf8(out);
}

std::string as_it_looks(std::string_view text) {
  if (is_ascii(text) || first_bad_utf8(text) != std::string_view::npos) return std::string(text);
  UErrorCode failed = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getInstance(nullptr, "nfkc", UNORM2_DECOMPOSE, failed);
  if (U_FAILURE(failed) != 0) return std::string(text);
  const icu::UnicodeString apart = form->normalize(units(text), failed);
  if (U_FAILURE(failed) != 0) return std::string(text);
  icu::UnicodeString out;
  each_character(apart, [&](UChar32 c) {
    if (is_mark(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return;
    auto latin = c < 0x80 ? std::optional<char>() : latin_letter_like(c);
    // A small letter may look like a Latin one only as a capital.
    if (!latin && c >= 0x80) latin = latin_letter_like(u_toupper(c));
    out.append(latin ? static_cast<UChar32>(*latin) : c);
  });
  return utf8(out);
}

}  // namespace alongside::document
