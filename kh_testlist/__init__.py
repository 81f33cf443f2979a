"""Keep a citizenlab test list good: the library behind `kh-testlist`.

What a notebook needs is exported here and loaded on first use; `docs/library.md` shows it at work. All else may change.

The data flows one way. A list is read into frozen values (`store`), rules turn those values into findings (`rules`),
an edit turns one list into another (`editing`). What its sites are about (`tagging`), whether they are there
(`liveness`), what probes saw of them (`ooni`) and what upstream has (`upstream`) are values too; a review makes advice
of these facts, and of people's decisions the next list and its ledger (`review`). An operation does one job and returns
a value (`operations`), a report turns values into text (`reports`). A command reads options, calls one operation and
prints one report (`commands`); only `cli` knows about exit codes.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what type checkers take for true, and typing itself takes a while to load
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
    """Load what is exported when it is first asked for (PEP 562), so that a command loads only what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - the program itself asks for nothing here

    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    """Name what is exported."""
    return __all__
