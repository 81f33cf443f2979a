"""The program as a whole: one place where errors end, colours, help, what a start loads, and how it stops."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import importlib
import importlib.metadata
import json
import os
import re
import select
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import pytest
import requests

from kh_testlist import __version__, cli
from kh_testlist.terminal.first_page import COMMANDS
from tests.hostile import processes
from tests.hostile.processes import assert_one_error, command, end, environment, run, start, until
from tests.samples import HEADER_LINE, row

FAULTY = "https://Example.org,NEWZ,News Media,2024-01-31,anon,"
ALL = list(COMMANDS)

ARGUMENTS = {
    "init": ("init", "--list", "th"),
    "add": ("add", "https://new.example.com/", "--category", "NEWS"),
    "edit": ("edit", "https://example.com/", "--notes", "new"),
    "remove": ("remove", "https://example.com/", "--reason", "closed"),
    "import": ("import", "new.csv"),
    "show": ("show",),
    "stats": ("stats",),
    "validate": ("validate",),
    "normalize": ("normalize", "--diff"),
    "rules": ("rules",),
    "tag": ("tag", "https://www.example.com/"),
    "train": ("train", "--lists", "two", "--output", "model"),
    "check": ("check", "http://192.168.1.1/", "--resolver", "127.0.0.1:9", "--pause", "0"),
    "sync": ("sync", "--help"),  # what it does takes an upstream: see tests/upstream
    "diff": ("diff", "--help"),  # the same
    "review": ("review", "start"),
    "pr": ("pr", "--help"),  # what it does takes an upstream: see tests/upstream
    "evidence": ("evidence", "--help"),  # its work takes an API, and has tests of its own
    "report": ("report",),
    "target": ("target", "input"),
    "candidates": ("candidates", "--from", "new.csv"),
}
"""For each command, arguments with which it does its work and reports it."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a list that has a good row and a faulty one, and a file to import."""
    place = tmp_path / "project"
    (place / "lists").mkdir(parents=True)
    (place / "lists" / "kh.csv").write_bytes((HEADER_LINE + row() + "\n" + FAULTY + "\n").encode())
    (place / "new.csv").write_bytes((HEADER_LINE + row("https://new.example.com/") + "\n").encode())
    (place / "two").mkdir()
    learned = [row(f"https://example{number}.org/", code) for number in range(5) for code in ("NEWS", "HUMR")]
    (place / "two" / "kh.csv").write_bytes((HEADER_LINE + "\n".join(learned) + "\n").encode())
    return place


def the_list(project: Path) -> bytes:
    """The bytes of the list."""
    return (project / "lists" / "kh.csv").read_bytes()


class TestErrors:
    """Every error ends in `cli.run`: one message, one next step, an exit code."""

    @pytest.mark.parametrize("verbose", [(), ("-v",), ("--verbose",)])
    def test_what_nobody_foresaw(self, project: Path, verbose: tuple[str, ...]) -> None:
        """An unforeseen error is exit code 3 and asks to be reported; its traceback is shown to who asks, harmless."""
        ended = run("show", *verbose, folder=project, broken=True)
        assert ended.code == 3
        assert ended.out == ""
        assert "LookupError" in ended.err
        assert "-v" in ended.err.splitlines()[-1]
        assert ("Traceback" in ended.err) is bool(verbose)
        assert "\x1b" not in ended.err

    def test_every_kind(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Whatever a command raises becomes an exit code, never a traceback."""
        monkeypatch.chdir(project)
        codes: dict[BaseException, int] = {
            KeyboardInterrupt(): 130,
            click.Abort(): 130,
            click.UsageError("no"): 2,
            OSError(28, "No space left on device"): 3,
            MemoryError(): 3,
            RecursionError("deep"): 3,
            UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"): 3,
        }
        for error, code in codes.items():

            def fail(*_: object, error: BaseException = error) -> None:
                raise error

            monkeypatch.setattr("kh_testlist.workspace.folder.load", fail)
            assert cli.run(["stats"]) == code
            out, err = capsys.readouterr()
            assert out == ""
            assert err.lstrip("\n").startswith("Error: ")
            assert "Traceback" not in err

    @pytest.mark.parametrize(
        "error",
        [
            requests.exceptions.InvalidURL("http://*.example.com/"),
            requests.exceptions.InvalidHeader("x"),
            requests.exceptions.ConnectionError("x"),
            requests.exceptions.JSONDecodeError("x", "y", 0),
            requests.exceptions.SSLError(ssl.SSLError(1, "x")),
            requests.exceptions.ConnectTimeout("https://user:secret@example.com/"),
            ConnectionResetError(104, "Connection reset by peer"),
            TimeoutError("timed out"),
            ssl.SSLCertVerificationError(1, "x"),
            socket.gaierror(-2, "Name or service not known"),
            OSError(errno.ENETUNREACH, "Network is unreachable"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_no_advice_for_disks(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError
    ) -> None:
        """What failed on the network is not told as trouble with a disk, though its error is an OSError."""
        monkeypatch.chdir(project)

        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr("kh_testlist.workspace.folder.load", fail)
        assert isinstance(error, OSError)
        assert cli.run(["stats"]) == 3
        said = capsys.readouterr().err
        assert "disk" not in said
        assert "secret" not in said
        assert "Check your connection" in said

    def test_no_command(self, project: Path) -> None:
        """Without a command the help is shown, and that is wrong usage."""
        ended = run(folder=project)
        assert ended.code == 2
        assert "Usage: kh-testlist" in ended.err

    @pytest.mark.parametrize(
        "arguments", [("vaildate",), ("--nonsense", "show"), ("show", "--nonsense"), ("show", "a", "b")]
    )
    def test_wrong_usage(self, project: Path, arguments: tuple[str, ...]) -> None:
        """A command, an option or an argument too many is wrong usage, with where to look."""
        assert_one_error(run(*arguments, folder=project), 2)

    @pytest.mark.parametrize("option", [("--list", "khm"), ("--lang", "fr"), ("--color", "blue")])
    def test_wrong_values(self, project: Path, option: tuple[str, str]) -> None:
        """So is a wrong value of an option, before the command or behind it."""
        assert_one_error(run(*option, "show", folder=project), 2)
        assert_one_error(run("show", *option, folder=project), 2)

    def test_no_lists_folder(self, project: Path) -> None:
        """A lists folder that is not there can't be read."""
        assert_one_error(run("--lists", "absent", "show", folder=project), 3)
        assert_one_error(run("--lists", "lists/kh.csv", "show", folder=project), 2, 3)

    @pytest.mark.parametrize(
        "arguments",
        [
            ("add", b"https://example.org/\xff", "--category", "NEWS"),
            ("add", b"https://ex\xffample.org/", "--category", "NEWS"),
            ("add", "https://example.org/", "--category", b"NEWS\xff"),
            ("add", "https://example.org/", "--category", "NEWS", "--notes", b"a\xffb"),
            ("add", "https://example.org/", "--category", "NEWS", "--source", b"\xed\xa0\x80"),
            ("add", "https://example.org/", "--category", "NEWS", "--date", b"2024-01-31\xff"),
            ("add", "http://example.com/", "--category", "NEWS", "--allow-variant", b"\xff"),
            ("edit", "https://example.com/", "--notes", b"a\xffb"),
            ("edit", "https://example.com/", "--source", b"a\xffb"),
            ("edit", "https://example.com/", "--url", b"https://example.org/\xff"),
            ("edit", b"https://example.com/\xff", "--notes", "x"),
            ("remove", b"https://example.com/\xff", "--reason", "x"),
            ("import", b"new\xff.csv"),
            ("import", b"new.csv", "--source", b"\xff"),
            ("show", b"\xff"),
            ("show", "--category", b"\xff"),
            ("validate", b"\xff.csv"),
            ("validate", "--select", b"\xff"),
            ("validate", "--changed-since", b"\xff"),
            ("normalize", b"\xff.csv"),
            ("rules", b"\xff"),
            ("--lists", b"\xff", "show"),
            ("--list", b"\xff", "show"),
            ("--config", b"\xff", "show"),
            (b"\xff",),
        ],
    )
    def test_arguments_that_are_no_text(self, project: Path, arguments: tuple[str | bytes, ...]) -> None:
        """Bytes that are not UTF-8 on the command line are refused in words; nothing of them gets into a list."""
        before = the_list(project)
        ended = run(*arguments, folder=project)
        processes.assert_civil(ended)
        assert ended.code in {1, 2, 3} or (ended.code == 0 and arguments[0] == "import"), ended
        assert ended.err
        if ended.code:
            assert the_list(project) == before
        the_list(project).decode("utf-8")

    def test_a_reason_that_is_no_text(self, project: Path) -> None:
        """Nor into the ledger, which could not be read any more."""
        run("remove", "https://example.com/", "--reason", b"a\xffb", folder=project)
        run("add", "https://example.org/", "--category", "NEWS", folder=project)
        ended = run("remove", "https://example.org/", "--reason", "closed", folder=project)
        assert ended.code == 0, ended.err
        (project / "lists" / "kh.ledger.csv").read_bytes().decode("utf-8")


class TestEnds:
    """How it stops when it is told to, and when nobody listens."""

    @pytest.mark.skipif(os.name == "nt", reason="needs the signals, pipes and shell of POSIX")
    def test_interrupted(self, project: Path, tmp_path: Path) -> None:
        """Ctrl-C while it waits for another process is exit code 130, at once, and the list is as it was."""
        before = the_list(project)
        path = project / "lists" / "kh.csv"
        with processes.waiting(*ARGUMENTS["add"], path=path, marker=tmp_path / "waits") as (process, _):
            process.send_signal(signal.SIGINT)
            ended = end(process)
        assert ended.code == 130
        assert ended.out == ""
        assert "Interrupted" in ended.err
        assert "Traceback" not in ended.err
        assert the_list(project) == before

    @pytest.mark.skipif(os.name == "nt", reason="needs the signals, pipes and shell of POSIX")
    @pytest.mark.parametrize("name", ALL)
    def test_nobody_reads(self, project: Path, name: str) -> None:
        """A reader that has enough (`| head -0`) is no error, and nothing is said of it."""
        reading, writing = os.pipe()
        os.close(reading)
        try:
            ended = subprocess.run(
                command(*ARGUMENTS[name], "-q"),
                cwd=project,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=subprocess.PIPE,
                timeout=processes.SECONDS,
                check=False,
            )
        finally:
            os.close(writing)
        assert ended.stderr == b""
        assert ended.returncode in ({0, 1} if name == "validate" else {0})  # there are findings
        if name == "add":
            assert b"https://new.example.com/" in the_list(project)

    def test_a_reader_of_a_line(self, project: Path) -> None:
        """The same where the reader leaves in the middle of a long report."""
        rows = "".join(row(f"https://a{number}.example.com/") + "\n" for number in range(5_000))
        (project / "lists" / "kh.csv").write_bytes((HEADER_LINE + rows).encode())
        process = start("show", "--format", "csv", folder=project)
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == HEADER_LINE.encode()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(processes.SECONDS) == 0
        process.stderr.close()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    @pytest.mark.parametrize("arguments", [*ARGUMENTS.values(), ("--help",), ("show", "--help"), ("--version",)])
    def test_a_full_disk(self, project: Path, arguments: tuple[str, ...]) -> None:
        """A report that can't be written is one error, exit code 3; the list is whole."""
        before = the_list(project)
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(
                command(*arguments),
                cwd=project,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=processes.SECONDS,
                check=False,
            )
        said = processes.Ended(ended.returncode, "", ended.stderr.decode())
        assert_one_error(said, 3)
        assert "No space left" in said.err
        after = the_list(project)
        assert after == before or run("validate", "--select", "FIL,DUP001", folder=project).code == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_nowhere_to_complain(self, project: Path) -> None:
        """With stderr full as well, the exit code still tells."""
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(
                command("show"), cwd=project, env=environment(), stdout=full, stderr=full, timeout=60, check=False
            )
        assert ended.returncode == 3

    @pytest.mark.skipif(os.name == "nt", reason="needs the signals, pipes and shell of POSIX")
    @pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
    @pytest.mark.parametrize(
        "arguments", ["validate", "show --format csv", "add https://new.example.com/ --category NEWS"]
    )
    def test_closed_streams(self, project: Path, closed: str, arguments: str) -> None:
        """Closed streams, as some schedulers start programs, bring no traceback and no damage."""
        script = f"'{sys.executable}' -m kh_testlist {arguments} {closed}"
        ended = subprocess.run(
            ["sh", "-c", script], cwd=project, env=environment(), capture_output=True, timeout=60, check=False
        )
        assert b"Traceback" not in ended.stderr
        assert ended.returncode in {0, 1, 3}
        assert the_list(project).startswith(HEADER_LINE.encode())


class TestColour:
    """Paint on terminals, and only there, unless somebody asks."""

    @pytest.mark.parametrize("arguments", [("validate",), ("rules", "URL003"), ("rules",)])
    def test_options(self, project: Path, arguments: tuple[str, ...]) -> None:
        """Into a pipe there is none; `--color always` paints all the same, before the command or behind it."""
        plain = run(*arguments, folder=project)
        assert "\x1b" not in plain.out + plain.err
        assert run("--color", "never", *arguments, folder=project).out == plain.out
        painted = run("--color", "always", *arguments, folder=project)
        assert "\x1b[" in painted.out
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted.out) == plain.out
        assert run(*arguments, "--color", "always", folder=project).out == painted.out
        assert run(*arguments, folder=project, env={"KH_TESTLIST_COLOR": "always"}).out == painted.out
        assert painted.code == plain.code

    @pytest.mark.parametrize("form", ["json", "github", "sarif", "markdown"])
    def test_other_formats(self, project: Path, form: str) -> None:
        """What programs read is never painted."""
        assert "\x1b" not in run("--color", "always", "validate", "--format", form, folder=project).out

    def test_into_a_file(self, project: Path) -> None:
        """Nor is a report in a file."""
        run("validate", "--color", "always", "--output", "report", folder=project)
        assert b"\x1b" not in (project / "report").read_bytes()

    def test_on_a_terminal(self, project: Path) -> None:
        """On a terminal there are colours."""
        code, seen = on_terminal(project, "validate")
        assert code == 1
        assert "\x1b[" in seen

    @pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"KH_TESTLIST_COLOR": "never"}])
    def test_on_a_terminal_that_wants_none(self, project: Path, env: dict[str, str]) -> None:
        """`NO_COLOR`, a dumb terminal and `--color never` are honoured."""
        code, seen = on_terminal(project, "validate", env=env)
        assert code == 1
        assert "CAT001" in seen
        assert "\x1b" not in seen

    def test_always_beats_no_color(self, project: Path) -> None:
        """What is asked for on the command line beats the environment."""
        ended = run("validate", "--color", "always", folder=project, env={"NO_COLOR": "1"})
        assert "\x1b[" in ended.out

    @pytest.mark.parametrize("form", ["text", "json", "csv"])
    def test_escapes_of_a_list(self, project: Path, form: str) -> None:
        """On a terminal too, what a list brings along is written out and not obeyed."""
        notes = "\x1b]0;title\x07\x1b[2J\x9b31m\u202eabc\u2066"
        (project / "lists" / "kh.csv").write_bytes((HEADER_LINE + row(notes=notes) + "\n").encode())
        _, seen = on_terminal(project, "show", "--format", form, "--color", "never")
        assert "title" in seen
        assert not processes.HARMFUL.search(seen.replace("\r\n", "\n"))


class TestTerminal:
    """A person at a keyboard."""

    def test_the_category_is_asked_for(self, project: Path) -> None:
        """`add` without a category asks for it, and goes by the answer; a slip is asked again."""
        code, seen = on_terminal(
            project, "add", "https://new.example.com/", answers=[("Category", "nwes"), ("Category", "humr")]
        )
        assert code == 0, seen
        assert "Did you mean NEWS" in seen
        assert (
            the_list(project).decode().splitlines()[-1].startswith("https://new.example.com/,HUMR,Human Rights Issues,")
        )

    def test_in_khmer(self, project: Path) -> None:
        """In Khmer the categories have their Khmer names."""
        code, seen = on_terminal(
            project, "--lang", "km", "add", "https://new.example.com/", answers=[("Category", "NEWS")]
        )
        assert code == 0
        assert "សិទ្ធិមនុស្ស" in seen

    @pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 130)])
    def test_no_answer(self, project: Path, key: str, code: int) -> None:
        """Ctrl-C or Ctrl-D in place of an answer ends it, and the list is as it was."""
        before = the_list(project)
        ended, seen = on_terminal(project, "add", "https://new.example.com/", answers=[("Category", key)])
        assert ended == code
        assert "Traceback" not in seen
        assert the_list(project) == before

    def test_with_a_category_it_never_asks(self, project: Path) -> None:
        """With `--category` there is no question."""
        code, seen = on_terminal(project, *ARGUMENTS["add"])
        assert code == 0
        assert "Category of" not in seen


def on_terminal(
    folder: Path, *arguments: str, answers: Sequence[tuple[str, str]] = (), env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run the program on a terminal: its exit code and what is seen. An answer is typed once its question is seen."""
    pty = pytest.importorskip("pty", reason="needs pseudo-terminals")
    master, slave = pty.openpty()
    surroundings = {
        key: value for key, value in environment(**{"TERM": "xterm", **(env or {})}).items() if key != "NO_COLOR"
    }
    surroundings |= env or {}
    process = subprocess.Popen(
        command(*arguments, terminal=True),
        cwd=folder,
        env=surroundings,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    seen, looked_at, waiting_for, key = b"", 0, list(answers), b""
    deadline = time.monotonic() + processes.SECONDS
    try:
        with contextlib.suppress(OSError):  # Linux says EIO where the other side is closed
            while time.monotonic() < deadline:
                if not select.select([master], [], [], 0.2)[0]:
                    os.write(master, key)  # once more, for the question is seen a moment before the answer is read
                    continue
                chunk = os.read(master, 65_536)
                if not chunk:
                    break
                seen += chunk
                if waiting_for and re.search(rf"(?m)^{waiting_for[0][0]}[^\n]*: $".encode(), seen[looked_at:]):
                    looked_at = len(seen)
                    answer = waiting_for.pop(0)[1].encode()
                    key = answer if answer < b" " else b""
                    os.write(master, key or answer + b"\n")
        return process.wait(max(0.1, deadline - time.monotonic())), seen.decode()
    finally:
        process.kill()
        process.wait()
        os.close(master)


class TestHelp:
    """What a person can look up."""

    def test_the_program(self, project: Path) -> None:
        """`--help` lists every command with its line, and has examples; `-h` and `python -m` are the same."""
        ended = run("--help", folder=project)
        assert ended.code == 0
        lines = {" ".join(line.split()) for line in ended.out.splitlines()}
        assert {f"{name} {text}" for name, text in COMMANDS.items()} <= lines
        assert re.search(r"Examples:\n +kh-testlist ", ended.out)
        assert run("-h", folder=project).out == ended.out

    @pytest.mark.parametrize("name", ALL)
    def test_a_command(self, project: Path, name: str) -> None:
        """Every command's `--help` has an example of itself; its short help is the line in the program's help."""
        module = importlib.import_module(f"kh_testlist.commands.{'import_' if name == 'import' else name}")
        assert module.command.name == name
        ended = run(name, "--help", folder=project)
        assert ended.code == 0
        assert f"Usage: kh-testlist {name}" in ended.out
        assert re.search(rf"Examples?:\n(.*\n)*.*kh-testlist (--\S+ \S+ )?{name}\b", ended.out)
        assert module.command.get_short_help_str(limit=200) == COMMANDS[name]

    @pytest.mark.parametrize("name", ALL)
    def test_examples_parse(self, name: str) -> None:
        """Every example is a command line that the program takes."""
        import shlex

        found = cli.cli.get_command(click.Context(cli.cli), name)
        assert found is not None
        lines = [line for line in (found.epilog or "").splitlines() if line.strip().startswith("kh-testlist ")]
        assert lines
        for line in lines:
            words = shlex.split(line)[1:]
            group = cli.cli.make_context("kh-testlist", words[:], resilient_parsing=True)
            rest = words[words.index(name) + 1 :]
            assert group.command is cli.cli
            assert found.make_parser(group).parse_args(rest)[1] is not None

    def test_version(self, project: Path) -> None:
        """`--version` says which."""
        assert run("--version", folder=project).out == f"kh-testlist, version {__version__}\n"

    @pytest.mark.parametrize(
        "order", [("--version", "-v"), ("-v", "--version"), ("--verbose", "--version"), ("-qv", "--version")]
    )
    def test_version_of_the_suffix_list(self, project: Path, order: tuple[str, ...]) -> None:
        """Beside `-v`, in either order, it says of which day the suffix list is: that of the package, by its number."""
        number = importlib.metadata.version("publicsuffixlist").rpartition(".")[2]
        packed = dt.datetime.strptime(number, "%Y%m%d").replace(tzinfo=dt.UTC).date()
        version, said = run(*order, folder=project).out.splitlines()
        assert version == f"kh-testlist, version {__version__}"
        day = dt.date.fromisoformat(said.removeprefix("public suffix list of "))
        assert packed - dt.timedelta(days=31) < day <= packed

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion(self, project: Path, shell: str) -> None:
        """There is completion for the usual shells."""
        ended = subprocess.run(
            [str(Path(sys.executable).with_name("kh-testlist"))],
            cwd=project,
            env=environment(_KH_TESTLIST_COMPLETE=f"{shell}_source"),
            capture_output=True,
            timeout=processes.SECONDS,
            check=False,
        )
        if shell == "bash" and b"bash" in ended.stderr.lower():
            pytest.skip("click asks the bash of this machine for its version, and there is none or an old one")
        assert ended.returncode == 0
        assert b"kh-testlist" in ended.stdout


HEAVY = {"pydantic", "requests", "rich", "git", "tldextract", "typing_extensions", "hashlib"}
"""What takes long to load, and only some commands need."""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("validate", "--config", "none"), 2),
        (("--config", "none", "validate"), 1),
        (("validate",), 1),
        (("validate", "--format", "json"), 1),
        (("--help",), 0),
        (("--version", "-v"), 0),
    ],
)
def test_a_cold_start_loads_little(project: Path, arguments: tuple[str, ...], code: int) -> None:
    """`validate` of a list with findings, and `--help`, load nothing that is slow to load."""
    said, modules = _loaded(project, arguments)
    assert said == code
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert "kh_testlist.settings.shape" not in modules


@pytest.mark.parametrize("command", ["review", "report", "evidence"])
def test_what_asks_nobody_loads_no_way_out(project: Path, command: str) -> None:
    """A command that reads what was seen before does not load what looks names up and fetches pages."""
    said, modules = _loaded(project, (command, "--help"))
    assert said == 0
    assert not {"requests", "dns"} & set(modules)


def _loaded(project: Path, arguments: tuple[str, ...]) -> tuple[int, list[str]]:
    """The exit code of a fresh process, and the modules that it loaded."""
    script = (
        "import sys, json, kh_testlist.cli as cli; code = cli.run(sys.argv[1:]); "
        "sys.stderr.write(json.dumps([code, sorted(sys.modules)]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=project,
        env=environment(),
        capture_output=True,
        timeout=processes.SECONDS,
        check=True,
    )
    said, modules = json.loads(ended.stderr.decode().splitlines()[-1])
    return said, modules


def test_quiet_and_verbose(project: Path) -> None:
    """`-q` leaves the report and errors, before the command or behind it."""
    assert "Not checked" in run("validate", folder=project).err
    assert run("-q", "validate", folder=project).err == ""
    quiet = run("validate", "-q", folder=project)
    assert quiet.err == ""
    assert "CAT001" in quiet.out
    assert "Error: " in run("-q", "validate", "absent.csv", folder=project).err


def test_the_list_held_elsewhere(project: Path, tmp_path: Path) -> None:
    """A process that waits goes on by itself once the other lets go."""
    path = project / "lists" / "kh.csv"
    with processes.waiting(*ARGUMENTS["add"], path=path, marker=tmp_path / "waits") as (process, lock):
        lock.release()
        assert end(process).code == 0
    assert b"https://new.example.com/" in the_list(project)
    until(lambda: process.poll() is not None)


def test_same_from_both_doors(project: Path) -> None:
    """`kh-testlist` and `python -m kh_testlist` are one program."""
    script = Path(sys.executable).with_name("kh-testlist")
    if not script.exists():
        pytest.skip("needs the program installed beside its Python")
    ended = subprocess.run(
        [str(script), "validate"], cwd=project, env=environment(), capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout.decode()) == run("validate", folder=project)[:2]
