"""Keep a citizenlab test list good: the library behind `kh-testlist`.

This module exports what a notebook needs, and loads it on first use. `docs/library.md` shows examples. Everything else
may change.

The data flows one way. `store` reads a list into frozen values. `rules` turns those values into findings, and `editing`
turns one list into another. Other facts are values too. `tagging` says what sites are about, and `liveness` says if
they work. `ooni` has what probes measured, and `upstream` has upstream's lists. `review` turns these facts into advice,
and people's decisions into the next list and its ledger.

In `operations`, each operation does one job and returns a value. In `reports`, a report turns values into text. In
`commands`, a command reads options, calls one operation and prints one report. Only `cli` knows about exit codes.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers treat it as true, and typing itself loads slowly
if TYPE_CHECKING:
    from kh_testlist.check_options import CheckOptions
    from kh_testlist.errors import KhTestlistError
    from kh_testlist.folder import load
    from kh_testlist.operations.check import check
    from kh_testlist.operations.evidence import EvidenceQuery, read_evidence
    from kh_testlist.operations.show import find_equivalents
    from kh_testlist.operations.suggest import suggest
    from kh_testlist.operations.validate import validate
    from kh_testlist.workspace import Workspace

__version__ = "0.1.0"
__all__ = [
    "CheckOptions", "EvidenceQuery", "KhTestlistError", "Workspace", "__version__", "check", "find_equivalents",
    "load", "read_evidence", "suggest", "validate",
]  # fmt: skip

_HOMES = {
    "CheckOptions": "check_options",
    "EvidenceQuery": "operations.evidence",
    "KhTestlistError": "errors",
    "Workspace": "workspace",
    "check": "operations.check",
    "find_equivalents": "operations.show",
    "load": "folder",
    "read_evidence": "operations.evidence",
    "suggest": "operations.suggest",
    "validate": "operations.validate",
}


def __getattr__(name: str) -> object:
    """Load an exported name when it is first used (PEP 562). So a command loads only what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - the program itself uses nothing from here

    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    """Return the exported names."""
    return __all__
