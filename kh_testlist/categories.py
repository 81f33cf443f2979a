"""The 31 categories: their codes, upstream's legend text, and our own texts in English and Khmer.

Upstream rejects a row if its description differs from the legend text by one letter. The definitions are this project's
own. The Khmer texts are a draft until a native reader approves them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Category(NamedTuple):
    """A category of the lists."""

    code: str
    """For example `NEWS`."""
    legend: str
    """What `category_description` must say, byte for byte. Source: citizenlab/test-lists,
    lists/00-LEGEND-new_category_codes.csv at 7f01e430."""
    definition: str
    """What belongs here, in English."""
    name_km: str
    """The category's name in Khmer."""
    replaces: tuple[str, ...] = ()
    """Codes that were in use until 2017, and that this one replaced (same source)."""


CATEGORIES: Final = (
    Category(
        "ALDR",
        "Alcohol & Drugs",
        "Alcohol and drugs: use, sale, equipment, advice.",
        "គ្រឿងស្រវឹង និងគ្រឿងញៀន",
    ),
    Category("REL", "Religion", "Religions and their communities, for or against; religious minorities.", "សាសនា"),
    Category("PORN", "Pornography", "Sexual images or videos.", "រូបភាពអាសអាភាស"),
    Category("PROV", "Provocative Attire", "Swimwear, underwear, few clothes; not pornography.", "សម្លៀកបំពាក់សិចស៊ី"),
    Category(
        "POLR",
        "Political Criticism",
        "Critics of those in power: opposition, dissidents, anti-corruption, calls for reform.",
        "ការរិះគន់នយោបាយ",
        ("POLT",),
    ),
    Category(
        "HUMR",
        "Human Rights Issues",
        "Human rights and those who defend them; women, workers, minorities.",
        "សិទ្ធិមនុស្ស",
        ("MINR", "WOMR", "MINF"),
    ),
    Category("ENV", "Environment", "Nature, climate, pollution, forests, dams, disasters.", "បរិស្ថាន"),
    Category(
        "MILX",
        "Terrorism and Militants",
        "Armed groups, separatists and their supporters.",
        "ភេរវកម្ម និងក្រុមប្រដាប់អាវុធ",
    ),
    Category("HATE", "Hate Speech", "Hate against people because of what they are.", "សម្តីស្អប់ខ្ពើម"),
    Category("NEWS", "News Media", "Newspapers, broadcasters, online news, press agencies.", "ព័ត៌មាន", ("FEXP",)),
    Category("XED", "Sex Education", "Sexual health, contraception, pregnancy, consent.", "ការអប់រំផ្លូវភេទ"),
    Category("PUBH", "Public Health", "Illness, prevention, hospitals, health advice.", "សុខភាពសាធារណៈ", ("SELFHARM",)),
    Category("GMB", "Gambling", "Casinos, betting, lotteries.", "ល្បែងស៊ីសង"),
    Category(
        "ANON",
        "Anonymization and circumvention tools",
        "VPNs, proxies, Tor, encryption: tools against blocking and watching.",
        "ឧបករណ៍អនាមិក និងជៀសវាងការទប់ស្កាត់",
    ),
    Category("DATE", "Online Dating", "Meeting people for love or company.", "ការណាត់ជួបតាមអ៊ីនធឺណិត"),
    Category("GRP", "Social Networking", "Social networks, forums, communities.", "បណ្តាញសង្គម"),
    Category(
        "LGBT",
        "LGBT",
        "Lesbian, gay, bisexual, trans and queer life; not pornography.",
        "អ្នកស្រលាញ់ភេទដូចគ្នា (LGBT)",
        ("GAYL",),
    ),
    Category(
        "FILE",
        "File-sharing",
        "Sharing and storing files: cloud drives, torrents, downloads of software.",
        "ការចែករំលែកឯកសារ",
        ("P2P", "SFTWR", "WRZ"),
    ),
    Category("HACK", "Hacking Tools", "Computer security: tools, news, research, good or bad.", "ឧបករណ៍ហេក"),
    Category(
        "COMT",
        "Communication Tools",
        "Mail, chat, calls, translation: people talking to people.",
        "ឧបករណ៍ទំនាក់ទំនង",
        ("VOIP", "EMAIL", "TRNS", "MSG"),
    ),
    Category("MMED", "Media sharing", "Videos, music or pictures that people share.", "ការចែករំលែកមេឌៀ"),
    Category(
        "HOST",
        "Hosting and Blogging Platforms",
        "Where others publish: web hosting, blogs, cloud platforms.",
        "វេទិកាបង្ហោះ និងប្លុក",
        ("BLGSERV", "CLOUD"),
    ),
    Category("SRCH", "Search Engines", "Search engines and portals.", "ម៉ាស៊ីនស្វែងរក"),
    Category("GAME", "Gaming", "Video games and their platforms; not gambling.", "ហ្គេម"),
    Category(
        "CULTR",
        "Culture",
        "Arts, history, literature, film, music, entertainment, satire.",
        "វប្បធម៌",
        ("HAL",),
    ),
    Category(
        "ECON",
        "Economics",
        "The economy, development, poverty, funding, trade bodies.",
        "សេដ្ឋកិច្ច",
        ("DEV",),
    ),
    Category(
        "GOVT",
        "Government",
        "Ministries, provinces, courts, armed forces, public agencies.",
        "រដ្ឋាភិបាល",
        ("FREL", "USMIL"),
    ),
    Category("COMM", "E-commerce", "Shops, banks, companies and what they sell.", "ពាណិជ្ជកម្មអេឡិចត្រូនិក"),
    Category(
        "CTRL",
        "Control content",
        "Harmless pages, to compare other sites with.",
        "មាតិកាសម្រាប់ផ្ទៀងផ្ទាត់",
        ("CACH",),
    ),
    Category(
        "IGO",
        "Intergovernmental Organizations",
        "The United Nations, ASEAN, development banks.",
        "អង្គការអន្តររដ្ឋាភិបាល",
    ),
    Category("MISC", "Miscellaneous content", "Sites that fit no other category yet.", "ផ្សេងៗ", ("KWRD",)),
)

LEGEND: Final = {category.code: category.legend for category in CATEGORIES}
"""Code to the description that upstream requires."""

BY_CODE: Final = {category.code: category for category in CATEGORIES}

RETIRED: Final = {old: category.code for category in CATEGORIES for old in category.replaces}
"""Retired code to the code that replaced it."""

MISCELLANEOUS: Final = "MISC"


def nearest(code: str) -> str | None:
    """Return the category that `code` may mean: it can be a legend text, a retired code or a typing error."""
    wanted = code.strip()
    upper = wanted.upper()
    if upper in LEGEND:
        return upper
    if upper in RETIRED:
        return RETIRED[upper]
    for category in CATEGORIES:
        if wanted.casefold() in {category.legend.casefold(), category.name_km}:
            return category.code
    import difflib  # noqa: PLC0415 - only for typing errors

    return next(iter(difflib.get_close_matches(upper, LEGEND, n=1)), None)


def code_of(typed: str) -> str | None:
    """Return the code that `typed` is, in any case, or that has this name in the legend. Return None for other text."""
    meant, said = nearest(typed), typed.strip().casefold()
    return meant if meant and said in {meant.casefold(), LEGEND[meant].casefold()} else None
