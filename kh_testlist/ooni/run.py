"""OONI Run: a list as a descriptor, and as links that a phone can open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

from kh_testlist.errors import Misuse, Refused
from kh_testlist.model import GLOBAL
from kh_testlist.ooni.countries import country
from kh_testlist.typed_dict import TypedDict

TEST: Final = "web_connectivity"
"""The test that a list is for."""
V1_LONGEST: Final = 8_000
"""The most characters of a v1 link. Some programs cut longer links."""
V1_LONGEST_IN_QR: Final = 1_200
"""The most bytes of a v1 link in a QR code. Denser codes are hard to scan from paper."""
V2_LINK: Final = "https://run.ooni.org/v2/"
_V1_HEAD: Final = f"https://run.ooni.io/nettest?tn={TEST}&ta="
_V1_TAIL: Final = "&mv=1.2.0"
"""Source: ooni/probe-cli, internal/oonirun/v1.go: this host, this path, this version."""

_LEAST: Final = 2
_LIMITS: Final = {"title": 50, "short_description": 200, "author": 100}
"""Characters. Source: ooni/backend, oonirun/routers/v2.py."""


class Nettest(TypedDict):
    """A test of a descriptor, with its inputs."""

    test_name: str
    inputs: list[str]
    options: dict[str, str]
    is_background_run_enabled_default: bool
    is_manual_run_enabled_default: bool


class LocalNettest(Nettest):
    """The same in a file. The apps read the names above; miniooni and the specification use the names below."""

    is_background_run_enabled: bool
    is_manual_run_enabled: bool


class Descriptor(TypedDict):
    """An OONI Run v2 descriptor, as the API takes it."""

    name: str
    name_intl: dict[str, str]
    short_description: str
    short_description_intl: dict[str, str]
    description: str
    description_intl: dict[str, str]
    author: str
    icon: str | None
    color: str | None
    nettests: Sequence[Nettest]


class Texts(NamedTuple):
    """The texts of a run, in English, and in Khmer if that is not empty."""

    title: str
    short_description: str
    description: str
    title_km: str
    short_description_km: str
    description_km: str


def usual_texts(name: str) -> Texts:
    """Return the default texts of a run of the list called `name`."""
    where = "the world" if name == GLOBAL else country(name).name or name.upper()
    where_km = _KHMER_SPEAKING.get(name)
    return Texts(
        title=f"Websites of {where}",
        short_description=f"Tests the websites of {where}'s list",
        description=f"Tests every website on the community's test list of {where}, and nothing else. "
        "Anyone who runs it can see what you test; read OONI's guidance on risks first.",
        title_km=f"គេហទំព័រ {where_km}" if where_km else "",
        short_description_km=f"សាកល្បងគេហទំព័រក្នុងបញ្ជី {where_km}" if where_km else "",
        description_km=f"សាកល្បងគេហទំព័រទាំងអស់ក្នុងបញ្ជីសហគមន៍ {where_km}។ សូមអានការណែនាំអំពីហានិភ័យរបស់ OONI ជាមុនសិន។"
        if where_km
        else "",
    )


_KHMER_SPEAKING: Final = {"kh": "កម្ពុជា", GLOBAL: "ពិភពលោក"}
"""Lists that Khmer readers run, with the Khmer name of the place. For others, people may give their own texts."""


def changed(texts: Texts, given: Mapping[str, str | None]) -> Texts:
    """Return `texts` with the given ones in their place."""
    return texts._replace(**{key: value for key, value in given.items() if value})


def descriptor(texts: Texts, author: str, urls: Sequence[str]) -> Descriptor:
    """Return the descriptor with which a probe tests only `urls`.

    Raises:
        Misuse: a text is too short or too long for OONI.
        Refused: `urls` is empty. A probe would then test what its backend gives it.

    """
    if not urls:
        raise Refused(
            "The run has no URL, so it would test what OONI chooses.", "Add a site first: kh-testlist add URL"
        )
    _require_lengths(texts, author)
    nettest: Nettest = {
        "test_name": TEST,
        "inputs": list(urls),
        "options": {},
        "is_background_run_enabled_default": True,
        "is_manual_run_enabled_default": True,
    }
    return {
        "name": texts.title,
        "name_intl": _in_khmer(texts.title_km),
        "short_description": texts.short_description,
        "short_description_intl": _in_khmer(texts.short_description_km),
        "description": texts.description,
        "description_intl": _in_khmer(texts.description_km),
        "author": author,
        "icon": None,
        "color": None,
        "nettests": [nettest],
    }


def _in_khmer(text: str) -> dict[str, str]:
    return {"km": text} if text else {}


def _require_lengths(texts: Texts, author: str) -> None:
    for key, text in {**texts._asdict(), "author": author}.items():
        if key.endswith("_km") and not text:
            continue
        most = _LIMITS.get(key.removesuffix("_km"))
        if len(text) < _LEAST or (most is not None and len(text) > most):
            between = f"{_LEAST} to {most}" if most else f"at least {_LEAST}"
            raise Misuse(
                f"The {key.replace('_', ' ')} has {len(text)} characters. OONI accepts {between}.",
                f"Give another text: --{key.replace('_', '-')} TEXT",
            )


def local_descriptor(made: Descriptor) -> str:
    """Return the descriptor as a file for `miniooni oonirun -f`, with both names of the keys for what is enabled."""
    nettests = [
        LocalNettest(
            **nettest,
            is_background_run_enabled=nettest["is_background_run_enabled_default"],
            is_manual_run_enabled=nettest["is_manual_run_enabled_default"],
        )
        for nettest in made["nettests"]
    ]
    return json.dumps({**made, "nettests": nettests}, ensure_ascii=False, indent=2) + "\n"


def v1_links(urls: Sequence[str], longest: int = V1_LONGEST) -> list[str]:
    """Return links that together test `urls`, in their order. Each link has at most `longest` characters.

    Raises:
        Refused: a URL is too long for a link of its own.

    """
    return [_v1_link(chunk) for chunk in v1_chunks(urls, longest)]


def v1_chunks(urls: Sequence[str], longest: int = V1_LONGEST, most: int | None = None) -> list[list[str]]:
    """Return `urls` cut into groups that fit one link each, with at most `most` URLs in a group.

    Raises:
        Refused: a URL is too long for a link of its own.

    """
    chunks: list[list[str]] = []
    room = 0
    for url in urls:
        size = len(_encoded(json.dumps(url, ensure_ascii=False)))
        alone = len(_v1_link([])) + size
        if alone > longest:
            raise Refused(
                f"A link may have at most {longest:,} characters. A link with only {url} has {alone:,}.",
                "Publish the list, because a published link does not have this limit: kh-testlist target publish",
            )
        room -= size + len(_COMMA)
        if room < 0 or (most is not None and len(chunks[-1]) >= most):
            chunks.append([])
            room = longest - alone
        chunks[-1].append(url)
    return chunks


def _v1_link(urls: Sequence[str]) -> str:
    asked = json.dumps({"urls": urls}, ensure_ascii=False, separators=(",", ":"))
    return f"{_V1_HEAD}{_encoded(asked)}{_V1_TAIL}"


def _encoded(text: str) -> str:
    """Return `text` encoded. Decoding it twice, as a probe does, gives `text` back.

    The first encoding changes only what a decoding would change. So a list without `+` and `%` gives the same link as
    OONI's own pages. Programs that decode only once can read it too.
    """
    return quote(text.replace("%", "%25").replace("+", "%2B"), safe="")


_COMMA: Final = _encoded(",")
