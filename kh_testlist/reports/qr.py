"""QR codes: in the terminal, and as pictures to print."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import segno

from kh_testlist.reports.terminal import Screen, paint

_BORDER: Final = 4
"""Empty modules around a code. Source: ISO/IEC 18004."""
_SCALE: Final = 10
_HALVES: Final = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def _code(link: str) -> segno.QRCode:
    return segno.make_qr(link, error="m")


def svg(link: str) -> bytes:
    """Return a drawing that is sharp at any size."""
    out = io.BytesIO()
    _code(link).save(out, kind="svg", scale=_SCALE, border=_BORDER, light="#fff", title="OONI Run")
    return out.getvalue()


def inline(link: str) -> str:
    """Return a drawing for a page. The page decides its size."""
    return _code(link).svg_inline(border=_BORDER, light="#fff", omitsize=True)


def png(link: str) -> bytes:
    """Return a PNG image."""
    out = io.BytesIO()
    _code(link).save(out, kind="png", scale=_SCALE, border=_BORDER)
    return out.getvalue()


def text(link: str, *, screen: Screen) -> str:
    """Return a code for the terminal in half blocks, with two modules in a character.

    With colour, dark modules are black on white. Without colour, light modules are drawn, because most terminals
    write light on dark. Scanners can also read inverted codes.
    """
    rows = [[bool(module) for module in row] for row in _code(link).matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    spans = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        line = "".join(
            _HALVES[one == screen.color, other == screen.color] for one, other in zip(upper, lower, strict=True)
        )
        spans += [(line, "black on bright_white"), ("\n", "")]
    return paint(spans, Screen(screen.color))


WRITERS: Final[dict[str, Callable[[str], bytes]]] = {"svg": svg, "png": png}
