"""What pages do with cookies, with interim answers and with several headers Location."""

from __future__ import annotations

import itertools
from http import HTTPStatus
from typing import Final

from tests.farm.acts import ACTS as OTHERS
from tests.farm.acts import Act, Scene

_HINT: Final = "Link: </style.css>; rel=preload; as=style"


async def wall(scene: Scene) -> None:
    """Give cookies, one for each of `names`, and show the page to nobody who lacks one.

    `attributes` are those of each cookie. A client that lacks one is sent to `to`, or to the same page.
    """
    for name in scene.options["names"]:
        value = f"{scene.route.seed:08x}"
        if f"{name}={value}" not in _cookies(scene):
            _give(scene, name, value)
            return
    await ACTS[scene.options.get("then", "article")](scene)


async def giver(scene: Scene) -> None:
    """Give everybody a cookie, each time another one if it is `fresh`, and send them to `to`, or to the same page."""
    seed = scene.plan.chance.getrandbits(32) if scene.options.get("fresh") else scene.options.get("seed", 7)
    _give(scene, "seen", f"{seed:08x}")


def _cookies(scene: Scene) -> set[str]:
    return {pair.strip() for pair in scene.request.headers.get("cookie", "").split(";")}


def _give(scene: Scene, name: str, value: str) -> None:
    scene.connection.counters.given.add(f"{name}={value}")
    attributes = scene.options.get("attributes", "; Path=/")
    to = scene.options.get("to") or scene.request.target
    others = [("Set-Cookie", f"lang=km{value}; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT")]
    scene.connection.counters.given.add(f"lang=km{value}")
    scene.connection.answer(302, b"", *others, ("Set-Cookie", f"{name}={value}{attributes}"), ("Location", to))


async def visitor(scene: Scene) -> None:
    """Show the page of a host whose cookie another host gave, and send everybody else there."""
    if f"seen={scene.options['seed']:08x}" in _cookies(scene):
        await OTHERS["article"](scene)
    else:
        scene.connection.answer(302, b"", ("Location", scene.options["to"]))


async def interim(scene: Scene) -> None:
    """Announce the answer with the interim statuses `codes`, then answer as `then` does."""
    for code in scene.options["codes"]:
        phrase = HTTPStatus(code).phrase if code in HTTPStatus.__members__.values() else "Soon"
        hint = f"{_HINT}\r\n{_HINT}\r\n" if code == HTTPStatus.EARLY_HINTS else ""
        await scene.connection.send(f"HTTP/1.1 {code} {phrase}\r\n{hint}\r\n".encode())
    await OTHERS[scene.options.get("then", "article")](scene)


async def hints_for_ever(scene: Scene) -> None:
    """Announce an answer without end."""
    for _ in itertools.count():
        await scene.connection.send(f"HTTP/1.1 103 Early Hints\r\n{_HINT}\r\n\r\n".encode() * 100)


async def locations(scene: Scene) -> None:
    """Send the client to several places at once."""
    scene.connection.answer(302, b"", *(("Location", place) for place in scene.options["to"]))


async def redirect_on(scene: Scene) -> None:
    """Send the client to `on`."""
    scene.connection.answer(scene.options["code"], b"", ("Location", scene.options["on"]))


ACTS: Final[dict[str, Act]] = {
    **OTHERS,
    **{
        act.__name__.replace("_", "-"): act
        for act in (wall, giver, visitor, interim, hints_for_ever, locations, redirect_on)
    },
}
