"""`TypedDict` as pydantic needs it. Before Python 3.12, the one in the standard library does not work."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict

__all__ = ["TypedDict"]
