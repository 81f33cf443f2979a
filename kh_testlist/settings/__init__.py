"""Settings: `kh-testlist.toml` at the top of a project, and the user's own file. Each has a table per command.

The project's file is not trusted, because a pull request can edit it. It may have only a fixed set of settings. None of
them can send a token somewhere, or open a way into a private network. The user's own file may set more.

The project's file overrides the user's, because it belongs to the list. Environment variables and options override
both; click does that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kh_testlist import records
from kh_testlist.errors import Failure, Misuse
from kh_testlist.store import checkout, display, inside, read_bytes

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

    from kh_testlist.settings.shape import Settings

PROJECT_FILE: Final = "kh-testlist.toml"
USER_FILE: Final = "settings.toml"

_MAX_BYTES: Final = 8 * 1024
"""tomllib needs memory by the square of a dotted key's length."""


def adapter(*, is_own: bool = False) -> TypeAdapter[Settings]:
    """Return the reader of a project's settings, or of the user's own. It also knows their JSON schema."""
    from kh_testlist.settings.shape import OwnSettings, Settings  # noqa: PLC0415 - a sixth of a start without a file

    return records.adapter(OwnSettings if is_own else Settings)


def find(start: Path) -> Path | None:
    """Return the project's settings file: the nearest `kh-testlist.toml` upwards from `start`."""
    places = (folder / PROJECT_FILE for folder in (start, *start.parents))
    return next((place for place in places if place.is_file()), None)


def user_file() -> Path:
    """Return the path of the user's own settings. The file may not exist."""
    import platformdirs  # noqa: PLC0415 - keeps a start without settings quick

    return platformdirs.user_config_path("kh-testlist", appauthor=False) / USER_FILE


def load(own: Path | None, project: Path | None, *, is_named: bool = False) -> dict[str, Any]:
    """Return the settings of the user's own file and the project's. The project's override the user's.

    Settings that are in none of the files are left out.

    Args:
        own: the user's own file, if there is one.
        project: the project's file, if there is one. It is not read through a link.
        is_named: True if the user named the project's file. Outside of a checkout it may then be a link.

    Raises:
        Failure: a file can't be read, the named file does not exist, or the project's is a link.
        Misuse: a file is not TOML, or has a setting that does not exist or is not for this file.

    """
    if is_named and project is not None and not project.is_file():
        raise Failure(
            f"The settings file {display(project)} does not exist.", "Check the name, or use none: --config none"
        )
    merged: dict[str, Any] = {}
    follows = is_named and project is not None and checkout(project.parent) is None
    for path, is_own in ((own, True), (project, False)):
        for key, value in (_read(path, is_own=is_own, follows=is_own or follows) if path else {}).items():
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    return merged


def _read(path: Path, *, is_own: bool, follows: bool) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most starts have no settings to read

    shown = display(path)
    text = read_bytes(path, shown) if follows else inside.read(path)
    if len(text) > _MAX_BYTES:
        raise Misuse(f"{shown} is too large for a settings file.", "Check what it is, or use none: --config none")
    try:
        data = tomllib.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Misuse(f"{shown} is not TOML: {error}.", "Fix that line, or use no settings: --config none") from None
    from pydantic import ValidationError  # noqa: PLC0415 - see adapter()

    try:
        found = adapter(is_own=is_own).validate_python(data)
    except ValidationError as error:
        raise Misuse(
            f"{shown}: {_said(error.errors()[0])}", "Fix the setting, or use no settings: --config none"
        ) from None
    return _checked(data, found)


def _checked(data: dict[str, Any], found: object) -> dict[str, Any]:
    """Return `data` as it was understood: "0.5" was read as a number, so others must see a number."""
    checked: dict[str, Any] = {}
    for key, value in data.items():
        understood = getattr(found, key)
        if isinstance(value, dict):
            checked[key] = _checked(value, understood)
        else:
            checked[key] = value if isinstance(value, list) else understood
    return checked


def _said(error: ErrorDetails) -> str:
    from kh_testlist.settings import shape  # noqa: PLC0415 - see adapter()

    key = ".".join(str(part) for part in error["loc"])
    if error["type"] not in {"unexpected_keyword_argument", "extra_forbidden"}:
        return f"{key}: {error['msg']}."
    own = shape.keys(shape.OwnSettings)
    if key in own:
        return f"a project may not set {key}. You may set it in your own settings: {user_file()}."
    import difflib  # noqa: PLC0415 - only for typing errors

    near = difflib.get_close_matches(key, own, n=1, cutoff=0.5)
    return f"the setting {key!r} does not exist." + (f" Did you mean {near[0]!r}?" if near else "")
