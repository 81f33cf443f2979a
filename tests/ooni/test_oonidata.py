"""The made-up measurements, read by OONI's own parser in an environment of its own, amount to what the stub counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.ooni.stub.raw import FINGERPRINT, raw
from tests.ooni.stub.world import World

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(
        not os.environ.get("KH_TESTLIST_NETWORK_TESTS"),
        reason="needs a package registry: set KH_TESTLIST_NETWORK_TESTS",
    ),
]

READER = f"""
import json, sys
from oonidata.models.nettests.web_connectivity import WebConnectivity

for line in sys.stdin:
    found = WebConnectivity.from_dict(json.loads(line))
    keys = found.test_keys
    answers = {{answer.ipv4 for query in keys.queries or () for answer in query.answers or ()}}
    if {FINGERPRINT!r} in answers:
        outcome = "confirmed"
    elif keys.blocking is None or keys.accessible is None:
        outcome = "failure"
    else:
        outcome = "anomaly" if isinstance(keys.blocking, str) else "ok"
    method = keys.blocking if isinstance(keys.blocking, str) else ""
    day = found.measurement_start_time[:10]
    print(json.dumps([found.input, int(found.probe_asn[2:]), day, outcome, method, found.probe_cc]))
"""
"""What the API's server makes of a measurement: source: ooni/backend, fastpath/fastpath/core.py."""


def test_the_same_truth(tmp_path: Path, world: World) -> None:
    """Each of 2,000 measurements is read as the network, day, outcome and method that the stub counts it under."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "own")], check=True)
    python = tmp_path / "own" / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "oonidata==0.3.0")
    subprocess.run(install, check=True, timeout=600)
    chosen = world.measurements[::25]
    ended = subprocess.run(
        [str(python), "-c", READER],
        input="".join(json.dumps(raw(seen)) + "\n" for seen in chosen),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    read = [json.loads(line) for line in ended.stdout.splitlines()]
    assert read == [[one.url, one.asn, one.day.isoformat(), one.outcome, one.method, "KH"] for one in chosen]
    assert set(Counter(one[3] for one in read)) == {"ok", "anomaly", "confirmed", "failure"}
