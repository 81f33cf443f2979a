"""The list in the forms in which a probe takes it without an account: a file of inputs, a descriptor, v1 links."""

from __future__ import annotations

from collections.abc import Mapping

from kh_testlist.errors import Failure, Refused
from kh_testlist.model import UrlList
from kh_testlist.ooni import run
from kh_testlist.ooni.inputs import inputs_of
from kh_testlist.ooni.run import V1_LONGEST, V1_LONGEST_IN_QR, Descriptor
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

__all__ = [
    "V1_LONGEST", "V1_LONGEST_IN_QR", "descriptor", "input_file", "inputs", "listed", "local_descriptor", "v1_links",
]  # fmt: skip


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
    """What a probe is given of the list; `tell` is told what it could not read.

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


def input_file(workspace: Workspace, *, tell: Tell = silent) -> str:
    """What `miniooni web_connectivity --input-file` and `ooniprobe run websites --input-file` read.

    Raises:
        Failure: the list can't be read.
        Refused: nothing is left of it.

    """
    return "".join(f"{url}\n" for url in inputs(workspace, tell=tell))


def descriptor(workspace: Workspace, texts: Mapping[str, str | None], author: str, urls: tuple[str, ...]) -> Descriptor:
    """The OONI Run v2 descriptor that has a probe test `urls`.

    Args:
        workspace: the list.
        texts: what the run is called, where it is not called as usual.
        author: who made it.
        urls: the sites.

    Raises:
        Misuse: a text is too short or too long for OONI.

    """
    return run.descriptor(run.changed(run.usual_texts(workspace.name), texts), author, urls)


def local_descriptor(workspace: Workspace, texts: Mapping[str, str | None], author: str, *, tell: Tell = silent) -> str:
    """The list as a descriptor in a file.

    Raises:
        Failure: the list can't be read.
        Misuse: a text is too short or too long for OONI.
        Refused: nothing is left of the list.

    """
    return run.local_descriptor(descriptor(workspace, texts, author, inputs(workspace, tell=tell)))


def v1_links(workspace: Workspace, longest: int = V1_LONGEST, *, tell: Tell = silent) -> list[str]:
    """The list as OONI Run v1 links, none of them with more than `longest` characters.

    Raises:
        Failure: the list can't be read.
        Refused: nothing is left of it, or a URL is too long for a link of its own.

    """
    return run.v1_links(inputs(workspace, tell=tell), longest)
