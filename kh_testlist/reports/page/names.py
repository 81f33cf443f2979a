"""What the program's own words are called in a report: categories, statuses, methods, verdicts, decisions."""

from __future__ import annotations

from typing import Final

from kh_testlist.categories import BY_CODE
from kh_testlist.model import GLOBAL
from kh_testlist.ooni.countries import country
from kh_testlist.reports.page.words import Words, marked
from kh_testlist.reports.terminal import printable
from kh_testlist.text import shorten

STATUSES: Final = {
    "blocked-confirmed": marked("blocked, confirmed"),
    "blocked-likely": marked("likely blocked"),
    "ok": marked("not blocked"),
    "inconclusive": marked("too few tests"),
    "not-measured": marked("not measured"),
}

METHODS: Final = {
    "dns": marked("DNS answers changed"),
    "tcp_ip": marked("connection refused or cut (TCP/IP)"),
    "http-diff": marked("another page in its place (HTTP)"),
    "http-failure": marked("request broken off (HTTP)"),
    "none": marked("not told"),
}
"""OONI's blocking types. Source: ooni/spec, nettests/ts-017-web-connectivity.md."""

METHODS_IN_SHORT: Final = {"dns": "DNS", "tcp_ip": "TCP/IP", "http-diff": "HTTP diff", "http-failure": "HTTP failure"}
"""The same where there is little room, alike in every language."""

VERDICTS: Final = {
    "up": marked("works"),
    "moved": marked("moved to another domain"),
    "restricted": marked("answers, but turned our check away"),
    "server-error": marked("server error"),
    "taken-over": marked("domain in other hands"),
    "parked": marked("domain parked or for sale"),
    "placeholder": marked("only the hosting company's page"),
    "gone": marked("page is gone"),
    "tls-failure": marked("certificate fails"),
    "possibly-blocked": marked("may be blocked"),
    "down": marked("no answer"),
    "refused": marked("leads to a private address"),
    "unknown": marked("could not be told"),
}

DECISIONS: Final = {
    "keep": marked("keep"),
    "keep-blocked": marked("keep, it is blocked"),
    "replace": marked("replace"),
    "recategorise": marked("change the category"),
    "drop": marked("drop"),
    "recheck": marked("check again"),
}

CHANGES: Final = {
    "added": marked("added"),
    "removed": marked("removed"),
    "replaced": marked("new address"),
    "recategorised": marked("new category"),
    "edited": marked("details mended"),
}


def named(words: Words, names: dict[str, str], code: str) -> str:
    """What `code` is called; a code that has no name is shown itself."""
    return words.say(names[code]) if code in names else code


def category(words: Words, code: str | None) -> str:
    """A category's name, with its code, which is what lists and charts of others have."""
    if code is None:
        return words.say("on no list")
    found = BY_CODE.get(code)
    if found is None:
        return code or words.say("no category")
    name = found.name_km if words.lang == "km" else found.legend
    return name if name == code else f"{name} ({code})"


def quarter(words: Words, name: str) -> str:
    """A calendar quarter, which is written `2026Q4` elsewhere."""
    year, _, number = name.partition("Q")
    return words.say("{year} Q{number}", year=words.numerals(year), number=words.numerals(number))


def place(words: Words, code: str) -> str:
    """A country's name; its code where it has none here."""
    if code.lower() == GLOBAL:
        return words.say("the world")
    found = country(code.lower())
    return (found.name_km if words.lang == "km" else found.name) or code


def network(asn: int, name: str | None) -> str:
    """A network: its number, which is written alike everywhere, and its name."""
    return f"AS{asn} {name}" if name else f"AS{asn}"


def label(text: str) -> str:
    """`text` as it stands beside a bar: with its figure, it fits on a phone."""
    return shorten(printable(text), _LABEL)


_LABEL: Final = 32
