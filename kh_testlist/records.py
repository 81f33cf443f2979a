"""Records: one declaration says how a value is held, written as JSON, read again, and described by a schema.

A record is a frozen dataclass whose fields are called what its JSON calls them. pydantic does the rest; it takes a
while to load, so it is loaded where something is read or written, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@functools.cache
def adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a class, or what typing makes of several
    """Return what reads and writes records of a `kind`, and knows their schema."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - 0.1 s of imports

    return TypeAdapter(kind)


def written(value: object) -> Any:  # noqa: ANN401 - as JSON has it
    """Return the record `value` as JSON has it. What a subclass adds to a part of it is left out."""
    return adapter(type(value)).dump_python(value, mode="json")


class Text:
    """Says that a field of some other type is text in the schema, and which texts there are."""

    def __init__(self, **details: Any) -> None:  # noqa: ANN401 - as JSON Schema has it
        self._details = details

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, Any]:
        """Return the schema, as pydantic asks for it."""
        return {"type": "string", **self._details}


Day = Annotated[dt.date, Text()]
"""A day, in JSON as `2026-11-21`."""
