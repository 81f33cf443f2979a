"""Targets for what a list is made of: the file, its URLs, its neighbours, the settings, and what names things."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fuzz.target import Target, nearly_json, own_errors, put, require_harmless, scratch
from kh_testlist import editing, folder, ledger, settings, store, urls
from kh_testlist.model import HEADER, Safety, UrlList
from kh_testlist.ooni import login, period, published, root
from kh_testlist.reports import rows
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.rules.engine import validate
from kh_testlist.rules.fixing import fix
from kh_testlist.rules.registry import RULES
from kh_testlist.rules.subject import Indexed
from kh_testlist.upstream import address, base, difference, origin

_TODAY: Final = dt.date(2026, 11, 21)
_HEAD: Final = ",".join(HEADER).encode() + b"\n"
_ROW: Final = b"https://example.org/,NEWS,News Media,2024-01-31,anon,\n"
_GLOBAL: Final = store.parse(_HEAD + b"https://example.net/,NEWS,News Media,2024-01-31,anon,\n", "lists/global.csv")
_FORMATS: Final = ("text", "json", "github", "sarif", "markdown")
_MOST_JUDGED: Final = 4_096
"""Bytes of a list that is judged as well: some seventy rows."""


def list_file(data: bytes) -> None:
    """A list is read back to the byte; judging and fixing it ends, and what is told of it is harmless."""
    with own_errors():
        found = store.parse(data, "lists/kh.csv")
        assert store.to_bytes(found) == data, "a byte was lost"
        if len(data) <= _MOST_JUDGED:
            _judge(found)


def _judge(found: UrlList) -> None:
    validation = validate([found], RULES, {found.path: _GLOBAL}, _TODAY)
    for form in _FORMATS:
        report = importlib.import_module(f"kh_testlist.reports.{form}")
        require_harmless(report.findings(validation, screen=PLAIN) if form == "text" else report.findings(validation))
    require_harmless(rows.text(found, found.complete, screen=PLAIN))
    require_harmless(rows.json(found, found.complete))
    for safety in Safety:
        fixed = fix(found, RULES, Indexed(_GLOBAL), _TODAY, safety)
        assert fix(fixed, RULES, Indexed(_GLOBAL), _TODAY, safety) == fixed, "fixing twice is not fixing once"
        difference.difference(found, fixed, {})
    if found.header and found.is_utf8:
        editing.append(found, [("https://example.com/", "NEWS", "News Media", "2026-11-21", "anon", "a, b")])


def url(data: bytes) -> None:
    """A canonical form is its own, spellings of one site have one key, and nothing in a URL stops the program."""
    text = data.decode("utf-8", "surrogateescape")
    parts = urls.split(text)
    assert parts is None or f"{parts.scheme}://{parts.authority}{parts.rest}" == text, "a cut URL is another"
    fault = urls.form_fault(text)
    assert fault != "", "a fault without a word"
    key = urls.equivalence_key(text)
    written = urls.canonical(text)
    if written is not None:
        assert urls.canonical(written) == written, "canonical is not idempotent"
        assert urls.equivalence_key(written) == key, "the canonical form has another key"
        tidy = urls.tidy(text)
        assert urls.tidy(tidy) == tidy, "tidy is not idempotent"
        assert urls.canonical(tidy) == written or text.strip() != text, "tidying changed what is asked for"
        host = urls.host_of(written)
        assert urls.registered_domain(host) in host, "a domain that is not the host's"
        urls.address_of(host)
        urls.is_special_use(host)
        urls.unicode_host(host)
        urls.site_host(host)
    bare = urls.without_tracking(text)
    assert urls.without_tracking(bare) == bare, "tracking is taken away bit by bit"
    urls.lacks_path(text)
    for one in data.splitlines()[:20]:
        name = one.decode("utf-8", "surrogateescape")
        (ordinary,) = urls.ordinary_keys((name,))
        if ordinary is not None:
            assert urls.form_fault(name) is None, "an ordinary URL with a fault"
            assert urls.canonical(name) == name, "an ordinary URL that is not canonical"


def _in_a_folder(check: Callable[[Path, bytes], None]) -> Callable[[bytes], None]:
    """`check` with a folder of its own, which is emptied each time."""

    def run(data: bytes) -> None:
        place = scratch() / "project"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        check(place, data)

    return run


_COMMIT: Final = "0123456789abcdef0123456789abcdef01234567"
_BESIDE: Final = (
    {"repository": "https://example.org/lists", "commit": _COMMIT, "lists": {"kh": _COMMIT, "global": _COMMIT}},
    {"link": "https://run.ooni.org/v2/10001", "id": "10001", "revision": "3", "expires": "2027-05-20"},
    {"repository": "git@example.org:a/lists.git", "commit": _COMMIT},
    {"token": "abcdefgh.ijklmnop.qrstuvwx", "email": "a@example.org", "api": "https://api.ooni.org"},
)


def beside(place: Path, data: bytes) -> None:
    """The files beside a list say something sound, or are refused; the ledger keeps all that it held."""
    path = place / "kh.csv"
    said = nearly_json(_BESIDE, data)
    put(base.path_of(path), said)
    put(published.path_of(path), said)
    put(ledger.path_of(path), said)
    with own_errors():
        found = base.load(path)
        assert found is None or base.is_commit(found.commit), "no commit"
        address.parse(base.repository(path) or "")
    with own_errors():
        put(base.path_of(path), base.recorded(path, base.Base("https://example.org/lists", _COMMIT)))
        assert base.load(path) == base.Base("https://example.org/lists", _COMMIT), "what was saved is not there"
    with own_errors():
        link = published.load(path)
        assert link is None or (link.id.isascii() and link.id.isdigit()), "no link"
    with own_errors():
        (kept := put(place / "login.json", said)).chmod(0o600)
        login.load(kept, "https://api.ooni.org")
    with own_errors():
        before = ledger.records(ledger.load(path))
        record = ledger.Record("https://example.org/", "2026-11-21", "keep", 'a, "b"\nc')
        put(ledger.path_of(path), ledger.extended(ledger.load(path), [record]))
        assert ledger.records(ledger.load(path)) == [*before, record], "the ledger lost a decision"


def settings_file(place: Path, data: bytes) -> None:
    """Settings are sound, or refused with the key that is at fault; a project sets no more than it may."""
    path = put(place / settings.PROJECT_FILE, data)
    with own_errors():
        settings.load(path, None)
    with own_errors():
        found = settings.load(None, path)
        known = {"list", "lang", "color", "add", "validate", "check", "pr", "evidence", "target", "review", "report"}
        assert found.keys() <= known, "a setting that is none"
        assert not {"control", "resolver", "ca_file", "allow_private"} & found.get("check", {}).keys(), "a way out"


_READERS: Final[tuple[Callable[[str], object], ...]] = (
    address.parse,
    address.revision,
    folder.list_name,
    published.link_id,
    root.checked_root,
    login.require_email,
    login.pasted,
    lambda one: origin.repository_of(one, "--fork"),
    lambda one: origin.api_root({"GITHUB_API_URL": one}),
)


def name(data: bytes) -> None:
    """What a person or a file names is taken, or refused with a reason."""
    text = data.decode("utf-8", "surrogateescape").replace("\0", "")
    for read in _READERS:
        with own_errors():
            read(text)
    login.email_in(text)
    origin.origin_of(text)
    origin.is_owner(text)
    since, _, until = text.partition(" ")
    try:
        days = (dt.date.fromisoformat(since).isoformat(), dt.date.fromisoformat(until).isoformat())
    except ValueError:
        return
    with own_errors():
        found = period.period(*days)
        assert sum(piece.days for piece in found.pieces) == found.days, "a day was lost"


_TOML: Final = b"""list = "kh"
lang = "km"
[add]
source = "an organisation"
[validate]
ignore = ["DUP002"]
fail-on = "warning"
fail_on = "warning"
[check]
timeout = 5.5
canary = ["https://example.org/"]
[pr]
author = "A <a@example.org>"
[evidence]
threshold = 0.25
[target]
title = "Websites"
minutes = 30
"""

_LEDGER: Final = b"""url,last_reviewed,decision,reason,evidence,next_due,previous_url
https://example.org/,2026-01-31,keep,"why, so",,2026-04-30,
"""

LISTS: Final = {
    "store": Target(
        list_file,
        (
            _HEAD + _ROW,
            b"\xef\xbb\xbf" + _HEAD + _ROW * 2,
            _HEAD + b'https://EXAMPLE.org/?utm_source=x,news,News,2024-13-31,"a, b","line\nbreak ""q"""\r\n\r\n,,,,,\n',
            _HEAD + "https://ខ្មែរ.com,GMB,Gambling,31/01/2024, anon ,keep: \x1b[31m\u202e\n".encode(),
            _HEAD + b"http://example.net,CTRL,x,2024-01-31,\xff,\0\n" + _ROW[:-1],
        ),
    ),
    "urls": Target(
        url,
        (
            b"https://www.Example.org:443/a/../b%2e?utm_source=x&q=1#f",
            "http://ខ្មែរ.com/ព័ត៌មាន".encode(),
            b"https://xn--j2e0cg3n2c.com/\nhttps://user:word@0x7f.1/\nhttps://[::1]:8080/",
            b"https://example.com.kh./%7euser/?a=%ff&&fbclid=1",
            b"http://192.0.2.7/\nhttps://a.example.co.uk/.\nhttps://www.com/",
        ),
    ),
    "beside": Target(
        _in_a_folder(beside),
        (
            b"\0\0\1\0\0",
            b"\0\1\2\0\3",
            b"\0\2\3\0\x10",
            b"\0\3\0\0\x22",
            *(json.dumps(document).encode() for document in _BESIDE),
            _LEDGER,
        ),
    ),
    "settings": Target(
        _in_a_folder(settings_file),
        (_TOML, b"check.control = 'ooni'\n", b"[check]\nresolver = ['192.0.2.1:53']\n"),
    ),
    "names": Target(
        name,
        (
            b"https://github.com/owner/test-lists.git",
            b"git@example.org:owner/lists",
            b"file:///tmp/lists",
            b"../lists",
            b"http://localhost:8080/a",
            b"2026-07-01 2026-10-01",
            b"https://run.ooni.org/v2/10001",
            b"a@example.org",
            b"https://run.ooni.org/login?token=abcdefgh.ijkl",
            b"v1.0~2",
            b"ext::sh -c x",
            b"KH",
            b"C:\\lists\\a",
        ),
    ),
}
