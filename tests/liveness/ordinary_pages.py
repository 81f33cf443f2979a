"""Ordinary pages in seven languages, many with the words of trades, sale pages, error pages and host pages."""

# ruff: noqa: E501, RUF001 - words of pages, as they are on pages

from __future__ import annotations

from typing import Final

from tests.liveness.trade_pages import document, menu, text

_NEWS: Final = menu("Home", "Politics", "Business", "Sport", "Culture", "Opinion", "Register", "Login")
_TIN: Final = menu("Trang chủ", "Thời sự", "Thể thao", "Kinh tế", "Đăng nhập", "Đăng ký")
_BERITA: Final = menu("Beranda", "Nasional", "Ekonomi", "Bola", "Daftar", "Masuk")
_KHAO: Final = menu("หน้าแรก", "การเมือง", "กีฬา", "เศรษฐกิจ", "สมัครสมาชิก")
_XINWEN: Final = menu("首页", "国际", "体育", "财经", "注册", "登录")
_POMEAN: Final = menu("ទំព័រដើម", "សង្គម", "កីឡា", "សេដ្ឋកិច្ច", "ចុះឈ្មោះ")

ORDINARY: Final = {
    # News about gambling.
    "news-en-raid": document(
        "Police raid online casino in Sihanoukville, 90 arrested",
        _NEWS
        + "<h1>Police raid online casino in Sihanoukville, 90 arrested</h1>"
        + text(
            "Police raided an online casino on Monday and arrested 90 suspects, the governor said.",
            "Investigators found slot machines, baccarat tables and a sportsbook. Players had to make a minimum deposit"
            " and got a welcome bonus. Two suspects told the court that they ran poker games as well.",
        ),
    ),
    "news-en-revenue": document(
        "Casino operator reports record revenue from slots and VIP tables",
        _NEWS
        + text(
            "The casino operator on the river reported record revenue on Tuesday. Slots brought in 40 percent more than"
            " a year ago, and baccarat at VIP tables 12 percent more.",
            "Analysts expect that poker tournaments and live casino rooms bring guests back in the second half of"
            " the year. The jackpot machines were replaced in May. Shares rose by three percent.",
        ),
    ),
    "news-en-guide-to-scams": document(
        "How 'slot gacor' sites take over the domains of NGOs",
        _NEWS
        + text(
            "Researchers found 400 lapsed domains with slot gacor pages. The pages promise a bonus for new members, free"
            " spins and a high RTP, and ask visitors to deposit money.",
            "A domain of a clinic now shows togel, judi online and casino links, the report says. Site owners should"
            " renew their domain and look for hidden links to slot pages.",
        ),
    ),
    "news-en-lottery": document(
        "Lottery results: jackpot of 2 million goes to a baker",
        _NEWS
        + text(
            "The winning numbers in the national lottery were 3, 12, 18, 25, 33 and 41. A baker from the north won the"
            " jackpot. The next draw is on Saturday."
        ),
    ),
    "news-en-poker-law": document(
        "Is online poker legal? The law on gambling explained",
        _NEWS
        + text(
            "The law forbids online gambling for citizens. Poker, roulette, betting and slots in a casino are for"
            " foreigners with a passport. Courts may fine players. Sites that offer a deposit bonus or free spins to"
            " residents break the law, and a ministry can block them."
        ),
    ),
    "news-id-blocked": document(
        "Kominfo blokir 2.000 situs judi online dan slot gacor",
        _BERITA
        + text(
            "Kementerian memblokir 2.000 situs judi online, termasuk situs slot gacor dan togel, kata menteri.",
            "Polisi menangkap tiga tersangka bandar togel. Korban tergiur bonus new member dan deposit pulsa kecil.",
        ),
        "id",
    ),
    "news-id-addicted": document(
        "Kecanduan judi slot, seorang ayah jual rumah",
        _BERITA
        + text(
            "Ia mulai bermain judi slot pada 2023. 'Awalnya deposit kecil dan dapat bonus,' katanya. Kini ia menjalani"
            " pemulihan dan meminta pemerintah menutup situs judi, kasino daring dan togel."
        ),
        "id",
    ),
    "news-ms": document(
        "Polis tahan 12 suspek judi online di Johor",
        menu("Utama", "Semasa", "Sukan", "Daftar")
        + text(
            "Polis menahan 12 suspek yang mengendalikan pusat judi online dan kasino haram. Suspek dibawa ke mahkamah."
        ),
        "ms",
    ),
    "news-vi": document(
        "Công an triệt phá đường dây đánh bạc, cá độ bóng đá nghìn tỷ",
        _TIN
        + text(
            "Công an triệt phá đường dây cá độ bóng đá, tài xỉu, nổ hũ qua nhà cái ở nước ngoài. 20 bị cáo bị khởi tố.",
            "Người chơi đăng ký tài khoản, nạp tiền và được khuyến mãi để đánh bài, xóc đĩa, theo cơ quan điều tra.",
        ),
        "vi",
    ),
    "news-vi-lottery": document(
        "Kết quả xổ số miền Bắc hôm nay",
        _TIN
        + text(
            "Kết quả xổ số kiến thiết miền Bắc: giải đặc biệt 48213, giải nhất 90117. Giải thưởng được trao tại tỉnh."
        ),
        "vi",
    ),
    "news-vi-football": document(
        "Nhận định bóng đá: tỷ lệ kèo nhà cái trận chung kết",
        _TIN
        + text(
            "Đội chủ nhà được đánh giá cao hơn trong trận chung kết. Theo kèo nhà cái, chủ nhà chấp nửa trái."
            " Huấn luyện viên nói các cầu thủ đã sẵn sàng. Trận đấu bắt đầu lúc 19 giờ trên sân vận động quốc gia."
        ),
        "vi",
    ),
    "news-th": document(
        "ตำรวจทลายเว็บพนันออนไลน์ จับกุมผู้ต้องหา 15 คน",
        _KHAO
        + text(
            "ตำรวจจับกุมผู้ต้องหาเว็บพนันออนไลน์ พบคาสิโน บาคาร่า สล็อต และแทงบอล เงินหมุนเวียน 300 ล้านบาท ผู้เสียหายสมัครและฝากเงินเพราะอยากได้เครดิตฟรีกับโบนัส ศาลอนุมัติหมายจับตามกฎหมาย"
        ),
        "th",
    ),
    "news-zh": document(
        "警方捣毁网络赌博平台 逮捕30名嫌疑人",
        _XINWEN
        + text(
            "警方周一捣毁一个网络赌博平台，逮捕30名嫌疑人。平台提供百家乐、老虎机和体育投注，要求受害人注册并存款。",
            "法院将于下月开庭。记者了解到，该赌场提供首存优惠。",
        ),
        "zh",
    ),
    "news-zh-macau": document(
        "澳门博彩收入第三季度增长百分之八",
        _XINWEN
        + text("澳门博彩收入第三季度同比增长百分之八。分析师认为，赌场客流恢复，酒店入住率上升，会展业带动旅游消费。"),
        "zh",
    ),
    "news-km": document(
        "នគរបាលបង្ក្រាបកាស៊ីណូអនឡាញ ឃាត់ខ្លួនជនសង្ស័យ ៤០នាក់",
        _POMEAN
        + text(
            "នគរបាលបានបង្ក្រាបទីតាំងល្បែងអនឡាញ និងកាស៊ីណូ ឃាត់ខ្លួនជនសង្ស័យ ៤០នាក់ បញ្ជូនទៅតុលាការ។",
            "អាជ្ញាធររកឃើញម៉ាស៊ីនស្លុត និងតុបាការ៉ា។ ជនរងគ្រោះបានដាក់ប្រាក់ ដើម្បីទទួលប្រាក់រង្វាន់។",
        ),
        "km",
    ),
    "news-km-lottery": document(
        "លទ្ធផលឆ្នោត និងរង្វាន់ធំប្រចាំសប្តាហ៍",
        _POMEAN + text("កសិករម្នាក់ឈ្នះឆ្នោតរង្វាន់ធំនៅខេត្តបាត់ដំបង។ គាត់និយាយថានឹងសាងសង់ផ្ទះថ្មី និងជួយសាលារៀន។"),
        "km",
    ),
    "news-km-law": document(
        "ច្បាប់ថ្មីស្តីពីល្បែងស៊ីសង និងកាស៊ីណូ",
        _POMEAN + text("រដ្ឋមន្ត្រីបានប្រកាសច្បាប់ថ្មីស្តីពីល្បែង ភ្នាល់ និងកាស៊ីណូ។ ក្រសួងនឹងត្រួតពិនិត្យអាជ្ញាប័ណ្ណ។"),
        "km",
    ),
    # Help, research and other trades with the same words.
    "ngo-gambling": document(
        "Help with problem gambling | Free helpline",
        menu("Casino", "Slots", "Betting", "Poker", "Get help", "Self-exclusion", "Deposit limits")
        + text(
            "Are slots, poker, casino games or betting taking over your life? Call our free helpline. Our counselling and"
            " therapy help with gambling addiction. You can set deposit limits and refuse a bonus or free spins."
        ),
    ),
    "ngo-gambling-id": document(
        "Bantuan untuk kecanduan judi online",
        menu("Beranda", "Cerita", "Bantuan", "Daftar")
        + text(
            "Kecanduan judi slot, togel atau kasino? Kami mendampingi korban dan keluarga. Hubungi layanan pemulihan gratis."
        ),
        "id",
    ),
    "hotel-casino": document(
        "Riverside Resort Hotel & Casino",
        menu("Rooms", "Suites", "Dining", "Spa", "Casino", "Offers", "Book now")
        + text(
            "The hotel has 300 rooms and suites, four restaurants, a spa and a ballroom for weddings.",
            "In the casino, guests find slots, roulette, blackjack and poker. Members of our club get a bonus night.",
        ),
    ),
    "ngo-sex-work": document(
        "Sex workers' rights and health",
        menu("About us", "Rights", "Health", "Stories", "Donate")
        + text(
            "We are a union of sex workers. We work for the rights of escorts, models and entertainers, and against police"
            " violence. Our clinic gives condoms and HIV tests. Decriminalisation protects workers from trafficking."
        ),
    ),
    "ngo-trafficking": document(
        "Online sexual exploitation: how live sex cams abuse women",
        menu("Reports", "Survivors", "Policy", "Donate")
        + text(
            "Survivors say that traffickers forced them to work for live sex cam and porn video sites. The report asks the"
            " court and the ministry to protect victims. Police charged two men."
        ),
    ),
    "ngo-sex-work-vi": document(
        "Quyền và sức khỏe của người lao động tình dục",
        menu("Giới thiệu", "Tin tức", "Liên hệ")
        + text(
            "Chúng tôi hỗ trợ người bán dâm, nạn nhân mua bán người, chăm sóc sức khỏe và tư vấn pháp luật miễn phí."
        ),
        "vi",
    ),
    "ngo-sex-education-km": document(
        "អប់រំសុខភាពបន្តពូជ និងផ្លូវភេទ",
        menu("អំពីយើង", "សុខភាព", "ទាក់ទង")
        + text("យើងផ្តល់ការអប់រំសុខភាពផ្លូវភេទដល់យុវជន ស្រោមអនាម័យ និងការការពារជំងឺ។ ព័ត៌មាននេះឥតគិតថ្លៃ។"),
        "km",
    ),
    "news-porn-law": document(
        "Parliament debates a ban on porn sites",
        _NEWS
        + text(
            "Members of parliament debated a law that would block porn and xxx sites. Free porn videos are easy to find,"
            " a minister said. Rights groups say the law would also block health education."
        ),
    ),
    "news-porn-km": document(
        "ក្រសួងព្រមានអំពីវីដេអូអាសអាភាសនៅលើបណ្តាញសង្គម",
        _POMEAN + text("ក្រសួងបានព្រមានថា អ្នកចែករំលែកវីដេអូសិច ឬរឿងអាសអាភាស អាចត្រូវតុលាការពិន័យតាមច្បាប់។ ជនរងគ្រោះជាស្ត្រី។"),
        "km",
    ),
    "news-porn-th": document(
        "ตำรวจเตือนคลิปหลุดและหนังโป๊เถื่อนผิดกฎหมาย",
        _KHAO + text("ตำรวจเตือนว่าการแชร์คลิปหลุดหรือหนังโป๊ผิดกฎหมาย ผู้เสียหายแจ้งความได้ มูลนิธิด้านสิทธิให้การศึกษาเรื่องสุขภาพทางเพศ"),
        "th",
    ),
    "news-porn-zh": document(
        "警方打击色情直播平台",
        _XINWEN
        + text(
            "警方打击色情直播和裸聊平台，逮捕12人。法院表示，受害女性的权利应受保护。家长应重视青少年性教育和健康。"
        ),
        "zh",
    ),
    "dating": document(
        "Meet singles near you - free dating",
        menu("Join free", "Login", "Members", "Success stories", "Chat")
        + text(
            "Find hot girls and nice men near you. Join free, send messages, chat now with over 20,000 members. 18+ only."
        ),
    ),
    "lgbt": document(
        "Rainbow community: lesbian, gay and trans life",
        menu("News", "Events", "Health", "Join us")
        + text(
            "We are lesbian, gay, bisexual and trans people. Watch our videos about pride, and join free support groups."
        ),
    ),
    "museum-nudes": document(
        "Nudes in Khmer sculpture: an exhibition",
        menu("Visit", "Collection", "Shop", "Tickets")
        + text(
            "Naked figures and nudes in stone from the tenth century. The exhibition has videos and guided walks each day."
        ),
    ),
    "pharmacy-shop": document(
        "City Pharmacy - medicines, vitamins and baby care",
        menu("Vitamins", "Baby", "Sunscreen", "Prescriptions", "Cart")
        + text(
            "Order online: paracetamol, vitamins, sunscreen, toothpaste and prescriptions. Our pharmacist answers questions"
            " about viagra, cialis and side effects. Add to cart, free shipping from 20 dollars. Opening hours 8 to 20."
        ),
    ),
    "pharmacy-shop-km": document(
        "ឱសថស្ថានក្រុង - លក់ថ្នាំ និងវីតាមីន",
        menu("វីតាមីន", "ទារក", "ទាក់ទង")
        + text("យើងលក់ថ្នាំគ្រប់ប្រភេទ វីតាមីន និងសម្ភារៈទារក។ ដឹកជញ្ជូនដល់ផ្ទះ តម្លៃសមរម្យ ប្រឹក្សាជាមួយគ្រូពេទ្យ។"),
        "km",
    ),
    "ministry-health": document(
        "Ministry of Health warns of counterfeit Viagra",
        menu("About", "News", "Hospitals", "Contact")
        + text(
            "The ministry warned of counterfeit viagra, cialis and kamagra that are sold online without prescription."
            " Police seized 20,000 pills of tramadol. Ask your doctor before you buy online."
        ),
    ),
    "ministry-health-vi": document(
        "Bộ Y tế cảnh báo thuốc cường dương giả",
        menu("Giới thiệu", "Tin tức", "Văn bản")
        + text(
            "Bộ Y tế cảnh báo viagra và cialis hàng giả bán qua mạng. Công an thu giữ thuốc cường dương, thuốc kích dục."
        ),
        "vi",
    ),
    "ministry-health-id": document(
        "BPOM: waspada obat kuat palsu dan cytotec ilegal",
        menu("Beranda", "Berita", "Layanan")
        + text(
            "BPOM memberi peringatan tentang obat kuat palsu, viagra dan cytotec. Jual obat aborsi melanggar hukum. Polisi"
            " menyita ribuan butir. Tanyakan kepada dokter."
        ),
        "id",
    ),
    "medicine-study": document(
        "Sildenafil and tadalafil: a clinical trial of 300 patients",
        menu("Journal", "Issues", "Authors")
        + text(
            "Patients with erectile dysfunction received sildenafil, tadalafil or vardenafil in a clinical trial. The study"
            " found few side effects. Researchers and doctors discuss symptoms and diagnosis."
        ),
    ),
    "hospital-th": document(
        "โรงพยาบาลสุขภาพชาย: ปัญหาหย่อนสมรรถภาพ",
        menu("แพทย์", "นัดหมาย", "บทความ")
        + text("แพทย์ให้คำปรึกษาเรื่องหย่อนสมรรถภาพ ไวอากร้าและซีอาลิสต้องมีใบสั่งแพทย์ ผู้ป่วยควรระวังยาปลอม"),
        "th",
    ),
    "hospital-zh": document(
        "男科门诊 - 市人民医院",
        menu("首页", "医生", "预约")
        + text(
            "医生提醒患者，伟哥（西地那非）须凭处方购买，网上壮阳药多为假药。请到医院就诊，专家门诊时间为周一至周五。"
        ),
        "zh",
    ),
    "bank": document(
        "People's Bank - deposit, cards, online banking",
        menu("Login", "Register", "Deposit", "Withdraw", "Promotions", "Cards", "VIP")
        + text(
            "Open a deposit account with a bonus. Withdraw at any machine. Cashback on cards, promo rates for new members."
        ),
    ),
    "bank-id": document(
        "Bank Rakyat Desa - tabungan dan deposito",
        menu("Daftar", "Login", "Deposit", "Promo")
        + text("Deposit mulai 100 ribu, bonus bunga, cashback dan promo. Withdraw di ATM 24 jam. Daftar sekarang."),
        "id",
    ),
    "bank-km": document(
        "ធនាគារប្រជាជន - បើកគណនី ដាក់ប្រាក់ ដកប្រាក់",
        menu("បើកគណនី", "ដាក់ប្រាក់", "ដកប្រាក់", "ប្រូម៉ូសិន") + text("បើកគណនីសន្សំ ដាក់ប្រាក់ ដកប្រាក់ និងទទួលប្រាក់រង្វាន់។ ឥណទាន និងកាត។"),
        "km",
    ),
    "bank-zh": document(
        "人民银行 - 存款 提款 优惠",
        menu("注册", "登录", "存款", "优惠")
        + text("个人存款、提款、转账，开户优惠，客服热线24小时，下载APP办理业务。"),
        "zh",
    ),
    "game": document(
        "Dragon Quest Online - register and play now",
        menu("Play now", "Register", "Rewards", "Events", "Download")
        + text("Play now: a world of dragons. New member bonus, daily rewards, 40 character slots and VIP rewards."),
    ),
    "parking-slots": document(
        "Parking slots at the airport",
        menu("Book", "Prices", "Contact")
        + text(
            "Choose one of 300 parking slots. A slot costs 4 dollars a day. Register and deposit a card to book a slot."
        ),
    ),
    "rice-crops": document(
        "Water and rice betting on better seeds",
        menu("Projects", "People")
        + text("Farmers are betting on new seeds. The bets pay off in dry years, a study of 40 villages says."),
    ),
    "th-temple": document(
        "มูลนิธิเพื่อการศึกษา สมัครสมาชิก",
        menu("หน้าแรก", "สมัคร", "บริจาค")
        + text("มูลนิธิช่วยเด็กยากจนให้ได้เรียน สมัครเป็นอาสาสมัคร ฝากข่าวประชาสัมพันธ์ และบริจาคได้ทุกวัน"),
        "th",
    ),
    "vi-school": document(
        "Trường đại học: đăng ký tuyển sinh",
        menu("Đăng ký", "Đăng nhập", "Học phí", "Tin tức")
        + text(
            "Sinh viên đăng ký học, nạp hồ sơ, nhận học bổng và phần thưởng. Khuyến mãi ký túc xá cho tân sinh viên."
        ),
        "vi",
    ),
    "zh-school": document(
        "市第一中学 招生注册", menu("首页", "注册", "新闻") + text("学校招生注册开始，家长请下载app填写资料。"), "zh"
    ),
    "id-cooperative": document(
        "Koperasi Desa: daftar anggota baru",
        menu("Daftar", "Login", "Promo")
        + text("Daftar anggota baru, bonus beras, minimal deposit simpanan 10 ribu, tanpa potongan, layanan 24 jam."),
        "id",
    ),
    "km-ngo": document(
        "អង្គការសិទ្ធិមនុស្ស",
        menu("ទំព័រដើម", "របាយការណ៍", "ទាក់ទង") + text("អង្គការយើងតាមដានសិទ្ធិមនុស្ស ដីធ្លី និងបរិស្ថាន។ របាយការណ៍ថ្មីនិយាយអំពីការបណ្តេញចេញ។"),
        "km",
    ),
}
