"""Sites that a list may lack: measured in the country, on other lists and about the country, or linked somewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple
from urllib.parse import urljoin

from kh_testlist.invisible import trimmed
from kh_testlist.ledger import Record
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, HEADER, NOTES, UrlList
from kh_testlist.ooni.addresses import LONGEST, apart, completed, written
from kh_testlist.ooni.countries import Country
from kh_testlist.ooni.evidence import SiteEvidence
from kh_testlist.ooni.sharing import is_share_button, wrapped
from kh_testlist.ooni.sites import earlier_urls
from kh_testlist.urls import (
    address_of,
    canonical,
    equivalence_key,
    form_fault,
    host_of,
    is_special_use,
    lacks_path,
    parse,
    unicode_host,
    without_tracking,
)
from kh_testlist.web.entities import unescaped

MOST_LINKS: Final = 10_000
"""The most links of one document that are read."""


class Candidate(NamedTuple):
    """A site that the list may lack."""

    url: str
    """In canonical form, and as upstream accepts it."""
    reason: str
    """Why it is offered, in words for a person."""
    evidence: str
    """What was measured, in the words of its source; empty if nothing was."""
    weight: int = 0
    """If one source offers several candidates, the heavier ones come first."""
    category_code: str = ""
    """The category that its source gives it; empty if it gives none."""


def measured(entries: Iterable[SiteEvidence], period: str, country: str) -> list[Candidate]:
    """Return what was measured in the country. Sites that were blocked, or had anomalies, come first.

    If a site has several spellings, the heaviest comes first, so it is the one that is offered.
    """
    found = [_measured(entry, period, country) for entry in entries if entry.measurements]
    return sorted(found, key=lambda candidate: -candidate.weight)


def _measured(entry: SiteEvidence, period: str, country: str) -> Candidate:
    counts = entry.counts
    evidence = (
        f"{counts.measurements} measurements in {country}, {period}: {counts.anomaly} anomalies, "
        f"{counts.confirmed} confirmed"
    )
    how = f"{entry.status}, and on no list" if entry.status.is_blocked else "measured, and on no list"
    # A confirmed block weighs more than any number of anomalies, and an anomaly more than any number of measurements.
    weight = counts.confirmed * 10**12 + counts.anomaly * 10**6 + min(counts.measurements, 10**6 - 1)
    return Candidate(entry.url, how, evidence, weight)


def of_lists(lists: Iterable[UrlList], country: Country) -> Iterator[Candidate]:
    """Yield the rows of other lists that are about the country."""
    for urls in lists:
        for entry in urls.complete:
            sign = sign_of(country, entry.url, entry.cells[NOTES])
            if sign:
                evidence = f"{urls.name}.csv:{entry.line}, {entry.cells[DATE_ADDED]}"
                yield Candidate(
                    entry.url, f"on the list {urls.name}: {sign}", evidence, category_code=entry.cells[CATEGORY_CODE]
                )


def sign_of(country: Country, url: str, notes: str) -> str:
    """Return what in `url` or its `notes` shows that it is about the country; empty if nothing does."""
    host = host_of(url)
    top = host.removesuffix(".").rpartition(".")[2]
    if top and top in {country.code, *country.domains}:
        return f"its domain ends in .{top}"
    signs = _signs(country)
    if signs.script and signs.script.search(f"{unicode_host(host)} {url} {notes}"):
        return f"written in the script of {country.name}"
    if signs.word and (found := signs.word.search(notes)):
        return f"its notes say {found[0]!r}"
    if signs.part and (found := signs.part.search(url)):
        return f"its address says {found[0]!r}"
    return ""


class _Signs(NamedTuple):
    word: re.Pattern[str] | None
    part: re.Pattern[str] | None
    script: re.Pattern[str] | None


_LONG: Final = 5
"""A word with this many letters is also found inside another word: `khmer` in `khmertimes`, but not `lao` in `laon`."""


@functools.cache
def _signs(country: Country) -> _Signs:
    longer = [re.escape(word) for word in country.words if len(word) >= _LONG and " " not in word]
    every = [re.escape(word) for word in country.words]
    short = [rf"(?<![a-z0-9]){word}(?![a-z0-9])" for word in every]
    return _Signs(
        re.compile("|".join(rf"\b{word}\b" for word in every), re.IGNORECASE) if every else None,
        re.compile("|".join([*longer, *short]), re.IGNORECASE) if every else None,
        re.compile(f"[{country.script}]") if country.script else None,
    )


def links_of(text: str, base: str | None = None) -> Iterator[str]:
    """Yield the links of a page, a text or an office document: what is linked, and addresses written out.

    `base` is the URL of a page. Links to its own host are left out, because they are not candidates.
    """
    own = equivalence_key(canonical(base) or base).partition("/")[0] if base else None
    seen: set[str] = set()
    said = (trimmed(unescaped(match[1] or match[2] or match[3] or ""))[0] for match in _HREF.finditer(text))
    hrefs = (href for hrefs in said for href in apart(hrefs))
    for found in (*hrefs, *written(text)):
        url = _absolute(found, base)
        if url is None or url in seen or len(seen) >= MOST_LINKS:
            continue
        seen.add(url)
        if own is None or equivalence_key(url).partition("/")[0] != own:
            yield url


_HREF: Final = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE)


def _absolute(link: str, base: str | None) -> str | None:
    """Return the URL that `link` leads to, also if it goes through a service."""
    if base is None or not link.startswith("//"):
        link = completed(link)
    if base is not None:
        try:
            link = urljoin(base, link)
        except ValueError:
            return None
    url = acceptable(link)
    inner = wrapped(url) if url is not None else None
    return url if inner is None else acceptable(inner)


def acceptable(url: str) -> str | None:
    """Return `url` in upstream's form, or None if it is not a candidate.

    It is not one if upstream refuses it, nobody else could reach it, or it is not a site.
    """
    if len(url) > LONGEST or "\\" in url:
        return None
    bare = canonical(without_tracking(url))
    if bare is None or form_fault(bare) is not None or lacks_path(bare):
        return None
    parsed = parse(bare)
    if parsed is None or parsed.has_credentials or is_special_use(parsed.hostname):
        return None
    return None if address_of(parsed.hostname) is not None or is_share_button(bare) else bare


def page_name(url: str) -> str:
    """Return `url` as others may read it: without login, query and fragment, and without secret pieces of the path."""
    parsed = parse(url)
    if parsed is None:
        return "an address that can't be read"
    port = f":{parsed.port}" if parsed.port else ""
    return f"{parsed.protocol}//{parsed.hostname}{port}{_SECRET.sub('…', parsed.pathname)}"


_SECRET: Final = re.compile(
    r"(?<=/)(?:(?=[^/]*[0-9])(?=[^/]*[a-z])(?=[^/]*[A-Z])[\w=%.~-]{16,}|[0-9A-Fa-f-]{32,})(?=/|$)", re.ASCII
)
"""Pieces that look random, as in the links that people use to share a document."""


def linked(text: str, base: str | None, shown: str) -> Iterator[Candidate]:
    """Yield what `text` links to. It is a page or document called `shown`."""
    for url in links_of(text, base):
        yield Candidate(url, f"linked in {shown}", "")


def unlisted(found: Iterable[Candidate], lists: Iterable[UrlList]) -> list[Candidate]:
    """Return candidates that are in none of `lists`, in any variant. Each site is there once, with its first reason."""
    known = {equivalence_key(entry.url) for urls in lists for entry in urls.entries if entry.url}
    kept = []
    for candidate in found:
        url = acceptable(candidate.url)
        if url is None:
            continue
        key = equivalence_key(url)
        if key not in known:
            known.add(key)
            kept.append(candidate._replace(url=url))
    return kept


def remembered(found: Iterable[Candidate], records: Sequence[Record], listed: Iterable[str]) -> list[Candidate]:
    """Return `found` without earlier URLs of listed sites. If a site was taken off the list, its reason says why."""
    earlier = {equivalence_key(url) for urls in earlier_urls(records, listed).values() for url in urls}
    last = {equivalence_key(record.url): record for record in records}
    kept = []
    for candidate in found:
        key = equivalence_key(candidate.url)
        if key in earlier:
            continue
        known = last.get(key)
        said = ""
        if known is not None and known.decision == "drop":
            said = f"; taken off on {known.last_reviewed}: {known.reason}"
        kept.append(candidate._replace(reason=candidate.reason + said))
    return kept


def ordered(found: Sequence[tuple[Candidate, str]], empty: frozenset[str]) -> list[tuple[Candidate, str]]:
    """Return candidates with their categories. Those in categories that are `empty` come first, then the heaviest."""
    return sorted(found, key=lambda one: (one[1] not in empty, -one[0].weight, one[0].url))


def as_cells(candidate: Candidate, code: str, legend: str, day: str, source: str) -> tuple[str, ...]:
    """Return the row that a list would have for it. What upstream does not accept in a note is left out."""
    said = "; ".join(part for part in (candidate.reason, candidate.evidence) if part)
    notes = " ".join(_KEPT.sub("…", _BAD.sub(" ", said)).split())[:_LONGEST_NOTE].rstrip()
    cells = (candidate.url, code, legend, day, source, f"candidate: {notes}")
    assert len(cells) == len(HEADER)  # noqa: S101 - both have the same columns
    return cells


_BAD: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_KEPT: Final = re.compile(r"\b(?:keep|kept|included nonetheless)\b", re.IGNORECASE)
"""Words that excuse a duplicate in a note. A document must not bring them in."""
_LONGEST_NOTE: Final = 300
