"""Sums a folder of JUnit files into one closing line: `N passed, N failed` and, where there are any, `, N skipped`; before it,
each test that failed and the beginning of what it said.

    summary.py RESULTS [FAILED_STEP...]

ctest.xml has one entry a test program. A program that left its own file (PROGRAM.xml, from GoogleTest) is counted by the tests in
it; a program that failed without a failed test in its file (it crashed, or was never built) is one failed test more. A failed step
that left no failed test behind counts as one. Exit status 1 if anything failed or nothing ran.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


SAID_LINES = 12  # of a failed test: enough to see what was expected and what was found
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def said(case):
    """A failed test's name and the first lines of what it said."""
    words = next((part.text or part.get("message") or "" for part in case if part.tag in ("failure", "error")), "")
    lines = [line for line in COLOURS.sub("", words).splitlines() if line.strip()]
    name = ": ".join(part for part in (case.get("classname"), case.get("name")) if part)
    return "\n".join([f"FAILED {name}"] + [f"    {line}" for line in lines[:SAID_LINES]])


def count(path, failures):
    """(passed, failed, skipped) of the test cases in one JUnit file; what failed is added to failures, in words."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(path).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None or case.get("status") == "fail":
            failed += 1
            failures.append(said(case))
        elif case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main(results, failed_steps):
    total = [0, 0, 0]
    failures = []
    counted = {}
    for path in sorted(results.glob("*.xml")):
        if path.stem == "ctest":
            continue
        try:
            counted[path.stem] = count(path, failures)
        except ElementTree.ParseError:
            counted[path.stem] = (0, 1, 0)  # cut off while it was written: the program died
            failures.append(f"FAILED {path.stem}: its results were cut off")
        total = [a + b for a, b in zip(total, counted[path.stem])]
    ctest = results / "ctest.xml"
    if ctest.exists():
        for case in ElementTree.parse(ctest).iter("testcase"):
            name = case.get("name")
            ran_badly = case.find("failure") is not None or case.get("status") in ("fail", "notrun")
            if ran_badly and not counted.get(name, (0, 0, 0))[1]:
                total[1] += 1
                failures.append(f"{name}: did not run to its end")
            elif not ran_badly and name not in counted:
                total[0] += 1
    if failed_steps and not total[1]:
        total[1] = len(failed_steps)
    print()
    for line in failures + [f"step failed: {step}" for step in failed_steps]:
        print(line)
    print(f"{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] or failed_steps or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
