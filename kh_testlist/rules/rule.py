"""A rule: a pure function with a code and a severity. Its docstring is its page, and also its test.

A list rule sees the whole list. A cell rule sees the text of one cell. The engine runs cell rules only on unusual
cells. This makes 39,000 rows a matter of a moment.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kh_testlist.model import Entry, Fix, Severity

if TYPE_CHECKING:
    from kh_testlist.rules.subject import Subject, Twin


class Fault(NamedTuple):
    """The fault that a cell rule found in one cell."""

    message: str
    fix: Fix | None = None


class Remark(NamedTuple):
    """The fault that a list rule found in one entry, or in the file if `entry` is None."""

    message: str
    entry: Entry | None = None
    column: str | None = None
    related: tuple[Twin, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """The severity of this remark, if it differs from the rule's severity."""


class RulePage(NamedTuple):
    """The parts of a rule's docstring."""

    summary: str
    """The fault, in one sentence."""
    why: str
    """Why the fault is a problem, what to do, and the source of the rule."""
    bad: str
    """An example in which the rule fires once."""
    good: str
    """The same example without the fault."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the facts that people need about it."""

    code: str
    name: str
    severity: Severity
    explanation: str
    """The docstring, unchanged."""
    columns: tuple[str, ...] = ()
    """The columns that a cell rule checks; empty for a list rule."""
    check_cell: Callable[[str], Fault | None] | None = None
    check_list: Callable[[Subject], Iterator[Remark]] | None = None

    @property
    def page(self) -> RulePage:
        """The parts of the docstring."""
        text = inspect.cleandoc(self.explanation)
        prose, _, examples = text.partition("\nBad:\n")
        bad, _, good = examples.partition("\nGood:\n")
        summary, _, why = prose.strip().partition("\n\n")
        return RulePage(" ".join(summary.split()), why.strip(), _example(bad), _example(good))


ListCheck = Callable[["Subject"], Iterator[Remark]]
CellCheck = Callable[[str], Fault | None]


def list_rule(code: str, severity: Severity) -> Callable[[ListCheck], Rule]:
    """Make a list rule from a function that returns remarks. The name of the function is the rule's name."""

    def decorate(check: ListCheck) -> Rule:
        return Rule(code, _name(check), severity, check.__doc__ or "", check_list=check)

    return decorate


def cell_rule(code: str, severity: Severity, *columns: str) -> Callable[[CellCheck], Rule]:
    """Make a cell rule from a function that returns a fault or None. The name of the function is the rule's name."""

    def decorate(check: CellCheck) -> Rule:
        return Rule(code, _name(check), severity, check.__doc__ or "", columns=columns, check_cell=check)

    return decorate


def _name(check: Callable[..., object]) -> str:
    return check.__name__.replace("_", "-")


def _example(block: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in block.strip("\n").splitlines())
