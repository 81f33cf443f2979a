"""What a rule is: a pure function with a code, a severity, and a docstring that is its page and its test.

A list rule sees the whole list; a cell rule sees the text of one cell. The engine asks cell rules only of cells that
are out of the ordinary, which is what makes 39,000 rows a matter of a blink.
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
    """What a cell rule says of one cell."""

    message: str
    fix: Fix | None = None


class Remark(NamedTuple):
    """What a list rule says of one entry, or of the file where `entry` is None."""

    message: str
    entry: Entry | None = None
    column: str | None = None
    related: tuple[Twin, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """Where this one matters less than the rule's others."""


class RulePage(NamedTuple):
    """A rule's docstring, taken apart."""

    summary: str
    """The fault, in one sentence."""
    why: str
    """Why it hurts, what to do, where the rule comes from."""
    bad: str
    """An example in which the rule fires once."""
    good: str
    """The same, mended."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what people need to know of it."""

    code: str
    name: str
    severity: Severity
    explanation: str
    """The docstring, as it was written."""
    columns: tuple[str, ...] = ()
    """The columns that a cell rule is asked about; empty for a list rule."""
    check_cell: Callable[[str], Fault | None] | None = None
    check_list: Callable[[Subject], Iterator[Remark]] | None = None

    @property
    def page(self) -> RulePage:
        """The docstring, taken apart: only when somebody reads it."""
        text = inspect.cleandoc(self.explanation)
        prose, _, examples = text.partition("\nBad:\n")
        bad, _, good = examples.partition("\nGood:\n")
        summary, _, why = prose.strip().partition("\n\n")
        return RulePage(" ".join(summary.split()), why.strip(), _example(bad), _example(good))


ListCheck = Callable[["Subject"], Iterator[Remark]]
CellCheck = Callable[[str], Fault | None]


def list_rule(code: str, severity: Severity) -> Callable[[ListCheck], Rule]:
    """Make a rule of a function from a list to remarks. The rule is named after the function."""

    def decorate(check: ListCheck) -> Rule:
        return Rule(code, _name(check), severity, check.__doc__ or "", check_list=check)

    return decorate


def cell_rule(code: str, severity: Severity, *columns: str) -> Callable[[CellCheck], Rule]:
    """Make a rule of a function from the text of a cell to a fault or None. The rule is named after the function."""

    def decorate(check: CellCheck) -> Rule:
        return Rule(code, _name(check), severity, check.__doc__ or "", columns=columns, check_cell=check)

    return decorate


def _name(check: Callable[..., object]) -> str:
    return check.__name__.replace("_", "-")


def _example(block: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in block.strip("\n").splitlines())
