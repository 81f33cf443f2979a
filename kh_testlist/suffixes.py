"""The current public suffix list: its text, its date, its top-level names, and tldextract with this list.

The text comes from the package `publicsuffixlist`, which is updated each week. The copy in tldextract is from April
2025. Nothing is fetched, and nothing is cached on disk.
"""

from __future__ import annotations

import functools
import io
import re
import threading
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from requests import Session
    from tldextract import TLDExtract

_PACKAGE, _FILE = "publicsuffixlist", "public_suffix_list.dat"

_MORE: Final = (
    "blogfa.com", "livejournal.com", "over-blog.com", "substack.com", "tumblr.com", "typepad.com", "wordpress.com",
)  # fmt: skip
"""Platforms that give each user an own host name, and that the public suffix list does not have."""
_LEFT_OUT: Final = ("mil.kh", "per.kh")
"""Zones of Cambodia's registry that the list does not have under `.kh`. Source: Wikipedia, `.kh`, 2026."""

_VERSION: Final = re.compile(r"^// VERSION: (\d{4}-\d\d-\d\d)", re.MULTILINE)
_PRIVATE: Final = "// ===BEGIN PRIVATE DOMAINS==="
"""The start of the companies' suffixes. Each of them is under a top-level name that comes before this line."""
_TOP_LEVEL: Final = re.compile(r"^(?!//)(?:\S*\.)?([^\s.]+)", re.MULTILINE)
"""The last label of a rule: `kh` of `com.kh`, `mm` of `*.mm`."""


class Suffixes(NamedTuple):
    """The data that finds the registered part of a host name."""

    extract: TLDExtract
    rules: frozenset[str]
    """The rules, as they are written in the list: `com.kh`, `*.mm`, `!www.ck`."""


def date() -> str:
    """Return the day of the list, such as `2026-10-22`."""
    found = _VERSION.search(_text())
    return found[1] if found else "an unknown day"


@functools.cache
def top_level_names() -> frozenset[str]:
    """Return the top-level names that exist, in Unicode and lower case."""
    return frozenset(_TOP_LEVEL.findall(_text().partition(_PRIVATE)[0]))


def is_public_suffix(name: str) -> bool:
    """Return True if anybody can register names directly under `name`, such as `com.kh`. `name` is in lower case."""
    return name not in _MORE and suffixes().extract(f"x.{name}").suffix == name


def suffixes() -> Suffixes:
    """Return the suffixes. The list is read only once."""
    # Without the lock, each thread could read the list: that costs a second and megabytes for each.
    with _making:
        return _make()


_making: Final = threading.Lock()


@functools.cache
def _make() -> Suffixes:
    from tldextract import TLDExtract  # noqa: PLC0415 - 0.1 s of imports that few commands need

    with _session() as session:
        extract = TLDExtract(
            suffix_list_urls=(f"file:///{_FILE}",),
            cache_dir=None,
            fallback_to_snapshot=False,
            include_psl_private_domains=True,
            extra_suffixes=(*_MORE, *_LEFT_OUT),
        )
        extract("example.com", session=session)  # reads the list, only now
    return Suffixes(extract, frozenset(extract.tlds))


def _session() -> Session:
    """Return a session that answers every request of tldextract with the bundled list.

    tldextract can read a file by itself, but then it guesses the encoding. That takes longer than everything else.
    """
    from requests import PreparedRequest, Response, Session  # noqa: PLC0415 - tldextract brings it
    from requests.adapters import BaseAdapter  # noqa: PLC0415 - the same

    class Bundled(BaseAdapter):
        def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
            answer = Response()
            answer.url, answer.status_code, answer.encoding = str(request.url), 200, "utf-8"
            answer.raw = io.BytesIO(_data())
            return answer

        def close(self) -> None:
            pass

    session = Session()
    session.trust_env = False  # no proxy and no password file may change this
    session.mount("file://", Bundled())
    return session


def _text() -> str:
    return _data().decode("utf-8")


def _data() -> bytes:
    import pkgutil  # noqa: PLC0415 - few commands need it

    data = pkgutil.get_data(_PACKAGE, _FILE)
    assert data is not None  # noqa: S101 - the package always has this file
    return data
