"""Targets for what servers answer: OONI's API, its test helpers, and GitHub's API."""

from __future__ import annotations

import contextlib
import functools
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Self, cast
from unittest import mock

import requests

from fuzz.target import Target, nearly, nearly_json, require_harmless
from kh_testlist.errors import KhTestlistError
from kh_testlist.liveness import control
from kh_testlist.liveness.attempt import Attempt
from kh_testlist.ooni import api as ooni_api
from kh_testlist.ooni.api import Api
from kh_testlist.ooni.cache import Cache
from kh_testlist.ooni.evidence import Thresholds
from kh_testlist.ooni.fetching import Fetch
from kh_testlist.ooni.gathering import Question as Wanted
from kh_testlist.ooni.gathering import evidence
from kh_testlist.ooni.login import Login
from kh_testlist.ooni.period import period
from kh_testlist.ooni.run_api import RunApi
from kh_testlist.ooni.sites import chooser
from kh_testlist.reports import evidence as evidence_report
from kh_testlist.reports.terminal import PLAIN, printable
from kh_testlist.upstream import github
from kh_testlist.upstream.origin import Repository, Token
from kh_testlist.web import json_client
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Observation
from kh_testlist.web.json_client import Answer, Client, Query
from kh_testlist.web.session import tls_context

_SECRET: Final = "a-secret-of-sixteen-letters"  # noqa: S105 - the one that must not be seen again
_JULY: Final = period("2025-07-01", "2025-08-01")
_STATUSES: Final = (200, 200, 200, 200, 200, 400, 401, 403, 404, 429, 500, 302)


class _Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self._now = 0.0

    def monotonic(self) -> float:
        """What was slept so far."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Be done at once."""
        assert seconds >= 0, "a sleep into the past"
        self._now += seconds


@contextlib.contextmanager
def _told(secret: str | None = None) -> Iterator[None]:
    """Let the program's own errors pass that say something harmless, and not the secret that was sent."""
    try:
        yield
    except KhTestlistError as error:
        assert error.message, "an error without a word"
        assert error.next_step, "an error without a next step"
        assert not secret or secret not in f"{error.message}{error.next_step}{error!r}", "the secret is told"
        require_harmless(printable(error.message))


class _Server:
    """An API that has one answer, or one for each axis."""

    def __init__(self, status: int, answer: Any) -> None:  # noqa: ANN401 - JSON, or bytes
        self._status = status
        self._answer = answer

    def send(self, query: Query, seconds: float) -> Answer:
        """What it says to `query`."""
        del seconds
        answer = self._answer
        if isinstance(answer, dict) and "by axis" in answer:
            axes = answer["by axis"] if isinstance(answer["by axis"], dict) else {}
            answer = axes.get(query.params.get("axis_y", query.path.rpartition("/")[2]))
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Answer(self._status, {"x-ratelimit-remaining": "3000"}, body, query.path)


_usual_context = functools.cache(tls_context)


def _reading_certificates_once() -> AbstractContextManager[object]:
    """Have all clients share a TLS context: to read the certificates takes longer than all else, and none is asked."""
    return mock.patch.object(json_client, "tls_context", _usual_context)


def _api(status: int, answer: Any) -> Api:  # noqa: ANN401 - JSON, or bytes
    with _reading_certificates_once():
        api = Api("https://api.example.org")
    api._client = cast("Client", _Server(status, answer))  # noqa: SLF001 - no network is asked
    return api


_COUNTS: Final = {"ok_count": 5, "anomaly_count": 2, "confirmed_count": 1, "failure_count": 0, "measurement_count": 8}
_TALLY: Final = {"input": "https://example.org/", "probe_asn": 64500, **_COUNTS}
_MEASUREMENT: Final[dict[str, Any]] = {
    "measurement_uid": "2025", "input": "https://example.org/", "probe_cc": "KH", "probe_asn": "AS64500",
    "measurement_start_time": "2025-07-01T00:00:00Z", "anomaly": True, "confirmed": False, "failure": False,
    "scores": '{"blocking_general": 1.0}',
}  # fmt: skip
_LINK: Final[dict[str, Any]] = {
    "oonirun_link_id": 10001, "revision": "3", "expiration_date": "2027-05-20T00:00:00Z", "is_mine": True,
    "nettests": [{"test_name": "web_connectivity", "inputs": ["https://example.org/"], "targets_name": None}],
}  # fmt: skip
_BY_AXIS: Final = {
    "by axis": {
        "probe_asn": {"result": [_TALLY, {**_TALLY, "input": "https://example.net/", "probe_asn": 64501}]},
        "blocking_type": {"result": [{**_TALLY, "blocking_type": "dns"}]},
        "measurement_start_day": {
            "result": [
                {**_TALLY, "measurement_start_day": "2025-07-02"},
                {**_TALLY, "input": "https://example.net/", "measurement_start_day": "2025-07-31T00:00:00Z"},
            ]
        },
        "networks": {"results": [{"probe_asn": 64500, "org_name": "A network"}]},
        "asnmeta": {"org_name": "Another"},
    }
}
_HELPER: Final = {
    "http_request": {"status_code": -1, "failure": "unknown_failure"},
    "dns": {"failure": None, "addrs": ["192.0.2.8"]},
    "tcp_connect": {"192.0.2.8:443": {"status": True, "failure": None}},
    "tls_handshake": {"192.0.2.8:443": {"status": True, "failure": None}},
}
_OONI: Final[tuple[Any, ...]] = (
    {"dimension_count": 2, "result": [_TALLY, {**_TALLY, "probe_asn": "64501"}]},
    {"result": _COUNTS},
    {"metadata": {"next_url": "https://api.ooni.io/api/v1/measurements?offset=50"}, "results": [_MEASUREMENT]},
    {"results": [{"count": 3.0, "input": "https://example.org/", "probe_asn": 64500, "loni": {"dns_blocked": 0.5}}]},
    {"metadata": {}, "results": [{"url": "https://example.org/", "category_code": "NEWS", "country_code": "KH"}]},
    {"rules": [{"category_code": "NEWS", "cc": "*", "domain": "*", "url": "*", "priority": 100}]},
    {"results": [{"probe_asn": 64500, "org_name": "A network"}]},
    {"org_name": "A network"},
    _LINK,
    {"session_token": "abcdefgh.ijkl", "email_address": "a@example.org"},
    _BY_AXIS,
    _HELPER,
    {"msg": f"no {_SECRET}"}, {"detail": [{"loc": ["body", "x"], "msg": _SECRET}]}, {"error": {"error": _SECRET}},
)  # fmt: skip


def ooni(data: bytes) -> None:
    """Any answer of OONI's is read in the form that is documented, or refused; the login is in no message."""
    status = _STATUSES[data[0] % len(_STATUSES)] if data else 200
    said = nearly(_OONI, data[1:])
    answer = data[1:] if said is None else said
    with mock.patch.object(ooni_api, "time", _Clock()):
        for ask in _QUESTIONS:
            with _told():
                ask(_api(status, answer))
        for ask in _WITH_SECRET:
            with _told(_SECRET):
                ask(_api(status, answer))
    _consult(answer if isinstance(answer, bytes) else json.dumps(answer).encode())


def _linked(api: RunApi) -> None:
    found = api.read("10001", Login(_SECRET, None))
    if found is not None:
        assert found.expiration_date.tzinfo is not None, "a time of no zone"
        assert all(isinstance(url, str) for url in found.urls), "a URL that is none"


def _fetched(api: Api) -> None:
    with tempfile.TemporaryDirectory() as folder, Cache(Path(folder) / "evidence.sqlite3") as cache:
        fetch = Fetch(api, cache, "KH", _JULY, _Nobody())
        wanted = Wanted(fetch.source, _JULY, "country", "url", chooser(None, {}, "url", join=False), Thresholds())
        fetch.run()
        found = evidence(cache, wanted)
        for form in ("text", "json", "markdown"):
            require_harmless(evidence_report.WRITERS[form](found, screen=PLAIN))


_QUESTIONS: Final[tuple[Callable[[Api], object], ...]] = (
    lambda api: api.aggregation("KH", _JULY, ("input", "probe_asn")),
    lambda api: api.aggregation("KH", _JULY, ()),
    lambda api: api.priorities(),
    lambda api: api.networks(),
    lambda api: api.network_name(64500),
    lambda api: RunApi(api).send_mail("a@example.org"),
    _fetched,
)
_WITH_SECRET: Final[tuple[Callable[[Api], object], ...]] = (
    lambda api: _linked(RunApi(api)),
    lambda api: RunApi(api).log_in(_SECRET),
)


class _Nobody:
    """Watches nothing."""

    def stage(self, name: str, total: int) -> None:
        """Nothing is shown."""

    def step(self) -> None:
        """The same."""


def _consult(body: bytes) -> None:
    for operation in Operation:
        attempt = Attempt("https://example.org/", 1, "", failure="x", operation=operation, addresses=("192.0.2.7",))
        asking = control.ask_helpers(attempt, ("https://0.example.org/",), "2026-11-21T00:00:00Z")
        next(asking)
        try:
            while True:
                asking.send(Observation("https://0.example.org/", status=200, body=body))
        except StopIteration as ended:
            assert ended.value.succeeded in {True, False, None}, "no answer at all"


class _Response:
    """An answer as `requests` gives it."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status_code = status
        self.headers = requests.structures.CaseInsensitiveDict(headers)
        self.url = "https://api.github.com/user"
        self.raw = self
        self._body = body

    def read1(self, size: int, *, decode_content: bool) -> bytes:
        """The next bytes."""
        del decode_content
        part, self._body = self._body[:size], self._body[size:]
        return part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        del ended


_PULL: Final = {"number": 7, "html_url": "https://github.com/a/b/pull/7", "state": "open", "title": "t", "body": None}
_GITHUB: Final[tuple[Any, ...]] = (
    {"login": "somebody"},
    {"full_name": "a/b", "clone_url": "https://github.com/a/b.git", "fork": True, "parent": {"full_name": "c/b"},
     "permissions": {"push": True}},
    [_PULL],
    _PULL,
    [{"name": "a label"}],
    {"message": f"Bad {_SECRET}", "errors": [{"message": "already exists"}, "x"]},
)  # fmt: skip
_HEADERS: Final = ("Link", "Location", "Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def git_hub(data: bytes) -> None:
    """Any answer of GitHub's is one that its API gives, or is refused; the token is in no message."""
    status = (*_STATUSES, 422, 410, 201)[data[0] % (len(_STATUSES) + 3)] if data else 200
    head, _, rest = data[1:].partition(b"\n")
    values = head.decode("latin-1").split("\t")
    headers = {name: value for name, value in zip(_HEADERS, values, strict=False) if value}
    body = nearly_json(_GITHUB, rest)
    with _reading_certificates_once():
        api = github.GitHub("https://api.github.com", Token(_SECRET))
    clock = _Clock()

    def answer(*_asked: object, **_options: object) -> _Response:
        return _Response(status, headers, body)

    with (
        mock.patch.object(api._client._session, "request", side_effect=answer),  # noqa: SLF001 - no network is asked
        mock.patch.multiple(github, sleep=clock.sleep, time=lambda: 1_800_000_000.0),
    ):
        for call in _CALLS:
            with _told(_SECRET):
                call(api)


_UPSTREAM: Final = Repository("owner", "test-lists")
_CALLS: Final[tuple[Callable[[github.GitHub], object], ...]] = (
    lambda api: api.login(),
    lambda api: api.repository(_UPSTREAM),
    lambda api: api.fork(_UPSTREAM, None),
    lambda api: api.pulls(_UPSTREAM, "somebody", "branch", "main"),
    lambda api: api.open_pull(_UPSTREAM, {}),
    lambda api: api.change_pull(_UPSTREAM, 7, "t", "b"),
    lambda api: api.labels(_UPSTREAM),
    lambda api: api.add_labels(_UPSTREAM, 7, ["a label"]),
)

ANSWERS: Final = {
    "ooni": Target(
        ooni,
        (
            *(b"\0" + json.dumps(document).encode() for document in _OONI),
            *(bytes([status, 0, number]) for number in range(len(_OONI)) for status in (0, 5)),
            b"\1\0\x0a\5\0\7", b"\1\0\x08\3\0\x17",
        ),
    ),
    "github": Target(
        git_hub,
        (
            *(b"\0\n" + json.dumps(document).encode() for document in _GITHUB),
            *(bytes([status]) + b"\n\0" + bytes([number]) for number in range(len(_GITHUB)) for status in (0, 7, 12)),
            b'\0<https://api.github.com/user?page=2>; rel="next"\n' + json.dumps([_PULL]).encode(),
            b"\x0b\thttps://example.org/\n{}",
            b"\7\t\tWed, 21 Oct 2026 07:28:00 GMT\t0\t1800000010\n{}",
        ),
    ),
}  # fmt: skip
