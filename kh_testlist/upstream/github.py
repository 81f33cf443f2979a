"""GitHub's REST API: the few calls that a pull request takes, and the one place that holds the token.

The token goes to the API's own origin and nowhere else: the client follows no redirect to another one.
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
"""Bytes of an answer; what is asked for here takes some ten thousand."""
_CONNECT_SECONDS, _READ_SECONDS = 10, 30
_SECONDS: Final = 100
"""For all of a request."""
_TRIES: Final = 3
_LONGEST_WAIT: Final = 60.0
"""Seconds that a run waits for rate limits, all in all."""
_MOST_PAGES: Final = 20

_NEEDS: Final = (
    "The token needs the scope public_repo (classic), or write access to Contents and Pull requests of your fork "
    "(fine-grained). Or go without it: --no-open pushes, and gives you a link to click."
)


_FOR_GOOD: Final = {
    Fault.CERTIFICATE: (
        "shows a certificate that is not to be trusted",
        "Where that host has an authority of its own, name its file in REQUESTS_CA_BUNDLE.",
    ),
    Fault.UNASKABLE: (
        "cannot be asked: that address, or the address of a proxy, cannot be used",
        "Check GITHUB_API_URL and the proxy that HTTPS_PROXY names, and run the command again.",
    ),
    Fault.TOO_LARGE: (
        f"answered with more than {_LARGEST // 1024**2} MiB",
        "Check GITHUB_API_URL: GitHub does not do that.",
    ),
}
"""For what another try does not mend, what happened and what to do."""


class _Account(BaseModel):
    login: str


class _Permissions(BaseModel):
    push: bool = False


class _Parent(BaseModel):
    full_name: str


class Remote(BaseModel):
    """A repository, as far as we ask about it; whatever else GitHub says of it is passed over."""

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
        """The account that the token is of."""
        return self._read(_Account, self._send(Query("GET", "/user"))).login

    def repository(self, name: Repository) -> Remote | None:
        """The repository, or None where there is none, or none that the token may see."""
        answer = self._send(Query("GET", f"/repos/{name}"), missing=True)
        return None if answer.status == 404 else self._read(Remote, answer)  # noqa: PLR2004 - not found

    def fork(self, upstream: Repository, organisation: str | None) -> Remote:
        """A fork of `upstream` for the token's account, or for an organisation; the one that is there, if one is."""
        wanted = {"default_branch_only": True, **({"organization": organisation} if organisation else {})}
        return self._read(Remote, self._send(Query("POST", f"/repos/{upstream}/forks", body=wanted)))

    def pulls(self, upstream: Repository, owner: str, branch: str, base: str) -> list[Pull]:
        """The pull requests, open or not, that ask `upstream` to take the branch; the newest first."""
        query = {"state": "all", "head": f"{owner}:{branch}", "base": base, "per_page": "10"}
        return [pull for page in self._pages(list[Pull], f"/repos/{upstream}/pulls", query) for pull in page]

    def open_pull(self, upstream: Repository, asked: Mapping[str, Any]) -> Pull | None:
        """Open a pull request; None where one is open already for that branch."""
        answer = self._send(Query("POST", f"/repos/{upstream}/pulls", body=asked), exists=True)
        return None if answer.status == 422 else self._read(Pull, answer)  # noqa: PLR2004 - it exists already

    def change_pull(self, upstream: Repository, number: int, title: str, body: str) -> Pull:
        """Give a pull request another title and body."""
        path = f"/repos/{upstream}/pulls/{number}"
        return self._read(Pull, self._send(Query("PATCH", path, body={"title": title, "body": body})))

    def labels(self, upstream: Repository) -> set[str]:
        """The labels that the repository has."""
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
                f"{self._shown(answer.url)} answered with something that GitHub's API does not say.",
                "Check GITHUB_API_URL, and that no proxy or login page stands in between.",
            ) from None

    def _send(self, query: Query, *, missing: bool = False, exists: bool = False) -> Answer:
        """Send a request until it is answered, within reason; 404 and "it exists" are answers where they may be."""
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
            f"GitHub did not answer {self._told(query)}: {failed}, {_TRIES} times.",
            "Try again later: the same command goes on where this one stopped. See https://www.githubstatus.com/",
        )

    def _trouble(self, query: Query, found: NoAnswer) -> str:
        """Why there is no answer; what the next try would not mend either is raised."""
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
            f"GitHub's API sent us on to {self._shown(url)}, which is another host. The token was not sent there.",
            "Check GITHUB_API_URL.",
        )

    def _moved(self, query: Query) -> Failure:
        return Failure(
            f"GitHub answered {self._told(query)} with one redirect after the other.",
            "The repository may have been renamed: name it as it is now, with --upstream or --fork.",
        )

    def _is_limit(self, answer: Answer) -> bool:
        if answer.status == 429:  # noqa: PLR2004 - too many requests
            return True
        headers = answer.headers
        spent = headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in headers
        return answer.status == 403 and (spent or "rate limit" in self._said(answer).lower())  # noqa: PLR2004 - forbidden

    def _wait(self, answer: Answer) -> None:
        """Wait until the rate limit lets us through, for a minute at most in all."""
        seconds = max(_seconds(answer.headers, time()), 1.0)
        if self._waited + seconds > _LONGEST_WAIT:
            when = dt.datetime.fromtimestamp(time() + min(seconds, 7 * 86400), dt.UTC)
            raise Failure(
                "GitHub wants no more requests from this account for now (its rate limit).",
                f"Try again after {when:%Y-%m-%d %H:%M} UTC: the same command goes on where this one stopped.",
            )
        self._waited += seconds
        sleep(seconds)

    def _judge(self, query: Query, answer: Answer, *, missing: bool, exists: bool) -> None:
        status = answer.status
        if status < 300 or (missing and status == 404):  # noqa: PLR2004 - fine, or not found
            return
        said = self._said(answer)
        if exists and status == 422 and re.search(r"already exists", said):  # noqa: PLR2004 - not to be processed
            return
        if status in REDIRECTS:
            raise self._moved(query)
        where = self._shown(answer.url)
        steps = {
            401: "The token is wrong, revoked or out of date: make another, and put it into GITHUB_TOKEN.",
            403: _NEEDS,
            404: f"Check --upstream, --fork and GITHUB_API_URL. A token that may not see it is told the same. {_NEEDS}",
            410: "The repository has that turned off: ask its maintainers.",
            422: "Check --base and --branch, and that the branch has something that the base lacks.",
        }
        raise Failure(
            f"GitHub refused {where}: HTTP {status}: {said or 'no reason given'}",
            steps.get(status, "Check GITHUB_API_URL, and see https://www.githubstatus.com/"),
        )

    def _said(self, answer: Answer) -> str:
        """What GitHub gives as the reason: its message, and those of the single errors."""
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
    """How long a rate limit lasts, by what the answer says; a minute where it says nothing, as GitHub advises."""
    after = retry_after(headers.get("Retry-After"), now)
    if after is not None:
        return after
    reset = headers.get("X-RateLimit-Reset", "")
    return float(reset[:12]) - now if reset.isascii() and reset.isdigit() else _LONGEST_WAIT
