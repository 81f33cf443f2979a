"""GitHub's REST API: the few calls that a pull request needs. Only this module sends the token to the API.

The token goes only to the API's own origin: the client does not follow a redirect to another one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from time import sleep, time
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urljoin

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError

from kh_testlist import __version__
from kh_testlist.errors import Failure
from kh_testlist.upstream.origin import Repository, Token
from kh_testlist.web.json_client import (
    REDIRECTS,
    Answer,
    Client,
    Fault,
    Limits,
    NoAnswer,
    Query,
    environment_authorities,
    read_json,
)
from kh_testlist.web.retry_after import retry_after

_VERSION: Final = "2022-11-28"
_LARGEST: Final = 1024 * 1024
"""Bytes of an answer. The answers to the requests here have some ten thousand."""
_CONNECT_SECONDS, _READ_SECONDS = 10, 30
_SECONDS: Final = 100
"""For a whole request."""
_TRIES: Final = 3
_LONGEST_WAIT: Final = 60.0
"""Seconds that a run waits for rate limits in total."""
_MOST_PAGES: Final = 20

_NEEDS: Final = (
    "A classic token needs the scope public_repo. A fine-grained token needs write access to Contents and Pull "
    "requests of your fork. Or use --no-open: it only pushes the branch, and prints a link that opens the pull request."
)


_FOR_GOOD: Final = {
    Fault.CERTIFICATE: (
        "has a certificate that is not trusted",
        "If that host has its own certificate authority, set REQUESTS_CA_BUNDLE to the authority's file.",
    ),
    Fault.UNASKABLE: (
        "cannot be reached: that address, or the address of a proxy, is not valid",
        "Check GITHUB_API_URL and HTTPS_PROXY, then run the command again.",
    ),
    Fault.TOO_LARGE: (
        f"answered with more than {_LARGEST // 1024**2} MiB",
        "Check GITHUB_API_URL: GitHub does not send such large answers.",
    ),
}
"""Faults that another try does not fix: what happened and what to do."""


class _Account(BaseModel):
    login: str


class _Permissions(BaseModel):
    push: bool = False


class _Parent(BaseModel):
    full_name: str


class Remote(BaseModel):
    """A repository: only the fields that are used here. All others of GitHub's answer are ignored."""

    full_name: str
    clone_url: str = ""
    fork: bool = False
    parent: _Parent | None = None
    permissions: _Permissions = _Permissions()


class Pull(BaseModel):
    """A pull request."""

    number: int
    html_url: str
    state: Literal["open", "closed"]
    title: str = ""
    body: str | None = None


class _Label(BaseModel):
    name: str


_Model = TypeVar("_Model")


class GitHub:
    """The API at one root, with one token."""

    def __init__(self, root: str, token: Token) -> None:
        self._root = root.rstrip("/")
        self._token = token
        self._waited = 0.0
        headers = {
            "Accept": "application/vnd.github+json",
            "User-Agent": f"kh-testlist/{__version__}",
            "X-GitHub-Api-Version": _VERSION,
        }
        limits = Limits(_LARGEST, _CONNECT_SECONDS, _READ_SECONDS)
        authorities = environment_authorities()
        self._client = Client(self._root, headers, limits, sends_changes_on=True, authorities=authorities)

    def login(self) -> str:
        """Return the account that the token belongs to."""
        return self._read(_Account, self._send(Query("GET", "/user"))).login

    def repository(self, name: Repository) -> Remote | None:
        """Return the repository; None if there is none, or the token may not see it."""
        answer = self._send(Query("GET", f"/repos/{name}"), missing=True)
        return None if answer.status == 404 else self._read(Remote, answer)  # noqa: PLR2004 - not found

    def fork(self, upstream: Repository, organisation: str | None) -> Remote:
        """Fork `upstream` into the token's account or an organisation. Return the fork, also if it exists already."""
        wanted = {"default_branch_only": True, **({"organization": organisation} if organisation else {})}
        return self._read(Remote, self._send(Query("POST", f"/repos/{upstream}/forks", body=wanted)))

    def pulls(self, upstream: Repository, owner: str, branch: str, base: str) -> list[Pull]:
        """Return the pull requests for the branch in `upstream`, open or closed; the newest first."""
        query = {"state": "all", "head": f"{owner}:{branch}", "base": base, "per_page": "10"}
        return [pull for page in self._pages(list[Pull], f"/repos/{upstream}/pulls", query) for pull in page]

    def open_pull(self, upstream: Repository, asked: Mapping[str, Any]) -> Pull | None:
        """Open a pull request; return None if one is open already for that branch."""
        answer = self._send(Query("POST", f"/repos/{upstream}/pulls", body=asked), exists=True)
        return None if answer.status == 422 else self._read(Pull, answer)  # noqa: PLR2004 - it exists already

    def change_pull(self, upstream: Repository, number: int, title: str, body: str) -> Pull:
        """Give a pull request another title and body."""
        path = f"/repos/{upstream}/pulls/{number}"
        return self._read(Pull, self._send(Query("PATCH", path, body={"title": title, "body": body})))

    def labels(self, upstream: Repository) -> set[str]:
        """Return the labels that the repository has."""
        pages = self._pages(list[_Label], f"/repos/{upstream}/labels", {"per_page": "100"})
        return {label.name for page in pages for label in page}

    def add_labels(self, upstream: Repository, number: int, labels: list[str]) -> None:
        """Put labels on a pull request, which is an issue too."""
        self._send(Query("POST", f"/repos/{upstream}/issues/{number}/labels", body={"labels": labels}))

    def _pages(self, kind: type[_Model], path: str, params: Mapping[str, str]) -> Iterator[_Model]:
        query = Query("GET", path, params)
        for _ in range(_MOST_PAGES):
            answer = self._send(query)
            yield self._read(kind, answer)
            links = requests.utils.parse_header_links(answer.headers.get("Link", ""))
            following = next((link["url"] for link in links if link.get("rel") == "next"), None)
            if following is None:
                return
            url = self._client.own(answer.url, following)
            if url is None:
                raise self._elsewhere(answer.url, following)
            query = Query("GET", url)

    def _read(self, kind: type[_Model], answer: Answer) -> _Model:
        try:
            return TypeAdapter(kind).validate_json(answer.body)
        except ValidationError:
            raise Failure(
                f"{self._shown(answer.url)} did not answer as GitHub's API does.",
                "Check GITHUB_API_URL. Check that no proxy or login page answers in its place.",
            ) from None

    def _send(self, query: Query, *, missing: bool = False, exists: bool = False) -> Answer:
        """Send a request, at most three times, and return the answer. `missing` accepts 404, `exists` "it exists"."""
        failed = ""
        tries = 0
        while tries < _TRIES:
            if failed:
                sleep(2.0 ** (tries - 1))
            answer = self._client.send(query._replace(token=self._token.secret), _SECONDS)
            if isinstance(answer, Answer) and self._is_limit(answer):
                self._wait(answer)
                continue
            tries += 1
            if isinstance(answer, NoAnswer):
                failed = self._trouble(query, answer)
            elif answer.status >= 500:  # noqa: PLR2004 - the server's fault
                failed = f"HTTP {answer.status}"
            else:
                self._judge(query, answer, missing=missing, exists=exists)
                return answer
        raise Failure(
            f"GitHub did not answer {self._told(query)} in {_TRIES} tries: {failed}.",
            "Run the same command again later: it continues where it stopped. See https://www.githubstatus.com/",
        )

    def _trouble(self, query: Query, found: NoAnswer) -> str:
        """Return why there is no answer. Raise a `Failure` if another try cannot fix it."""
        if found.fault in _FOR_GOOD:
            what, step = _FOR_GOOD[found.fault]
            raise Failure(f"{self._shown(found.url)} {what}.", step)
        if found.fault is Fault.OTHER_ORIGIN:
            raise self._elsewhere(found.url, found.said)
        if found.fault in {Fault.CHANGED, Fault.ENDLESS}:
            raise self._moved(query)
        return "no answer in time" if found.fault is Fault.LATE else f"no connection ({found.said})"

    def _elsewhere(self, here: str, place: str) -> Failure:
        try:
            url = urljoin(here, place)
        except ValueError:
            url = place
        return Failure(
            f"GitHub's API redirects to {self._shown(url)}, which is another host. The token was not sent there.",
            "Check GITHUB_API_URL.",
        )

    def _moved(self, query: Query) -> Failure:
        return Failure(
            f"GitHub redirects {self._told(query)}, and kh-testlist cannot follow the redirect.",
            "Give the repository's new name with --upstream or --fork: it may have been renamed.",
        )

    def _is_limit(self, answer: Answer) -> bool:
        if answer.status == 429:  # noqa: PLR2004 - too many requests
            return True
        headers = answer.headers
        spent = headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in headers
        return answer.status == 403 and (spent or "rate limit" in self._said(answer).lower())  # noqa: PLR2004 - forbidden

    def _wait(self, answer: Answer) -> None:
        """Wait until the rate limit ends, at most a minute in total for a run."""
        seconds = max(_seconds(answer.headers, time()), 1.0)
        if self._waited + seconds > _LONGEST_WAIT:
            when = dt.datetime.fromtimestamp(time() + min(seconds, 7 * 86400), dt.UTC)
            raise Failure(
                "GitHub accepts no more requests from this account for now (its rate limit).",
                f"Run the same command again after {when:%Y-%m-%d %H:%M} UTC: it continues where it stopped.",
            )
        self._waited += seconds
        sleep(seconds)

    def _judge(self, query: Query, answer: Answer, *, missing: bool, exists: bool) -> None:
        status = answer.status
        if status < 300 or (missing and status == 404):  # noqa: PLR2004 - fine, or not found
            return
        said = self._said(answer)
        if exists and status == 422 and re.search(r"already exists", said):  # noqa: PLR2004 - it cannot be processed
            return
        if status in REDIRECTS:
            raise self._moved(query)
        where = self._shown(answer.url)
        steps = {
            401: "Make a new token and put it into GITHUB_TOKEN: this one is wrong, revoked or expired.",
            403: _NEEDS,
            404: "Check --upstream, --fork and GITHUB_API_URL. GitHub gives the same answer if the token may not see "
            f"the repository. {_NEEDS}",
            410: "Ask the maintainers of the repository: this function is turned off there.",
            422: "Check --base and --branch. Check that the branch has changes that the base does not have.",
        }
        raise Failure(
            f"GitHub refused {where}: HTTP {status}: {said or 'no reason given'}",
            steps.get(status, "Check GITHUB_API_URL, and see https://www.githubstatus.com/"),
        )

    def _said(self, answer: Answer) -> str:
        """Return the reason that GitHub gives: its message, and the messages of the single errors."""
        try:
            value = read_json(answer.body)
        except ValueError:
            return ""
        if not isinstance(value, dict):
            return ""
        errors = value.get("errors")
        each = errors if isinstance(errors, list) else []
        parts = [value.get("message"), *(one.get("message") if isinstance(one, dict) else one for one in each)]
        text = "; ".join(part for part in parts if isinstance(part, str))
        return self._token.hidden_in(text)[:300]

    def _told(self, query: Query) -> str:
        url = self._root + query.path if query.path.startswith("/") else query.path
        return f"{query.method} {self._shown(url)}"

    def _shown(self, url: str) -> str:
        return self._token.hidden_in(url.partition("?")[0])[:200]


def _seconds(headers: Mapping[str, str], now: float) -> float:
    """Return the seconds until a rate limit ends. Without a time in the answer, it is a minute, as GitHub advises."""
    after = retry_after(headers.get("Retry-After"), now)
    if after is not None:
        return after
    reset = headers.get("X-RateLimit-Reset", "")
    return float(reset[:12]) - now if reset.isascii() and reset.isdigit() else _LONGEST_WAIT
