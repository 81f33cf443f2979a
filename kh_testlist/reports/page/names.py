"""The names of the program's own words in a report: categories, statuses, methods, verdicts, decisions."""

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
    "blocked-in-part": marked("blocked in a part of the period"),
    "ok": marked("not blocked"),
    "inconclusive": marked("too few tests"),
    "not-measured": marked("not measured"),
}

METHODS: Final = {
    "dns": marked("DNS answers changed"),
    "tcp_ip": marked("connection refused or cut (TCP/IP)"),
    "http-diff": marked("another page is shown (HTTP)"),
    "http-failure": marked("request cut off (HTTP)"),
    "none": marked("not stated"),
}
"""OONI's blocking types. Source: ooni/spec, nettests/ts-017-web-connectivity.md."""

METHODS_IN_SHORT: Final = {"dns": "DNS", "tcp_ip": "TCP/IP", "http-diff": "HTTP diff", "http-failure": "HTTP failure"}
"""Short names for narrow places, the same in every language."""

EPISODES: Final = {
    "blocked": marked("blocked"),
    "consistent-with-blocking": marked("consistent with blocking"),
    "not-working": marked("not working, cause unclear"),
    "down": marked("website down"),
    "dead-name": marked("the name is dead; the provider answers in its place"),
    "reachable": marked("reachable"),
    "not-enough-data": marked("not enough data"),
}
"""What may be said of an episode."""

EPISODE_METHODS: Final = {"dns": "DNS", "tcp": "TCP", "tls": "TLS", "http": "HTTP"}
"""The same in every language."""

PLACES: Final = {
    "isp-resolver": marked("another resolver on the network gave the right answer"),
    "other-resolver": marked("in a resolver outside the network"),
    "path": marked("on the way"),
    "server": marked("at the website's own server"),
    "unknown": marked("place not known"),
}

USES: Final = {
    "state": marked("a ministry's network"),
    "vpn": marked("VPN carrier"),
    "data-centre": marked("data centre"),
    "foreign": marked("company of another country"),
}
"""What networks are for on which people do not live."""

VERDICTS: Final = {
    "up": marked("works"),
    "moved": marked("moved to another domain"),
    "restricted": marked("answers, but refuses our check"),
    "server-error": marked("server error"),
    "taken-over": marked("domain in other hands"),
    "parked": marked("domain parked or for sale"),
    "placeholder": marked("only the hosting company's page"),
    "gone": marked("page is gone"),
    "tls-failure": marked("certificate fails"),
    "possibly-blocked": marked("may be blocked"),
    "down": marked("no answer"),
    "refused": marked("leads to a private address"),
    "unknown": marked("could not be decided"),
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
    "edited": marked("details edited"),
}


def named(words: Words, names: dict[str, str], code: str) -> str:
    """Return the name of `code`, or `code` itself if it has no name."""
    return words.say(names[code]) if code in names else code


def category(words: Words, code: str | None) -> str:
    """Return a category's name with its code. Other lists and charts use the code."""
    if code is None:
        return words.say("not on a list")
    found = BY_CODE.get(code)
    if found is None:
        return code or words.say("no category")
    name = found.name_km if words.lang == "km" else found.legend
    return name if name == code else f"{name} ({code})"


def quarter(words: Words, name: str) -> str:
    """Return the name that the page has for a calendar quarter such as `2026Q4`."""
    year, _, number = name.partition("Q")
    return words.say("{year} Q{number}", year=words.numerals(year), number=words.numerals(number))


def place(words: Words, code: str) -> str:
    """Return a country's name, or its code if the name is not known."""
    if code.lower() == GLOBAL:
        return words.say("the world")
    found = country(code.lower())
    return (found.name_km if words.lang == "km" else found.name) or code


def network(asn: int, name: str | None) -> str:
    """Return a network's number, which is the same in every language, and its name."""
    return f"AS{asn} {name}" if name else f"AS{asn}"


def label(text: str) -> str:
    """Return `text` as the label of a bar. With its figure, it fits on a phone."""
    return shorten(printable(text), _LABEL)


_LABEL: Final = 32
