"""Print the reading grade of each document, of all help and of all messages: `python -m tests.plain.grade`.

The grade is Flesch and Kincaid's: school years that a reader needs (Kincaid et al., 1975). A piece of code, a URL or a
command line counts as one short word. Headings, tables and examples are left out.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence

import textstat  # type: ignore[import-untyped]

from tests.plain.sentences import sentences, words
from tests.plain.texts import Kind, Text, everything

_POOLED = {
    "all help": (Kind.HELP,),
    "all messages": (Kind.ERROR, Kind.NEXT_STEP, Kind.MESSAGE),
    "all docstrings": (Kind.DOCSTRING,),
}


def of_documents(texts: Sequence[Text]) -> dict[str, float]:
    """Return the grade of each document, by its path."""
    return {
        path: grade([text for text in texts if text.path == path])
        for path in sorted({text.path for text in texts if text.kind is Kind.DOCUMENT})
    }


def pooled(texts: Sequence[Text]) -> dict[str, float]:
    """Return the grade of all help, of all messages and of all docstrings."""
    return {name: grade([text for text in texts if text.kind in kinds]) for name, kinds in _POOLED.items()}


def grade(texts: Sequence[Text]) -> float:
    """Return the grade of some texts, read one after the other."""
    said = [
        sentence.replace("CODE", "it").replace("URL", "it").replace("{}", "it").rstrip(".!?:; ")
        for text in texts
        for sentence in sentences(text.text)
        if len(words(sentence)) > 1
    ]
    number = len(said)
    every = [word for sentence in said for word in words(sentence)]
    syllables: int = sum(textstat.syllable_count(word) for word in every)
    return round(0.39 * (len(every) / number) + 11.8 * (syllables / len(every)) - 15.59, 1)


def main() -> int:
    """Print the grades, and their median."""
    texts = everything()
    documents = of_documents(texts)
    found = documents | pooled(texts)
    for name, value in found.items():
        sys.stdout.write(f"{value:5.1f}  {name}\n")
    median, worst = statistics.median(found.values()), max(documents.values())
    sys.stdout.write(f"{median:5.1f}  median of all\n{worst:5.1f}  highest of a document\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
