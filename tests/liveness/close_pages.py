"""Pages near the border: sites of trades with few words, and ordinary sites with many of their words."""

# ruff: noqa: E501, RUF001 - words of pages, as they are on pages

from __future__ import annotations

from typing import Final

from tests.liveness.trade_pages import document, menu, text

TAKEN: Final = (
    document(
        "Situs Slot Gacor Hari Ini ~ Link Slot Online Gampang Maxwin",
        "<marquee>Selamat datang</marquee>"
        + menu("Home", "Daftar", "Login", "Live Chat")
        + text(
            "Selamat datang di situs slot gacor hari ini. Kami menyediakan ratusan permainan slot online dengan peluang menang tinggi."
        ),
    ),
    document(
        "Mekong Clinic",
        "<h1>Agen Judi Bola &amp; Casino Online Terbesar</h1>"
        + menu("SBOBET", "CASINO", "SLOT", "TOGEL", "POKER")
        + text("Daftarkan diri Anda sekarang juga dan nikmati bonus deposit 50%."),
    ),
    document(
        "Trusted Online Casino Cambodia 2026 | BetAngkor",
        menu("Sports", "Live Casino", "Slots", "Lottery", "Promotions", "Join")
        + text(
            "Welcome to BetAngkor, the most trusted online casino in Cambodia. Get 150% welcome bonus on your first deposit, play slots and live baccarat."
        ),
    ),
    document(
        "เว็บสล็อตอันดับ 1 ฝากถอนออโต้",
        menu("สมัครสมาชิก", "เข้าสู่ระบบ") + text("เล่นสล็อตออนไลน์กับเรา โบนัสแรกเข้า 100% ฝากถอนรวดเร็ว บริการ 24 ชั่วโมง"),
    ),
    document(
        "皇冠体育-皇冠体育官网入口",
        menu("首页", "关于我们", "新闻中心", "联系我们")
        + text("皇冠体育为您提供最新的体育赛事投注，真人百家乐、电子游戏、彩票等娱乐项目，注册即送88元。"),
    ),
    document(
        "Nhà cái HI88 – Link vào HI88 không bị chặn",
        menu("Trang chủ", "Casino", "Thể thao", "Khuyến mãi")
        + text("HI88 là nhà cái cá cược trực tuyến uy tín. Người chơi đăng ký nhận ngay 88k, rút tiền trong 3 phút."),
    ),
    document(
        "កាស៊ីណូអនឡាញ កម្ពុជា",
        menu("ទំព័រដើម", "ចុះឈ្មោះ", "ចូល")
        + text("កន្លែងលេងល្បែងស៊ីសងអនឡាញល្អបំផុត បាការ៉ា ស្លុត និងភ្នាល់បាល់ទាត់ ដាក់ប្រាក់តាម ABA ទទួលបានប្រាក់បន្ថែម 100%"),
    ),
    document(
        "Hot Asian Girls Nude Videos",
        "<h2>New videos</h2>"
        + "".join(
            f"<a href=/v{i}>{x}</a>"
            for i, x in enumerate(["Naked couple plays", "Busty milf in shower", "Japanese hardcore", "Webcam show"])
        ),
    ),
    document(
        "XXX Porn Tube",
        "".join(
            f"<a href=/v{i}>{x}</a>" for i, x in enumerate(["porn a", "sex b", "xxx c", "porn d", "sex e", "xxx f"])
        ),
    ),
    document(
        "Buy Cialis Online | Cheap Generic Viagra",
        text(
            "Looking for cheap viagra? Our pharmacy offers generic cialis, viagra and levitra with free shipping. No prescription required."
        ),
    ),
    document(
        "SULTAN77 # Agen Resmi Game Online Pasti Cuan Setiap Hari",
        "<img src=a.webp>"
        + menu("Masuk", "Buat Akun", "Bantuan")
        + text(
            "SULTAN77 merupakan platform hiburan digital yang menyediakan berbagai permainan populer di Indonesia. Anda dapat bermain kapan saja dan di mana saja dengan modal kecil.",
            "Mesin slot modern dengan persentase kemenangan tinggi membuat para pemain betah. Proses isi saldo hanya butuh beberapa detik lewat e-wallet dan bank lokal.",
            "Pertanyaan umum: Apa itu SULTAN77? SULTAN77 adalah bandar judi slot yang sudah dipercaya ribuan member.",
        ),
        "id",
    ),
    document(
        "8XBET | Trang chủ đăng ký 8xbet chính thức mới nhất 2026",
        menu("Trang chủ", "Giới thiệu", "Thể thao", "Casino", "Slot", "Tin tức")
        + text(
            "8XBET là một trong những thương hiệu giải trí trực tuyến lớn nhất châu Á, được cấp phép bởi PAGCOR. Người chơi có thể tham gia nhiều sản phẩm hấp dẫn như thể thao, casino, slot game.",
            "Hướng dẫn tạo tài khoản: bước 1 truy cập trang chủ, bước 2 điền thông tin, bước 3 xác nhận và nạp tiền để nhận thưởng.",
        ),
        "vi",
    ),
    document(
        "ហ្គេមអនឡាញលេងឈ្នះលុយពិត",
        menu("ចូលគណនី", "ចុះឈ្មោះ", "ទំនាក់ទំនង")
        + text("ក្រុមហ៊ុនហ្គេមអនឡាញល្បីជាងគេនៅកម្ពុជា មានហ្គេមបាញ់ត្រី ស្លុត បាការ៉ា និងកាត់មាន់ ដាក់លុយដកលុយ ២៤ម៉ោង។ សមាជិកថ្មីទទួលបាន ២០%។"),
        "km",
    ),
    document(
        "Hot videos - watch and download",
        "<h1>Most viewed</h1>"
        + "".join(
            f'<div><a href="/v/{i}">{t}</a></div>'
            for i, t in enumerate(
                [
                    "Busty stepmom fucks in kitchen",
                    "Asian wife on webcam",
                    "Amateur couple hardcore night",
                    "Blonde milf deepthroat",
                    "Lesbian threesome in hotel",
                    "Creampie compilation",
                    "Big tits bouncing",
                    "Hot wife cuckold",
                ]
            )
        ),
    ),
    document(
        "亚洲精品久久久久久久 - 国产在线观看免费",
        menu("国产", "日韩", "欧美", "动漫")
        + text("国产精品一区二区三区, 亚洲欧美日韩高清在线, 久久精品国产亚洲, 免费看成人片, 激情五月天"),
        "zh",
    ),
    document(
        "Buy Ozempic Online - Semaglutide for Weight Loss",
        text("Order semaglutide and ozempic online without prescription. Discreet shipping, best price guaranteed."),
    ),
    document(
        "Klinik Aborsi Phnom Penh - Jual Pil Cytotec",
        text("Apotek online jual cytotec asli. Hubungi WA untuk konsultasi dan pemesanan obat penggugur kandungan."),
        "id",
    ),
)

ORDINARY: Final = (
    document(
        "GamblingWatch: research on betting in Asia",
        menu("Research", "Reports", "Media", "About", "Donate")
        + text(
            "We study casino and betting markets in Asia. Our new report looks at slots, online casino licences and sports betting in six countries. Sign up for our newsletter."
        ),
    ),
    document(
        "Casino School Phnom Penh: become a dealer",
        menu("Courses", "Fees", "Apply", "Contact")
        + text(
            "Learn to deal blackjack, baccarat, roulette and poker in twelve weeks. Students get work in casinos of the region. Register now: a deposit of 50 dollars keeps your place."
        ),
    ),
    document(
        "Poker club of the university",
        menu("Home", "Rules", "Members", "Events")
        + text("We play poker for fun every Friday. Texas hold’em and omaha, no money. Beginners are welcome."),
    ),
    document(
        "National Lottery of Cambodia - results and outlets",
        menu("Results", "Outlets", "Rules", "Contact")
        + text(
            "Lottery results of today. Check your ticket, find an outlet, and read how the lottery helps schools and sport."
        ),
    ),
    document(
        "Football odds and results - Sports page",
        menu("Football", "Tennis", "Boxing", "Results")
        + text(
            "The odds for the final favour the hosts. Our reporter picks a 2-1 win. Kick-off is at 19:00 at the national stadium."
        ),
    ),
    document(
        "Berita: Penangkapan bandar togel",
        menu("Beranda", "Hukum", "Olahraga") + text("Bandar togel ditangkap di Medan. Polisi menyita uang taruhan."),
    ),
    document(
        "Cash slots for aid: how NGOs book delivery slots", text("Slots open each Monday. Book your slots early.")
    ),
    document(
        "Review: Casino Royale (2006)",
        menu("Films", "Books", "Music")
        + text(
            "The poker scenes in the casino are the heart of the film. Bond bets all his chips, and the jackpot is his life."
        ),
    ),
    document("ក្រុមហ៊ុនឆ្នោតជាតិ ប្រកាសលទ្ធផល", menu("ទំព័រដើម", "ព័ត៌មាន") + text("លទ្ធផលឆ្នោតថ្ងៃនេះ។ រង្វាន់ធំបានទៅលើកសិករម្នាក់។")),
    document(
        "สลากกินแบ่งรัฐบาล ตรวจหวย",
        menu("หน้าแรก", "ผลรางวัล", "ข่าว") + text("ตรวจหวยงวดวันที่ 1 รางวัลที่ 1 เลขท้าย 2 ตัว สำนักงานสลากกินแบ่งรัฐบาล"),
    ),
    document(
        "男性健康科普：伟哥的历史",
        menu("首页", "科普", "专家") + text("伟哥最初用于治疗心脏病。研究人员发现西地那非的副作用。患者应咨询医生。"),
    ),
    document(
        "Sexual health clinic: erectile dysfunction",
        menu("Services", "Prices", "Book")
        + text(
            "Our doctors treat erectile dysfunction. Viagra, cialis and levitra need a prescription. Book a visit, price 20 dollars."
        ),
    ),
    document(
        "Drug policy institute: tramadol, codeine and fentanyl in Asia",
        text(
            "Our report describes the use of tramadol, codeine, fentanyl and xanax without prescription. People buy online from pharmacies abroad."
        ),
    ),
    document(
        "Massage and spa Siem Reap",
        menu("Massage", "Prices", "Book now")
        + text("Hot stone massage, foot massage, full body massage by trained women. Open till 22:00, VIP suites."),
    ),
    document(
        "Lingerie shop",
        menu("Bras", "Nightwear", "Sale")
        + text("Sexy lingerie for hot summer nights. Busty sizes too. Free shipping."),
    ),
    document(
        "Adult education centre",
        menu("Courses", "Sex education", "Contact")
        + text(
            "Courses for adults: reading, sex education, parenting, and nude drawing on Thursdays. Watch videos of the courses, free."
        ),
    ),
)
