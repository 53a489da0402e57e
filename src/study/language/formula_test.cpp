#include "study/language/formula.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alongside::study {
namespace {

using testing::HasSubstr;

/// The tree with every operation in parentheses.
std::string tree(const Formula& formula, std::uint32_t at) {
  const Node& node = formula[at];
  const auto inner = [&](std::size_t i) { return tree(formula, node.operands[i]); };
  constexpr const char* signs[] = {"", "", "", "-", "+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!="};
  switch (node.kind) {
    case NodeKind::number: return fmt::format("{}", node.number);
    case NodeKind::name: return node.name;
    case NodeKind::negative: return "(-" + inner(0) + ")";
    case NodeKind::call: {
      std::string out = node.name + "[";
      for (std::size_t i = 0; i < node.operands.size(); ++i) out += (i == 0 ? "" : ";") + inner(i);
      return out + "]";
    }
    default: return "(" + inner(0) + signs[static_cast<std::size_t>(node.kind)] + inner(1) + ")";
  }
}

std::string tree_of(std::string text) {
  const auto formula = parse_formula(std::move(text), "f.toml:1:1: f");
  return formula ? tree(*formula, formula->root) : formula.error().message;
}

TEST(Formula, BindsAsWrittenInSchool) {
  EXPECT_EQ(tree_of("a + b * c"), "(a+(b*c))");
  EXPECT_EQ(tree_of("a - b - c"), "((a-b)-c)");
  EXPECT_EQ(tree_of("a / b * c"), "((a/b)*c)");
  EXPECT_EQ(tree_of("-a ^ 2"), "(-(a^2))");
  EXPECT_EQ(tree_of("2 ^ 3 ^ 2"), "(2^(3^2))");
  EXPECT_EQ(tree_of("2 ^ -1"), "(2^(-1))");
  EXPECT_EQ(tree_of("(a + b) * c"), "((a+b)*c)");
  EXPECT_EQ(tree_of("a * (1 - (1 - q * t) ^ m)"), "(a*(1-((1-(q*t))^m)))");
  EXPECT_EQ(tree_of("if(a + 1 <= b, max(a, b, 0), -1e-3)"), "if[((a+1)<=b);max[a;b;0];(-0.001)]");
}

TEST(Formula, MistakesNameTheirLetter) {
  EXPECT_THAT(tree_of(""), HasSubstr("f.toml:1:1: f: expected a number, a name or (, at letter 1: the end"));
  EXPECT_THAT(tree_of("a +"), HasSubstr("at letter 4: the end"));
  EXPECT_THAT(tree_of("a b"), HasSubstr("expected an operator, at letter 3"));
  EXPECT_THAT(tree_of("(a"), HasSubstr("expected a ) for this (, at letter 1"));
  EXPECT_THAT(tree_of("a)"), HasSubstr("expected no further ), at letter 2"));
  EXPECT_THAT(tree_of("3x"), HasSubstr("expected an operator between a number and what follows"));
  EXPECT_THAT(tree_of("1e999"), HasSubstr("expected a number between"));
  EXPECT_THAT(tree_of("min()"), HasSubstr("expected what min is taken of"));
  EXPECT_THAT(tree_of("a < b < c"), HasSubstr("expected an operator"));
  EXPECT_THAT(tree_of("a $ b"), HasSubstr("\"$ b\""));
}

TEST(Formula, ACharacterThatIsNoPlainOneIsNamed) {
  EXPECT_THAT(
      tree_of("a \xE2\x80\x93 b"),
      HasSubstr("expected an operator, at letter 3: \"\xE2\x80\x93 b\"; it begins with U+2013 EN DASH, where a minus, "
                "-, is wanted"));
  EXPECT_THAT(tree_of("a\xC2\xA0+ b"), HasSubstr("U+00A0 NO-BREAK SPACE, where a plain space is wanted"));
  EXPECT_THAT(tree_of("a \xC3\x97 b"), HasSubstr("U+00D7 MULTIPLICATION SIGN, where a times sign, *, is wanted"));
  EXPECT_THAT(tree_of("a \xE2\x89\xA4 b"), HasSubstr("where <= is wanted"));
  EXPECT_THAT(tree_of("a\xC2\xB2"),
              HasSubstr("at letter 2: \"\xC2\xB2\"; it begins with U+00B2 SUPERSCRIPT TWO, where ^ 2"));
}

TEST(Formula, DeepNestingIsAnErrorAndNoCrash) {
  EXPECT_THAT(tree_of(std::string(1000, '(') + "a" + std::string(1000, ')')), HasSubstr("at most 100 levels"));
  EXPECT_THAT(tree_of(std::string(3000, '-') + "a"), HasSubstr("at most 100 minus signs"));
  std::string powers = "a";
  for (int i = 0; i < 900; ++i) powers += "^a";
  EXPECT_THAT(tree_of(powers), HasSubstr("at most 100"));
  EXPECT_THAT(tree_of(std::string(5000, 'a')), HasSubstr("expected at most 4000 letters"));
}

}  // namespace
}  // namespace alongside::study
