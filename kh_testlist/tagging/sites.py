"""Find out which rows of lists belong to one site."""

from __future__ import annotations

import re
from typing import Final

from kh_testlist.same_page import cut, same_page_key
from kh_testlist.urls import parse, site_host
from kh_testlist.well_known import NOT_ONE_SITE, PLATFORMS

_SHARED: Final = PLATFORMS | NOT_ONE_SITE


def site_key(url: str) -> str:
    """Return a key that is the same for all URLs of one site. `url` can be any text.

    All pages of a host are one site. On a platform, each page is a site, with all its spellings and addresses.
    """
    key = same_page_key(url)
    host = site_host(cut(key).host.partition(":")[0])
    return key if is_shared(host) else host


def is_shared(host: str) -> bool:
    """Return True if pages of `host` belong to different owners: it is a platform, or it is part of one."""
    while host:
        if host in _SHARED:
            return True
        host = host.partition(".")[2]
    return False


_HOME: Final = re.compile(r"(?:/(?:index|default)\.\w+|/[a-z]{2,3}(?:-[a-z]{2})?)?/*", re.IGNORECASE)
"""The path of a home page: none, a file for a folder, or a language."""


def is_home(url: str) -> bool:
    """Return True if `url` is the home page of a host.

    What is known of a site says little about one of its articles.
    """
    parsed = parse(url)
    return parsed is not None and not parsed.search and _HOME.fullmatch(parsed.pathname) is not None
