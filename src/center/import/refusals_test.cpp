#include "center/import/refusals.hpp"

#include <gtest/gtest.h>

namespace alongside::center {
namespace {

const std::pair<const char*, const char*> personal_columns[] = {
    {"Name", "a name"},
    {"client_name", "a name"},
    {"Last Name", "a name"},
    {"lastName", "a name"},
    {"FNAME", "a name"},
    {"Staff name", "a name"},
    {"Initials", "a name"},
    {"Apellido", "a name"},
    {"preferred-name", "a name"},
    {"DOB", "a birth date"},
    {"Date of Birth", "a birth date"},
    {"birth_year", "a birth date"},
    {"fecha de nacimiento", "a birth date"},
    {"Phone #", "a telephone number"},
    {"cell", "a telephone number"},
    {"Tel\xC3\xA9"
     "fono",
     "a telephone number"},
    {"Home Address", "an address"},
    {"ZIP", "an address"},
    {"zipCode", "an address"},
    {"E-mail", "an e-mail address"},
    {"email", "an e-mail address"},
    {"SSN", "an insurance, medical record or identity number"},
    {"Medicaid ID", "an insurance, medical record or identity number"},
    {"social_security_no", "an insurance, medical record or identity number"},
    {"MRN", "an insurance, medical record or identity number"},
    {"Photo", "a picture"},
    {"Client", "a name"},
    {"Patient", "a name"},
    {"Participant's", "a name"},
    {"Next of kin", "a name"},
    {"Contact", "a name"},
    {"Emergency Contact", "a name"},
    {"Case worker", "a name"},
    {"CaseWorker", "a name"},
    {"Guardian", "a name"},
    {"Paciente", "a name"},
    {"Pariente m\xC3\xA1s cercano", "a name"},
    {"Trabajadora social", "a name"},
    {"Site contact name", "a name"},
    {"Program staff name", "a name"},
    {"Name of the client's hospital contact", "a name"},
    {"clientname", "a name"},
    {"PATIENTNAME", "a name"},
    {"N a m e", "a name"},
    {"N.A.M.E.", "a name"},
    {"D.O.B.", "a birth date"},
    {"S S N", "an insurance, medical record or identity number"},
    {"Health card", "an insurance, medical record or identity number"},
    {"Health card #", "an insurance, medical record or identity number"},
    {"ID number", "an insurance, medical record or identity number"},
    {"ID No.", "an insurance, medical record or identity number"},
    {"ID card", "an insurance, medical record or identity number"},
    {"National ID", "an insurance, medical record or identity number"},
    {"Identification", "an insurance, medical record or identity number"},
    {"DNI", "an insurance, medical record or identity number"},
    {"C\xC3\xA9"
     "dula",
     "an insurance, medical record or identity number"},
    {"Tarjeta sanitaria", "an insurance, medical record or identity number"},
    {"N\xD0\xB0me", "a name"},                                       // a Cyrillic a
    {"NAM\xD0\x95", "a name"},                                       // a Cyrillic capital IE
    {"Last N\xCE\xB1me", "a name"},                                  // a Greek alpha
    {"\xEF\xBC\xAE\xEF\xBD\x81\xEF\xBD\x8D\xEF\xBD\x85", "a name"},  // full width
    {"Na\xE2\x80\x8Bme", "a name"},                                  // a space without width
    {"N\xC3\xA1me", "a name"},
    {"D\xD0\x9E\x42", "a birth date"},  // a Cyrillic O
    {"Ph\xD0\xBEne", "a telephone number"},
    {"Tele\xCC\x81"
     "fono",
     "a telephone number"},
};

TEST(APersonalColumn, IsKnownByItsName) {
  for (const auto& [name, what] : personal_columns) {
    const auto found = personal_column(name);
    ASSERT_TRUE(found.has_value()) << name;
    EXPECT_EQ(*found, what) << name;
  }
}

TEST(APersonalColumn, IsNotSeenWhereThereIsNone) {
  for (const char* name : {"visit",
                           "arrived",
                           "code",
                           "Client code",
                           "substance",
                           "Substance name",
                           "Drug Name",
                           "site_name",
                           "route",
                           "naloxone",
                           "Visit #",
                           "age group",
                           "hotel",
                           "username_hash_count",
                           "microphone",
                           "emergency",
                           "where otherwise",
                           "notes",
                           "",
                           "County Name",
                           "City",
                           "City name",
                           "Hospital",
                           "Hospital name",
                           "Agency",
                           "Agency Name",
                           "Facility",
                           "facility_name",
                           "Place name",
                           "Neighborhood Name",
                           "Nombre del hospital",
                           "Nombre de la sustancia",
                           "Name of facility",
                           "File name",
                           "Client ID",
                           "Client #",
                           "New client",
                           "Client type",
                           "Patient transported",
                           "Contact type",
                           "Number of contacts",
                           "Staff on duty",
                           "Card",
                           "Card number",
                           "Visit ID",
                           "ID",
                           "Visit number",
                           "Row number",
                           "Health status",
                           "Health education",
                           "Kind",
                           "sin uso",
                           "N",
                           "Y / N",
                           "A B",
                           "CountyName"}) {
    EXPECT_FALSE(personal_column(name).has_value()) << name;
  }
}

TEST(APersonalValue, IsKnownByItsForm) {
  const std::pair<const char*, const char*> cases[] = {
      {"(212) 555-0147", "a telephone number"},
      {"212-555-0147", "a telephone number"},
      {"2125550147", "a telephone number"},
      {"+1 212 555 0147", "a telephone number"},
      {"555-0147", "a telephone number"},
      {"+44 20 7946 0018", "a telephone number"},
      {"078-05-1120", "an insurance, medical record or identity number"},
      {"078 05 1120", "an insurance, medical record or identity number"},
      {"someone@example.org", "an e-mail address"},
      {"1984-06-02", "a birth date"},
      {"6/2/1984", "a birth date"},
      {"06021984", "a birth date"},
      {"19840602", "a birth date"},
      {"25/12/1984", "a birth date"},
      {"25.12.1984", "a birth date"},
      {"25121984", "a birth date"},
  };
  for (const auto& [value, what] : cases) {
    const auto found = personal_value(value, 2026);
    ASSERT_TRUE(found.has_value()) << value;
    EXPECT_EQ(*found, what) << value;
  }
}

TEST(APersonalValue, IsNotSeenInCodesAndVisitNumbers) {
  for (const char* value : {"blue heron", "K7Q-22F", "1", "12345", "2021-0001", "20211130", "2021-11-30", "2021113001",
                            "1000000001", "V000123", "78051120", "", "A4-B2@desk", "0000001", "12-3456"}) {
    EXPECT_FALSE(personal_value(value, 2026).has_value()) << value;
  }
}

}  // namespace
}  // namespace alongside::center
