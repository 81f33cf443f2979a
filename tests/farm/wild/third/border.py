"""Pages that are harder to tell: ten where all is well, and six in other hands."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page

_NOTHING: Final = Answer("<h1>404</h1>", 404)
# fmt: off
_WELL: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("hotel", "en", "ECON", "Grand Confluence Hotel & Casino Resort", "<h1>Rooms by the river</h1><p>Stay in 412 rooms, dine in nine restaurants, and visit our casino floor with 300 slots, baccarat and roulette tables.</p><a href='/rooms'>Rooms</a><a href='/casino'>Casino</a><a href='/spa'>Spa</a>"),
    ("lottery-results", "vi", "NEWS", "Báo Sông Hậu - Kết quả xổ số miền Nam hôm nay", "<nav><a href='/thoi-su'>Thời sự</a><a href='/the-thao'>Thể thao</a><a href='/xo-so'>Xổ số</a></nav><h1>Kết quả xổ số kiến thiết Cần Thơ</h1><table><tr><td>Giải tám</td><td>41</td></tr><tr><td>Đặc biệt</td><td>220417</td></tr></table><p>Tin khác: Giá lúa tăng nhẹ đầu vụ.</p>"),
    ("lottery-th", "th", "NEWS", "ตรวจหวย งวดวันที่ 16 พฤศจิกายน 2569", "<h1>ผลสลากกินแบ่งรัฐบาล</h1><p>รางวัลที่ 1 เลขท้าย 2 ตัว และข่าวเลขเด็ดจากศาลเจ้า</p><h2>ข่าวล่าสุด</h2><p>รัฐมนตรีเสนอร่างกฎหมายสถานบันเทิงครบวงจรและคาสิโน ฝ่ายค้านคัดค้าน</p>"),
    ("hacked-footer", "id", "EDUC", "SMA Negeri Tanjung Biru", "<h1>Penerimaan siswa baru 2026</h1><p>Pendaftaran dibuka sampai Juni. Ujian tulis dan wawancara orang tua di aula sekolah.</p><h2>Prestasi</h2><p>Juara dua olimpiade kimia provinsi.</p><div style='position:absolute;left:-9999px'><a href='https://zx1.test/'>slot gacor</a> <a href='https://zx2.test/'>togel online</a> <a href='https://zx3.test/'>judi bola</a></div>"),
    ("odds-in-news", "en", "NEWS", "Delta Sport: Boeung Ket held at home", "<p>Two late goals made it 2-2.</p><p>Advertisement: bet on the derby with 88Goal, bonus $20, 18+.</p><p>The coach blamed the pitch. Next match on Sunday at the Olympic stadium.</p><a href='https://ad88.test/?c=1'>Bet now</a><a href='/table'>League table</a>"),
    ("porn-law", "zh", "HUMR", "色情与言论自由:新法草案评析", "<p>草案将“色情影片”定义得过宽,可能使性教育和艺术作品入罪。本文比较三国立法。</p><p>第一部分:成人视频的定义。第二部分:平台责任。</p>"),
    ("dating-men", "th", "LGBT", "คลินิกชายรักชาย", "<p>ตรวจเอชไอวีฟรี เพร็พ ถุงยาง และคำแนะนำเรื่องเซ็กส์ปลอดภัย เคมเซ็กส์ และไวอากร้า</p><a href='/prep'>เพร็พ</a><a href='/book'>นัดหมาย</a>"),
    ("cybercrime-km", "km", "NEWS", "ល្បែងស៊ីសងអនឡាញ៖ របៀបដែលពួកគេបោកប្រាស់", "<p>ស្លុត បាញ់ត្រី និងបាការ៉ា ទាក់ទាញយុវជន។ អ្នកជំនាញថា បូនុស ១០០% ជាអន្ទាក់។</p><p>ឪពុកម្តាយម្នាក់និយាយថា កូនប្រុសបានលក់ម៉ូតូ។ ក្រសួងមហាផ្ទៃបានបិទគេហទំព័រចំនួន ៨៥។</p>"),
    ("domain-news", "en", "NEWS", "Why did this domain sell for two million?", '<p>"This domain is for sale", said the page for ten years. Then a start-up made an offer. Our reporter asks who buys premium domains, and what happens when a domain has expired.</p>'),
    ("hosting-help", "vi", "COMT", 'Vì sao website hiện "Account Suspended"?', '<p>Trang "This account has been suspended" hiện ra khi hosting hết hạn hoặc vượt tài nguyên. Bài này hướng dẫn năm bước kiểm tra.</p><p>Bước 1: đăng nhập cPanel.</p>'),
)
_OTHER_HANDS: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("pictures", "vi", "NEWS", "MB68", "<a href='https://x1.test/r'><img src='1.webp' alt='nổ hũ mb68'></a><a href='https://x1.test/l'><img src='2.webp' alt='Đăng ký MB68 tặng 58k'></a><a href='https://x1.test/c'><img src='3.webp' alt='casino MB68'></a>"),
    ("review-text", "en", "HUMR", "Human rights voice - Top 10 crypto casinos for Canadians", "<h1>Top 10 crypto casinos for Canadians</h1><p>Looking for the best online casino? Our team tested bonuses, payout speed and live dealers.</p><a rel='sponsored' href='https://x2.test/1'>Claim bonus</a><a rel='sponsored' href='https://x2.test/2'>Play now</a><h2>How to choose a casino site</h2><p>Check the licence, the wagering requirement and free spins.</p>"),
    ("leftover-menu", "id", "ENV", "Yayasan Sungai Hijau", "<nav><a href='/'>Beranda</a><a href='/tentang'>Tentang kami</a><a href='/kontak'>Kontak</a></nav><h1>BINTANGTOTO: situs slot gacor terpercaya</h1><p>Daftar akun slot88, deposit dana 10rb, bonus new member 100 di depan. Main togel dan live casino di link alternatif resmi.</p><a href='https://x3.test/daftar'>DAFTAR</a><a href='https://x3.test/login'>LOGIN</a>"),
    ("matches-zh", "zh", "EDUC", "星空体育·(中国)官方网站-XK Sports", "<p>星空体育官网登录入口,提供足球、篮球、电竞赛事投注与真人棋牌。</p><a href='https://x4.test/app'>APP下载</a><a href='https://x4.test/reg'>注册</a><p>首存赠送彩金,返水无上限。</p>"),
    ("pills-th", "th", "HUMR", "ยาปลุกเซ็กส์ ไวอากร้า ของแท้ ส่งฟรี", "<p>จำหน่ายไวอากร้า เซียลิส ยาทน ยาปลุกอารมณ์ผู้หญิง ไม่ต้องใช้ใบสั่งแพทย์ เก็บเงินปลายทาง</p><a href='https://x5.test/line'>สั่งซื้อทางไลน์</a><p>กล่องละ 590 บาท</p>"),
    ("escorts", "en", "CULTR", "Independent call girls 24x7 - hotel service", "<p>Book high profile escorts and VIP call girls, home and hotel delivery in thirty minutes. Full night, cash on delivery, genuine photos.</p><a href='https://x6.test/wa'>WhatsApp now</a><a href='/rates'>Rates</a><a href='/russian-escorts'>Russian escorts</a>"),
)
# fmt: on


def _laid_out(lang: str, title: str, body: str, host: str) -> Answer:
    return Answer(
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body>{body}<footer>{host}</footer></body></html>"
    )


def border() -> list[Page]:
    """Return the pages."""
    made: list[Page] = []
    parts = (
        ("third-honest/hard", "up", _WELL, "fence"),
        ("third-taken-over/hard", "taken-over", _OTHER_HANDS, "hedge"),
    )
    for kind, verdict, rows, word in parts:
        for number, (name, lang, category, title, body) in enumerate(rows):
            host = f"{word}-{number}.test"
            said = _laid_out(lang, title, body, host)
            made.append(Page(f"third-{name}", kind, (verdict,), said, _NOTHING, category, lang, host))
    return made
