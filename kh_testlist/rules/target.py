"""Rules on rows with the wrong target: OONI does not test what the person meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kh_testlist.model import NOTES, URL, Fix, Safety, Severity
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.rules.rule import Remark, list_rule
from kh_testlist.rules.subject import Subject
from kh_testlist.top_level import is_known_top_level, nearest_top_level
from kh_testlist.urls import address_of, form_fault, is_special_use, lacks_path, unicode_host
from kh_testlist.well_known import PLATFORMS, site_of


@list_rule("URL019", Severity.WARNING)
def unknown_top_level(subject: Subject) -> Iterator[Remark]:
    """
    The last part of the host name does not exist, so nobody can visit the site.

    Often a letter is too many (`.comm`), or a second address was glued to the first (`.orghttps`). `add` and `import`
    refuse such a URL, unless you give `--allow-variant REASON`. With `keep: why` in the notes, this becomes a note.

    Bad:

        https://example.comm/,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    for entry, host in subject.unusual_hosts:
        bare = host.removesuffix(".")
        name = bare.rpartition(".")[2]
        if "." in bare and not is_known_top_level(name) and address_of(bare) is None and not is_special_use(bare):
            yield Remark(
                f"there is no top-level name .{unicode_host(name)}; the nearest is .{nearest_top_level(name)}",
                entry,
                "url",
                severity=Severity.NOTE if kept_on_purpose(entry[2][NOTES]) else None,
            )


@list_rule("URL020", Severity.WARNING)
def wrapped_link(subject: Subject) -> Iterator[Remark]:
    """
    The URL is a redirect, a share button or a copy that wraps another URL: OONI tests the wrapper's host.

    List the URL inside. The fix does that where it can be read.

    Bad:

        https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2F,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    for (entry, _, host), found in subject.links:
        if not found.is_short:
            inside = f" with {found.url} inside" if found.url else ""
            yield Remark(f"{found.what}{inside}; OONI tests {host} alone", entry, "url", fix=_fix(found.url))


@list_rule("URL021", Severity.WARNING)
def short_link(subject: Subject) -> Iterator[Remark]:
    """
    The URL is a short link: OONI tests the host of the shortener, not the site behind it.

    Open the link in a browser, and list the address that the browser ends at.

    Bad:

        https://bit.ly/example,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    for (entry, _, host), found in subject.links:
        if found.is_short:
            inside = f" to {found.url}" if found.url else ""
            yield Remark(f"a short link{inside}; OONI tests {host} alone", entry, "url", fix=_fix(found.url))


def _fix(value: str) -> Fix | None:
    return Fix(Safety.UNSAFE, value) if value and form_fault(value) is None and not lacks_path(value) else None


_FILE_AND_SLASH: Final = re.compile(
    r"\.(?:[sx]?html?|php[3-8]?|aspx?|jspx?|cfm|cgi|do|pdf|docx?|xlsx?|pptx?|txt|xml|rss|jpe?g|png|gif|svg|webp|mp[34]"
    r"|zip|rar|apk|exe|torrent)/$",
    re.IGNORECASE,
)

_VALUE_AND_SLASH: Final = re.compile(r"[?&][^=&/?]*=[^=&/?]*/$")


@list_rule("URL022", Severity.WARNING)
def glued_slash(subject: Subject) -> Iterator[Remark]:
    """
    A slash is glued to the name of a file or to a query: the server may answer with another page or none.

    Upstream's tools once put a slash at the end of every row. `/index.html/` and `/?id=3/` are not what the site's own
    links say. Where a slash is part of the query's value (`?path=/a/b/`), nothing is said.

    Bad:

        https://example.com/a/page.html/,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/a/page.html,NEWS,News Media,2024-01-31,x,
    """
    for entry, _, _ in subject.pages:
        url = entry[2][URL]
        if url[-1:] == "/" and ("." in url[-9:] or "?" in url) and (found := _glued_to(url)):
            yield Remark(f"a slash is glued to {found}", entry, "url", fix=_fix(url[:-1]))


def _glued_to(url: str) -> str:
    if "#" in url:
        return ""  # another rule finds fragments
    if "?" in url:
        return "the query" if _VALUE_AND_SLASH.search(url) else ""
    return "the name of a file" if _FILE_AND_SLASH.search(url) else ""


@list_rule("URL023", Severity.NOTE)
def page_on_platform(subject: Subject) -> Iterator[Remark]:
    """
    The URL is a page on a platform: OONI can measure the platform's host over HTTPS, not this page.

    A censor sees `facebook.com` and not whose page is read. So the test tells if the platform is blocked. It cannot
    tell if the platform or the owner took this page down. If the owner has a site of their own, list that one.

    Bad:

        https://www.facebook.com/example/,NEWS,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    links = {page.entry for page, _ in subject.links}
    for entry, _, host in subject.pages:
        if site_of(host) in PLATFORMS and entry not in links:
            yield Remark(f"OONI can measure {host} over HTTPS here, not this page", entry, "url")
