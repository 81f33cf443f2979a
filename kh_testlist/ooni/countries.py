"""Facts about countries: their names, and the words that show that a site or a note is about one.

Nothing here decides which list is edited. A country that is not in the table is recognised only by its domain.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Country(NamedTuple):
    """What a list needs to know about a country."""

    code: str
    """The code of its list: `kh`."""
    name: str
    """In English; empty if the table has none."""
    name_km: str
    """In Khmer; empty if the table has none."""
    words: tuple[str, ...] = ()
    """If a note or a part of a host name has one of these, it is about the country. In lower case."""
    script: str = ""
    """The characters that only its language uses, as a class of a regular expression."""
    domains: tuple[str, ...] = ()
    """Its top-level domains except that of its code, in punycode."""


_COUNTRIES: Final = (
    Country(
        "kh",
        "Cambodia",
        "កម្ពុជា",
        ("cambodia", "cambodian", "cambodge", "khmer", "kampuchea", "phnompenh", "phnom penh", "siem reap", "angkor"),
        "\u1780-\u17ff\u19e0-\u19ff",
    ),
    Country(
        "th",
        "Thailand",
        "ថៃ",
        ("thailand", "thai", "bangkok"),
        "\u0e00-\u0e7f",
        ("xn--o3cw4h",),
    ),
    Country("la", "Laos", "ឡាវ", ("laos", "lao", "laotian", "vientiane"), "\u0e80-\u0eff", ("xn--q7ce6a",)),
    Country("vn", "Vietnam", "វៀតណាម", ("vietnam", "vietnamese", "hanoi", "saigon")),
    Country("mm", "Myanmar", "មីយ៉ាន់ម៉ា", ("myanmar", "burma", "burmese", "yangon"), "\u1000-\u109f"),
    Country("my", "Malaysia", "ម៉ាឡេស៊ី", ("malaysia", "malaysian", "kuala lumpur")),
    Country("id", "Indonesia", "ឥណ្ឌូណេស៊ី", ("indonesia", "indonesian", "jakarta")),
    Country("ph", "Philippines", "ហ្វីលីពីន", ("philippines", "philippine", "filipino", "manila")),
    Country("tl", "Timor-Leste", "ទីម័រខាងកើត", ("timor", "timorese", "dili")),
    Country("hk", "Hong Kong", "ហុងកុង", ("hong kong", "hongkong"), "", ("xn--j6w193g",)),
    Country(
        "in",
        "India",
        "ឥណ្ឌា",
        ("india", "indian", "delhi", "mumbai"),
        "",
        ("xn--h2brj9c", "xn--fpcrj9c3d", "xn--gecrj9c", "xn--s9brj9c", "xn--45brj9c", "xn--xkc2dl3a5ee0h"),
    ),
)  # fmt: skip
"""Cambodia, its neighbours, and the other countries of iMAP. Top-level domains: IANA, Root Zone Database."""

_BY_CODE: Final = {country.code: country for country in _COUNTRIES}


def country(code: str) -> Country:
    """Return the country whose list is called `code`. If the table does not have it, it has no names and words."""
    return _BY_CODE.get(code, Country(code, "", ""))
