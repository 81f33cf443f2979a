"""Learn a model from lists. The same lists and seed give the same file, byte for byte.

A row with notes gives two examples: its URL only, and its URL with the notes as page text. The confidence is
learned on whole lists that were held back, together with all rows of their registered domains. This is like the use
of the model in a new country.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kh_testlist import __version__, urls
from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure
from kh_testlist.model import CATEGORY_CODE, NOTES, UrlList
from kh_testlist.tagging import features, model
from kh_testlist.tagging.features import BLOCKS, Features
from kh_testlist.talk import NO_PROGRESS, Progress

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

SEED: Final = 20260630
LEARNING: Final = 2
"""Changes if the same lists and seed make another model, so that kept models are not used any longer."""
FOLDS: Final = 3
_FITS: Final = 2 + FOLDS
"""How often it learns: from all, from the columns that are kept, and without each fold."""

_ALPHA: Final = 7e-6
_EPOCHS: Final = 8
_RARE: Final = 3
"""Rows that must have a token, at least."""
_KEPT: Final = 20_000
"""Tokens in a model. With more tokens, the model is larger and not better."""
_PRECISION: Final = 0.82
"""How often a suggestion must be right if the tagger does not abstain: about four of five cases."""


class TrainingRow(NamedTuple):
    """A row to learn from."""

    list: str
    url: str
    code: str
    text: str
    """Its notes, without links and category codes."""
    domain: str
    """The registered domain, or the host without one."""


def rows_of(lists: Iterable[UrlList]) -> list[TrainingRow]:
    """Return the rows of `lists` that have a known category and a host."""
    domains: dict[str, str] = {}
    rows = []
    for one in lists:
        for entry in one.complete:
            code = entry.cells[CATEGORY_CODE]
            host = urls.host_of(entry.url)
            if code not in LEGEND or not host:
                continue
            if host not in domains:
                domains[host] = urls.registered_domain(host) or host
            text = features.text_of_notes(entry.cells[NOTES])
            rows.append(TrainingRow(one.name, entry.url, code, text, domains[host]))
    return rows


class Source(NamedTuple):
    """The source of the rows."""

    lists: str
    """The digest of the lists' bytes."""
    commit: str | None


class _Examples(NamedTuple):
    """The examples, one line each: first all URLs without text, then again those that have text."""

    matrix: csr_matrix
    rows: np.ndarray
    """The number of the row of each line."""
    labels: np.ndarray
    features: Sequence[Features]
    tokens: dict[str, list[str]]
    """By block, in the order of the columns."""


def learn(
    rows: Sequence[TrainingRow], source: Source, seed: int = SEED, *, progress: Progress = NO_PROGRESS
) -> model.Model:
    """Learn from `rows`. It has two stages: it reads all rows, and then learns five times from them or from parts.

    Raises:
        Failure: there are too few rows or categories, or scikit-learn is not installed.

    """
    require_library()
    counts = Counter(row.code for row in rows)
    codes = [code for code in LEGEND if counts[code]]
    examples = _examples(rows, codes, progress) if len(codes) > 1 else None
    if examples is None or not examples.matrix.shape[1]:
        raise Failure(
            f"The lists have too little to learn from: {len(rows):,} usable rows of {len(codes)} categories.",
            "Give a folder with the lists of upstream: --lists DIR",
        )
    progress.stage("Learning", _FITS)
    kept, weights, intercepts = _pruned(examples, len(codes), seed, progress)
    calibration = _calibrate(rows, examples, codes, seed, progress)
    vocabulary, scales, packed = _packed(examples, kept, weights)
    header = model.Header(
        version=model.VERSION,
        program=__version__,
        commit=source.commit,
        lists=source.lists,
        rows=len(rows),
        seed=seed,
        labels={code: counts[code] for code in codes},
        intercepts=[round(float(value), 6) for value in intercepts],
        scales=scales,
        tokens={block: len(tokens) for block, tokens in vocabulary.items()},
        calibration=calibration,
    )
    return model.Model(header, vocabulary, packed)


def require_library() -> None:
    """Make sure that scikit-learn is installed.

    Raises:
        Failure: it is not installed.

    """
    import importlib.util  # noqa: PLC0415 - only needed to learn

    if importlib.util.find_spec("sklearn") is None:
        raise Failure(
            "Learning needs scikit-learn, which is not installed.", 'Install it with: pip install "kh-testlist[learn]"'
        )


def _examples(rows: Sequence[TrainingRow], codes: Sequence[str], progress: Progress) -> _Examples:
    import numpy as np  # noqa: PLC0415 - comes with scikit-learn
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - the same

    progress.stage("Reading rows", len(rows))
    plain, texts = [], []
    texted = []
    for number, row in enumerate(rows):
        plain.append(features.of_url(row.url))
        if row.text:
            texted.append(number)
            texts.append(features.with_text(plain[number], row.text))
        progress.step()
    lines = plain + texts
    numbers = np.array([*range(len(rows)), *texted])
    columns: dict[str, dict[str, int]] = {}
    start = 0
    for place, block in enumerate(BLOCKS):
        seen = Counter(token for line in lines for token in line[place])
        common = sorted(token for token, count in seen.items() if count >= _RARE)
        columns[block] = {token: start + number for number, token in enumerate(common)}
        start += len(common)
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for line in lines:
        for place, block in enumerate(BLOCKS):
            if line[place]:
                found = [column for token in line[place] if (column := columns[block].get(token)) is not None]
                indices += sorted(found)
                values += [_share(block, line)] * len(found)
        ends.append(len(indices))
    matrix = csr_matrix((np.array(values, dtype=np.float32), indices, ends), shape=(len(lines), start))
    number_of = {code: number for number, code in enumerate(codes)}
    labels = np.array([number_of[row.code] for row in rows])[numbers]
    return _Examples(matrix, numbers, labels, lines, {block: list(found) for block, found in columns.items()})


def _share(block: str, line: Features) -> float:
    """Return the value of one token of a block."""
    return model.weight_of(block, line) / math.sqrt(len(getattr(line, block)))


def _fit(matrix: csr_matrix, labels: np.ndarray, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and an intercept for each of `count` categories. A category without examples has weight 0."""
    import numpy as np  # noqa: PLC0415 - see _examples
    from sklearn.linear_model import SGDClassifier  # noqa: PLC0415 - see _examples

    learner = SGDClassifier(
        loss="log_loss", alpha=_ALPHA, max_iter=_EPOCHS, tol=None, average=True, random_state=seed, n_jobs=-1
    )
    weights, intercepts = np.zeros((count, matrix.shape[1])), np.full(count, _NEVER)
    present = np.unique(labels)
    if len(present) == 1:
        intercepts[present] = 0
        return weights, intercepts
    learner.fit(matrix, labels)
    if len(present) == 2:  # noqa: PLR2004 - the library then returns one line for both
        weights[present] = np.vstack([-learner.coef_, learner.coef_])
        intercepts[present] = [-learner.intercept_[0], learner.intercept_[0]]
    else:
        weights[present], intercepts[present] = learner.coef_, learner.intercept_
    return weights, intercepts


_NEVER: Final = -12.0
"""The score of a category without examples."""


def _pruned(
    examples: _Examples, count: int, seed: int, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the most useful columns, and the weights that were learned again from only these."""
    import numpy as np  # noqa: PLC0415 - see _examples

    weights, intercepts = _fit(examples.matrix, examples.labels, count, seed)
    progress.step()
    if examples.matrix.shape[1] <= _KEPT:
        progress.step()
        return np.arange(examples.matrix.shape[1]), weights, intercepts
    often = np.sqrt(np.bincount(examples.matrix.indices, minlength=examples.matrix.shape[1]))
    worth = np.abs(weights).max(axis=0) * often
    kept = np.sort(np.argsort(-worth, kind="stable")[:_KEPT])
    weights, intercepts = _fit(examples.matrix[:, kept], examples.labels, count, seed)
    progress.step()
    return kept, weights, intercepts


def _calibrate(
    rows: Sequence[TrainingRow], examples: _Examples, codes: Sequence[str], seed: int, progress: Progress
) -> model.Calibration:
    """Return the calibration of the confidence, from whole lists that were held back."""
    import numpy as np  # noqa: PLC0415 - see _examples

    found: list[dict[str, float]] = []
    guesses: list[int] = []
    right: list[bool] = []
    is_plain: list[bool] = []
    for learned, held in _folds(rows, examples.rows, seed):
        weights, intercepts = _fit(examples.matrix[learned], examples.labels[learned], len(codes), seed)
        for line, parts in zip(held.tolist(), _parts(examples, held, weights), strict=True):
            scores = [sum(one) for one in zip(intercepts.tolist(), *parts.values(), strict=True)]
            told = model.told(examples.features[line])
            guess, signs = model.signs(scores, parts, told, codes)
            found.append(signs)
            guesses.append(guess)
            right.append(guess == int(examples.labels[line]))
            is_plain.append(not examples.features[line].text)
        progress.step()
    if len(set(right)) < 2:  # noqa: PLR2004 - all wrong or all right: there are too few rows
        return model.Calibration({"odds": 1.0}, {}, _PRECISION)
    return _regression(found, guesses, np.array(right), np.array(is_plain), codes)


def _parts(examples: _Examples, lines: np.ndarray, weights: np.ndarray) -> Iterator[dict[str, list[float]]]:
    """Yield the scores of each block for each of `lines`, in the form of `Model.parts`."""
    import numpy as np  # noqa: PLC0415 - see _examples

    chosen = examples.matrix[lines]
    start = 0
    blocks = {}
    for block in BLOCKS:
        end = start + len(examples.tokens[block])
        inside = chosen[:, start:end]
        blocks[block] = np.diff(inside.indptr) > 0, np.asarray(inside @ weights[:, start:end].T)
        start = end
    for number in range(len(lines)):
        yield {block: part[number].tolist() for block, (is_known, part) in blocks.items() if is_known[number]}


def _regression(
    found: Sequence[dict[str, float]],
    guesses: Sequence[int],
    right: np.ndarray,
    is_plain: np.ndarray,
    codes: Sequence[str],
) -> model.Calibration:
    import numpy as np  # noqa: PLC0415 - see _examples
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see _examples

    names = sorted({name for signs in found for name in signs} - {"certain"})
    values = np.array([[signs.get(name, 0.0) for name in names] for signs in found])
    table = np.hstack([values, np.eye(len(codes))[guesses]])
    learner = LogisticRegression(C=0.1, solver="newton-cholesky").fit(table, right)
    line = [float(f"{value:.6g}") for value in learner.coef_[0]]
    terms = {**dict(zip(names, line, strict=False)), "certain": float(f"{learner.intercept_[0]:.6g}")}
    offsets = dict(zip(codes, line[len(names) :], strict=True))
    sure = learner.predict_proba(table[is_plain])[:, 1]
    order = np.argsort(-sure, kind="stable")
    precision = np.cumsum(right[is_plain][order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero(precision >= _PRECISION)[0]
    threshold = float(sure[order][enough.max()]) if len(enough) else 1.0
    return model.Calibration(terms, offsets, round(threshold, 6))


def _folds(rows: Sequence[TrainingRow], numbers: np.ndarray, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the lines to learn from and to hold back: whole lists, with no registered domain in both."""
    import numpy as np  # noqa: PLC0415 - see _examples

    names = sorted({row.list for row in rows})
    if len(names) < FOLDS:  # then split by domain only
        names = sorted({row.domain for row in rows})
    random.Random(seed).shuffle(names)  # noqa: S311 - not a secret
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    fold = np.array([fold_of[row.list if row.list in fold_of else row.domain] for row in rows])
    domain = np.unique([row.domain for row in rows], return_inverse=True)[1]
    found = []
    for number in range(FOLDS):
        held = fold == number
        learned = ~held & ~np.isin(domain, domain[held])
        pair = np.nonzero(learned[numbers])[0], np.nonzero(held[numbers])[0]
        if len(pair[0]) and len(pair[1]):
            found.append(pair)
    return found


def _packed(
    examples: _Examples, kept: np.ndarray, weights: np.ndarray
) -> tuple[dict[str, list[str]], dict[str, float], bytes]:
    """Return the tokens of the kept columns, the value of a whole step in each block, and the steps."""
    import numpy as np  # noqa: PLC0415 - see _examples

    vocabulary: dict[str, list[str]] = {}
    scales: dict[str, float] = {}
    parts: list[np.ndarray[Any, Any]] = []
    start = 0
    for block in BLOCKS:
        tokens = examples.tokens[block]
        inside = (kept >= start) & (kept < start + len(tokens))
        vocabulary[block] = [tokens[column - start] for column in kept[inside]]
        start += len(tokens)
        part = weights[:, inside].T
        largest = float(np.abs(part).max()) if part.size else 0.0
        scales[block] = float(f"{largest / model.LEVELS**2:.6g}")
        steps = np.sqrt(np.abs(part) / largest) if largest else part
        parts.append(np.rint(np.sign(part) * steps * model.LEVELS).astype(np.int8))
    return vocabulary, scales, np.vstack(parts).tobytes()
