#include "document/toml.hpp"

#include <gtest/gtest.h>

namespace alongside::document {
namespace {

TEST(Toml, SaysWhatAWriterProbablyMeant) {
  const auto hint = [](std::string line) { return Toml::parse("x.toml", "a = 1\n" + line + "\n").error().message; };
  for (const char* number : {"b = 10%", "b = 500,000", "b = $2000", "b = 1000-2000"})
    EXPECT_NE(hint(number).find("digits alone"), std::string::npos) << hint(number);
  EXPECT_NE(hint("b = True").find("small letters"), std::string::npos);
  EXPECT_NE(hint("b = \"here").find("begins and ends"), std::string::npos) << hint("b = \"here");
  EXPECT_NE(hint("b = here").find("between quotes"), std::string::npos);
}

TEST(Toml, NamesTheCharacterThatIsNoPlainOneWhereItStands) {
  const auto message = [](const std::string& text) { return Toml::parse("x.toml", text).error().message; };
  EXPECT_EQ(message("a = 1\nb = \xE2\x80\x93"
                    "5\n"),
            "x.toml:2:5: expected TOML, found U+2013 EN DASH, where a minus, -, is wanted");
  EXPECT_EQ(message("\"\xC3\xA9\" = \xE2\x88\x92"
                    "5\n"),
            "x.toml:1:7: expected TOML, found U+2212 MINUS SIGN, where a minus, -, is wanted");
  EXPECT_EQ(message("b = 5\xC2\xA0\n"),
            "x.toml:1:6: expected TOML, found U+00A0 NO-BREAK SPACE, where a plain space is wanted");
  EXPECT_EQ(
      message("b = \xE2\x80\x9Chere\xE2\x80\x9D\n"),
      "x.toml:1:5: expected TOML, found U+201C LEFT DOUBLE QUOTATION MARK, where a straight quote, \", is wanted");
  EXPECT_EQ(
      message("b = 1\xE2\x80\x99"
              "000\n"),
      "x.toml:1:6: expected TOML, found U+2019 RIGHT SINGLE QUOTATION MARK, where a straight quote, \", is wanted");
  EXPECT_EQ(message("clients\t2100\t450\n").rfind("x.toml:1:8: expected TOML, found U+0009 TAB between values", 0), 0U)
      << message("clients\t2100\t450\n");
  EXPECT_EQ(message("b = 2100\t450\n").rfind("x.toml:1:9: expected TOML, found U+0009 TAB between values", 0), 0U)
      << message("b = 2100\t450\n");
  // A tab is a plain blank where TOML has one, and what stands in quotes or behind a # is the writer's own.
  EXPECT_TRUE(Toml::parse("x.toml", "b\t=\t5\t# \xE2\x80\x93\nc = \"\xE2\x80\x93\"\n").ok());
  EXPECT_TRUE(Toml::parse("x.toml",
                          "\xEF\xBB\xBF"
                          "b = 5\n")
                  .ok());
}

TEST(Toml, NamesAnotherEncoding) {
  const auto message = [](const std::string& text) { return Toml::parse("x.toml", text).error().message; };
  EXPECT_EQ(message(std::string("\xFF\xFE"
                                "a\0=\0",
                                6))
                .rfind("x.toml:1:1: expected text in UTF-8, found UTF-16", 0),
            0U);
  EXPECT_EQ(message("a = 1\nb = \"1\x96"
                    "5\"\n"),
            "x.toml:2:7: expected text in UTF-8, found the byte 96, in Windows-1252 U+2013 EN DASH; save it as UTF-8");
}

TEST(Toml, SaysHowANumberOfAPaperIsWritten) {
  const auto message = [](const std::string& text) { return Toml::parse("x.toml", text).error().message; };
  EXPECT_EQ(message("b = .0095\n"), "x.toml:1:5: expected TOML, found .0095: write 0.0095");
  EXPECT_EQ(message("b = -.5\n"), "x.toml:1:6: expected TOML, found .5: write 0.5");
  EXPECT_EQ(message("b = { mean = .33 }\n"), "x.toml:1:14: expected TOML, found .33: write 0.33");
  EXPECT_EQ(message("b = [\n  0.1,\n  .2,\n]\n"), "x.toml:3:3: expected TOML, found .2: write 0.2");
  EXPECT_EQ(message("b = 5.\n"), "x.toml:1:5: expected TOML, found 5.: write 5.0");
  EXPECT_EQ(message("b = 007\n"), "x.toml:1:5: expected TOML, found 007: write 7");
  for (const char* other : {"b = 500,000\n", "b = 2016-5-01\n", "b = 1.2.3\n"})
    EXPECT_EQ(message(other).find(": write"), std::string::npos) << message(other);
}

Toml parsed(std::string text) {
  auto file = Toml::parse("protocol.toml", std::move(text));
  if (!file) ADD_FAILURE() << file.error().message;
  return std::move(file).value();
}

const char* const sydney = R"(name = "Sydney"
signed = true
routes = ["inject", "smoke"]

[watch]
minutes = 30
look_minutes = 2.5

[[seats]]
kind = "booth"
[[seats]]
kind = "chair"
)";

TEST(Toml, ReadsEachKindOfField) {
  const Toml file = parsed(sydney);
  EXPECT_EQ(*file.text("name"), "Sydney");
  EXPECT_EQ(*file.flag("signed"), true);
  EXPECT_EQ(*file.integer("watch.minutes", 1, 60), 30);
  EXPECT_EQ(*file.texts("routes"), (std::vector<std::string>{"inject", "smoke"}));
  EXPECT_EQ(*file.text("seats.1.kind"), "chair");
  EXPECT_TRUE(file.has("watch.look_minutes"));
  EXPECT_FALSE(file.has("watch.hours"));
}

TEST(Toml, GivesNamesInTheOrderOfTheDocument) {
  const Toml file = parsed("zebra = 1\n[values]\nz = 1\n\"a b\" = 2\nm = 3\n[also]\nx = 1\n");
  EXPECT_EQ(file.names("values"), (std::vector<std::string>{"z", "a b", "m"}));
  EXPECT_EQ(file.names(""), (std::vector<std::string>{"zebra", "values", "also"}));
  EXPECT_EQ(file.names("nowhere"), std::vector<std::string>{});
  EXPECT_EQ(parsed(sydney).names("seats"), (std::vector<std::string>{"0", "1"}));
}

TEST(Toml, FindsNamesWithDotsAndQuotes) {
  const Toml file = parsed("[values]\n\"St. \\\"Jo\\\"\" = 1\n");
  const std::string name = file.names("values").at(0);
  EXPECT_EQ(*file.integer("values." + path_part(name), 0, 9), 1);
  EXPECT_TRUE(file.all_read().ok());
}

struct Wrong {
  const char* text;
  const char* path;
  const char* message;
};

TEST(Toml, SaysWhereWhatWasExpectedAndWhatWasFound) {
  const Wrong cases[] = {
      {"[watch]\nminutes = 90\n", "watch.minutes",
       "protocol.toml:2:11: watch.minutes: expected a whole number from 1 to 60, found 90"},
      {"[watch]\nminutes = 2.5\n", "watch.minutes",
       "protocol.toml:2:11: watch.minutes: expected a whole number from 1 to 60, found 2.5"},
      {"[watch]\nminutes = \"2\"\n", "watch.minutes",
       "protocol.toml:2:11: watch.minutes: expected a whole number from 1 to 60, found the text \"2\"; write it "
       "without quotes: 2"},
      {"\n[watch]\nminuts = 2\n", "watch.minutes",
       "protocol.toml:2:1: watch.minutes: expected a whole number from 1 to 60, found nothing; is minuts, which stands "
       "there, meant for minutes?"},
      {"watch = 3\n", "watch.minutes",
       "protocol.toml:1:9: watch.minutes: expected a whole number from 1 to 60, found nothing"},
      {"", "watch.minutes", "protocol.toml:1:1: watch.minutes: expected a whole number from 1 to 60, found nothing"},
  };
  for (const Wrong& wrong : cases) {
    const Toml file = parsed(wrong.text);
    const auto result = file.integer(wrong.path, 1, 60);
    ASSERT_FALSE(result.ok()) << wrong.text;
    EXPECT_EQ(result.error().message, wrong.message);
    EXPECT_EQ(result.error().failure, base::Failure::input);
  }
  const Toml file = parsed("a = 1\nlist = [\"x\", 2]\n");
  EXPECT_EQ(file.text("a").error().message, "protocol.toml:1:5: a: expected a text in quotes, found 1");
  EXPECT_EQ(file.flag("a").error().message, "protocol.toml:1:5: a: expected true or false, found 1");
  EXPECT_EQ(file.texts("list").error().message,
            "protocol.toml:2:14: list: expected a list of texts in quotes, found 2");
  EXPECT_EQ(file.error_at("a", "must be larger than b").message, "protocol.toml:1:5: a: must be larger than b");
}

TEST(Toml, ReadsNumbersWholeOrNot) {
  const Toml file = parsed("share = 0.25\nwhole = 3\nbig = inf\nweights = [1, 2.5, 0]\ntext = \"x\"\n");
  EXPECT_EQ(*file.number("share", 0, 1), 0.25);
  EXPECT_EQ(*file.number("whole", 0, 10), 3.0);
  EXPECT_EQ(*file.numbers("weights", 0, 10), (std::vector<double>{1, 2.5, 0}));
  EXPECT_EQ(file.number("share", 0.5, 1).error().message,
            "protocol.toml:1:9: share: expected a number from 0.5 to 1, found 0.25");
  EXPECT_EQ(file.number("big", 0, 1).error().message,
            "protocol.toml:3:7: big: expected a number from 0 to 1, found inf");
  EXPECT_EQ(file.number("text", 0, 1).error().message,
            "protocol.toml:5:8: text: expected a number from 0 to 1, found the text \"x\"");
  EXPECT_EQ(file.numbers("weights", 0, 2).error().message,
            "protocol.toml:4:15: weights.1: expected a number from 0 to 2, found 2.5");
  EXPECT_EQ(file.numbers("share", 0, 2).error().message, "protocol.toml:1:9: share: expected a list of numbers");
}

TEST(Toml, ANumberInQuotesIsToldHowToStand) {
  const Toml file = parsed(
      "a = \"5\"\nb = \" .33 \"\nc = \"\xE2\x80\x93"
      "5\"\nd = 2016-05-01\ne = nan\n");
  EXPECT_EQ(file.number("a", 0, 9).error().message,
            "protocol.toml:1:5: a: expected a number from 0 to 9, found the text \"5\"; write it without quotes: 5");
  EXPECT_EQ(
      file.integer("a", 0, 9).error().message,
      "protocol.toml:1:5: a: expected a whole number from 0 to 9, found the text \"5\"; write it without quotes: 5");
  EXPECT_EQ(
      file.number("b", 0, 9).error().message,
      "protocol.toml:2:5: b: expected a number from 0 to 9, found the text \" .33 \"; write it without quotes: 0.33");
  EXPECT_EQ(file.number("c", 0, 9).error().message,
            "protocol.toml:3:5: c: expected a number from 0 to 9, found the text \"\xE2\x80\x93"
            "5\"; in it is U+2013 EN DASH, "
            "where a minus, -, is wanted");
  EXPECT_EQ(file.number("d", 0, 9).error().message,
            "protocol.toml:4:5: d: expected a number from 0 to 9, found a date or time without quotes");
  EXPECT_EQ(file.number("e", 0, 9).error().message, "protocol.toml:5:5: e: expected a number from 0 to 9, found nan");
}

TEST(Toml, ATextThatSaysNothingIsNone) {
  const Toml file = parsed("a = \"\"\nb = \" \t\"\nc = \"\xC2\xA0\"\nd = [\"x\", \" \"]\n");
  EXPECT_EQ(file.text("a").error().message, "protocol.toml:1:5: a: expected a text, found an empty one");
  EXPECT_EQ(file.text("b").error().message, "protocol.toml:2:5: b: expected a text, found one of blanks alone");
  EXPECT_FALSE(file.text("c").ok());
  EXPECT_EQ(file.texts("d").error().message, "protocol.toml:4:11: d: expected texts, found an empty one among them");
  EXPECT_EQ(*file.text_or_blank("a"), "");
}

TEST(Toml, AsksOfAMisspeltNameAndNeverAdvisesIt) {
  const Toml file = parsed("[one]\nlable = \"x\"\n[two]\nlable = \"x\"\nvalues = [1]\n");
  for (const char* path : {"one.label", "two.label"}) {
    const std::string message = file.text(path).error().message;
    EXPECT_NE(message.find("; is lable, which stands there, meant for label?"), std::string::npos) << message;
    EXPECT_EQ(message.find("did you mean"), std::string::npos) << message;
  }
  // What was already read by its own name is not meant for another.
  (void)file.numbers("two.values", 0, 9);
  EXPECT_EQ(file.number("two.value", 0, 9).error().message,
            "protocol.toml:3:1: two.value: expected a number from 0 to 9, found nothing");
}

TEST(Toml, TakesAnotherValueForAFieldThatIsThere) {
  Toml file = parsed("[seats]\nbooth = 13\nweights = [1, 2]\n");
  ASSERT_TRUE(file.replace("seats.booth", "10").ok());
  ASSERT_TRUE(file.replace("seats.weights.1", "7.5").ok());
  EXPECT_EQ(*file.integer("seats.booth", 0, 99), 10);
  EXPECT_EQ(*file.numbers("seats.weights", 0, 10), (std::vector<double>{1, 7.5}));
  EXPECT_EQ(file.source(), "[seats]\nbooth = 13\nweights = [1, 2]\n");
  EXPECT_EQ(file.integer("seats.booth", 11, 99).error().message,
            "seats.booth=10: expected a whole number from 11 to 99, found 10");
  EXPECT_EQ(file.replace("seats.boot", "10").error().message,
            "protocol.toml:1:1: seats.boot: expected a field of the file to give another value to, found nothing; did "
            "you mean booth?");
  EXPECT_EQ(file.replace("seats.booth", "= 3").error().message, "seats.booth== 3: expected a value as TOML writes it");
  EXPECT_EQ(file.replace("seats.booth", "1\nother = 2").error().message,
            "seats.booth=1\nother = 2: expected a value as TOML writes it");
}

TEST(Toml, SaysWhereTheFileIsNoToml) {
  const auto result = Toml::parse("p.toml", "a = 1\nb = = 2\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().message.rfind("p.toml:2:5: expected TOML, found an error: ", 0), 0U)
      << result.error().message;
  EXPECT_FALSE(Toml::parse("p.toml", "\xC3\xA9 = 1\n").ok());
  EXPECT_FALSE(Toml::parse("p.toml", "[~x]\n").ok());
  EXPECT_EQ(*parsed("a = \"\"\"x\\\n  \xC3\xA9\"\"\"\n").text("a"), "x\xC3\xA9");
  EXPECT_EQ(Toml::read("no/such/file.toml").error().message, "no/such/file.toml: expected a file, found nothing there");
}

TEST(Toml, NamesEveryFieldThatNobodyRead) {
  const Toml file = parsed(sydney);
  (void)file.text("name");
  (void)file.integer("watch.minutes", 1, 60);
  (void)file.integer("watch.look_minute", 1, 60);
  (void)file.text("seats.0.kind");
  std::vector<std::string> messages;
  for (const base::Error& error : file.unread_fields()) messages.push_back(error.message);
  const std::string known = "expected only settings that are known here, found this one";
  EXPECT_EQ(messages, (std::vector<std::string>{
                          "protocol.toml:2:10: signed: " + known,
                          "protocol.toml:3:10: routes: " + known,
                          "protocol.toml:7:16: watch.look_minutes: " + known + "; did you mean look_minute?",
                          "protocol.toml:12:8: seats.1.kind: " + known,
                      }));
  EXPECT_FALSE(file.all_read().ok());
}

TEST(Toml, CountsAFieldThatWasAskedForAndWrongAsRead) {
  const Toml file = parsed("minutes = \"two\"\n");
  EXPECT_FALSE(file.integer("minutes", 1, 60).ok());
  EXPECT_TRUE(file.all_read().ok());
}

TEST(Toml, NamesATableWithNothingInIt) { EXPECT_EQ(parsed("[wacth]\n").unread_fields().size(), 1U); }

}  // namespace
}  // namespace alongside::document
