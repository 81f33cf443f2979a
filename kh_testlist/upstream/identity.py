"""The name on commits. It is never a person's own name, unless that person asks for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.errors import Failure, Misuse
from kh_testlist.git_door import GitFailed, git
from kh_testlist.store import checkout

_FORM: Final = re.compile(r"(?P<name>[^<>]*[^<>\s.,:;\"'][^<>]*)<(?P<mail>[^<>\s]+@[^<>\s]+)>")


class Identity(NamedTuple):
    """A name and an e-mail address, as a commit has them."""

    name: str
    mail: str

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>"

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables with which git writes this into a commit, as author and as committer."""
        return {
            "GIT_AUTHOR_NAME": self.name,
            "GIT_AUTHOR_EMAIL": self.mail,
            "GIT_COMMITTER_NAME": self.name,
            "GIT_COMMITTER_EMAIL": self.mail,
        }


NEUTRAL: Final = Identity("kh-testlist contributor", "contributor@kh-testlist.invalid")
"""The identity if nobody gives one. Addresses under `.invalid` cannot exist, so it belongs to no GitHub account."""


def parse(text: str) -> Identity:
    """Return the identity in a text of the form `NAME <MAIL>`.

    Raises:
        Misuse: the text has another form.

    """
    match = _FORM.fullmatch(text.strip())
    if match is None or not text.isprintable():
        raise Misuse(
            f"{text!r} is not a name with an e-mail address.",
            'Write it in this form: --author "Our NGO <us@ngo.example>"',
        )
    return Identity(match["name"].strip(), match["mail"])


def of_git(folder: Path) -> Identity:
    """Return the identity in git's configuration for the checkout that `folder` is in.

    The configuration files are only read: nothing else in them has an effect.

    Raises:
        Failure: the name or the e-mail address is missing.

    """
    top = checkout(folder)
    name = mail = ""
    home = Path(os.environ.get("HOME") or Path.home())
    places = [home / ".config" / "git" / "config", home / ".gitconfig", *([top / ".git" / "config"] if top else [])]
    for file in places:
        name = _configured(file, "user.name") or name
        mail = _configured(file, "user.email") or mail
    if not name or not mail:
        raise Failure("git does not know your name and e-mail address.", 'Give them: --author "NAME <MAIL>"')
    return parse(f"{name} <{mail}>")


def _configured(file: Path, key: str) -> str:
    if not file.is_file():
        return ""
    try:
        out = git(["config", "--file", str(file), "--get", key], folder=file.parent)
    except GitFailed:
        return ""
    return out.decode("utf-8", "replace").strip()
