"""The folder of a review, `reviews/2026Q4/`: read, and written piece by piece.

`review.json` says what the review is of and what it draws on; `rows.jsonl` has every row with its facts and advice;
both are written once. `decisions/` has a small file for each row that was decided, so that two people who decide
different rows never meet in git. `finished.json` is there once it is done.

All of it may come from a pull request: nothing is read or written through a link, sizes are bounded, shapes closed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kh_testlist.errors import Failure
from kh_testlist.review import files
from kh_testlist.review.quarter import parse_quarter
from kh_testlist.review.record import Finish, RecordedDecision, Review
from kh_testlist.store import MAX_BYTES, MAX_RECORDS, display, inside
from kh_testlist.urls import host_of

ROWS: Final = "rows.jsonl"
DECISIONS: Final = "decisions"
FINISHED: Final = "finished.json"

_LONGEST_SLUG: Final = 60
_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9.-]+")


def is_there(folder: Path) -> bool:
    """Whether a review lies in `folder`."""
    return (folder / files.HEAD).exists()


def load(folder: Path) -> Review:
    """The review in `folder`, with the decisions that were taken.

    Raises:
        Failure: a file of it is missing, can't be read, or says something else.

    """
    from kh_testlist.review import shapes  # noqa: PLC0415 - loads pydantic

    head = files.read(folder / files.HEAD, shapes.ReviewShape)
    quarter = parse_quarter(head.quarter)
    data = files.bounded(folder / ROWS, MAX_BYTES)
    rows = tuple(shape.value(quarter, head.list_name) for shape in files.lines(data, folder / ROWS, shapes.RowShape))
    if len({row.url for row in rows}) != head.rows or len(rows) != head.rows or _digest(data) != head.rows_sha256:
        raise Failure(f"{display(folder / ROWS)} is not what it was when the review started.", files.BY_GIT)
    return Review(
        quarter=quarter,
        list_name=head.list_name,
        started=head.started,
        sources=tuple(source.value() for source in head.sources),
        rows=rows,
        decisions=_decisions(folder),
        finished=finish(folder),
        program=head.program,
        thresholds=dict(head.thresholds),
    )


def list_of(folder: Path) -> str:
    """The name of the list that the review in `folder` is of.

    Raises:
        Failure: it can't be read.

    """
    from kh_testlist.review import shapes  # noqa: PLC0415 - loads pydantic

    return files.read(folder / files.HEAD, shapes.ReviewShape).list_name


def finish(folder: Path) -> Finish | None:
    """How the review in `folder` ended; None where it has not.

    Raises:
        Failure: it can't be read.

    """
    from kh_testlist.review import shapes  # noqa: PLC0415 - loads pydantic

    path = folder / FINISHED
    return files.read(path, shapes.FinishShape).value() if files.exists(path) else None


def finish_bytes(found: Finish) -> bytes:
    """The file that says how a review ended."""
    return files.document(
        {
            "version": 1,
            "finished_on": found.on.isoformat(),
            "counts": dict(found.counts),
            "vanished": list(found.vanished),
        }
    )


def create(folder: Path, review: Review) -> None:
    """Write a review that starts. Its head comes last: a folder without it is no review yet.

    Raises:
        Failure: it can't be written.

    """
    from kh_testlist.review import shapes  # noqa: PLC0415 - loads pydantic

    lines = [files.compact(shapes.RowShape.of(row)).encode("utf-8", "backslashreplace") for row in review.rows]
    for row, line in zip(review.rows, lines, strict=True):
        files.require_readable(line, shapes.RowShape, row.url)
    rows = b"".join(line + b"\n" for line in lines)
    if len(rows) > MAX_BYTES:
        raise Failure(
            f"The facts of {len(review.rows):,} rows take more than {MAX_BYTES // 1024**2} MiB.",
            "Name fewer journals, or a shorter period of evidence.",
        )
    head = {
        "version": 1,
        "quarter": str(review.quarter),
        "list": review.list_name,
        "started": review.started.isoformat(),
        "program": review.program,
        "thresholds": dict(review.thresholds),
        "rows": len(review.rows),
        "rows_sha256": _digest(rows),
        "sources": [{**source._asdict(), "details": dict(source.details)} for source in review.sources],
    }
    data = files.document(head)
    files.require_readable(data, shapes.ReviewShape, f"the review of {review.quarter}")
    # git keeps no empty folder, and a clone should have a place for decisions.
    files.write(folder / DECISIONS / "README.md", _README.encode())
    files.write(folder / ROWS, rows)
    files.write(folder / files.HEAD, data)


_README: Final = """# Decisions

A file for each row that was decided, written by `kh-testlist review decide` or `kh-testlist review import`. Where git
finds a conflict in one of them, two people decided the same row differently: agree, then decide it again.
"""


def decision_path(folder: Path, url: str) -> Path:
    """Where the decision on `url` lies: its host, for people, and a mark of the exact URL.

    Names differ for any two URLs on any file system: one that knows no case takes the mark of digits and small
    letters, and none that Windows keeps for itself ends in one.
    """
    slug = _NOT_IN_SLUG.sub("-", host_of(url).removeprefix("www.").lower())[:_LONGEST_SLUG].strip("-.") or "row"
    mark = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / DECISIONS / f"{slug}-{mark}.json"


def decide(folder: Path, settled: RecordedDecision) -> Path:
    """Write a decision, in the place of an earlier one on the same row; git has that one.

    Raises:
        Failure: it can't be written.

    """
    from kh_testlist.review import shapes  # noqa: PLC0415 - loads pydantic

    path = decision_path(folder, settled.url)
    given = {key: value for key, value in settled._asdict().items() if value is not None}
    document = {"version": 1, **given, "decision": settled.decision.value, "decided_on": settled.decided_on.isoformat()}
    data = files.document(document)
    files.require_readable(data, shapes.DecisionShape, settled.url)
    files.write(path, data)
    return path


def undo(folder: Path, url: str, before: RecordedDecision | None) -> None:
    """Take the decision on `url` back to what it was `before`.

    Raises:
        Failure: it can't be written.

    """
    if before is not None:
        decide(folder, before)
        return
    path = decision_path(folder, url)
    inside.remove(path, files.base_of(path))


def _decisions(folder: Path) -> dict[str, RecordedDecision]:
    from kh_testlist.review import shapes  # noqa: PLC0415 - loads pydantic

    found: dict[str, RecordedDecision] = {}
    for path in _decision_files(folder / DECISIONS):
        settled = files.read(path, shapes.DecisionShape).value()
        if decision_path(folder, settled.url).name != path.name:
            raise Failure(
                f"{display(path)} is not named after the row that it decides, {settled.url}.",
                "Remove the file, and decide the row again: kh-testlist review decide URL DECISION",
            )
        found[settled.url] = settled
    return found


def _decision_files(folder: Path) -> list[Path]:
    if not files.exists(folder):
        return []
    names = inside.names(folder, files.base_of(folder))
    paths = [folder / name for name in names if name.endswith(".json") and not name.startswith(".")]
    if len(paths) > MAX_RECORDS:
        raise Failure(f"{display(folder)} has more than {MAX_RECORDS:,} files.", "Look how they came there.")
    return paths


def _digest(rows: bytes) -> str:
    """The SHA-256 of rows; git may have given them Windows's line ends."""
    return hashlib.sha256(rows.replace(b"\r\n", b"\n")).hexdigest()


_LEFT: Final = re.compile(r"\.(?:finished|report)\..*\.(?:tmp|next)")


def leftovers(folder: Path) -> list[str]:
    """Return the names of what a `finish` that was cut off left in `folder`.

    Raises:
        Failure: the folder can't be read.

    """
    return [name for name in inside.names(folder, files.base_of(folder)) if _LEFT.fullmatch(name)]


def clear(folder: Path) -> None:
    """Remove what a `finish` that was cut off left in `folder`; the caller holds the list.

    Raises:
        Failure: it can't be removed.

    """
    for name in leftovers(folder):
        inside.remove(folder / name, files.base_of(folder))


def folders(reviews: Path) -> Sequence[Path]:
    """The folders of reviews in `reviews/`, the latest quarter first.

    Raises:
        Failure: it can't be read.

    """
    if not files.exists(reviews):
        return ()
    names = inside.names(reviews, files.base_of(reviews))
    found = [reviews / name for name in names if _NAMED.fullmatch(name)]
    return [path for path in reversed(found) if is_there(path)]


_NAMED: Final = re.compile(r"20[1-9][0-9]Q[1-4](?:-[a-z]{2}|-global)?")
