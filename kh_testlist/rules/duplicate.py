"""Rules on sites that are listed twice: in one list, or also in the global list. The finding is on the later row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kh_testlist.model import NOTES, Entry, Severity
from kh_testlist.rules.rule import Remark, list_rule
from kh_testlist.rules.subject import Subject, Twin
from kh_testlist.same_page import cut, may_differ, page_key, same_page_key
from kh_testlist.urls import host_of, site_host
from kh_testlist.well_known import NOT_ONE_SITE, PLATFORMS

_KEPT: Final = re.compile(
    r"\bkeep:|\bkept\b|\bincluded nonetheless\b|\bkeep\b(?! (?!monitor|test)[a-z]+ing\b)", re.IGNORECASE
)
"""The words by which upstream's curators keep a row on purpose. `add --allow-variant` writes `keep:`."""


def kept_on_purpose(notes: str) -> bool:
    """Return True if a row's notes say that it is kept on purpose."""
    # Most notes are empty.
    return bool(notes) and _KEPT.search(notes) is not None


@list_rule("DUP001", Severity.ERROR)
def exact_duplicate(subject: Subject) -> Iterator[Remark]:
    """
    The very same URL stands further up in the list; upstream refuses that.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x,
        https://example.com/,NEWS,News Media,2024-02-29,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if len(subject.by_url) == len(subject.urls.complete):
        return
    for entry in subject.urls.complete:
        first = subject.by_url[entry[2][0]]
        if first is not entry:
            yield Remark(f"listed already in line {first.line}", entry, "url", (Twin(subject.urls, first),))


@list_rule("DUP002", Severity.ERROR)
def duplicate_of_global(subject: Subject) -> Iterator[Remark]:
    """
    The very same URL stands in the global list, which is tested here anyway; upstream refuses that.

    Bad:

        global.csv: https://example.com/,NEWS,News Media,2024-01-31,x,
        https://example.com/,NEWS,News Media,2024-02-29,x,

    Good:

        global.csv: https://example.com/,NEWS,News Media,2024-01-31,x,
        https://example.org/,NEWS,News Media,2024-02-29,x,
    """
    if subject.reference is None:
        return
    theirs = subject.reference.by_url
    if theirs.keys().isdisjoint(subject.by_url):
        return
    for entry in subject.urls.complete:
        if entry[2][0] in theirs:
            twin = Twin(subject.reference.urls, theirs[entry[2][0]])
            yield Remark(f"in the global list already: {twin}", entry, "url", (twin,))


@list_rule("DUP003", Severity.WARNING)
def equivalent_duplicate(subject: Subject) -> Iterator[Remark]:
    """
    A row further up names the same site, spelt otherwise: http or https, with or without www. or a slash.

    Volunteers' bandwidth is spent twice, and OONI's counts are split in two. Keep the one that a browser ends up at.
    Where both are wanted (the old name is blocked, say), write `keep: why` in the notes of either, and this becomes a
    note. Source: citizenlab/test-lists 195, 417 and 520.

    Bad:

        http://example.com/,NEWS,News Media,2024-01-31,x,
        https://www.example.com,NEWS,News Media,2024-02-29,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    for entry, first in subject.repeated:
        if subject.by_url[entry[2][0]] is entry:
            yield Remark(
                f"the same site as {first.url} in line {first.line}",
                entry,
                "url",
                (Twin(subject.urls, first),),
                severity=_severity(entry, first),
            )


def _severity(*entries: Entry) -> Severity | None:
    return Severity.NOTE if any(kept_on_purpose(entry[2][NOTES]) for entry in entries) else None


@list_rule("DUP004", Severity.WARNING)
def equivalent_of_global(subject: Subject) -> Iterator[Remark]:
    """
    The global list has the same site, spelt otherwise; it is tested here anyway.

    As with rows of one list, `keep: why` in the notes turns this into a note.

    Bad:

        global.csv: https://www.example.com/,NEWS,News Media,2024-01-31,x,
        http://example.com/,NEWS,News Media,2024-02-29,x,

    Good:

        global.csv: https://www.example.com/,NEWS,News Media,2024-01-31,x,
        http://example.org/,NEWS,News Media,2024-02-29,x,
    """
    if subject.reference is None:
        return
    for entry, found in subject.in_reference:
        if entry[2][0] not in subject.reference.by_url:
            twin = Twin(subject.reference.urls, found)
            yield Remark(
                f"the same site as {twin.entry.url} in the global list ({twin})",
                entry,
                "url",
                (twin,),
                severity=_severity(entry, twin.entry),
            )


@list_rule("DUP005", Severity.WARNING)
def same_page(subject: Subject) -> Iterator[Remark]:
    """
    A row further up shows the same page under another address, so volunteers test it twice.

    These make no other page: a fragment (`#top`), a doubled slash, a blank or an invisible character at the end,
    `/index.html`, a tracking parameter (`fbclid`, `utm_source`). Neither do the other host names of Facebook, X,
    Telegram and YouTube. A fragment that starts with `#!` or `#/` does make another page. Where both rows are wanted,
    write `keep: why` in the notes of either, and this becomes a note. So are the front pages of two hosts of one
    platform, because a censor can block one of them alone. `sync` never merges such rows.

    Bad:

        https://example.com/a,NEWS,News Media,2024-01-31,x,
        https://example.com//a/index.html?fbclid=b#top,NEWS,News Media,2024-02-29,x,

    Good:

        https://example.com/a,NEWS,News Media,2024-01-31,x,
    """
    for page, others in subject.other_pages.items():
        first = subject.first_of(page)
        plain = [(subject.by_key[page], page)] if page in subject.by_key else []
        for entry, key in [*plain, *((other.entry, other.key) for other in others)]:
            # A row in another spelling of an earlier row is already an equivalent duplicate.
            if first is not None and first is not entry and subject.by_key[key] is entry:
                yield _same_page(Twin(subject.urls, first), entry, f"in line {first.line}")


@list_rule("DUP006", Severity.WARNING)
def same_page_as_global(subject: Subject) -> Iterator[Remark]:
    """
    The global list has the same page under another address, and that is tested here anyway.

    What counts as the same page is told by `same-page`. `keep: why` in the notes turns this into a note.

    Bad:

        global.csv: https://www.facebook.com/example/,NEWS,News Media,2024-01-31,x,
        https://m.facebook.com/example/?mibextid=a,NEWS,News Media,2024-02-29,x,

    Good:

        global.csv: https://www.facebook.com/example/,NEWS,News Media,2024-01-31,x,
        https://www.facebook.com/another/,NEWS,News Media,2024-02-29,x,
    """
    if subject.reference is None:
        return
    theirs = subject.reference
    ours = [(page, other.entry, other.key) for page, others in subject.other_pages.items() for other in others]
    ours += [(page, subject.by_key[page], page) for page in theirs.other_pages.keys() & subject.by_key.keys()]
    for page, entry, key in ours:
        found = theirs.first_of(page)
        if found is not None and key not in theirs.by_key:
            twin = Twin(theirs.urls, found)
            yield _same_page(twin, entry, f"in the global list ({twin})")


def _same_page(twin: Twin, entry: Entry, where: str) -> Remark:
    severity = _severity(entry, twin.entry)
    message = f"the same page as {twin.entry.url} {where}"
    hosts = {host_of(entry.url), host_of(twin.entry.url)}
    if len({site_host(host) for host in hosts}) > 1 and not any(map(_names_a_page, (entry, twin.entry))):
        return Remark(f"{message}; a censor can block one host alone", entry, "url", (twin,), severity=Severity.NOTE)
    return Remark(message, entry, "url", (twin,), severity=severity)


def _names_a_page(entry: Entry) -> bool:
    return cut(same_page_key(entry.url)).path != ""


@list_rule("DUP007", Severity.NOTE)
def page_of_listed_site(subject: Subject) -> Iterator[Remark]:
    """
    The front page of this site is listed too, here or in the global list.

    On https a censor sees the host alone, so both rows test the same. Keep the front page. On http a censor can block
    one page: keep the page if that is the point, and write `keep: why` in its notes, which ends this note. Platforms
    have a rule of their own. One in eight rows that people later removed as duplicates was such a page.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x,
        https://www.example.com/km/,NEWS,News Media,2024-02-29,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    links = {page.entry[0] for page, _ in subject.links}
    for entry, key, host in subject.pages:
        front = subject.front_of(host)
        if front is None or host in PLATFORMS or host in NOT_ONE_SITE or key.startswith(f"{host}:"):
            continue
        if may_differ(key) and page_key(key) == host:
            continue  # this is the front page itself, and another rule finds it
        if entry[0] not in links and not kept_on_purpose(entry[2][NOTES]):
            yield Remark(f"the front page of {host} is listed: {_where(subject, front)}", entry, "url", (front,))


def _where(subject: Subject, twin: Twin) -> str:
    return f"line {twin.entry.line}" if twin.urls is subject.urls else f"in the global list ({twin})"
