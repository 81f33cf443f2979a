"""Text for a terminal: without harmful characters, in colour if wanted, and folded to fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kh_testlist.store import display, typed

__all__ = ["PLAIN", "Screen", "Span", "columns", "display", "fold", "forms", "paint", "printable", "typed"]

_HARMFUL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, marks that turn the direction of text, and halves of characters. Zero-width spaces stay, for
Khmer is written with them."""

Span = tuple[str, str]
"""A piece of text, and its style in rich's words (`bold red`); no style is the empty string."""


def printable(text: str) -> str:
    r"""Return `text` with harmful characters written out, such as `\x1b` for an escape."""
    # All that is harmful is unprintable to Python, which is quicker to ask.
    return text if text.isprintable() else _HARMFUL.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"  # noqa: PLR2004 - two digits or four


class Screen(NamedTuple):
    """Where a text report is shown."""

    color: bool = False
    """True if the report is painted."""
    width: int | None = None
    """The columns that fit. None in a file or a pipe, where a line may have any length."""


PLAIN: Final = Screen()
"""A file or a pipe: no colour, and one line for each row, so that other programs can cut it."""


def columns(text: str) -> int:
    """Return the columns that `text` takes on a terminal. A mark on a letter takes 0, and a wide letter takes 2.

    Source: wcwidth of the GNU C library, by which a Khmer vowel next to its letter takes 1.
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in {"Mn", "Me", "Cf"} else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


_UNBROKEN: Final = re.compile(r"`[^`\n]+`|\bkh-testlist [^`\n]*?(?=`|[.;,] |\)?$|\)[ .,;])", re.MULTILINE)
"""Commands, which people copy in one piece."""
_COLUMN_END: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_LABEL: Final = re.compile(r"\S+: ")
_WORD: Final = re.compile(r"( *)\S+")


def fold(text: str, width: int | None) -> str:
    """Return `text` with lines of at most `width` columns. No word, URL or command is broken, however long it is."""
    return "".join(part for part, _style in _folded([(text, "")], width))


def _folded(spans: Sequence[Span], width: int | None) -> Sequence[Span]:
    text = "".join(said for said, _style in spans)
    if width is None or all(columns(line) <= width for line in text.split("\n")):
        return spans
    breaks = [*_breaks(text, width), (len(text), "")]
    folded: list[Span] = []
    start = at = 0
    for said, style in spans:
        parts, begin, end = [], start, start + len(said)
        while breaks[at][0] < end:
            place, instead = breaks[at]
            parts += [text[begin:place], instead]
            begin, at = place + 1, at + 1
        folded.append(("".join([*parts, text[begin:end]]), style))
        start = end
    return folded


def _breaks(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Yield the places of the spaces at which lines are broken, with what comes in their place."""
    kept = {at for match in _UNBROKEN.finditer(text) for at in range(*match.span())}
    start = 0
    for line in text.split("\n"):
        margin = _margin(line, width)
        used = 0
        for word in _WORD.finditer(line):
            size = columns(word[0])
            spaces = range(start + word.start(), start + word.end(1))
            if used > margin and used + size > width and spaces and spaces[0] not in kept:
                yield spaces[0], "\n" + " " * margin
                yield from ((space, "") for space in spaces[1:])
                used, size = margin, size - len(spaces)
            used += size
        start += len(line) + 1


def _margin(line: str, width: int) -> int:
    """Return how far the lines after the first are indented: to its last short column, or by 2 more than it is.

    Only a paragraph of plain text, without a label such as `Error:`, has no indentation at all.
    """
    ends = [columns(line[: match.end()]) for match in _COLUMN_END.finditer(line)]
    indent = len(line) - len(line.lstrip(" "))
    usual = indent + 2 if indent or _LABEL.match(line) else 0
    return max([end for end in ends if end <= width // 2], default=min(usual, width // 2))


def paint(spans: Iterable[Span], screen: Screen) -> str:
    """Return the text of `spans`, folded to the screen, with their styles as escapes if the screen is painted."""
    folded = _folded([*spans], screen.width)
    if not screen.color:
        return "".join([text for text, _ in folded])
    from rich.color import ColorSystem  # noqa: PLC0415 - rich takes 0.05 s to load, and plain output does not need it
    from rich.style import Style  # noqa: PLC0415 - the same

    return "".join(
        Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if style else text for text, style in folded
    )


def forms(text: Callable[..., str], **others: Callable[..., str]) -> dict[str, Callable[..., str]]:
    """Return the forms of a report by their names, all called alike. Only `text` is told of the screen."""
    return {"text": text, **{name: _without_screen(write) for name, write in others.items()}}


def _without_screen(write: Callable[..., str]) -> Callable[..., str]:
    def called(*given: object, screen: Screen, **more: object) -> str:
        del screen
        return write(*given, **more)

    return called
