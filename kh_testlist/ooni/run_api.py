"""The part of OONI's API for runs: links, and the login.

If an answer is not as documented, the error repeats what the API said, and nothing is guessed. No token gets into it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ValidationError

from kh_testlist.errors import Failure
from kh_testlist.ooni.answers import Rows
from kh_testlist.ooni.api import Api, Reply
from kh_testlist.ooni.login import REDIRECT, Login
from kh_testlist.ooni.run import TEST, Descriptor

_LINKS: Final = "/api/v2/oonirun/links"
_LONGEST_ANSWER: Final = 300
_OK, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 200, 401, 403, 404


def _utc(moment: dt.datetime) -> dt.datetime:
    """Return `moment` in UTC. The API may leave out the zone."""
    try:
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except OverflowError:  # in the first or the last year of the calendar
        raise ValueError("a day that cannot be written in UTC") from None


_Text = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
"""Numbers that are strings today, and may be numbers later."""


class RunNettest(BaseModel):
    """A test of a published link."""

    test_name: str
    inputs: Rows[str] | None = None
    targets_name: str | None = None


class RunLink(BaseModel):
    """A published link."""

    oonirun_link_id: _Text
    revision: _Text
    expiration_date: Annotated[dt.datetime, AfterValidator(_utc)]
    """When it ends, in UTC."""
    nettests: Rows[RunNettest]
    is_mine: bool | None = None

    @property
    def urls(self) -> tuple[str, ...]:
        """The URLs that it tests, each once."""
        lists = [nettest.inputs or [] for nettest in self.nettests if nettest.test_name == TEST]
        return tuple(dict.fromkeys(url for inputs in lists for url in inputs))


class _Session(BaseModel):
    session_token: str
    email_address: str


_Model = TypeVar("_Model", bound=BaseModel)


class RunApi:
    """Sends requests for links, and for the login."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def read(self, link_id: str, login: Login | None = None) -> RunLink | None:
        """Return the link, or None if it does not exist. With a login, the link says if it is one's own.

        Raises:
            Failure: the API did not answer as documented.

        """
        token = login.token if login else None
        reply = self._api.ask("GET", f"{_LINKS}/{link_id}", token=token)
        return None if reply.status == _NOT_FOUND else self._read(RunLink, reply, token)

    def create(self, made: Descriptor, expires: dt.datetime, login: Login) -> RunLink:
        """Make a link.

        Raises:
            Failure: the API refused, or did not answer as documented.

        """
        body = {**made, "expiration_date": _written(expires)}
        return self._read(RunLink, self._api.ask("POST", _LINKS, body=body, token=login.token), login.token)

    def edit(self, link_id: str, made: Descriptor, expires: dt.datetime, login: Login) -> RunLink:
        """Change a link of one's own that has not expired.

        Raises:
            Failure: the API refused, or did not answer as documented.

        """
        body = {**made, "expiration_date": _written(expires)}
        reply = self._api.ask("PUT", f"{_LINKS}/{link_id}", body=body, token=login.token)
        return self._read(RunLink, reply, login.token)

    def send_mail(self, email: str) -> None:
        """Ask OONI to send the mail with the login link.

        Raises:
            Failure: OONI refused.

        """
        body = {"email_address": email, "redirect_to": REDIRECT}
        reply = self._api.ask("POST", "/api/v2/ooniauth/user-login", body=body)
        if reply.status != _OK:
            raise self._refusal(reply, None)

    def log_in(self, login_token: str) -> Login:
        """Return the session for the token in the mail.

        Raises:
            Failure: OONI does not accept the token.

        """
        body = {"login_token": login_token}
        reply = self._api.ask("POST", "/api/v2/ooniauth/user-session", body=body)
        if reply.status == _UNAUTHORIZED:
            raise Failure(
                "OONI does not accept this login token. It is wrong, or older than a day.",
                "Ask for another mail: kh-testlist target login you@example.org",
            )
        session = self._read(_Session, reply, login_token)
        return Login(session.session_token, session.email_address)

    def _read(self, kind: type[_Model], reply: Reply, token: str | None) -> _Model:
        if reply.status != _OK:
            raise self._refusal(reply, token)
        try:
            return kind.model_validate(reply.value)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the answer"
            raise Failure(
                f"{self._api.root} answered in a form that is not documented: {where}: {first['msg']}.",
                "Try again later. If the error stays, install a newer version of kh-testlist.",
            ) from None

    def _refusal(self, reply: Reply, token: str | None) -> Failure:
        said = _said(reply.value, token)
        if reply.status == _UNAUTHORIZED:
            return Failure(f"OONI does not accept the login{said}.", "Log in: kh-testlist target login you@example.org")
        if reply.status == _FORBIDDEN:
            return Failure(
                f"OONI does not let this account change that link{said}.",
                "Log in with the address that published it, or publish your own link with --new.",
            )
        if reply.status == _NOT_FOUND:
            return Failure(
                f"Your account has no such link{said}.", "Publish a new one: kh-testlist target publish --new"
            )
        return Failure(
            f"{self._api.root} answered with status {reply.status}{said}.",
            "Fix what the answer names, and run the command again.",
        )


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _said(value: object, token: str | None) -> str:
    """Return the reason that an answer gives, in one of several forms. If it repeats the token, the token is hidden."""
    found = value.get("detail", value.get("error")) if isinstance(value, Mapping) else None
    if isinstance(found, Mapping):
        found = found.get("error")
    if isinstance(found, Sequence) and not isinstance(found, str):
        found = "; ".join(_fault(one) for one in found[:3])
    if not isinstance(found, str) or not found:
        return ""
    return ": " + (found.replace(token, "…") if token else found)[:_LONGEST_ANSWER].rstrip(".")


def _fault(one: Any) -> str:  # noqa: ANN401 - what a server says of a fault
    if not isinstance(one, Mapping):
        return str(one)
    where = one.get("loc")
    place = ".".join(map(str, where)) if isinstance(where, list) else ""
    return f"{place}: {one.get('msg')}"
