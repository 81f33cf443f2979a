"""The forms in which OONI's API answers, as far as we read them: strict in what is counted, open to what is new."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final, Generic, NotRequired, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter

from kh_testlist.typed_dict import TypedDict

_MOST_ASN: Final = 2**32 - 1


def _asn(value: object) -> object:
    """A network's number: aggregation writes 38623, measurements "AS38623"."""
    if isinstance(value, str) and value.isascii() and value.removeprefix("AS").isdigit():
        return int(value.removeprefix("AS")[:11])
    return value


Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
Asn = Annotated[int, Field(strict=True, ge=0, le=_MOST_ASN), BeforeValidator(_asn)]

T = TypeVar("T")
Rows = Annotated[list[T], Field(fail_fast=True)]
"""However many there are of them, the first that is wrong says enough: pydantic keeps a kilobyte for each."""


class Tally(TypedDict):
    """The five counts; the last is the sum of the others."""

    ok_count: Count
    anomaly_count: Count
    confirmed_count: Count
    failure_count: Count
    measurement_count: Count


class TallyOf(Tally):
    """The counts of one point on the axes that were asked for; a key whose value is null is left out."""

    input: NotRequired[str | None]
    probe_asn: NotRequired[Asn | None]
    blocking_type: NotRequired[str | None]
    measurement_start_day: NotRequired[str | None]


class PriorityRule(TypedDict):
    """How much more often some rows are tested; `*` stands for any."""

    category_code: str
    cc: str
    domain: str
    url: str
    priority: Annotated[int, Field(strict=True)]


class NamedNetwork(TypedDict):
    """A network and what it is called."""

    probe_asn: Asn
    org_name: NotRequired[str | None]


class OneName(TypedDict):
    """What one network is called."""

    org_name: NotRequired[str | None]


class Result(TypedDict, Generic[T]):
    """An answer whose content is under `result`, or under `results`: the API has both."""

    result: NotRequired[T]
    results: NotRequired[T]


class Rules(TypedDict):
    """The answer of the priorities."""

    rules: Rows[PriorityRule]


@cache
def reader(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any of the forms above
    """What reads a form; made once, for that takes longer than reading does."""
    return TypeAdapter(kind)
