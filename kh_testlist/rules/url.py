"""Rules on the text of one URL: what upstream refuses, and what upstream accepts but should refuse."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from kh_testlist.model import Fix, Safety, Severity
from kh_testlist.rules.rule import Fault, Remark, cell_rule, list_rule
from kh_testlist.rules.subject import Subject
from kh_testlist.top_level import has_unknown_top_level
from kh_testlist.urls import (
    address_of,
    bad_characters,
    canonical,
    form_fault,
    host_of,
    is_special_use,
    lacks_path,
    parse,
    split,
    tidy,
    unicode_host,
    without_tracking,
)
from kh_testlist.well_known import PLATFORMS


def _unsafe(value: str | None, url: str) -> Fix | None:
    return Fix(Safety.UNSAFE, value) if value and value != url and form_fault(value) is None else None


def _tidied(url: str) -> Fix | None:
    """Return the safe fix of a URL, or None if tidying does not give a sound URL."""
    value = tidy(url)
    return Fix(Safety.SAFE, value) if value != url and _is_sound(value) and not has_unknown_top_level(value) else None


def _is_sound(url: str) -> bool:
    """Return True if upstream would accept the URL. If not, an error rule reports it, and one finding is enough."""
    return form_fault(url) is None and not lacks_path(url)


@cell_rule("URL001", Severity.ERROR, "url")
def not_a_url(url: str) -> Fault | None:
    """
    The cell is not a URL that upstream takes: http:// or https://, a host name, a path.

    Write the address as a browser shows it. A host in Khmer or another script goes in as punycode, which a fix does.
    Two addresses in one (`https://www.https://example.com/`) have no fix: a person must say which one is meant.

    Bad:

        https://ខ្មែរ.com/,NEWS,News Media,2024-01-31,x,

    Good:

        https://xn--j2e0cg3n2c.com/,NEWS,News Media,2024-01-31,x,
    """
    url = url.strip()
    if bad_characters(url) or _has_credentials(url):
        return None
    fault = form_fault(url)
    return Fault(f"not a URL that upstream takes: {fault}", _tidied(url)) if fault else None


@cell_rule("URL002", Severity.WARNING, "url")
def not_canonical(url: str) -> Fault | None:
    """
    The URL is not in canonical form, so two spellings of one site can both be listed.

    Canonical is what a browser writes: scheme and host in lower case, no default port. That much is a safe fix. In the
    path a browser changes more (it resolves `..`); OONI counts each exact URL string, so that fix is unsafe.

    Bad:

        https://Example.com/,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if not _is_sound(url):
        return None
    value = tidy(url)
    if value != url:
        return Fault(f"not in canonical form: {value}", _tidied(url))
    whole = canonical(url)
    if whole in {None, url} or not url.isascii():
        return None
    return Fault(f"not in canonical form: {whole}", _unsafe(whole, url))


@cell_rule("URL003", Severity.ERROR, "url")
def no_path(url: str) -> Fault | None:
    """
    The URL has no path; upstream wants at least a slash after the host.

    `https://example.com` and `https://example.com/` are one page to a browser and two to OONI's counts.

    Bad:

        https://example.com,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    url = url.strip()
    if form_fault(url) is not None or not lacks_path(url):
        return None
    return Fault("no path: a slash is missing after the host", _tidied(url))


@cell_rule("URL004", Severity.ERROR, "url")
def space_around_url(url: str) -> Fault | None:
    """
    There is white space before or after the URL, which upstream refuses.

    Bad:

        https://example.com/ ,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    bare = url.strip()
    if bare == url:
        return None
    fix = Fix(Safety.SAFE, bare) if form_fault(bare) is None and not has_unknown_top_level(bare) else None
    return Fault("white space around the URL", _tidied(url) or fix)


@cell_rule("URL005", Severity.ERROR, "url")
def bad_character_in_url(url: str) -> Fault | None:
    r"""
    There is a line break, a tab or a backslash in the URL, which upstream refuses.

    Browsers read a backslash as a slash; whether the site does too is for a person to see.

    Bad:

        https://example.com/a\b,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/a/b,NEWS,News Media,2024-01-31,x,
    """
    bare = url.strip()
    found = bad_characters(bare)
    if not found:
        return None
    return Fault(f"{found} in the URL", _unsafe(canonical(bare), url))


def _has_credentials(url: str) -> bool:
    parts = split(url)
    return parts is not None and "@" in parts.authority


@cell_rule("URL006", Severity.ERROR, "url")
def credentials(url: str) -> Fault | None:
    """
    The URL carries a user name or a password, which would be public with the list.

    Change the password if it was real: the list's history keeps it.

    Bad:

        https://reader:secret@example.com/,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    parts = split(url.strip())
    if parts is None or "@" not in parts.authority:
        return None
    bare = f"{parts.scheme}://{parts.authority.rpartition('@')[2]}{parts.rest}"
    return Fault("a user name or password in the URL", _unsafe(tidy(bare), url))


@cell_rule("URL007", Severity.WARNING, "url")
def unreadable_url(url: str) -> Fault | None:
    """
    No browser can read the URL, though upstream's check lets it through.

    A number over 255 in an address, a port over 65535, or a broken punycode label: nobody can visit it, so a test
    tells nothing.

    Bad:

        http://192.0.2.999/,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if _is_sound(url) and parse(url) is None:
        return Fault("no browser can read this URL")
    return None


@cell_rule("URL008", Severity.WARNING, "url")
def private_host(url: str) -> Fault | None:
    """
    The host is private or reserved: it leads each volunteer to something in their own network, or nowhere.

    Addresses that are not public (10.0.0.1, 127.0.0.1 and their hidden spellings) and names under .local, .internal,
    .test, .onion and the like. OONI Probe can't measure blocking there, and a test from someone's home would knock on
    their own router.

    Bad:

        http://10.0.0.1/,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/,NEWS,News Media,2024-01-31,x,
    """
    host = host_of(url)
    address = address_of(host)
    if address is not None:
        return None if address.is_global and not address.is_multicast else Fault(f"{host} is not a public address")
    return Fault(f"{host} is a reserved name, not on the public web") if is_special_use(host) else None


_DNS_QUERY: Final = "/dns-query"
"""The path of DNS over HTTPS. Source: RFC 8484."""


@cell_rule("URL009", Severity.WARNING, "url")
def address_host(url: str) -> Fault | None:
    """
    The host is a bare IP address: it can't be blocked by name, and it changes hands without a trace.

    Prefer the site's name. A resolver's `/dns-query` is not remarked on: there the address is the service.

    Bad:

        http://8.8.8.8/,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/,NEWS,News Media,2024-01-31,x,
    """
    host = host_of(url)
    address = address_of(host)
    if address is None or not address.is_global or address.is_multicast or _DNS_QUERY in url:
        return None
    return Fault(f"{host} is an address, not a name")


@cell_rule("URL010", Severity.WARNING, "url")
def unusual_port(url: str) -> Fault | None:
    """
    The URL names a port of its own; few sites for the public do, and networks often close such ports.

    Check that the site really lives there: else a closed port looks like censorship.

    Bad:

        http://example.com:8080/,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/,NEWS,News Media,2024-01-31,x,
    """
    parsed = parse(url)
    if parsed is None or not parsed.port:
        return None
    return Fault(f"port {parsed.port} in the URL")


@cell_rule("URL011", Severity.WARNING, "url")
def fragment(url: str) -> Fault | None:
    """
    The URL has a fragment (`#…`), which a browser never sends: the test is the same without it.

    Bad:

        https://example.com/#news,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if "#" not in url or not _is_sound(url):
        return None
    bare = url.partition("#")[0]
    return Fault("a fragment, which no server ever sees", _unsafe(bare, url))


@cell_rule("URL012", Severity.WARNING, "url")
def tracking_parameter(url: str) -> Fault | None:
    """
    The URL carries a tracking parameter (utm_source, fbclid and such): it names a click, not a page.

    It may even name the person who shared the link. The page is the same without it.

    Bad:

        https://example.com/a?utm_source=mail,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/a,NEWS,News Media,2024-01-31,x,
    """
    bare = without_tracking(url)
    if bare == url:
        return None
    return Fault("a tracking parameter in the URL", _unsafe(bare, url))


@list_rule("URL013", Severity.NOTE)
def deep_path(subject: Subject) -> Iterator[Remark]:
    """
    The URL names a page deep in an https site; a censor sees the host alone, so the front page tests the same.

    Most such rows were meant as the site. Where the page is the point (another server, a redirect, a campaign), leave
    it. One step deep (`/en/`, `/km/`) is not remarked on. Pages on platforms and pages of a listed site have rules of
    their own. Source: ooni/ooni.org issue 1242.

    Bad:

        https://example.com/news/2024/,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    for entry, key, host in subject.pages:
        is_deep = key.count("/") > 1 and entry[2][0].startswith("https://")
        if is_deep and host not in PLATFORMS and "." in host and subject.front_of(host) is None:
            yield Remark(f"on https a censor sees {host} alone, not the page", entry, "url")


_MAY_MIX: Final = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})
"""Scripts that one language uses together. Source: Unicode Technical Standard 39, highly restrictive."""

_LIKE_LATIN: Final = frozenset("асԁеһіјӏорԛѕԝхуьпг")
"""Cyrillic letters that look like Latin letters in most fonts."""


@cell_rule("URL014", Severity.WARNING, "url")
def look_alike_host(url: str) -> Fault | None:
    """
    The host mixes alphabets, or is written in letters that look like other ones, as phishing sites do.

    Compare it with the address that the organisation itself prints, letter by letter.

    Bad:

        https://xn--pypal-4ve.com/,NEWS,News Media,2024-01-31,x,

    Good:

        https://paypal.com/,NEWS,News Media,2024-01-31,x,
    """
    host = host_of(url)
    if "xn--" not in host:
        return None
    labels = unicode_host(host).split(".")
    for label in labels:
        scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in label if letter.isalpha()}
        foreign = scripts - {"LATIN"}
        mixed = len(foreign) > 1 and not any(foreign <= allowed for allowed in _MAY_MIX)
        if mixed or ("LATIN" in scripts and foreign & {"CYRILLIC", "GREEK"}):
            return Fault(f"the host mixes alphabets: {'.'.join(labels)} ({' and '.join(sorted(scripts)).lower()})")
        if scripts == {"CYRILLIC"} and labels[-1].isascii() and set(label) - set("-0123456789") <= _LIKE_LATIN:
            return Fault(f"the host is in Cyrillic letters that look Latin: {'.'.join(labels)}")
    return None


@cell_rule("URL015", Severity.WARNING, "url")
def raw_non_ascii(url: str) -> Fault | None:
    """
    The path has letters beyond ASCII written out; programs encode them in different ways, and counts go apart.

    A browser sends them percent-encoded; the fix writes them so. It makes another URL string to OONI, hence unsafe.

    Bad:

        https://example.com/ព័ត៌មាន,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/%E1%9E%96%E1%9F%90%E1%9E%8F%E1%9F%8C%E1%9E%98%E1%9E%B6%E1%9E%93,NEWS,News Media,2024-01-31,x,
    """
    if url.isascii() or not _is_sound(url):
        return None
    return Fault("letters beyond ASCII in the path, not percent-encoded", _unsafe(canonical(url), url))
