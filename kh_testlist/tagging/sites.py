"""Find out which rows of lists belong to one site."""

from __future__ import annotations

from kh_testlist.same_page import cut, same_page_key
from kh_testlist.urls import site_host
from kh_testlist.well_known import NOT_ONE_SITE, PLATFORMS

_SHARED: frozenset[str] = PLATFORMS | NOT_ONE_SITE


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
