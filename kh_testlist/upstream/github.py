"""GitHub's REST API: the few calls that a pull request takes, and the one place that holds the token.

The token goes to the API's own origin and nowhere else: no redirect is followed to another one, and requests is kept
from reading `.netrc`, whose entry would come before it.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Iterator, Mapping
from time import monotonic, sleep, time
from typing import Any, Final, Literal, NamedTuple, TypeVar
from urllib.parse import urlencode, urljoin

import requests
import urllib3
from pydantic import BaseModel, TypeAdapter, ValidationError

from kh_testlist import __version__
from kh_testlist.errors import Failure
from kh_testlist.upstream.origin import Repository, Token, origin_of
from kh_testlist.web.raised import RAISED, UNASKABLE
from kh_testlist.web.session import BareSession

_VERSION: Final = "2022-11-28"
_CONNECT_SECONDS, _READ_SECONDS, _BODY_SECONDS = 10, 30, 60
_LARGEST: Final = 1024 * 1024
"""Bytes of an answer; what is asked for here takes some ten thousand."""
_TRIES: Final = 3
_LONGEST_WAIT: Final = 60.0
"""Seconds that a run waits for rate limits, all in all."""
_MOST_PAGES: Final = 20
_MOST_REDIRECTS: Final = 3

_NEEDS: Final = (
    "The token needs the scope public_repo (classic), or write access to Contents and Pull requests of your fork "
    "(fine-grained). Or go without it: --no-open pushes, and gives you a link to click."
)


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


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class _Authorization(requests.auth.AuthBase):
    """The token as a header. That there is an `auth` keeps requests from looking for one in `.netrc`."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.secret}"
        return request


_Model = TypeVar("_Model")


class GitHub:
    """The API at one root, with one token."""

    def __init__(self, root: str, token: Token) -> None:
        self._root = root.rstrip("/")
        self._token = token
        self._waited = 0.0
        self._session = BareSession()
        self._session.auth = _Authorization(token)
        self._session.headers.update({
            "Accept": "application/vnd.github+json",
            "User-Agent": f"kh-testlist/{__version__}",
            "X-GitHub-Api-Version": _VERSION,
        })  # fmt: skip

    def login(self) -> str:
        """The account that the token is of."""
        return self._read(_Account, self._send("GET", "/user")).login

    def repository(self, name: Repository) -> Remote | None:
        """The repository, or None where there is none, or none that the token may see."""
        answer = self._send("GET", f"/repos/{name}", missing=True)
        return None if answer.status == 404 else self._read(Remote, answer)  # noqa: PLR2004 - not found

    def fork(self, upstream: Repository, organisation: str | None) -> Remote:
        """A fork of `upstream` for the token's account, or for an organisation; the one that is there, if one is."""
        wanted = {"default_branch_only": True, **({"organization": organisation} if organisation else {})}
        return self._read(Remote, self._send("POST", f"/repos/{upstream}/forks", body=wanted))

    def pulls(self, upstream: Repository, owner: str, branch: str, base: str) -> list[Pull]:
        """The pull requests, open or not, that ask `upstream` to take the branch; the newest first."""
        query = {"state": "all", "head": f"{owner}:{branch}", "base": base, "per_page": "10"}
        return [pull for page in self._pages(list[Pull], f"/repos/{upstream}/pulls", query) for pull in page]

    def open_pull(self, upstream: Repository, asked: Mapping[str, Any]) -> Pull | None:
        """Open a pull request; None where one is open already for that branch."""
        answer = self._send("POST", f"/repos/{upstream}/pulls", body=asked, exists=True)
        return None if answer.status == 422 else self._read(Pull, answer)  # noqa: PLR2004 - it exists already

    def change_pull(self, upstream: Repository, number: int, title: str, body: str) -> Pull:
        """Give a pull request another title and body."""
        path = f"/repos/{upstream}/pulls/{number}"
        return self._read(Pull, self._send("PATCH", path, body={"title": title, "body": body}))

    def labels(self, upstream: Repository) -> set[str]:
        """The labels that the repository has."""
        pages = self._pages(list[_Label], f"/repos/{upstream}/labels", {"per_page": "100"})
        return {label.name for page in pages for label in page}

    def add_labels(self, upstream: Repository, number: int, labels: list[str]) -> None:
        """Put labels on a pull request, which is an issue too."""
        self._send("POST", f"/repos/{upstream}/issues/{number}/labels", body={"labels": labels})

    def _pages(self, kind: type[_Model], path: str, query: Mapping[str, str]) -> Iterator[_Model]:
        url = f"{self._root}{path}?{urlencode(query)}"
        for _ in range(_MOST_PAGES):
            answer = self._send("GET", url)
            yield self._read(kind, answer)
            links = requests.utils.parse_header_links(answer.headers.get("Link", ""))
            following = next((link["url"] for link in links if link.get("rel") == "next"), None)
            if following is None:
                return
            url = self._own(answer.url, following)

    def _read(self, kind: type[_Model], answer: _Answer) -> _Model:
        try:
            return TypeAdapter(kind).validate_json(answer.body)
        except ValidationError:
            raise Failure(
                f"{self._shown(answer.url)} answered with something that GitHub's API does not say.",
                "Check GITHUB_API_URL, and that no proxy or login page stands in between.",
            ) from None

    def _send(
        self, method: str, path: str, *, body: object = None, missing: bool = False, exists: bool = False
    ) -> _Answer:
        """Send a request until it is answered, within reason; 404 and "it exists" are answers where they may be."""
        url = self._root + path if path.startswith("/") else path
        failed = ""
        tries = 0
        while tries < _TRIES:
            if failed:
                sleep(2.0 ** (tries - 1))
            answer = self._follow(method, url, body)
            if isinstance(answer, _Answer) and self._is_limit(answer):
                self._wait(answer)
                continue
            tries += 1
            if isinstance(answer, str):
                failed = answer
            elif answer.status >= 500:  # noqa: PLR2004 - the server's fault
                failed = f"HTTP {answer.status}"
            else:
                self._judge(answer, missing=missing, exists=exists)
                return answer
        raise Failure(
            f"GitHub did not answer {method} {self._shown(url)}: {failed}, {_TRIES} times.",
            "Try again later: the same command goes on where this one stopped. See https://www.githubstatus.com/",
        )

    def _follow(self, method: str, url: str, body: object) -> _Answer | str:
        """The answer to a request, redirects within the API's own origin followed; or why there is none."""
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._once(method, url, body)
            if isinstance(answer, str) or answer.status not in {301, 302, 303, 307, 308}:
                return answer
            url = self._own(url, answer.headers.get("Location", ""))
            if method != "GET" and answer.status not in {307, 308}:
                break
        raise Failure(
            f"GitHub answered {method} {self._shown(url)} with one redirect after the other.",
            "The repository may have been renamed: name it as it is now, with --upstream or --fork.",
        )

    def _once(self, method: str, url: str, body: object) -> _Answer | str:
        try:
            with self._session.request(
                method,
                url,
                data=None if body is None else json.dumps(body).encode(),
                headers={} if body is None else {"Content-Type": "application/json"},
                timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                return _Answer(response.status_code, response.headers, self._body(response), url)
        except requests.exceptions.SSLError:
            raise Failure(
                f"{self._shown(url)} shows a certificate that is not to be trusted.",
                "Where that host has an authority of its own, name its file in REQUESTS_CA_BUNDLE.",
            ) from None
        except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
            return "no answer in time"
        except UNASKABLE:
            raise Failure(
                f"{self._shown(url)} cannot be asked: that address, or the address of a proxy, cannot be used.",
                "Check GITHUB_API_URL and the proxy that HTTPS_PROXY names, and run the command again.",
            ) from None
        except RAISED as error:
            return f"no connection ({type(error).__name__})"

    def _body(self, response: requests.Response) -> bytes:
        deadline = monotonic() + _BODY_SECONDS
        body = bytearray()
        while chunk := response.raw.read1(64 * 1024, decode_content=True):
            body += chunk
            if len(body) > _LARGEST:
                raise Failure(
                    f"{self._shown(response.url)} answered with more than {_LARGEST // 1024**2} MiB.",
                    "Check GITHUB_API_URL: GitHub does not do that.",
                )
            if monotonic() > deadline:
                raise requests.exceptions.Timeout
        return bytes(body)

    def _own(self, here: str, place: str) -> str:
        """Where `place` leads from `here`, if that is of the API's own origin.

        Raises:
            Failure: it isn't.

        """
        try:
            url = urljoin(here, place)
        except ValueError:
            url = place
        if origin_of(url) != origin_of(self._root):
            raise Failure(
                f"GitHub's API sent us on to {self._shown(url)}, which is another host. The token was not sent there.",
                "Check GITHUB_API_URL.",
            )
        return url

    def _is_limit(self, answer: _Answer) -> bool:
        if answer.status == 429:  # noqa: PLR2004 - too many requests
            return True
        headers = answer.headers
        spent = headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in headers
        return answer.status == 403 and (spent or "rate limit" in self._said(answer).lower())  # noqa: PLR2004 - forbidden

    def _wait(self, answer: _Answer) -> None:
        """Wait until the rate limit lets us through.

        Raises:
            Failure: that would take more than a minute in all.

        """
        seconds = max(_seconds(answer.headers, time()), 1.0)
        if self._waited + seconds > _LONGEST_WAIT:
            when = dt.datetime.fromtimestamp(time() + min(seconds, 7 * 86400), dt.UTC)
            raise Failure(
                "GitHub wants no more requests from this account for now (its rate limit).",
                f"Try again after {when:%Y-%m-%d %H:%M} UTC: the same command goes on where this one stopped.",
            )
        self._waited += seconds
        sleep(seconds)

    def _judge(self, answer: _Answer, *, missing: bool, exists: bool) -> None:
        status = answer.status
        if status < 300 or (missing and status == 404):  # noqa: PLR2004 - fine, or not found
            return
        said = self._said(answer)
        if exists and status == 422 and re.search(r"already exists", said):  # noqa: PLR2004 - not to be processed
            return
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

    def _said(self, answer: _Answer) -> str:
        """What GitHub gives as the reason: its message, and those of the single errors."""
        try:
            value = json.loads(answer.body)
        except (ValueError, RecursionError):
            return ""
        if not isinstance(value, dict):
            return ""
        errors = value.get("errors")
        each = errors if isinstance(errors, list) else []
        parts = [value.get("message"), *(one.get("message") if isinstance(one, dict) else one for one in each)]
        text = "; ".join(part for part in parts if isinstance(part, str))
        return self._token.hidden_in(text)[:300]

    def _shown(self, url: str) -> str:
        return self._token.hidden_in(url.partition("?")[0])[:200]


def _seconds(headers: Mapping[str, str], now: float) -> float:
    """How long a rate limit lasts, by what the answer says; a minute where it says nothing, as GitHub advises."""
    after = headers.get("Retry-After", "")
    if after.isascii() and after.isdigit():
        return float(after[:9])
    try:
        return email.utils.parsedate_to_datetime(after).timestamp() - now
    except (ValueError, TypeError, OverflowError, OSError):  # OSError: a year that the system does not know
        reset = headers.get("X-RateLimit-Reset", "")
        return float(reset[:12]) - now if reset.isascii() and reset.isdigit() else _LONGEST_WAIT
