"""Records: what is declared once is written, read, bounded and described."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import pytest
from pydantic import ValidationError

from kh_testlist.records import Bounds, Checked, Day, Text, adapter, written
from tests.samples import TODAY


def _require_even(value: int) -> None:
    if value % 2:
        raise ValueError("it is odd")


@dataclass(frozen=True, slots=True)
class Part:
    """A part."""

    name: Annotated[str, Bounds(max_length=3)]
    number: Annotated[int, Bounds(ge=0), Checked(_require_even)]


@dataclass(frozen=True, slots=True)
class FullPart(Part):
    """The same with what is not written."""

    more: dict[int, int]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole."""

    day: Day
    kind: Annotated[str, Text(enum=["a", "b"])]
    parts: tuple[Part, ...]


WHOLE = Whole(TODAY, "a", (FullPart("x", 2, {1: 1}),))


def test_there_and_back() -> None:
    """Fields are keys in their order; what a subclass adds is left out."""
    said = written(WHOLE)
    assert list(said.items()) == [("day", TODAY.isoformat()), ("kind", "a"), ("parts", [{"name": "x", "number": 2}])]
    assert adapter(Whole).validate_python(said) == Whole(TODAY, "a", (Part("x", 2),))


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ({"name": "long", "number": 2}, "at most 3"),
        ({"name": "x", "number": -2}, "greater than or equal to 0"),
        ({"name": "x", "number": 1}, "it is odd"),
        ({"name": "x"}, "number"),
    ],
)
def test_bounds(part: dict[str, object], says: str) -> None:
    """What is out of bounds is refused, and it is said why."""
    with pytest.raises(ValidationError, match=says):
        adapter(Part).validate_python(part)


def test_schema() -> None:
    """A day is text, and the texts of a kind are named."""
    fields = adapter(Whole).json_schema(mode="serialization")["properties"]
    assert fields["day"] == {"type": "string", "title": "Day"}
    assert fields["kind"] == {"type": "string", "enum": ["a", "b"], "title": "Kind"}
    assert dt.date.fromisoformat(written(WHOLE)["day"]) == TODAY
