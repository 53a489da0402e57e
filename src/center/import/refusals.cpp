#include "center/import/refusals.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "document/dates.hpp"
#include "document/folding.hpp"
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

/// "DateOfBirth", "date_of-birth" and "Date of Birth" are all {date, of, birth}; letters that stand apart ("D. O. B.") make a word too.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_letter(name[i])) continue;
    const bool joined = i > 0 && is_letter(name[i - 1]);
    const bool hump = joined && is_upper(name[i]) && !is_upper(name[i - 1]);
    if (!joined || hump) words.emplace_back();
    words.back() += name[i];
  }
  constexpr std::size_t letters_apart_min = 3;
  std::string apart;
  std::vector<std::string> spelled;
  for (std::string& word : words) {
    word = document::lower(word);
    if (word.size() == 1) {
      apart += word;
      continue;
    }
    spelled.push_back(std::exchange(apart, {}));
  }
  spelled.push_back(apart);
  std::copy_if(spelled.begin(), spelled.end(), std::back_inserter(words),
               [](const std::string& word) { return word.size() >= letters_apart_min; });
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

bool is_one_of(std::string_view word, Words sought) {
  return std::find(sought.begin(), sought.end(), word) != sought.end();
}

/// Somebody: on its own, or with words that say no more than who ("next of kin"), a column of that name holds a name.
bool is_person(std::string_view word) {
  return is_one_of(
      word, {"client",    "patient",     "participant", "person",      "individual", "guest",      "visitor",
             "member",    "customer",    "consumer",    "contact",     "kin",        "guardian",   "relative",
             "spouse",    "wife",        "husband",     "mother",      "father",     "mom",        "mum",
             "dad",       "parent",      "sister",      "brother",     "son",        "daughter",   "friend",
             "caregiver", "carer",       "caseworker",  "worker",      "counselor",  "counsellor", "therapist",
             "nurse",     "doctor",      "physician",   "clinician",   "provider",   "staff",      "employee",
             "responder", "witness",     "attendant",   "volunteer",   "supervisor", "signature",  "cliente",
             "paciente",  "persona",     "individuo",   "usuario",     "usuaria",    "visitante",  "participante",
             "contacto",  "familiar",    "pariente",    "madre",       "padre",      "hermano",    "hermana",
             "esposo",    "esposa",      "pareja",      "hijo",        "hija",       "amigo",      "amiga",
             "cuidador",  "cuidadora",   "trabajador",  "trabajadora", "enfermero",  "enfermera",  "medico",
             "medica",    "doctora",     "terapeuta",   "consejero",   "consejera",  "empleado",   "empleada",
             "testigo",   "acompanante", "firma",       "tutor",       "tutora"});
}

/// Says no more of a person than which.
bool only_says_which(std::string_view word) {
  return is_one_of(word, {"the",       "a",        "an",        "s",    "of",         "in",       "to",   "for",
                          "by",        "and",      "or",        "next", "nearest",    "closest",  "full", "legal",
                          "preferred", "primary",  "emergency", "case", "social",     "health",   "care", "family",
                          "community", "outreach", "support",   "de",   "del",        "la",       "el",   "los",
                          "las",       "un",       "una",       "y",    "o",          "en",       "mas",  "cercano",
                          "cercana",   "proximo",  "proxima",   "caso", "emergencia", "principal"});
}

bool names_only_a_person(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), is_person) &&
         std::all_of(words.begin(), words.end(),
                     [](const auto& word) { return is_person(word) || only_says_which(word); });
}

/// "clientname", as a program writes it.
bool is_a_persons_name(std::string_view word) {
  constexpr std::string_view ending = "name";
  return word.ends_with(ending) && is_person(word.substr(0, word.size() - ending.size()));
}

/// "ID number", "National ID", "Identification"; an "ID" alone, or of a visit or a client, is the source's own.
bool is_identity_number(const std::vector<std::string>& words) {
  const bool is_id = has_any(words, {"id", "identity", "identification", "identidad", "identificacion"});
  const bool alone = words.size() == 1 && words.front() == "id";
  return is_id && !alone && std::all_of(words.begin(), words.end(), [](const std::string& word) {
           return is_one_of(
               word,
               {"id",     "identity", "identification", "identidad",  "identificacion", "number",   "numero",   "no",
                "num",    "nr",       "card",           "document",   "documento",      "doc",      "the",      "of",
                "de",     "federal",  "state",          "government", "govt",           "national", "nacional", "legal",
                "tribal", "issued",   "official"});
         });
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
  for (const auto order : {document::DayOrder::month_first, document::DayOrder::day_first}) {
    const auto date = document::parse_date(written, order);
    if (date.ok() && year_now - date->year >= years_old_min && year_now - date->year <= years_old_max) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> personal_column(std::string_view name) {
  const std::vector<std::string> words = words_of(document::as_it_looks(name));
  if (has_any(words, {"firstname", "lastname", "fullname", "surname", "fname", "lname", "forename", "nickname",
                      "apellido", "apellidos"}) ||
      std::any_of(words.begin(), words.end(), is_a_persons_name))
    return a_name;
  const bool of_a_thing = has_any(
      words, {"substance", "drug",      "product",      "medication",   "medicine",      "site",         "center",
              "centre",    "program",   "programme",    "service",      "route",         "room",         "booth",
              "seat",      "county",    "city",         "town",         "state",         "country",      "province",
              "region",    "district",  "borough",      "neighborhood", "neighbourhood", "hospital",     "clinic",
              "agency",    "facility",  "place",        "company",      "organization",  "organisation", "pharmacy",
              "shelter",   "school",    "station",      "team",         "group",         "event",        "file",
              "sheet",     "form",      "variable",     "column",       "field",         "category",     "type",
              "brand",     "language",  "zone",         "unit",         "department",    "location",     "building",
              "venue",     "precinct",  "ward",         "parish",       "municipality",  "area",         "test",
              "item",      "sustancia", "droga",        "producto",     "medicamento",   "sitio",        "centro",
              "programa",  "servicio",  "sala",         "cabina",       "asiento",       "condado",      "ciudad",
              "pueblo",    "estado",    "pais",         "provincia",    "distrito",      "barrio",       "clinica",
              "agencia",   "lugar",     "organizacion", "empresa",      "farmacia",      "escuela",      "estacion",
              "equipo",    "grupo",     "archivo",      "hoja",         "columna",       "municipio",    "zona"});
  const bool of_a_person = std::any_of(words.begin(), words.end(), is_person);
  if (has_any(words, {"name", "names", "nombre", "nombres", "initials", "iniciales"}) && (of_a_person || !of_a_thing))
    return a_name;
  if (has_any(words, {"dob", "yob", "birth", "birthdate", "birthday", "birthyear", "dateofbirth", "born", "bday",
                      "nacimiento", "nac"}))
    return a_birth_date;
  if (has_any(words, {"phone", "telephone", "phonenumber", "tel", "mobile", "cell", "cellphone", "fax", "whatsapp",
                      "telefono", "celular", "movil"}))
    return a_phone;
  if (has_any(words, {"email", "emails", "correo"}) || has_all(words, {"e", "mail"})) return an_email;
  if (has_any(words, {"address", "addr", "street", "zip", "zipcode", "postal", "postcode", "apartment", "apt",
                      "direccion", "domicilio", "calle"}))
    return an_address;
  if (has_any(words, {"ssn", "medicaid", "medicare", "insurance", "insured", "mrn", "passport", "license", "licence",
                      "nhs", "ohip", "seguro", "pasaporte", "dni", "nie", "curp", "cedula", "nss"}) ||
      has_all(words, {"social", "security"}) || has_all(words, {"medical", "record"}) ||
      has_all(words, {"member", "id"}) || has_all(words, {"policy", "number"}) || has_all(words, {"health", "card"}) ||
      has_all(words, {"health", "number"}) || has_all(words, {"chart", "number"}) ||
      has_all(words, {"tarjeta", "sanitaria"}) || has_all(words, {"tarjeta", "salud"}) || is_identity_number(words)) {
    return a_number;
  }
  if (has_any(words, {"photo", "photograph", "picture", "face", "selfie", "foto"})) return a_face;
  // "Client #" is a number of the source's own.
  const bool is_numbered = name.find('#') != std::string_view::npos;
  return !is_numbered && names_only_a_person(words) ? std::optional(a_name) : std::nullopt;
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
