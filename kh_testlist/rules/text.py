"""Rules on the text that people write: source and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kh_testlist.model import SOURCE, Fix, Safety, Severity
from kh_testlist.rules.rule import Fault, Remark, cell_rule, list_rule
from kh_testlist.rules.subject import Subject
from kh_testlist.urls import bad_characters

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and characters that change the direction of text. Khmer needs zero-width spaces: not here."""

_FORMULA: Final = re.compile(r"=|[+@-].*[(|!]")

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_CP1252_HIGH: Final = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0))
_MISREAD: Final = re.compile(f"[\x80-\xff{_CP1252_HIGH}]{{2,}}")
"""Two or more characters, each of which is a byte over 127 that was read as Windows-1252 or Latin-1."""


@cell_rule("TXT001", Severity.ERROR, "source", "notes")
def bad_character(text: str) -> Fault | None:
    r"""
    There is a line break, a tab or a backslash in the text, which upstream refuses.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x,daily\weekly

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,daily/weekly
    """
    found = bad_characters(text)
    if not found:
        return None
    fix = (
        None
        if "\\" in text
        else Fix(Safety.UNSAFE, " ".join(part.strip() for part in re.split(r"[\r\n\t]+", text) if part.strip()))
    )
    return Fault(f"{found} in the text", fix)


@cell_rule("TXT002", Severity.WARNING, "source", "notes")
def surrounding_space(text: str) -> Fault | None:
    """
    There is white space before or after the text, so equal texts are counted as different ones.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x ,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    bare = text.strip()
    return None if bare == text else Fault("white space around the text", Fix(Safety.SAFE, bare))


@cell_rule("TXT003", Severity.NOTE, "source", "notes")
def double_space(text: str) -> Fault | None:
    """
    There are two or more spaces in a row in the text.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x,daily  news

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,daily news
    """
    if "  " not in text.strip():
        return None
    return Fault("two or more spaces in a row", Fix(Safety.UNSAFE, re.sub(" {2,}", " ", text)))


@cell_rule("TXT004", Severity.WARNING, "source", "notes")
def mojibake(text: str) -> Fault | None:
    """
    The text was once read in the wrong encoding: letters have turned into signs.

    Where the letters can be told from the signs, an unsafe fix restores them; a � has lost them for good.

    Bad:

        https://example.com/,CULTR,Culture,2024-01-31,MusÃ©e national,

    Good:

        https://example.com/,CULTR,Culture,2024-01-31,Musée national,
    """
    mended = _MISREAD.sub(_reread, text)
    if mended != text:
        return Fault(f"text read in the wrong encoding; it may say: {mended}", Fix(Safety.UNSAFE, mended))
    if _REPLACEMENT in text:
        return Fault(f"{_REPLACEMENT} stands where a letter was lost")
    return None


def _reread(match: re.Match[str]) -> str:
    """Return the match as UTF-8, or unchanged if it is not UTF-8. Correct text is almost never valid UTF-8 here."""
    try:
        data = b"".join(
            character.encode("latin-1" if ord(character) <= 0xFF else "cp1252")  # noqa: PLR2004 - the end of Latin-1
            for character in match[0]
        )
        return data.decode("utf-8")
    except UnicodeError:
        return match[0]


@cell_rule("TXT005", Severity.WARNING, "url", "source", "notes")
def control_character(text: str) -> Fault | None:
    r"""
    There is an invisible control character in the text, which can hide or reverse what a person sees.

    Terminal escapes and marks that turn the direction of text have no place in a list; the fix takes them out.

    Bad:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,a\u202eb

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,ab
    """
    found = _CONTROL.findall(text)
    if not found:
        return None
    names = " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in found))
    return Fault(f"control character {names}", Fix(Safety.UNSAFE, _CONTROL.sub("", text)))


@cell_rule("TXT006", Severity.WARNING, "source", "notes")
def formula(text: str) -> Fault | None:
    """
    A spreadsheet would take the text for a formula, and may run it.

    Reword it so that it starts with a letter.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x,"=HYPERLINK(""http://example.org/"")"

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,see example.org
    """
    return Fault("a spreadsheet would run this as a formula") if _FORMULA.match(text.lstrip()) else None


@list_rule("TXT007", Severity.WARNING)
def no_source(subject: Subject) -> Iterator[Remark]:
    """
    The row does not say who added it, so nobody can be asked about it.

    A name, an organisation, "Community member" or "anon" will do. Source: OONI, Contribute test lists.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,anon,
    """
    if "" not in subject.urls.columns[SOURCE]:
        return
    for entry in subject.urls.complete:
        if not entry[2][SOURCE]:
            yield Remark("no source", entry, "source")
