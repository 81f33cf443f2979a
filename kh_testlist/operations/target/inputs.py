"""Write the list for probes, in the forms that need no account: a file of inputs, a descriptor, v1 links."""

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
    """Return the list.

    Raises:
        Failure: it can't be read, or is not UTF-8 text.

    """
    urls = workspace.list
    if not urls.is_utf8:
        raise Failure(
            f"{urls.path} is not UTF-8 text, so its URLs can't be read.",
            "Find the problem with: kh-testlist validate --select FIL",
        )
    return urls


def inputs(workspace: Workspace, *, tell: Tell = silent) -> tuple[str, ...]:
    """Return the URLs of the list that a probe can test, in their order. Tell which it could not read.

    Raises:
        Failure: the list can't be read.
        Refused: no URL is left.

    """
    urls = listed(workspace)
    found = inputs_of(entry.url for entry in urls.entries)
    for url, why in found.left_out:
        tell(f"Left out, because it would stop the run of a probe: {url}: {why}.", "warning")
    if not found.urls:
        raise Refused(
            f"{urls.path} has no sites. Without sites, a probe would test those that OONI chooses.",
            "Add a site first: kh-testlist add URL",
        )
    return found.urls


def descriptor(name: str, texts: Mapping[str, str | None], author: str, urls: Sequence[str]) -> Descriptor:
    """Return the OONI Run v2 descriptor that lets a probe test `urls`. Texts that are not given are the usual ones.

    Raises:
        Misuse: a text is too short or too long for OONI.

    """
    return run.descriptor(run.changed(run.usual_texts(name), texts), author, urls)
