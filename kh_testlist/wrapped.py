"""Links that lead to another URL: redirects, share buttons, copies, short links. What is inside, if it can be read.

Works on equivalence keys, which are cut without a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kh_testlist.same_page import cut, page_key
from kh_testlist.urls import canonical, equivalence_key, form_fault
from kh_testlist.well_known import (
    REDIRECTING_PATH,
    SHORTENERS,
    SHORTENING_SUFFIXES,
    WHOLE_QUERY,
    WRAPPING_SUFFIXES,
    site_of,
    wrappers_at,
)

_URL_INSIDE: Final = re.compile(r"https?:/+[^\s<>\"']+", re.IGNORECASE)
_HOST_INSIDE: Final = re.compile(r"(?:cache:)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)", re.IGNORECASE)


class Wrapped(NamedTuple):
    """A link that leads to another URL."""

    what: str
    """What kind of link it is, with its article."""
    url: str
    """The URL inside, in canonical form; empty if it cannot be read from the link."""


def wrapped_by(key: str) -> Wrapped | None:
    """Return what the URL with the equivalence key `key` wraps, or None if it wraps nothing that is known of."""
    host, path, query, _ = cut(key)
    for suffix, what in WRAPPING_SUFFIXES.items():
        if host.endswith(suffix):
            return Wrapped(what, _inside_host(host.removesuffix(suffix), path) or _first_url(query))
    for wrapper in wrappers_at(host):
        found = wrapper.path.match(path or "/")
        if found and not wrapper.parameters:
            return Wrapped(wrapper.what, _read("?".join(filter(None, (*found.groups(""), query)))))
        if found and (value := _value(query, wrapper.parameters)):
            return Wrapped(wrapper.what, _read(value))
    if query and REDIRECTING_PATH.search(path):
        inside = _first_url(query)
        own = site_of(host)
        if inside and site_of(cut(equivalence_key(inside))[0]) != own:
            return Wrapped("a redirect", inside)
    return None


def short_link(key: str) -> Wrapped | None:
    """Return the short link that the URL with the equivalence key `key` is, or None if it is none."""
    host, path, _, _ = cut(key)
    if not path or not (host in SHORTENERS or host.endswith(SHORTENING_SUFFIXES)):
        return None
    page = page_key(key)
    return Wrapped("a short link", _read(page) if cut(page)[0] != host else "")


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    from urllib.parse import unquote_plus  # noqa: PLC0415 - hardly a list has such a link

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
    return next((_read(value) for _, value in _pairs(query) if _URL_INSIDE.match(value)), "")


def _read(text: str) -> str:
    """Return the URL in `text`, in canonical form, if upstream would take it."""
    found = _URL_INSIDE.search(text)
    host = None if found else _HOST_INSIDE.fullmatch(text)
    url = canonical(found[0] if found else f"https://{host[1]}") if found or host else None
    return url if url and form_fault(url) is None else ""


def _inside_host(label: str, path: str) -> str:
    """Return the URL whose host was made into one label: `example-com` for `example.com`, `a--b-com` for `a-b.com`."""
    host = label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return _read(f"https://{host}{path}") if "." in host and "." not in label else ""
