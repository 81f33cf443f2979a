"""Ordinary web pages in English and Khmer, and ordinary pages that a hasty check would take for something else."""

from __future__ import annotations

import random
from typing import Final

ENGLISH: Final = (
    "The council met on Tuesday to discuss the new bridge over the river.",
    "Farmers in three provinces expect a late harvest after the dry season.",
    "Our library is open every day except on public holidays.",
    "The report lists forty schools that still have no clean water.",
    "A court in the capital heard the case behind closed doors.",
    "Readers sent us their photographs of the Water Festival.",
    "Prices of rice and fish went up again last month.",
    "The festival of short films opens with a story from Battambang.",
    "Volunteers planted two thousand mangroves along the coast.",
    "Contact us by telephone or come to our office near the old market.",
    "Journalists asked the ministry for an answer and received none.",
    "The museum shows weavings from the north-east until December.",
)

KHMER: Final = (
    "ព័ត៌មានថ្មីៗអំពីសង្គម និងសេដ្ឋកិច្ចនៅកម្ពុជា។",
    "ប្រជាពលរដ្ឋនៅរាជធានីភ្នំពេញបានចូលរួមពិធីបុណ្យអុំទូក។",
    "អង្គការសង្គមស៊ីវិលបានចេញរបាយការណ៍ស្តីពីសិទ្ធិមនុស្ស។",
    "អាកាសធាតុនៅតំបន់ទន្លេសាបមានការប្រែប្រួល។",
    "សិស្សានុសិស្សជាច្រើនបានប្រឡងបាក់ឌុបនៅឆ្នាំនេះ។",
    "កសិករនៅខេត្តបាត់ដំបងរង់ចាំរដូវច្រូតកាត់។",
    "តម្លៃអង្ករ និងត្រីបានឡើងថ្លៃកាលពីខែមុន។",
    "បណ្ណាល័យរបស់យើងបើកជារៀងរាល់ថ្ងៃ លើកលែងតែថ្ងៃបុណ្យជាតិ។",
)

TITLES: Final = {
    "en": ("Provincial News", "Our Work", "The River Review", "Community Library", "Rights and Land", "About Us"),
    "km": ("ព័ត៌មានខេត្ត", "អំពីយើង", "សារព័ត៌មានទន្លេ", "បណ្ណាល័យសហគមន៍", "សិទ្ធិមនុស្ស និងដីធ្លី"),
}

BAIT: Final = {
    "bait-domain-for-sale": (
        "How we nearly lost our web address",
        (
            "The bill went unpaid, and visitors saw the words: this domain is for sale. Buy this domain, it said; a"
            " broker offered the domain for sale at three thousand dollars. Today the domain is ours again."
        ),
    ),
    "bait-for-sale-in-title": (
        "Domain for sale: what to do when a newspaper loses its name",
        (
            "A parked free page stands where the paper was. Related searches, sponsored listings, renew now: we explain"
            " what parking companies such as Sedo and GoDaddy do with an expired name, and how to get it back."
        ),
    ),
    "bait-page-not-found": (
        "The missing land register",
        (
            "Who looks for the register reads: page not found. Error 404, says the ministry's site, the page you are"
            " looking for does not exist. We have kept a copy of what was there."
        ),
    ),
    "bait-not-found-in-title": (
        "404 Not Found: an exhibition about lost films",
        "Page not found is the name of the first room. The films could not be found in any archive.",
    ),
    "bait-challenge-words": (
        "Just a moment in history",
        (
            "Please complete the CAPTCHA below to send us a letter. Checking your browser is the job of a company named"
            " Cloudflare; DDoS protection by a charity keeps our site up. Access denied is what our readers in the"
            " country saw last year."
        ),
    ),
    "bait-block-page-words": (
        "ERROR: Forbidden, a study of block pages",
        (
            "Providers answer with a page that says ERROR: Forbidden. In its source stands"
            " &lt;title&gt;ERROR: Forbidden&lt;/title&gt;, and nothing else of use."
        ),
    ),
    "bait-khmer": (
        "ហេតុអ្វីបានជាគេហទំព័របាត់",
        (
            "អត្ថបទនេះនិយាយអំពីការលក់ឈ្មោះដែន ហើយពន្យល់ពីមូលហេតុដែលអ្នកអានឃើញថា រកមិនឃើញទំព័រ។"
            " អ្នកខ្លះសរសេរថា ឈ្មោះដែននេះសម្រាប់លក់ ទិញឈ្មោះដែននេះ ប៉ុន្តែវាមិនមែនដូច្នោះទេ។"
        ),
    ),
}
"""Titles and paragraphs of ordinary articles, each with words that a parking, error or challenge page has."""

HOSTILE_TITLE: Final = (
    "News \x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b2J \u202eevil\u202c &#27;[2J &#x9b;31m <b>::error::</b> | `x` =1+1"
)
"""Escapes raw and as references, C1, a mark that turns text around, and what workflows, Markdown and sheets obey."""

_SIZES: Final = (600, 1_500, 4_000, 9_000, 20_000, 45_000, 90_000, 200_000)
_SIZE_WEIGHTS: Final = (20, 25, 22, 15, 9, 5, 3, 1)


def document(title: str, *body: str, lang: str = "en", head: str = "", attributes: str = "") -> bytes:
    """An HTML page."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"{attributes}><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head>\n<body>{''.join(body)}</body></html>\n"
    ).encode()


def article(seed: int, lang: str = "en", *, title: str = "", lead: str = "", size: int = 0) -> bytes:
    """A page of a site that is alive: the same one for the same seed; about `size` bytes long, if that is given."""
    chance = random.Random(seed)  # noqa: S311 - pages, not secrets
    sentences = KHMER if lang == "km" else ENGLISH
    title = title or f"{chance.choice(TITLES[lang])} {chance.randrange(1000)}"
    wanted = size or chance.choices(_SIZES, _SIZE_WEIGHTS)[0]
    parts = [f'<nav><a href="/">{chance.choice(TITLES[lang])}</a></nav><h1>{title}</h1>']
    if lead:
        parts.append(f"<p>{lead}</p>")
    length = 0
    while length < wanted:
        text = " ".join(chance.choices(sentences, k=chance.randrange(2, 7)))
        parts.append(f"<p>{text} {chance.randrange(10**6)}</p>\n")
        length += len(text.encode()) + 15
    return document(title, *parts, lang=lang)


def bait(kind: str, seed: int) -> bytes:
    """An ordinary article with the words of `kind` in its running text."""
    title, lead = BAIT[kind]
    return article(seed, "km" if kind == "bait-khmer" else "en", title=title, lead=lead, size=(200, 4_000)[seed % 2])


NOT_FOUND: Final = {
    "en": ("Page not found", "Sorry, the page you are looking for does not exist. Go back to our home page."),
    "en-404": ("404 - Not Found | Our Site", "We can't find that page. It may have been moved or deleted."),
    "km": ("រកមិនឃើញទំព័រ", "សូមអភ័យទោស ទំព័រដែលអ្នកស្វែងរកមិនមានទេ។ សូមត្រឡប់ទៅទំព័រដើម។"),
}


def not_found(style: str, path: str) -> bytes:
    """What a site shows for a page that it does not have, with the path in it, as many do."""
    title, text = NOT_FOUND[style]
    lang = style.partition("-")[0]
    links = "".join(f'<li><a href="/{number}">{word}</a></li>' for number, word in enumerate(TITLES[lang]))
    return document(title, f"<h1>{title}</h1><p>{text}</p><p><code>{path}</code></p><ul>{links}</ul>", lang=lang)


def application(seed: int) -> bytes:
    """The shell of an application that draws every page in the browser: the same for any path, and alive."""
    return document(
        f"Data Portal {seed % 1000}",
        '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>',
        head=f'<script defer src="/static/js/main.{seed:x}.js"></script><link rel="manifest" href="/manifest.json">',
    )


def brochure(seed: int, lead: str) -> bytes:
    """The one page of a small firm or club, short, whatever the path; alive, whatever its words are."""
    chance = random.Random(seed)  # noqa: S311 - pages, not secrets
    text = " ".join(chance.sample(ENGLISH, 4))
    return document(f"Mekong Paper and Print {seed % 100}", f"<h1>Paper and print</h1><p>{lead}</p><p>{text}</p>")


BROCHURES: Final = {
    "bait-phone-number": "Order by telephone: 023 404 404, or 012 404 118.",
    "bait-open-every-day": "ហាងយើងខ្ញុំបើករាល់ថ្ងៃ ថ្ងៃឈប់សម្រាកមិនមានទេ។ សូមអញ្ជើញមកទស្សនា។",
    "bait-shop-of-names": "We print cards and signs. Our neighbour has a domain for sale; we have paper for sale.",
}
"""By kind: words that parked and missing pages have, on hosts that answer the same on every path."""


def login(seed: int) -> bytes:
    """The page that a site sends everybody to who has not signed in."""
    return document(
        f"Log in - Members {seed % 1000}",
        "<h1>Log in</h1><form method=post><input name=user><input name=password type=password><button>Log in</button>"
        "</form><p>For members of the association. Write to us for an account.</p>",
    )


BLOCK_PAGE: Final = (
    b"<html><head><title>ERROR: Forbidden</title></head> \n<body><h2>ERROR: Forbidden</h2>"
    b"<p>The requested page is not available.</p></body></html>\n"
)
"""What a Cambodian provider answers in place of a site. Source: ooni/blocking-fingerprints, ooni.kh_http_1."""
