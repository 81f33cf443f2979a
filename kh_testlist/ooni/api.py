"""OONI's API: the endpoints that we use, in their documented forms. No request is sent unless a command needs it.

A request without an answer is repeated, with growing pauses, until patience ends. An answer in another form than
documented is an error, because a wrong number is worse than none.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from kh_testlist import __version__
from kh_testlist.errors import Failure
from kh_testlist.ooni.answers import NamedNetwork, OneName, PriorityRule, Result, Rows, Rules, Tally, TallyOf, reader
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.root import ROOT, checked_root
from kh_testlist.ooni.run import TEST
from kh_testlist.web.json_client import MOST_VALUES, Answer, Client, Fault, Limits, NoAnswer, Query, read_json
from kh_testlist.web.retry_after import retry_after

PATIENCE: Final = 100.0
"""Seconds without a good answer after which we stop asking."""
MOST_BYTES: Final = 96 * 1024 * 1024
"""The largest answer that is read, after unpacking. A month of a busy country is some 10 MB."""
_CONNECT_SECONDS: Final = 15.0
_LONGEST_REQUEST: Final = 60.0
_LONGEST_PAUSE: Final = 30.0
_SCARCE: Final = 100
"""Units of quota, of 4,000 an hour. Below this, there is a pause before each request."""
_POLITE_PAUSE: Final = 1.0

_OK, _REFUSED, _TOO_MANY, _SERVER_ERROR = 200, 400, 429, 500

_HEADERS: Final = {
    "User-Agent": f"kh-testlist/{__version__} (+https://github.com/kh-testlist/kh-testlist)",
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "Connection": "close",  # the time limit of a request counts from the start of its own connection
}

_LATER: Final = "Run the same command again later. A fetch of evidence keeps what has come, and continues from there."

_T = TypeVar("_T")


class Reply(NamedTuple):
    """An answer with its status. If waiting may help, the request is repeated instead."""

    status: int
    value: Any
    """Its JSON; None if a refusal is not in JSON."""


class ApiFailure(Failure):
    """The API gave no usable answer."""


class ApiSilent(ApiFailure):
    """The API gave no usable answer until patience ended."""


class ApiUnreached(ApiSilent):
    """The API never took the request, so nothing was done."""


class ApiRefused(ApiFailure):
    """The API refused the request: it does not have such an endpoint, or does not take its parameters."""


class TooLarge(Failure):
    """The answer is too large to be read."""


class _Trouble(Exception):  # noqa: N818 - not an error yet: the request may be repeated
    """No answer, or none that can be read. A repeat may help."""

    def __init__(self, said: str, *, sent: bool = True, retry_after: float | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.sent = sent
        """True if the API may have got the request."""
        self.retry_after = retry_after


class Api:
    """One API, asked by one thread."""

    def __init__(self, root: str | None = None, tell: Callable[[str], None] = lambda _: None) -> None:
        self.root = checked_root(root or ROOT)
        """In canonical form, without a slash at its end."""
        self._tell = tell
        """Called each time that the person has to wait."""
        self.requests = 0
        """The number of requests that were sent."""
        self._client = Client(self.root, _HEADERS, Limits(MOST_BYTES, _CONNECT_SECONDS, _LONGEST_REQUEST))
        self._remaining: int | None = None

    @property
    def is_scarce(self) -> bool:
        """True if little is left of our quota."""
        return self._remaining is not None and self._remaining < _SCARCE

    def aggregation(self, country: str, period: Period, axes: Sequence[str], **filters: str) -> list[TallyOf]:
        """Return the counts of web tests in `country` over `period`, by up to two axes. Days are whole UTC days.

        Raises:
            Failure: the API does not answer, or not in the documented form.

        """
        # For a week or less, the API would count by hours.
        params = {**_params(country, period, axes), "time_grain": "day", **filters}
        kind = Result[Rows[TallyOf]] if axes else Result[Tally]
        found = self._get("/api/v1/aggregation", params, lambda raw: self._result(raw, kind))
        rows: list[TallyOf] = found if axes else [found]
        for row in rows:
            parts = row["ok_count"] + row["anomaly_count"] + row["confirmed_count"] + row["failure_count"]
            if parts != row["measurement_count"]:
                raise odd_answer(self.root, f"counts that do not add up: {parts} and {row['measurement_count']}")
        return rows

    def priorities(self) -> list[PriorityRule]:
        """Return the rules that say which rows are tested more often, or less often.

        Raises:
            Failure: the API does not answer, or not in the documented form.

        """
        found: Rules = self._get("/api/_/url-priorities/list", {}, lambda raw: self._read(raw, Rules))
        return found["rules"]

    def networks(self) -> dict[int, str]:
        """Return the names that the API has for networks, by the number of the network.

        Raises:
            Failure: the API does not answer, or not in the documented form.

        """
        kind = Result[Rows[NamedNetwork]]
        found: list[NamedNetwork] = self._get("/api/_/networks", {}, lambda raw: self._result(raw, kind))
        return {row["probe_asn"]: name for row in found if (name := row.get("org_name"))}

    def network_name(self, asn: int) -> str | None:
        """Return the name of one network, or None if the API does not know it.

        Raises:
            Failure: the API does not answer, or not in the documented form.

        """
        found: OneName = self._get("/api/_/asnmeta", {"asn": str(asn)}, lambda raw: self._read(raw, OneName))
        return found.get("org_name") or None

    def once(self, path: str, params: Mapping[str, str | Sequence[str]], kind: Any) -> Any:  # noqa: ANN401 - any form
        """Return the result of an endpoint that may be missing, from an answer in the form `kind`. Ask it only once.

        Raises:
            Failure: the API does not answer, or not in the documented form.

        """
        query = Query("GET", path, params)
        return self._patiently(query, lambda raw: self._result(raw, kind), patience=0)

    def ask(self, method: str, path: str, *, body: object = None, token: str | None = None) -> Reply:
        """Send any request. One that may change something is not repeated if it was sent.

        `token` goes only to this API, and into no message.

        Raises:
            Failure: the API does not answer.

        """

        def read(answer: Answer) -> Reply:
            try:
                return Reply(answer.status, _json(answer))
            except _Trouble:
                if answer.status < _REFUSED:
                    raise
                return Reply(answer.status, None)

        return self._patiently(Query(method, path, body=body, token=token), read)

    def _get(self, path: str, params: Mapping[str, str], read: Callable[[Answer], _T]) -> _T:
        return self._patiently(Query("GET", path, params), read)

    def _patiently(self, query: Query, read: Callable[[Answer], _T], patience: float | None = None) -> _T:
        """Ask until `read` accepts an answer, or patience ends. Without patience there is one request."""
        patience = PATIENCE if patience is None else patience
        started = time.monotonic()
        pause = 1.0
        if self.is_scarce:
            time.sleep(_POLITE_PAUSE)
        while True:
            left = (patience or _LONGEST_REQUEST) - (time.monotonic() - started)
            try:
                self.requests += 1
                answer = self._client.send(query, min(_LONGEST_REQUEST, max(left, 1.0)))
                if isinstance(answer, NoAnswer):
                    raise self._unanswered(answer)
                self._remaining = _number(answer.headers.get("x-ratelimit-remaining"))
                return read(_worth_reading(answer))
            except _Trouble as trouble:
                wait = max(pause * (0.75 + random.random() / 2), trouble.retry_after or 0)  # noqa: S311 - no secret
                may_repeat = query.method == "GET" or not trouble.sent
                if not may_repeat or time.monotonic() - started + wait > patience:
                    kind = ApiSilent if trouble.sent else ApiUnreached
                    raise kind(f"The API at {self.root} gives no usable answer: {trouble.said}.", _LATER) from None
                self._tell(f"No usable answer yet: {trouble.said}. The next try is in {wait:.0f} s.")
                time.sleep(wait)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _unanswered(self, found: NoAnswer) -> Exception:
        """Return the error to raise if no answer came. It says if another try may help."""
        match found.fault:
            case Fault.UNASKABLE:
                step = "Check --api, OONI_API_URL and the proxy in HTTPS_PROXY, and run the command again."
                return Failure(f"No request can be sent to the API at {self.root}: {found.fault.value}.", step)
            case Fault.OTHER_ORIGIN | Fault.CHANGED:
                said = f"The API at {self.root} redirects to {found.said[:200]!r}. Nothing was sent there."
                return Failure(said, "If the API has moved, give its new address: --api URL")
            case Fault.TOO_LARGE:
                most = f"{MOST_BYTES // 1024**2} MiB, or with more than {MOST_VALUES:,} values"
                return TooLarge(f"The API at {self.root} answers with more than {most}.", "Ask for a shorter period.")
        return _Trouble(found.fault.value, sent=found.is_sent)

    def _read(self, raw: Answer, kind: Any) -> Any:  # noqa: ANN401 - any of the forms in answers
        """Return the content of `raw`, in the form `kind`."""
        if raw.status != _OK:
            raise ApiRefused(
                f"The API at {self.root} refused the request: HTTP {raw.status}{_said(raw)}.",
                "Check --api and the period. If both are right, the API has changed. Report this to the project.",
            )
        try:
            return reader(kind).validate_json(raw.body)
        except ValidationError as error:
            if any(one["type"] == "json_invalid" for one in error.errors(include_input=False, include_url=False)[:1]):
                _json(raw)  # raises an error that says what it is instead
            said = _said(raw)
            if said:
                raise odd_answer(self.root, f"no result{said}") from None
            first = error.errors(include_input=False, include_url=False)[0]
            raise odd_answer(self.root, f"{'.'.join(map(str, first['loc']))[:100]}: {first['msg']}") from None

    def _result(self, raw: Answer, kind: Any) -> Any:  # noqa: ANN401 - the same
        found = self._read(raw, kind)
        for key in ("result", "results"):
            if key in found:
                return found[key]
        raise odd_answer(self.root, f"no result{_said(raw)}")  # a 200 may carry a refusal under `msg`, or `error`


def odd_answer(root: str, said: str) -> ApiFailure:
    """Return the error for an answer of the API at `root` that is not as documented."""
    return ApiFailure(
        f"The API at {root} answered in another form than documented: {said}.",
        "Check --api. If it is right, the API has changed. Report this to the project. No number of it was used.",
    )


def _worth_reading(answer: Answer) -> Answer:
    if answer.status != _TOO_MANY and answer.status < _SERVER_ERROR:
        return answer
    pause = retry_after(answer.headers.get("retry-after"))
    if answer.status == _TOO_MANY:
        raise _Trouble("our quota of requests is used up for this hour", sent=False, retry_after=pause)
    raise _Trouble(f"it answered with HTTP {answer.status}", retry_after=pause)


def _json(answer: Answer) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return read_json(answer.body)
    except ValueError:
        said = "a web page" if answer.body.lstrip()[:1] == b"<" else "text that is not JSON, or is cut off"
        raise _Trouble(f"it answered with {said}") from None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - digits


def _said(answer: Answer) -> str:
    """Return the reason that a refusal gives under `msg`, `error`, `detail` or `description`."""
    try:
        value = _json(answer)
    except _Trouble:
        return ""
    if not isinstance(value, dict):
        return ""
    said = next((value[key] for key in ("msg", "error", "detail", "description") if value.get(key)), None)
    return f": {str(said)[:200]}" if said is not None else ""


def _params(country: str, period: Period, axes: Sequence[str]) -> dict[str, str]:
    """Return the parameters that every aggregation has."""
    return {
        "probe_cc": country,
        "test_name": TEST,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        **dict(zip(("axis_x", "axis_y"), axes, strict=False)),
    }
