"""Ordinary sites with the words of sale pages, host pages, challenges and hidden spam."""

# ruff: noqa: E501 - words of pages, as they are on pages

from __future__ import annotations

from typing import Final

from tests.liveness.trade_pages import document, menu, text

_NEWS: Final = menu("Home", "Politics", "Business", "Sport", "Culture", "Opinion", "Register", "Login")

SITES: Final = {
    # Names and hosting.
    "registrar": document(
        "Mekong Names - register a domain",
        menu("Domain search", "Hosting", "SSL", "WHOIS", "Transfer", "Support")
        + text(
            "Register a domain name from $9. Domain registration, transfer, hosting, email, SSL and VPS. Is your domain"
            " expired? We renew it. Is this domain available? Buy this domain before others do: our domain search shows it."
        ),
    ),
    "registrar-market": document(
        "Premium names - market",
        menu("Search", "Sell", "Prices", "Help")
        + text(
            "river-rice.com is for sale. blue-mekong.net is for sale. old-market.org: buy this domain. silkworks.com,"
            " pepperfarm.net and bookshop.asia: make an offer on this domain. This domain name has expired: wetmarket.info."
        ),
    ),
    "hosting": document(
        "Angkor Host - web hosting and VPS",
        menu("Hosting", "VPS", "Domains", "SSL", "Knowledge base", "Contact")
        + text(
            "Shared hosting from $2. If your account is suspended, read our help page 'Account Suspended'. Your first visit"
            " shows the default page until you upload your site with cPanel or Plesk."
        ),
    ),
    "article-suspended": document(
        "Account suspended: how our paper lost its site for a week",
        _NEWS
        + text(
            "On Monday readers saw the words 'Account suspended. Contact your hosting provider.' We tell what happened."
        ),
    ),
    "article-nginx": document(
        "Welcome to nginx!",
        menu("Home", "Posts", "Tags", "Archive", "About", "Contact")
        + text("In this part of the course we install the web server, and see the page 'Welcome to nginx!'."),
    ),
    "maintenance": document(
        "Under maintenance",
        "<h1>We are back soon</h1>"
        + text("The site of the Community Library is under maintenance until Friday. Call us at 012 345 678."),
    ),
    "maintenance-km": document("គេហទំព័រកំពុងជួសជុល", text("គេហទំព័ររបស់អង្គការយើងកំពុងជួសជុល សូមត្រឡប់មកវិញនៅថ្ងៃសុក្រ។"), "km"),
    "coming-soon": document(
        "Coming soon", "<h1>Our new site is coming soon</h1>" + text("Rights Watch Battambang. Write to us.")
    ),
    "login": document(
        "Log in - Members", "<form><input name=u><input type=password></form>" + text("For members only.")
    ),
    "application": document(
        "Data Portal",
        '<div id="root"></div><noscript>You need JavaScript. Page not found.</noscript><script src="/app.js"></script>',
    ),
    "application-hidden": document(
        "Open Data",
        '<div id="app"><div hidden>Page not found</div><div style="display: none">This domain is for sale</div>'
        '<template><h1>404 Not Found</h1></template></div><script src="/app.js"></script>',
    ),
    "advertising": document(
        "River News",
        _NEWS + text("The council met on Tuesday to discuss the new bridge over the river, and 40 people came."),
        head='<script data-adblockkey="MFwwDQ"></script>',
    ),
    "imperva-script": document(
        "River News",
        _NEWS + text("The council met on Tuesday to discuss the new bridge."),
        head='<script src="/_Incapsula_Resource?SWJIYLWA=1" async></script>',
    ),
    "imperva-application": document(
        "Portal",
        '<div id="root"></div><script src="/app.js"></script>'
        '<script src="/_Incapsula_Resource?SWJIYLWA=1" async></script>',
    ),
    "hidden-spam": document(
        "Land Rights Network",
        menu("Home", "Reports", "Donate", "Contact")
        + text("We work with villages on land titles. Read our new report on forests.")
        + '<div style="position:absolute; left:-9999px">'
        + "".join(
            f'<a href="https://slot{one}.example.net/">slot gacor judi online casino togel daftar</a>'
            for one in range(60)
        )
        + "</div>",
    ),
    "hidden-spam-by-sheet": document(
        "Land Rights Network",
        menu("Home", "Reports", "Donate", "Contact")
        + text("We work with villages on land titles. Read our new report on forests.")
        + '<div class="xq7">'
        + "".join(f'<a href="https://slot{one}.example.net/">slot gacor judi online</a>' for one in range(60))
        + "</div>",
        head="<style>body{margin:0} .xq7{display:none}</style>",
    ),
    "visible-spam-in-the-footer": document(
        "Land Rights Network",
        menu("Home", "Reports", "Donate", "Contact")
        + "<h1>Land Rights Network</h1>"
        + text("We work with villages on land titles. Read our new report on forests.")
        + "".join(f'<a href="https://slot{one}.example.net/">slot gacor judi online</a>' for one in range(60)),
    ),
    "index-of-prices": document("Index of consumer prices", _NEWS + text("The index of consumer prices rose in May.")),
    "empty": "",
}
