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


def _whole(value: object) -> object:
    """Return a count that the service writes with a decimal point: 5.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
WholeCount = Annotated[int, Field(strict=True, ge=0, le=2**53), BeforeValidator(_whole)]
Score = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
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


class Loni(TypedDict):
    """How likely each layer is blocked, down, or ok. Null means that it was not judged."""

    dns_blocked: NotRequired[Score | None]
    dns_down: NotRequired[Score | None]
    dns_ok: NotRequired[Score | None]
    tcp_blocked: NotRequired[Score | None]
    tcp_down: NotRequired[Score | None]
    tcp_ok: NotRequired[Score | None]
    tls_blocked: NotRequired[Score | None]
    tls_down: NotRequired[Score | None]
    tls_ok: NotRequired[Score | None]


class Judged(TypedDict):
    """How the service judges the tests at one point of the requested axes."""

    count: WholeCount
    loni: Loni
    input: NotRequired[str | None]
    probe_asn: NotRequired[Asn | None]
    measurement_start_day: NotRequired[str | None]


class ControlRow(TypedDict):
    """What the controls saw of a host at one address. The counts of DNS are those of the host, in each row."""

    hostname: str
    in_dns_answers: NotRequired[bool | None]
    tcp_success_count: Count
    tcp_failure_count: Count
    dns_success_count: Count
    dns_nxdomain_count: Count
    dns_other_failure_count: Count


class ObservationRow(TypedDict):
    """How many observations of a host failed in one way on one network."""

    observation_count: Count
    hostname: NotRequired[str | None]
    probe_asn: NotRequired[Asn | None]
    failure: NotRequired[str | None]


class AnalysisRow(TypedDict):
    """One test. Services differ in what they tell of it."""

    measurement_start_time: str
    probe_asn: Asn
    resolver_asn: NotRequired[Asn | None]
    probe_as_org_name: NotRequired[str | None]
    software_version: NotRequired[str | None]
    test_version: NotRequired[str | None]
    top_dns_rule_id: NotRequired[str | None]
    top_tcp_rule_id: NotRequired[str | None]
    top_tls_rule_id: NotRequired[str | None]


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
