"""Read and write the folder of a review, `reviews/2026Q4/`.

- `review.json` has the list, the quarter and the sources of the review. It is written once.
- `rows.jsonl` has every row with its facts and its advice. It is written once.
- `decisions/` has a small file for each decided row. So two people who decide different rows have no conflict in git.
- `finished.json` is written at the end.

All of it may come from a pull request. So links are not followed, sizes are limited, and the shape of files is fixed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

from kh_testlist.errors import Failure
from kh_testlist.records import Checked
from kh_testlist.review import files
from kh_testlist.review.quarter import parse_quarter
from kh_testlist.review.record import Decision, Finish, Head, RecordedDecision, Review
from kh_testlist.review.shapes import RowShape
from kh_testlist.store import MAX_BYTES, MAX_RECORDS, display, inside
from kh_testlist.urls import host_of

ROWS: Final = "rows.jsonl"
DECISIONS: Final = "decisions"
FINISHED: Final = "finished.json"

_LONGEST_SLUG: Final = 60
_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9.-]+")


def is_there(folder: Path) -> bool:
    """Return True if there is a review in `folder`."""
    return (folder / files.HEAD).exists()


def load(folder: Path) -> Review:
    """Return the review in `folder`, with its decisions.

    Raises:
        Failure: a file of it is missing, can't be read, or was changed.

    """
    head = files.read(folder / files.HEAD, Head)
    quarter = parse_quarter(head.quarter)
    data = files.bounded(folder / ROWS, MAX_BYTES)
    rows = tuple(shape.value(quarter, head.list) for shape in files.lines(data, folder / ROWS, RowShape))
    if len({row.url for row in rows}) != head.rows or len(rows) != head.rows or _digest(data) != head.rows_sha256:
        raise Failure(f"{display(folder / ROWS)} was changed after the review started.", files.BY_GIT)
    return Review(
        quarter=quarter, list_name=head.list, started=head.started, sources=tuple(head.sources), rows=rows,
        decisions=_decisions(folder), finished=finish(folder), program=head.program, thresholds=dict(head.thresholds),
    )  # fmt: skip


def list_of(folder: Path) -> str:
    """Return the name of the list of the review in `folder`.

    Raises:
        Failure: it can't be read.

    """
    return files.read(folder / files.HEAD, Head).list


def finish(folder: Path) -> Finish | None:
    """Return how the review in `folder` ended. Return None if it is not finished.

    Raises:
        Failure: it can't be read.

    """
    path = folder / FINISHED
    return files.read(path, Finish) if files.exists(path) else None


def create(folder: Path, review: Review) -> None:
    """Write a new review. The head is written last, because a folder without it is not a review yet.

    Raises:
        Failure: it can't be written.

    """
    lines = [files.compact(RowShape.of(row)).encode("utf-8", "backslashreplace") for row in review.rows]
    for row, line in zip(review.rows, lines, strict=True):
        files.require_readable(line, RowShape, row.url)
    rows = b"".join(line + b"\n" for line in lines)
    if len(rows) > MAX_BYTES:
        raise Failure(
            f"The facts of {len(review.rows):,} rows take more than {MAX_BYTES // 1024**2} MiB.",
            "Use fewer journals, or a shorter period of evidence.",
        )
    head = Head(
        str(review.quarter), review.list_name, review.started, review.program, dict(review.thresholds),
        len(review.rows), _digest(rows), list(review.sources),
    )  # fmt: skip
    data = files.document(head)
    files.require_readable(data, Head, f"the review of {review.quarter}")
    # git does not store empty folders, but a clone should have a folder for decisions.
    files.write(folder / DECISIONS / "README.md", _README.encode())
    files.write(folder / ROWS, rows)
    files.write(folder / files.HEAD, data)


_README: Final = """# Decisions

This folder has a file for each decided row. `kh-testlist review decide` and `kh-testlist review import` write them.
If git finds a conflict in a file, two people decided the same row differently. Agree, and then decide it again.
"""


def _require_whole(settled: RecordedDecision) -> None:
    """Check that a decision has the values that belong to its word, and no others, as `decide` does."""
    wants = {Decision.REPLACE: "new_url", Decision.RECATEGORISE: "new_category"}.get(settled.decision)
    for name in ("new_url", "new_category"):
        if (getattr(settled, name) is not None) != (name == wants):
            raise ValueError(f"{name} belongs to {'this' if name == wants else 'another'} decision")
    if not settled.reason.strip() and settled.decision.takes_reason:
        raise ValueError("this decision needs a reason")


_DECISION: Final[Any] = Annotated[RecordedDecision, Checked(_require_whole)]


def decision_path(folder: Path, url: str) -> Path:
    """Return the file of the decision on `url`. Its name has the host, for people, and a mark of the exact URL.

    Two URLs never have the same file, on any file system. The mark has only digits and small letters, for file systems
    that ignore the case. With a mark at its end, a name is never one that Windows reserves.
    """
    slug = _NOT_IN_SLUG.sub("-", host_of(url).removeprefix("www.").lower())[:_LONGEST_SLUG].strip("-.") or "row"
    mark = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / DECISIONS / f"{slug}-{mark}.json"


def decide(folder: Path, settled: RecordedDecision) -> Path:
    """Write a decision. It replaces an earlier one on the same row, which is still in git's history.

    Raises:
        Failure: it can't be written.

    """
    path = decision_path(folder, settled.url)
    data = files.document(settled)
    files.require_readable(data, _DECISION, settled.url)
    files.write(path, data)
    return path


def undo(folder: Path, url: str, before: RecordedDecision | None) -> None:
    """Restore the decision on `url` that there was `before`. Remove the file if there was none.

    Raises:
        Failure: it can't be written.

    """
    if before is not None:
        decide(folder, before)
        return
    path = decision_path(folder, url)
    inside.remove(path, files.base_of(path))


def _decisions(folder: Path) -> dict[str, RecordedDecision]:
    found: dict[str, RecordedDecision] = {}
    for path in _decision_files(folder / DECISIONS):
        settled: RecordedDecision = files.read(path, _DECISION)
        if decision_path(folder, settled.url).name != path.name:
            raise Failure(
                f"The name of {display(path)} does not match the row that it decides, {settled.url}.",
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
        raise Failure(
            f"{display(folder)} has more than {MAX_RECORDS:,} files.", "Delete the files that are not decisions."
        )
    return paths


def _digest(rows: bytes) -> str:
    """Return the SHA-256 of rows. Line ends of Windows do not matter, because git may have changed them."""
    return hashlib.sha256(rows.replace(b"\r\n", b"\n")).hexdigest()


_LEFT: Final = re.compile(r"\.(?:finished|report)\..*\.(?:tmp|next)")


def leftovers(folder: Path) -> list[str]:
    """Return the names of the files that an interrupted `finish` left in `folder`.

    Raises:
        Failure: the folder can't be read.

    """
    return [name for name in inside.names(folder, files.base_of(folder)) if _LEFT.fullmatch(name)]


def clear(folder: Path) -> None:
    """Remove the files that an interrupted `finish` left in `folder`. The caller has locked the list.

    Raises:
        Failure: it can't be removed.

    """
    for name in leftovers(folder):
        inside.remove(folder / name, files.base_of(folder))


def folders(reviews: Path) -> Sequence[Path]:
    """Return the folders of reviews in `reviews/`, the latest quarter first.

    Raises:
        Failure: it can't be read.

    """
    if not files.exists(reviews):
        return ()
    names = inside.names(reviews, files.base_of(reviews))
    found = [reviews / name for name in names if _NAMED.fullmatch(name)]
    return [path for path in reversed(found) if is_there(path)]


_NAMED: Final = re.compile(r"20[1-9][0-9]Q[1-4](?:-[a-z]{2}|-global)?")
