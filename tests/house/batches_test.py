"""Which sources are compiled as one file: never two that say the same name for themselves."""

import importlib.util
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("batches", ROOT / "cmake" / "batches.py")
batches = importlib.util.module_from_spec(spec)
spec.loader.exec_module(batches)


def own(*lines):
    return "namespace a {\n\nnamespace {\n\n" + "\n".join(lines) + "\n\n}  // namespace\n\nvoid shared() {}\n\n}  // namespace a\n"


class Batches(unittest.TestCase):
    def together(self, *texts, most=8):
        found = batches.batches({str(i): text for i, text in enumerate(texts)}, most)
        return [found.get(str(i)) for i in range(len(texts))]

    def test_files_with_names_of_their_own_share_a_batch(self):
        self.assertEqual(self.together(own("int one = 1;"), own("int two() { return 2; }")), [0, 0])

    def test_one_name_is_never_twice_in_a_batch(self):
        for line in ("constexpr int same = 1;", "int same(int of) { return of; }", "struct same {", "using same = int;",
                     "const std::array<int, 2> same{1, 2};", "bool same[2];", "template <class T>\nT same(T of) { return of; }",
                     "enum class same { a };", "std::vector<std::string> same(std::string_view of) {"):
            self.assertEqual(self.together(own(line), own("int same = 1;")), [None, None], line)

    def test_a_name_that_another_file_says_is_never_with_it(self):
        calls = "void g() { f(1); }\n"  # a header's f(long): f(int) would be taken in its place
        self.assertEqual(self.together(own("void f(int) {}"), calls), [None, None])
        self.assertEqual(self.together(own("void f(int) {}"), "// f(1)\nconst char* said = \"f\";\n"), [0, 0])

    def test_a_name_that_is_taken_from_another_namespace_is_the_files_own(self):
        self.assertEqual(self.together("using domain::Answer;\n", "Answer given();\n"), [None, None])

    def test_what_a_header_says_counts(self):
        said = lambda file, text: {"Dice"} if file == "1" else set()
        found = batches.batches({"0": own("class Dice {"), "1": own("int a;"), "2": own("int b;")}, 8, said)
        self.assertEqual(found, {"0": 0, "2": 0})

    def test_what_is_no_declaration_is_no_name(self):
        self.assertEqual(self.together(own("TEST(Same, One) {", "  int same = 1;", "}"), own("TEST(Other, Two) {", "  int same = 1;", "}")), [0, 0])

    def test_a_file_that_opens_an_enum_stays_alone(self):
        self.assertEqual(self.together("using enum Kind;\n", own("int one;"), own("int two;")), [None, 0, 0])

    def test_files_that_open_the_same_namespace_are_together(self):
        opens = "using namespace words;\n"
        self.assertEqual(self.together(opens, own("int one;"), opens, own("int two;")), [0, 1, 0, 1])

    def test_a_batch_holds_no_more_than_it_may(self):
        self.assertEqual(self.together(*[own(f"int n{i};") for i in range(5)], most=2), [0, 0, 1, 1, None])


if __name__ == "__main__":
    unittest.main()
