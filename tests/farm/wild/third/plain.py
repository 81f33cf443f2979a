"""Pages where all is well: six in each of six languages, and some near the border."""

from __future__ import annotations

from typing import Final

from tests.farm.wild.page import Answer, Page

# fmt: off
_MENUS: Final = {
    "en": ("About", "Latest", "Events", "Write to us"), "km": ("អំពីយើង", "ថ្មីៗ", "កម្មវិធី", "សរសេរមកយើង"), "zh": ("关于", "最新", "活动", "来信"),
    "th": ("เกี่ยวกับ", "ล่าสุด", "กิจกรรม", "เขียนถึงเรา"), "vi": ("Giới thiệu", "Mới nhất", "Sự kiện", "Thư từ"), "id": ("Tentang", "Terbaru", "Acara", "Surat"),
}
_PLAIN: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("en", "NEWS", "Tonle Courier", "Fishing lots reopen after the closed season. Cooperatives in Kampong Chhnang hope for a fair price. Two bridges will be closed for repairs on Monday."),
    ("en", "HUMR", "Prisoners' Aid Desk", "Our lawyers visited eleven detention centres this year. Read the report on pre-trial detention, and the letters of families."),
    ("en", "EDUC", "Open Physics for Grade Ten", "Lessons on motion, heat and light with exercises. Teachers may print and copy everything."),
    ("en", "FOOD", "Noodle Stall Diaries", "This week: prahok ktis, a stall behind the old market, and why the broth is clear."),
    ("en", "COMT", "Keyboard layouts for Khmer Unicode", "Download the installer for Windows or read how to set it up on a phone."),
    ("en", "GOVT", "Provincial Water Authority", "Pay your bill at any agent. Planned cuts in Daun Keo on Thursday from eight to noon."),
    ("km", "NEWS", "ព័ត៌មានទន្លេមេគង្គ", "កសិករនៅខេត្តព្រៃវែងចាប់ផ្តើមច្រូតស្រូវ។ ថ្លៃស្រូវឡើងបន្តិចក្នុងសប្តាហ៍នេះ។ ផ្លូវជាតិលេខ ១១ កំពុងជួសជុល។"),
    ("km", "HLTH", "គ្លីនិកមាតា និងទារក", "ម៉ោងពិគ្រោះជំងឺ កាលវិភាគចាក់វ៉ាក់សាំង និងការណែនាំអំពីអាហារូបត្ថម្ភ។"),
    ("km", "EDUC", "សាលាបឋមសិក្សាវត្តភ្នំ", "ការចុះឈ្មោះចូលរៀនថ្មី កាលវិភាគប្រឡង និងរូបភាពពិធីបើកបវេសនកាល។"),
    ("km", "REL", "វត្តឧណ្ណាលោម", "ធម៌ទេសនាប្រចាំសប្តាហ៍ កម្មវិធីបុណ្យកឋិន និងប្រវត្តិវត្ត។"),
    ("km", "HUMR", "មជ្ឈមណ្ឌលសិទ្ធិកម្មករ", "កម្មកររោងចក្រទាមទារប្រាក់បំណាច់។ អានច្បាប់ស្តីពីការងារ និងសេចក្តីថ្លែងការណ៍រួម។"),
    ("km", "CULTR", "រឿងព្រេងខ្មែរ", "បណ្តុំរឿងព្រេងនិទានពីខេត្តនានា ថតសំឡេងដោយលោកតា និងលោកយាយ។"),
    ("zh", "NEWS", "金边晨讯", "市区雨水排放工程进入第二阶段。中学生科技展周六开幕。大米出口比去年增加。"),
    ("zh", "CULTR", "潮州会馆藏书室", "开放时间、借阅规则以及新到的地方志目录。"),
    ("zh", "ECON", "柬埔寨农产品行情", "胡椒、腰果与橡胶的每周价格,以及港口运费的变化。"),
    ("zh", "EDUC", "端华中文自学课", "第十二课:在市场。生词、对话录音和练习题。"),
    ("zh", "ENV", "湿地观鸟记录", "十一月记录到彩鹳三十七只,附观察点地图。"),
    ("zh", "HLTH", "中医诊所门诊时间", "周一至周五上午八点至十一点,请提前电话预约。"),
    ("th", "NEWS", "ข่าวชายแดนสระแก้ว", "ตลาดโรงเกลือเปิดตามปกติ ชาวนาเร่งเก็บเกี่ยวก่อนฝนหลงฤดู และโรงเรียนสามแห่งได้ห้องสมุดใหม่"),
    ("th", "HUMR", "เครือข่ายแรงงานข้ามชาติ", "คู่มือสิทธิแรงงาน การต่อใบอนุญาตทำงาน และสายด่วนช่วยเหลือ"),
    ("th", "EDUC", "ห้องเรียนชีววิทยา", "บทเรียนเรื่องเซลล์ ภาพประกอบ และแบบฝึกหัดสำหรับมัธยมปลาย"),
    ("th", "FOOD", "สูตรขนมบ้านยาย", "ขนมตาล ขนมกล้วย และวิธีทำกะทิสดให้หอม"),
    ("th", "ENV", "กลุ่มรักษ์ป่าชุมชน", "รายงานการปลูกป่า แนวกันไฟ และตารางอาสาสมัครเดือนมกราคม"),
    ("th", "GOVT", "เทศบาลตำบลริมคลอง", "ประกาศภาษีที่ดิน กำหนดการเก็บขยะ และแบบฟอร์มคำร้อง"),
    ("vi", "NEWS", "Tin Đồng Tháp Mười", "Nước lũ về chậm, nông dân xuống giống muộn. Cầu mới qua kênh thông xe tuần tới."),
    ("vi", "HUMR", "Nhóm Trợ giúp Pháp lý", "Tư vấn miễn phí cho người lao động, mẫu đơn khiếu nại và các bản án đã công bố."),
    ("vi", "EDUC", "Toán lớp Chín mỗi ngày", "Bài giảng hình học, đề ôn tập và lời giải chi tiết."),
    ("vi", "FOOD", "Bếp nhà chị Sáu", "Canh chua cá linh, mắm kho và cách chọn bông súng tươi."),
    ("vi", "CULTR", "Thư viện cải lương", "Kịch bản, băng ghi âm cũ và tiểu sử nghệ sĩ."),
    ("vi", "HLTH", "Phòng khám Nhi Bình Minh", "Giờ khám, lịch tiêm chủng và số điện thoại cấp cứu."),
    ("id", "NEWS", "Kabar Teluk", "Harga cabai turun setelah panen. Kapal perintis kembali berlayar ke pulau luar. Sekolah menerima guru baru."),
    ("id", "HUMR", "Posko Bantuan Hukum Buruh", "Laporan tahunan, panduan upah lembur, dan jadwal konsultasi gratis."),
    ("id", "EDUC", "Belajar Sejarah Nusantara", "Peta kerajaan, garis waktu, dan soal latihan untuk siswa."),
    ("id", "REL", "Masjid Al-Hidayah Pesisir", "Jadwal salat, kajian malam Jumat, dan laporan kas bulanan."),
    ("id", "ENV", "Penjaga Penyu", "Seribu tukik dilepas di pantai selatan; daftar relawan dibuka."),
    ("id", "CULTR", "Sanggar Tari Melati", "Jadwal latihan, foto pentas, dan sejarah sanggar sejak 1987."),
)
_BORDER: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("news-casino", "en", "NEWS", "Police raid online casino in Sihanoukville", "Officers found 240 workers at an online casino and betting site on Thursday. The gambling licence had expired in 2023. Slots, baccarat tables and phones were seized, the governor said. Campaigners say online gambling traps workers in debt."),
    ("news-slots-id", "id", "NEWS", "Pemerintah blokir ribuan situs judi online", "Kementerian memblokir 4.200 situs judi online dan slot pekan ini. Menteri mengatakan bandar togel memakai situs sekolah dan pemerintah yang diretas. Korban judi slot diminta melapor."),
    ("news-lo-de", "vi", "NEWS", "Triệt phá đường dây đánh bạc, lô đề nghìn tỷ", "Công an bắt 36 người trong đường dây cá cược bóng đá và lô đề qua mạng. Nhà cái đặt máy chủ ở nước ngoài. Các bị can khai nhận hoa hồng theo tuần."),
    ("news-casino-km", "km", "NEWS", "អាជ្ញាធរបិទកាស៊ីណូខុសច្បាប់", "សមត្ថកិច្ចបានបិទល្បែងស៊ីសងអនឡាញ និងកាស៊ីណូខុសច្បាប់ ៣ កន្លែងនៅខេត្តព្រះសីហនុ។ មន្ត្រីថា ការភ្នាល់បាល់ទាត់ធ្វើឲ្យគ្រួសារជាច្រើនជំពាក់បំណុល។"),
    ("addiction-th", "th", "HLTH", "ศูนย์ช่วยเลิกพนัน", "ติดพนันออนไลน์ บาคาร่า หรือสล็อต ขอคำปรึกษาฟรี นักจิตวิทยารับฟังโดยไม่ตัดสิน และกลุ่มเพื่อนช่วยเพื่อนทุกวันเสาร์"),
    ("lottery-zh", "zh", "NEWS", "警方破获跨境网络赌博案", "警方通报,该团伙开设百家乐、六合彩等赌博网站,涉案金额三亿元,已有四十二人被移送检察机关。"),
    ("pharmacy", "en", "HLTH", "Riverside Pharmacy", "Opening hours, vaccines and blood pressure checks. Ask our pharmacist about antibiotics, sildenafil or your diabetes medicine. Bring your prescription; we do not sell medicine online."),
    ("sex-work", "en", "HUMR", "Union of Sex Workers: health and law", "We are sex workers who defend our rights. Free condoms, HIV tests, legal help after arrest, and a report on violence by police. Pornography laws and escorts: what the new draft says."),
    ("sex-education-vi", "vi", "XED", "Giáo dục giới tính cho tuổi mới lớn", "Tình dục an toàn, biện pháp tránh thai, phim khiêu dâm ảnh hưởng thế nào và cách nói chuyện với cha mẹ."),
    ("registrar", "en", "HOST", "Palm Names - register a domain", "Search your domain, transfer a domain, renew an expired domain. Buy premium domains for sale on our market. WHOIS, DNS and email for 3,000 customers."),
    ("host", "id", "HOST", "Awan Hosting: hosting murah dan VPS", "Paket cPanel, Plesk dan WordPress. Mengapa akun saya ditangguhkan (account suspended)? Baca bantuan kami. Cara mengganti halaman default nginx."),
    ("maintenance", "km", "GOVT", "ប្រព័ន្ធកំពុងថែទាំ", "គេហទំព័រកំពុងធ្វើការថែទាំ និងនឹងដំណើរការឡើងវិញនៅម៉ោង ៦ ល្ងាច។ សូមអភ័យទោសចំពោះការរំខាន។"),
    ("bank", "th", "ECON", "สหกรณ์ออมทรัพย์ครู", "ฝาก ถอน โอนอัตโนมัติผ่านแอป ดอกเบี้ยเงินฝาก 2.5% โปรโมชั่นสินเชื่อ สมัครสมาชิกได้ที่สำนักงาน"),
    ("blog-404", "en", "COMT", "How to design a good 404 page", 'A page not found should help. Say what happened, offer a search, and never send every missing page to the home page. Examples of "Sorry, this page does not exist" from ten sites.'),
)
# fmt: on


def _laid_out(number: int, lang: str, title: str, text: str, host: str) -> str:
    menu = _MENUS[lang]
    if number % 3 == 0:
        links = "".join(f"<li><a href='/{n}/'>{item}</a></li>" for n, item in enumerate(menu))
        hidden = "<noscript>404 Page not found. Please enable JavaScript.</noscript>" if number % 2 else ""
        return f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title></head><body>{hidden}<header><ul>{links}</ul></header><article><h1>{title}</h1><p>{text}</p></article><footer>{title} · {host}</footer></body></html>"
    if number % 3 == 1:
        hidden = "<template><h1>Page not found</h1></template><div hidden>Oops! 404</div>" if number % 2 else ""
        cards = "".join(f"<section class='c'><h3>{item}</h3><a href='/s/{n}'>{title}</a></section>" for n, item in enumerate(menu))  # fmt: skip
        return f"<!DOCTYPE html><html lang='{lang}'><head><title>{title} | {menu[0]}</title><meta charset='utf-8'></head><body>{hidden}<div class='hero'><h2>{title}</h2><p>{text}</p></div>{cards}<p>{host}</p></body></html>"
    cells = "".join(f"<td><a href='p{n}.htm'>{item}</a></td>" for n, item in enumerate(menu))
    return f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'><title>{title}</title></head><body><table><tr>{cells}</tr></table><font size=4>{title}</font><hr>{text}<hr><i>{host}</i></body></html>"


def plain() -> list[Page]:
    """Return the pages."""
    rows = [(f"{lang}-{n}", f"third-honest/{lang}", lang, category, title, text) for n, (lang, category, title, text) in enumerate(_PLAIN)]  # fmt: skip
    rows += [(name, "third-honest/border", lang, category, title, text) for name, lang, category, title, text in _BORDER]  # fmt: skip
    return [
        Page(
            f"third-{name}", kind, ("up",), Answer(_laid_out(n, lang, title, text, f"plot-{n}.test")), Answer(f"<title>404</title><h1>404</h1><p>{_MENUS[lang][0]}</p>", 404),
            category, lang, f"plot-{n}.test",
        )
        for n, (name, kind, lang, category, title, text) in enumerate(rows)
    ]  # fmt: skip
