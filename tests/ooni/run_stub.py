"""A stub of OONI's login and OONI Run, with their documented validation: `python run_stub.py FOLDER`.

It listens on loopback and writes its port to FOLDER/port. What it was asked, whom it sent mails and which links it
has it writes to FOLDER/state.json after each request; FOLDER/orders.json, read before each, says what to do wrong.
Made to be run as a file; tests import nothing of it but `signed`.
Source: ooni/backend, oonirun/routers/v2.py and ooniauth/routers/v2.py.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, Field, ValidationError, computed_field, field_validator, model_validator

_KEY = b"the stub's own"
_HOSTS = {"run.ooni.org", "run.ooni.io", "explorer.ooni.org", "test-lists.ooni.org"}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class _Nettest(BaseModel):
    test_name: str = Field(default="", min_length=2, max_length=100)
    inputs: list[str] | None = []
    options: dict[str, Any] = {}
    is_background_run_enabled_default: bool = False
    is_manual_run_enabled_default: bool = False
    targets_name: str | None = None
    inputs_extra: list[dict[str, Any]] | None = None

    @model_validator(mode="after")
    def _targets(self) -> _Nettest:
        if self.inputs_extra is not None and len(self.inputs or []) != len(self.inputs_extra):
            raise ValueError("When provided, inputs_extra should be the same length as inputs")
        if self.targets_name is not None and self.inputs is not None:
            raise ValueError("When targets_name is provided, you can't provide inputs or inputs_extra")
        return self


class _Edit(BaseModel):
    name: str = Field(min_length=2, max_length=50)
    short_description: str = Field(min_length=2, max_length=200)
    description: str = Field(min_length=2)
    author: str = Field(min_length=2, max_length=100)
    nettests: list[_Nettest]
    name_intl: dict[str, str] | None = None
    short_description_intl: dict[str, str] | None = None
    description_intl: dict[str, str] | None = None
    icon: str | None = None
    color: str | None = Field(default=None, pattern="^#(?:[0-9a-fA-F]{6})$")
    expiration_date: dt.datetime = Field(default_factory=lambda: _now() + dt.timedelta(days=180))

    @field_validator("name_intl", "short_description_intl", "description_intl")
    @classmethod
    def _intl(cls, value: dict[str, str] | None) -> dict[str, str] | None:
        if value is not None and any(len(text) < 2 for text in value.values()):
            raise ValueError("must be at least 2 characters")
        return value


class _Link(_Edit):
    oonirun_link_id: str
    date_created: dt.datetime
    date_updated: dt.datetime
    revision: str
    is_mine: bool | None = False

    @computed_field  # type: ignore[prop-decorator] # as pydantic's own documentation has it
    @property
    def is_expired(self) -> bool:
        return self.expiration_date < _now()


class _Refused(Exception):  # noqa: N818 - an answer
    def __init__(self, status: int, detail: object) -> None:
        super().__init__(status)
        self.status = status
        self.detail = detail


def signed(payload: dict[str, Any]) -> str:
    """A token that says `payload`, as the stub signs them."""
    parts = [json.dumps({"alg": "HS256", "typ": "JWT"}).encode(), json.dumps(payload).encode()]
    head = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    sign = hmac.new(_KEY, head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(sign).decode().rstrip('=')}"


def _payload(token: str, audience: str) -> dict[str, Any]:
    try:
        part = token.split(".")[1]
        payload: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, IndexError):
        raise _Refused(401, "Invalid credentials") from None
    if signed(payload) != token or payload.get("aud") != audience:
        raise _Refused(401, "Invalid credentials")
    return payload


class Stub:
    """What the API knows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = Lock()
        self.links: dict[str, tuple[str, _Link, dict[int, list[_Nettest]]]] = {}
        self.mails: list[dict[str, str]] = []
        self.requests: list[dict[str, Any]] = []

    def orders(self) -> dict[str, Any]:
        """What to do wrong, and what to know."""
        place = self.folder / "orders.json"
        orders: dict[str, Any] = json.loads(place.read_text("utf-8")) if place.exists() else {}
        for number in orders.get("expire", []):
            if number in self.links:
                owner, link, revisions = self.links[number]
                past = link.model_copy(update={"expiration_date": _now() - dt.timedelta(days=2)})
                self.links[number] = (owner, past, revisions)
        return orders

    def note(self) -> None:
        """Write down the state, for the test to read."""
        links = {number: json.loads(link.model_dump_json()) for number, (_, link, _) in self.links.items()}
        text = json.dumps({"links": links, "mails": self.mails, "requests": self.requests})
        temporary = self.folder / "state.tmp"
        temporary.write_text(text, "utf-8")
        temporary.replace(self.folder / "state.json")

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any, token: str | None) -> Any:  # noqa: ANN401, PLR0911 - JSON, by path
        """What the API says."""
        orders = self.orders()
        if path == "/api/v2/ooniauth/user-login" and method == "POST":
            return self._mail(body)
        if path == "/api/v2/ooniauth/user-session" and method == "POST":
            email = _payload(body["login_token"], "register")["email_address"]
            session = signed({"aud": "user_auth", "role": "user", "email_address": email})
            return {
                "session_token": session,
                "redirect_to": "https://run.ooni.org/",
                "email_address": email,
                "account_id": hashlib.blake2b(email.encode(), digest_size=16).hexdigest(),
                "role": "user",
                "login_time": _now().isoformat(),
                "is_logged_in": True,
            }
        if path == "/api/_/url-priorities/list":
            return {"rules": orders.get("rules", [])}
        if path == "/api/v1/aggregation":
            return self._aggregation(orders.get("counts", {}), query)
        if path == "/api/v2/oonirun/links" and method == "POST":
            return self._create(body, token, orders)
        match = re.fullmatch(r"/api/v2/oonirun/links/([^/]+)(?:/full-descriptor/(latest|\d+))?", path)
        if match is None or match[1] not in self.links:
            raise _Refused(404, {"detail": "OONI Run link not found"}["detail"])
        if method == "PUT":
            return self._edit(match[1], body, token)
        owner, link, revisions = self.links[match[1]]
        if match[2]:
            number = max(revisions) if match[2] == "latest" else int(match[2])
            nettests = [nettest.model_dump() for nettest in revisions[number]]
            return {"revision": str(number), "date_created": link.date_created.isoformat(), "nettests": nettests}
        mine = token is not None and _payload(token, "user_auth")["email_address"] == owner
        return json.loads(link.model_copy(update={"is_mine": mine}).model_dump_json())

    def _mail(self, body: dict[str, str]) -> dict[str, str]:
        if urlsplit(body["redirect_to"]).netloc not in _HOSTS or "@" not in body["email_address"]:
            raise _Refused(422, [{"loc": ["body", "redirect_to"], "msg": "Invalid URL", "type": "value_error"}])
        email = body["email_address"].lower()
        token = signed({"aud": "register", "email_address": email})
        self.mails.append({"to": email, "link": f"https://run.ooni.org/login?token={token}"})
        return {"email_address": email, "login_token_expiration": (_now() + dt.timedelta(days=1)).isoformat()}

    def _create(self, body: object, token: str | None, orders: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        email = self._email(token)
        asked = _Edit.model_validate(body)
        if asked.author != email:
            raise _Refused(400, "email_address must match the email address of the user who created the oonirun link")
        if orders.get("loses_inputs"):
            asked.nettests[0].inputs = (asked.nettests[0].inputs or [])[:-1]
        number = str(10_000 + len(self.links))
        link = _Link(
            **asked.model_dump(), oonirun_link_id=number, date_created=_now(), date_updated=_now(), revision="1"
        )
        self.links[number] = (email, link, {1: asked.nettests})
        return json.loads(link.model_dump_json())

    def _edit(self, number: str, body: object, token: str | None) -> Any:  # noqa: ANN401 - JSON
        email = self._email(token)
        asked = _Edit.model_validate(body)
        owner, link, revisions = self.links[number]
        if asked.author != email:
            raise _Refused(
                403, "You are not allowed to set the email_address to something other than your email address"
            )
        if owner != email:
            raise _Refused(404, "OONI Run link not found")
        if link.is_expired:
            raise _Refused(403, "OONI Run link has expired and cannot be edited")
        if asked.nettests != revisions[max(revisions)]:
            revisions[max(revisions) + 1] = asked.nettests
        changed = link.model_copy(
            update={**dict(asked), "date_updated": _now(), "revision": str(max(revisions)), "is_mine": True}
        )
        self.links[number] = (owner, changed, revisions)
        return json.loads(changed.model_dump_json())

    def _email(self, token: str | None) -> str:
        if token is None:
            raise _Refused(401, "Authentication required")
        return str(_payload(token, "user_auth")["email_address"])

    def _aggregation(self, counts: dict[str, int], query: dict[str, list[str]]) -> dict[str, Any]:
        assert query["axis_x"] == ["input"]
        rows = [
            {
                "input": url,
                "measurement_count": count,
                "ok_count": count,
                "anomaly_count": 0,
                "confirmed_count": 0,
                "failure_count": 0,
            }
            for url, count in counts.items()
        ]
        return {"v": 0, "dimension_count": 1, "db_stats": {}, "result": rows}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    stub: Stub

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        authorization = self.headers.get("Authorization")
        token = authorization.removeprefix("Bearer ") if authorization else None
        with self.stub.lock:
            status, text = self._answered(parts.path, parse_qs(parts.query), raw, token)
            asked = {"method": self.command, "path": self.path, "authorization": authorization, "body": raw.decode()}
            self.stub.requests.append(asked)
            self.stub.note()
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if text.startswith(("{", "[")) else "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = _serve  # noqa: N815 - the names that http.server looks for

    def _answered(self, path: str, query: dict[str, list[str]], raw: bytes, token: str | None) -> tuple[int, str]:
        instead = self.stub.orders().get("instead")
        if instead:
            return int(instead[0]), str(instead[1]).replace("TOKEN", token or "")
        try:
            found = self.stub.answer(self.command, path, query, json.loads(raw) if raw else None, token)
        except _Refused as refused:
            return refused.status, json.dumps({"detail": refused.detail})
        except ValidationError as error:
            faults = [{"loc": ["body", *one["loc"]], "msg": one["msg"], "type": one["type"]} for one in error.errors()]
            return 422, json.dumps({"detail": faults})
        return 200, json.dumps(found)


def main() -> None:
    """Listen until the end."""
    folder = Path(sys.argv[1])
    Handler.stub = Stub(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    temporary = folder / "port.tmp"
    temporary.write_text(str(server.server_address[1]), "utf-8")
    temporary.replace(folder / "port")
    server.serve_forever()


if __name__ == "__main__":
    main()
