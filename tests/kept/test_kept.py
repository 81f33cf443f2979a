"""Files that earlier versions wrote are read: lists, ledgers, journals, reviews, caches, models, settings, intents.

They were made, and can be made for another version, with a checkout of it:

    git worktree add --detach ../0.1.0 f672a28
    python -m tests.kept.write v0.1.0 ../0.1.0

`python -m tests.kept.write --read` notes where the program says something else of them now: see `write`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.goldens import goldens
from tests.kept import keeping, reading
from tests.kept.stages import NAMED, STAGES

_SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "check-v1.schema.json"
_MOST_BYTES = 200_000
"""Of one version."""
linux = pytest.mark.skipif(sys.platform != "linux", reason="recorded on Linux: the system's own words are in it")
each_writer = pytest.mark.parametrize("writer", keeping.writers(), ids=lambda path: path.name)


@linux
@each_writer
def test_read(writer: Path, tmp_path: Path) -> None:
    """What a version wrote is read as that version read it, but for what is noted to be told otherwise since."""
    before = os.umask(0o022)
    try:
        now = reading.said(writer, tmp_path / "kept")
    finally:
        os.umask(before)
    found = list(goldens.differences(keeping.expected(writer), now, []))
    assert not found, "\n\n".join([*found, "If that is what you want: python -m tests.kept.write --read"])


@each_writer
def test_noted(writer: Path) -> None:
    """What is noted since is another text: the program ends as that version did, and changes no fewer files."""
    then = keeping.load(writer, keeping.SAID)
    for name, found in keeping.load(writer, keeping.SINCE).items():
        assert "code" not in found, name
        assert set(found.get("files", then[name].get("files", ()))) >= set(then[name].get("files", ())), name


@each_writer
def test_check_report(writer: Path) -> None:
    """The JSON report of a check, which others read, is still as the schema says."""
    schema = json.loads(_SCHEMA.read_text("utf-8"))
    report = json.loads((writer / "checked" / "project" / "check.json").read_text("utf-8"))
    jsonschema.validate(report, schema)


def test_all_is_kept() -> None:
    """Every stage is kept of every version that has it, each is asked something, and all of it is small."""
    for writer in keeping.writers():
        wanted = {stage.name for stage in STAGES if writer.name not in stage.not_of}
        assert set(keeping.load(writer, keeping.INDEX)) == wanted
        assert set(keeping.load(writer, keeping.SAID)) == {case.name for name in wanted for case in NAMED[name].reads}
    for stage in STAGES:
        assert stage.reads
        assert not stage.killed or len(stage.reads) == 1, "what a kill left is there only once"
