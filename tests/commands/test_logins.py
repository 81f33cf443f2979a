"""A login in what a person gives the program is never repeated, wherever it stands and however the command ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist import cli
from kh_testlist.logins import has_login, without_logins
from kh_testlist.settings import shape
from tests.commands.conftest import Put, Ran, Run, project, put, run
from tests.samples import row
from tests.upstream.git_server import Upstream, make_upstream

__all__ = ["project", "put", "run"]

HIDDEN: Final = "S3cret"
URLS: Final = (
    f"https://user:{HIDDEN}@host.example/x", f"https://{HIDDEN}@host.example/", f"https:/user:{HIDDEN}@host.example",
    f"https://user:{HIDDEN}/x@host.example/", f"https:\\\\user:{HIDDEN}@host.example\\x", f"git+http://u:{HIDDEN}@h/",
    f"ssh://git:{HIDDEN}@host.example/x/y", f"https://user:{HIDDEN}@x@host.example/", f"https://user:{HIDDEN}",
    f"https://user:my {HIDDEN}@host.example/", f"HTTPS://user:{HIDDEN}@[::1]:80/",
    f"https://u:{HIDDEN}\x1b\u202e@h.example/",
)  # fmt: skip
BARE: Final = (f"user:{HIDDEN}@host.example", f"user:{HIDDEN}@host.example:53")
"""Without a scheme, such as a person types for --resolver."""

ARGUMENTS: Final = {
    "add": ("https://new.example.com/", "--category", "NEWS"),
    "edit": ("https://one.example.com/", "--notes", "new"),
    "remove": ("https://one.example.com/", "--reason", "closed"),
    "import": ("new.csv",),
    "tag": ("https://one.example.com/",),
    "train": ("--lists", "lists", "--output", "model"),
    "check": ("http://192.168.1.1/", "--resolver", "127.0.0.1:9", "--pause", "0", "--passes", "1", "--no-canary"),
    "report": ("--since", "2026-07-01", "--until", "2026-10-01"),
    "evidence fetch": ("--since", "2026-07-01", "--until", "2026-08-01", "--api", "http://127.0.0.1:9"),
    "target login": ("you@example.org", "--sent", "--api", "http://127.0.0.1:9"),
    "target drift": ("10001", "--api", "http://127.0.0.1:9"),
    "target preview": ("--api", "http://127.0.0.1:9"),
    "target publish": ("--api", "http://127.0.0.1:9"),
    "candidates": ("--from", "new.csv"),
    "review import": ("new.csv",),
    "review decide": ("https://one.example.com/", "keep"),
    "sync": ("--upstream", "UPSTREAM"),
    "pr": ("--dry-run", "--upstream", "UPSTREAM"),
}
"""For commands that take any, arguments with which they work, or come as far as they can without a network."""


class Place(NamedTuple):
    """Where a value may be given to a command."""

    command: str
    option: str | None
    """None for an argument."""


def places() -> Iterator[Place]:
    """All options and arguments of all commands."""
    groups: list[tuple[list[str], click.Command]] = [([], cli.cli)]
    while groups:
        path, command = groups.pop()
        for param in command.params:
            if isinstance(param, click.Argument):
                yield Place(" ".join(path), None)
            elif isinstance(param, click.Option) and not param.is_flag and not param.hidden:
                yield Place(" ".join(path), param.opts[0])
        if isinstance(command, click.Group):
            context = click.Context(command)
            inner = {name: command.get_command(context, name) for name in command.list_commands(context)}
            groups += [([*path, name], found) for name, found in inner.items() if found is not None]


ALL: Final = sorted(set(places()), key=str)


@pytest.fixture
def there(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Upstream:
    """A list in step with an upstream, but for a row."""
    made = make_upstream(tmp_path / "host" / "upstream.git")
    path = put(row("https://one.example.com/"))
    made.put(kh=path.read_text("utf-8"))
    assert run("sync", "--upstream", str(made.folder)).code == 0
    put(row("https://one.example.com/"), row("https://two.example.com/"))
    (path.parent.parent / "new.csv").write_text("https://three.example.com/\n", "utf-8")
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return made


def called(place: Place, value: str, there: Upstream) -> list[str]:
    """The command with the value there."""
    path = place.command.split()
    usual = ["--help"] if not path else list(ARGUMENTS.get(place.command, ()))
    usual = [str(there.folder) if one == "UPSTREAM" else one for one in usual]
    if place.option is None:
        named = next((number for number, one in enumerate(usual) if number == 0 and not one.startswith("-")), None)
        return [*path, value, *(usual if named is None else usual[1:])]
    if not path:
        return [place.option, value, "show"]
    return [*path, *usual, place.option, value]


def assert_hidden(ran: Ran) -> None:
    """Nothing of it is on the screen."""
    assert HIDDEN not in ran.out
    assert HIDDEN not in ran.err


@pytest.mark.parametrize("command", sorted({place.command for place in ALL}))
def test_everywhere(run: Run, there: Upstream, command: str) -> None:
    """Each option and argument of each command, with what URLs with logins look like."""
    for number, place in enumerate(place for place in ALL if place.command == command):
        # A report has each URL that it was asked about, as it was written, so that it can be found again.
        is_asked = place.option is None and command in {"check", "tag", "evidence show"}
        for value in (URLS[0], URLS[1 + number % (len(URLS) - 1)]):
            ran = run(*called(place, value, there), "-v")
            assert_hidden(ran._replace(out="") if is_asked else ran)
        assert HIDDEN not in run(*called(place, BARE[number % 2], there)).err


@pytest.mark.parametrize("value", [*URLS, *BARE], ids=range(len(URLS) + len(BARE)))
def test_each_form(run: Run, there: Upstream, value: str) -> None:
    """Each form, where it is named in errors: by us, by click, by git, by the system."""
    upstream = ("--upstream", str(there.folder))
    for arguments in (
        ("sync", *upstream, "--rev", value), ("sync", "--upstream", value), ("pr", *upstream, "--fork", value),
        ("pr", "--dry-run", *upstream, "--branch", value), ("pr", "--dry-run", *upstream, "--base", value),
        ("--config", value, "show"),
        ("check", "--control", value), ("check", "--canary", value), ("check", "--journal", value, "--resume"),
        ("evidence", "fetch", "--api", value), ("add", value, "--category", "NEWS"), ("add", value), ("show", value),
        ("remove", value, "--reason", "x"), ("validate", value), ("validate", "--changed-since", value), (value,),
        ("show", "a", value), (f"--lists={value}", "show"), ("show", f"--{value}"), ("show", "--format", value),
    ):  # fmt: skip
        ran = run(*arguments)
        assert HIDDEN not in ran.err, arguments
        assert value in BARE or HIDDEN not in ran.out, arguments
        assert ran.code != 0 or ran.out, arguments


@pytest.mark.parametrize(
    ("variable", "arguments"),
    [
        ("KH_TESTLIST_SYNC_REV", ("sync",)), ("KH_TESTLIST_LISTS", ("show",)), ("KH_TESTLIST_LIST", ("show",)),
        ("KH_TESTLIST_UPSTREAM", ("sync",)), ("KH_TESTLIST_CHECK_VANTAGE", ("check", *ARGUMENTS["check"])),
        ("OONI_API_URL", ("target", "preview")), ("GITHUB_API_URL", ("pr",)), ("KH_TESTLIST_PR_TITLE", ("pr",)),
        ("OONI_TOKEN", ("target", "publish")), ("GITHUB_TOKEN", ("pr",)), ("KH_TESTLIST_COLOR", ("show",)),
    ],
)  # fmt: skip
def test_in_the_environment(
    run: Run, there: Upstream, monkeypatch: pytest.MonkeyPatch, variable: str, arguments: tuple[str, ...]
) -> None:
    """What a variable says, too."""
    del there
    for value in URLS:
        if "\0" not in value:
            monkeypatch.setenv(variable, value)
            assert_hidden(run(*arguments))


@pytest.mark.parametrize("key", sorted(shape.keys(shape.OwnSettings)))
def test_in_settings(run: Run, there: Upstream, project: Path, key: str) -> None:
    """What the settings file says, too."""
    table, _, name = key.rpartition(".")
    for value in (f'"{URLS[0]}"', f'["{URLS[0]}"]', URLS[0]):
        (project / "kh-testlist.toml").write_text(f"[{table}]\n{name} = {value}\n" if table else f"{name} = {value}\n")
        usual = [str(there.folder) if one == "UPSTREAM" else one for one in ARGUMENTS.get(table, ())]
        command = [table] if table in {"check", "pr", "add", "report"} else ["target", "descriptor"]
        assert_hidden(run(*command, *(usual if command == [table] else ())))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com:8080/x", "https://example.com: it is dead", "(https://example.com:443)", "http://[::1]:80/",
        "me@example.org", "mailto:me@example.org", "NAME <me@example.org>", "https://medium.com/@user",
        "git@github.com:x/y", "ssh://git@github.com/x", "C:\\a@b", "10:30:00", "https://example.com/a:b@c",
        "//server/x", "lists/kh.csv:12: x@y",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    """Mail addresses, ports and accounts of ssh are shown as they are."""
    assert not has_login(text)
    assert without_logins(text) == text


WORDS: Final = st.text(st.characters(exclude_characters="@", exclude_categories=["Z", "C"]), min_size=1, max_size=12)


@given(st.text(max_size=20), WORDS, st.text("abc.", min_size=1, max_size=9), st.text(max_size=20))
def test_any_login(before: str, word: str, host: str, after: str) -> None:
    """Whatever stands around it, and whatever it is; twice is as once."""
    login = f"{HIDDEN}{word}".translate(dict.fromkeys(map(ord, "/\\?#\"'<>")))
    shown = without_logins(f"{before} https://user:{login}@{host}/ {after}")
    assert HIDDEN not in shown
    assert without_logins(shown) == shown
    assert has_login(f"https://{login}@{host}/")
