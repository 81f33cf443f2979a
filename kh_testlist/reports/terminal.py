"""What may reach a terminal: text made harmless, and painted only where it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from kh_testlist.store import display, typed

__all__ = ["Span", "display", "forms", "paint", "printable", "typed"]

_HARMFUL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, marks that turn the direction of text, and halves of characters. Zero-width spaces stay, for
Khmer is written with them."""

Span = tuple[str, str]
"""A piece of text, and its style in rich's words (`bold red`); no style is the empty string."""


def printable(text: str) -> str:
    r"""`text` with all that could steer a terminal or mislead the eye written out, such as `\x1b` for an escape."""
    # All that is harmful is unprintable to Python, which is quicker to ask.
    return text if text.isprintable() else _HARMFUL.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"  # noqa: PLR2004 - two digits or four


def paint(spans: Iterable[Span], *, color: bool) -> str:
    """The text of `spans`, with their styles as escapes where `color` is wanted."""
    if not color:
        return "".join([text for text, _ in spans])
    from rich.color import ColorSystem  # noqa: PLC0415 - rich takes 0.05 s to load, and plain output needs none of it
    from rich.style import Style  # noqa: PLC0415 - the same

    return "".join(
        Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if style else text for text, style in spans
    )


def forms(text: Callable[..., str], **others: Callable[..., str]) -> dict[str, Callable[..., str]]:
    """The forms of a report by their names, all called alike. Only `text` paints, so only it is told whether to."""
    return {"text": text, **{name: _unpainted(write) for name, write in others.items()}}


def _unpainted(write: Callable[..., str]) -> Callable[..., str]:
    def called(*given: object, color: bool, **more: object) -> str:
        del color
        return write(*given, **more)

    return called
