"""Under which name commits go out. Never a person's own, unless they say so."""

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
    """A name and an e-mail address, as a commit carries them."""

    name: str
    mail: str

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>"

    @property
    def environment(self) -> Mapping[str, str]:
        """What makes git write this into a commit, for both whom it names there."""
        return {
            "GIT_AUTHOR_NAME": self.name,
            "GIT_AUTHOR_EMAIL": self.mail,
            "GIT_COMMITTER_NAME": self.name,
            "GIT_COMMITTER_EMAIL": self.mail,
        }


NEUTRAL: Final = Identity("kh-testlist contributor", "contributor@kh-testlist.invalid")
"""Who it was where nobody says: no one. A name below `.invalid` is never anybody's, and so no account's on GitHub."""


def parse(text: str) -> Identity:
    """The identity that `NAME <MAIL>` is.

    Raises:
        Misuse: it is written in another way.

    """
    match = _FORM.fullmatch(text.strip())
    if match is None or not text.isprintable():
        raise Misuse(f"{text!r} is no name with an e-mail address.", 'Write it so: --author "Our NGO <us@ngo.example>"')
    return Identity(match["name"].strip(), match["mail"])


def of_git(folder: Path) -> Identity:
    """The identity that git is configured with, for the checkout in which `folder` lies.

    The files are read as data: nothing else in them comes to anything.

    Raises:
        Failure: there is none.

    """
    top = checkout(folder)
    name = mail = ""
    home = Path(os.environ.get("HOME") or Path.home())
    places = [home / ".config" / "git" / "config", home / ".gitconfig", *([top / ".git" / "config"] if top else [])]
    for file in places:
        name = _configured(file, "user.name") or name
        mail = _configured(file, "user.email") or mail
    if not name or not mail:
        raise Failure("git has no name and e-mail address of yours.", 'Give them: --author "NAME <MAIL>"')
    return parse(f"{name} <{mail}>")


def _configured(file: Path, key: str) -> str:
    if not file.is_file():
        return ""
    try:
        out = git(["config", "--file", str(file), "--get", key], folder=file.parent)
    except GitFailed:
        return ""
    return out.decode("utf-8", "replace").strip()
