"""The only place that parses URLs: the form upstream accepts, the canonical form, and when two URLs are one site.

`ada_url` reads a URL as browsers do (the WHATWG standard). Upstream's check is stricter than browsers, so `form_fault`
comes first wherever a URL enters the program.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import ada_url

from kh_testlist import suffixes, well_known
from kh_testlist.ordinary import ORDINARY, SPECIAL_USE

if TYPE_CHECKING:
    import ipaddress

_BAD_CHARACTERS: Final = {"\r": "a line break", "\n": "a line break", "\t": "a tab", "\\": "a backslash"}
"""Never allowed in a URL, a source or a note. Source: citizenlab/test-lists, scripts/lint-lists.py."""

_NAME: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,6}|[A-Za-z0-9-]{2,})\.?"
_QUAD: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_FORM: Final = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://(?:{_NAME}|{_QUAD})(?::[0-9]+)?(?:/?|[/?]\S+)")
"""The grammar that citizenlab/test-lists and the OONI API accept, written again for ASCII only."""

_PARTS: Final = re.compile(r"(?P<scheme>[^:/?#]*):/{2}(?P<authority>[^/?#\\]*)(?P<rest>.*)", re.DOTALL)

_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

_DROPPED: Final = dict.fromkeys(map(ord, "\t\n\r"))
"""What a browser removes anywhere in a URL before it reads it. Source: WHATWG URL Standard, 4.4."""


def _has_dropped(text: str) -> bool:
    return "\t" in text or "\n" in text or "\r" in text


class Parts(NamedTuple):
    """The parts of a URL as it is written. Joined again, they are the same text."""

    scheme: str
    authority: str
    rest: str
    """Path, query and fragment."""


class Parsed(NamedTuple):
    """A URL as a browser reads it, by the names of the WHATWG standard."""

    href: str
    """The whole URL, in canonical form."""
    protocol: str
    """`http:` or `https:`."""
    has_credentials: bool
    hostname: str
    port: str
    """Empty if it is the default of the protocol."""
    pathname: str
    search: str
    """With its question mark."""
    hash: str
    """With its number sign."""


def split(url: str) -> Parts | None:
    """Cut `url` into scheme, authority and the rest, without checking it. Return None if it has no `://`."""
    match = _PARTS.fullmatch(url)
    return Parts(*match.groups()) if match else None


def form_fault(url: str) -> str | None:
    """Return why upstream would not accept `url` as a URL, or None if it would.

    A missing path is not checked here, because it has its own rule.
    """
    return None if _FORM.fullmatch(url) else _explain(url)


def _explain(url: str) -> str:  # noqa: PLR0911 - a return for each thing that may be wrong
    if not url:
        return "it is empty"
    if any(character.isspace() for character in url):
        return "there is white space in it"
    parts = split(url)
    if parts is None:
        return "it does not start with http:// or https://"
    if parts.scheme.lower() not in {"http", "https"}:
        return f"its scheme is {parts.scheme!r}; OONI tests http and https"
    host = parts.authority
    if _has_second_address(parts):
        return "a second address is glued to its host; write one of the two"
    if "@" in host:
        return "it carries a user name or password"
    return _explain_host(host, parts.rest)


def _explain_host(host: str, rest: str) -> str:  # noqa: PLR0911 - as above
    if not host:
        return "it names no host"
    if host.startswith("["):
        return "its host is an IPv6 address, which upstream does not take"
    if not host.isascii():
        return "its host is not in ASCII; upstream takes the punycode form"
    if "_" in host:
        return "there is an underscore in its host"
    if "." not in host:
        return f"its host {_shown(host)} has no dot in it"
    if rest.startswith("#"):
        return "there is no / between the host and the fragment"
    return f"{_shown(host)} is not a host name"


def _shown(host: str) -> str:
    """Return `host` for an error. What is in the place of a port but is not one is hidden: it may be a password."""
    name, colon, port = host.partition(":")
    return repr(f"{name}:…" if colon and not port.isdigit() else host)


def bad_characters(text: str) -> str:
    """Return the names of the characters in `text` that upstream accepts in no cell; empty if it has none."""
    return " and ".join(dict.fromkeys(name for character, name in _BAD_CHARACTERS.items() if character in text))


def lacks_path(url: str) -> bool:
    """Return True if `url` has no path, not even `/`. Upstream refuses that."""
    parts = split(url)
    return parts is not None and not parts.rest.startswith("/")


_Read = TypeVar("_Read")

_LONGEST_REMEMBERED: Final = 2_000
"""Characters. No URL on the lists has half as many. Some thousand hostile ones would fill the memory."""


def _remembered(most: int) -> Callable[[Callable[[str], _Read]], Callable[[str], _Read]]:
    """Make a function of a text remember its last results, except for texts that are too long to keep."""

    def decorate(read: Callable[[str], _Read]) -> Callable[[str], _Read]:
        known = functools.lru_cache(maxsize=most)(read)

        @functools.wraps(read)
        def ask(text: str) -> _Read:
            return known(text) if len(text) <= _LONGEST_REMEMBERED else read(text)

        return ask

    return decorate


@_remembered(4096)
def parse(url: str) -> Parsed | None:
    """Read `url` as a browser would. Return None if it is not a web address, by the standard or for upstream.

    Results are remembered, because a dozen rules read the same URL one after the other.
    """
    parts = split(url.translate(_DROPPED) if _has_dropped(url) else url)
    if parts is None or parts.scheme.lower() not in {"http", "https"} or not parts.authority:
        return None
    if _has_second_address(parts):
        return None
    try:
        href = ada_url.URL(url).href
    except ValueError:
        return None
    # Cut here, because asking ada_url for one part costs more than all of this.
    found = _HREF.fullmatch(href)
    if found is None:
        return None
    protocol, hostname, port, pathname, search, fragment = found.groups("")
    return Parsed(
        href,
        protocol,
        "@" in parts.authority,
        hostname,
        port,
        pathname,
        search if search != "?" else "",
        fragment if fragment != "#" else "",
    )


_HREF: Final = re.compile(
    r"(https?:)//(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]+)(?::([0-9]+))?(/[^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL
)
"""A canonical web address, as ada_url writes it."""

_SCHEME_IN_HOST: Final = re.compile(r"(?:https?|ftp|hxxps?):(?![0-9])", re.IGNORECASE)


def _has_second_address(parts: Parts) -> bool:
    """Return True if a second address was glued to the host: `https://www.https://example.com/`.

    A browser reads the colon as an empty port, and goes to a host that nobody meant.
    """
    slashes = parts.rest[:2].replace("\\", "/")
    return (parts.authority.endswith(":") and slashes == "//") or _SCHEME_IN_HOST.search(parts.authority) is not None


def canonical(url: str) -> str | None:
    """Return the canonical form of `url`, as browsers write it, or None if it is not a web address. Idempotent.

    Scheme and host are in lower case, and IDN hosts in punycode. A default port is left out. The path is at least `/`.
    Dot segments are resolved. What must be percent-encoded is encoded.
    """
    parsed = parse(url)
    return parsed.href if parsed else None


def tidy(url: str) -> str:
    """Return `url` with changes of form only: scheme and host canonical, `/` for no path, the rest unchanged.

    OONI counts each exact URL string, so a fix may change no more without a person. What can't be read stays as it is.
    """
    bare = url.strip()
    parts = split(bare)
    parsed = parse(bare)
    if parts is None or parsed is None or parsed.has_credentials or parts.rest.startswith("\\"):
        return url
    if _has_dropped(bare):
        return url  # a browser reads another URL than the one that is written
    if not _is_as_written(parts.authority, parsed.hostname):
        return url
    rest = parts.rest if parts.rest.startswith("/") else "/" + parts.rest
    port = f":{parsed.port}" if parsed.port else ""
    return f"{parsed.protocol}//{parsed.hostname}{port}{rest}"


def _is_as_written(authority: str, hostname: str) -> bool:
    """Return True if `hostname` is the host in `authority`, except for case and punycode.

    A browser changes more: it reads `0x7f.1` as an address and drops invisible characters. A person must check that.
    """
    written = authority.partition(":")[0].lower()
    return written == hostname or unicodedata.normalize("NFC", written) == unicode_host(hostname)


def ordinary_keys(urls: Iterable[str]) -> list[str | None]:
    """Return the equivalence key of each URL that is ordinary, and None for each one that needs a parser.

    No rule for a single URL finds a fault in an ordinary one; a property test checks this. So the engine does not parse
    them.
    """
    match = ORDINARY.fullmatch
    keys = [found[1].removesuffix("/") if (found := match(url)) is not None else None for url in urls]
    # All keys are searched at once, which takes a tenth of the time.
    text = "\n".join(filter(None, keys))
    for sign in ("/.", "xn--"):
        if sign in text:
            keys = [None if key is None or sign in key else key for key in keys]
    return keys


def equivalence_key(url: str) -> str:
    """Return the text that all spellings of one site have in common.

    The scheme, `www.`, one trailing slash and a default port make no difference. The host's case, its final dot, IDN or
    punycode, and the spelling of escapes make no difference. A URL that can't be parsed is its own key.
    """
    (key,) = ordinary_keys((url,))
    if key is not None:
        return key
    parsed = parse(url)
    if parsed is None:
        return url
    host = site_host(parsed.hostname)
    port = f":{parsed.port}" if parsed.port else ""
    path = _same_escapes(parsed.pathname).removesuffix("/")
    return f"{host}{port}{path}{_same_escapes(parsed.search)}{_same_escapes(parsed.hash)}"


def _same_escapes(text: str) -> str:
    """Return `text` with escapes in upper case, and without those that are not needed. Source: RFC 3986, 6.2.2."""
    return _ESCAPE.sub(_same_escape, text) if "%" in text else text


def _same_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def site_host(host: str) -> str:
    """Return `host` without the final dot and a leading `www.`, unless only a suffix would be left."""
    host = host.removesuffix(".")
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def host_of(url: str) -> str:
    """Return the canonical host of `url`, without its port; empty if it has none."""
    parsed = parse(url)
    return parsed.hostname if parsed else ""


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the IP address that `host` is, or None for a name. `host` must be canonical: `127.0.0.1`, not `0x7f.1`."""
    if not host[-1:].isdigit() and not host.endswith("]"):
        return None
    import ipaddress  # noqa: PLC0415 - few lists have one

    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_special_use(host: str) -> bool:
    """Return True if `host` never leads to a site on the public web: `.local`, `.test`, `.onion` and others."""
    return host.removesuffix(".").rpartition(".")[2] in SPECIAL_USE


def without_tracking(url: str) -> str:
    """Return `url` without the query parameters that track a click. The others keep their order and spelling."""
    rest, hash_sign, fragment = url.partition("#")
    head, question, query = rest.partition("?")
    if not question:
        return url
    kept = well_known.without_tracking(query, head.partition("://")[2].partition("/")[0].lower())
    if kept == query:
        return url
    return head + (f"?{kept}" if kept.strip("&") else "") + hash_sign + fragment


@_remembered(1024)
def unicode_host(host: str) -> str:
    """Return `host` as people read it: punycode labels are decoded, so that Khmer names show in Khmer."""
    if "xn--" not in host:
        return host
    try:
        return ada_url.idna_to_unicode(host)
    except ValueError:
        return host


def registered_domain(host: str) -> str:
    """Return the registered name, `example.com.kh` for `www.example.com.kh`; empty for an address or a suffix.

    Platforms that give each user a name (blogspot.com, github.io) count as suffixes. They are in the private part of
    the public suffix list. Works offline, with the installed list.

    If only a wildcard makes a suffix, as `*.mm` makes `example.mm`, the name may be a suffix or a site. It counts as a
    domain, together with its `www.`. `news.example.mm` is another domain, as the list says.
    """
    extract, rules = suffixes.suffixes()
    found = extract(host)
    suffix = unicode_host(found.suffix.lower())
    if found.domain.lower() in {"", "www"} and suffix not in rules and f"*.{suffix.partition('.')[2]}" in rules:
        return found.suffix
    return found.top_domain_under_public_suffix
