"""Update the catalogues of translations from the code, and compile them.

`python docs/catalogue.py` adds new messages to the .po files, removes those that are gone, and writes the .mo files
that the program reads. With `--check` it only says what is out of date, and exits with 1 if something is.

A catalogue is a draft until a person who reads the language has put a name into `X-Reviewed-By` in its header. It may
be the name of an organisation. Then the pages no longer say that they are drafts.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TOP: Final = Path(__file__).resolve().parent.parent
_PAGES: Final = TOP / "kh_testlist" / "reports" / "page"
_LOCALE: Final = TOP / "kh_testlist" / "reports" / "locale"
_DOMAIN: Final = "kh_testlist"
_KEYWORDS: Final = {"say": None, "many": (1, 2), "marked": None}
"""The functions that get a message in the code: see `kh_testlist/reports/page/words.py`."""
_NOT_KEPT: Final = {"POT-Creation-Date", "PO-Revision-Date", "Generated-By"}
_SIGN: Final = "X-Reviewed-By"
_WIDTH: Final = 120


class _Signed(Catalog):
    """A catalogue that keeps the header with the name of the reviewer."""

    signature = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header, without days and programs, because git has those."""
        kept = [pair for pair in super()._get_mime_headers() if pair[0] not in _NOT_KEPT]
        return [*kept, (_SIGN, f"{self.signature}\n")]


def messages() -> Catalog:
    """Return every message of the pages, with the files that have it."""
    found = Catalog()
    for name, _line, message, comments, context in sorted(
        extract_from_dir(_PAGES, method_map=[("**.py", "python")], keywords=_KEYWORDS), key=lambda one: one[:2]
    ):
        place = (_PAGES.relative_to(TOP) / name).as_posix()
        found.add(message, locations=[(place, 0)], auto_comments=comments, context=context, flags=_flags(message))
    return found


def _flags(message: str | tuple[str, ...]) -> list[str]:
    text = message if isinstance(message, str) else "".join(message)
    return ["python-brace-format"] if "{" in text else []


def updated(text: bytes, lang: str) -> Catalog:
    """Return the catalogue `text` with exactly the messages of the code. Known translations stay."""
    old = read_po(io.BytesIO(text), locale=lang)
    made = _Signed(
        locale=lang, domain=_DOMAIN, project="kh-testlist", version="1", header_comment=old.header_comment, fuzzy=False,
        last_translator=old.last_translator, language_team=old.language_team,
        msgid_bugs_address=old.msgid_bugs_address,
    )  # fmt: skip
    signed = re.search(rf'"{_SIGN}: ?(.*?)\\n"', text.decode())
    made.signature = signed[1].strip() if signed else ""
    for message in messages():
        if message.id:
            known = old.get(message.id)
            made.add(
                message.id, known.string if known else "", message.locations, message.flags,
                user_comments=known.user_comments if known else (),
            )  # fmt: skip
    return made


def as_text(catalogue: Catalog) -> bytes:
    """Return the bytes of the .po file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, include_lineno=False, sort_by_file=False, ignore_obsolete=True)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the .mo file."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def files() -> dict[Path, bytes]:
    """Return every file that is made, with its content."""
    found = {}
    for path in sorted(_LOCALE.glob(f"*/LC_MESSAGES/{_DOMAIN}.po")):
        catalogue = updated(path.read_bytes(), path.parent.parent.name)
        found[path] = as_text(catalogue)
        found[path.with_suffix(".mo")] = compiled(catalogue)
    return found


def main(arguments: list[str]) -> int:
    """Write the catalogues, or check them with `--check`."""
    stale = []
    for path, data in files().items():
        if path.exists() and path.read_bytes() == data:
            continue
        stale.append(path.relative_to(TOP).as_posix())
        if "--check" not in arguments:
            path.write_bytes(data)
            print(f"wrote {stale[-1]}")
    if stale and "--check" in arguments:
        print(f"These files are out of date: {', '.join(stale)}. Write them again: python docs/catalogue.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
