"""GitHub's official OpenAPI description, and what it says against a request."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import filelock
import pytest
from jsonschema import Draft202012Validator

_TOP: Final = Path(__file__).resolve().parents[3]
_FILE: Final = Path("@octokit", "openapi", "generated", "api.github.com.json")
_MADE: Final = _TOP / "build" / "openapi"
_HERE: Final = Path(__file__).parent

# Read now: each test begins with our variables cleared.
_MODULES: Final = os.environ.get("KH_TESTLIST_NODE_MODULES")
_MAY_FETCH: Final = bool(os.environ.get("KH_TESTLIST_NETWORK_TESTS"))


class Description:
    """What GitHub's API takes."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._paths = [
            (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path, operations)
            for path, operations in document["paths"].items()
        ]

    def against(self, method: str, path: str, query: Mapping[str, list[str]], body: object) -> list[str]:
        """What it says against a request; nothing where the request is as it should be."""
        # A literal path comes before one with a parameter at the same place.
        fitting = [one for one in self._paths if one[0].fullmatch(path)]
        if not fitting:
            return [f"{method} {path}: there is no such path"]
        _, template, operations = min(fitting, key=lambda one: one[1].count("{"))
        operation = operations.get(method.lower())
        if operation is None:
            return [f"{method} {template}: there is no such method"]
        found = [*self._query(operation, query), *self._body(operation, body)]
        return [f"{method} {template}: {fault}" for fault in found]

    def _query(self, operation: dict[str, Any], query: Mapping[str, list[str]]) -> list[str]:
        parameters = [self._resolved(parameter) for parameter in operation.get("parameters", ())]
        known = {one["name"]: one for one in parameters if one["in"] == "query"}
        faults = [f"it takes no {name!r}" for name in query if name not in known]
        faults += [f"{name!r} is missing" for name, one in known.items() if one.get("required") and name not in query]
        for name, values in query.items():
            schema = self._resolved(known[name]["schema"]) if name in known else {}
            value: Any = int(values[0]) if schema.get("type") == "integer" and values[0].isdigit() else values[0]
            faults += [f"{name}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)]
        return faults

    def _body(self, operation: dict[str, Any], body: object) -> list[str]:
        declared = operation.get("requestBody")
        if declared is None:
            return ["it takes no body"] if body is not None else []
        if body is None:
            return ["its body is missing"] if self._resolved(declared).get("required") else []
        schema = self._resolved(self._resolved(declared)["content"]["application/json"]["schema"])
        faults = [error.message for error in Draft202012Validator(schema).iter_errors(body)]
        properties = {name for one in (schema, *schema.get("oneOf", ())) for name in one.get("properties", ())}
        # The description forbids no other keys; we do.
        return (
            faults + [f"it takes no {name!r}" for name in body if name not in properties]
            if isinstance(body, dict)
            else faults
        )

    def _resolved(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """`value` with references followed and `nullable` in JSON Schema's words."""
        if isinstance(value, list):
            return [self._resolved(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            found: Any = self._document
            for key in value["$ref"].removeprefix("#/").split("/"):
                found = found[key]
            return self._resolved(found)
        made = {key: self._resolved(one) for key, one in value.items()}
        if made.pop("nullable", False) is True and isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
        return made


@functools.cache
def description() -> Description | None:
    """GitHub's description; None where it is not there and must not be fetched."""
    path = _place()
    return Description(json.loads(path.read_text("utf-8"))) if path else None


def needed() -> Description:
    """GitHub's description; the test is skipped where it can't be had."""
    found = description()
    if found is None:
        pytest.skip("needs GitHub's OpenAPI description: npm's @octokit/openapi, with KH_TESTLIST_NETWORK_TESTS=1")
    return found


def _place() -> Path | None:
    places = [*([Path(_MODULES)] if _MODULES else []), _TOP / "build" / "node" / "node_modules", _MADE / "node_modules"]
    found = next((place / _FILE for place in places if (place / _FILE).is_file()), None)
    npm = shutil.which("npm")
    if found or not _MAY_FETCH or npm is None:
        return found
    _MADE.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(_MADE / "lock"):
        if not (_MADE / "node_modules" / _FILE).is_file():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(_HERE / name, _MADE)
            asked = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            if subprocess.run(asked, cwd=_MADE, capture_output=True, timeout=300, check=False).returncode:
                return None
    return _MADE / "node_modules" / _FILE
