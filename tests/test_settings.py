"""Settings: found, merged, checked; and nothing in them that a pull request could do harm with."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kh_testlist import settings
from kh_testlist.settings import PROJECT_FILE, shape
from tests.hostile.processes import GIBIBYTE, Ended, assert_one_error, run, run_measured
from tests.samples import HEADER_LINE, row


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two lists, each with a warning; the user's own settings are to be put below `config`."""
    place = tmp_path / "project"
    (place / "lists").mkdir(parents=True)
    for name in ("kh", "th"):
        (place / "lists" / f"{name}.csv").write_bytes((HEADER_LINE + row("https://example.com/#top") + "\n").encode())
    (tmp_path / "config" / "kh-testlist").mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return place


def put(project: Path, text: str | bytes) -> Path:
    """Write the project's settings."""
    path = project / PROJECT_FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def put_own(project: Path, text: str) -> Path:
    """Write the user's own settings."""
    if sys.platform != "linux":
        pytest.skip("needs a system whose settings folder is $XDG_CONFIG_HOME")
    path = project.parent / "config" / "kh-testlist" / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def path_of(ended: Ended) -> str:
    """Which list was counted."""
    path: str = json.loads(ended.out)["path"]
    return path


STATS = ("stats", "--format", "json")


class TestWhere:
    """Which file counts, and what counts more."""

    @pytest.mark.parametrize("inside", [".", "lists", "deep/deeper"])
    def test_upwards(self, project: Path, inside: str) -> None:
        """The nearest file upwards from the working folder."""
        (project / "deep" / "deeper").mkdir(parents=True)
        put(project, 'list = "th"')
        assert path_of(run(*STATS, folder=project / inside)).endswith("th.csv")

    def test_the_nearest(self, project: Path) -> None:
        """A nearer file takes the place of a farther one."""
        (project / "deep").mkdir()
        put(project, 'list = "th"')
        put(project / "deep", 'lang = "km"')
        assert path_of(run(*STATS, folder=project / "deep")).endswith("lists/kh.csv")

    def test_the_users_own(self, project: Path) -> None:
        """The user's own file counts where the project's says nothing; the project's belongs to the list."""
        put_own(project, 'list = "th"\n[validate]\nfail_on = "warning"\nignore = ["URL"]\n')
        assert path_of(run(*STATS, folder=project)) == "lists/th.csv"
        put(project, 'list = "kh"\n[validate]\nignore = []\n')
        assert path_of(run(*STATS, folder=project)) == "lists/kh.csv"
        assert run("validate", folder=project).code == 1

    def test_environment_over_file(self, project: Path) -> None:
        """An environment variable counts more than a file, an option more than both."""
        put(project, 'list = "th"\n[validate]\nfail_on = "error"\n')
        assert path_of(run(*STATS, folder=project, env={"KH_TESTLIST_LIST": "kh"})) == "lists/kh.csv"
        assert path_of(run("--list", "th", *STATS, folder=project, env={"KH_TESTLIST_LIST": "kh"})) == "lists/th.csv"
        assert path_of(run(*STATS, "--list", "th", folder=project, env={"KH_TESTLIST_LIST": "kh"})) == "lists/th.csv"
        assert run("validate", folder=project).code == 0
        assert run("validate", folder=project, env={"KH_TESTLIST_VALIDATE_FAIL_ON": "warning"}).code == 1
        assert (
            run("validate", "--fail-on", "error", folder=project, env={"KH_TESTLIST_VALIDATE_FAIL_ON": "warning"}).code
            == 0
        )

    def test_another_file(self, project: Path) -> None:
        """`--config FILE` counts in place of all others, `--config none` goes without any."""
        put(project, 'list = "us"')
        (project / "other.toml").write_text('list = "th"', "utf-8")
        assert path_of(run("--config", "other.toml", *STATS, folder=project)) == "lists/th.csv"
        assert path_of(run("--config", "none", *STATS, folder=project)) == "lists/kh.csv"
        assert run(*STATS, folder=project).code == 3

    @pytest.mark.parametrize("name", ["absent.toml", "lists", "absent/kh-testlist.toml"])
    def test_another_file_that_is_none(self, project: Path, name: str) -> None:
        """A file that `--config` names must be there."""
        assert_one_error(run("--config", name, "stats", folder=project), 3)


class TestWhat:
    """What settings do."""

    def test_validate(self, project: Path) -> None:
        """Rules and limit of `validate`."""
        put(project, '[validate]\nfail_on = "warning"\n')
        assert run("validate", folder=project).code == 1
        put(project, '[validate]\nfail_on = "warning"\nignore = ["fragment"]\n')
        assert run("validate", folder=project).code == 0
        put(project, '[validate]\nfail_on = "note"\nselect = ["CAT", "DAT"]\n')
        assert run("validate", folder=project).code == 0
        assert run("validate", "--select", "URL", folder=project).code == 1

    def test_add(self, project: Path) -> None:
        """The source of new rows, for `import` too; an option counts more."""
        put(project, '[add]\nsource = "CCHR"\n')
        path = project / "lists" / "kh.csv"
        assert run("add", "https://a.example.com/", "--category", "NEWS", folder=project).code == 0
        assert run("import", "-", "--category", "NEWS", folder=project, stdin=b"https://b.example.com/\n").code == 0
        assert path.read_text("utf-8").count(",CCHR,") == 2
        assert run("add", "https://c.example.com/", "--category", "NEWS", "--source", "me", folder=project).code == 0
        assert path.read_text("utf-8").count(",me,") == 1

    def test_language_and_colour(self, project: Path) -> None:
        """Language and colour of reports."""
        put(project, 'lang = "km"\ncolor = "always"\n')
        assert "ព័ត៌មាន" in run("stats", folder=project).out
        assert "\x1b[" in run("validate", folder=project).out
        assert "News Media" in run("--lang", "en", "stats", folder=project).out
        assert "\x1b[" not in run("--color", "never", "validate", folder=project).out

    def test_nothing(self, project: Path) -> None:
        """An empty file, or one with empty tables, changes nothing; a byte order mark does not matter, or is said."""
        for text in ("", "[add]\n[validate]\n", "# nothing\n"):
            put(project, text)
            assert run("validate", folder=project).code == 0


def test_a_number_in_quotes(project: Path) -> None:
    """It is taken for the number that it says, by those too who read it past the options."""
    (project / "kh-testlist.toml").write_text('[evidence]\nthreshold = "0.5"\nfloor = "7"\n', "utf-8")
    loaded = settings.load(None, project / "kh-testlist.toml")
    assert loaded == {"evidence": {"threshold": 0.5, "floor": 7}}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_out_of_the_checkout(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A pull request may bring one, to have another file's keys shown in an error."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.toml"
    secret.write_text("password_of_somebody = 1\n", "utf-8")
    subprocess.run(["git", "init", "--quiet", str(project)], check=True)
    (project / "kh-testlist.toml").symlink_to(secret)
    ended = run("stats", folder=project)
    assert ended.code == 3
    assert "kh-testlist.toml is a link" in ended.err
    assert "password" not in ended.err


class TestWrong:
    """What is no setting is an error before anything is done."""

    @pytest.mark.parametrize(
        ("text", "key", "nearest"),
        [
            ('lst = "kh"', "lst", "list"),
            ("[validate]\nfailon = 1", "validate.failon", "validate.fail_on"),
            ("[validate]\nselct = []", "validate.selct", "validate.select"),
            ('[add]\nsorce = "x"', "add.sorce", "add.source"),
            ("[vaildate]\n", "vaildate", "validate"),
            ("zzzzzzzz = 1", "zzzzzzzz", ""),
            ("lists = 'elsewhere'", "lists", "list"),
            ("upstream = '/'", "upstream", ""),
            ("[check]\nresolvr = '192.0.2.1'", "check.resolvr", "check.resolver"),
            ("[add]\ncategory = 'NEWS'", "add.category", ""),
        ],
    )
    def test_unknown_keys(self, project: Path, text: str, key: str, nearest: str) -> None:
        """A key that is none is wrong usage; the nearest known one is named, and where it stands."""
        put(project, text)
        ended = run("validate", folder=project)
        assert_one_error(ended, 2)
        assert PROJECT_FILE in ended.err
        assert repr(key) in ended.err
        if nearest:
            assert f"Did you mean {nearest!r}?" in ended.err

    @pytest.mark.parametrize(
        "text",
        [
            "list = 5",
            'lang = "fr"',
            "color = true",
            'validate = "x"',
            "add = []",
            '[validate]\nfail_on = "never"',
            "[validate]\nselect = 5",
            '[validate]\nselect = ["CAT001", 5]',
            '[validate]\nselect = ["NOSUCHRULE"]',
            '[validate]\nignore = ["NOSUCHRULE"]',
            'list = "khm"',
            'list = "../../etc"',
            "[[add]]\n",
        ],
    )
    def test_wrong_values(self, project: Path, text: str) -> None:
        """A value of another kind is wrong usage."""
        put(project, text)
        assert_one_error(run("validate", folder=project), 2)

    def test_a_wrong_source(self, project: Path) -> None:
        """A source that upstream would refuse is refused with each row."""
        put(project, '[add]\nsource = "a\\nb"')
        assert run("add", "https://a.example.com/", "--category", "NEWS", folder=project).code == 1

    @pytest.mark.parametrize(
        "data",
        [
            b"list = ",
            b"list = 'kh'\nlist = 'th'",
            b"\xff\xfe",
            b"list = '\xff'",
            b"\0",
            b"<html>",
            "list = 'kh'".encode("utf-16"),
            b"x = " + b"[" * 100_000,
            b"x = " + b"{a=" * 100_000,
            b"a." * 20_000 + b"a = 1",
            b"[" + b"a." * 20_000 + b"a]",
            b"[validate." + b"a." * 20_000 + b"a]",
            b"x = " + b"9" * 100_000,
            b"x = 0x" + b"f" * 100_000,
            b'"\\u001b[31m" = 1',
            b'list = "\\u001b[31m"',
            b"lang = '\xe2\x80\xaekm'",
        ],
        ids=lambda data: repr(data[:16]),
    )
    def test_what_is_no_toml(self, project: Path, data: bytes) -> None:
        """What is no TOML, or too deep to be settings, is one clear error that names the file."""
        put(project, data)
        ended, peak = run_measured("validate", folder=project)
        assert_one_error(ended, 2, 3)
        assert PROJECT_FILE in ended.err or "is not the name of a list" in ended.err
        assert len(ended.err) < 20_000
        assert peak < GIBIBYTE

    @pytest.mark.parametrize("kind", ["folder", "FIFO", "link to itself", "link to nowhere", "endless device"])
    def test_what_is_no_file(self, project: Path, kind: str) -> None:
        """Something else in the file's place is not waited for: it is passed over or refused."""
        path = project / PROJECT_FILE
        match kind:
            case "folder":
                path.mkdir()
            case "FIFO":
                os.mkfifo(path)
            case "link to itself":
                path.symlink_to(path.name)
            case "link to nowhere":
                path.symlink_to("nowhere")
            case "endless device":
                path.symlink_to("/dev/zero")
        ended = run("validate", folder=project)
        if ended.code:
            assert_one_error(ended, 2, 3)
        assert_one_error(run("--config", PROJECT_FILE, "validate", folder=project), 2, 3)

    @pytest.mark.parametrize(
        "data",
        [
            b"#" * 40_000_000,
            b"#\n" * 15_000_000,
            b"a = 1\n" * 5_000_000,
            b"".join(b"a%d = 1\n" % n for n in range(2_500_000)),
        ],
        ids=["too large", "comments", "one key", "many keys"],
    )
    def test_huge(self, project: Path, data: bytes) -> None:
        """Settings of many megabytes are refused in bounds of memory and time."""
        put(project, data)
        ended, peak = run_measured("validate", folder=project)
        (project / PROJECT_FILE).unlink()
        if ended.code:
            assert_one_error(ended, 2, 3)
        assert peak < GIBIBYTE


def test_help_needs_no_settings(project: Path) -> None:
    """A faulty file keeps nobody from looking up how to go without it."""
    put(project, "nonsense = 1")
    assert run("--help", folder=project).code == 0
    assert run("--version", folder=project).code == 0
    assert run("--config", "none", "validate", folder=project).code == 0


KEYS = {
    "list",
    "lang",
    "color",
    "add.source",
    "validate.select",
    "validate.ignore",
    "validate.fail_on",
    "check.concurrency",
    "check.per_host",
    "check.timeout",
    "check.connect_timeout",
    "check.passes",
    "check.pause",
    "check.vantage",
    "check.canary",
    "check.skip_category",
    "check.fail_on",
    "check.user_agent",
    "pr.author",
    "pr.labels",
    "evidence.threshold",
    "evidence.floor",
    "evidence.quantile",
    "evidence.light",
    "report.exclude_category",
    "target.contact",
    "target.title",
    "target.short_description",
    "target.description",
    "target.title_km",
    "target.short_description_km",
    "target.description_km",
    "target.expires_in",
    "target.minutes",
    "target.seconds_each",
    "review.drop_vantages",
    "review.drop_days",
    "review.drop_span_days",
    "review.doubt",
    "review.sighting_days",
    "review.keep_days",
    "review.keep_blocked_days",
    "review.recheck_days",
}
"""All that a project's file may say. None of it names a host that is told anything, a resolver, a file of certificates,
a token, an address range, a folder or a program: before a key is added here, see that a pull request which sets it can
do no harm. (A canary is a site that is fetched, under the same guard as the sites of the list that it comes with.)"""

OWN_KEYS = {"check.control", "check.resolver", "check.ca_file", "check.allow_private"}
"""What the user's own file may say beside."""


@pytest.mark.parametrize("key", sorted(OWN_KEYS))
def test_what_a_project_may_not_set(project: Path, key: str) -> None:
    """Ways out of the machine are the user's to open: in a project's file they are an error that says so."""
    put(project, f"[check]\n{key.removeprefix('check.')} = 'x'")
    ended = run("validate", folder=project)
    assert_one_error(ended, 2)
    assert f"a project may not set {key}" in ended.err


def test_the_keys_are_closed() -> None:
    """The keys are exactly those, in the types and in the schema; whatever else stands in a file is an error."""
    found: set[str] = set()
    for field in dataclasses.fields(shape.Settings):
        inner: object = field.default_factory
        if isinstance(inner, type) and dataclasses.is_dataclass(inner):
            found |= {f"{field.name}.{one.name}" for one in dataclasses.fields(inner)}
        else:
            found.add(field.name)
    assert found == KEYS
    schema: dict[str, Any] = settings.adapter().json_schema()
    tables = {name.removesuffix("Settings").lower(): table for name, table in schema["$defs"].items()}
    keys = set(schema["properties"]) - set(tables)
    keys |= {f"{name}.{key}" for name, table in tables.items() for key in table["properties"]}
    assert keys == KEYS
    assert schema["additionalProperties"] is False
    assert all(table["additionalProperties"] is False for table in tables.values())
