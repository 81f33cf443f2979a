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


def _object(value: object) -> object:
    """Scores: an object in /measurements, the text of one in /measurement_meta."""
    if isinstance(value, str):
        import json  # noqa: PLC0415 - one form of two

        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
Asn = Annotated[int, Field(strict=True, ge=0, le=_MOST_ASN), BeforeValidator(_asn)]
Scores = Annotated[dict[str, Any], BeforeValidator(_object)]

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
    domain: NotRequired[str | None]
    probe_asn: NotRequired[Asn | None]
    probe_cc: NotRequired[str | None]
    blocking_type: NotRequired[str | None]
    category_code: NotRequired[str | None]
    measurement_start_day: NotRequired[str | None]


class Measurement(TypedDict):
    """A measurement, as the search lists it."""

    measurement_uid: NotRequired[str | None]
    measurement_url: NotRequired[str | None]
    report_id: NotRequired[str | None]
    input: NotRequired[str | None]
    probe_cc: str
    probe_asn: Asn
    measurement_start_time: str
    anomaly: bool
    confirmed: bool
    failure: bool
    scores: NotRequired[Scores | None]


class Metadata(TypedDict):
    """What a page of results says of itself."""

    next_url: NotRequired[str | None]


class ResultsPage(TypedDict):
    """A page of measurements."""

    metadata: Metadata
    results: Rows[Measurement]


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
