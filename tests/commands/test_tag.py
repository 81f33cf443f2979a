"""`tag`: what may be asked, in which form it answers, and what it goes by."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from kh_testlist.categories import LEGEND
from kh_testlist.operations import suggest as taggers
from kh_testlist.tagging.model import to_bytes
from tests.commands.conftest import Put, Ran, Run
from tests.hostile.processes import HARMFUL, Ended, assert_civil
from tests.samples import HEADER_LINE, row
from tests.tagging.handmade import VOCABULARY, a_model, rows

Clone = Callable[..., Path]
ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b31m\u202eabc\u2066\u200f"


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A function that writes a list into the clone of upstream's lists."""

    def put_(name: str, *texts: str) -> Path:
        path = tmp_path / "clone" / "lists" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((HEADER_LINE + "".join(text + "\n" for text in texts)).encode())
        return path

    return put_


@pytest.fixture
def small_lists(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """A clone of four small lists, which are enough to learn from here."""
    monkeypatch.setattr(taggers, "_ENOUGH", 50)
    for name in ("th", "vn", "mm", "my"):
        clone(name, *rows(name))
    return clone


@pytest.fixture
def model(project: Path) -> str:
    """A model made by hand, by its path."""
    (project / "hand.model").write_bytes(to_bytes(a_model()))
    return "hand.model"


def objects(ran: Ran) -> list[dict[str, Any]]:
    """The lines of JSON that it answered with."""
    assert ran.code == 0, ran.err
    found = [json.loads(line) for line in ran.out.splitlines()]
    for one in found:
        assert list(one) == ["url", "abstained", "suggestions"]
        assert len(one["suggestions"]) >= 3
        shares = [each["confidence"] for each in one["suggestions"]]
        assert shares == sorted(shares, reverse=True)
        for each in one["suggestions"]:
            assert list(each) == ["category_code", "confidence", "reason"]
            assert each["category_code"] in LEGEND
    return found


def assert_harmless(ran: Ran) -> None:
    """Nothing raw reached the terminal."""
    for stream in (ran.out, ran.err):
        found = HARMFUL.search(stream)
        assert found is None, f"{found[0]!r} in {stream!r}"


class TestForms:
    """How it answers."""

    def test_text(self, run: Run) -> None:
        """Three suggestions, with how sure they are and why; stdout has nothing else."""
        ran = run("tag", "https://mycasino.example.org/", "https://zz.org/")
        assert ran.code == 0
        lines = ran.out.splitlines()
        assert lines[0] == "https://mycasino.example.org/"
        assert lines[1].split()[:2] == ["GMB", "87%"]
        assert "“casin” in its name" in lines[1]
        assert lines[4].startswith("https://zz.org/  not sure")
        assert len(lines) == 8
        assert "Suggestions come only from keywords" in ran.err

    def test_jsonl(self, run: Run) -> None:
        """An object for each URL, in their order, one that is named twice twice."""
        urls = ["https://mycasino.example.org/", "https://zz.org/", "nonsense", "https://zz.org/"]
        found = objects(run("tag", *urls, "--format", "jsonl"))
        assert [one["url"] for one in found] == urls
        assert [one["abstained"] for one in found] == [False, True, True, True]

    @pytest.mark.parametrize("top", [3, 4, 31])
    def test_top(self, run: Run, top: int) -> None:
        """As many suggestions as are wanted."""
        (found,) = objects(run("tag", "https://zz.org/", "--top", str(top), "--format", "jsonl"))
        assert len(found["suggestions"]) == top

    @pytest.mark.parametrize("top", ["0", "2", "32", "x"])
    def test_no_top(self, run: Run, top: str) -> None:
        """But three at least, and no more than there are."""
        assert run("tag", "https://zz.org/", "--top", top).code == 2

    def test_output(self, run: Run, project: Path) -> None:
        """The report goes to a file, all of it, and stdout stays empty."""
        ran = run("tag", "https://zz.org/", "https://ខ្មែរ.com/", "--format", "jsonl", "-o", "tags.jsonl")
        assert (ran.code, ran.out) == (0, "")
        assert "tags.jsonl" in ran.err
        lines = (project / "tags.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["url"] for line in lines] == ["https://zz.org/", "https://ខ្មែរ.com/"]

    def test_color(self, run: Run) -> None:
        """Coloured where that is wanted, and the same words."""
        plain = run("tag", "https://zz.org/").out
        colored = run("tag", "https://zz.org/", "--color", "always").out
        assert "\x1b[" in colored
        assert "\x1b[" not in plain

    def test_khmer(self, run: Run) -> None:
        """Khmer words and Khmer hosts, in and out."""
        (found,) = objects(run("tag", "https://ខ្មែរ.com/", "--text", "ល្បែងស៊ីសង", "--format", "jsonl"))
        assert found["suggestions"][0]["category_code"] == "GMB"
        assert "“ល្បែង” on its page" in found["suggestions"][0]["reason"]
        ran = run("--lang", "km", "tag", "https://ខ្មែរ.com/")
        assert ran.code == 0
        assert "https://ខ្មែរ.com/" in ran.out

    def test_quiet(self, run: Run) -> None:
        """With `-q` the answer alone."""
        ran = run("-q", "tag", "https://zz.org/")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


class TestInput:
    """What may be asked."""

    LINES = (
        "# a comment\n\nhttps://a.org/\n  https://b.org/  \r\n"
        '{"url": "https://c.org/", "text": "casino"}\n{"url": "https://d.org/"}\n{"url": "x", "text": null}\n'
    )
    URLS = ("https://a.org/", "https://b.org/", "https://c.org/", "https://d.org/", "x")

    def test_file(self, run: Run, project: Path) -> None:
        """A file of URLs and JSON; blank lines and comments are nothing."""
        (project / "in.txt").write_text(self.LINES, "utf-8")
        found = objects(run("tag", "-i", "in.txt", "--format", "jsonl"))
        assert tuple(one["url"] for one in found) == self.URLS
        assert "on its page" in found[2]["suggestions"][0]["reason"]

    def test_stdin(self, run: Run) -> None:
        """The same, piped in, behind what is named; a byte order mark is nothing."""
        ran = run(
            "tag", "https://first.org/", "-i", "-", "--format", "jsonl", stdin=b"\xef\xbb\xbf" + self.LINES.encode()
        )
        assert tuple(one["url"] for one in objects(ran)) == ("https://first.org/", *self.URLS)

    def test_a_list(self, run: Run, put: Put) -> None:
        """A list stands for its URLs, in their order."""
        put(row("https://b.org/"), row("https://a.org/", notes="a, b"), row("https://b.org/"))
        found = objects(run("tag", "-i", "lists/kh.csv", "--format", "jsonl"))
        assert [one["url"] for one in found] == ["https://b.org/", "https://a.org/", "https://b.org/"]

    def test_another_csv(self, run: Run, put: Put, project: Path) -> None:
        """So does any CSV with a column url: the header says where the URLs are."""
        put()
        (project / "in.csv").write_bytes("sep=;\nTitle;URL\nB;https://b.org/\n;https://a.org/\n".encode("utf-8-sig"))
        found = objects(run("tag", "-i", "in.csv", "--format", "jsonl"))
        assert [one["url"] for one in found] == ["https://b.org/", "https://a.org/"]

    @pytest.mark.parametrize(
        "line",
        [
            "{",
            '{"url": "https://a.org/"',
            "{}",
            '{"url": 7}',
            '{"url": null}',
            '{"url": ["https://a.org/"]}',
            '{"text": "x"}',
            '{"url": "https://a.org/", "text": 7}',
            '{"url": "https://a.org/", "text": ["x"]}',
            '{"url": "https://a.org/"} more',
            '{"a":' * 50_000,
            '{"a": ' + "9" * 10_000 + "}",
        ],
    )
    def test_bad_json(self, run: Run, project: Path, line: str) -> None:
        """A line that is no such JSON is named by its number, and what one looks like."""
        (project / "in.txt").write_text(f"https://a.org/\n\n{line}\n", "utf-8")
        ran = run("tag", "-i", "in.txt")
        assert (ran.code, ran.out) == (3, "")
        assert "in.txt:3" in ran.err
        assert '{"url": ' in ran.err.splitlines()[-1]

    @pytest.mark.parametrize("data", [b"\xff\xfe", b"https://a.org/\n\xe9\n"])
    def test_no_text(self, run: Run, project: Path, data: bytes) -> None:
        """A file that is not UTF-8, one that is not there, and a folder."""
        (project / "in.txt").write_bytes(data)
        for name in ("in.txt", "absent.txt", "."):
            ran = run("tag", "-i", name)
            assert ran.code == 3, ran
            assert len(ran.err.splitlines()) >= 2

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("--text", "x"),
            ("--fetch",),
            ("https://a.org/", "--text", "x", "--fetch"),
            ("https://a.org/", "--text", "x", "--page", "p.html"),
            ("https://a.org/", "--page", "p.html", "--fetch"),
            ("https://a.org/", "https://b.org/", "--text", "x"),
            ("https://a.org/", "https://b.org/", "--page", "p.html"),
            ("-i", "in.txt", "--text", "x"),
            ("https://a.org/", "-i", "in.txt", "--page", "p.html"),
            ("--audit", "--fetch"),
            ("--audit", "--text", "x"),
            ("--audit", "--page", "p.html"),
            ("--audit", "-i", "in.txt"),
            ("--audit", "lists/kh.csv", "lists/th.csv"),
            ("https://a.org/", "--format", "csv"),
        ],
    )
    def test_contradictions(self, run: Run, project: Path, put: Put, arguments: tuple[str, ...]) -> None:
        """Nothing named, or options that contradict each other: wrong usage, with a next step."""
        put(row())
        (project / "p.html").write_text("<p>x", "utf-8")
        (project / "in.txt").write_text("https://a.org/\n", "utf-8")
        ran = run("tag", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.splitlines()) >= 2

    @pytest.mark.parametrize("url", ["", "x", "ftp://a.org/", "https://", "javascript:alert(1)", "https://a b.org/"])
    def test_no_web_address(self, run: Run, url: str) -> None:
        """What is no web address is answered too: it can't tell."""
        (found,) = objects(run("tag", "--format", "jsonl", "--", url))
        assert found["url"] == url
        assert found["abstained"]


class TestPage:
    """A page saved from a browser."""

    @pytest.mark.parametrize(
        "page",
        [
            b"<title>Casino and poker</title>",
            b"<meta name=description content='x'><meta name='description' content='casino, poker'>",
            b"<html><body><h1>Casino</h1> poker",
            "<title>ល្បែង</title>ភ្នាល់".encode(),
            b"<meta charset=utf-16le><title>casino poker</title>",
        ],
    )
    def test_what_it_says(self, run: Run, project: Path, page: bytes) -> None:
        """Title, description, headings and words count."""
        (project / "p.html").write_bytes(page.replace(b"<meta charset=utf-16le>", b""))
        (found,) = objects(run("tag", "https://zz.org/", "--page", "p.html", "--format", "jsonl"))
        assert found["suggestions"][0]["category_code"] == "GMB"
        assert "on its page" in found["suggestions"][0]["reason"]

    @pytest.mark.parametrize(
        "page",
        [b"", b"   ", b"<html></html>", b"\x1f\x8b\x08casino", b"<script>casino</script>", b"<style>casino</style>"],
    )
    def test_nothing_in_it(self, run: Run, project: Path, page: bytes) -> None:
        """A page without a word is said to be one, and the URL judged alone."""
        (project / "p.html").write_bytes(page)
        ran = run("tag", "https://zz.org/", "--page", "p.html", "--format", "jsonl")
        assert objects(ran) == objects(run("tag", "https://zz.org/", "--format", "jsonl"))
        assert "no words" in ran.err
        assert "p.html" in ran.err

    @pytest.mark.parametrize(
        "page", [bytes(range(256)) * 100, b"\x89PNG\r\n\x1a\n" + bytes(1000), b"%PDF-1.7\xff\xfe", b"<" * 300_000]
    )
    def test_no_page(self, run: Run, project: Path, page: bytes) -> None:
        """Binary, and what only looks like a page."""
        (project / "p.html").write_bytes(page)
        ran = run("tag", "https://zz.org/", "--page", "p.html")
        assert ran.code == 0
        assert_harmless(ran)

    def test_fifty_megabytes(self, run: Run, project: Path) -> None:
        """A page of fifty megabytes is read from its start."""
        with (project / "p.html").open("wb") as file:
            file.write(b"<title>Casino and poker</title>")
            file.truncate(50_000_000)
        (found,) = objects(run("tag", "https://zz.org/", "--page", "p.html", "--format", "jsonl"))
        assert found["suggestions"][0]["category_code"] == "GMB"

    @pytest.mark.parametrize("name", ["absent.html", "."])
    def test_no_file(self, run: Run, name: str) -> None:
        """A page that can't be read is a failure: it was asked for."""
        assert run("tag", "https://zz.org/", "--page", name).code == 3


class TestHostile:
    """Nothing of a page, a model or a list reaches the terminal raw."""

    @pytest.mark.parametrize("form", ["text", "jsonl"])
    def test_url(self, run: Run, project: Path, form: str) -> None:
        """A URL with escapes in it, by each way in."""
        url = f"https://example.org/{ESCAPES}"
        (project / "in.txt").write_text(json.dumps({"url": url}) + f"\n{url}\n", "utf-8")
        for arguments in ((url,), ("-i", "in.txt")):
            ran = run("tag", *arguments, "--format", form)
            assert ran.code == 0
            assert_harmless(ran)
            if form == "jsonl":
                assert objects(ran)[0]["url"] == url

    @pytest.mark.parametrize("form", ["text", "jsonl"])
    def test_halves_of_characters(self, run: Run, project: Path, form: str) -> None:
        r"""Half a character, as JSON can write it (`\ud800`), is no text; it breaks nothing."""
        (project / "in.txt").write_text('{"url": "https://a.org/\\ud800", "text": "\\udfff casino"}\n', "utf-8")
        assert run("tag", "-i", "in.txt", "--format", form, "-o", "out.txt").code == 0
        assert (project / "out.txt").read_text("utf-8")

    @pytest.mark.parametrize("form", ["text", "jsonl"])
    def test_page(self, run: Run, project: Path, form: str) -> None:
        """A page that tries to get escapes, markup and bidi marks into the reason."""
        page = f"<title>{ESCAPES}casino{ESCAPES}</title><h1>[red]poker[/] <b>{ESCAPES}</b>&#27;[31m&#x202e;</h1>"
        (project / "p.html").write_text(page, "utf-8")
        ran = run("tag", "https://zz.org/", "--page", "p.html", "--format", form)
        assert ran.code == 0
        assert_harmless(ran)
        assert "GMB" in ran.out

    @pytest.mark.parametrize("form", ["text", "jsonl"])
    def test_tokens_of_a_model(self, run: Run, project: Path, form: str) -> None:
        """A model whose tokens are escapes is refused; one whose tokens are odd words is taken at its word."""
        for token, code in ((f"{ESCAPES}news", 3), ("[bold red]x[/]", 0), ("“”", 0)):
            vocabulary = {**VOCABULARY, "text": [token, *VOCABULARY["text"][1:]]}
            (project / "hand.model").write_bytes(to_bytes(a_model(vocabulary=vocabulary)))
            ran = run("tag", "https://zz.org/", "--text", token, "--model", "hand.model", "--format", form)
            assert ran.code == code
            assert_harmless(ran)

    @pytest.mark.parametrize("form", ["text", "jsonl"])
    @pytest.mark.parametrize("named", [f"{ESCAPES}th", "a b", "[red]x[!]", "%s", "é\u0301"])
    def test_names_of_lists(self, run: Run, clone: Clone, form: str, named: str) -> None:
        """Lists may be called anything; the reasons that name them are harmless."""
        clone(named, row("https://example.com/", "HUMR"))
        ran = run("tag", "https://example.com/", "--format", form)
        assert ran.code == 0
        assert "listed as HUMR" in ran.out
        assert_harmless(ran)

    @pytest.mark.skipif(sys.platform != "linux", reason="needs file names that are no text")
    def test_names_that_are_no_text(self, run: Run, clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
        """A list whose file name is not UTF-8 is a list like any other."""
        monkeypatch.setattr(taggers, "_ENOUGH", 10)
        clone("th", *rows("th")).rename(clone("vn", *rows("vn")).parent / "m\udcff.csv")
        ran = run("tag", "https://casinoth1.org/", "-o", "out.txt")
        assert_civil(Ended(*ran))
        assert ran.code == 0

    @pytest.mark.parametrize("form", ["text", "jsonl"])
    def test_rows(self, run: Run, put: Put, form: str) -> None:
        """Nor does the audit let anything out of a row."""
        put(row(f"https://mycasino.org/{ESCAPES}", "ENV"), row("https://mycasino.org/", f"ENV{ESCAPES}"))
        ran = run("tag", "--audit", "--format", form)
        assert ran.code == 0
        assert "GMB" in ran.out
        assert_harmless(ran)


class TestModel:
    """Which model it goes by."""

    def test_named(self, run: Run, model: str, put: Put, clone: Clone) -> None:
        """With `--model` nothing else is consulted: no list, neither our own nor upstream's."""
        before = run("tag", "https://example.com/", "--model", model).out
        put(row("https://example.com/", "HUMR"))
        clone("th", row("https://example.com/", "HUMR"))
        ran = run("tag", "https://example.com/", "--model", model)
        assert (ran.code, ran.out, ran.err) == (0, before, "")
        assert "listed" not in ran.out
        assert "listed as HUMR" in run("tag", "https://example.com/").out

    @pytest.mark.parametrize("data", [b"", b"nonsense", to_bytes(a_model())[:-9]])
    def test_named_and_none(self, run: Run, project: Path, data: bytes) -> None:
        """A model that is none is a failure, with how to make one."""
        (project / "bad.model").write_bytes(data)
        for name in ("bad.model", "absent.model", "."):
            ran = run("tag", "https://example.com/", "--model", name)
            assert (ran.code, ran.out) == (3, "")
            assert len(ran.err.splitlines()) == 2

    def test_learned_once(self, run: Run, small_lists: Clone) -> None:
        """What upstream's lists teach is learned by the first call, and again once a list has changed."""
        del small_lists
        asked = ("tag", "https://kassetplus.org/", "--format", "jsonl")
        first = run(*asked)
        assert "Learning from 120 rows of 4 lists" in first.err
        second = run(*asked)
        assert second.err == ""
        assert objects(first) == objects(second)
        assert objects(first)[0]["suggestions"][0]["category_code"] == "NEWS"

    @pytest.mark.parametrize("change", ["row", "new list", "gone", "renamed"])
    def test_learned_again(self, run: Run, small_lists: Clone, change: str) -> None:
        """A row more, a list more, a list less, a list of another name: the lists have changed."""
        run("tag", "https://a.org/")
        path = small_lists("th", *rows("th"))
        assert run("tag", "https://a.org/").err == ""
        if change == "row":
            small_lists("th", *rows("th"), row("https://new.org/"))
        elif change == "new list":
            small_lists("id", *rows("id"))
        elif change == "gone":
            path.unlink()
        else:
            path.rename(path.with_name("sg.csv"))
        assert "Learning" in run("tag", "https://a.org/").err
        assert run("tag", "https://a.org/").err == ""

    def test_not_for_a_named_one(self, run: Run, small_lists: Clone, model: str) -> None:
        """With `--model` nothing is learned."""
        del small_lists
        assert run("tag", "https://a.org/", "--model", model).err == ""
        assert not list(cached())

    @pytest.mark.parametrize("spoil", [b"", b"nonsense", to_bytes(a_model())[:-9]])
    def test_a_corrupt_one(self, run: Run, small_lists: Clone, spoil: bytes) -> None:
        """A model in the cache that can't be read is replaced."""
        del small_lists
        first = run("tag", "https://a.org/")
        (path,) = cached()
        good = path.read_bytes()
        path.write_bytes(spoil)
        again = run("tag", "https://a.org/")
        assert (again.code, again.out) == (0, first.out)
        assert path.read_bytes() == good
        assert run("tag", "https://a.org/").err == ""

    def test_few_are_kept(self, run: Run, small_lists: Clone) -> None:
        """Models of lists that have changed since don't pile up."""
        for number in range(7):
            small_lists("th", *rows("th"), row(f"https://new{number}.org/"))
            run("tag", "https://a.org/")
        assert len(list(cached())) == 4

    def test_a_cache_that_cannot_be_written(
        self, run: Run, small_lists: Clone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where the cache can't be made it answers all the same."""
        del small_lists
        in_the_way = Path.cwd() / "file"
        in_the_way.write_bytes(b"")
        monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
        ran = run("tag", "https://kassetplus.org/", "--format", "jsonl")
        assert objects(ran)[0]["suggestions"][0]["category_code"] == "NEWS"

    def test_without_scikit_learn(self, run: Run, small_lists: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the library keywords and lists answer, and the hint says what to install."""
        small_lists("global", row("https://example.com/", "HUMR"))
        monkeypatch.setitem(sys.modules, "sklearn", None)
        ran = run("tag", "https://example.com/", "https://mycasino.org/", "--format", "jsonl")
        codes = [one["suggestions"][0]["category_code"] for one in objects(ran)]
        assert codes == ["HUMR", "GMB"]
        assert 'pip install "kh-testlist[learn]"' in ran.err
        assert run("add", "https://mycasino.org/", "--category", "GMB").code == 3, "there is no list yet"

    def test_too_few_to_learn_from(self, run: Run, clone: Clone, put: Put) -> None:
        """A handful of rows is looked things up in, and not learned from."""
        clone("th", row("https://example.com/", "HUMR"))
        put(row("https://example.org/", "ENV"))
        ran = run("tag", "https://example.com/", "https://example.org/", "--format", "jsonl")
        assert [one["suggestions"][0]["category_code"] for one in objects(ran)] == ["HUMR", "ENV"]
        assert not list(cached())

    def test_garbage_among_the_lists(self, run: Run, small_lists: Clone) -> None:
        """A file of garbage among upstream's lists teaches nothing and breaks nothing."""
        small_lists("zz").write_bytes(bytes(range(256)) * 50)
        ran = run("tag", "https://kassetplus.org/", "--format", "jsonl")
        assert objects(ran)[0]["suggestions"][0]["category_code"] == "NEWS"


def cached() -> list[Path]:
    """The models in the cache."""
    return list((platformdirs.user_cache_path("kh-testlist", appauthor=False) / "models").glob("*"))


class TestAudit:
    """Rows whose category the evidence disagrees with."""

    TWICE = (
        row("http://forest.example.org/", "ENV"),
        row("https://forest.example.org/", "POLR"),
        row("http://zz.example.net/", "ENV"),
        row("https://www.zz.example.net/", "HUMR"),
        row("http://forum.example.com.kh/", "HUMR"),
        row("https://forum.example.com.kh/", "POLR"),
    )

    def test_three_sites_with_two_categories(self, run: Run, put: Put, clone: Clone) -> None:
        """Sites that stand on the list twice, in two categories: one question each; the strongest doubt first."""
        put(*rows("kh"), *self.TWICE)
        for name in ("th", "vn"):
            clone(name, row("https://forest.example.org/", "POLR"))
        ran = run("tag", "--audit", "--format", "jsonl")
        assert ran.code == 0
        found = [json.loads(line) for line in ran.out.splitlines()]
        assert found[0]["url"] == "http://forest.example.org/"
        assert found[0]["suggestion"]["reason"] == "listed as POLR in th.csv and vn.csv"
        assert (found[0]["line"], found[0]["entry"], found[0]["path"]) == (32, 31, "lists/kh.csv")
        assert found[0]["rows"] == [
            {"path": "lists/kh.csv", "line": 33, "url": "https://forest.example.org/", "category_code": "POLR",
             "confidence": 0.98}
        ]  # fmt: skip
        sites = [{one["line"], *(other["line"] for other in one["rows"])} for one in found if "rows" in one]
        assert sorted(map(sorted, sites)) == [[32, 33], [34, 35], [36, 37]]
        apart = [one["suggestion"]["confidence"] - one["confidence"] for one in found]
        assert apart == sorted(apart, reverse=True)

    def test_the_global_list(self, run: Run, put: Put, clone: Clone) -> None:
        """A row that contradicts the global list is asked about, with the row there; a named model knows no list."""
        put(row("https://zz.org/a", "ENV"))
        clone("global", row("https://zz.org/", "POLR"))
        (found,) = [json.loads(line) for line in run("tag", "--audit", "--format", "jsonl").out.splitlines()]
        assert (found["url"], found["suggestion"]["category_code"]) == ("https://zz.org/a", "POLR")
        assert found["rows"][0]["path"].endswith("global.csv")

    def test_a_question(self, run: Run, put: Put) -> None:
        """For a person: the rows one under the other, the question, and what else is known; it counts as one."""
        put(row("http://zz.org/", "ENV"), row("https://mycasino.org/", "ENV"), row("https://zz.org/", "POLR"))
        assert run("tag", "--audit").out.splitlines() == [
            "lists/kh.csv:3: https://mycasino.org/",
            "  ENV     <1%  its category in the list",
            "  GMB     87%  “casin” in its name",
            "lists/kh.csv:2: http://zz.org/",
            "  ENV      2%  its category in the list",
            "lists/kh.csv:4: https://zz.org/",
            "  POLR     9%  its category in the list",
            "  These two disagree: which is right?",
            "  POLR     9%  nothing else is known about it",
            "1 row and 1 site may have the wrong category, of 3 rows in lists/kh.csv.",
        ]

    def test_text(self, run: Run, put: Put) -> None:
        """For a person: the place, what is listed, what may be right and why; how many in all."""
        put(row("https://mycasino.org/", "ENV"), row("https://zz.org/"))
        ran = run("tag", "--audit")
        assert ran.code == 0
        lines = ran.out.splitlines()
        assert lines[0] == "lists/kh.csv:2: https://mycasino.org/"
        assert lines[1].split()[0] == "ENV"
        assert lines[2].split()[:2] == ["GMB", "87%"]
        assert lines[3] == "1 row of 2 in lists/kh.csv may have the wrong category."

    def test_nothing_to_doubt(self, run: Run, put: Put) -> None:
        """A list that there is nothing to say of."""
        put(row("https://zz.org/"))
        assert run("tag", "--audit").out == "0 rows of 1 in lists/kh.csv may have the wrong category.\n"
        assert run("tag", "--audit", "--format", "jsonl").out == ""

    def test_a_list_by_its_path(self, run: Run, put: Put, project: Path) -> None:
        """The list may be named, by its path or by `--list`; none at all is a failure."""
        put(row("https://mycasino.org/", "ENV"), name="th")
        assert run("tag", "--audit").code == 3
        assert "1 row of 1" in run("tag", "--audit", "lists/th.csv").out
        assert "1 row of 1" in run("--list", "th", "tag", "--audit").out
        assert run("tag", "--audit", "absent.csv").code == 3
        assert project.is_dir()

    def test_not_by_its_own_copy(self, run: Run, put: Put, small_lists: Clone) -> None:
        """The copy of the list in the clone says nothing of its rows, neither by look-up nor by what it teaches."""
        texts = [row("https://mycasino.org/", "ENV")]
        put(*texts)
        small_lists("kh", *texts)
        ran = run("tag", "--audit", "--format", "jsonl")
        assert "Learning from 120 rows of 4 lists" in ran.err
        (found,) = [json.loads(line) for line in ran.out.splitlines()]
        assert found["suggestion"]["category_code"] == "GMB"
        assert "listed" not in found["suggestion"]["reason"]

    def test_by_a_model(self, run: Run, put: Put, model: str) -> None:
        """By a named model alone: the list's own rows say nothing of each other."""
        put(*self.TWICE)
        ran = run("tag", "--audit", "--model", model, "--format", "jsonl")
        assert ran.code == 0
        assert "listed" not in ran.out

    def test_output(self, run: Run, put: Put, project: Path) -> None:
        """To a file."""
        put(row("https://mycasino.org/", "ENV"))
        assert run("tag", "--audit", "-o", "audit.txt").out == ""
        assert "mycasino" in (project / "audit.txt").read_text("utf-8")
