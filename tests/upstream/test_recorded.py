"""The user decides where `sync` and `pr` go: what `upstream.json` names is not gone to because it stands there."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import select
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist import folder
from kh_testlist.upstream import choice
from kh_testlist.upstream.public import is_public
from kh_testlist.web import guard
from tests.commands.conftest import Put, Run
from tests.hostile import processes
from tests.hostile.processes import assert_one_error
from tests.samples import row
from tests.test_cli import on_terminal
from tests.upstream.git_server import GitServer, Upstream, serving

PUBLIC: Final = (
    "https://github.com/citizenlab/test-lists", "https://gitlab.com/x/y.git", "https://codeberg.org:8443/x/y",
    "https://GitHub.com/x/y", "https://github.com", "https://8.8.8.8/x", "https://[2606:4700:4700::1111]/x",
    "https://xn--e1afmkfd.xn--p1ai/x", "https://git.example.com/~x/y",
)  # fmt: skip
NOT_PUBLIC: Final = (
    # this computer and this network, by address
    "https://127.0.0.1/x", "https://10.0.0.1/x", "https://192.168.1.1/x", "https://100.64.0.1/", "https://0.0.0.0/",
    "https://169.254.169.254/latest", "https://[::1]/", "https://[::]/", "https://[fd00::1]/", "https://[fe80::1]/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    # in odd spellings
    "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/", "https://017700000001/",
    "https://127.0.0.1./", "https://127。0。0。1/", "https://①②⑦.0.0.1/", "https://%31%32%37.0.0.1/", "https://0127.0.0.1/",
    # by name
    "https://localhost/x", "https://localhost./x", "https://a.localhost/", "https://printer/x", "https://router.lan/",
    "https://a.local/", "https://a.internal/", "https://a.onion/", "https://a.home.arpa/", "https://a.test/",
    "https://a.corp/", "https://a.localdomain/", "https://github.com./x", "https://github.io/x", "https://com/",
    "https://ⓖithub.com/x", "https://github。com/x", "https://-github.com/x", "https://a..github.com/x", "https://*.github.com/x",
    # whose host is not what it looks like
    "https://u:p@github.com/x", "https://github.com@127.0.0.1/x", "https://github.com:443@127.0.0.1/x",
    "https://github.com\\@127.0.0.1/", "https://127.0.0.1\\.github.com/", "https://127.0.0.1\\/github.com/",
    "https:///127.0.0.1/", "https:127.0.0.1", "https:\\\\127.0.0.1\\x", "https://github.com:99999/x",
    "https://github.com:0/x", "https://github.com:/x", "https://github.com\t/x", "https://github.com /x",
    # with more than a path
    "https://github.com/x?y=", "https://github.com/x#y", "https://github.com?x", "https://github.com/x y",
    # by another way
    "http://github.com/x", "HTTPS://github.com/x", "ssh://github.com/x", "git@github.com:x/y", "file:///x", "/x", "",
)  # fmt: skip


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    """Servers that anybody on the Internet may be sent to."""
    assert is_public(text)


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_not_public(text: str) -> None:
    """This computer, this network, and whatever two programs may read in two ways."""
    assert not is_public(text)


def spellings(address: ipaddress.IPv4Address) -> Iterator[str]:
    """What programs take for this address."""
    number, (a, b, c, d) = int(address), address.packed
    yield from (str(number), hex(number), f"0{number:o}", f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}")
    yield from (f"0x{a:x}.0x{b:x}.{c}.{d}", f"0{a:o}.{b}.{c}.{d}", f"{address}.", f"[::ffff:{address}]")
    yield f"[::ffff:{a * 256 + b:x}:{c * 256 + d:x}]"


@given(st.ip_addresses())
def test_any_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """An address counts as the guard of all other requests judges it; in another spelling it never does."""
    host = f"[{address}]" if isinstance(address, ipaddress.IPv6Address) else str(address)
    assert is_public(f"https://{host}/x") is guard.is_public(address)
    if isinstance(address, ipaddress.IPv4Address):
        for other in spellings(address):
            assert not is_public(f"https://{other}/x") or (other.startswith("[") and guard.is_public(address)), other


@pytest.fixture
def listener(socket_enabled: None) -> Iterator[socket.socket]:
    """A port of this computer, to which nobody is to connect."""
    del socket_enabled
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def port_of(listener: socket.socket) -> int:
    """Its number."""
    port: int = listener.getsockname()[1]
    return port


def was_reached(listener: socket.socket) -> bool:
    """Whether anybody connected: the system queues whoever comes."""
    return bool(select.select([listener], [], [], 0)[0])


def record(ours: Path, repository: str) -> None:
    """Have a checked-in file name the repository."""
    (ours.parent / "upstream.json").write_text(json.dumps({"repository": repository, "commit": "1" * 40}), "utf-8")


@pytest.fixture
def ours(put: Put) -> Path:
    """Our list."""
    return put(row("https://one.example.com/"), row("https://ours.example.com/"))


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:{port}/admin?x=", "http://127.0.0.1:{port}/x", "http://localhost:{port}/x",
        "https://127.0.0.1:{port}/x", "https://localhost:{port}/x", "https://0x7f.1:{port}/x",
        "https://2130706433:{port}/", "https://[::ffff:127.0.0.1]:{port}/x", "https://localhost.:{port}/x",
        "https://u:p@127.0.0.1:{port}/x", "https://github.com\\@127.0.0.1:{port}/x", "ssh://127.0.0.1:{port}/x",
    ],
)  # fmt: skip
def test_nothing_is_sent(run: Run, ours: Path, listener: socket.socket, place: str) -> None:
    """Without a terminal there is nobody to ask: it is refused before a connection, and `--upstream` is named."""
    record(ours, place.format(port=port_of(listener)))
    before = ours.read_bytes()
    for arguments in (["sync"], ["sync", "--theirs"], ["pr"], ["pr", "--dry-run"], ["diff"]):
        ran = run(*arguments)
        assert ran.code == 3, ran
        assert ran.err.count("Error: ") == 1
        assert arguments == ["diff"] or "--upstream" in ran.err.splitlines()[-1]
        assert not was_reached(listener)
    assert ours.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs pseudo-terminals")
class TestAsked:
    """On a terminal the person is asked, and the question names the address."""

    def test_no(self, project: Path, ours: Path, listener: socket.socket) -> None:
        """Whoever says no has sent nothing, however quiet it is to be."""
        place = f"http://127.0.0.1:{port_of(listener)}/admin?x="
        record(ours, place)
        for arguments in (("sync",), ("pr",), ("pr", "--dry-run"), ("sync", "-q")):
            code, seen = on_terminal(project, *arguments, answers=[("Fetch from http", "n")], env=clone_of(project))
            assert code == 1, seen
            assert f"Fetch from {place}?" in seen
            assert not was_reached(listener)
        code, _ = on_terminal(project, "sync", answers=[("Fetch from http", "")], env=clone_of(project))
        assert code == 1, "no is the answer of whoever says nothing"
        assert not was_reached(listener)

    def test_yes(self, project: Path, ours: Path, server: GitServer) -> None:
        """Whoever says yes is not asked again."""
        record(ours, server.url())
        code, seen = on_terminal(project, "sync", answers=[("Fetch from http", "y")], env=clone_of(project))
        assert code == 0, seen
        assert server.seen
        assert processes.run("sync", folder=project, env=clone_of(project)).code == 0


def clone_of(project: Path) -> dict[str, str]:
    """Where the clone is, for a process."""
    return {folder.UPSTREAM_VARIABLE: str(project.parent / "clone"), "NO_PROXY": "127.0.0.1"}


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_the_address_is_said_first(project: Path, ours: Path, listener: socket.socket, quiet: tuple[str, ...]) -> None:
    """Before the first connection, the address is on the screen."""
    del ours
    place = f"http://127.0.0.1:{port_of(listener)}/test-lists"
    with contextlib.ExitStack() as stack:
        process = processes.start("sync", "--upstream", place, *quiet, folder=project, env=clone_of(project))
        stack.callback(process.communicate)
        stack.callback(process.kill)
        listener.settimeout(processes.SECONDS)
        stack.enter_context(listener.accept()[0])
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        assert place.encode() in (process.stderr.read() or b"")


def test_named_once(run: Run, ours: Path, server: GitServer) -> None:
    """What was named with `--upstream` on this machine is told; another place in the file is not."""
    assert run("sync", "--upstream", server.url()).code == 0
    assert run("sync").code == 0
    server.seen.clear()
    record(ours, server.url("other.git"))
    assert run("sync").code == 3
    assert server.seen == []


def test_named_to_an_earlier_version(run: Run, ours: Path, server: GitServer) -> None:
    """The note that 0.1.0 kept in the clone says the same."""
    assert run("sync", "--upstream", server.url()).code == 0
    note = folder.clone_folder() / ".git" / "kh-testlist.json"
    kept = json.loads(note.read_text("utf-8"))
    del kept["told"]
    note.write_text(json.dumps(kept), "utf-8")
    assert run("sync").code == 0
    assert ours.exists()


def test_a_recorded_server_sends_nobody_on(
    run: Run, ours: Path, upstream: Upstream, server: GitServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public server that only the file names can't send git elsewhere, twice over; one that a person names can."""
    # No test reaches a public server: this one of ours is taken for one.
    monkeypatch.setattr(choice, "is_public", lambda _: True)
    with serving(upstream.folder.parent) as inside:
        record(ours, server.url())
        assert run("sync").code == 0, "it is fetched from, as long as it answers itself"
        server.sends_on = inside.url("").removesuffix("/")
        for _ in range(2):
            ran = run("sync")
            assert ran.code == 3, ran
            assert "--upstream" in ran.err.splitlines()[-1]
            assert inside.seen == []
        assert run("sync", "--upstream", server.url()).code == 0
        assert inside.seen
        assert run("sync").code == 0, "and is remembered"


def test_the_default_is_not_asked_for(ours: Path) -> None:
    """Citizenlab's lists count, and with them whatever https server is public."""
    record(ours, folder.UPSTREAM_URL)
    assert choice.address(ours).is_told
    record(ours, "https://gitlab.com/citizenlab/test-lists.git")
    assert not choice.address(ours).is_told


def test_a_name_that_steers_a_terminal(run: Run, ours: Path) -> None:
    """What the file names is written out before it is shown."""
    record(ours, "ssh://git@\u202egro.elpmaxe/x")
    ended = run("sync")
    assert_one_error(processes.Ended(*ended), 3)
