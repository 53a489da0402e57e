"""What a new subject costs: a guest book (one command, one event, one board line, one indicator) is a folder, a file and five lines.

A copy of the tree gets the files in added/ and the lines below, in lists that stand already; it is built, and the guest book runs
through decide, ledger, board and report. It fails when a subject comes to need more than that.

Goals: whoever adds a subject finds here all that one asks for. Non-goals: what pages make of it (their own list: CONTRIBUTING.md).
"""

import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADDED = ROOT / "tests" / "practice" / "added"
COPY = ROOT / "build" / "practice"

# (file, a text that stands there once, the same with one line more or one name more)
LINES = [
    ("src/domain/subjects.hpp", '#include "domain/history/subject.hpp"\n',
     '#include "domain/guest_book/subject.hpp"\n#include "domain/history/subject.hpp"\n'),
    ("src/domain/subjects.hpp", "history::Subject>;", "history::Subject, guest_book::Subject>;"),
    ("src/evidence/seen.hpp", "List<domain::ParticipantEnrolled>", "List<domain::ParticipantEnrolled, domain::GuestsSigned>"),
    ("src/evidence/indicator/indicators.hpp", "extern const Indicator corrections;", "extern const Indicator corrections, guests;"),
    ("src/evidence/indicator/indicators.hpp", "&corrections}", "&corrections, &guests}"),
]
FILES_MAX = 6
LINES_MAX = 120  # with their heads, includes and empty lines


def added_sources():
    return [path for path in sorted((ADDED / "src").rglob("*")) if path.is_file()]


def write_if_other(path, text):
    """A file that stays the same stays as old as it is: it is not compiled again."""
    if not path.exists() or path.read_bytes() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def make_copy():
    wanted = {}
    for folder in ("src", "cmake", "protocols", "guardrails", "studies", "templates", "scenarios", "plans", "places", "web/src/catalogue"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                wanted[path.relative_to(ROOT)] = path.read_bytes()
    wanted[pathlib.Path("CMakeLists.txt")] = (ROOT / "CMakeLists.txt").read_bytes()
    wanted[pathlib.Path("bench/CMakeLists.txt")] = b"# none here\n"
    for path in added_sources():
        wanted[path.relative_to(ADDED)] = path.read_bytes()
    for name in ("CMakeLists.txt", "guest_book_test.cpp"):
        wanted[pathlib.Path("tests") / name] = (ADDED / name).read_bytes()
    for name, before, after in LINES:
        text = wanted[pathlib.Path(name)].decode()
        if text.count(before) != 1:
            raise AssertionError(f"{name}: expected once: {before!r}, found {text.count(before)} times")
        wanted[pathlib.Path(name)] = text.replace(before, after).encode()
    for path in (path for folder in ("src", "tests") for path in (COPY / folder).rglob("*")):
        if path.is_file() and path.relative_to(COPY) not in wanted:
            path.unlink()
    for name, text in wanted.items():
        write_if_other(COPY / name, text)


class GuestBook(unittest.TestCase):
    maxDiff = None

    def test_is_a_folder_a_file_and_five_lines(self):
        files = added_sources()
        folders = {path.relative_to(ADDED).parent.as_posix() for path in files}
        self.assertEqual(folders, {"src/domain/guest_book", "src/evidence/indicator"})
        self.assertLessEqual(len(files), FILES_MAX)
        lines = sum(len(path.read_text().splitlines()) for path in files)
        self.assertLessEqual(lines, LINES_MAX)
        self.assertEqual(len(LINES), 5)
        for _, before, after in LINES:
            self.assertLessEqual(after.count("\n") - before.count("\n"), 1)
        print(f"a subject with a command, an event, a board line and an indicator: {len(files)} files of {lines} lines, "
              f"{len(LINES)} lines in {len({name for name, _, _ in LINES})} files that stand")

    def test_runs_from_its_command_to_a_report(self):
        make_copy()
        build = COPY / "build"
        configure = ["cmake", "-S", str(COPY), "-B", str(build), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DALONGSIDE_JOINED=ON",
                     "-DCMAKE_CXX_COMPILER=g++"]
        compile_it = ["cmake", "--build", str(build), "--target", "guest_book_test"]
        for command in (configure, compile_it, [str(build / "tests" / "guest_book_test")]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout[-8000:] + done.stderr[-4000:])


if __name__ == "__main__":
    unittest.main()
