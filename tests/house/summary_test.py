"""The closing line of script/test tells the truth: a program that crashed, a step that broke and an empty run are failures."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SUMMARY = pathlib.Path(__file__).resolve().parents[2] / "script" / "lib" / "summary.py"


def summary(files, steps=()):
    """(exit status, last line) for the result FILES (name -> text) and the names of failed STEPS."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
        run = subprocess.run([sys.executable, str(SUMMARY), folder, *steps], capture_output=True, text=True, check=False)
        return run.returncode, run.stdout.splitlines()[-1]


def ctest(*cases):
    entries = "".join(f'<testcase name="{name}" status="{status}">{"<failure/>" if status == "fail" else ""}</testcase>' for name, status in cases)
    return f"<testsuite>{entries}</testsuite>"


def program(passed=0, failed=0, skipped=0):
    cases = '<testcase name="a"/>' * passed + "<testcase name='b'><failure/></testcase>" * failed
    return f"<testsuites><testsuite>{cases}{'<testcase><skipped/></testcase>' * skipped}</testsuite></testsuites>"


class Summary(unittest.TestCase):
    def test_counts_the_tests_in_a_program_and_not_the_program(self):
        files = {"ctest.xml": ctest(("base_test", "run")), "base_test.xml": program(passed=7, skipped=1)}
        self.assertEqual(summary(files), (0, "7 passed, 0 failed, 1 skipped"))

    def test_counts_a_program_without_a_file_of_its_own_as_one(self):
        self.assertEqual(summary({"ctest.xml": ctest(("house_test", "run"))}), (0, "1 passed, 0 failed"))

    def test_a_failed_test_is_counted_once(self):
        files = {"ctest.xml": ctest(("base_test", "fail")), "base_test.xml": program(passed=2, failed=1)}
        self.assertEqual(summary(files, ["C++ tests"]), (1, "2 passed, 1 failed"))

    def test_a_program_that_crashed_after_its_tests_is_a_failure(self):
        files = {"ctest.xml": ctest(("base_test", "fail")), "base_test.xml": program(passed=2)}
        self.assertEqual(summary(files, ["C++ tests"]), (1, "2 passed, 1 failed"))

    def test_a_program_that_was_never_built_is_a_failure(self):
        self.assertEqual(summary({"ctest.xml": ctest(("base_test", "notrun"))}), (1, "0 passed, 1 failed"))

    def test_a_file_cut_off_in_the_middle_is_a_failure(self):
        files = {"ctest.xml": ctest(("base_test", "run")), "base_test.xml": "<testsuites><testsuite>"}
        self.assertEqual(summary(files), (1, "0 passed, 1 failed"))

    def test_a_step_that_broke_without_a_failed_test_is_a_failure(self):
        files = {"ctest.xml": ctest(("base_test", "run")), "base_test.xml": program(passed=2)}
        self.assertEqual(summary(files, ["build the page"]), (1, "2 passed, 1 failed"))

    def test_nothing_at_all_is_no_success(self):
        self.assertEqual(summary({}), (1, "0 passed, 0 failed"))


if __name__ == "__main__":
    unittest.main()
