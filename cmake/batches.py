"""Puts sources into batches that a compiler reads as one file each: what they all include is then read once and not for each.

    python3 batches.py MOST FILE...     prints `number;file` for each file that shares a batch; the others stay alone

Two files never share a batch where both say the same name in an unnamed namespace: the compiler would see it twice, or quietly take
the other one. Read by the layout of the code: what stands at the first column is no member. A file that opens an enum for all that
follows stays alone; those that open the same namespaces may be together.
"""

import pathlib
import re
import sys

OPENS_AN_ENUM = re.compile(r"^using enum\b", re.MULTILINE)
OPENS_A_NAMESPACE = re.compile(r"^using namespace [\w:]+", re.MULTILINE)
UNNAMED = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
NOT_A_NAME = re.compile(r"^(#|//|/\*|\}|\)|namespace\b|template\b|static_assert\b|[A-Z_]+\()")  # the last: TEST(, RC_GTEST_PROP(
TYPE = re.compile(r"^(?:struct|class|enum(?: class| struct)?|union|concept|using)\s+(\w+)")
OTHER = re.compile(r"(\w+)\s*(?:\(|\{|=|;|\[)")


def name_of(line):
    """What a line at the first column declares, or nothing."""
    if not line or line[0].isspace() or NOT_A_NAME.match(line):
        return None
    found = TYPE.match(line) or OTHER.search(line)
    return found[1] if found else None


def names_in(text):
    return {name for part in UNNAMED.findall(text) for line in part.splitlines() if (name := name_of(line))}


def batches(texts, most):
    """file -> number of its batch; texts: file -> its text, in the order in which they are to be read."""
    filled = []  # (files, names, what they open)
    for file, text in texts.items():
        if OPENS_AN_ENUM.search(text):
            continue
        names, opens = names_in(text), set(OPENS_A_NAMESPACE.findall(text))
        for files, taken, open_there in filled:
            if len(files) < most and opens == open_there and not names & taken:
                files.append(file)
                taken |= names
                break
        else:
            filled.append(([file], set(names), opens))
    return {file: number for number, (files, _, _) in enumerate(filled) for file in files if len(files) > 1}


def main():
    most, *files = sys.argv[1:]
    texts = {file: pathlib.Path(file).read_text(encoding="utf-8") for file in files}
    for file, number in batches(texts, int(most)).items():
        print(f"{number};{file}")


if __name__ == "__main__":
    main()
