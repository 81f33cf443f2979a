"""Pages of trades that took a domain over, and ordinary pages with the same words, in seven languages."""

# ruff: noqa: E501, ISC004, RUF001 - words of pages, as they are on pages

from __future__ import annotations

from typing import Final


def document(title: str, body: str, lang: str = "en", head: str = "") -> str:
    """Return a page."""
    return f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def menu(*items: str) -> str:
    """Return links with these words."""
    return "<nav>" + "".join(f'<a href="/{number}">{item}</a> ' for number, item in enumerate(items)) + "</nav>"


def text(*paragraphs: str) -> str:
    """Return paragraphs."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


GAMBLING: Final = {
    "id-slot": document(
        "HOKI808: Situs Slot Gacor Terpercaya Gampang Menang Hari Ini",
        menu("DAFTAR", "LOGIN", "Slot", "Live Casino", "Togel", "Sportsbook", "Promo", "RTP Live")
        + "<h1>HOKI808 Link Alternatif Resmi</h1>"
        + text(
            "HOKI808 adalah situs slot gacor terpercaya dengan RTP live tertinggi dan bonus new member 100%.",
            "Minimal deposit 10 ribu via dana, deposit pulsa tanpa potongan. Daftar sekarang dan raih jackpot maxwin.",
            "Provider pragmatic, habanero dan PG Soft tersedia 24 jam. Withdraw cepat, pasti bayar.",
        ),
        "id",
    ),
    "id-togel": document(
        "Bandar Togel Online Resmi - Toto Macau 4D Hadiah Terbesar",
        menu("Beranda", "Daftar", "Login", "Togel", "Toto Macau", "Promo")
        + text(
            "Situs bandar togel online resmi dengan pasaran togel terlengkap. Daftar sekarang, deposit QRIS 5 detik.",
            "Judi online aman, bonus deposit harian, cashback mingguan, withdraw tanpa batas.",
        ),
        "id",
    ),
    "id-long-text": document(
        "Slot Dana: Daftar Situs Judi Slot Online Gampang Menang 2026",
        menu("LOGIN", "DAFTAR")
        + text(
            *(
                "Situs judi slot online terbaik memberi pemain bonus new member dan RTP live akurat setiap hari. Dengan"
                " deposit pulsa atau via dana, slot gacor dari pragmatic play mudah menang dan jackpot maxwin besar.",
                "Mengapa memilih agen judi kami? Karena slot online kami anti rungkad, live casino lengkap, sabung ayam,"
                " tembak ikan, dan sportsbook dengan mix parlay. Withdraw diproses cepat, minimal deposit kecil.",
            )
            * 8
        ),
        "id",
    ),
    "ms-casino": document(
        "Kasino Online Malaysia | Mega888 918Kiss Kredit Percuma",
        menu("Daftar", "Slot", "Live Casino", "Promosi", "Mega888", "918Kiss")
        + text(
            "Kasino online dipercayai. Tebus percuma kredit RM10, bonus new member 100%, cuci cepat 24 jam.",
            "Slot games, baccarat, roulette dan sportsbook. Daftar sekarang dan menang besar.",
        ),
        "ms",
    ),
    "en-casino": document(
        "Lucky Crown Casino | 200% Welcome Bonus + 50 Free Spins",
        menu("Slots", "Live Casino", "Sportsbook", "Promotions", "Register", "Login", "VIP")
        + text(
            "Play the best slots, blackjack, roulette and baccarat with a live dealer. Real money, fast payout.",
            "Claim your bonus: 50 free spins on your first deposit. Minimum deposit $10. Join now!",
            "Players must be 18+. Gambling can be addictive: play responsibly.",
        ),
    ),
    "en-bets": document(
        "Best Online Betting Site - Bet Now, Win Big",
        menu("Sports Betting", "Live Casino", "Slots", "Poker", "Join Now", "Promo")
        + text(
            "The top sportsbook with the best odds. Bet now on football. Deposit bonus, cashback, instant withdrawal."
            " Slots, poker and jackpot games every day."
        ),
    ),
    "en-script": document(
        "777 Slots & Live Casino | Jackpot, Roulette, Free Spins",
        '<div id="root"></div><script src="/main.js"></script>',
        head='<meta name="description" content="Slots, blackjack and live casino. Welcome bonus, free spins, deposit.">',
    ),
    "vi": document(
        "KUWIN88 - Nhà cái uy tín, cá cược thể thao, casino trực tuyến",
        menu("Đăng ký", "Đăng nhập", "Casino", "Nổ hũ", "Bắn cá", "Khuyến mãi")
        + text(
            "Nhà cái uy tín hàng đầu. Cá cược thể thao, tài xỉu, xóc đĩa, game bài đổi thưởng.",
            "Đăng ký tặng 100k, nạp tiền rút tiền siêu tốc, khuyến mãi hoàn trả mỗi ngày. Tải app chơi ngay.",
        ),
        "vi",
    ),
    "vi-lode": document(
        "Đánh bài online đổi thưởng, tài xỉu, nổ hũ uy tín nhất",
        menu("Tải app", "Nạp tiền", "Rút tiền", "Tài xỉu")
        + text("Game bài đổi thưởng số 1. Tân thủ được tặng code, nạp rút tự động. Tài xỉu, xóc đĩa, đá gà, quay hũ."),
        "vi",
    ),
    "th": document(
        "สล็อตเว็บตรง คาสิโนออนไลน์ ฝากถอนไม่มีขั้นต่ำ",
        menu("สมัครสมาชิก", "ทางเข้า", "สล็อต", "บาคาร่า", "โปรโมชั่น")
        + text("เว็บสล็อตแตกง่าย บาคาร่า แทงบอล ยิงปลา รูเล็ต เสือมังกร สมัครวันนี้รับเครดิตฟรี โบนัส 100% ฝากถอนออโต้ผ่านวอเลท"),
        "th",
    ),
    "th-football": document(
        "แทงบอลออนไลน์ เว็บพนันอันดับ 1 เครดิตฟรี",
        menu("สมัคร", "ฝาก", "ถอน", "แทงบอล")
        + text("เว็บพนันออนไลน์ แทงบอลสเต็ป หวยออนไลน์ ไฮโล คาสิโนสด สมัครรับโบนัส ได้เงินจริง แจกเครดิตทุกวัน คืนยอดเสีย"),
        "th",
    ),
    "zh": document(
        "澳门新葡京娱乐城 - 百家乐 真人荷官 官网注册",
        menu("注册", "登录", "百家乐", "老虎机", "体育投注", "优惠")
        + text(
            "真人荷官百家乐、老虎机、捕鱼、棋牌、彩票，注册送彩金。首存优惠，存款提款秒到账，返水无上限，下载app立即游戏。"
        ),
        "zh",
    ),
    "zh-sport": document(
        "体育投注平台_电子游艺_博彩官网",
        menu("立即游戏", "充值", "提现", "客服")
        + text("滚球、电子游艺、德州扑克、轮盘。开户送红利，充值提现快捷，高赔率体育投注。"),
        "zh",
    ),
    "km": document(
        "កាស៊ីណូអនឡាញ ស្លុត បាការ៉ា ប្រាក់រង្វាន់សមាជិកថ្មី",
        menu("ចុះឈ្មោះ", "ដាក់ប្រាក់", "ដកប្រាក់", "ស្លុត", "កាស៊ីណូ")
        + text("លេងឥឡូវ! កាស៊ីណូ ស្លុត បាការ៉ា បាញ់ត្រី ជល់មាន់ និងភ្នាល់បាល់។ ចុះឈ្មោះទទួលប្រាក់រង្វាន់ ១០០%។ ដាក់ប្រាក់ ដកប្រាក់លឿន។"),
        "km",
    ),
    "km-english": document(
        "KHWIN168 ភ្នាល់បាល់ កាស៊ីណូ និងស្លុត",
        menu("ចុះឈ្មោះ", "Casino", "Slot", "ប្រូម៉ូសិន")
        + text("ភ្នាល់បាល់ ឆ្នោត កាស៊ីណូ ខ្លាឃ្លោក។ បើកគណនី ទទួលបូនណឺស។ ងាយឈ្នះ ឈ្នះធំ រង្វាន់ធំ ដកលុយលឿន។"),
        "km",
    ),
}

PORNOGRAPHY: Final = {
    "en": document(
        "Free Porn Videos - HD XXX Sex Tube",
        menu("Categories", "Pornstars", "MILF", "Amateur porn", "Live cams", "Top rated")
        + text(
            "Watch free porn videos in HD. Hardcore, MILF, blowjob, creampie and threesome sex videos, updated daily."
        ),
    ),
    "vi": document(
        "Phim sex Việt không che, phim sex mới nhất full HD",
        menu("Phim sex", "Sex Việt", "JAV", "Vietsub JAV", "Clip sex")
        + text("Xem phim sex miễn phí, clip sex, gái gọi, phim heo, jav không che full hd mới nhất."),
        "vi",
    ),
    "th": document(
        "หนังโป๊ คลิปหลุด หนังx ดูฟรีออนไลน์",
        menu("หนังโป๊", "คลิปหลุด", "หนังav", "ดูฟรี")
        + text("ดูหนังโป๊ฟรี คลิปโป๊ คลิปหลุด เย็ดสด แตกใน หนังเอ็กซ์ ซับไทย อัพเดททุกวัน ใหม่ล่าสุด"),
        "th",
    ),
    "zh": document(
        "成人视频在线观看 - 国产精品 无码 人妻",
        menu("无码", "有码", "人妻", "自拍偷拍", "三级片")
        + text("免费视频在线播放：国产精品、自拍偷拍、无码高清、人妻、巨乳、口交、乱伦。最新成人视频下载。"),
        "zh",
    ),
    "id": document(
        "Nonton Bokep Indo Viral Terbaru - Video Mesum",
        menu("Bokep Indo", "Tante Girang", "JAV", "Bugil")
        + text("Streaming bokep indo viral terbaru, video mesum abg, tante girang ngentot, colmek, bugil full video."),
        "id",
    ),
    "km": document(
        "រឿងសិចខ្មែរ វីដេអូសិចថ្មីៗ មើលឥតគិតថ្លៃ",
        menu("រឿងសិច", "វីដេអូសិច", "ស្រីសិច") + text("មើលរឿងសិច វីដេអូសិច រឿងអាសអាភាស ស្រីអាក្រាត ថ្មីៗជារៀងរាល់ថ្ងៃ ឥតគិតថ្លៃ ចុចមើល។"),
        "km",
    ),
}

PHARMACY: Final = {
    "en": document(
        "Buy Viagra Online Without Prescription - Canadian Pharmacy",
        menu("Viagra", "Cialis", "Levitra", "Kamagra", "Add to cart")
        + text(
            "Online pharmacy: generic viagra, cialis, levitra, sildenafil, tadalafil. No prescription needed. Best price,"
            " free shipping, discreet packaging, bonus pills. Order now."
        ),
    ),
    "en-pills": document(
        "Cheap Tramadol, Xanax, Ambien - Overnight Delivery, No Rx",
        menu("Tramadol", "Xanax", "Valium", "Ambien", "Phentermine")
        + text(
            "Buy tramadol online, xanax, valium, ambien, phentermine and modafinil. No rx, overnight delivery, discount."
        ),
    ),
    "id": document(
        "Jual Obat Aborsi Cytotec Asli - Obat Penggugur Tuntas COD",
        menu("Obat Aborsi", "Cytotec", "Gastrul", "Obat Kuat", "Pesan Sekarang")
        + text(
            "Jual obat aborsi asli cytotec misoprostol, obat penggugur ampuh tuntas. Harga murah, bayar di tempat, wa 24 jam."
        ),
        "id",
    ),
    "zh": document(
        "伟哥 壮阳药 春药 货到付款 正品官网",
        menu("伟哥", "春药", "壮阳药", "犀利士")
        + text("正品伟哥、万艾可、希爱力、催情药、延时喷剂，货到付款，价格优惠，无需处方，立即订购。"),
        "zh",
    ),
    "th": document(
        "ยาปลุกเซ็กส์ ไวอากร้า ของแท้ เก็บเงินปลายทาง",
        menu("ไวอากร้า", "ยาปลุกเซ็กส์", "ยาอึด", "สั่งซื้อ")
        + text("จำหน่ายยาปลุกเซ็กส์ ไวอากร้า ซีอาลิส คามากร้า ยาอึด ของแท้ ราคาถูก ส่งฟรี เก็บเงินปลายทาง แอดไลน์สั่งซื้อ"),
        "th",
    ),
    "vi": document(
        "Thuốc cường dương Viagra Cialis chính hãng giá rẻ",
        menu("Thuốc cường dương", "Viagra", "Thuốc kích dục", "Cialis")
        + text(
            "Bán thuốc cường dương, thuốc kích dục, viagra, cialis chính hãng. Giá rẻ, giao hàng kín đáo, đặt hàng ngay."
        ),
        "vi",
    ),
    "km": document(
        "លក់ថ្នាំប៉ូវកម្លាំងបុរស វីអាហ្គ្រា តម្លៃថោក",
        menu("វីអាហ្គ្រា", "ស៊ីអាលីស", "បញ្ជាទិញ")
        + text("ថ្នាំប៉ូវកម្លាំងបុរស វីអាហ្គ្រា ស៊ីអាលីស ពង្រីកលិង្គ។ ទិញឥឡូវ តម្លៃថោក ដឹកជញ្ជូនដល់ផ្ទះ គ្មានវេជ្ជបញ្ជា។"),
        "km",
    ),
}
