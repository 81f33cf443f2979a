"""What the decisions of a review are held against: the list, its ledger and the global list, as they are now."""

from __future__ import annotations

from kh_testlist import folder, ledger
from kh_testlist.commands.review.opened import Opened
from kh_testlist.review.context import DecisionContext
from kh_testlist.rules.subject import Indexed
from kh_testlist.terminal.session import Session


def decision_context(session: Session, found: Opened, *, tells: bool = True) -> DecisionContext:
    """The context of a review that is open; it tells where there is no global list to hold new URLs against.

    Raises:
        Failure: the list, its ledger or the global list can't be read.

    """
    urls = folder.load(found.list_path)
    references, skipped = folder.references([found.list_path])
    if tells:
        session.workspace.tell_skipped(session.say, skipped)
    reference = Indexed(references[urls.path]) if urls.path in references else None
    renamed = ledger.renames(ledger.records(ledger.load(found.list_path)))
    return DecisionContext(
        found.folder,
        found.review,
        Indexed(urls),
        reference,
        renamed,
        session.workspace.today,
        dict(found.review.decisions),
    )
