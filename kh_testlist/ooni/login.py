"""The login at OONI: the link in its mail, and the token in a private file."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import stat
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from kh_testlist.errors import Failure, Misuse
from kh_testlist.store import display, read_bytes, reason, typed
from kh_testlist.store.files import Permissions, put

TOKEN_VARIABLE: Final = "OONI_TOKEN"  # noqa: S105 - the name of a variable, not a token
REDIRECT: Final = "https://run.ooni.org/"
"""Where the link in the mail leads. Source: ooni/backend, ooniauth/utils.py, which lists the accepted hosts."""

_FILE: Final = "ooni-login.json"
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]{8,8192}")
_EMAIL: Final = re.compile(r"[^@\s<>\"',;:\\]++@[^@\s<>\"',;:\\.]++(?:\.[^@\s<>\"',;:\\.]++)+")
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_LONGEST_EMAIL: Final = 100
"""The most characters of an author. Source: ooni/backend, oonirun/routers/v2.py."""


class Login(NamedTuple):
    """The account that publishes, and its token."""

    token: str
    email: str | None
    """None if the token does not say."""

    def __repr__(self) -> str:
        """Return the login without the token, because this may be printed in a trace."""
        return f"Login(email={self.email!r})"


def file() -> Path:
    """Return the path of the login file. The file may not exist yet."""
    import platformdirs  # noqa: PLC0415 - only publishing needs it

    return platformdirs.user_config_path("kh-testlist", appauthor=False) / _FILE


def require_email(text: str) -> str:
    """Return `text`, trimmed, if it looks like a mail address.

    Raises:
        Misuse: it does not.

    """
    email = text.strip()
    if not _EMAIL.fullmatch(email) or not email.isprintable() or len(email) > _LONGEST_EMAIL:
        raise Misuse(f"{text!r} is not a mail address.", "Give the address that you use at OONI: you@example.org")
    return email


def pasted(text: str) -> str:
    """Return the login token from what a person pasted: the link in the mail, or the token itself.

    Raises:
        Misuse: it has no token. The message does not repeat what was pasted.

    """
    bare = text.strip().strip("<>\"'")
    with contextlib.suppress(ValueError):
        asked = parse_qs(urlsplit(bare).query)
        bare = next((asked[key][0] for key in ("token", "k") if key in asked), bare)
    if not _TOKEN.fullmatch(bare):
        raise Misuse("The pasted text has no login token.", "Paste the whole link from OONI's mail.")
    return bare


def save(place: Path, login: Login, api: str) -> None:
    """Keep `login` in the file at `place`: all of it or nothing. Only the user can read the file.

    Raises:
        Failure: it can't be written.

    """
    data = json.dumps({"api": api, "email": login.email, "token": login.token}) + "\n"
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        put(place, data.encode(), Permissions(0o600, place.parent.stat().st_gid))
    except OSError as error:
        raise Failure(
            f"The login could not be saved in {display(place)}: {reason(error)}.", "Check that you may write there."
        ) from None


def load(place: Path, api: str) -> Login:
    """Return the login to use at `api`: the token in the environment, or else the file at `place`.

    Raises:
        Failure: the user is not logged in, others can read the file, or it is for another API.

    """
    given = os.environ.get(TOKEN_VARIABLE)
    if given:
        if not _TOKEN.fullmatch(given):
            raise Failure(f"{TOKEN_VARIABLE} does not have a valid token.", "Set it to the token only, on one line.")
        return Login(given, email_in(given))
    if not place.is_file():
        raise Failure(
            "You are not logged in at OONI.",
            f"Set {TOKEN_VARIABLE} to a token, or log in: kh-testlist target login you@example.org",
        )
    if os.name != "nt" and place.stat().st_mode & _OTHERS:
        raise Failure(f"Other users can read {display(place)}.", f"Make it private: chmod 600 {typed(place)}")
    try:
        kept = json.loads(read_bytes(place, display(place)))
        token, email, where = kept["token"], kept["email"], kept["api"]
    except (ValueError, KeyError, TypeError, RecursionError):
        token = email = where = None
    if not isinstance(token, str) or not _TOKEN.fullmatch(token) or not isinstance(email, str | None):
        raise Failure(f"{display(place)} is damaged.", "Log in again: kh-testlist target login you@example.org")
    if where != api:
        raise Failure(
            f"Your login is for another API than {api}.",
            f"Leave out --api, or log in there: kh-testlist target login you@example.org --api {api}",
        )
    return Login(token, email or email_in(token))


def email_in(token: str) -> str | None:
    """Return the mail address that a session token names. It is not verified here: OONI does that."""
    parts = token.split(".")
    try:
        said = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        email = said["email_address"]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    is_one = isinstance(email, str) and _EMAIL.fullmatch(email) and email.isprintable()
    return email if is_one else None
