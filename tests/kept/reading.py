"""What the program as it is now says of files that an earlier version wrote."""

from __future__ import annotations

import functools
from pathlib import Path

from tests.goldens.projects import Project
from tests.goldens.recorder import Recorder, Said
from tests.kept import keeping
from tests.kept.stages import STAGES


def said(writer: Path, base: Path) -> dict[str, Said]:
    """What came of each command line, run where the files are that the version in the folder `writer` left."""
    index = keeping.load(writer, keeping.INDEX)
    stages = [stage for stage in STAGES if stage.name in index]
    projects = {
        stage.name: Project(
            stage.name,
            stage.says,
            make=functools.partial(keeping.lay_out, writer, index, stage.name),
            has_network=True,
        )
        for stage in stages
    }
    with Recorder(base, projects=projects, longest=keeping.LONGEST) as recorder:
        return {name: found for stage in stages for name, found in recorder.record(stage.reads).items()}
