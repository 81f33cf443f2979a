"""The shape of settings: a table per command, and what it may have. Loaded only if there is a file to read."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from typing import Any, ClassVar, Final, Literal

from kh_testlist.check_options import CheckOptions


class _Closed:
    """A table in which a key that is not a field is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class AddSettings(_Closed):
    """What `add` and `import` fill in if nothing is given."""

    source: str | None = None
    """The `source` of new rows: a name, an organisation, "Community member"."""


@dataclass(frozen=True, slots=True)
class ValidateSettings(_Closed):
    """What `validate` checks, and what counts as a failure."""

    select: tuple[str, ...] = ()
    """Codes or names of the rules to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes or names of the rules to leave out."""
    fail_on: Literal["error", "warning", "note"] | None = None
    """The least severity that makes `validate` exit 1."""


def _of_check(setter: str) -> list[tuple[str, Any, Any]]:
    """Return the options of `check` that settings of a kind may have, as a file writes them. None means not set."""
    kinds: dict[Any, Any] = {"int": int | None, "float": float | None}
    return [
        _words(one.name)
        if one.type.startswith("tuple")
        else (one.name, kinds.get(one.type, str | None), field(default=None))
        for one in fields(CheckOptions)
        if one.metadata.get("setter") == setter
    ]


def _words(name: str) -> tuple[str, Any, Any]:
    return name, tuple[str, ...], field(default=())


def _check_table(name: str, says: str, keys: list[tuple[str, Any, Any]], base: type[Any]) -> type[Any]:
    namespace = {"__module__": __name__, "__doc__": says}
    return make_dataclass(name, keys, bases=(base,), namespace=namespace, frozen=True, slots=True)


_OF_PROJECT: Final = _of_check("project")
CheckSettings = _check_table(
    "CheckSettings",
    "How `check` works.",
    [*_OF_PROJECT[:-1], _words("skip_category"), _words("fail_on"), *_OF_PROJECT[-1:]],
    _Closed,
)
"""What a project may set by `check_options`. Also which sites are left out, and what makes it exit 1."""
OwnCheckSettings = _check_table(
    "OwnCheckSettings",
    "The same in the user's own file, with settings that a pull request must not be able to change.",
    _of_check("own"),
    CheckSettings,
)


@dataclass(frozen=True, slots=True)
class PrSettings(_Closed):
    """What `pr` writes about itself. Only the command line can set the repository it goes to."""

    author: str | None = None
    """Who made the commits: `NAME <MAIL>`, for example an organisation. It becomes public."""
    labels: tuple[str, ...] = ()
    """Labels of the pull request, if upstream has them."""


@dataclass(frozen=True, slots=True)
class EvidenceSettings(_Closed):
    """When a network counts as blocking a site, in `evidence` and `report`; by default as in iMAP."""

    threshold: float | None = None
    """A network blocks a site if the weighted ratio is above this, from 0 to 1."""
    floor: int | None = None
    """A network needs at least this many tests of a site before it counts."""
    quantile: float | None = None
    """A network that made fewer tests of a site than this quantile of the networks weighs less."""
    light: float | None = None
    """The weight of such a network, from 0 to 1; others have the weight 1."""


@dataclass(frozen=True, slots=True)
class ReportSettings(_Closed):
    """Which websites `report`, and the report of a review, do not ask to unblock."""

    exclude_category: tuple[str, ...] = ()
    """Codes of categories. The report does not ask to unblock their websites, but it still counts them."""


@dataclass(frozen=True, slots=True)
class TargetSettings(_Closed):
    """The texts of a run of the list, and how `target` cuts it."""

    title: str | None = None
    """The name of the run; at most 50 characters."""
    short_description: str | None = None
    """In one line; apps show 50 characters of it."""
    description: str | None = None
    """What is tested, and what to know before a run."""
    title_km: str | None = None
    """The same three in Khmer."""
    short_description_km: str | None = None
    description_km: str | None = None
    expires_in: int | None = None
    """Days for which a published link works."""
    minutes: float | None = None
    """The most minutes of a batch of `target plan`."""
    seconds_each: float | None = None
    """About how many seconds one site takes."""
    contact: str | None = None
    """Who keeps the list, and how to reach them. It is printed on the handout."""


@dataclass(frozen=True, slots=True)
class ReviewSettings(_Closed):
    """How much `review` needs before it gives advice, and when a row is due again."""

    drop_vantages: int | None = None
    """Networks that must have found a site dead before it may be dropped; at least 2."""
    drop_days: int | None = None
    """Days on which it must have been found dead; at least 2."""
    drop_span_days: int | None = None
    """Days between the first and the last of them."""
    doubt: float | None = None
    """How sure the audit must be of another category, from 0.5 to 1."""
    sighting_days: int | None = None
    """Days for which a check counts."""
    keep_days: int | None = None
    """Days until a row that was kept or fixed is due again."""
    keep_blocked_days: int | None = None
    """The same for a row that is kept because it is blocked."""
    recheck_days: int | None = None
    """The same for a row that must be checked again."""


@dataclass(frozen=True, slots=True)
class Settings(_Closed):
    """Everything that a project's settings file may set."""

    list: str | None = None
    """The list to work on: the two letters of a country, or `global`."""
    lang: Literal["en", "km"] | None = None
    """The language of reports."""
    color: Literal["auto", "always", "never"] | None = None
    add: AddSettings = field(default_factory=AddSettings)
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    check: CheckSettings = field(default_factory=CheckSettings)  # type: ignore[valid-type] # made above
    pr: PrSettings = field(default_factory=PrSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    target: TargetSettings = field(default_factory=TargetSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)


@dataclass(frozen=True, slots=True)
class OwnSettings(Settings):
    """Everything that the user's own file may set."""

    check: OwnCheckSettings = field(default_factory=OwnCheckSettings)  # type: ignore[valid-type] # made above


def keys(kind: type[Settings]) -> list[str]:
    """Return the keys of a kind of settings, as a file writes them."""
    tables: dict[str, Any] = {one.name: one.default_factory for one in fields(kind)}
    inner = [f"{key}.{one.name}" for key, table in tables.items() if table is not MISSING for one in fields(table)]
    return [*tables, *inner]
