"""The text of a saved document, with its links written out: a page, a plain text, or what an office program saved."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from typing import Final

from kh_testlist.errors import Failure

_MOST_INFLATED: Final = 32 * 1024 * 1024
"""Bytes of a document's parts together: a file of a few kilobytes can hold gigabytes of nothing."""
_MOST_PARTS: Final = 2_000
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_PART: Final = re.compile(r"(?:word|xl|ppt)/.*\.(?:xml|rels)|content\.xml", re.DOTALL)
"""Where Word, Excel and PowerPoint, and LibreOffice, keep words and links."""
_TARGET: Final = re.compile(r"""\b(?:Target|xlink:href)\s*=\s*["'](https?://[^"'<>\s]+)["']""")
_TAG: Final = re.compile(r"<[^<>]*>")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError)
"""What zipfile raises of an archive that it can't read; NotImplementedError of one packed in a way that it has not."""


def plain_text(data: bytes) -> str | None:
    """The text that starts by saying in which encoding it is, as some editors save it; None for any other."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return None


_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


def is_office(data: bytes) -> bool:
    """Whether `data` may be what an office program saved."""
    return data.startswith(_ZIP)


def require_readable(data: bytes, shown: str) -> None:
    """Refuse what no text can be read from here.

    Raises:
        Failure: it is a PDF.

    """
    if data.startswith(_PDF):
        raise Failure(f"{shown} is a PDF, which is not read here.", "Save it as text or HTML, and name that.")


def office_text(data: bytes, shown: str) -> str:
    """The words and links of a document of Word, Excel, PowerPoint or LibreOffice.

    Raises:
        Failure: it is none, it is damaged, or it is larger inside than any document.

    """
    left = _MOST_INFLATED
    texts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = [part.filename for part in parts.infolist() if _PART.fullmatch(part.filename) and _is_usual(part)]
            for name in names[:_MOST_PARTS]:
                with parts.open(name) as part:
                    read = part.read(left + 1)
                left -= len(read)
                if left < 0:
                    break
                texts.append(read.decode("utf-8", "replace"))
    except _BROKEN as error:
        raise Failure(
            f"{shown} could not be opened: {error}.", "Save it anew, as text or HTML, and name that."
        ) from None
    if left < 0 or len(names) > _MOST_PARTS:
        raise Failure(f"{shown} is larger inside than it may be.", "Save what matters of it as text, and name that.")
    if not texts:
        raise Failure(f"{shown} is no document that is read here.", "Save it as text or HTML, and name that.")
    links = (link for text in texts for link in _TARGET.findall(text))
    return "\n".join([*links, *(_TAG.sub("", _BREAK.sub("\n", text)) for text in texts)])


def _is_usual(part: zipfile.ZipInfo) -> bool:
    """Whether a part is packed as office programs do it: others of zip's ways unpack without a bound."""
    return part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


_BREAK: Final = re.compile(r"</(?:w:p|a:p|text:p|si|c)>|<(?:w:br|w:tab|text:tab|text:line-break)[^<>]*>")
"""Where one word ends and another begins; other tags may stand inside a word."""
