"""The text and links of a saved document: a web page, plain text, or an office file."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from typing import Final

from kh_testlist.errors import Failure

_MOST_INFLATED: Final = 32 * 1024 * 1024
"""The most bytes of all parts of a document, unpacked. A file of a few kilobytes can unpack to gigabytes."""
_MOST_PARTS: Final = 2_000
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_PART: Final = re.compile(r"(?:word|xl|ppt)/.*\.(?:xml|rels)|content\.xml", re.DOTALL)
"""Where Word, Excel, PowerPoint and LibreOffice keep words and links."""
_TARGET: Final = re.compile(r"""\b(?:Target|xlink:href)\s*=\s*["'](https?://[^"'<>\s]+)["']""")
_TAG: Final = re.compile(r"<[^<>]*>")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError)
"""What zipfile raises if it can't read an archive. NotImplementedError is for packing methods that it does not have."""


def plain_text(data: bytes) -> str | None:
    """Return the text if its first bytes name its encoding, as some editors write it; None for any other data."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return None


_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


def is_office(data: bytes) -> bool:
    """Return True if `data` may be a file of an office program."""
    return data.startswith(_ZIP)


def require_readable(data: bytes, shown: str) -> None:
    """Raise an error if this program can't read text from `data`.

    Raises:
        Failure: it is a PDF.

    """
    if data.startswith(_PDF):
        raise Failure(
            f"{shown} is a PDF, which this program cannot read.", "Save it as text or HTML, and give that file."
        )


def office_text(data: bytes, shown: str) -> str:
    """Return the words and links of a document of Word, Excel, PowerPoint or LibreOffice.

    Raises:
        Failure: it is not such a document, it is damaged, or it is too large when unpacked.

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
            f"{shown} could not be opened: {error}.", "Save it again as text or HTML, and give that file."
        ) from None
    if left < 0 or len(names) > _MOST_PARTS:
        raise Failure(f"{shown} is too large when unpacked.", "Save the part that matters as text, and give that file.")
    if not texts:
        raise Failure(
            f"{shown} is a kind of file that this program cannot read.", "Save it as text or HTML, and give that file."
        )
    links = (link for text in texts for link in _TARGET.findall(text))
    return "\n".join([*links, *(_TAG.sub("", _BREAK.sub("\n", text)) for text in texts)])


def _is_usual(part: zipfile.ZipInfo) -> bool:
    """Return True if a part is packed as office programs do it. Other methods of zip have no limit in unpacking."""
    return part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


_BREAK: Final = re.compile(r"</(?:w:p|a:p|text:p|si|c)>|<(?:w:br|w:tab|text:tab|text:line-break)[^<>]*>")
"""Where one word ends and another begins. Other tags may be inside a word."""
