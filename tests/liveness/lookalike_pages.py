"""Ordinary pages that look like a hazard: each has the words, the scripts or the form of one, and is what it says."""

# ruff: noqa: E501, RUF001 - words of pages, as they are on pages

from __future__ import annotations

from typing import Final

from tests.liveness.trade_pages import document, menu, text

_TURNSTILE: Final = '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>'

NEAR_A_TRADE: Final = {
    "km-charity-lottery": document(
        "ឆ្នោតសប្បុរសធម៌ភូមិព្រែកលាប",
        menu("ទំព័រដើម", "ឆ្នោត", "ទំនាក់ទំនង")
        + "<h1>ឆ្នោតសប្បុរសធម៌ ដើម្បីជួសជុលសាលារៀន</h1>"
        + text("ភូមិយើងលក់ឆ្នោតមួយសន្លឹក ១០០០ រៀល។ រង្វាន់មានកង់ពីរ និងអង្ករ។ ប្រាក់ទាំងអស់សម្រាប់ជួសជុលសាលារៀន។ លទ្ធផលឆ្នោតនឹងប្រកាសនៅវត្ត។"),
        "km",
    ),
    "km-election": document(
        "លទ្ធផលបោះឆ្នោតឃុំសង្កាត់",
        menu("ទំព័រដើម", "លទ្ធផល", "ចុះឈ្មោះ", "ទំនាក់ទំនង")
        + text("របៀបចុះឈ្មោះបោះឆ្នោត។ អ្នកបោះឆ្នោតត្រូវយកអត្តសញ្ញាណប័ណ្ណ។ សន្លឹកឆ្នោតមានឈ្មោះគណបក្ស។ ការរាប់សន្លឹកឆ្នោតធ្វើនៅការិយាល័យបោះឆ្នោត។"),
        "km",
    ),
    "km-election-short": document(
        "បោះឆ្នោត ២០២៧", menu("បោះឆ្នោត", "ចុះឈ្មោះ", "លទ្ធផលបោះឆ្នោត") + text("ចុះឈ្មោះបោះឆ្នោតឥតគិតថ្លៃ។ ទទួលប័ណ្ណនៅឃុំ។"), "km"
    ),
    "en-tombola": document(
        "School tombola and raffle 2026",
        menu("Home", "Tickets", "Prizes", "Contact")
        + text("Buy a lottery ticket for a dollar. The jackpot is a bicycle. All money of the raffle goes to the library."),
    ),
    "vi-state-lottery-news": document(
        "Trúng xổ số, anh nông dân tặng tiền xây cầu",
        menu("Trang chủ", "Thời sự", "Đời sống")
        + text("Anh trúng vé xổ số hai tỷ đồng và tặng một nửa cho xã xây cầu. Bà con cho biết rất vui."),
        "vi",
    ),
    "th-lottery-fund": document(
        "กองทุนสลากเพื่อการกุศล",
        menu("หน้าแรก", "โครงการ", "ติดต่อ") + text("มูลนิธินำรายได้จากสลากการกุศลไปช่วยโรงเรียน ไม่เกี่ยวกับหวยหรือการพนัน"),
        "th",
    ),
    "zh-welfare-lottery": document(
        "福利彩票公益金资助乡村小学",
        menu("首页", "公益", "新闻") + text("记者从民政部门获悉，彩票公益金今年资助了四十所学校，用于图书和食堂。"),
        "zh",
    ),
    "id-numbers": document(
        "Angka dan Data: statistik desa",
        menu("Beranda", "Data", "Daftar", "Kontak") + text("Data keluaran panen menurut desa, dengan angka yang bisa diunduh."),
        "id",
    ),
    "en-classified-ads": document(
        "Classified ads - The Mekong Post",
        menu("Jobs", "Rooms", "Cars", "Massage", "Services", "Place an ad")
        + text(
            "Room near the riverside, 100 a month. Call after six.",
            "Licensed massage therapist visits hotels, day rates on request.",
            "Honda Dream for sale, new tyres. Viber 012 000 000.",
            "Wanted: cook for a small hotel, message us on Telegram.",
            "Companion wanted for an elderly lady, nights, references needed.",
        ),
    ),
    "vi-classified-ads": document(
        "Rao vặt: việc làm, phòng trọ, dịch vụ",
        menu("Việc làm", "Phòng trọ", "Xe máy", "Dịch vụ")
        + text("Cần tuyển nhân viên massage trị liệu có bằng cấp.", "Cho thuê phòng giá rẻ, ảnh thật, gọi số điện thoại.", "Tìm gái bán hàng, làm ca ngày."),
        "vi",
    ),
    "en-escort-vehicles": document(
        "Angkor Escort Vehicles: oversize load escorts and pilot cars",
        menu("Services", "Escort vehicles", "Rates", "Book now")
        + text("Our escorts guide oversize trucks across the country. Escort service day and night, permits included. Ask for rates and book a convoy."),
    ),
    "en-police-escort": document(
        "Motorcade escort service of the traffic unit",
        menu("Home", "Escort service", "Forms")
        + text("Apply for a motorcade escort two weeks ahead. The escort service needs a list of vehicles."),
    ),
    "en-escort-car-club": document(
        "Ford Escort owners club",
        menu("Home", "Escorts for sale", "Forum", "Events")
        + text("Our members restore Escorts from 1968 on. Hot hatches, hard tops, and parts. Meet us on Sunday."),
    ),
    "en-naval-escort": document(
        "Escort ships of the Pacific war", menu("Ships", "Books", "Maps") + text("Destroyer escorts guarded convoys. Ninety were built.")
    ),
    "en-spa": document(
        "Lotus Spa - traditional Khmer massage",
        menu("Massage", "Prices", "Book now", "Gift vouchers")
        + text("Body massage, foot massage and hot stone massage by trained therapists. An hour is 12 dollars. Hotel visits on request."),
    ),
    "en-blind-massage": document(
        "Seeing Hands: massage by blind therapists", menu("Home", "Rates", "Donate") + text("Body massage an hour, 8 dollars. Book now by phone.")
    ),
    "th-massage-school": document(
        "โรงเรียนนวดแผนไทย", menu("หลักสูตร", "ราคา", "สมัคร") + text("เรียนนวดแผนไทย นวดน้ำมัน รับรองโดยกระทรวง สมัครเรียนได้ทุกเดือน"), "th"
    ),
    "zh-massage": document("盲人按摩店", menu("首页", "价格", "预约") + text("专业盲人按摩，可上门服务，价格公道，微信预约。"), "zh"),
    "km-spa": document("ហាងម៉ាស្សាខ្មែរ", menu("តម្លៃ", "ទំនាក់ទំនង") + text("ម៉ាស្សាជើង ម៉ាស្សាប្រេង តម្លៃ ៨ ដុល្លារមួយម៉ោង។ មានកន្លែងចតរថយន្ត។"), "km"),
    "en-dating-safety": document(
        "Safe online dating: a guide for young women",
        menu("Advice", "Helpline", "About")
        + text("Before a date, tell a friend. Escort a friend home. Never send nudes. If somebody threatens you, call our helpline."),
    ),
    "en-sex-worker-union": document(
        "Union of sex workers: rights and health",
        menu("About", "Health", "Law", "Donate")
        + text("We speak for sex workers, call girls and escorts. Our clinic is free, and our lawyers help after arrests."),
    ),
    "en-pharmacy-students": document(
        "Pharmacy Students' Association",
        menu("Events", "Members", "Exams", "Join")
        + "<h1>Pharmacy Students' Association: sildenafil case study night</h1>"
        + text("Our congress talks about prescriptions, tramadol and antibiotics. Students of all faculties may join. Order your T-shirt now."),
    ),
    "en-abortion-help": document(
        "Abortion pills by mail: misoprostol and mifepristone",
        menu("Get help", "Doctors", "Questions", "Donate")
        + text("Our doctors send abortion pills to women where they are not sold. You answer questions online. Misoprostol is on the list of essential medicines."),
    ),
    "en-ed-clinic": document(
        "Erectile dysfunction: what helps", menu("Advice", "Clinics") + text("Sildenafil and tadalafil help many men. Talk to a doctor first, because of the heart.")
    ),
    "en-hiv-prep": document("PrEP: order pills online", menu("Order", "Clinics", "Questions") + text("Order PrEP pills from our clinic. A nurse calls you. Free shipping in Phnom Penh.")),
    "vi-pharmacy": document("Nhà thuốc An Khang", menu("Thuốc", "Vitamin", "Giỏ hàng") + text("Thuốc cảm, vitamin, sữa bột. Thuốc kê đơn cần toa của bác sĩ. Giao hàng tận nơi."), "vi"),
    "id-apotek": document("Apotek Sehat", menu("Obat", "Vitamin", "Keranjang") + text("Jual obat flu dan vitamin, harga terjangkau. Obat keras wajib resep dokter."), "id"),
    "km-pharmacy": document("ឱសថស្ថានសុខភាព", menu("ថ្នាំ", "វីតាមីន", "ទំនាក់ទំនង") + text("លក់ថ្នាំផ្តាសាយ វីតាមីន តម្លៃសមរម្យ។ ថ្នាំត្រូវមានវេជ្ជបញ្ជាពីគ្រូពេទ្យ។"), "km"),
    "en-slot-machines-museum": document("Museum of toy machines", menu("Visit", "Tickets") + text("See slot machines from 1920, and play for a token. Children free.")),
}  # fmt: skip

NEAR_A_SALE: Final = {
    "en-real-estate-lease": document(
        "Riverside villa: for lease or lease to own",
        menu("Buy", "Rent", "Sell", "Agents") + text("Get this villa with 12 monthly payments. Lease it today, or make an offer. This property is for sale."),
    ),
    "en-domain-law": document(
        "Redemption period: what your domain lawyer can do",
        menu("Team", "Cases", "Fees", "Contact", "Blog")
        + text("When a domain has expired, it enters the redemption period, and after that it is pending delete. We help former owners restore a domain name, and act against backorders in bad faith."),
    ),
    "en-domain-law-no-menu": document(
        "Domain disputes - a short guide",
        "<h1>Domain disputes</h1>" + text("A domain that has expired is in redemption for 30 days. Then it is pending delete, and anybody may backorder it. Ask a lawyer early."),
    ),
    "en-domain-story": document(
        "How we lost our name", text("Our domain expired in May. A stranger put it up for sale for 3,000 dollars. We took a new name, and wrote to all members.")
    ),
    "en-public-domain": document("Public domain books", menu("Books", "Maps") + text("Every book here is in the public domain. Get a copy, or lease the exhibition for your school.")),
    "en-eminent-domain": document("Eminent domain and the new road", text("The land was taken under eminent domain. Parcels are for sale since June, and leases expired in May.")),
    "vi-land": document("Bán đất nền", menu("Dự án", "Giá") + text("Bán lô đất tên miền quê, chuyển nhượng trong ngày. Liên hệ để mua."), "vi"),
    "km-land": document("លក់ដីនៅតាកែវ", menu("ដី", "ផ្ទះ") + text("ដីនេះសម្រាប់លក់ តម្លៃ ២៥០០ ដុល្លារ។ ទាក់ទងម្ចាស់ដីតាមទូរស័ព្ទ។"), "km"),
    "th-condo": document("ขายคอนโด", menu("ซื้อ", "เช่า") + text("คอนโดนี้ประกาศขาย ผ่อนได้สิบสองเดือน สนใจติดต่อเจ้าของ"), "th"),
    "zh-shop-transfer": document("店铺转让", menu("首页", "转让", "出租") + text("本店位于市中心，因故转让，价格可议。联系人陈先生。"), "zh"),
    "id-house": document("Rumah dijual", menu("Rumah", "Tanah") + text("Rumah ini dijual cepat. Beli atau sewa, hubungi pemilik."), "id"),
    "en-registrar-help": document(
        "Renew your domain - help centre",
        menu("Domains", "Hosting", "SSL", "Email", "Support", "Login") + text("If this domain has expired, log in and renew it. Whois, transfer, reseller and bulk tools are in the menu."),
    ),
    "en-lander": document("Moon lander", '<script src="/lander.js"></script>' + text("Our students built a lander. Watch the video at the location below.")),
}  # fmt: skip

NEAR_A_HOST_PAGE: Final = {
    "help-default-page": document(
        "Why do I see the default page?",
        "<h1>Why do I see the default page?</h1>" + text("You see this page because your website has no files. Upload your files to public_html to replace the default page of the web server."),
    ),
    "help-default-page-vi": document(
        "Cách thay trang mặc định", text("Bạn thấy trang này vì hosting chưa có tệp. Tải lên index.html qua FTP để thay thế trang này trên máy chủ."), "vi"
    ),
    "help-suspended": document("How to get a suspended account back", text("If you read: this account has been suspended, pay the invoice of your hosting and write to us.")),
    "hello-world-post": document("Hello world", menu("Home", "Blog", "About", "Contact", "Shop") + "<h1>Hello world!</h1>" + text("Welcome to our blog about weaving. This is our first post.")),
    "hello-with-picture": document("Hello world", '<img src="/poster.jpg" alt="poster"><p>Hello world</p>'),
    "new-office": document("Congratulations!", text("Congratulations! Our new library has been created with your gifts. Upload your photos of the opening day.")),
    "file-server-talk": document("river - /home", text("Notes of a system administrator about directories.")),
    "platform-review": document("Forum not found | a review of free forums", text("We tried six free forums. Two did not answer, and one said that it does not exist any more.")),
    "github-guide": document("Publish a site | Handbook", text("If you read that there isn't a GitHub Pages site here, push to the right branch.")),
}  # fmt: skip

NEAR_A_CHALLENGE: Final = {
    "front-page-asks-for-javascript": document(
        "River News",
        menu("Home", "News", "About") + "<noscript>Please enable JavaScript to continue</noscript>" + text("The council met on Tuesday and spoke about the dam. " * 12),
    ),
    "login-with-turnstile": document(
        "Log in - verify you are a member",
        f'{_TURNSTILE}<h1>Log in</h1><form><input name="user"><input type="password" name="p"><div class="cf-turnstile"></div><button>Log in</button></form>',
    ),
    "contact-form": document("Contact: verification required", f"{_TURNSTILE}<h1>Write to us</h1><form><textarea name=t></textarea><div class=cf-turnstile></div></form>"),
    "newsletter": document("Security check-up newsletter", '<div class="h-captcha"></div><form><input type="email" name="mail"><button>Subscribe</button></form>'),
    "search": document("Archive", '<div class="g-recaptcha"></div><form><input type=search name=q></form>' + text("Search 40,000 articles.")),
    "akamai-on-news": document(
        "Mekong Times",
        menu("Home", "Politics", "Sport") + text("The harvest was good this year, farmers say. " * 15),
        head='<script src="/_sec/cp_challenge/sec-cpt-4-3.js" async></script><script src="/akam/13/2f1c" defer></script>',
    ),
    "akamai-on-a-short-page": document("Mekong Times", text("We are on holiday until Monday. Read our archive then."), head='<script src="/_sec/cp_challenge/x.js"></script>'),
    "akamai-on-an-application": document("Portal", '<div id="root"></div><script src="/main.js"></script>', head='<script src="/_sec/cp_challenge/x.js"></script>'),
    "aliyun-on-a-shop": document("丝绸商店", menu("首页", "商品") + text("柬埔寨手工丝绸，欢迎选购。"), "zh", head='<meta name="aliyun_waf_aa" content="6f">'),
    "f5-on-a-bank": document("Bank of the River", menu("Cards", "Loans") + text("Open an account in ten minutes."), head='<script src="/TSPD/08a.js"></script>'),
    "language-cookie": document("", "<script>document.cookie='lang=km'; location.href='/km/'</script>"),
    "service-worker": document("River News", '<div id="app"></div><script>document.cookie="a=1"; if (stale) location.reload()</script>'),
    "cookie-banner": document("River News", menu("Home") + text("Rice prices went up.") + '<script>function ok(){document.cookie="ok=1";location.reload()}</script>'),
    "ddos-article": document("DDoS-Guard and others: a comparison", text("We compare six services. One says checking your browser, another asks for a captcha. " * 8)),
    "essay-on-captchas": document("Are you a robot? An essay on captchas", f"<h1>Are you a robot?</h1>{text('A captcha asks what a machine can not see. ' * 15)}{_TURNSTILE}"),
}  # fmt: skip

NEAR_A_MISSING_PAGE: Final = {
    "km-no-electricity": document("ភូមិដែលគ្មានអគ្គិសនី", menu("ទំព័រដើម") + text("អត្ថបទនេះនិយាយអំពីភូមិដែលគ្មានអគ្គិសនី និងមិនមានសាលារៀន។"), "km"),
    "vi-no-more": document("Trang nhật ký của một người lính", text("Bài viết kể về ngôi làng không còn ai."), "vi"),
    "en-deleted": document("The page that was deleted", text("An essay about the page of history that was removed from school books.")),
}  # fmt: skip

ALL: Final = {
    **NEAR_A_TRADE, **NEAR_A_SALE, **NEAR_A_HOST_PAGE, **NEAR_A_CHALLENGE, **NEAR_A_MISSING_PAGE,
}  # fmt: skip
