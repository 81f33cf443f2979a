"""The shape of settings: a table per command, and what may stand in it. Loaded where there is a file to read alone."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Final, Literal

_FORBID: Final = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class AddSettings:
    """What `add` and `import` fill in where they are told nothing."""

    __pydantic_config__ = _FORBID

    source: str | None = None
    """The `source` of new rows: a name, an organisation, "Community member"."""


@dataclass(frozen=True, slots=True)
class ValidateSettings:
    """What `validate` looks at, and what it takes for a failure."""

    __pydantic_config__ = _FORBID

    select: tuple[str, ...] = ()
    """Codes or names of the rules to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes or names of the rules to leave out."""
    fail_on: Literal["error", "warning", "note"] | None = None
    """The least severity that makes `validate` exit 1."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How `check` goes about it."""

    __pydantic_config__ = _FORBID

    concurrency: int | None = None
    """Requests at once."""
    per_host: int | None = None
    """Requests at once to one host."""
    timeout: float | None = None
    """Seconds for one attempt on one URL, redirects included."""
    connect_timeout: float | None = None
    """Seconds for a connection."""
    passes: int | None = None
    """How often what is not clean is tried."""
    pause: float | None = None
    """Seconds between passes."""
    vantage: str | None = None
    """What to call the network that is checked from; never a host's name or an address."""
    canary: tuple[str, ...] = ()
    """URLs that are known to work: where they fail, this network is at fault."""
    skip_category: tuple[str, ...] = ()
    """Codes of categories that are not fetched."""
    fail_on: tuple[str, ...] = ()
    """Verdicts that make `check` exit 1."""
    user_agent: str | None = None
    """Who we say we are: a name, and where to reach whoever runs the check."""


@dataclass(frozen=True, slots=True)
class OwnCheckSettings(CheckSettings):
    """The same in the user's own file, with what a pull request must not be able to set."""

    __pydantic_config__ = _FORBID

    control: str | None = None
    """The second vantage, which learns the URLs: `ooni`, a test helper's URL, or a journal."""
    resolver: tuple[str, ...] = ()
    """Resolvers to ask, IP:PORT, in place of the system's."""
    ca_file: str | None = None
    """Certificate authorities, in place of the usual ones."""
    allow_private: tuple[str, ...] = ()
    """Networks that may be reached though they are not public."""


@dataclass(frozen=True, slots=True)
class PrSettings:
    """What `pr` says of itself. Whose repository it goes to is for the command line alone."""

    __pydantic_config__ = _FORBID

    author: str | None = None
    """Who made the commits: `NAME <MAIL>`, an organisation say. It becomes public."""
    labels: tuple[str, ...] = ()
    """Labels of the pull request, where upstream has them."""


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """When a network counts as blocking a site, in `evidence` and `report`; by default as iMAP has it."""

    __pydantic_config__ = _FORBID

    threshold: float | None = None
    """The weighted ratio, from 0 to 1, above which a network blocks a site."""
    floor: int | None = None
    """Tests of a site that a network must have made before it says anything."""
    quantile: float | None = None
    """A network that made fewer tests of a site than this quantile of the networks weighs less."""
    light: float | None = None
    """What such a network weighs, from 0 to 1; others weigh 1."""


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """What `report`, and the report of a review, leave out of what they ask for."""

    __pydantic_config__ = _FORBID

    exclude_category: tuple[str, ...] = ()
    """Codes of categories whose websites are not asked to be unblocked; the counts stay."""


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """What a run of the list is called, and how `target` cuts it."""

    __pydantic_config__ = _FORBID

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
class ReviewSettings:
    """How much it takes before `review` advises something, and when a row is due again."""

    __pydantic_config__ = _FORBID

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
class Settings:
    """Everything that a project's settings file may say."""

    __pydantic_config__ = _FORBID

    list: str | None = None
    """The list to work on: the two letters of a country, or `global`."""
    lang: Literal["en", "km"] | None = None
    """The language of reports."""
    color: Literal["auto", "always", "never"] | None = None
    add: AddSettings = field(default_factory=AddSettings)
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    pr: PrSettings = field(default_factory=PrSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    target: TargetSettings = field(default_factory=TargetSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)


@dataclass(frozen=True, slots=True)
class OwnSettings(Settings):
    """Everything that the user's own file may say."""

    __pydantic_config__ = _FORBID

    check: OwnCheckSettings = field(default_factory=OwnCheckSettings)


_TABLES: Final = {
    "add": AddSettings,
    "validate": ValidateSettings,
    "check": CheckSettings,
    "pr": PrSettings,
    "evidence": EvidenceSettings,
    "report": ReportSettings,
    "target": TargetSettings,
    "review": ReviewSettings,
}


def keys(kind: type[Settings | CheckSettings]) -> list[str]:
    """The keys of a kind of settings, as they are written in a file."""
    if issubclass(kind, CheckSettings):
        return [f"check.{field.name}" for field in fields(kind)]
    inner = [f"{table}.{field.name}" for table, settings in _TABLES.items() for field in fields(settings)]
    return [*(field.name for field in fields(Settings)), *inner]
