"""Links that lead to another URL: redirects, share buttons, copies, short links. Find the URL inside, if possible.

This works on equivalence keys, which are cut without a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kh_testlist.same_page import cut, page_key
from kh_testlist.urls import canonical, equivalence_key, form_fault
from kh_testlist.well_known import (
    REDIRECTING_PATH,
    SAME_SITE,
    SHORTENERS,
    SHORTENING_SUFFIXES,
    WHOLE_QUERY,
    WRAPPERS,
    WRAPPING_SUFFIXES,
    site_of,
    wrappers_at,
)

_URL_INSIDE: Final = r"(?i)https?:/+[^\s<>\"']+"
_HOST_INSIDE: Final = r"(?i)(?:cache:)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)"


_KNOWN: Final = frozenset({*WRAPPERS, *SHORTENERS, *SAME_SITE})


class Wrapped(NamedTuple):
    """A link that leads to another URL."""

    what: str
    """The kind of link, with its article."""
    url: str
    """The URL inside, in canonical form; empty if the link does not show it."""
    is_short: bool = False


def inside(key: str, host: str) -> Wrapped | None:
    """Return where the URL with the equivalence key `key`, at `host`, leads to; None if it is an ordinary page."""
    if host in _KNOWN or "?" in key or "google" in host or host.endswith(_SUFFIXES):
        return _short_link(key) or _wrapped_by(key)
    return None


_SUFFIXES: Final = (*WRAPPING_SUFFIXES, *SHORTENING_SUFFIXES)


def _wrapped_by(key: str) -> Wrapped | None:
    host, path, query, _ = cut(key)
    for suffix, what in WRAPPING_SUFFIXES.items():
        if host.endswith(suffix):
            return Wrapped(what, _inside_host(host.removesuffix(suffix), path) or _first_url(query))
    for wrapper in wrappers_at(host):
        found = re.match(wrapper.path, path or "/", re.IGNORECASE)
        if found and not wrapper.parameters:
            return Wrapped(wrapper.what, _read("?".join(filter(None, (*found.groups(""), query)))))
        if found and (value := _value(query, wrapper.parameters)):
            return Wrapped(wrapper.what, _read(value))
    if query and re.search(REDIRECTING_PATH, path):
        return _redirect(host, query)
    return None


def _redirect(host: str, query: str) -> Wrapped | None:
    url = _first_url(query)
    is_elsewhere = url and site_of(cut(equivalence_key(url)).host) != site_of(host)
    return Wrapped("a redirect", url) if is_elsewhere else None


def _short_link(key: str) -> Wrapped | None:
    host, path, _, _ = cut(key)
    if not path or not (host in SHORTENERS or host.endswith(SHORTENING_SUFFIXES)):
        return None
    page = page_key(key)
    return Wrapped("a short link", _read(page) if cut(page).host != host else "", is_short=True)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    from urllib.parse import unquote_plus  # noqa: PLC0415 - few lists have such a link

    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        value = unquote_plus(value)
        yield name, unquote_plus(value) if value[:12].lower().startswith(("http%3a", "https%3a")) else value


def _value(query: str, names: tuple[str, ...]) -> str:
    if names == (WHOLE_QUERY,):
        return query
    values = dict(_pairs(query)) if query else {}
    return next((values[name] for name in names if values.get(name)), "")


def _first_url(query: str) -> str:
    return next((_read(value) for _, value in _pairs(query) if re.match(_URL_INSIDE, value)), "")


def _read(text: str) -> str:
    """Return the URL in `text`, in canonical form, if upstream would take it."""
    if found := re.search(_URL_INSIDE, text):
        url = canonical(found[0])
    else:
        host = re.fullmatch(_HOST_INSIDE, text)
        url = canonical(f"https://{host[1]}") if host else None
    return url if url and form_fault(url) is None else ""


def _inside_host(label: str, path: str) -> str:
    """Return the URL of a host written as one label: `example-com` is `example.com`, and `a--b-com` is `a-b.com`."""
    host = label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return _read(f"https://{host}{path}") if "." in host and "." not in label else ""
