#include "center/import_refusals.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <vector>

#include "document/dates.hpp"
#include "document/words.hpp"

namespace alongside::center {

namespace {

constexpr std::string_view a_name = "a name";
constexpr std::string_view a_birth_date = "a birth date";
constexpr std::string_view a_phone = "a telephone number";
constexpr std::string_view an_address = "an address";
constexpr std::string_view an_email = "an e-mail address";
constexpr std::string_view a_number = "an insurance, medical record or identity number";
constexpr std::string_view a_face = "a picture";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// "DateOfBirth", "date_of-birth" and "Date of Birth" are all {date, of, birth}.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_letter(name[i])) continue;
    const bool joined = i > 0 && is_letter(name[i - 1]);
    const bool hump = joined && is_upper(name[i]) && !is_upper(name[i - 1]);
    if (!joined || hump) words.emplace_back();
    words.back() += name[i];
  }
  for (std::string& word : words) word = document::lower(word);
  return words;
}

using Words = std::initializer_list<std::string_view>;

bool has_any(const std::vector<std::string>& words, Words sought) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(sought.begin(), sought.end(), word) != sought.end();
  });
}

bool has_all(const std::vector<std::string>& words, Words sought) {
  return std::all_of(sought.begin(), sought.end(),
                     [&](std::string_view one) { return std::find(words.begin(), words.end(), one) != words.end(); });
}

bool is_phone(std::string_view value) {
  std::string digits;
  bool separated = false;
  for (const char c : value) {
    if (is_digit(c)) {
      digits += c;
    } else if (c == '-' || c == '(' || c == ')' || c == '.' || c == ' ' || c == '+') {
      separated = true;
    } else {
      return false;
    }
  }
  if (digits.size() == 11 && digits.front() == '1') digits.erase(0, 1);
  if (value.starts_with('+')) return digits.size() >= 8 && digits.size() <= 15;
  // North American numbering plan: area code and exchange begin with 2 to 9. Without separators that tells them from counters.
  const bool plan = digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
  const bool local = digits.size() == 7 && separated && value.find('-') == 3 && value.size() == 8;
  return plan || local;
}

/// A text as '9' for each digit, other letters as they are.
std::string shape_of(std::string_view value) {
  std::string shape(value);
  std::replace_if(shape.begin(), shape.end(), is_digit, '9');
  return shape;
}

bool is_email(std::string_view value) {
  const std::size_t at = value.find('@');
  return at != std::string_view::npos && at > 0 && value.find('.', at) != std::string_view::npos &&
         value.find(' ') == std::string_view::npos;
}

std::int32_t number_of(std::string_view digits) {
  std::int32_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

/// Written as a date, or as eight digits that are one, and long enough ago for whoever was born then to come.
bool is_birth_date(std::string_view value, std::int32_t year_now) {
  constexpr std::int32_t years_old_min = 12;
  constexpr std::int32_t years_old_max = 110;
  std::string written(value);
  if (shape_of(value) == "99999999") {
    const bool year_first = number_of(value.substr(0, 4)) >= 1900 && number_of(value.substr(0, 4)) <= year_now;
    written = year_first ? written.substr(0, 4) + '-' + written.substr(4, 2) + '-' + written.substr(6)
                         : written.substr(0, 2) + '/' + written.substr(2, 2) + '/' + written.substr(4);
  }
  const auto date = document::parse_date(written);
  return date.ok() && year_now - date->year >= years_old_min && year_now - date->year <= years_old_max;
}

}  // namespace

std::optional<std::string_view> personal_column(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  if (has_any(words, {"firstname", "lastname", "fullname", "surname", "fname", "lname", "forename", "nickname",
                      "nombre", "nombres", "apellido", "apellidos"}))
    return a_name;
  const bool of_a_thing = has_any(words, {"substance", "drug", "product", "medication", "medicine", "site", "center",
                                          "centre", "program", "service", "route", "room", "booth", "seat"});
  if (has_any(words, {"name", "names", "initials", "iniciales"}) && !of_a_thing) return a_name;
  if (has_any(words,
              {"dob", "yob", "birth", "birthdate", "birthday", "birthyear", "dateofbirth", "born", "nacimiento"}))
    return a_birth_date;
  if (has_any(words, {"phone", "telephone", "phonenumber", "tel", "mobile", "cell", "cellphone", "fax", "whatsapp",
                      "telefono", "tel\303\251fono", "celular"}))
    return a_phone;
  if (has_any(words, {"email", "emails", "correo"}) || has_all(words, {"e", "mail"})) return an_email;
  if (has_any(words, {"address", "addr", "street", "zip", "zipcode", "postal", "postcode", "apartment", "apt",
                      "direccion", "direcci\xC3\xB3n", "domicilio", "calle"}))
    return an_address;
  if (has_any(words, {"ssn", "medicaid", "medicare", "insurance", "insured", "mrn", "passport", "license", "licence",
                      "seguro", "pasaporte"}) ||
      has_all(words, {"social", "security"}) || has_all(words, {"medical", "record"}) ||
      has_all(words, {"member", "id"}) || has_all(words, {"policy", "number"})) {
    return a_number;
  }
  if (has_any(words, {"photo", "photograph", "picture", "face", "selfie", "foto"})) return a_face;
  return std::nullopt;
}

std::optional<std::string_view> personal_value(std::string_view value, std::int32_t year_now) {
  value = document::trimmed(value);
  if (is_email(value)) return an_email;
  if (shape_of(value) == "999-99-9999" || shape_of(value) == "999 99 9999") return a_number;
  if (is_birth_date(value, year_now)) return a_birth_date;
  if (is_phone(value)) return a_phone;
  return std::nullopt;
}

}  // namespace alongside::center
