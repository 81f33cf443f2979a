"""An API that fails, or says something else than documented: waited for, or reported; never a wrong number."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.errors import Failure
from kh_testlist.ooni import api as ooni_api
from kh_testlist.ooni.cache import Cache, place
from tests.commands.conftest import Run
from tests.hostile.processes import environment
from tests.ooni.conftest import Clock, Lab
from tests.ooni.stub.server import Answer, Asked, Stub, answered
from tests.ooni.stub.world import NAMES, World, quarter, truth
from tests.ooni.test_evidence import entries, own_sites, plain


@pytest.fixture(scope="module")
def world() -> World:
    """A smaller quarter: what goes wrong goes wrong with little as well."""
    return quarter(total=8_000)


Change = Callable[[dict[str, Any]], object]


def saying(status: int, body: bytes = b"", **headers: str) -> Callable[[Asked, Answer], Answer]:
    """A fault that says something else."""
    return lambda _asked, _answer: Answer(status, body, headers)


def changing(change: Change) -> Callable[[Asked, Answer], Answer]:
    """A fault that changes what counts say; other answers stay."""

    def fault(asked: Asked, answer: Answer) -> Answer:
        if asked.path != "/api/v1/aggregation":
            return answer
        value = json.loads(answer.body)
        changed = change(value)
        return answered(value if changed is None else changed)

    return fault


PASSING = {
    "429": saying(429, b'{"error":"quota exceeded"}'),
    "429 with a time to wait": saying(429, b"{}", **{"Retry-After": "7"}),
    "500": saying(500, b'{"detail":"x"}'),
    "502 as a page": saying(502, b"<html>Bad Gateway</html>"),
    "hanging up": lambda _asked, _answer: None,
    "half a body": lambda _asked, answer: answer._replace(cut=True),
    "half a document": lambda _asked, answer: answer._replace(body=answer.body[: len(answer.body) // 2]),
    "a page": saying(200, b"<!doctype html><title>Welcome</title>"),
    "nothing": saying(200),
    "no UTF-8": saying(200, b'{"result": "\xff"}'),
    "depth": saying(200, b"[" * 100_000),
}
"""What may be over in a moment."""


class TestPassing:
    """What is waited for."""

    @pytest.mark.parametrize("name", PASSING)
    def test_over_in_a_moment(self, lab: Lab, name: str) -> None:
        """Twice in a row, then not: the numbers are the truth, and there were pauses."""
        fetch, run, api, clock, world = lab
        api.faults = [None, PASSING[name], PASSING[name], None, PASSING[name]]
        ended = fetch()
        assert ended.code == 0, ended.err
        assert len(clock.slept) == 3
        assert ended.err.count("The next try is in") == 3
        assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))

    @pytest.mark.parametrize("name", PASSING)
    def test_for_good(self, lab: Lab, name: str) -> None:
        """An API that does not come back is given up within two minutes; what has come is kept, the rest follows."""
        fetch, run, api, clock, world = lab
        api.faults, api.always = [None] * 4, PASSING[name]
        ended = fetch()
        assert (ended.code, ended.out) == (3, "")
        assert "2025-09-01..2025-10-01" in ended.err
        assert 60 < sum(clock.slept) <= 120
        for command in (("evidence", "show"), ("evidence", "gaps"), ("report",)):
            shown = run(*command)
            assert (shown.code, shown.out) == (3, "")
        done = {tuple(asked.params.items()) for asked in api.asked[:4]}
        api.reset()
        assert fetch().code == 0
        assert done.isdisjoint(tuple(asked.params.items()) for asked in api.asked)
        assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))

    def test_the_quota_is_spent_politely(self, fetch: Run, api: Stub, clock: Clock) -> None:
        """Where little of the quota is left there is a pause before each request."""
        api.always = lambda _asked, answer: answer._replace(headers={"X-RateLimit-Remaining": "12"})
        assert fetch().code == 0
        assert len(clock.slept) == len(api.asked) - 1

    @pytest.mark.parametrize("name", ["429", "500", "a page"])
    def test_at_each_request(self, lab: Lab, name: str) -> None:
        """Wherever it stops, nothing is shown until all is there that it takes; and that is the truth."""
        fetch, run, api, clock, world = lab
        expected = truth(world, own_sites(world))
        assert fetch().code == 0
        for number in range(len(api.asked)):
            place().unlink()
            api.reset()
            api.faults, api.always = [None] * number, PASSING[name]
            ended = fetch()
            assert ended.code == 3
            assert "Missing: " in ended.err
            shown = run("evidence", "show")
            if shown.code:
                assert shown[:2] == (3, "")
                assert run("report").code == (3 if number else 0)
            else:
                assert {url: plain(entry) for url, entry in entries(run).items()} == expected
        assert shown.code == 0  # where the names alone are missing
        api.reset()
        assert fetch().code == 0
        assert clock.slept
        assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))


def first(key: str, value: object) -> Change:
    """A change of one value in the first row."""
    return lambda found: found["result"][0].__setitem__(key, value)


def without(key: str) -> Change:
    """A change that takes one value away."""
    return lambda found: found["result"][0].__delitem__(key)


ODD: dict[str, Change] = {
    "a count as text": first("ok_count", "5"),
    "a count as a float": first("ok_count", 5.5),
    "a count below nothing": first("ok_count", -1),
    "a count that is none": first("ok_count", None),
    "a count that is true": first("ok_count", value=True),
    "a count that is huge": first("ok_count", 10**30),
    "no count": without("anomaly_count"),
    "counts that don't add up": lambda found: first("ok_count", found["result"][0]["ok_count"] + 1)(found),
    "a URL that is a number": first("input", 5),
    "a network by name": first("probe_asn", "Cable"),
    "no network": without("probe_asn"),
    "a row twice": lambda found: found["result"].append(found["result"][0]),
    "rows that are none": lambda found: found.__setitem__("result", [1, 2]),
    "an object of rows": lambda found: found.__setitem__("result", {}),
    "nothing for rows": lambda found: found.__setitem__("result", None),
    "a refusal with 200": lambda _found: {"msg": "Axis X and Y cannot be the same", "v": 0},
    "an older refusal": lambda _found: {"error": "no such thing", "v": 0},
    "a list": lambda _found: [],
    "a word": lambda _found: "x",
}


class TestOdd:
    """What is reported."""

    @pytest.mark.parametrize("name", ODD)
    def test_another_form(self, fetch: Run, run: Run, api: Stub, clock: Clock, name: str) -> None:
        """Another form than documented ends it at once, with what was odd; no number is taken from it."""
        api.faults = [None, changing(ODD[name])]
        ended = fetch()
        assert (ended.code, ended.out) == (3, "")
        assert "another form" in ended.err
        assert not clock.slept
        assert len(api.asked) == 2
        assert run("evidence", "show").code == 3

    @pytest.mark.parametrize("day", ["2025-06-30", "2025-10-01", "2024-07-01", "", "yesterday", "2025-07-32"])
    def test_a_day_that_was_not_asked_for(self, fetch: Run, api: Stub, day: str) -> None:
        """A count of another day is no count of this period."""

        def change(found: dict[str, Any]) -> None:
            if "measurement_start_day" in found["result"][0]:
                found["result"][0]["measurement_start_day"] = day

        api.always = changing(change)
        assert fetch().code == 3

    def test_answers_that_contradict_each_other(self, fetch: Run, run: Run, api: Stub) -> None:
        """Counts by day that are others than those by network are not believed, and both are asked for again."""

        def change(found: dict[str, Any]) -> None:
            if "measurement_start_day" in found["result"][0]:
                row = next(row for row in found["result"] if row["anomaly_count"])
                row["anomaly_count"] += 1
                row["measurement_count"] += 1

        api.always = changing(change)
        assert fetch().code == 3
        assert run("evidence", "show").code == 3
        api.reset()
        assert fetch().code == 0

    @pytest.mark.parametrize(("status", "body"), [(400, b'{"detail":"DB"}'), (422, b'{"detail":[]}'), (404, b"<html>")])
    def test_refusals(self, fetch: Run, api: Stub, clock: Clock, status: int, body: bytes) -> None:
        """A refusal is not asked for twice."""
        api.always = saying(status, body)
        ended = fetch()
        assert ended.code == 3
        assert f"HTTP {status}" in ended.err
        assert not clock.slept

    def test_what_is_taken_as_it_is(self, fetch: Run, run: Run, api: Stub, world: World) -> None:
        """Unknown fields, `results` for `result`, "AS1" for 1, hours for days, and rows of no URL do no harm."""

        def change(found: dict[str, Any]) -> None:
            rows = found["results"] = found.pop("result")
            found["new"] = {"x": [1]}
            for row in rows:
                row["new"] = None
                if "probe_asn" in row:
                    row["probe_asn"] = f"AS{row['probe_asn']}"
                if "measurement_start_day" in row:
                    row["measurement_start_day"] += "T00:00:00Z"
            names = ("ok", "anomaly", "confirmed", "failure", "measurement")
            rows.append(
                {f"{name}_count": 0 for name in names} | {"probe_asn": 1, "measurement_start_day": "2025-07-01"}
            )

        api.always = changing(change)
        ended = fetch()
        assert ended.code == 0, ended.err
        assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))

    def test_no_names(self, fetch: Run, run: Run, api: Stub) -> None:
        """Without names of networks there are their numbers; they are not asked for again each time."""
        api.always = lambda asked, answer: answer if "aggregation" in asked.path else Answer(404, b"{}", {})
        ended = fetch()
        assert ended.code == 0
        assert "names" in ended.err
        networks = [one for entry in entries(run).values() for one in entry["networks"]]
        assert {one["asn"] for one in networks} == set(NAMES)
        assert {one["name"] for one in networks} == {None}
        api.reset()
        assert fetch().code == 0
        assert not api.asked


class TestTheWay:
    """Where requests go, and how large answers may be."""

    def test_no_other_origin(self, fetch: Run, api: Stub) -> None:
        """A redirect to another origin is refused, unvisited; one at the same origin is followed."""
        with socket.create_server(("127.0.0.1", 0)) as other:
            other.settimeout(0.2)
            elsewhere = f"http://127.0.0.1:{other.getsockname()[1]}/api"
            api.faults = [saying(302, Location=elsewhere)]
            ended = fetch()
            assert ended.code == 3
            assert "redirects" in ended.err
            with pytest.raises(TimeoutError):
                other.accept()

        def moved(asked: Asked, answer: Answer) -> Answer:
            query = "&".join(f"{key}={value}" for key, value in asked.params.items())
            return Answer(307, b"", {"Location": f"{asked.path}?{query}"}) if asked.path else answer

        api.reset()
        api.faults = [moved]
        assert fetch().code == 0

    def test_a_redirect_in_a_circle(self, fetch: Run, api: Stub, clock: Clock) -> None:
        """A circle is no answer."""
        api.always = saying(302, Location="/api/v1/aggregation")
        assert fetch().code == 3
        assert clock.slept

    def test_no_netrc(self, fetch: Run, api: Stub) -> None:
        """A password that the user keeps for this host is given to nobody."""
        netrc = Path.home() / ".netrc"
        netrc.write_text("machine 127.0.0.1 login me password secret\n", "utf-8")
        netrc.chmod(0o600)
        assert fetch().code == 0
        assert not any("Authorization" in asked.headers for asked in api.asked)

    def test_too_large(self, fetch: Run, run: Run, api: Stub, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
        """An answer that is too large is asked for in parts; where that can't be, it is an error."""
        assert fetch().code == 0
        sizes = {len(api._known[tuple(sorted(one.params.items()))].body) for one in api.of("/api/v1/aggregation")}  # noqa: SLF001 - the stub is ours
        place().unlink()
        monkeypatch.setattr(ooni_api, "MOST_BYTES", max(sizes) - 1)
        assert fetch().code == 0
        assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))
        place().unlink()
        monkeypatch.setattr(ooni_api, "MOST_BYTES", 10_000)
        assert fetch().code == 3

    def test_a_server_that_drips(
        self, listed: Path, run: Run, socket_enabled: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A server that sends a byte now and then is cut off when the time is up."""
        del socket_enabled
        from kh_testlist.ooni import api as client

        monkeypatch.setattr(client, "PATIENCE", 2.0)
        assert listed.exists()
        with socket.create_server(("127.0.0.1", 0)) as server:
            done = threading.Event()

            def drip() -> None:
                connected, _ = server.accept()
                with connected:
                    try:
                        while not done.wait(0.1):
                            connected.sendall(b"H")
                    except OSError:
                        return

            threading.Thread(target=drip, daemon=True).start()
            started = time.monotonic()
            root = f"http://127.0.0.1:{server.getsockname()[1]}"
            ended = run("evidence", "fetch", "--since", "2025-07-01", "--until", "2025-08-01", "--api", root)
            done.set()
        assert ended.code == 3
        assert time.monotonic() - started < 20


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc, which says what is open")
def test_a_damaged_cache_is_not_held_open(tmp_path: Path) -> None:
    """Who may not use it lets go of it: on Windows nobody could remove it otherwise."""
    path = tmp_path / "evidence.sqlite3"
    path.write_bytes(b"This is no database. " * 99)
    with pytest.raises(Failure) as caught:
        Cache(path)
    assert path.name in caught.value.message
    assert str(path) not in [os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()]


def test_a_damaged_cache(fetch: Run, run: Run) -> None:
    """A cache that is none is an error that says what to do."""
    assert fetch().code == 0
    for path in place().parent.iterdir():
        path.write_bytes(b"garbage" * 1000)
    ended = run("evidence", "show")
    assert ended.code == 3
    assert "delete the file" in ended.err


def test_killed(api: Stub, listed: Path, run: Run, world: World) -> None:
    """A process that is killed amid a fetch leaves what had come; the next goes on from there."""
    waiting, goes_on = threading.Event(), threading.Event()

    def hang(_asked: Asked, answer: Answer) -> Answer:
        waiting.set()
        goes_on.wait(30)
        return answer

    api.faults = [None, None, None, hang]
    arguments = ("evidence", "fetch", "--since", "2025-07-01", "--until", "2025-10-01", "--api", api.root)
    process = subprocess.Popen(
        [sys.executable, "-m", "kh_testlist", *arguments],
        cwd=listed.parent.parent,
        env=environment() | {key: os.environ[key] for key in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert waiting.wait(30)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait()
        goes_on.set()
    done = [asked.params for asked in api.asked[:3]]
    assert run("evidence", "show").code == 3
    api.reset()
    assert run(*arguments).code == 0
    assert not [asked for asked in api.asked if asked.params in done]
    assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))
