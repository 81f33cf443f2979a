"""Describe the machine of the figures. Without this, nobody else can use them."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from check_contenders import version as version_of
from script import TOP

from kh_testlist import __version__

_PROGRAMS: Final = ("git", "curl", "lychee")
_PACKAGES: Final = ("click", "scikit-learn")


def today() -> str:
    """Return the day in UTC."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def about() -> str:
    """Return the day, the machine, and the versions of all programs."""
    cores = os.cpu_count() or 1
    hardware = f"{_processor()}, {cores} core{'s' * (cores > 1)}, {_memory()}, {platform.platform()}"
    programs = [version_of(name) for name in _PROGRAMS]
    packages = [f"{name} {_version(name)}" for name in _PACKAGES]
    ours = f"kh-testlist {__version__}{_commit()}"
    versions = ", ".join((ours, f"Python {platform.python_version()}", *programs, *packages))
    return f"{today()}, on {hardware}.\nVersions: {versions}.\n"


def _processor() -> str:
    """Return the processor's name, which Python does not know on Linux."""
    lines = _lines(Path("/proc/cpuinfo"))
    named = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return named or platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # no such question on this system
        return "memory unknown"
    return f"{size / 2**30:.0f} GiB"


def _lines(path: Path) -> Sequence[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except OSError:
        return []


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not here"


def _commit() -> str:
    """Return the commit of the project, without the document of figures; nothing outside a repository."""
    head = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", ".", ":(exclude)docs/benchmarks.md")
    return f" ({head}{'-dirty' if changed else ''})" if head else ""


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    said = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    return said.stdout.strip() if said.returncode == 0 else ""
