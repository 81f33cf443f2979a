"""Login, publish, drift: one link, kept the same, by one account, whose token nobody sees."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kh_testlist.ooni import api, login, run
from kh_testlist.ooni.run_api import RunApi
from kh_testlist.operations.target import publishing
from tests.hostile.processes import Ended, assert_civil, assert_one_error
from tests.ooni.run_client import RunStub, run_here, running
from tests.ooni.run_stub import signed
from tests.ooni.test_target_inputs import project
from tests.samples import HEADER_LINE, row

EMAIL = "keeper@example.org"
URLS = ["https://example.com/ភាសា+%2B", "https://example.com/", "https://example.org/?q=%zz&a b"]


@pytest.fixture
def stub(tmp_path: Path, socket_enabled: None) -> Iterator[RunStub]:
    """A stub of OONI Run that nobody asked anything yet."""
    del socket_enabled
    with running(tmp_path / "stub") as found:
        yield found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project with a list."""
    folder = tmp_path / "project"
    folder.mkdir()
    return project(folder, *(row(url) for url in URLS))


def target(stub: RunStub, place: Path, *arguments: str, stdin: str = "", **env: str) -> Ended:
    """Run `target` against the stub. Whatever happens, no token of the stub's is in what it says."""
    ended = run_here(place, "target", *arguments, stdin=stdin, OONI_API_URL=stub.root, **env)
    assert_civil(ended)
    for asked in stub.state["requests"]:
        secret = (asked["authorization"] or "Bearer ").removeprefix("Bearer ")
        assert not secret or secret not in ended.out + ended.err
    return ended


def logged_in(stub: RunStub, email: str = EMAIL) -> None:
    """Have a login kept, as `login` leaves it."""
    token = signed({"aud": "user_auth", "role": "user", "email_address": email})
    login.save(login.file(), login.Login(token, email), stub.root)


def log_in(stub: RunStub, place: Path, email: str = EMAIL) -> None:
    """Log in as somebody does: one run has the mail sent, and the next is given its link."""
    first = target(stub, place, "login", email)
    assert first.code == 2, first.err
    link = stub.state["mails"][-1]["link"]
    ended = target(stub, place, "login", email, "--sent", stdin=f"  {link}\n")
    assert ended.code == 0, ended.err
    assert link.partition("token=")[2] not in ended.out + ended.err


def login_file() -> Path:
    """Where the login is kept."""
    (found,) = Path(os.environ["HOME"]).rglob("ooni-login.json")
    return found


def record(place: Path) -> dict[str, str]:
    """What is remembered of the published link."""
    found: dict[str, str] = json.loads((place / "lists" / "kh.run.json").read_text("utf-8"))
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="needs the file modes of POSIX")
def test_login(stub: RunStub, place: Path) -> None:
    """The mail is asked for once, the token ends in a file for the user's eyes alone, and nowhere else."""
    log_in(stub, place)
    assert [mail["to"] for mail in stub.state["mails"]] == [EMAIL]
    kept = login_file()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads(kept.read_text("utf-8"))["api"] == stub.root
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    for path in place.rglob("*"):
        assert path.is_dir() or json.loads(kept.read_text("utf-8"))["token"].encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "email", ["nobody", "a@b", "two words@example.org", "a@example.org\nb", "x" * 100 + "@example.org"]
)
def test_no_address(stub: RunStub, place: Path, email: str) -> None:
    """What is no address is sent to nobody."""
    assert_one_error(target(stub, place, "login", email), 2)
    assert stub.state["requests"] == []


@pytest.mark.parametrize(
    ("pasted", "code"), [("", 2), ("nonsense with spaces", 2), ("https://run.ooni.org/login?token=aaaa.bbbb.cccc", 3)]
)
def test_wrong_token(stub: RunStub, place: Path, pasted: str, code: int) -> None:
    """A token that is none ends in an error, without a file, and is not repeated."""
    ended = target(stub, place, "login", EMAIL, "--sent", stdin=pasted)
    assert_one_error(ended, code)
    assert not pasted or pasted not in ended.err
    assert not list(Path(os.environ["HOME"]).rglob("ooni-login.json"))


def test_publish_then_change(stub: RunStub, place: Path) -> None:
    """The first time a link is made and remembered; afterwards it is changed, and what it tests is the list."""
    logged_in(stub)
    ended = target(stub, place, "publish")
    assert ended.code == 0, ended.err
    assert "https://run.ooni.org/v2/10000" in ended.out
    assert EMAIL in ended.err
    assert record(place)["id"] == "10000"
    (link,) = stub.state["links"].values()
    assert link["nettests"][0]["inputs"] == URLS
    assert link["author"] == EMAIL
    assert target(stub, place, "drift").code == 0
    (place / "lists" / "kh.csv").write_bytes((HEADER_LINE + row("https://new.example.com/") + "\n").encode())
    found = target(stub, place, "drift", "--format", "json")
    assert found.code == 1
    report = json.loads(found.out)
    assert report["missing"] == ["https://new.example.com/"]
    assert report["extra"] == URLS
    assert report["days_left"] in {179, 180}
    assert report["expired"] is False
    assert report["link"] == "https://run.ooni.org/v2/10000"
    again = target(stub, place, "publish", "--expires-in", "10")
    assert again.code == 0, again.err
    assert record(place) | {"expires": ""} == {
        "link": "https://run.ooni.org/v2/10000", "id": "10000", "revision": "2", "expires": "",
    }  # fmt: skip
    assert list(stub.state["links"]) == ["10000"]
    near = target(stub, place, "drift")
    assert near.code == 0
    assert "days" in near.err


def test_round_trip_through_the_descriptor(stub: RunStub, place: Path) -> None:
    """The descriptor that `target descriptor` writes is what the API has, but for the names it does not know."""
    logged_in(stub)
    assert target(stub, place, "publish").code == 0
    local = json.loads(target(stub, place, "descriptor", "--author", EMAIL).out)
    (link,) = stub.state["links"].values()
    for key, value in local.items():
        if key != "nettests":
            assert link[key] == value
    for key in ("test_name", "inputs", "is_background_run_enabled_default", "is_manual_run_enabled_default"):
        assert link["nettests"][0][key] == local["nettests"][0][key]


def test_every_revision(stub: RunStub, place: Path) -> None:
    """What probes fetch, the descriptor in full, is the list as it was published, at each revision."""
    logged_in(stub)
    assert target(stub, place, "publish").code == 0
    (place / "lists" / "kh.csv").write_bytes((HEADER_LINE + row(URLS[0]) + "\n").encode())
    assert target(stub, place, "publish").code == 0
    for revision, urls in (("1", URLS), ("2", URLS[:1]), ("latest", URLS[:1])):
        answer = requests.get(f"{stub.root}/api/v2/oonirun/links/10000/full-descriptor/{revision}", timeout=10)
        (nettest,) = answer.json()["nettests"]
        assert nettest["inputs"] == urls


def test_the_snapshot_survives(stub: RunStub, place: Path, upstream_lists: Path) -> None:
    """Upstream's list of Cambodia comes out of OONI's store byte for byte, in its order."""
    logged_in(stub)
    shutil.copy(upstream_lists / "kh.csv", place / "lists" / "kh.csv")
    ended = target(stub, place, "publish")
    assert ended.code == 0, ended.err
    (link,) = stub.state["links"].values()
    with (upstream_lists / "kh.csv").open(encoding="utf-8", newline="") as lines:
        assert link["nettests"][0]["inputs"] == [line["url"] for line in csv.DictReader(lines)]
    assert target(stub, place, "drift").code == 0


def test_expired(stub: RunStub, place: Path) -> None:
    """An expired link drifts, and a new one takes its place."""
    logged_in(stub)
    assert target(stub, place, "publish").code == 0
    stub.order(expire=["10000"])
    found = target(stub, place, "drift", "--format", "json")
    assert found.code == 1
    report = json.loads(found.out)
    assert (report["days_left"], report["expired"]) == (0, True)
    kept = record(place)
    (place / "lists" / "kh.run.json").write_text(json.dumps({**kept, "expires": "2026-01-01"}), "utf-8")
    code = target(stub, place, "qr")
    assert code.code == 0
    assert "expired on 2026-01-01" in code.err
    ended = target(stub, place, "publish")
    assert ended.code == 0, ended.err
    assert "10000 has expired" in ended.err
    assert record(place)["id"] == "10001"


def test_somebody_elses_link(stub: RunStub, place: Path) -> None:
    """A link of another account is not touched, whatever the file beside the list says."""
    logged_in(stub)
    assert target(stub, place, "publish").code == 0
    logged_in(stub, "other@example.org")
    before = stub.state["links"]
    assert_one_error(target(stub, place, "publish"), 1)
    assert stub.state["links"] == before
    ended = target(stub, place, "publish", "--new")
    assert ended.code == 0, ended.err
    assert stub.state["links"]["10001"]["author"] == "other@example.org"


def test_author_is_the_login(stub: RunStub, place: Path) -> None:
    """Another author than the account is refused before OONI is asked."""
    logged_in(stub)
    asked = len(stub.state["requests"])
    assert_one_error(target(stub, place, "publish", "--account-email", "other@example.org"), 1)
    assert len(stub.state["requests"]) == asked
    assert target(stub, place, "publish", "--account-email", EMAIL.upper()).code == 0


def test_token_of_the_environment(stub: RunStub, place: Path) -> None:
    """A token in the environment comes before the login, and says whose it is."""
    logged_in(stub)
    token = json.loads(login_file().read_text("utf-8"))["token"]
    login_file().unlink()
    ended = target(stub, place, "publish")
    assert_one_error(ended, 3)
    assert "OONI_TOKEN" in ended.err.splitlines()[-1]
    ended = target(stub, place, "publish", OONI_TOKEN=token)
    assert ended.code == 0, ended.err
    assert token not in ended.out + ended.err
    for bad in ("two words", "tok\nen-that-is-long", "short"):
        ended = target(stub, place, "publish", OONI_TOKEN=bad)
        assert_one_error(ended, 3)
        assert bad not in ended.err
    nobody = "aaaaaaaa.bbbb.cccc"
    assert_one_error(target(stub, place, "publish", OONI_TOKEN=nobody), 2)
    ended = target(stub, place, "publish", "--account-email", EMAIL, OONI_TOKEN=nobody)
    assert_one_error(ended, 3)
    assert "login" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs the file modes of POSIX")
def test_login_others_can_read(stub: RunStub, place: Path) -> None:
    """A token that others can read is not used; nor is one given by another API."""
    logged_in(stub)
    asked = len(stub.state["requests"])
    login_file().chmod(0o644)
    assert_one_error(target(stub, place, "publish"), 3)
    login_file().chmod(0o600)
    kept = json.loads(login_file().read_text("utf-8"))
    login_file().write_text(json.dumps({**kept, "api": "https://api.ooni.org"}), "utf-8")
    assert_one_error(target(stub, place, "publish"), 3)
    for text in ("", "[]", "{}", json.dumps({**kept, "token": 1}), "[" * 100_000):
        login_file().write_text(text, "utf-8")
        assert_one_error(target(stub, place, "publish"), 3)
    assert len(stub.state["requests"]) == asked


@pytest.mark.parametrize(
    "instead",
    [
        (400, '{"detail":"TOKEN is no good"}'),
        (401, '{"detail":"Authentication required"}'),
        (403, '{"detail":"TOKEN \\u001b[31m may not"}'),
        (422, '{"detail":[{"loc":["body","name"],"msg":"TOKEN","type":"x"}]}'),
        (422, '{"detail":{"error":"no"}}'),
        (400, "<html>no</html>"),
        (400, "[[[["),
        (200, "{}"),
        (200, "[]"),
        (200, '{"oonirun_link_id":"10000","revision":"1","expiration_date":"soon","nettests":[]}'),
        (200, '{"oonirun_link_id":"../x","revision":"1","expiration_date":"2030-01-01T00:00:00Z","nettests":[]}'),
        (200, '{"oonirun_link_id":"7","revision":1,"expiration_date":"2030-01-01T00:00:00","nettests":[]}'),
    ],
)
def test_answers_that_are_none(stub: RunStub, place: Path, instead: tuple[int, str]) -> None:
    """Whatever the API answers in place of a link, that is an error with a next step, and nothing is remembered."""
    logged_in(stub)
    stub.order(instead=instead)
    ended = target(stub, place, "publish")
    assert ended.code in {2, 3}, ended
    assert "Error: " in ended.err
    assert not (place / "lists" / "kh.run.json").exists()


def test_no_answer(stub: RunStub, place: Path) -> None:
    """A link is asked for once: where no answer comes, nobody knows whether it was made, and that is said."""
    logged_in(stub)
    stub.order(instead=(502, "<html>Bad gateway</html>"))
    ended = target(stub, place, "publish")
    assert_one_error(ended, 3)
    assert "--link ID" in ended.err
    assert [asked["method"] for asked in stub.state["requests"]] == ["POST"]


def test_not_reached(socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was ever sent no link was made, and nobody is sent to look for one."""
    del socket_enabled
    monkeypatch.setattr(api, "PATIENCE", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = f"http://127.0.0.1:{server.getsockname()[1]}"
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    wanted = run.descriptor(run.usual_texts("kh"), EMAIL, URLS)
    with pytest.raises(api.ApiUnreached) as caught:
        publishing.put(RunApi(api.Api(closed)), login.Login("t", EMAIL), wanted, soon, None)
    assert "--link" not in caught.value.next_step


def test_stored_in_part(stub: RunStub, place: Path) -> None:
    """Where OONI publishes less than was sent, that is no success."""
    logged_in(stub)
    stub.order(loses_inputs=True)
    ended = target(stub, place, "publish")
    assert_one_error(ended, 3)
    assert "drift 10000" in ended.err


def test_never_over_plain_http(stub: RunStub, place: Path) -> None:
    """A token goes over an encrypted connection, or to this computer; a project file can't say where to."""
    logged_in(stub)
    assert_one_error(target(stub, place, "publish", "--api", "http://api.example.org"), 2)
    (place / "kh-testlist.toml").write_text(f'[target]\napi = "{stub.root}"\n', "utf-8")
    assert_one_error(target(stub, place, "publish"), 2)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"id": "10000"}', '{"id": "1/../2", "revision": "1", "expires": "2030-01-01"}', "\xff"]
)
def test_damaged_record(stub: RunStub, place: Path, text: str) -> None:
    """A damaged record is not overwritten, and leads no request astray."""
    logged_in(stub)
    asked = len(stub.state["requests"])
    (place / "lists" / "kh.run.json").write_text(text, "latin-1")
    for arguments in (["publish"], ["drift"], ["qr"]):
        assert_one_error(target(stub, place, *arguments), 3)
    assert len(stub.state["requests"]) == asked
    assert (place / "lists" / "kh.run.json").read_text("latin-1") == text


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_record_that_is_a_link(stub: RunStub, place: Path, tmp_path: Path) -> None:
    """A record that leads elsewhere is neither read nor written through."""
    logged_in(stub)
    (tmp_path / "precious").write_text("mine", "utf-8")
    (place / "lists" / "kh.run.json").symlink_to(tmp_path / "precious")
    assert_one_error(target(stub, place, "publish"), 3)
    assert_one_error(target(stub, place, "publish", "--new"), 3)
    assert (tmp_path / "precious").read_text("utf-8") == "mine"


def test_drift_of_a_hostile_link(stub: RunStub, place: Path) -> None:
    """What another link tests is shown harmless, and a link that is not there is said to be so."""
    logged_in(stub)
    text = "https://example.com/\u202e\u001b[31m"
    link = {
        "oonirun_link_id": "5",
        "revision": "1",
        "expiration_date": "2999-01-01T00:00:00Z",
        "nettests": [{"test_name": "web_connectivity", "inputs": [text]}, {"test_name": "dnscheck", "inputs": None}],
    }
    stub.order(instead=(200, json.dumps(link)))
    for form in ("text", "json"):
        assert target(stub, place, "drift", "5", "--format", form).code == 1
    stub.order()
    assert_one_error(target(stub, place, "drift", "5"), 3)
    assert_one_error(target(stub, place, "drift", "5/../6"), 2)
    assert_one_error(target(stub, place, "drift"), 3)
