"""`validate`: which lists, which rules, what counts as a failure, and what each report says."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.rules.registry import RULES
from tests.commands.conftest import Put, Ran, Run
from tests.samples import HEADER_LINE, row

ERROR = "https://error.example.com/,NEWZ,News Media,2024-01-31,anon,"
WARNING = "https://Warning.example.com/,NEWS,News Media,2024-01-31,anon,"
NOTE = row("https://note.example.com/", "MISC")


def found(ran: Ran) -> list[dict[str, Any]]:
    """The findings of a JSON report."""
    findings: list[dict[str, Any]] = json.loads(ran.out)["findings"]
    return findings


def codes(ran: Ran) -> list[str]:
    """The codes of the findings of a JSON report."""
    return [finding["code"] for finding in found(ran)]


def test_clean(run: Run, put: Put, put_global: Put) -> None:
    """A clean list is exit code 0, and nothing to say but that."""
    put_global()
    put(row())
    ran = run("validate")
    assert ran == Ran(0, "lists/kh.csv, 1 row: no problems found.\n", "")


@pytest.mark.parametrize(
    ("rows", "limit", "code"),
    [
        ((ERROR,), None, 1),
        ((WARNING, NOTE), None, 0),
        ((ERROR,), "error", 1),
        ((WARNING,), "error", 0),
        ((ERROR,), "warning", 1),
        ((WARNING,), "warning", 1),
        ((NOTE,), "warning", 0),
        ((NOTE,), "note", 1),
        ((), "note", 0),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
def test_exit_codes(  # noqa: PLR0913, PLR0917 - fixtures
    run: Run, put: Put, rows: tuple[str, ...], limit: str | None, code: int, form: str
) -> None:
    """Findings at or above `--fail-on` (errors, unless told otherwise) are exit code 1, whatever the format."""
    put(*rows)
    assert run("validate", "--format", form, *(("--fail-on", limit) if limit else ())).code == code


def test_text(run: Run, put: Put) -> None:
    """For people: where, what, the row with the place marked, the fix, and a sum; no colours into a pipe."""
    put(ERROR, WARNING)
    ran = run("validate")
    assert ran.out == (
        "lists/kh.csv:2: error CAT001 unknown-category: 'NEWZ' is not a category code; did you mean NEWS?\n"
        f"  {ERROR}\n"
        "                             ^^^^\n"
        "  fix (--fix --unsafe-fixes): NEWS\n"
        "lists/kh.csv:3: warning URL002 not-canonical: not in canonical form: https://warning.example.com/\n"
        f"  {WARNING}\n"
        "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  fix (--fix): https://warning.example.com/\n"
        "\n"
        "lists/kh.csv, 2 rows: 1 error, 1 warning.\n"
        "1 safe fix: show with --fix --diff, apply with --fix.\n"
        "What a rule means: kh-testlist rules CAT001\n"
    )


def test_json(run: Run, put: Put, put_global: Put) -> None:
    """For programs: exactly the shape that the interface has."""
    put_global()
    put(row(), WARNING)
    assert json.loads(run("validate", "--format", "json").out) == {
        "version": 1,
        "lists": [{"path": "lists/kh.csv", "entries": 2}],
        "findings": [
            {
                "code": "URL002",
                "name": "not-canonical",
                "severity": "warning",
                "path": "lists/kh.csv",
                "line": 3,
                "entry": 2,
                "column": "url",
                "url": "https://Warning.example.com/",
                "message": "not in canonical form: https://warning.example.com/",
                "related": [],
                "fix": {"safety": "safe", "value": "https://warning.example.com/"},
            }
        ],
        "skipped": [],
        "summary": {"errors": 0, "warnings": 1, "notes": 0},
    }


def test_lines_and_entries(run: Run, put: Put) -> None:
    """`line` is the physical line, `entry` the data record: blank lines count, line breaks in quotes don't."""
    path = put('https://a.example.com/,NEWS,News Media,2024-01-31,anon,"two\nlines"', "", ERROR)
    findings = found(run("validate", "--format", "json"))
    assert [(one["code"], one["line"], one["entry"]) for one in findings] == [
        ("TXT001", 2, 1),
        ("FIL007", 4, 2),
        ("CAT001", 5, 3),
    ]
    assert findings[1]["column"] is None
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    whole = found(run("validate", "--format", "json"))[0]
    assert (whole["code"], whole["entry"], whole["column"], whole["url"]) == ("FIL002", 0, None, None)
    assert whole["fix"] == {"safety": "safe", "value": None}


def test_duplicates(run: Run, put: Put, put_global: Put) -> None:
    """A duplicate is found on the later row and points to the earlier one, in the list or in the global one."""
    put_global(row("https://first.example.org/"), row("https://www.global.example.com/"))
    put(row(), row("http://example.com/"), row("https://global.example.com/"), row("https://first.example.org/"), row())
    findings = found(run("validate", "--format", "json"))
    assert [(one["code"], one["line"], one["related"]) for one in findings] == [
        ("DUP003", 3, [{"path": "lists/kh.csv", "line": 2, "entry": 1}]),
        ("DUP004", 4, [{"path": "lists/global.csv", "line": 3, "entry": 2}]),
        ("DUP002", 5, [{"path": "lists/global.csv", "line": 2, "entry": 1}]),
        ("DUP001", 6, [{"path": "lists/kh.csv", "line": 2, "entry": 1}]),
    ]


@pytest.mark.parametrize("notes", ["keep: blocked", "kept on purpose", "Included nonetheless"])
def test_kept_on_purpose(run: Run, put: Put, put_global: Put, notes: str) -> None:
    """A variant whose notes say that it is meant gets a note in place of the warning."""
    put_global(row("https://www.example.org/"))
    put(row(), row("http://example.com/", notes=notes), row("https://example.org/", notes=notes))
    findings = found(run("validate", "--format", "json"))
    assert {(one["code"], one["severity"]) for one in findings} == {("DUP003", "note"), ("DUP004", "note")}


def test_global_from_the_clone(run: Run, put: Put, put_clone: Put) -> None:
    """Where no global list lies beside, the clone's is used; where there is none either, that is said once."""
    put(row()), put(row("https://example.org/"), name="th")
    ran = run("validate", "lists", "--format", "json")
    assert ran.code == 0
    assert ran.err.count("Not checked") == 1
    assert "kh-testlist sync" in ran.err
    assert len(json.loads(ran.out)["skipped"]) == 1
    assert run("-q", "validate").err == ""
    put_clone(row())
    ran = run("validate", "lists", "--format", "json")
    assert codes(ran) == ["DUP002"]
    assert (ran.code, ran.err) == (1, "")


def test_github(run: Run, put: Put) -> None:
    """For pull requests: one workflow command a finding, its text escaped."""
    put("https://example.com/%41?a=b,NEWZ,News Media,2024-01-31,anon,", NOTE)
    lines = run("validate", "--select", "CAT", "--format", "github").out.splitlines()
    assert lines[0].startswith(
        "::error file=lists/kh.csv,line=2,title=CAT001 unknown-category::https://example.com/%2541"
    )
    assert lines[1].startswith("::notice file=lists/kh.csv,line=3,title=CAT004 miscellaneous::")
    assert len(lines) == 2


def test_markdown(run: Run, put: Put) -> None:
    """For a summary page: a table for each severity; what the row says is no markup."""
    put(ERROR, row("https://note.example.com/", "MISC", notes="`|<b>@all"))
    out = run("validate", "--format", "markdown").out
    assert "### 1 list, 2 rows: 1 error, 1 note\n" in out
    assert "| lists/kh\\.csv:2 | CAT001 unknown-category | `https://error.example.com/`" in out
    assert "<details><summary>1 note</summary>" in out


def test_sarif(run: Run, put: Put) -> None:
    """For code hosts: the rules, and the findings with their places."""
    put(ERROR)
    (sarif,) = json.loads(run("validate", "--format", "sarif").out)["runs"]
    (result,) = sarif["results"]
    assert result["ruleId"] == sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "CAT001"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "lists/kh.csv"},
        "region": {"startLine": 2},
    }


FAULTS = ("https://Example.com,NEWZ,News Media,2024-01-31,,", row("https://example.org/#top", "MISC"))
ALL = ["CAT001", "TXT007", "URL003", "CAT004", "URL011"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ALL),
        (("--select", "CAT001"), ["CAT001"]),
        (("--select", "cat001"), ["CAT001"]),
        (("--select", "unknown-category"), ["CAT001"]),
        (("--select", "CAT"), ["CAT001", "CAT004"]),
        (("--select", "CAT001,URL011"), ["CAT001", "URL011"]),
        (("--select", "CAT001, fragment ,"), ["CAT001", "URL011"]),
        (("--select", "CAT001", "--select", "URL"), ["CAT001", "URL003", "URL011"]),
        (("--ignore", "CAT"), ["TXT007", "URL003", "URL011"]),
        (("--ignore", "no-path,TXT", "--ignore", "CAT004"), ["CAT001", "URL011"]),
        (("--select", "CAT", "--ignore", "miscellaneous"), ["CAT001"]),
        (("--select", "CAT", "--ignore", "CAT"), []),
    ],
)
def test_which_rules(run: Run, put: Put, options: tuple[str, ...], expected: list[str]) -> None:
    """Rules are chosen and left out by code, name or family, repeated or with commas; leaving out wins."""
    put(*FAULTS)
    assert codes(run("validate", "--format", "json", *options)) == expected


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "nearest"),
    [("URL03", "URL003"), ("no-pth", "no-path"), ("URL003,CAT04", "CAT004"), ("DUPLICATE", "exact-duplicate")],
)
def test_what_is_no_rule(run: Run, put: Put, option: str, word: str, nearest: str) -> None:
    """A word that names no rule is wrong usage, and the nearest is named; it never passes for a clean list."""
    put(*FAULTS)
    ran = run("validate", option, word)
    assert (ran.code, ran.out) == (2, "")
    assert f"Did you mean {nearest}" in ran.err or word == "URL03" or nearest in ran.err


@pytest.mark.parametrize("option", [("--format", "xml"), ("--fail-on", "never"), ("--nonsense",)])
def test_wrong_usage(run: Run, put: Put, option: tuple[str, ...]) -> None:
    """Other options and values are wrong usage, with where to look it up."""
    put()
    ran = run("validate", *option)
    assert ran.code == 2
    assert "validate --help" in ran.err


def test_a_folder_of_lists(run: Run, put: Put, project: Path) -> None:
    """A folder is its direct CSV files but legends and ledgers; nothing below it, nothing else."""
    put(row()), put(row("https://example.org/"), name="th"), put(name="global")
    folder = project / "lists"
    for name in ("00-legend.csv", "kh.ledger.csv", "notes.txt", "kh.csv.orig", "deep/us.csv", ".kh.csv.x.tmp"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("not,a,list\n", "utf-8")
    for arguments in (("lists",), ("lists/",), ("lists", "lists/kh.csv")):
        ran = run("validate", *arguments, "--format", "json")
        assert ran.code == 0
        paths = [one["path"] for one in json.loads(ran.out)["lists"]]
        assert paths == ["lists/global.csv", "lists/kh.csv", "lists/th.csv"]
    assert codes(run("validate", "lists/deep", "--format", "json"))[0].startswith("FIL")
    assert codes(run("validate", "lists/00-legend.csv", "--format", "json"))[0].startswith("FIL")


def test_several_paths(run: Run, put: Put) -> None:
    """Several files are checked in the order given."""
    put(ERROR), put(WARNING, name="th")
    ran = run("validate", "lists/th.csv", "lists/kh.csv", "--format", "json")
    assert [one["path"] for one in json.loads(ran.out)["lists"]] == ["lists/th.csv", "lists/kh.csv"]
    assert codes(ran) == ["URL002", "CAT001"]
    assert "2 lists, 2 rows: 1 error, 1 warning." in run("validate", "lists").out


def test_the_chosen_list(run: Run, put: Put, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path, the chosen list of the lists folder is checked; its path is relative to the working folder."""
    put(ERROR, name="th")
    (project / "sub").mkdir()
    assert "lists/th.csv" in run("validate", "--list", "th").out
    monkeypatch.chdir(project / "sub")
    assert f"{project.as_posix()}/lists/th.csv:2" in run("validate", "--list", "th").out
    monkeypatch.chdir(project / "lists")
    assert run("validate", "th.csv").out.startswith("th.csv:2: ")


@pytest.mark.parametrize("path", ["absent.csv", "absent/", "lists/empty", "lists/kh.csv/x"])
def test_what_is_not_there(run: Run, put: Put, project: Path, path: str) -> None:
    """A path that leads nowhere, or a folder without a list, is not a clean list."""
    put(row())
    (project / "lists" / "empty").mkdir()
    ran = run("validate", path)
    assert (ran.code, ran.out) == (3, "")
    error, next_step = ran.err.splitlines()[-2:]
    assert error.startswith("Error: ")
    assert path.removesuffix("/") in error
    assert next_step


def test_no_list(run: Run) -> None:
    """Without a lists folder, what to do is said."""
    ran = run("validate")
    assert ran.code == 3
    assert "init" in ran.err


def test_fix(run: Run, put: Put) -> None:
    """`--fix` applies the safe fixes, writes, and reports what is left."""
    path = put(ERROR, WARNING, row("https://example.com/#top"))
    ran = run("validate", "--fix", "--format", "json")
    assert ran.code == 1
    assert codes(ran) == ["CAT001", "URL011"]
    fixed = (ERROR, row("https://warning.example.com/"), row("https://example.com/#top"))
    assert path.read_bytes() == (HEADER_LINE + "".join(line + "\n" for line in fixed)).encode()


def test_unsafe_fixes(run: Run, put: Put) -> None:
    """`--fix --unsafe-fixes` applies the others too; fixing again changes nothing."""
    path = put(ERROR, WARNING, row("https://example.com/#top"))
    ran = run("validate", "--fix", "--unsafe-fixes", "--fail-on", "note")
    assert ran.code == 0
    urls = ("https://error.example.com/", "https://warning.example.com/", "https://example.com/")
    expected = (HEADER_LINE + "".join(row(url) + "\n" for url in urls)).encode()
    assert path.read_bytes() == expected
    run("validate", "--fix", "--unsafe-fixes")
    assert path.read_bytes() == expected


def test_fix_what_is_selected(run: Run, put: Put) -> None:
    """Only the rules that run are fixed."""
    path = put("https://Example.com,NEWS,news media,2024-01-31,anon,")
    assert run("validate", "--fix", "--select", "CAT003").code == 0
    assert path.read_text("utf-8").splitlines()[1] == "https://Example.com,NEWS,News Media,2024-01-31,anon,"


@pytest.mark.parametrize("options", [("--diff",), ("--fix", "--diff"), ("--fix", "--unsafe-fixes", "--diff")])
def test_diff(run: Run, put: Put, options: tuple[str, ...]) -> None:
    """`--diff` shows what would change, and never writes, whatever stands beside it."""
    path = put(ERROR, WARNING)
    before = path.read_bytes()
    ran = run("validate", *options)
    assert f"-{WARNING}\n" in ran.out
    assert "+https://warning.example.com/,NEWS" in ran.out
    assert ("+https://error.example.com/,NEWS" in ran.out) is ("--unsafe-fixes" in options)
    assert path.read_bytes() == before


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
def test_output(run: Run, put: Put, project: Path, form: str) -> None:
    """`--output` puts the same report into a file; the exit code stays."""
    put(ERROR)
    report = run("validate", "--format", form)
    ran = run("validate", "--format", form, "--output", "report")
    assert (ran.code, ran.out) == (report.code, "")
    assert (project / "report").read_text("utf-8") == report.out
    assert sorted(entry.name for entry in project.iterdir()) == ["lists", "report"]


def test_every_rule_can_run_alone(run: Run, put: Put) -> None:
    """Each code can be chosen."""
    put(row("https://clean.example.com/"))
    for rule in RULES:
        assert run("validate", "-q", "--select", rule.code).code == 0


class TestChangedSince:
    """`--changed-since`, on a real repository of git."""

    OLD = (ERROR, row(), row("https://old.example.com/"))

    @pytest.fixture
    def repository(self, put: Put, put_global: Put, project: Path) -> Path:
        """A repository with a list that has an old error, at its first commit."""
        put_global()
        path = put(*self.OLD)
        git(project, "init", "-q", "-b", "main")
        git(project, "add", ".")
        git(project, "commit", "-q", "-m", "first")
        return path

    def write(self, path: Path, *rows: str) -> None:
        """Give the list other rows."""
        path.write_bytes((HEADER_LINE + "".join(line + "\n" for line in rows)).encode())

    def test_nothing_changed(self, run: Run, repository: Path) -> None:
        """Old findings are nobody's business."""
        assert repository.exists()
        ran = run("validate", "--changed-since", "HEAD", "--fail-on", "note", "--format", "json")
        assert (ran.code, found(ran)) == (0, [])

    def test_a_new_row(self, run: Run, repository: Path) -> None:
        """A new row's findings are kept, committed or not, and only those."""
        self.write(repository, row("https://new.example.com/", "MISC"), *self.OLD)
        assert codes(run("validate", "--changed-since", "HEAD", "--format", "json")) == ["CAT004"]
        git(repository.parent, "commit", "-q", "-a", "-m", "second")
        assert codes(run("validate", "--changed-since", "HEAD", "--format", "json")) == []
        assert codes(run("validate", "--changed-since", "HEAD~1", "--format", "json")) == ["CAT004"]
        assert codes(run("validate", "lists", "--changed-since", "main~1", "--format", "json")) == ["CAT004"]

    def test_a_changed_row(self, run: Run, repository: Path) -> None:
        """An old row that was changed answers for what is wrong with it."""
        self.write(repository, ERROR.replace("2024-01-31", "2024-02-29"), *self.OLD[1:])
        assert codes(run("validate", "--changed-since", "HEAD", "--format", "json")) == ["CAT001"]

    def test_moved_rows(self, run: Run, repository: Path) -> None:
        """Rows that only moved, or lost a neighbour, did not change."""
        self.write(repository, *reversed(self.OLD[:2]))
        assert codes(run("validate", "--changed-since", "HEAD", "--format", "json")) == []

    @pytest.mark.parametrize("place", [0, 3])
    def test_a_duplicate_of_an_old_row(self, run: Run, repository: Path, place: int) -> None:
        """A duplicate counts whether the new row is the later of the two or the earlier."""
        rows = list(self.OLD)
        rows.insert(place, row("http://old.example.com/"))
        self.write(repository, *rows)
        ran = run("validate", "--changed-since", "HEAD", "--format", "json")
        assert codes(ran) == ["DUP003"]
        assert found(ran)[0]["line"] == 5

    def test_a_new_list(self, run: Run, repository: Path, put: Put) -> None:
        """In a list that was not there yet, every row is new; a list in a folder of others is seen as well."""
        put(NOTE, name="th")
        assert repository.exists()
        assert codes(run("validate", "lists", "--changed-since", "HEAD", "--format", "json")) == ["CAT004"]

    def test_a_fault_of_the_file(self, run: Run, repository: Path) -> None:
        """A fault of the whole file is kept where the file did not have it before."""
        repository.write_bytes(repository.read_bytes().replace(b"\n", b"\r\n"))
        assert codes(run("validate", "--changed-since", "HEAD", "--format", "json")) == ["FIL009"]
        git(repository.parent, "commit", "-q", "-a", "-m", "second")
        assert codes(run("validate", "--changed-since", "HEAD", "--format", "json")) == []

    @pytest.mark.parametrize("revision", ["absent", "HEAD~7", "", "--output=x", "HEAD:lists", "1" * 40, "\x1b[31m"])
    def test_no_such_revision(self, run: Run, repository: Path, project: Path, revision: str) -> None:
        """A revision that git does not know is an error with a next step; it is no option of git's either."""
        ran = run("validate", "--changed-since", revision)
        assert ran.code == 3, ran
        assert "revision" in ran.err
        assert "is a bug in the program" not in ran.err
        assert "\x1b" not in ran.err
        assert repository.exists()
        assert not (project / "x").exists()

    def test_the_revision_before_a_branch(self, run: Run, repository: Path) -> None:
        """All zeros, which is what GitHub names as the revision before a new branch: every row is new."""
        assert repository.exists()
        assert codes(run("validate", "--changed-since", "0" * 40, "--format", "json")) == ["CAT001"]

    def test_no_repository(self, run: Run, put: Put, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Outside of a repository it can't be done."""
        put(row())
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
        ran = run("validate", "--changed-since", "HEAD")
        assert ran.code == 3
        assert "not in a git repository" in ran.err

    def test_an_empty_repository(self, run: Run, put: Put, project: Path) -> None:
        """A repository without a commit knows no revision."""
        put(row())
        git(project, "init", "-q")
        assert run("validate", "--changed-since", "HEAD").code == 3


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    identity = {
        f"GIT_{who}_{what}": "test@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)
