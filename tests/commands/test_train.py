"""`train`: a model of a folder of lists, or why there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kh_testlist.tagging.model import read
from tests.commands.conftest import Put, Ran, Run
from tests.samples import row
from tests.tagging.handmade import rows
from tests.upstream.git_server import Upstream, make_upstream
from tests.upstream.samples import recorded, text


@pytest.fixture
def some_lists(put: Put) -> None:
    """Three small lists."""
    for name in ("th", "vn", "mm"):
        put(*rows(name), name=name)


def assert_failed(ran: Ran, *codes: int) -> None:
    """It failed in two lines or more, and no model is left behind."""
    assert ran.code in (codes or (3,)), ran
    assert ran.out == ""
    assert "is a bug in the program" not in ran.err
    assert len(ran.err.splitlines()) >= 2
    assert not list(Path.cwd().glob("*.model"))


@pytest.mark.usefixtures("some_lists")
class TestTrain:
    """What it makes."""

    def test_a_model(self, run: Run, project: Path) -> None:
        """It says what was learned, and the file can be used."""
        ran = run("train", "--lists", "lists", "--output", "made.model")
        assert ran.code == 0
        assert ran.out.startswith("learned 3 categories from 90 rows: made.model, ")
        assert "Learning from 90 rows of 3 lists" in ran.err
        assert (project / "made.model").stat().st_size < 1_000_000
        assert read(project / "made.model").header.rows == 90
        assert "NEWS" in run("tag", "https://kassetplus.org/", "--model", "made.model").out.splitlines()[1]

    def test_the_folder_alone(self, run: Run, project: Path, tmp_path: Path) -> None:
        """The model is of the folder that is named; what else lies about changes nothing of it."""
        assert run("train", "--lists", "lists", "--output", "one.model").code == 0
        clone = tmp_path / "clone" / "lists"
        clone.mkdir(parents=True)
        (clone / "zz.csv").write_bytes((project / "lists" / "th.csv").read_bytes())
        (project / "lists" / "00-LEGEND.csv").write_bytes(b"x")
        (project / "lists" / "th.ledger.csv").write_bytes(b"x")
        assert run("train", "--lists", "lists", "--output", "two.model").code == 0
        assert (project / "one.model").read_bytes() == (project / "two.model").read_bytes()

    def test_seed(self, run: Run, project: Path) -> None:
        """Another seed makes another model; the same one the same."""
        for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
            assert run("train", "--output", f"{name}.model", "--seed", seed).code == 0
        made = [(project / f"{name}.model").read_bytes() for name in "abc"]
        assert made[0] == made[1] != made[2]

    @pytest.mark.parametrize("seed", ["-1", "4294967296", "99999999999999999999", "x", "1.5"])
    def test_no_seed(self, run: Run, seed: str) -> None:
        """What is no seed is wrong usage."""
        assert_failed(run("train", "--output", "a.model", "--seed", seed), 2)

    @pytest.mark.parametrize("seed", ["0", "4294967295"])
    def test_the_last_seeds(self, run: Run, seed: str) -> None:
        """The smallest and the largest seed there are."""
        assert run("train", "--output", "a.model", "--seed", seed).code == 0

    def test_replaced(self, run: Run, project: Path) -> None:
        """What was there is replaced as a whole; nothing else is left in the folder."""
        (project / "made.model").write_bytes(b"old")
        assert run("train", "--output", "made.model").code == 0
        assert sorted(path.name for path in project.iterdir()) == ["lists", "made.model"]

    def test_nowhere_to_write(self, run: Run, project: Path) -> None:
        """A folder that is not there, or a folder in its place."""
        assert_failed(run("train", "--output", "absent/made.model"))
        assert_failed(run("train", "--output", "lists"), 2, 3)
        assert_failed(run("train"), 2)
        assert project.is_dir()

    def test_without_scikit_learn(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the library it says what to install."""
        monkeypatch.setitem(sys.modules, "sklearn", None)
        ran = run("train", "--output", "made.model")
        assert_failed(ran)
        assert 'pip install "kh-testlist[learn]"' in ran.err

    def test_quiet(self, run: Run) -> None:
        """With `-q` the answer alone."""
        ran = run("-q", "train", "--output", "made.model")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


class TestTooLittle:
    """Folders that teach nothing."""

    def test_empty(self, run: Run, project: Path) -> None:
        """A folder without a list, and none at all."""
        assert_failed(run("train", "--output", "a.model"))
        assert_failed(run("train", "--lists", "absent", "--output", "a.model"))
        (project / "lists").mkdir()
        assert_failed(run("train", "--output", "a.model"))
        (project / "lists" / "00-LEGEND.csv").write_bytes(b"x")
        assert_failed(run("train", "--output", "a.model"))

    @pytest.mark.parametrize("count", [0, 1, 30])
    def test_one_category(self, run: Run, put: Put, count: int) -> None:
        """Rows of one category alone, or none."""
        put(*(row(f"https://x{number}.org/") for number in range(count)))
        assert_failed(run("train", "--output", "a.model"))

    def test_two_rows(self, run: Run, put: Put) -> None:
        """Two rows that have nothing in common."""
        put(row("https://alpha.com/", "NEWS"), row("http://b-2.org/x?y", "GMB"))
        assert_failed(run("train", "--output", "a.model"))

    def test_ten_rows(self, run: Run, put: Put) -> None:
        """Ten rows make a model that knows next to nothing, and can be used."""
        codes = ("NEWS", "GMB", "HUMR", "ENV", "NEWS")
        put(*(row(f"https://x{number}.org/", codes[number % 5]) for number in range(10)))
        assert run("train", "--output", "a.model").code == 0
        assert run("tag", "https://zz.org/", "--model", "a.model").code == 0

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x00" * 1_000,
            bytes(range(256)) * 100,
            b"\xff\xfe" + "url,category_code".encode("utf-16-le"),
            b'"never closed\n' * 50,
            b"a,b,c\n" * 1_000,
            b"https://a.org/,NEWS,x,x,x\n" * 50,
        ],
    )
    def test_garbage(self, run: Run, project: Path, data: bytes) -> None:
        """A list that is none."""
        (project / "lists").mkdir()
        (project / "lists" / "kh.csv").write_bytes(data)
        assert_failed(run("train", "--output", "a.model"))

    @pytest.mark.usefixtures("some_lists")
    def test_garbage_beside_lists(self, run: Run, project: Path) -> None:
        """Beside others it does no harm; one that is far too large is refused."""
        path = project / "lists" / "zz.csv"
        path.write_bytes(bytes(range(256)) * 100)
        assert run("train", "--output", "a.model").code == 0
        (project / "a.model").unlink()
        path.write_bytes(b"\n" * 20_000_000)
        assert_failed(run("train", "--output", "a.model"))


class TestCommit:
    """Which commit of the lists a model says it was learned from."""

    @pytest.fixture
    def upstream(self, tmp_path: Path) -> Upstream:
        """An upstream of the three small lists."""
        made = make_upstream(tmp_path / "host" / "upstream.git")
        made.commit({f"lists/{name}.csv": text(*rows(name)).encode() for name in ("kh", "vn", "mm")})
        return made

    def test_of_a_sync(self, run: Run, project: Path, tmp_path: Path, upstream: Upstream) -> None:
        """What was synced has no checkout, and yet a commit."""
        (project / "lists").mkdir()
        assert run("sync", "--upstream", str(upstream.folder)).code == 0
        assert run("train", "--lists", str(tmp_path / "clone" / "lists"), "--output", "made.model").code == 0
        assert read(project / "made.model").header.commit == recorded(project)["commit"]

    def test_of_no_checkout(self, run: Run, put: Put, project: Path) -> None:
        """Lists that lie in no checkout are of no commit."""
        put(*rows("kh"))
        assert run("train", "--output", "made.model").code == 0
        assert read(project / "made.model").header.commit is None


@pytest.mark.usefixtures("some_lists")
@pytest.mark.skipif(sys.platform == "win32", reason="needs links that anybody may make")
def test_link_out(run: Run, project: Path, tmp_path: Path) -> None:
    """A list that is a link out of its checkout is not learned from, and `tag` says that it left it out."""
    (tmp_path / "elsewhere.csv").write_bytes((project / "lists" / "th.csv").read_bytes())
    (project / ".git").mkdir()
    (project / "lists" / "zz.csv").symlink_to(tmp_path / "elsewhere.csv")
    ran = run("train", "--output", "made.model")
    assert_failed(ran)
    assert "is a link" in ran.err
    ran = run("tag", "https://kassetplus.org/")
    assert ran.code == 0
    assert "A list is left out: lists/zz.csv is a link." in ran.err
