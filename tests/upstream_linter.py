"""What upstream's linter rejects, written anew from a description of its behaviour: an oracle for our rules.

It shares no code with the package, on purpose, and reads URLs by cutting rather than by a pattern.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import string
import urllib.parse
from collections.abc import Collection

COLUMNS = 6
DESCRIPTIONS = {
    "ALDR": "Alcohol & Drugs",
    "REL": "Religion",
    "PORN": "Pornography",
    "PROV": "Provocative Attire",
    "POLR": "Political Criticism",
    "HUMR": "Human Rights Issues",
    "ENV": "Environment",
    "MILX": "Terrorism and Militants",
    "HATE": "Hate Speech",
    "NEWS": "News Media",
    "XED": "Sex Education",
    "PUBH": "Public Health",
    "GMB": "Gambling",
    "ANON": "Anonymization and circumvention tools",
    "DATE": "Online Dating",
    "GRP": "Social Networking",
    "LGBT": "LGBT",
    "FILE": "File-sharing",
    "HACK": "Hacking Tools",
    "COMT": "Communication Tools",
    "MMED": "Media sharing",
    "HOST": "Hosting and Blogging Platforms",
    "SRCH": "Search Engines",
    "GAME": "Gaming",
    "CULTR": "Culture",
    "ECON": "Economics",
    "GOVT": "Government",
    "COMM": "E-commerce",
    "CTRL": "Control content",
    "IGO": "Intergovernmental Organizations",
    "MISC": "Miscellaneous content",
}

_ALPHANUMERIC = frozenset(string.ascii_letters + string.digits)
_LONGEST_LABEL = 63
_LONGEST_OCTET = 3
_SHORTEST_TLD = 2


def rejected(data: bytes, global_urls: Collection[str] = ()) -> set[int]:
    """The numbers of the data records in `data` that the linter finds an error in; the first is 1."""
    records = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:]
    found = set()
    seen = set(global_urls)
    for number, cells in enumerate(records, 1):
        if len(cells) != COLUMNS:
            found.add(number)
            continue
        url, code, description, date, source, notes = cells
        if (
            url in seen
            or rejects_url(url)
            or has_bad_character(source)
            or has_bad_character(notes)
            or DESCRIPTIONS.get(code) != description
            or not _is_date(date)
        ):
            found.add(number)
        seen.add(url)
    return found


def rejects_url(url: str) -> bool:
    """Whether the linter has anything against the text of this URL."""
    return url != url.strip() or has_bad_character(url) or not _matches(url) or not urllib.parse.urlparse(url).path


def has_bad_character(text: str) -> bool:
    """Whether there is a line break, a tab or a backslash in `text`."""
    return any(character in text for character in "\r\n\t\\")


def _matches(url: str) -> bool:
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.lower() not in {"http", "https"}:
        return False
    end = min((rest.index(sign) for sign in "/?" if sign in rest), default=len(rest))
    authority, tail = rest[:end], rest[end:]
    if any(character.isspace() for character in tail) or tail == "?":
        return False
    host, colon, port = authority.partition(":")
    if colon and not _is_digits(port):
        return False
    return _is_name(host) or _is_quad(host)


def _is_name(host: str) -> bool:
    *labels, tld = host.removesuffix(".").split(".")
    return (
        bool(labels) and all(map(_is_label, labels)) and len(tld) >= _SHORTEST_TLD and set(tld) <= _ALPHANUMERIC | {"-"}
    )


def _is_label(label: str) -> bool:
    return (
        0 < len(label) <= _LONGEST_LABEL
        and set(label) <= _ALPHANUMERIC | {"-"}
        and not label.startswith("-")
        and not label.endswith("-")
    )


def _is_quad(host: str) -> bool:
    octets = host.split(".")
    return len(octets) == 4 and all(_is_digits(octet) and len(octet) <= _LONGEST_OCTET for octet in octets)


def _is_digits(text: str) -> bool:
    return bool(text) and set(text) <= set(string.digits)


def _is_date(text: str) -> bool:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date().isoformat() == text  # noqa: DTZ007 - a day, no time
    except ValueError:
        return False
