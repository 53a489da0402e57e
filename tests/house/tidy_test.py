"""Breaks each rule of script/tidy in a small tree of its own and sees it reported, with file and line; and sees a clean tree pass."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TIDY = pathlib.Path(__file__).resolve().parents[2] / "script" / "tidy"

CLEAN = {
    "ARCHITECTURE.md": "| room | may include |\n|---|---|\n| base | the standard library |\n| domain | base |\n| ledger | base, domain |\n"
                       "| sim | base, domain: never ledger |\n| server | all of the above |\n| cli | all of the above |\n",
    "src/CMakeLists.txt": "room(base LINKS fmt::fmt)\nroom(domain DEPENDS base)\nroom(ledger DEPENDS base domain LINKS sqlite3)\n",
    "src/base/money.hpp": "// Money: whole cents.\n#pragma once\n",
    "src/domain/seat.hpp": '// A seat on the floor.\n#pragma once\n#include "base/money.hpp"\n',
    "src/domain/seat.cpp": '#include "domain/seat.hpp"\n',
    "src/domain/seat_test.cpp": '#include "domain/seat.hpp"\nTEST(Seat, IsNeverGivenTwice) {}\n',
    "src/ledger/store.hpp": '// Where events are kept.\n#pragma once\n#include <sqlite3.h>\n#include "domain/seat.hpp"\n',
    "src/cli/main.cpp": '// Joins the rooms.\n#include <CLI/CLI.hpp>\n#include "ledger/store.hpp"\n',
    "README.md": "See [the store](src/ledger/store.hpp).\n",
    "web/src/catalogue/en.json": '{"floor": {"open": "Open"}}',
    "web/src/catalogue/es.json": '{"floor": {"open": "Abrir"}}',
}


def tidy(files):
    """The exit status and the printed lines for a tree of FILES (name -> text)."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        run = subprocess.run([sys.executable, str(TIDY), "--root", folder], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout.splitlines() + run.stderr.splitlines()


class Tidy(unittest.TestCase):
    def assert_reported(self, changed, where, rule):
        status, lines = tidy({**CLEAN, **changed})
        self.assertEqual(status, 1)
        self.assertTrue(any(line.startswith(f"{where}: {rule}: ") for line in lines), "\n".join(lines))

    def test_a_clean_tree_passes(self):
        status, lines = tidy(CLEAN)
        self.assertEqual((status, len(lines)), (0, 1), "\n".join(lines))

    def test_a_room_that_looks_up_is_reported(self):
        text = '// A seat.\n#pragma once\n#include "base/money.hpp"\n#include "ledger/store.hpp"\n'
        self.assert_reported({"src/domain/seat.hpp": text}, "src/domain/seat.hpp:4", "include-rule")

    def test_the_simulator_may_never_see_the_ledger(self):
        self.assert_reported({"src/sim/city.cpp": '// A city.\n#include "ledger/store.hpp"\n'}, "src/sim/city.cpp:2", "include-rule")

    def test_a_link_that_the_table_does_not_allow_is_reported(self):
        text = "room(base)\nroom(domain DEPENDS base ledger LINKS fmt::fmt)\n"
        self.assert_reported({"src/CMakeLists.txt": text}, "src/CMakeLists.txt:2", "room-links")

    def test_a_tree_without_the_table_is_reported(self):
        self.assert_reported({"ARCHITECTURE.md": "# Architecture\n"}, "ARCHITECTURE.md:1", "include-rule")

    def test_an_include_not_written_from_src_is_reported(self):
        text = '#include "seat.hpp"\n#include "domain/seat.hpp"\n'
        self.assert_reported({"src/domain/seat.cpp": text}, "src/domain/seat.cpp:1", "include-rule")

    def test_a_room_nobody_knows_is_reported(self):
        self.assert_reported({"src/extras/thing.cpp": "// A thing.\n"}, "src/extras/thing.cpp:1", "include-rule")

    def test_a_library_outside_its_room_is_reported(self):
        for library, file in (("sqlite3.h", "src/domain/seat.cpp"), ("toml++/toml.h", "src/ledger/store.cpp"),
                              ("CLI/CLI.hpp", "src/ledger/store.cpp"), ("boost/beast.hpp", "src/cli/main.cpp")):
            self.assert_reported({file: f"// A file.\n#include <{library}>\n"}, f"{file}:2", "library-rule")

    def test_beast_in_a_fourth_file_is_reported(self):
        files = {f"src/server/part_{letter}.cpp": "// A part.\n#include <boost/beast/http.hpp>\n" for letter in "abcd"}
        self.assert_reported(files, "src/server/part_d.cpp:2", "library-rule")

    def test_a_clock_in_the_domain_is_reported(self):
        self.assert_reported({"src/domain/seat.cpp": '#include "domain/seat.hpp"\n#include <chrono>\n'}, "src/domain/seat.cpp:2", "library-rule")

    def test_a_library_that_prints_is_reported(self):
        self.assert_reported({"src/domain/seat.cpp": '#include "domain/seat.hpp"\nvoid f() { std::cout << 1; }\n'},
                             "src/domain/seat.cpp:2", "quiet-library")

    def test_a_file_without_a_head_is_reported(self):
        self.assert_reported({"src/cli/main.cpp": '#include "ledger/store.hpp"\n'}, "src/cli/main.cpp:1", "head-comment")

    def test_a_header_without_pragma_once_is_reported(self):
        self.assert_reported({"src/base/money.hpp": "// Money.\n"}, "src/base/money.hpp:1", "head-comment")

    def test_a_badly_named_file_is_reported(self):
        self.assert_reported({"src/cli/Main2.cpp": "// A file.\n"}, "src/cli/Main2.cpp:1", "file-name")
        self.assert_reported({"src/cli/utils.cpp": "// A file.\n"}, "src/cli/utils.cpp:1", "file-name")

    def test_a_header_nobody_includes_is_reported(self):
        self.assert_reported({"src/base/unused.hpp": "// Unused.\n#pragma once\n"}, "src/base/unused.hpp:1", "dead-file")

    def test_a_source_no_target_builds_is_reported(self):
        self.assert_reported({"tests/lost.cpp": "// A test.\n"}, "tests/lost.cpp:1", "dead-file")

    def test_a_page_file_nobody_imports_is_reported(self):
        self.assert_reported({"web/src/Seat.tsx": "// A seat.\n"}, "web/src/Seat.tsx:1", "dead-file")

    def test_a_forgotten_note_is_reported(self):
        note = "TO" + "DO"
        self.assert_reported({"src/domain/seat.cpp": f'#include "domain/seat.hpp"\n// {note}: later\n'}, "src/domain/seat.cpp:2", "forgotten-note")

    def test_a_folder_of_one_machine_is_reported(self):
        path = "/wor" + "k/data"
        self.assert_reported({"src/cli/main.cpp": f'// Joins.\n#include "ledger/store.hpp"\nauto p = "{path}";\n'},
                             "src/cli/main.cpp:3", "machine-path")

    def test_a_test_that_is_no_sentence_is_reported(self):
        self.assert_reported({"src/domain/seat_test.cpp": "TEST(Seat, Basic) {}\n"}, "src/domain/seat_test.cpp:1", "sentence-name")

    def test_a_sentence_in_one_language_only_is_reported(self):
        self.assert_reported({"web/src/catalogue/es.json": '{"floor": {}}'}, "web/src/catalogue/en.json:1", "catalogue-key")

    def test_a_dead_link_is_reported(self):
        self.assert_reported({"README.md": "See [the store](src/store.hpp).\n"}, "README.md:1", "dead-link")

    def test_a_page_of_docs_that_is_not_there_is_reported(self):
        page = "docs/" + "import.md"
        self.assert_reported({"src/base/money.hpp": f"// Money: see {page}.\n#pragma once\n"}, "src/base/money.hpp:1", "dead-link")

    def test_a_circle_of_the_pages_files_is_reported(self):
        files = {"web/src/parts/seat.ts": '// A seat.\nimport { clock } from "./clock";\n', "web/src/parts/clock.ts": '// A clock.\nimport "./place";\n',
                 "web/src/parts/place.ts": '// A place.\n\nimport type { Seat } from "./seat";\n'}
        self.assert_reported(files, "web/src/parts/clock.ts:2", "import-circle")

    def test_a_house_of_the_page_that_looks_into_the_other_is_reported(self):
        files = {"web/src/staff_house/floor/floor.ts": '// The floor.\nimport { plan } from "../../planning_house/plan/plan";\n',
                 "web/src/planning_house/plan/plan.ts": '// The plan.\nimport "../../parts/seat";\n', "web/src/parts/seat.ts": "// A seat.\n",
                 "web/src/main.ts": '// Joins them.\nimport "./staff_house/floor/floor";\n'}
        self.assert_reported(files, "web/src/staff_house/floor/floor.ts:2", "house-rule")

    def test_a_shared_part_of_the_page_that_looks_into_a_house_is_reported(self):
        files = {"web/src/parts/seat.ts": '// A seat.\n\nconst later = import("../staff_house/floor/floor");\n', "web/src/staff_house/floor/floor.ts": "// The floor.\n"}
        self.assert_reported(files, "web/src/parts/seat.ts:3", "house-rule")

    def test_a_component_that_is_too_long_is_reported(self):
        long = "// A seat.\n\nexport function Seat() {\n" + "  // and so on\n" * 80 + "}\n"
        self.assert_reported({"web/src/parts/seat.tsx": long}, "web/src/parts/seat.tsx:3", "page-length")

    def test_a_page_file_that_is_too_long_is_reported_unless_it_says_why(self):
        lines = ".seat {\n}\n" * 201
        self.assert_reported({"web/src/parts/seat.css": "/* A seat. */\n" + lines}, "web/src/parts/seat.css:1", "page-length")
        self.assertEqual(tidy({**CLEAN, "web/src/parts/seat.css": "/* A seat. Long: each of its states is a line. */\n" + lines})[0], 0)

    def test_a_cpp_file_that_is_too_long_is_reported_unless_it_says_why(self):
        lines = "constexpr int seat = 1;\n" * 400
        self.assert_reported({"src/domain/seats_test.cpp": "// Seats.\n" + lines}, "src/domain/seats_test.cpp:1", "cpp-length")
        self.assertEqual(tidy({**CLEAN, "src/domain/seats_test.cpp": "// Seats.\n// Long: one table.\n" + lines})[0], 0)

    def test_a_function_that_is_too_long_is_reported_unless_it_says_why(self):
        def seats(more, indent=""):
            head = "class Floor {\n" if indent else "namespace alongside {\n"
            return "// Seats.\n" + head + more + f"{indent}int seats(int of,\n{indent}          int more) {{\n" + f"{indent}  ++of;\n" * 59 + f"{indent}}}\n}};\n"
        for indent in ("", "  "):
            self.assert_reported({"src/domain/seats.cpp": seats("", indent)}, "src/domain/seats.cpp:3", "cpp-length")
            self.assertEqual(tidy({**CLEAN, "src/domain/seats.cpp": seats(f"{indent}// Long: a seat a line.\n", indent)})[0], 0)
        short = seats("").replace("  ++of;\n" * 59, "  ++of;\n" * 57)
        self.assertEqual(tidy({**CLEAN, "src/domain/seats.cpp": short})[0], 0)
        table = "// Seats.\nconst int seats[] = {\n" + "  1,\n" * 70 + "};\n"
        self.assertEqual(tidy({**CLEAN, "src/domain/seats.cpp": table})[0], 0)

    def test_a_page_that_is_found_by_its_folder_is_no_dead_file(self):
        files = {"web/src/main.ts": '// Begins.\nimport.meta.glob("./floor/*/page.tsx");\n', "web/src/floor/seat/page.tsx": "// A page.\n", "web/index.html": 'src="/src/main.ts"'}
        self.assertEqual(tidy({**CLEAN, **files})[0], 0)
        self.assert_reported({**files, "web/src/floor/seat/lost.tsx": "// Lost.\n"}, "web/src/floor/seat/lost.tsx:1", "dead-file")


if __name__ == "__main__":
    unittest.main()
