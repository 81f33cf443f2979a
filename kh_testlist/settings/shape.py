"""The shape of settings: a table per command, and what may stand in it. Loaded where there is a file to read alone."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from typing import Any, ClassVar, Final, Literal

from kh_testlist.check_options import CheckOptions


class _Closed:
    """What stands in a file and is none of the fields is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class AddSettings(_Closed):
    """What `add` and `import` fill in where they are told nothing."""

    source: str | None = None
    """The `source` of new rows: a name, an organisation, "Community member"."""


@dataclass(frozen=True, slots=True)
class ValidateSettings(_Closed):
    """What `validate` looks at, and what it takes for a failure."""

    select: tuple[str, ...] = ()
    """Codes or names of the rules to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes or names of the rules to leave out."""
    fail_on: Literal["error", "warning", "note"] | None = None
    """The least severity that makes `validate` exit 1."""


def _of_check(setter: str) -> list[tuple[str, Any, Any]]:
    """The options of `check` that settings of a kind may say, as they are written in a file; None leaves one open."""
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
    "How `check` goes about it.",
    [*_OF_PROJECT[:-1], _words("skip_category"), _words("fail_on"), *_OF_PROJECT[-1:]],
    _Closed,
)
"""What `check_options` declares that a project may set; and which sites are left out, and what makes it exit 1."""
OwnCheckSettings = _check_table(
    "OwnCheckSettings",
    "The same in the user's own file, with what a pull request must not be able to set.",
    _of_check("own"),
    CheckSettings,
)


@dataclass(frozen=True, slots=True)
class PrSettings(_Closed):
    """What `pr` says of itself. Whose repository it goes to is for the command line alone."""

    author: str | None = None
    """Who made the commits: `NAME <MAIL>`, an organisation say. It becomes public."""
    labels: tuple[str, ...] = ()
    """Labels of the pull request, where upstream has them."""


@dataclass(frozen=True, slots=True)
class EvidenceSettings(_Closed):
    """When a network counts as blocking a site, in `evidence` and `report`; by default as iMAP has it."""

    threshold: float | None = None
    """The weighted ratio, from 0 to 1, above which a network blocks a site."""
    floor: int | None = None
    """Tests of a site that a network must have made before it says anything."""
    quantile: float | None = None
    """A network that made fewer tests of a site than this quantile of the networks weighs less."""
    light: float | None = None
    """What such a network weighs, from 0 to 1; others weigh 1."""


@dataclass(frozen=True, slots=True)
class ReportSettings(_Closed):
    """What `report`, and the report of a review, leave out of what they ask for."""

    exclude_category: tuple[str, ...] = ()
    """Codes of categories whose websites are not asked to be unblocked; the counts stay."""


@dataclass(frozen=True, slots=True)
class TargetSettings(_Closed):
    """What a run of the list is called, and how `target` cuts it."""

    title: str | None = None
    """What the run is called; at most 50 characters."""
    short_description: str | None = None
    """In one line; apps show 50 characters of it."""
    description: str | None = None
    """What is tested, and what to know before."""
    title_km: str | None = None
    """The same three in Khmer."""
    short_description_km: str | None = None
    description_km: str | None = None
    expires_in: int | None = None
    """Days for which a published link works."""
    minutes: float | None = None
    """Of a batch of `target plan`, at most."""
    seconds_each: float | None = None
    """What one site takes, about."""
    contact: str | None = None
    """Who keeps the list, and how to reach them: it stands on the handout."""


@dataclass(frozen=True, slots=True)
class ReviewSettings(_Closed):
    """How much it takes before `review` advises something, and when a row is due again."""

    drop_vantages: int | None = None
    """Networks that must have found a site dead before it may go; at least 2."""
    drop_days: int | None = None
    """Days on which it must have been found dead; at least 2."""
    drop_span_days: int | None = None
    """Days between the first and the last of them."""
    doubt: float | None = None
    """How sure the audit must be of another category, from 0.5 to 1."""
    sighting_days: int | None = None
    """Days for which a check is believed."""
    keep_days: int | None = None
    """Days until a row is due again that was kept or put right."""
    keep_blocked_days: int | None = None
    """The same for one that is kept because it is blocked."""
    recheck_days: int | None = None
    """The same for one that is to be looked at again."""


@dataclass(frozen=True, slots=True)
class Settings(_Closed):
    """Everything that a project's settings file may say."""

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
    """Everything that the user's own file may say."""

    check: OwnCheckSettings = field(default_factory=OwnCheckSettings)  # type: ignore[valid-type] # made above


def keys(kind: type[Settings]) -> list[str]:
    """The keys of a kind of settings, as they are written in a file."""
    tables: dict[str, Any] = {one.name: one.default_factory for one in fields(kind)}
    inner = [f"{key}.{one.name}" for key, table in tables.items() if table is not MISSING for one in fields(table)]
    return [*tables, *inner]
