"""Split texts into sentences, and sentences into words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_EXAMPLES: Final = re.compile(
    r"^\s*(Args|Returns|Raises|Yields|Example|Examples|Bad|Good|Source|Sources):\s*$", re.MULTILINE
)
_ABBREVIATIONS: Final = ("e.g.", "i.e.", "etc.", "vs.", "No.", "St.")
_END: Final = re.compile(
    r"(?<=[.!?])[\"'”)*_]*\s+(?=[\"'“(*_`]*[A-Z0-9`{-])"  # a full stop, and a capital letter
    r"|(?<=:)\s*\n\s*|\n\s*\n|\n\s*[-*]\s+"  # a line after a colon, a blank line, an item of a list
    r"|\n\s*(?=[`*]*\w+[`*]*: )|\n\s*(?=\S+(?:[ ,]+\S+){0,2} {2,}\S)"  # an argument with its meaning, a row of a table
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text. Code, URLs and command lines count as one word each."""
    for sentence in _END.split(plain(text)):
        if sentence.strip():
            yield " ".join(sentence.split())


def plain(text: str) -> str:
    """Return `text` without Markdown and with one word for each piece of code, URL or command line."""
    text = re.sub(r"(?ms)^\s*(Bad|Good):\s*\n.*?(?=^\s*(?:Good|Bad):|\Z)", "\n\n", text)
    text = re.sub(r"(?ms)^( {4,}|\t)\S.*?$", "", text) if "::" in text else text
    text = re.sub(r"``?([^`]*)``?", "CODE", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(
        r"\bkh-testlist [a-z-]+(?: [a-z-]+)?(?: (?:--?[\w-]+|[A-Z]{2,}[A-Z…]*|\{\}|\S+/\S*|\S+\.\w+))*", "CODE", text
    )
    text = re.sub(r"https?://\S+?(?=[.,;:)]*(?:\s|$))", "URL", text)
    for known in _ABBREVIATIONS:
        text = text.replace(known, known.replace(".", ""))
    return _EXAMPLES.sub("\n\n", text)


def words(sentence: str) -> list[str]:
    """Return the words of a sentence: what stands between spaces and has a letter or a digit."""
    return [word for word in sentence.split() if re.search(r"[^\W_]|\{\}", word)]
