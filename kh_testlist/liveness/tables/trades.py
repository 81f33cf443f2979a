"""The words of the trades that take over lapsed domains: gambling, pornography and pharmacy spam.

The words come from general knowledge of the languages and of such pages, 2026-11-28. A few are names of games and of
chains of gambling sites. The Khmer words are a draft until a native reader approves them. Words are separated by a line
break or by ` | `. They are in lower case and without zero-width spaces. Words in Latin letters match whole words, and
others match anywhere.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kh_testlist.liveness.attempt import Signal


class TradeTable(NamedTuple):
    """The words of one trade."""

    signal: Signal
    own: frozenset[str]
    """Categories of rows that may show such a page."""
    hosts: str
    """Pieces of host names that say it."""
    terms: str
    """What the trade sells."""
    offers: str
    """How it speaks to a visitor: the terms of its calls to action."""
    against: str
    """Words of pages about the trade: news, law, help, other businesses."""
    buttons: str = ""
    """What the buttons of its pages say. Other sites have such buttons too, so only a page of little else counts."""
    near: frozenset[str] = frozenset()
    """Categories of rows whose honest pages may have many of the words."""
    brazen: str = ""
    """What these honest pages do not say."""


NEVER: Final = ("បោះឆ្នោត", "សន្លឹកឆ្នោត", "ឆ្នោតគាំទ្រ", "ឆ្នោតជ្រើសរើស", "ប្រជាមតិឆ្នោត")
"""Longer words with a term in them that never mean the trade. In Khmer, a ballot is written as a lottery is."""


GAMBLING: Final = TradeTable(
    Signal.GAMBLING_PAGE,
    frozenset({"GMB", "GAME"}),  # portals of games have slots and poker among their games
    hosts="casino | poker | slot | togel | judi | sbobet | jackpot | roulette | baccarat | gacor | toto4d | lotto | "
    "lottery | betting | sportsbook | nhacai | xoso | kubet | bet88 | 88bet | 1xbet | gambl | bingo",
    terms="""
        casino | casinos | slot | slots | poker | roulette | baccarat | bacarat | blackjack | jackpot | jackpots
        sportsbook | bookmaker | betting | bets | sbobet | togel | judi | gacor | scatter | megawin | maxwin
        pragmatic | bandar | sportsbet | bingo | craps | keno | dewa | domino99 | dominoqq | bandarqq | pokies
        toto | parlay | live dealer | live casino | online casino | slot gacor | slot online | slot games
        situs judi | situs slot | agen bola | judi bola | judi online | tembak ikan | sabung ayam | mix parlay
        agen judi | judi slot | pgsoft | pg soft | pragmatic play | joker gaming | joker123 | mega888 | pussy888
        918kiss | live22 | habanero | kasino | pertaruhan | perjudian | taruhan | pasaran togel | toto macau
        toto 4d | slot88 | slot777 | slot dana | nhà cái | cá cược | cá độ | sòng bạc | casino trực tuyến | nổ hũ
        bắn cá | tài xỉu | xóc đĩa | game bài | đổi thưởng | kèo nhà cái | lô đề | đá gà | quay hũ | đánh bài
        cược thể thao | baccarat trực tuyến | xì dách | កាស៊ីណូ | ស្លុត | បាការ៉ា | ប៉ូកឃ័រ | ល្បែង | ភ្នាល់
        ហ្គេមស្លុត | បាញ់ត្រី | ជល់មាន់ | ឆ្នោត | ភ្នាល់បាល់ | ខ្លាឃ្លោក | រ៉ូឡែត | បៀរអនឡាញ | អាប៉ោង | คาสิโน
        สล็อต | บาคาร่า | แทงบอล | พนัน | รูเล็ต | เสือมังกร | ยิงปลา | หวยออนไลน์ | แทงหวย | ไฮโล | ป๊อกเด้ง
        แตกง่าย | เว็บตรง | โป๊กเกอร์ | แจ็คพอต | สปอร์ตบุ๊ค | ไก่ชน | เดิมพัน | ค่ายเกม | 赌场 | 娱乐城 | 百家乐
        老虎机 | 真人荷官 | 真人视讯 | 体育投注 | 电子游艺 | 博彩 | 赌博 | 轮盘 | 德州扑克 | 棋牌 | 彩票 | 时时彩
        六合彩 | 北京赛车 | 投注 | 捕鱼 | 赔率 | 牛牛 | 龙虎 | 彩金 | 澳门新葡京 | 滚球 | 21点 | 賭場 | 娛樂城
        百家樂 | 老虎機 | 體育投注 | bet | wager | wagering | odds | slot machines | slot machine | crypto casino
        bonus codes | pg slot | pasti cuan | casino online | slot pulsa | slot deposit | rtp slot | bo slot
        link slot | demo slot | slot demo | slot thailand | sicbo | dragon tiger | parlays | soi cầu | cổng game
        kèo bóng | xổ số | lô tô | đặt cược | tỷ lệ cược | ស៊ីសង | អនឡាញកាស៊ីណូ | ហ្គេមកាស៊ីណូ | បាល់អនឡាញ | បៀរ
        ល្បែងស៊ីសង | កាសុីណូ | ហ្គេមអនឡាញ | ស្លត | បាការ៉ាត់ | អនឡាញស្លុត | โบนัสสล็อต | ufabet | หวย | เกมสล็อต
        สล็อตออนไลน์ | เว็บหวย | บอลสเต็ป | 开云体育 | 乐鱼体育 | 星空体育 | 华体会 | 必威 | 亚博 | 凯发 | 半岛体育
        米兰体育 | 爱游戏体育 | 威尼斯人 | 金沙娱乐 | 皇冠体育 | 体育app | 体育平台 | 真人娱乐 | 电子娱乐
        娱乐平台 | 国际娱乐 | 电竞投注 | 体育竞猜 | 现金网 | 真钱 | 下注 | 澳门赌场 | 線上娛樂 | 運彩 | 博弈
        online casinos | online slots | gambling | crash game | aviator game | play aviator | sports betting
        เกมออนไลน์
        ចាក់ឆ្នោត | ឆ្នោតអនឡាញ | ឆ្នោតយួន | ឆ្នោតថៃ | ឆ្នោតវៀតណាម | លេខកុន | លេខយួន | តម្រុយលេខ | ចាក់លេខ | កន្ទុយលេខ
        ចាក់កន្ទុយលេខ | ភ្នាល់ឆ្នោត | លទ្ធផលឆ្នោត | ឆ្នោតឌីជីថល | បៀ | អាប៉ោងអនឡាញ | ស៊ីសងអនឡាញ | ចាក់បាល់ | ឆ្នោតកុន
        លេខឆ្នោត | ស្លុតហ្គេម | xsmb | xsmn | xsmt | số đề | đánh đề | ghi đề | ghi lô | bạch thủ | dàn đề | xiên 2
        lô xiên | cầu lô | dự đoán xổ số | kết quả xổ số | vé số online | xóc đĩa online | lô đề online | หวยฮานอย
        หวยลาว | หวยยี่กี | ยี่กี | หวยหุ้น | เลขเด็ด | หวยไทย | หวยรัฐบาล | หวยเวียดนาม | ซื้อหวย | แทงหวยออนไลน์
        keluaran hk | data sgp | data hk | prediksi togel | bocoran togel | angka main | syair hk | live draw
        result hk | keluaran sgp | hk prize | togel hongkong | togel singapore | colok bebas | bet 100 perak | 特码
        平特 | 一肖 | 特肖 | 六合 | 香港六合彩 | 澳门六合彩 | 快三 | pk10 | 幸运飞艇 | 开奖结果 | 时时彩计划 | 买彩票
        分分彩 | 極速賽車 | 4d results | 4d lottery | satta king | satta matka | matka | lottery online
        online lottery | lotto results | thai lotto | vietnam lottery
        jili | fachai | fa chai | sabong | pg slots | fishing games | cq9 | jdb | spadegaming | evolution gaming
        super ace | fortune gems | color game | dream gaming | sexy baccarat | asian handicap | over under | bookie
        bookies | accumulator bets | free bets | in play betting | live betting | judi | sabung | over unders
        handicap bola | pasaran bola | taruhan bola | bandar bola | bandar togel | bandar slot | slot maxwin
        บอลชุด | บอลเต็ง | บอลสเต็ป | บอลไหล | ค่าน้ำดี | ราคาน้ำดี | เว็บบอล | แทงมวย | คาสิโนสด | เว็บพนัน | แทงสูงต่ำ
        หวยออนไลน์ | kèo bóng đá | kèo nhà cái | tỷ lệ kèo | kèo châu á | cá cược bóng đá | lô đề trực tuyến
        nổ hũ đổi thưởng | bóng đá cá cược | 线路检测 | 检测中心 | 最快线路 | 新濠 | 太阳城 | 银河娱乐
        六开彩 | 开奖记录
        三肖 | 一码 | 资料大全 | 六合图库 | 真人荷官 | 竞彩 | 盘口 | 体育博彩 | 足球投注 | 滚球盘 | 棋牌游戏
        电子游戏厅
        បាល់ភ្នាល់ | ភ្នាល់បាល់ទាត់ | មាន់ជល់ | កាស៊ីណូផ្ទាល់ | ហ្គេមបាញ់ត្រី | ស្លុតអនឡាញ | ឡូតូ | ឆ្នោតហាណូយ
    """,
    offers="""
        daftar | deposit | withdraw | bonus | bonuses | freespins | rtp | promo | cashback | rollover | jp | wd
        depo | free spins | free spin | welcome bonus | deposit bonus | no deposit | minimum deposit | min deposit
        play now | sign up bonus | bet now | join now | claim your bonus | claim bonus | fast payout
        instant withdrawal | win big | real money | daily rewards | vip rewards | new member | live chat 24
        create account | 24 jam | link alternatif | bonus new member | deposit pulsa | via dana | deposit dana
        deposit qris | situs resmi | terpercaya | gampang menang | mudah menang | daftar sekarang | anti rungkad
        rtp live | server thailand | akun pro | main sekarang | via qris | pasti bayar | klaim bonus
        minimal deposit | situs terpercaya | cuci | tebus percuma | kredit percuma | menang besar | đăng ký
        nạp tiền | rút tiền | khuyến mãi | uy tín | tặng | hoàn trả | link vào | tải app | cược ngay | chơi ngay
        nạp rút | thưởng nạp | tân thủ | đăng nhập | hoa hồng | thưởng | ចុះឈ្មោះ | ដាក់ប្រាក់ | ដកប្រាក់
        ប្រាក់រង្វាន់ | ប្រូម៉ូសិន | លេងឥឡូវ | បើកគណនី | សមាជិកថ្មី | ឈ្នះធំ | បូនណឺស | ឥណទានឥតគិតថ្លៃ | ដាក់លុយ
        ដកលុយ | ងាយឈ្នះ | រង្វាន់ធំ | ប្រាក់បន្ថែម | ភ្នាល់ឥឡូវ | สมัคร | ฝาก | ถอน | เครดิตฟรี | โบนัส | ฝากถอน
        ไม่มีขั้นต่ำ | โปรโมชั่น | ทางเข้า | ยูสเซอร์ | รับโบนัส | เล่นเลย | สมัครสมาชิก | ออโต้ | วอเลท
        ได้เงินจริง | แจกเครดิต | คืนยอดเสีย | 注册 | 开户 | 存款 | 提款 | 首存 | 优惠 | 返水 | 送彩金 | 官网
        立即游戏 | 免费试玩 | 充值 | 提现 | 红利 | 登录 | 客服 | 下载app | 註冊 | 儲值 | 提領 | 首儲 | 優惠
        立即遊戲 | 加入會員 | slot hari ini | cuan | bocoran | hadiah | main | menang | gampang | gacor hari ini
        layanan 24 jam |  resmi | jackpot besar | turnover | komisi | bonus harian | freebet | sign up | spin
        spins | trusted | crypto | instant | payouts | payout | exclusive bonus | no wagering | 100% bonus
        welcome offer | play for real | chính thức | đại lý | cskh | hotline 24 | trả thưởng | tặng tiền | siêu tốc
         แจก | ได้จริง | จ่ายจริง | ไม่ผ่านเอเย่นต์ |  สมาชิกใหม่ | ทำเงิน |  登陆 | 登录入口
        手机版 | 最新版 | 全站 | 体验金 |   ទទួល | ឥតគិតថ្លៃ | រង្វាន់ | ឈ្នះ | លេង
        បើកប្រាក់ | ដកប្រាក់បានភ្លាម | ភ្លាមៗ | ចាប់ពី | តាម aba | តាម wing | ២៤ម៉ោង | ចូលលេង
        ឈ្នះលុយ | trả thưởng cao | 1 ăn 99 | 1 ăn 98 | 1 ăn 80 | nạp | rút | ghi danh | บาทละ | จ่ายสูง
        rebate | cash in | cash out | gcash | free bonus | link resmi | bukti jp | mirror link
        线路一 | 线路二 | 线路三 | 永久网址 | 尊敬的会员 | 备用网址 | 首存送 | 开户 | 稳赢 | 内部资料 | 加群
        ចូលគណនី | គណនីថ្មី | ដាក់ដក | ថែម ៥០% | ថែម ១០០% | បញ្ចូលលុយ
        ฟรีเครดิต | สมัครใหม่ | สมัครเลย | ขั้นต่ำ 10 บาท | ฝากถอนเร็ว | cược thử | nạp đầu | tặng thưởng | link mới
        จ่ายบาทละ | เรทจ่าย | ซื้อขั้นต่ำ | แทงขั้นต่ำ | ถอนเงิน | ฝากเงิน | diskon | hadiah 4d | hadiah 2d | bayar
        pasang sekarang | 高赔率 | 返点 | 加微信 | 计划群 | 秒到账
    """,
    against="""
        police | arrested | arrest | court | prosecutor | suspects | raid | raided | minister | ministry
        crackdown | law | laws | illegal | addiction | addicted | helpline | counselling | counseling | therapy
        recovery | researchers | trafficking | victims | parliament | regulator | editor | journalist | newspaper
        spokesperson | authorities | said | hotel | suites | restaurant | spa | dining | ballroom | rooms
        treatment | gambling harm | problem gambling | polisi | ditangkap | tersangka | menteri | kominfo
        pengadilan | blokir | memblokir | korban | kecanduan | hukum | wartawan | pemerintah | polis | ditahan
        mahkamah | kerajaan | penagihan | công an | bắt giữ | bị bắt | tòa án | khởi tố | triệt phá | bị cáo
        pháp luật | nghiện | bộ công an | điều tra | កម្មាភិបាល | នគរបាល | ឃាត់ខ្លួន | តុលាការ | រដ្ឋមន្ត្រី
        ច្បាប់ | អាជ្ញាធរ | សមត្ថកិច្ច | ជនសង្ស័យ | បង្ក្រាប | ញៀន | ក្រសួង | ตำรวจ | จับกุม | ผู้ต้องหา | ศาล
        กฎหมาย | รัฐมนตรี | ทลาย | เสพติด | รัฐบาล | ผู้เสียหาย | นักข่าว | 警方 | 警察 | 逮捕 | 法院 | 检察
        嫌疑人 | 法律 | 部长 | 政府 | 记者 | 打击 | 成瘾 | 戒赌 | 受害 | 诈骗 | monday | tuesday | wednesday
        thursday | friday | told | according to | analysts | percent | per cent | revenue | shareholders | families
        villages | farmers | stadium | coach | exhibition | students | kata | ujar | menurut | senin | selasa
        kamis | jumat | keluarga | pemulihan | cho biết | theo cơ quan | huấn luyện viên | sân vận động | đội tuyển
        hôm thứ | tư vấn | បាននិយាយ | និយាយថា | លោក | កសិករ | សាលារៀន | អង្គការ | បានឱ្យដឹង | ប្រជាពលរដ្ឋ
        กล่าวว่า | วันจันทร์ | วันอังคาร | มูลนิธิ | โรงเรียน | 表示 | 周一 | 周二 | 周三 | 报道 | 分析师 | 同比
        学校 | 酒店 | study | courses | films | film | reporter | researcher | university | newsletter | donate
        chess | research
        សប្បុរសធម៌ | មូលនិធិ | វត្ត | ភូមិ | ឃុំ | ថវិកា | ជួសជុល | charity | fundraiser | fundraising | raffle
        từ thiện | การกุศล | amal | 慈善 | 公益 | quyên góp | สำนักงานสลาก | tombola
    """,
    buttons="""
        login | register | download apk | apk | agent | support | livechat | live chat | referral | telegram | whatsapp
        official login | official link | promo code | vip club | 在线客服 | 手机app | 登录 | 注册 | តេឡេក្រាម | ទាក់ទង
        ទាញយកកម្មវិធី | แอดไลน์ | เข้าสู่ระบบ | tải app | masuk | hubungi kami
    """,
)

PORNOGRAPHY: Final = TradeTable(
    Signal.PORNOGRAPHY_PAGE,
    frozenset({"PORN", "PROV", "DATE"}),
    hosts="porn | xxx | sex | hentai | bokep | nude | escort | milf | jav | erotic | adult | cams | fetish | xvideo",
    terms="""
        porn | porno | xxx | pornstar | pornstars | milf | milfs | hardcore | blowjob | blowjobs | cumshot
        creampie | hentai | threesome | gangbang | nudes | naked | busty | tits | pussy | cock | escorts | camgirls
        camgirl | bdsm | anal | lesbian sex | sex videos | sex video | sex tube | porn tube | sex cams | sex cam
        live sex | hot girls | free porn | porn videos | adult videos | nude girls | amateur porn
        jav uncensored | jav | uncensored | bokep | ngentot | memek | colmek | bugil | sange | tante girang
        video mesum | lucah | awek | skodeng | abg | phim sex | sex việt | địt nhau | clip sex | gái gọi | phim heo
        vietsub jav | lồn | địt | nứng | bú cu | gái xinh | រឿងសិច | វីដេអូសិច | សិចខ្មែរ | អាសអាភាស | រឿងអាសអាភាស
        រូបអាក្រាត | ស្រីសិច | ចុយ | ស្រីអាក្រាត | វីដេអូ១៨ | หนังโป๊ | หนังx | หนังเอ็กซ์
        คลิปหลุด | เย็ด | คลิปโป๊ | เงี่ยน | นมใหญ่ | แตกใน | สาวสวยโป๊ | หนังav | ควย | 黄片 | 成人视频 | 无码
        有码 | 做爱 | 自拍偷拍 | 国产精品 | 激情视频 | 裸聊 | 色情 | 三级片 | 口交 | 乱伦 | 巨乳 | 强奸 | 人妻
        亚洲色 | 中文字幕无码 | 成人影片 | 無碼 | 成人影視 | 色情影片 | call girls | call girl | escort service
        escort girls | onlyfans | leaked nudes | sexy girls | sex chat | xxx videos | sex stories | hot milf
        deepfake porn | bokep jepang | bokep viral | crot | desah | jav sub indo | cewek | vcs | open bo | ไซด์ไลน์
        รับงาน | เด็กเอ็น | นัดเย็ด | 约炮 | 楼凤 | 外围女 | 上门服务 | 偷拍 | 无码av | 成人直播 | 黄色视频 | 情色
        一本道 | 做愛 | 約炮 | 自慰 | gái dâm | đĩ | sugar baby | phim người lớn | phim 18 | រឿង18 | សិចអនឡាញ
        វីដេអូអាសអាភាស | 一区二区 | 日韩欧美 | 欧美日韩 | 成人片 | 激情五月 | 亚洲精品 | 国产在线
        久久精品 | fucks | fucked | deepthroat | stepmom | cuckold | nude | nude videos
        hot asian girls | horny | xxx porn | sexcam
        sexy girls | sexy girl | hot companions | your girl | khmer girls | asian girls | shower together | outcall |
        incall | girlfriend experience | gfe | erotic massage | happy ending | nuru | nuru massage
        sensual massage | body to body | naked masseuse | independent escort | independent escorts | escort girl
        vip escort | busty escort | escort agency | full sex service | sex service | adult dating
        mature escorts | tantra massage | prostitutes | whores | massage sex | vip call girls
        gái gọi cao cấp | gái gọi giá rẻ | gái dịch vụ | massage kích dục | kích dục | tình một đêm | vú to
        gái bao | gái ngành | massage yoni | massage tinh dầu | thổi kèn | tàu nhanh
        ไซด์ไลน์ออนไลน์ | เด็กไซด์ไลน์ | สาวไซด์ไลน์ | นวดกระปู๋ | นวดนาบ | รับงานเอง | นัดเยส | หาคู่นอน | สาวรับงาน
        อาบอบนวด | 上门按摩 | 全套服务 | 莞式 | 高端外围 | 同城约 | 约妹 | 一夜情 | 外送茶 | 喝茶约妹 | 茶妹
        叫小姐 | 援交 | 模特外围 | 按摩全套 | 外围 | 楼风 | 兼职妹 | 全套 | cewek panggilan | wanita panggilan
        cewek bo | bo cewek | open bo murah | pijat plus | pijat plus plus | jasa bo | gadis panggilan
        urut batin | urut lingam | perempuan simpanan | ស្រីកំដរ | ម៉ាស្សាស្រើប | ម៉ាស្សាកំដរ | ម៉ាស្សា ១៨+
        escorts near you | trans escorts | shemale escorts | full service | companions | nuru | duo girls | blow job
        hand job | ฟิวแฟน | ตรงปก | งานฟิวแฟน | สดแตก | อมสด | จบงาน | เด็กเอ็นเตอร์เทน | สาวเอ็น | นวดน้ำมันจบ
        gái gọi sài gòn | gái gọi hà nội | checker | hàng tuyển | bú mút | ngực khủng | máy bay bà già | qua đêm
        open bo real | ayam kampus | tanpa dp | telanjang | bisyar | bispak | 修车 | 品茶 | 新茶 | 莞式服务 | 全套按摩
        ស្រីប៉ាវ | ស្រីរកស៊ី | ស្រីម៉ាស្សា | សេវាមួយយប់ | ស្រាតកាយ
        សេវាកំដរ | ស្រីស្អាតកំដរ | ជួលសង្សារ | សេវាផ្លូវភេទ | កំដរមួយយប់ | ម៉ាស្សាពិសេស១៨ | ស្រីអង្គុយកំដរ | រួមភេទ
    """,
    offers="""
        watch | hd | full | videos | free videos | watch now | join free | 18+ | 18 years | over 18 | live cams
        chat now | streaming | download | models | categories | pornstars | channels | most viewed | top rated
        uncensored | premium | nonton | terbaru | viral | indo | full video | video viral | streaming bokep
        durasi panjang | unduh | xem phim | xem ngay | không che | full hd | miễn phí | mới nhất | vietsub | មើល
        មើលឥតគិតថ្លៃ | ថ្មីៗ | ឥតគិតថ្លៃ | ចុចមើល | ទាញយក | ดูฟรี | ดูหนัง | คลิป | ซับไทย | ออนไลน์ฟรี
        ใหม่ล่าสุด | อัพเดท | 在线观看 | 免费观看 | 高清 | 在线播放 | 免费视频 | 下载 | 最新 | 播放 | 線上看
        免費看
        rates | book now | book a | real photos | hotel visit | all night | an hour | whatsapp | telegram
        available now | 24/7 | vip | discreet | bảng giá | ảnh thật | số điện thoại | giá rẻ | đặt lịch | phục vụ
        hàng mới | zalo | cao cấp | เรท | ไลน์ | นัด | รูปจริง | ราคา | ทั้งคืน | จองคิว | 微信 | 预约 | 价格
        真实照片 | 包夜 | 加微信 | 上门 | 電報 | 賴 | tarif | harga | foto asli | booking | siap | semalam | តម្លៃ
        no deposit | hotel visits | your hotel | in 30 minutes | incalls | ไม่มัดจำ | แอดไลน์ | สด | ảnh thật 100%
        tại khách sạn | bayar di tempat | include hotel | 到付 | 不满意可换
        រូបពិត | តេឡេក្រាម | ទាក់ទង | មួយយប់ | ដល់សណ្ឋាគារ
    """,
    against="""
        police | arrested | court | trafficking | exploitation | victims | survivors | rights | hiv | health
        condoms | education | law | minister | ministry | research | parents | consent | union | workers
        decriminalisation | charged | decriminalization | addiction | recovery | stigma | said | policy | clinic
        contraception | report | polisi | ditangkap | tersangka | korban | hukum | kesehatan | pendidikan | polis
        mahkamah | công an | bắt giữ | nạn nhân | sức khỏe | pháp luật | mại dâm | giáo dục | tòa án | នគរបាល
        ឃាត់ខ្លួន | តុលាការ | ច្បាប់ | សុខភាព | ជនរងគ្រោះ | សិទ្ធិ | អប់រំ | ជួញដូរ | ตำรวจ | จับกุม | ผู้เสียหาย
        กฎหมาย | สุขภาพ | สิทธิ | ค้ามนุษย์ | การศึกษา | 警方 | 逮捕 | 法院 | 受害 | 法律 | 健康 | 权利 | 教育
        人口贩卖 | exhibition | museum | monday | tuesday | wednesday | thursday | friday | told | according to
        researchers | women's | activists | sculpture | painting | គ្រូ | សាលារៀន | លោក | អង្គការ | มูลนิธิ | 报道
        记者 | 表示 | drawing | courses | massage | lingerie | artist | artists
        vehicle | vehicles | oversize | cargo | convoy | motorcade | pilot car | trucks | permits | security guards
        bodyguards | bodyguard | naval | ship | mini bar | wedding | bride | ដឹកជញ្ជូន | សន្តិសុខ | xe tải | hộ tống
        รถนำขบวน | pengawalan | 护送 | 车队 | physiotherapy | licensed | therapist | therapists
    """,
    near=frozenset({"XED"}),  # advice on sexual health
    brazen="""
        free porn | porn videos | xxx videos | sex videos | sex tube | porn tube | hot girls | milf | milfs | creampie
        gangbang | cumshot | camgirls | call girls | escorts near you | nuru | happy ending | nude girls
        bokep | ngentot | crot | colmek | sange | tante girang | open bo | phim sex | địt nhau | phim heo | gái gọi
        clip sex | រឿងសិច | សិចខ្មែរ | វីដេអូសិច | ចុយ | ស្រីសិច | រឿងអាសអាភាស | หนังโป๊ | คลิปโป๊ | คลิปหลุด | เย็ด
        ไซด์ไลน์ | 黄片 | 成人视频 | 无码 | 自拍偷拍 | 约炮 | 成人影片 | 無碼 | 裸聊
    """,
)

PHARMACY: Final = TradeTable(
    Signal.PHARMACY_PAGE,
    frozenset({"COMM", "ALDR"}),  # shops and drugs
    hosts="pharma | viagra | cialis | pills | meds | drug | rx | apotek | obat",
    terms="""
        viagra | cialis | levitra | sildenafil | tadalafil | vardenafil | kamagra | xanax | tramadol | phentermine
        ambien | modafinil | priligy | dapoxetine | propecia | finasteride | clomid | accutane | valium | oxycontin
        hydrocodone | lasix | zithromax | doxycycline | prednisone | ivermectin | lyrica | adderall | soma
        zolpidem | alprazolam | erectile dysfunction | male enhancement | generic viagra | generic cialis
        weight loss pills | penis enlargement | cytotec | gastrul | misoprostol | obat kuat | obat aborsi
        obat penggugur | pembesar penis | obat perangsang | vimax | ubat kuat | thuốc cường dương | thuốc kích dục
        cường dương | thuốc xuất tinh | thuốc phá thai | rối loạn cương | ថ្នាំប៉ូវ | ថ្នាំវីអាហ្គ្រា | វីអាហ្គ្រា
        ថ្នាំពូជ | ថ្នាំរឹង | ថ្នាំសម្រកទម្ងន់ | ស៊ីអាលីស | ប៉ូវកម្លាំងបុរស | ពង្រីកលិង្គ | ไวอากร้า | ซีอาลิส
        ยาปลุกเซ็กส์ | ยาปลุกเซ็ก | ยาอึด | ยาเพิ่มขนาด | คามากร้า | ยาสอด | ยาทำแท้ง | ยาแข็งตัว | 伟哥 | 万艾可
        希爱力 | 壮阳药 | 壮阳 | 催情药 | 春药 | 催情 | 延时喷剂 | 西地那非 | 他达拉非 | 犀利士 | 威而鋼 | 壯陽藥
        必利勁 | pills | ed pills | ozempic | semaglutide | steroids | sarms | codeine | percocet | fentanyl
        generic pills | suhagra | cenforce | fildena | vidalista | provigil | nolvadex | sildenafil citrate
        online meds | obat bius | obat tidur | 安眠药 | 迷药 | 减肥药 | 迷幻药 | 增大丸 | ยานอนหลับ | ยาเสียสาว
        thuốc ngủ | thuốc mê | thuốc giảm cân | aborsi | pil cytotec | penggugur | erection | erections | potency
        no rx pharmacy | rx online | buy viagra | buy cialis | cheap viagra | cheap cialis | viagra online
        cialis online | cheap tadalafil | generic sildenafil | generic tadalafil | adipex | klonopin | lorazepam
        clonazepam | gabapentin | mounjaro | wegovy | tirzepatide | ketamine | mdma | oxycodone | vicodin
        stanozolol | dianabol | hgh | ថ្នាំបំប៉ន | ថ្នាំរលូត | ថ្នាំរំលូតកូន | ថ្នាំជំនួយផ្លូវភេទ | ថ្នាំធ្វើឲ្យរឹង
        ថ្នាំងងុយ | ទម្រុតបុរស | thuốc cương | sinh lý nam | tăng cường sinh lý | thuốc tăng sinh lý | thuốc kéo dài
        ยาเพิ่มสมรรถภาพ | ยาชะลอหลั่ง | ยาเหน็บทำแท้ง | ยาขับเลือด | อาหารเสริมท่านชาย | obat viagra | obat cialis
        viagra asli | titan gel | hammer of thor | obat pelangsing | vigrx | 增硬 | 延时 | 速效壮阳 | 印度神油
        万艾可官网 | 听话水 | 乖乖水 | 三唑仑
    """,
    offers="""
        without prescription | no prescription | no rx | without a prescription | no prescription needed
        order now | buy online | order online | buy cheap | cheap generic | online pharmacy | canadian pharmacy
        best price | lowest price | add to cart | free shipping | worldwide shipping | discreet packaging
        discreet shipping | per pill | overnight delivery | free pills | buy now | discount | money back
        buy viagra | buy cialis | fast delivery | bonus pills | cheap | jual obat | harga | asli | pesan sekarang
        cod | bayar di tempat | wa | terjamin | tuntas | beli | ampuh | dihantar | mua ngay | giá rẻ | chính hãng
        giao hàng | đặt hàng | giá bán | kín đáo | không cần đơn | ទិញឥឡូវ | តម្លៃ | បញ្ជាទិញ | ដឹកជញ្ជូន
        តម្លៃថោក | គ្មានវេជ្ជបញ្ជា | បញ្ចុះតម្លៃ | สั่งซื้อ | ราคาถูก | ราคา | ของแท้ | เก็บเงินปลายทาง | ส่งฟรี
        ไม่ต้องมีใบสั่ง | แอดไลน์ | 购买 | 订购 | 货到付款 | 正品 | 价格 | 官网 | 无需处方 | 免运费 | 優惠 | 訂購
        貨到付款 | pharmacy |  generic | order | buy | cheapest | shipping | trusted pharmacy
          per tablet | save up | 24/7 | bitcoin | satisfaction | guaranteed
        without seeing a doctor | without a doctor | discreet delivery | order today | no doctor | without rx
        no doctor needed | overnight shipping | delivered overnight
        plain boxes | plain packaging | pay by bitcoin | free bonus pills | cash on delivery | secret delivery
        no questions | không cần toa | không cần đơn thuốc | che tên sản phẩm | thanh toán khi nhận
        ไม่ต้องใช้ใบสั่งแพทย์ | ส่งด่วน | ปกปิดชื่อสินค้า | tanpa resep | resi rahasia | bayar ditempat | kirim cepat
        មិនបាច់មានវេជ្ជបញ្ជា | ដឹកដល់ផ្ទះ | សម្ងាត់ | 保密发货 | 隐私发货 | 无需处方购买 | 加微信 | 密封发货
    """,
    against="""
        ministry | minister | counterfeit | seized | warning | warned | police | court | study | studies
        researchers | trial | patients | doctor | hospital | symptoms | prevention | vaccine | who | paracetamol
        vitamins | pharmacist | toothpaste | side effects | clinical | diagnosis | said | regulator | sunscreen
        opening hours | prescriptions | license | baby | kementerian | bpom | palsu | polisi | peringatan | dokter
        pasien | vitamin | kkm | bộ y tế | cảnh báo | hàng giả | bác sĩ | bệnh nhân | công an | thu giữ
        nghiên cứu | ក្រសួងសុខាភិបាល | ក្លែងក្លាយ | ព្រមាន | គ្រូពេទ្យ | អ្នកជំងឺ | នគរបាល | មន្ទីរពេទ្យ | อย.
        ปลอม | เตือน | แพทย์ | ผู้ป่วย | ตำรวจ | โรงพยาบาล | เภสัชกร | 卫生部 | 假药 | 警告 | 医生 | 患者 | 警方
        医院 | 研究 | monday | tuesday | wednesday | thursday | friday | told | according to | addiction | recovery
        overdose | customs | 报道 | 记者 | 表示 | លោក | អង្គការ | policy | institute | describes | harm | report
        abuse | smuggling | journalists | books | history | museum
        student | students | association | faculty | campus | curriculum | congress | sinh viên | mahasiswa
        fakultas | นักศึกษา | សិស្ស | និស្សិត | សមាគម | 药师 | 学生 | 协会
    """,
    near=frozenset({"PUBH", "XED"}),  # health sites, and advice on sexual health
    brazen="""
        without prescription | no prescription | without a prescription | no prescription needed | no rx | without rx
        without seeing a doctor | without a doctor | discreet delivery | order today | no doctor
        no doctor needed | bonus pills | free pills | free bonus pills | cheap viagra
        cheap cialis | buy viagra | buy cialis | viagra online | cialis online | buy cialis online | buy viagra online
        cheap tadalafil | viagra cheap | order xanax | order tramadol | buy levitra | buy kamagra | buy xanax
        canadian pharmacy | pay by bitcoin | per pill
        male enhancement | penis enlargement | generic viagra | generic cialis | plain boxes | obat perangsang
        pembesar penis | obat penggugur | obat kuat | obat bius | tanpa resep | bayar di tempat | thuốc kích dục
        thuốc mê | không cần đơn | cường dương | thuốc phá thai | che tên sản phẩm | ยาปลุกเซ็กส์ | ยาเสียสาว | ยาอึด
        ไม่ต้องมีใบสั่ง | เก็บเงินปลายทาง | ยาทำแท้ง | 催情 | 迷药 | 春药 | 听话水 | 壮阳 | 无需处方 | 货到付款
        增大丸
        គ្មានវេជ្ជបញ្ជា | ថ្នាំពូជ | ថ្នាំរឹង | ពង្រីកលិង្គ | ប៉ូវកម្លាំងបុរស
    """,
)

TRADES: Final = (GAMBLING, PORNOGRAPHY, PHARMACY)
