"""The name of a site in JSON: a `url` or a `domain`."""

from __future__ import annotations

from typing import NotRequired

from kh_testlist.typed_dict import TypedDict


class SiteName(TypedDict):
    """The name of a site: its `url`, or its `domain` with `--by domain`."""

    url: NotRequired[str]
    domain: NotRequired[str]


def named(by: str, site: str) -> SiteName:
    """Return the name of a site: a `url` or a `domain`."""
    return {"domain": site} if by == "domain" else {"url": site}
