"""The forms of the answers of OONI's API, as far as we read them. Counts are checked strictly, new keys are allowed."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final, Generic, NotRequired, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter

from kh_testlist.typed_dict import TypedDict

_MOST_ASN: Final = 2**32 - 1


def _asn(value: object) -> object:
    """Return a network's number. Aggregation writes 38623, measurements write "AS38623"."""
    if isinstance(value, str) and value.isascii() and value.removeprefix("AS").isdigit():
        return int(value.removeprefix("AS")[:11])
    return value


Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
Asn = Annotated[int, Field(strict=True, ge=0, le=_MOST_ASN), BeforeValidator(_asn)]

T = TypeVar("T")
Rows = Annotated[list[T], Field(fail_fast=True)]
"""Only the first wrong row is reported, because pydantic keeps a kilobyte for each."""


class Tally(TypedDict):
    """The five counts; the last is the sum of the others."""

    ok_count: Count
    anomaly_count: Count
    confirmed_count: Count
    failure_count: Count
    measurement_count: Count


class TallyOf(Tally):
    """The counts of one point on the requested axes. A key whose value is null is left out."""

    input: NotRequired[str | None]
    probe_asn: NotRequired[Asn | None]
    blocking_type: NotRequired[str | None]
    measurement_start_day: NotRequired[str | None]


class PriorityRule(TypedDict):
    """How much more often some rows are tested. `*` means any value."""

    category_code: str
    cc: str
    domain: str
    url: str
    priority: Annotated[int, Field(strict=True)]


class NamedNetwork(TypedDict):
    """A network and its name."""

    probe_asn: Asn
    org_name: NotRequired[str | None]


class OneName(TypedDict):
    """The name of one network."""

    org_name: NotRequired[str | None]


class Result(TypedDict, Generic[T]):
    """An answer with its content under `result` or `results`: the API has both."""

    result: NotRequired[T]
    results: NotRequired[T]


class Rules(TypedDict):
    """The answer to a request for the priorities."""

    rules: Rows[PriorityRule]


@cache
def reader(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any of the forms above
    """Return the reader of a form. It is made once, because making it takes longer than reading."""
    return TypeAdapter(kind)
