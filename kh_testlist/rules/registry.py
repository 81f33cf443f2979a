"""All rules, in the order in which `kh-testlist rules` explains them. A code never changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.errors import Misuse
from kh_testlist.rules import category, date, duplicate, file, target, text, unseen, url
from kh_testlist.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    file.not_utf8,
    file.byte_order_mark,
    file.nul_byte,
    file.unbalanced_quote,
    file.wrong_header,
    file.wrong_column_count,
    file.blank_row,
    file.cell_too_long,
    file.foreign_line_ends,
    file.no_final_line_end,
    url.not_a_url,
    url.not_canonical,
    url.no_path,
    url.space_around_url,
    url.bad_character_in_url,
    url.credentials,
    url.unreadable_url,
    url.private_host,
    url.address_host,
    url.unusual_port,
    url.fragment,
    url.tracking_parameter,
    url.deep_path,
    url.look_alike_host,
    url.raw_non_ascii,
    unseen.invisible_character,
    target.unknown_top_level,
    target.wrapped_link,
    target.short_link,
    target.glued_slash,
    target.page_on_platform,
    category.unknown_category,
    category.retired_category,
    category.wrong_description,
    category.miscellaneous,
    category.two_categories,
    text.bad_character,
    text.surrounding_space,
    text.double_space,
    text.mojibake,
    text.control_character,
    text.formula,
    text.no_source,
    date.bad_date,
    date.future_date,
    duplicate.exact_duplicate,
    duplicate.duplicate_of_global,
    duplicate.equivalent_duplicate,
    duplicate.equivalent_of_global,
    duplicate.same_page,
    duplicate.same_page_as_global,
    duplicate.page_of_listed_site,
)

REDIRECTS: Final[dict[str, str]] = {}
"""The code that replaces each retired code. A retired code is never used again."""


def find(wanted: str) -> list[Rule]:
    """Return the rules that `wanted` names: a code, a name, or the start of a code such as `URL`.

    Raises:
        Misuse: no rule has that code or name.

    """
    code = REDIRECTS.get(wanted.upper(), wanted.upper())
    found = [rule for rule in RULES if wanted and (rule.code.startswith(code) or rule.name == wanted.lower())]
    if found:
        return found
    import difflib  # noqa: PLC0415 - only needed after a typing mistake

    known = [name for rule in RULES for name in (rule.code, rule.name)]
    near = difflib.get_close_matches(code, known, n=1) or difflib.get_close_matches(wanted.lower(), known, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise Misuse(f"No rule has the code or name {wanted!r}.", f"{hint}Show all rules: kh-testlist rules")


def select(chosen: Sequence[str] = (), ignored: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Return the rules to run: the chosen rules, or all rules, without the ignored ones.

    Raises:
        Misuse: a word does not name a rule.

    """
    wanted = {rule.code for word in chosen for rule in find(word)} if chosen else {rule.code for rule in RULES}
    unwanted = {rule.code for word in ignored for rule in find(word)}
    return tuple(rule for rule in RULES if rule.code in wanted - unwanted)
