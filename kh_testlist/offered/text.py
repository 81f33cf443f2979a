"""Decode the bytes of an offered file, or find out what the file is instead."""

from __future__ import annotations

import codecs
import json
import re
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.store import MAX_BYTES

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "utf-32-le",  # starts like the mark of UTF-16, so it comes first
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    codecs.BOM_UTF8: "utf-8",
}
_SAVE_AS_CSV: Final = (
    "Open it in its program and save it as CSV: in Excel as “CSV UTF-8”, in LibreOffice as “Text CSV”."
)
_COPY: Final = "Copy the URLs into a text file, one per line, or make a CSV with a column named url."
_IN_ARCHIVES: Final = (
    (b"xl/", "an Excel file (.xlsx)", _SAVE_AS_CSV),
    (b"opendocument.spreadsheet", "a LibreOffice spreadsheet (.ods)", _SAVE_AS_CSV),
    (b"Index/Document.iwa", "a Numbers spreadsheet", _SAVE_AS_CSV),
    (b"word/", "a Word document (.docx)", _COPY),
    (b"opendocument.text", "a LibreOffice document (.odt)", _COPY),
)
"""What is in the zip archive that an office program writes."""
_STARTS: Final = (
    (b"\xd0\xcf\x11\xe0", "an Excel file (.xls, or .xlsx with a password)", _SAVE_AS_CSV),
    (b"%PDF", "a PDF", _COPY),
    (b"{\\rtf", "an RTF document", _COPY),
    (b"\x1f\x8b", "a gzip archive", "Unpack it, and give the file that is in it."),
    (b"PK\x03\x04", "a zip archive", "Unpack it, and give the file that is in it."),
    (b"PK\x05\x06", "a zip archive", "Unpack it, and give the file that is in it."),
    (b"\x89PNG", "a picture", _COPY),
    (b"\xff\xd8\xff", "a picture", _COPY),
    (b"GIF8", "a picture", _COPY),
)
_MARKUP: Final = re.compile(r"<(?!https?:)[!?a-z]", re.IGNORECASE)
_HTML: Final = re.compile(r"<(?:!doctype html|html|head|body|table|ul|ol|div|p|a|h[1-6])\b", re.IGNORECASE)
_LOOKED_AT: Final = 2_000


class Text(NamedTuple):
    """What a file says."""

    text: str
    encoding: str
    """As people know it: `UTF-8`."""


def decoded(data: bytes, shown: str) -> Text:
    """Return the text in `data`. `shown` is the name of the file in errors.

    Raises:
        Failure: it is something other than text, or too large.

    """
    if len(data) > MAX_BYTES:
        raise Failure(
            f"{shown} is larger than {MAX_BYTES // 1024**2} MiB.", "Check that this is the file you mean, or split it."
        )
    kind = _kind_of_bytes(data)
    if kind:
        raise _is_no_table(shown, *kind)
    mark, encoding = _encoding(data)
    try:
        text = data[len(mark) :].decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Failure(
            f"{shown} is not a UTF-8 text file, so letters in it would be lost.",
            "Save it again: in Excel as “CSV UTF-8”, in other programs with the encoding UTF-8.",
        ) from None
    if "\0" in text:
        raise _is_no_table(shown, "not a text file", _COPY)
    what = _kind_of_text(text)
    if what:
        raise _is_no_table(shown, what, _COPY)
    return Text(text, encoding.upper().removesuffix("-LE").removesuffix("-BE"))


def _is_no_table(shown: str, what: str, next_step: str) -> Failure:
    return Failure(f"{shown} is {what}. `import` reads CSV files and files of URLs.", next_step)


def _kind_of_bytes(data: bytes) -> tuple[str, str] | None:
    if data.startswith(b"PK\x03\x04"):
        for part, what, next_step in _IN_ARCHIVES:
            if part in data:
                return what, next_step
    return next(((what, step) for start, what, step in _STARTS if data.startswith(start)), None)


def _encoding(data: bytes) -> tuple[bytes, str]:
    """Return the mark that `data` starts with, and its encoding."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return mark, encoding
    # Excel writes a mark. Other programs may leave it out; then every other byte of a CSV is zero.
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return b"", "utf-16-le"
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return b"", "utf-16-be"
    return b"", "utf-8"


def _kind_of_text(text: str) -> str:
    start = text[:_LOOKED_AT].lstrip()
    if _MARKUP.match(start):
        return "an HTML page" if _HTML.search(start) else "an XML file"
    if start.startswith(("{", "[")) and _is_json(text):
        return "a JSON file"
    return ""


def _is_json(text: str) -> bool:
    """Return whether `text`, or its first line, is JSON."""
    for candidate in (text, text.lstrip().partition("\n")[0]):
        try:
            json.loads(candidate)
        except RecursionError:
            return True
        except ValueError:
            continue
        return True
    return False
