"""The list in the forms in which a probe takes it without an account: a file of inputs, a descriptor, v1 links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kh_testlist.errors import Failure, Refused
from kh_testlist.model import UrlList
from kh_testlist.ooni import run
from kh_testlist.ooni.inputs import inputs_of
from kh_testlist.ooni.run import V1_LONGEST, V1_LONGEST_IN_QR, Descriptor, local_descriptor, v1_links
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

__all__ = ["V1_LONGEST", "V1_LONGEST_IN_QR", "descriptor", "inputs", "listed", "local_descriptor", "v1_links"]


def listed(workspace: Workspace) -> UrlList:
    """The list.

    Raises:
        Failure: it can't be read, or is no text.

    """
    urls = workspace.list
    if not urls.is_utf8:
        raise Failure(f"{urls.path} is not UTF-8 text, so its URLs can't be told.", "See: kh-testlist validate")
    return urls


def inputs(workspace: Workspace, *, tell: Tell = silent) -> tuple[str, ...]:
    """What a probe is given of the list, in its order; `tell` is told what the probe could not read.

    Raises:
        Failure: the list can't be read.
        Refused: nothing is left of it.

    """
    urls = listed(workspace)
    found = inputs_of(entry.url for entry in urls.entries)
    for url, why in found.left_out:
        tell(f"Left out, for it would end a probe's run: {url}: {why}.", "warning")
    if not found.urls:
        raise Refused(
            f"{urls.path} has no site, and a probe without inputs tests OONI's own choice.",
            "Add one first: kh-testlist add URL",
        )
    return found.urls


def descriptor(name: str, texts: Mapping[str, str | None], author: str, urls: Sequence[str]) -> Descriptor:
    """The OONI Run v2 descriptor that has a probe test `urls`, with the usual texts of a list where none is given.

    Raises:
        Misuse: a text is too short or too long for OONI.

    """
    return run.descriptor(run.changed(run.usual_texts(name), texts), author, urls)
