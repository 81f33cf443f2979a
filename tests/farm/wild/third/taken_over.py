"""Domains in other hands: twenty pages in six languages, in four layouts, reached in four ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.farm.wild.page import Answer, Page, redirect

_Spam = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]
"""Language, topic, category of the row, title, menu, and paragraphs."""

# fmt: off
_SPAM: Final[tuple[_Spam, ...]] = (
    ("id", "gambling", "HUMR", "RAJAWALI88 : Link Resmi Slot Gacor Hari Ini Gampang Maxwin x1000", ("Beranda", "Slot", "Live Casino", "Togel", "Sportsbook", "Promosi"), ("RAJAWALI88 adalah situs slot online terpercaya dengan RTP 98% dan deposit pulsa tanpa potongan.", "Daftar sekarang dan nikmati bonus new member 100% untuk main Gates of Olympus, Mahjong Ways 2 dan Starlight Princess.", "Withdraw diproses 3 menit lewat DANA, OVO, GoPay dan QRIS. Livechat 24 jam.")),
    ("id", "gambling", "ENV", "KOMODO4D | Bandar Togel Macau 5D & Toto HK Pools Terlengkap 2026", ("Login", "Daftar", "Pasaran", "Buku Mimpi", "Hasil Keluaran"), ("Pasang togel mulai 100 perak dengan hadiah 4D x 10.000.000 dan diskon 66%.", "Pasaran resmi: Toto Macau, Sydney Pools, Hongkong Lotto, Singapore Pools, Cambodia.", "Prediksi jitu malam ini, result tercepat, deposit 5 ribu langsung main.")),
    ("id", "gambling", "POLR", "CENDANA777 Slot Depo 5k Qris Server Thailand Anti Rungkad", ("Masuk", "RTP Live", "Turnamen", "Hubungi Kami"), ("Cendana777 menyediakan akun pro server Thailand dengan pola gacor terbaru setiap jam.", "Scatter hitam pecah terus! Jackpot Rp 312.500.000 dibayar lunas untuk member kami.", "Link alternatif anti nawala, main slot demo PG Soft dan Pragmatic Play gratis.")),
    ("km", "gambling", "NEWS", "NAGA168KH កាស៊ីណូអនឡាញលេខ១ - ចុះឈ្មោះទទួលបូនុស ១០០%", ("ទំព័រដើម", "ស្លុត", "បាញ់ត្រី", "បាល់ទាត់", "បាការ៉ា", "ប្រូម៉ូសិន"), ("លេងកាស៊ីណូផ្ទាល់ បាការ៉ា ខ្លាឃ្មុំ និងស្លុត ជាមួយការដាក់ប្រាក់ដកប្រាក់តាម ABA និង Wing ក្នុង ១ នាទី។", "ភ្នាល់បាល់ទាត់ ហាងឆេងល្អបំផុត ជល់មាន់អនឡាញ និងឆ្នោតយួន។", "ចុះឈ្មោះថ្ងៃនេះ ទទួលប្រាក់ភ្នាល់ឥតគិតថ្លៃ $៥ និងបូនុសដាក់ប្រាក់លើកដំបូង។")),
    ("km", "gambling", "HUMR", "ឆ្នោតអនឡាញ និងជល់មាន់ផ្ទាល់ | KROM88", ("ចូលគណនី", "ចុះឈ្មោះ", "ជល់មាន់", "ឆ្នោត", "ស្លុត"), ("KROM88 គេហទំព័រល្បែងស៊ីសងអនឡាញ ដែលអ្នកលេងទុកចិត្តបំផុតនៅកម្ពុជា។", "ភ្នាល់ជល់មាន់ផ្ទាល់ពីហ្វីលីពីន ឆ្នោត ៣ ប៉ុស្តិ៍ ឡូ និងកាស៊ីណូ។", "ដកលុយលឿន ២៤ ម៉ោង បូនុសសមាជិកថ្មី ២០០%។")),
    ("km", "pornography", "CULTR", "មើលវីដេអូសិច XXX ខ្មែរថ្មីៗ ១៨+", ("រឿងសិចខ្មែរ", "រឿងសិចជប៉ុន", "រឿងសិចថៃ", "ពេញនិយម"), ("វីដេអូសិចខ្មែរថ្មីៗ មើលដោយឥតគិតថ្លៃ សម្រាប់មនុស្សអាយុ ១៨ ឆ្នាំឡើង។", "XXX HD រឿងអាសអាភាស រឿងសិចពេញ porn Khmer sex video.", "ចុចមើលរឿងសិចថ្មីរាល់ថ្ងៃ។")),
    ("th", "gambling", "ENV", "NAKHARIN99 สล็อตเว็บตรง แตกง่าย ฝากถอนออโต้ วอเลท ไม่มีขั้นต่ำ", ("หน้าแรก", "สล็อต", "บาคาร่า", "แทงบอล", "หวย", "โปรโมชั่น"), ("สล็อตเว็บตรงไม่ผ่านเอเย่นต์ รวมค่าย PG, JILI, Joker เครดิตฟรี 50 ไม่ต้องฝาก", "บาคาร่าสด แทงบอลออนไลน์ราคาน้ำดีที่สุด ฝาก 10 รับ 100 ถอนได้จริง", "สมัครสมาชิกวันนี้ รับโบนัสแรกเข้า 120% คาสิโนออนไลน์อันดับหนึ่ง")),
    ("th", "gambling", "HUMR", "หวยออนไลน์ LUCKYCHANG บาทละ 950 หวยลาว หวยฮานอย หวยยี่กี", ("เข้าสู่ระบบ", "สมัคร", "ผลหวย", "เลขเด็ด"), ("แทงหวยออนไลน์ จ่ายจริง บาทละ 950 ไม่มีเลขอั้น", "หวยลาว หวยฮานอย หวยหุ้น ยี่กี 88 รอบ พร้อมเลขเด็ดงวดนี้", "ฝากถอนอัตโนมัติ 5 วินาที แนะนำเพื่อนรับค่าคอม 8%")),
    ("th", "pornography", "EDUC", "ดูหนังโป๊ออนไลน์ คลิปหลุด xxx หนัง av ซับไทย", ("หนังโป๊ไทย", "คลิปหลุด", "หนังเอวี", "หนัง x ฝรั่ง"), ("ดูหนังโป๊ฟรี คลิปหลุดทางบ้านอัปเดตทุกวัน 18+", "หนัง AV ญี่ปุ่นซับไทย ไม่เซ็นเซอร์ เย็ดสด xxx เต็มเรื่อง", "หนังเอ็กซ์ความคมชัดสูง ดูผ่านมือถือได้")),
    ("vi", "gambling", "POLR", "SAO79 - Trang Chủ Nhà Cái Uy Tín Số 1 Châu Á | Tặng 88K", ("Thể thao", "Nổ hũ", "Bắn cá", "Đá gà", "Xổ số", "Khuyến mãi"), ("SAO79 là nhà cái cá cược trực tuyến hàng đầu với kèo bóng đá tỷ lệ cao.", "Đăng ký nhận ngay 88K, nạp rút siêu tốc, nổ hũ đổi thưởng, tài xỉu, baccarat.", "Link vào SAO79 mới nhất không bị chặn, đá gà Thomo trực tiếp mỗi ngày.")),
    ("vi", "gambling", "REL", "Soi Cầu Lô Đề 3 Miền - Đánh Đề Online 1 Ăn 99", ("Đánh đề", "Soi cầu", "Kết quả", "Đăng nhập"), ("Lô đề online uy tín, tỷ lệ 1 ăn 99.5, chiết khấu cao nhất.", "Soi cầu bạch thủ lô hôm nay, dàn đề 36 số nuôi 3 ngày, xiên 2 xiên 3.", "Nạp tiền qua Momo, thắng bao nhiêu trả bấy nhiêu. Casino trực tuyến dealer xinh đẹp.")),
    ("vi", "pornography", "NEWS", "Phim Sex Việt Nam Không Che Mới Nhất 2026 - XemSex", ("Sex Việt", "Sex Nhật", "Vietsub", "Không che"), ("Xem phim sex hay nhất, phim XXX HD không quảng cáo, cập nhật hằng ngày.", "Phim JAV vietsub, phim người lớn trên 18 tuổi, không che.", "Phim người lớn tốc độ cao.")),
    ("zh", "gambling", "HUMR", "金沙汇娱乐城-官方网站|注册送88元彩金", ("首页", "真人视讯", "电子游艺", "体育投注", "彩票", "优惠活动"), ("金沙汇娱乐平台提供真人百家乐、老虎机、体育投注、捕鱼等上千款游戏。", "新会员首存送100%,注册即送88元彩金,USDT存取款秒到账。", "官方APP下载,信誉博彩平台,24小时在线客服。")),
    ("zh", "gambling", "NEWS", "2026澳门六合彩开奖结果-一肖一码期期准", ("开奖直播", "六合图库", "资料大全", "投注"), ("澳门六合彩今晚开奖,特码资料,一肖一码100%准确。", "北京赛车、时时彩、快三,赔率最高1:9.99,在线投注。", "加代理QQ,返水1.2%,日结佣金。")),
    ("zh", "pornography", "CULTR", "成人影院-国产自拍在线观看-无码AV免费视频", ("国产自拍", "日韩无码", "欧美性爱", "中文字幕"), ("本站提供海量成人视频,未满18岁请离开。", "无码AV、国产精品、偷拍自拍、性爱短片每日更新。", "永久地址发布页,色情影片免费在线观看。")),
    ("en", "gambling", "ENV", "Lucky Pelican Casino - 250 Free Spins No Deposit Bonus 2026", ("Slots", "Live casino", "Poker", "Sports betting", "Bonuses", "VIP"), ("Play over 4,000 slots, live roulette and blackjack at Lucky Pelican, the crypto casino that pays out in minutes.", "Claim your 400% welcome bonus and 250 free spins. Wagering 35x. Use promo code PELICAN.", "Bet on football, cricket and esports with the best odds. Deposit with Bitcoin. 18+ Gamble responsibly.")),
    ("en", "gambling", "HUMR", "Best Non GamStop Betting Sites UK - Ranked by Experts", ("Casino reviews", "Betting sites", "No deposit", "Slots"), ("We rank the best non GamStop casinos with instant withdrawals, no verification and huge welcome bonuses.", "1. VeloBet - 330% bonus up to £1000. 2. GoldenMr - 50 free spins. 3. Kinghills - 20% cashback. Play now.", "Online slots, bookmakers not on GamStop, crypto gambling and live dealer tables compared.")),
    ("en", "pharmacy", "HUMR", "Buy Sildenafil Online Without Prescription | Vitalis Meds Store", ("Men's health", "Weight loss", "Antibiotics", "Cart", "Bulk discounts"), ("Generic Viagra 100mg from $0.79 per pill. Cialis, Levitra, Kamagra. No prescription required, discreet shipping.", "Buy tramadol, modafinil, ivermectin and semaglutide online overnight delivery. Free bonus pills with every order.", "Add to cart. We accept Visa, Bitcoin. 100% satisfaction or your money back.")),
    ("en", "pornography", "EDUC", "Free Porn Videos - HD XXX Tube, Amateur Sex Movies", ("Categories", "Pornstars", "Live sex cams", "MILF", "Amateur"), ("Watch free porn videos in HD. New XXX movies are added every hour.", "Hot MILF, big tits, amateur couples, hardcore sex and live cam girls.", "All models are 18 or older.")),
    ("en", "gambling", "CULTR", "Satta King Fast Result - Gali Disawar Matka Chart, Aviator & Teen Patti Betting", ("Satta chart", "Aviator", "Teen Patti", "IPL betting"), ("Live Satta Matka result, Kalyan panel chart and guessing. Play Aviator game with real cash.", "Get an online cricket betting ID on WhatsApp in two minutes with 10% deposit bonus. Casino, rummy and slots.", "Instant withdrawal by UPI. Trusted bookmaker since 2014.")),
)
# fmt: on
_NOTHING: Final = Answer("<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", 404)


def _lobby(spam: _Spam, out: str) -> str:
    """Return a lobby of a single-page kind, with its cards drawn on the server."""
    lang, _, _, title, menu, lines = spam
    tabs = "".join(f"<a class='tab' href='https://{out}/lobby/{n}?ref=8812'>{item}</a>" for n, item in enumerate(menu))
    cards = "".join(f"<div class='card'><img src='/_n/img/{n}.webp' alt='{menu[n % len(menu)]} {n}'><span>{menu[n % len(menu)]}</span></div>" for n in range(12))  # fmt: skip
    text = "".join(f"<section><p>{line}</p></section>" for line in lines)
    return f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title><meta name='description' content='{lines[0]}'></head><body><div id='__app'><header>{tabs}</header><main><h1>{title}</h1>{cards}{text}</main></div></body></html>"


def _product(spam: _Spam, out: str) -> str:
    """Return a page in the skin of a web shop."""
    lang, _, _, title, menu, lines = spam
    facts = "".join(f"<tr><th>{item}</th><td>{title.split()[0]}</td></tr>" for item in menu)
    text = "<br>".join(lines)
    return f"<!DOCTYPE html><html amp lang='{lang}'><head><meta charset='utf-8'><title>{title}</title><link rel='canonical' href='https://{out}/'></head><body><ol class='breadcrumb'><li>Home<li>{menu[0]}</ol><h1 class='product-title'>{title}</h1><p class='price'>IDR 10.000 ★★★★★ (88,912)</p><a class='btn' href='https://{out}/register'>{menu[-1]}</a><a class='btn' href='https://{out}/login'>{menu[1]}</a><div class='desc'>{text}</div><table>{facts}</table></body></html>"


def _blog(spam: _Spam, out: str) -> str:
    """Return a post in the theme of a blog, with links in the text."""
    lang, _, _, title, menu, lines = spam
    posts = "".join(f"<li><a href='/{n}/'>{item} {title.split()[0]}</a></li>" for n, item in enumerate(menu))
    text = "".join(f"<p>{line} <a rel='nofollow sponsored' href='https://{out}/go/{n}'>{menu[n % len(menu)]}</a></p>" for n, line in enumerate(lines))  # fmt: skip
    return f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title><meta name='generator' content='WordPress 6.8.3'></head><body class='home blog'><header><p class='site-title'>{title}</p></header><article class='post'><h2>{title}</h2>{text}</article><aside><ul>{posts}</ul></aside><footer>© 2026</footer></body></html>"


def _old(spam: _Spam, out: str) -> str:
    """Return a page of tables and a marquee."""
    lang, _, _, title, menu, lines = spam
    cells = "".join(f"<td><a href='https://{out}/{n}.html'>{item}</a></td>" for n, item in enumerate(menu))
    rows = "".join(f"<tr><td colspan={len(menu)}>{line}</td></tr>" for line in lines)
    return f"<html lang={lang}><head><title>{title}</title><meta charset=utf-8></head><body bgcolor=black text=gold><marquee>{lines[0]}</marquee><table width=980><tr>{cells}</tr>{rows}</table></body></html>"


_LAYOUTS: Final = (_lobby, _product, _blog, _old)
_DEEP: Final = ("/wp/2014/05/statement/", "/?p=772", "/downloads/brief-07.html")


def _page(number: int, spam: _Spam) -> Page:
    out = f"go{number}-k{number * 7}.test"
    said = Answer(_LAYOUTS[(number * 3 + number // 4) % 4](spam, out))
    name = f"third-{spam[0]}-{spam[1]}-{number}"
    page = Page(name, f"third-taken-over/{spam[1]}", ("taken-over",), said, _NOTHING, spam[2], spam[0], f"old-roof-{number}.test")  # fmt: skip
    if number % 5 == 1:
        sent = redirect(f"https://{out}/", 301)
        return replace(page, says=sent, otherwise=sent, elsewhere={out: said})
    if number % 5 == 2:
        return replace(page, path=_DEEP[number % 3], otherwise=said)
    if number % 5 == 3:
        sent = Answer(f"<html><head><title>Loading</title><script>window.location.href = 'https://{out}/';</script></head><body></body></html>")  # fmt: skip
        return replace(page, says=sent, otherwise=sent, elsewhere={out: said})
    return page


def taken_over() -> list[Page]:
    """Return the pages of domains in other hands."""
    return [_page(number, spam) for number, spam in enumerate(_SPAM)]


def at_home() -> list[Page]:
    """Return four of these pages on rows of their own kind."""
    own = {"gambling": "GMB", "pornography": "PORN", "pharmacy": "ALDR"}
    return [
        Page(f"third-own-{n}", "third-honest/own-kind", ("up",), Answer(_lobby(_SPAM[n], f"own{n}.test")), _NOTHING, own[_SPAM[n][1]], _SPAM[n][0], f"own-roof-{n}.test")
        for n in (3, 9, 12, 18)
    ]  # fmt: skip
