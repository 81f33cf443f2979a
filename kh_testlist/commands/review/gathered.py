"""From all that is here to a review that can start."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path

from kh_testlist import __version__, folder, ledger, store
from kh_testlist.commands.review import sources
from kh_testlist.operations.check_results import check_results
from kh_testlist.operations.evidence import EvidenceQuery
from kh_testlist.review.opening import Frame, Known, rows
from kh_testlist.review.record import Review
from kh_testlist.rules.subject import Indexed
from kh_testlist.terminal.session import Session


def gathered(session: Session, path: Path, frame: Frame, journals: tuple[Path, ...], query: EvidenceQuery) -> Review:
    """The review of the list at `path`, from all that is here.

    Raises:
        Failure: the list, its ledger, or a journal that is named can't be read.
        Misuse: the options or the settings say what can't be.
        Refused: the list is damaged.

    """
    urls = session.workspace.sound_list
    found, skipped = folder.references([path])
    session.workspace.tell_skipped(session.say, skipped)
    past = ledger.records(ledger.load(path))
    seen = check_results(session.workspace, journals, frame.thresholds.sighting_days, tell=session.say)
    evidence = sources.evidence(session, query, frame.quarter)
    doubts = sources.doubts(session, urls)
    used = (
        sources.own(path, urls, hashlib.sha256(store.to_bytes(urls)).hexdigest()),
        seen.source,
        evidence.source,
        doubts.source,
        sources.upstream(path, urls, ledger.renames(past)),
    )
    known = Known(seen.by_url, evidence.by_url, evidence.suspicious, doubts.by_url, ledger.histories(past))
    reference = Indexed(found[urls.path]) if urls.path in found else None
    return Review(
        frame.quarter,
        session.name,
        session.workspace.today,
        used,
        rows(urls, reference, known, frame),
        program=__version__,
        thresholds=asdict(frame.thresholds),
    )
