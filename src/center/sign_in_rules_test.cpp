#include "center/sign_in_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace alongside::center {
namespace {

TEST(SignInRules, ANameIsWhatAnyKeyboardTypes) {
  for (const char* name : {"nurse-2", "Ana", "j.smith_3", "7"}) EXPECT_TRUE(check_sign_in_name(name).ok()) << name;
  for (const char* name : {"", "nurse 2", "n\tb", "\xd0\xb0na", "a/b", "peer\xe2\x80\xae"})
    EXPECT_FALSE(check_sign_in_name(name).ok()) << name;
  EXPECT_TRUE(check_sign_in_name(std::string(40, 'a')).ok());
  EXPECT_FALSE(check_sign_in_name(std::string(41, 'a')).ok());
}

TEST(SignInRules, ALabelHidesNothingAndTurnsNoLineAround) {
  for (const char* label : {"nurse 2",
                            "enfermer\xc3\xad"
                            "a 2",
                            "\xe2\x80\x9cnight\xe2\x80\x9d", "\xd8\xa7"})
    EXPECT_TRUE(check_label(label).ok()) << label;
  for (const char* label : {"", " nurse", "nurse ", "a\nb", "a\x7f", "a\xc2\x85",
                            "a\xe2\x80\xae"
                            "b",
                            "a\xe2\x81\xa6"
                            "b",
                            "a\xe2\x80\x8b", "a\xd8\x9c", "a\xef\xbb\xbf"})
    EXPECT_FALSE(check_label(label).ok()) << label;
  EXPECT_FALSE(check_label(std::string(41, 'a')).ok());
}

TEST(SignInRules, SecretsHaveALeastLength) {
  for (const char* pin : {"1234", "123456789012"}) EXPECT_TRUE(check_pin(pin).ok()) << pin;
  for (const char* pin : {"", "123", "1234567890123", "12a4", "12 4"}) EXPECT_FALSE(check_pin(pin).ok()) << pin;
  EXPECT_TRUE(check_password("12345678").ok());
  EXPECT_FALSE(check_password("1234567").ok());
}

}  // namespace
}  // namespace alongside::center
