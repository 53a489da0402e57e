"""Puts sources into batches that a compiler reads as one file each: what they all include is then read once and not for each.

    python3 batches.py MOST FILE...     prints `number;file` for each file that shares a batch; the others stay alone

Two files never share a batch where one has a name in an unnamed namespace that the other says anywhere: the compiler would see it twice,
or quietly take the other one. Read by the layout of the code: what stands at the first column is no member. A file that opens an enum for
all that follows stays alone; those that open the same namespaces may be together.
"""

import pathlib
import re
import sys

OPENS_AN_ENUM = re.compile(r"^using enum\b", re.MULTILINE)
OPENS_A_NAMESPACE = re.compile(r"^using namespace [\w:]+", re.MULTILINE)
TAKES_A_NAME = re.compile(r"^using [\w:]+::(\w+);", re.MULTILINE)
UNNAMED = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
NOT_A_NAME = re.compile(r"^(#|//|/\*|\}|\)|namespace\b|template\b|static_assert\b|[A-Z_]+\()")  # the last: TEST(, RC_GTEST_PROP(
TYPE = re.compile(r"^(?:struct|class|enum(?: class| struct)?|union|concept|using)\s+(\w+)")
NOT_CODE = re.compile(r'//.*|"(?:\\.|[^"\\\n])*"')
WORD = re.compile(r"[A-Za-z_]\w*")
INCLUDES = re.compile(r'^#include "([^"]+)"', re.MULTILINE)
OTHER = re.compile(r"(\w+)\s*(?:\(|\{|=|;|\[)")


def name_of(line):
    """What a line at the first column declares, or nothing."""
    if not line or line[0].isspace() or NOT_A_NAME.match(line):
        return None
    found = TYPE.match(line) or OTHER.search(line)
    return found[1] if found else None


def names_in(text):
    declared = {name for part in UNNAMED.findall(text) for line in part.splitlines() if (name := name_of(line))}
    return declared | set(TAKES_A_NAME.findall(text))


def words_in(text):
    return set(WORD.findall(NOT_CODE.sub("", text)))


def batches(texts, most, included=lambda file, text: set()):
    """file -> number of its batch; texts: file -> its text, in the order in which they are to be read; included: the words that it reads
    of headers."""
    filled = []  # (files, names, words, what they open)
    for file, text in texts.items():
        if OPENS_AN_ENUM.search(text):
            continue
        names, words, opens = names_in(text), words_in(text) | included(file, text), set(OPENS_A_NAMESPACE.findall(text))
        for files, taken, said, open_there in filled:
            if len(files) < most and opens == open_there and not names & said and not words & taken:
                files.append(file)
                taken |= names
                said |= words
                break
        else:
            filled.append(([file], set(names), set(words), opens))
    return {file: number for number, (files, *_) in enumerate(filled) for file in files if len(files) > 1}


class Headers:
    """What a source reads of this tree: all of the headers in its own folder that it names, and the types in those that they name in turn."""

    def __init__(self):
        self.read = {}  # header -> (its words, the headers that it names)

    def named_in(self, text, folder):
        for name in INCLUDES.findall(text):
            found = next((up / name for up in folder.parents if (up / name).is_file()), None)
            if found:
                yield found

    def of(self, header):
        if header not in self.read:
            text = header.read_text(encoding="utf-8")
            self.read[header] = (words_in(text), list(self.named_in(text, header.parent)))
        return self.read[header]

    def words(self, file, text):
        folder = pathlib.Path(file).resolve().parent
        found = set()
        near = list(self.named_in(text, folder))
        for header in near:
            if header.parent == folder:
                found |= self.of(header)[0]
        seen = set()
        while near:
            header = near.pop()
            if header not in seen:
                seen.add(header)
                found |= {word for word in self.of(header)[0] if word[0].isupper()}
                near += self.of(header)[1]
        return found


def main():
    most, *files = sys.argv[1:]
    texts = {file: pathlib.Path(file).read_text(encoding="utf-8") for file in files}
    for file, number in batches(texts, int(most), Headers().words).items():
        print(f"{number};{file}")


if __name__ == "__main__":
    main()
