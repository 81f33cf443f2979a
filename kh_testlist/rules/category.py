"""Rules on categories: the code, its description, and contradictions between rows."""

from __future__ import annotations

from collections.abc import Iterator

from kh_testlist.categories import LEGEND, MISCELLANEOUS, RETIRED, nearest
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, Fix, Safety, Severity
from kh_testlist.rules.rule import Remark, list_rule
from kh_testlist.rules.subject import Subject, Twin


@list_rule("CAT001", Severity.ERROR)
def unknown_category(subject: Subject) -> Iterator[Remark]:
    """
    The category code is not one of the 31, so upstream refuses the row.

    `kh-testlist stats` and `kh-testlist add --help` list the codes.

    Bad:

        https://example.com/,NEWZ,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if all(code in LEGEND for code, _ in subject.categories):
        return
    for entry in subject.urls.complete:
        code = entry[2][CATEGORY_CODE]
        if code in LEGEND or code in RETIRED:
            continue
        meant = nearest(code)
        hint = f"; did you mean {meant}?" if meant else ""
        safety = Safety.SAFE if code.strip() == meant else Safety.UNSAFE
        fix = Fix(safety, meant) if meant else None
        yield Remark(f"{code!r} is not a category code{hint}", entry, "category_code", fix=fix)


@list_rule("CAT002", Severity.ERROR)
def retired_category(subject: Subject) -> Iterator[Remark]:
    """
    The category code was retired; upstream refuses it and has another in its place.

    The old code was often narrower than the new one: look before you take the fix.

    Bad:

        https://example.com/,FEXP,News Media,2024-01-31,x,

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if all(code not in RETIRED for code, _ in subject.categories):
        return
    for entry in subject.urls.complete:
        code = entry[2][CATEGORY_CODE]
        if code in RETIRED:
            new = RETIRED[code]
            yield Remark(
                f"{code} was retired; {new} ({LEGEND[new]}) took its place",
                entry,
                "category_code",
                fix=Fix(Safety.UNSAFE, new),
            )


@list_rule("CAT003", Severity.ERROR)
def wrong_description(subject: Subject) -> Iterator[Remark]:
    """
    The category description differs from the legend's; one letter is enough for upstream to refuse the row.

    The code counts, the description follows from it. `add` and `edit` write it for you.

    Bad:

        https://example.com/,COMM,E-Commerce,2024-01-31,x,

    Good:

        https://example.com/,COMM,E-commerce,2024-01-31,x,
    """
    if all(LEGEND.get(code) == description for code, description in subject.categories):
        return
    for entry in subject.urls.complete:
        cells = entry[2]
        legend = LEGEND.get(cells[CATEGORY_CODE])
        if legend != cells[CATEGORY_DESCRIPTION] and legend is not None:
            yield Remark(
                f"the description of {cells[CATEGORY_CODE]} is {legend!r}",
                entry,
                "category_description",
                fix=Fix(Safety.SAFE, legend),
            )


@list_rule("CAT004", Severity.NOTE)
def miscellaneous(subject: Subject) -> Iterator[Remark]:
    """
    The row is filed under MISC, which upstream's legend keeps for what should be categorised.

    The category decides how often OONI tests a row, and a report by category can't count this one.

    Bad:

        https://example.com/,MISC,Miscellaneous content,2024-01-31,x,

    Good:

        https://example.com/,CULTR,Culture,2024-01-31,x,
    """
    if all(code != MISCELLANEOUS for code, _ in subject.categories):
        return
    for entry in subject.urls.complete:
        if entry[2][CATEGORY_CODE] == MISCELLANEOUS:
            yield Remark("MISC should be categorised", entry, "category_code")


@list_rule("CAT005", Severity.WARNING)
def two_categories(subject: Subject) -> Iterator[Remark]:
    """
    One site stands under two categories, here or here and in the global list; one of them is wrong.

    Bad:

        http://example.com/,NEWS,News Media,2024-01-31,x,
        https://www.example.com/,CULTR,Culture,2024-01-31,x,

    Good:

        http://example.com/,NEWS,News Media,2024-01-31,x,
        https://www.example.com/,NEWS,News Media,2024-01-31,x,
    """
    here = {entry.number for entry, _ in subject.repeated}
    twins = [(entry, Twin(subject.urls, first)) for entry, first in subject.repeated]
    if subject.reference is not None:
        theirs = subject.reference.urls
        twins += [(entry, Twin(theirs, first)) for entry, first in subject.in_reference if entry[0] not in here]
    for entry, twin in twins:
        if twin.entry[2][CATEGORY_CODE] != entry[2][CATEGORY_CODE]:
            yield Remark(
                f"{entry[2][CATEGORY_CODE]} here, {twin.entry[2][CATEGORY_CODE]} at {twin}",
                entry,
                "category_code",
                (twin,),
            )
