"""What a subject forgets is found by the compiler, and said in words: each mistake is compiled, and the refusal is expected.

Goals: the same subject without the mistake compiles, so that each refusal is of the mistake and of nothing else. Non-goals: how many
lines a subject needs (tests/practice).
"""

import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "src"

SUBJECT = """
#include "domain/machine.hpp"

namespace alongside::domain {

enum class Mood : std::uint8_t { glad, sad };
template <>
struct Words<Mood> {
  static constexpr std::array<std::string_view, 2> names{"glad", "sad"};
};

struct WriteLine {
  static constexpr CommandTraits is{.name = "write_line"};
  VisitId visit{};
  Mood mood = Mood::glad;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("mood", self.mood);
  }
};
struct LineWritten {
  static constexpr EventTraits is{.number = 200, .name = "line_written"};
  VisitId visit{};
  Mood mood = Mood::glad;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("mood", self.mood);
  }
};
struct LineRubbedOut {
  static constexpr EventTraits is{.number = 201, .name = "line_rubbed_out"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

Refusal decide(const State&, const Command&, const WriteLine&, Events&);
void evolve(State&, const Event&, const LineWritten&);
void evolve(State&, const Event&, const LineRubbedOut&);

enum class BookCause : std::uint8_t { full };
template <>
struct Words<BookCause> {
  static constexpr std::array<std::string_view, 1> names{"full"};
};

namespace guest_book {
struct Part {
  bool operator==(const Part&) const = default;
};
struct Subject {
  using Part = guest_book::Part;
  using Commands = List<WriteLine>;
  using Events = List<LineWritten, LineRubbedOut>;
  using Causes = BookCause;
  static constexpr std::uint8_t deadlines = 9;
  static void due(const State&, const Deadline&, DueReached&);
  static void reached(State&, const Event&, const DueReached&);
};
}  // namespace guest_book

static_assert(must_be_whole(Joined<Subjects, List<guest_book::Subject>>{}));
static_assert(!name_of(Mood::sad).empty());

}  // namespace alongside::domain
"""

# What is taken out or changed, by what, and what the compiler then says.
MISTAKES = {
    "an evolve is missing": ("void evolve(State&, const Event&, const LineRubbedOut&);", "", "this event has no evolve"),
    "a decide is missing": ("Refusal decide(const State&, const Command&, const WriteLine&, Events&);", "", "this command has no decide"),
    "a member of an event is not in its fields": (
        "  VisitId visit{};\n  static constexpr void fields(auto& self, auto&& field) { field(\"visit\", self.visit); }",
        "  VisitId visit{};\n  SeatId seat{};\n  static constexpr void fields(auto& self, auto&& field) { field(\"visit\", self.visit); }",
        "`fields` forgets a member of this event"),
    "a member of a command is not in its fields": (
        "struct WriteLine {", "struct WriteLine {\n  std::uint8_t line = 0;", "`fields` forgets a member of this command"),
    "a value has no word": ("enum class Mood : std::uint8_t { glad, sad };", "enum class Mood : std::uint8_t { glad, sad, bored };",
                            "the list of words has not one for each value"),
    "two events have one number": (".number = 201", ".number = 200", "two events have one number"),
    "an event has the number of another subject's": (".number = 201", ".number = 24", "two events have one number"),
    "two commands have one name": ('.name = "write_line"', '.name = "take_seat"', "two commands have one name"),
    "an event says nothing of itself": ('  static constexpr EventTraits is{.number = 201, .name = "line_rubbed_out"};\n', "",
                                        "an event says"),
    "two subjects have one number of deadlines": ("deadlines = 9", "deadlines = 1", "two subjects have one number of deadlines"),
    "deadlines without what comes of them": ("  static void reached(State&, const Event&, const DueReached&);\n", "",
                                             "a subject with deadlines says what comes of one"),
}


def compile_text(text):
    """The exit status and what the compiler said."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "subject.cpp"
        file.write_text(text)
        done = subprocess.run(["g++", "-std=c++20", "-fsyntax-only", f"-I{SOURCE}", str(file)], capture_output=True, text=True,
                              check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return done.returncode, done.stderr


class RefusedByTheCompiler(unittest.TestCase):
    def test_a_whole_subject_compiles(self):
        status, said = compile_text(SUBJECT)
        self.assertEqual(status, 0, said[-3000:])

    def test_each_mistake_is_named(self):
        for mistake, (right, wrong, says) in MISTAKES.items():
            with self.subTest(mistake):
                self.assertIn(right, SUBJECT)
                status, said = compile_text(SUBJECT.replace(right, wrong, 1))
                self.assertNotEqual(status, 0)
                self.assertIn(says, said)


if __name__ == "__main__":
    unittest.main()
