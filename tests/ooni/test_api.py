"""The API's client: pages, forms of one thing, and where a token goes."""

from __future__ import annotations

import json
import re

import pytest

from kh_testlist.errors import Failure, Misuse
from kh_testlist.ooni.api import Api, ApiSilent
from kh_testlist.ooni.period import period
from kh_testlist.ooni.root import checked_root
from tests.ooni.conftest import Clock
from tests.ooni.stub.server import Answer, Stub, answered
from tests.ooni.stub.world import World

JULY = period("2025-07-01", "2025-08-01")


def test_no_axes_and_one(api: Stub, world: World) -> None:
    """Without axes there is one row; with one axis a row for each point."""
    (row,) = Api(api.root).aggregation("KH", JULY, ())
    seen = [one for one in world.measurements if one.day.month == 7]
    assert row["measurement_count"] == len(seen)
    rows = Api(api.root).aggregation("KH", JULY, ("probe_asn",))
    assert {row.get("probe_asn"): row["measurement_count"] for row in rows} == {
        asn: sum(one.asn == asn for one in seen) for asn in {one.asn for one in seen}
    }


def test_a_refusal_with_200(api: Stub) -> None:
    """What the API refuses with 200 and `msg` is told in its words."""
    with pytest.raises(Failure, match="cannot be the same"):
        Api(api.root).aggregation("KH", JULY, ("input", "input"))
    with pytest.raises(Failure, match="Invalid axis name"):
        Api(api.root).aggregation("KH", JULY, ("nonsense",))
    with pytest.raises(Failure, match="Invalid ASN"):
        Api(api.root).aggregation("KH", JULY, ("input",), probe_asn="64500")


@pytest.mark.parametrize("asn", ["AS64500", 64500])
def test_two_forms_of_one_thing(api: Stub, asn: object) -> None:
    """A network is a number or "AS" and a number."""
    api.always = lambda _asked, _answer: answered({"results": [{"probe_asn": asn, "org_name": "Net"}]})
    assert Api(api.root).networks() == {64500: "Net"}


def test_other_endpoints(api: Stub) -> None:
    """The priorities, the names."""
    client = Api(api.root + "/")
    assert client.priorities()[0]["priority"] == 50
    assert set(client.networks()) == {64500, 64501, 64502, 64503}
    assert client.network_name(64504) is None


class TestAsk:
    """Asking anything."""

    def test_refusals_come_back(self, api: Stub) -> None:
        """A refusal is an answer, in JSON or not."""
        assert Api(api.root).ask("GET", "/absent").status == 404
        api.always = lambda _asked, _answer: Answer(403, b"<html>", {})
        assert Api(api.root).ask("GET", "/absent") == (403, None)

    def test_the_token(self, api: Stub) -> None:
        """A token goes to this API, and into no message."""
        Api(api.root).ask("GET", "/absent", token="secret-token")  # noqa: S106 - made up
        assert api.asked[-1].headers["Authorization"] == "Bearer secret-token"
        api.always = lambda _asked, _answer: Answer(302, b"", {"Location": "http://127.0.0.2/"})
        with pytest.raises(Failure) as raised:
            Api(api.root).ask("GET", "/absent", token="secret-token")  # noqa: S106 - made up
        assert "secret" not in raised.value.message + raised.value.next_step

    def test_a_change_is_asked_for_once(self, api: Stub, clock: Clock) -> None:
        """What may have come through is not sent again."""
        with pytest.raises(ApiSilent):
            Api(api.root).ask("POST", "/absent", body={"x": 1})  # the stub takes no POST: 501
        assert not clock.slept


@pytest.mark.parametrize(
    "root",
    [
        "http://api.example.org", "http://192.168.1.1/", "https://user@example.org/", "https://example.org/?q",
        "https://example.org/#f", "file:///etc/passwd", "api.example.org", "", "http://127.0.0.1.example.org/",
        "http://localhost.example.org",
    ],
)  # fmt: skip
def test_roots_that_are_none(root: str) -> None:
    """Nothing is sent in the clear over a network, nor to what is no API."""
    with pytest.raises(Misuse):
        checked_root(root)


def test_a_login_is_not_repeated() -> None:
    """What a root has of a login is in no message: that may end up in a log."""
    with pytest.raises(Misuse) as raised:
        checked_root("https://reader:secret@api.example.org/")
    assert "api.example.org" in raised.value.message
    assert not re.search("reader|secret", f"{raised.value.message} {raised.value.next_step}")


@pytest.mark.parametrize(
    ("root", "canonical"),
    [
        ("https://API.example.org/", "https://api.example.org"),
        ("https://example.org:8443/ooni/", "https://example.org:8443/ooni"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:1", "http://localhost:1"),
    ],
)
def test_roots(root: str, canonical: str) -> None:
    """Encrypted ones, and those on this computer."""
    assert checked_root(root) == canonical


def test_unknown_fields_of_scores_stay(api: Stub) -> None:
    """What is new is no fault."""
    api.always = lambda _asked, _answer: Answer(200, json.dumps({"rules": [], "new": 1}).encode(), {})
    assert Api(api.root).priorities() == []
