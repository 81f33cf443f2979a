"""What to do now: hints name the list and the file that are meant, and what help shows can be typed as it stands."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kh_testlist import store
from kh_testlist.cli import cli
from kh_testlist.terminal.first_page import COMMANDS
from kh_testlist.terminal.session import Session
from tests.commands.conftest import Put, Run
from tests.review.desk import PERIOD, Desk
from tests.samples import row


def session(name: str) -> Session:
    """One on the list of that name."""
    return Session(None, name, "en", "never", 0)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Fetch it: kh-testlist evidence fetch", "Fetch it: kh-testlist --list th evidence fetch"),
        ("`kh-testlist diff`, `kh-testlist pr`.", "`kh-testlist --list th diff`, `kh-testlist --list th pr`."),
        ("Start it: kh-testlist init --list th", "Start it: kh-testlist init --list th"),
        ("kh-testlist sync, kh-testlist --list th pr", "kh-testlist --list th sync, kh-testlist --list th pr"),
        ("Rules: kh-testlist rules", "Rules: kh-testlist rules"),
        ("Learn: kh-testlist train -o m", "Learn: kh-testlist train -o m"),
        ("There may be a newer kh-testlist.", "There may be a newer kh-testlist."),
        ("Mend kh-testlist.toml", "Mend kh-testlist.toml"),
    ],
)  # fmt: skip
def test_a_step_names_the_list(said: str, told: str) -> None:
    """Where it is not the default, once, in each command that works on a list."""
    assert session("th").step(said) == told
    assert session("th").step(told) == told
    assert session("kh").step(said) == said


@pytest.mark.parametrize(
    "arguments",
    [
        ("evidence", "show"),
        ("report",),
        ("target", "qr"),
        ("target", "plan"),
        ("diff",),
        ("review", "start"),
        ("review", "status"),
        ("candidates",),
        ("remove", "https://x.example.net/", "--reason", "x"),
        ("add", "https://www.example.org/", "--category", "NEWS"),
    ],
)
def test_no_step_leads_to_another_list(run: Run, put: Put, arguments: tuple[str, ...]) -> None:
    """Whoever works on Thailand's list and does as told goes on working on it."""
    put(row("https://www.example.org/"), name="th")
    told = [line for line in run("--list", "th", *arguments).err.splitlines() if "kh-testlist " in line]
    assert told
    assert [line for line in told if "--list th" not in line] == []


@pytest.mark.parametrize("name", ["a b.csv", "it's.csv", "$(id).csv", "-o.csv", "ខ្មែរ.csv"])
def test_a_file_in_a_step_is_one_word(name: str) -> None:
    """Pasted into a shell, it is that file and nothing else."""
    (word,) = shlex.split(store.typed(Path(name)))
    assert Path(word) == Path(name)
    assert not word.startswith("-")


def test_the_command_of_an_option_without_its_value(run: Run) -> None:
    """Its help is named, and not that of the program."""
    assert "See: kh-testlist add --help" in run("add", "https://example.org/", "--category").err
    assert "See: kh-testlist evidence fetch --help" in run("evidence", "fetch", "--since").err
    assert "See: kh-testlist --help" in run("--list").err


def test_unsafe_fixes_alone(run: Run, put: Put) -> None:
    """They are neither shown nor applied, and that is said."""
    put(row())
    assert "--diff" in run("validate", "--unsafe-fixes").err
    assert "--unsafe-fixes does nothing" not in run("validate", "--unsafe-fixes", "--diff").err


def test_evidence_of_long_ago(tmp_path: Path) -> None:
    """A review that rests on it says how old it is, how to have newer, and how to begin again; chosen days are not."""
    desk = Desk(tmp_path)
    desk.put(row("https://www.example.org/"))
    desk.measured({})
    days = f"ended {(dt.datetime.now(dt.UTC).date() - PERIOD.until).days} days ago. "
    said = desk.done("review", "start").err
    assert f"{days}To update it: kh-testlist evidence fetch\n" in said
    assert f"delete reviews/{desk.review.name} and start again" in said
    chosen = ("--since", PERIOD.since.isoformat(), "--until", PERIOD.until.isoformat())
    assert "To update it" not in desk.done("review", "start", "--quarter", "2030Q1", *chosen).err


def leaves(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The commands that do something, with the words that lead to them; groups too, for they have examples."""
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from leaves(inner, (*path, name))


def all_commands() -> dict[tuple[str, ...], click.Command]:
    """Every command and subcommand."""
    context = click.Context(cli)
    return {
        path: command for name in COMMANDS for path, command in leaves(cli.get_command(context, name) or cli, (name,))
    }


@pytest.mark.parametrize("path", all_commands(), ids=" ".join)
def test_examples_can_be_typed(path: tuple[str, ...]) -> None:
    """Each example of a command's help is taken by it: no option is gone, none lacks its value."""
    known = all_commands()
    lines = [line.strip() for line in (known[path].epilog or "").splitlines()]
    examples = [line[line.index("kh-testlist ") :] for line in lines if "kh-testlist " in line]
    assert examples
    for example in examples:
        words = shlex.split(example)[1:]
        first = next(place for place, word in enumerate(words) if word in COMMANDS)
        size = next(size for size in (2, 1) if tuple(words[first : first + size]) in known)
        leaf = known[tuple(words[first : first + size])]
        leaf.make_context(words[first], words[first + size :], obj=session("kh"))


def test_lists_of_commands_are_whole() -> None:
    """No line of a group's help is cut off in the middle of a sentence."""
    groups = [command for command in all_commands().values() if isinstance(command, click.Group)]
    shown = [line for group in groups for line in group.get_help(click.Context(group)).splitlines()]
    assert len(shown) > len(groups)
    assert [line for line in shown if line.startswith("  ") and line.endswith("...")] == []
