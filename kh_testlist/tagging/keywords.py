"""Words that show a category in hosts, paths and pages, in English, Khmer and other languages of the region.

The words are generic and come from general knowledge of the languages. None is the name of a site, and none was taken
from a list. The Khmer words are a draft until a native reader approves them. A word without a mark may be anywhere in
a name. `^` is the start of a name, and `$` its end.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Final

_WORDS: Final = {
    "ALDR": """
        alcohol beer$ ^beer brewery brew$ whisky whiskey vodka ^wine wine$ winery liquor cannabis marijuana
        ^weed weed$ ^hemp hempseed seedbank ^drug drugs$ cocaine ecstasy psychedel mushroom opium erowid
        tobacco ^cigar cigar$ cigarette ^vape vape$ ecig ^bong$ ^dope$ distiller sake$ hookah lsd$ kratom
        narcotic rehab minuman ruou$ ^bia$ ^arak rokok ganja ^miras ^ruou thuocla ^kancha ^alak sigarilyo
        ស្រា បៀរ គ្រឿងញៀន ថ្នាំញៀន បារី កញ្ឆា
    """,
    "REL": """
        church christ jesus ^bible bible$ gospel catholic vatican orthodox baptist methodist presbyter
        adventist mormon jehovah ^jw$ islam muslim moslem ^quran quran$ koran ^hadith sunnah salaf shia$
        ^shia sufi ahmadi mosque masjid allah hindu krishna ^yoga temple$ ^temple buddh dhamma dharma
        vipassana pagoda monast zen$ tibetan jewish judaism jews$ torah synagog bahai falun scientolog
        atheis secular$ humanist$ religio theolog ministry$ ministries$ mission$ missionar faith ^pray
        prayer prophet pastor diocese cathedral evangel protestant pentecost jesuit ummah fatwa gereja
        kristen katolik agama dakwah ulama pesantren phatgiao conggiao giaophan giaoxu tinlanh congiao
        phapluan simbahan kristiyan iglesia ^wat$ ^watpa preah$ witch pagan wicca occult satan$ ^satan ^sikh
        sikh$ gurdwara surau mushol jamaah tabligh santri ustadz ustaz syariah syariat hijrah rohani alkitab
        injil yesus kristus paroki keuskupan vihara wihara klenteng ^chua phat-giao ^phat phatphap sangha
        sasana thamma diyos kristo vihear thienchua thien-chua thanhduc thanh-duc hoithanh hoi-thanh caodai
        hoahao khonggiao
        សាសនា ព្រះពុទ្ធ វត្ត ព្រះសង្ឃ ព្រះវិហារ គ្រិស្ត ព្រះយេស៊ូ ឥស្លាម ព្រះគម្ពីរ
    """,
    "PORN": """
        porn ^xxx xxx$ ^sex sex$ sexy$ hentai nude$ nudes$ ^nude naked erotic erotik fetish ^milf ^tits
        tits$ boobs ^ass$ ^fuck fuck$ hardcore camgirl ^cams$ webcam$ escort$ escorts bdsm bondage lesbian$
        shemale blowjob ^anal$ adult$ ^adult ^jav bokep ngentot ^memek ^tudung phimsex sexviet ^pinay iyot
        ^xx$ rule34 nsfw mesum bugil telanjang sange ^abg tante lendir toket perek lucah khieudam ^cap3
        lauxanh gaigoi gai-goi chich kantot libog jakol ^boso
        អាសអាភាស រឿងសិច
    """,
    "PROV": """
        bikini lingerie swimwear swimsuit underwear undies thong stocking$ stockings pantyhose corset bra$
        bras$ intimates supermodel ^model$ models$ ^glamour pinup
        ឈុតហែលទឹក ខោអាវទ្រនាប់
    """,
    "POLR": """
        party$ partai partido ^parti democra demokra republican liberal conservative socialist communist
        marx leninis anarch ^labour$ opposition dissident revolut protest campaign$ reform$ ^reform freedom$
        ^free liberation movement$ corrupt korupsi transparen politic politik politiq vote$ ^vote votes
        election pemilu leaks$ ^occupy resist uprising exile independence merdeka referendum monarch regime
        coup$ danchu dangcong sangkum rakyat reformasi bersih congress$ leader$ president$ senator blogger$
        watchdog governance oposisi pakatan rasuah pembebasan tudo ^dang chinhtri cachmang dautranh conghoa
        yeunuoc prachathi prachachon kanmueang redshirt ^bayan makabayan kalayaan halalan
        pracheathi ^reastr
        គណបក្ស បក្សប្រឆាំង ប្រជាធិបតេយ្យ នយោបាយ បោះឆ្នោត ពុករលួយ តវ៉ា បាតុកម្ម
    """,
    "HUMR": """
        alliance coalition federation association advoca empower citizen volunteer charity committee activis
        right justice abuse torture prisoner$ prisoners detention refugee asylum migrant migration
        trafficking slavery ^slave labor labour union$ unions worker women woman$ ^woman girl$ feminis
        gender child youth minority minorities indigenous civil civicus ngo$ ^ngo pressfreedom press-freedom
        freeexpression liberty liberties equal defender defence$ disab humanitarian relief$ aid$ peace$
        ^peace solidarity ngoforum ^hak$ perempuan nhanquyen luatsu tunhan karapatan manggagawa foundation$
        yayasan watch$ monitor$ hakasasi ^ham$ buruh ^anak petani masyarakat ^adat ^hukum ^lbh bantuan
        ^quyen laodong phunu sitthi kababaihan magsasaka kabataan satrey kamakor yuvachun
        សិទ្ធិ កម្មករ សហជីព ស្ត្រី កុមារ សង្គមស៊ីវិល យុត្តិធម៌ ជនជាតិដើមភាគតិច
    """,
    "ENV": """
        environment ^eco eco$ ecolog climate ^green green$ ^earth earth$ forest ^tree trees$ wildlife
        ^animal animals$ peta$ biodivers conserv ocean$ ^ocean marine$ river$ rivers mekong ^water water$
        dam$ ^dams hydropower ^energy renewable solar ^wind$ pollut toxic carbon emission fossil coal$
        nuclear nature$ ^nature wwf$ ^wwf iucn sustainab permaculture organic ^gmo$ seeds$ agricultur farm$
        farmer fisher disaster earthquake weather meteo hutan lingkungan moitruong tropical ^planet planet$
        landrights ^land landgrab mining$ mines$ ^elephant ^alam$ ^laut satwa iklim pertanian sawit bencana
        cuaca thiennhien kalikasan kapaligiran ^prey ^tonle baitong thommacheat
        បរិស្ថាន ព្រៃឈើ អាកាសធាតុ សត្វព្រៃ ទន្លេ ធម្មជាតិ
    """,
    "MILX": """
        jihad mujahid islamicstate separatis guerrilla guerilla militant insurgen liberationfront
        liberationarmy moroisland kataib brigade$ resistance$ caliphate khilafah hizb-ut hizbut terror
        paramilitar militia ^army army$ extremis warfare ^bomb mapuche papuamerdeka
        ភេរវកម្ម ប្រដាប់អាវុធ
    """,
    "HATE": """
        hate$ ^hate nazi$ ^nazi racis whitepower ^kkk$ kukluxklan ^klan supremac whitepride white-power
        skinhead holocaust revision zionis antisemit islamophob antiislam anti-islam jihadwatch ^jew
        nationalist nationalfront bloodandhonour blood-honour ^reich ^ss$ fascis defenceleague patriot$
        identity$
        ស្អប់ខ្ពើម រើសអើង
    """,
    "NEWS": """
        news times$ ^times timesof ^daily daily$ post$ herald tribune chronicle journal$ ^journal press$
        ^press observer$ guardian telegraph$ mirror$ ^mirror mail$ ^radio radio$ fm$ ^tv tv$ televi
        broadcast media$ ^media reporter$ report$ bulletin dispatch independent$ weekly$ monthly magazine$
        mag$ voice$ voiceof agency$ ^sport channel$ ^channel today$ ^now$ standard$ ^star$ sun$ globe$
        nation$ ^thenation examiner sentinel headline breaking online$ 24$ ^24 live$ info$ kabar ^suara
        ^harian koran$ tempo$ merdeka$ warta sinar$ ^tribun ^bao tintuc thoibao ^khao khao$
        thmey diario$ ^diario noticia prensa periodico jornal gazet zeitung
        nachrichten presse$ nouvelles actu$ ^actu actualite akhbar khabar sahafa haber novosti ^vesti lenta$
        berita jurnal ^lintas pos$ ^pikiran thoisu nhandan phapluat congly
        balita pahayagan tabloid ngayon damnong pormean porameean vithyu samleng
        kasaet
        ព័ត៌មាន កាសែត ទូរទស្សន៍ វិទ្យុ ដំណឹង
    """,
    "XED": """
        sexed sex-ed sexualhealth sexual-health contracept condom birthcontrol abortion pregnan parenthood
        familyplanning ^family reproductive fertility ipas$ ^ippf midwife ^std$ stds$ teenhealth ^safesex
        ^safe-sex maternal mariestopes marie-stopes ^unfpa menstru vagina virgin$ puberty sexuality$
        loveline ^kb$ ^hamil aborsi kontrasepsi gioitinh phathai tranhthai keluarga
        ផ្លូវភេទ បន្តពូជ ពន្យារកំណើត ផ្ទៃពោះ
    """,
    "PUBH": """
        health clinic medic medecin doctor$ ^doctor doctors pharma drugstore nurse cancer$ ^cancer ^hiv hiv$
        aids$ ^aids diabetes malaria tuberculosis covid corona vaccin disease epidem ^who$ ^cdc$ ^mental
        suicide depress anorexia pro-ana ^ana$ eatingdisorder bulimia addict$ rumahsakit suckhoe benhvien
        yte$ ospital redcross red-cross redcrescent nutrition wellness autism disab$ therapy ^dental dental$
        dentist blood$ hygiene sanitation ^surgery sihat sehat dokter ^obat ^gizi ^yte bacsi ^thuoc ungthu
        sukkhaph rongphayaban kalusugan doktor gamot sokhapheap
        សុខភាព មន្ទីរពេទ្យ គ្រូពេទ្យ ជំងឺ វ៉ាក់សាំង
    """,
    "GMB": """
        poker ^bet bet$ bets$ betting gambl ^slot slots$ slot$ lotter lotto roulette blackjack bingo jackpot
        sportsbook wager bookmaker bookie ^odds odds$ keno$ baccarat togel judi taruhan qq$ ^qq agenbola
        bola88 sabung cacuoc nhacai danhbai casin sabong spin$ ^spin vegas$ ^vegas winner$ totobet tote$
        gaming88 777 888 ^toto toto$ bandar domino qiuqiu kasino sakong capsa ^agen bola$ cobac xoso lode$
        ^danh huay jueteng chhnaot
        ល្បែង ឆ្នោត កាស៊ីណូ ភ្នាល់
    """,
    "ANON": """
        vpn proxy prox$ anonym anonim unblock ^tor$ ^hide hidemy hideme ^hidden circumvent bypass freegate
        ^surf ghostsurf privacy$ ^private tunnel firewall i2p$ shadowsocks v2ray outline$ wireguard encrypt
        ^pgp pgp$ gnupg truecrypt ^secure ^invisible cloak ^mask tails$ ^dnscrypt ^doh$
        វីភីអិន ប្រូកស៊ី អនាមិក
    """,
    "DATE": """
        datin ^date$ dates$ match$ ^match singles ^single lovers ^love love$ soulmate cupid ^flirt flirt$
        romance ^marri marriage matrimon bride$ brides shaadi ^meet meet$ friendfinder adultfriend jodoh
        ^hento henho penpal lonely hookup speeddat sugarda cinta kencan pacar tinhyeu ketban hakhu
        ណាត់ជួប គូស្នេហ៍ ស្វែងរកគូ
    """,
    "GRP": """
        ^social social$ socialnetwork network$ ^friend friends$ ^face ^book$ ^forum forum$ forums community$
        ^community ^chat$ groups$ ^group ^club$ meetup mastodon board$ ^board ^classmate networking$
        ^dien-dan diendan pantip webboard komunitas mangxahoi
        បណ្តាញសង្គម វេទិកាពិភាក្សា
    """,
    "LGBT": """
        lgbt ^gay gay$ gays$ lesbian queer homosex bisexual transgen ^trans$ transsex rainbow$ ^rainbow
        ^pride pride$ glbt ^bi$ drag$ ^out$ intersex ^bakla samesex same-sex ^utopia dykes ladyboy pink$
        waria banci dongtinh kathoey ladlad
        ស្រឡាញ់ភេទដូចគ្នា អ្នកស្រឡាញ់ភេទ
    """,
    "FILE": """
        torrent ^bt$ warez ^p2p p2p$ ^upload upload$ ^download download$ downloads filehost fileshar ^file
        file$ files$ ^share share$ ^rapid emule edonkey pirate$ ^crack$ cracks$ ^serial$ ^mp3 mp3$ mp3s nzb$
        usenet tracker$ ^stream stream$ streams movies$ ^movie movie$ films$ ^film subtitle ^phim phim$ ^xem
        apk$ ^apk ^ebook ebook$ unduh gratis subindo nonton xemphim taiphim vietsub ^taive pelikula panoorin
        ទាញយក ចែករំលែកឯកសារ
    """,
    "HACK": """
        ^hack hack$ hacks$ hacker hacking exploit ^crack crack$ cracker$ ^phreak 2600$ defcon blackhat
        black-hat ^malware virus$ ^virus security$ ^security pentest insecure$ rootkit keylog spyware ^sniff
        ^zone-h ^warez$ ^passw password ^0day 0day$ infosec ^elite$ anonymous ^zeroday ^zero-day
        ហេគ
    """,
    "COMT": """
        ^mail mail$ webmail email ^e-mail chat$ ^chat messenger messag talk$ ^sms sms$ voip ^skype ^phone
        phone$ phones$ call$ calls$ ^call ^aim$ ^irc irc$ jabber ^xmpp ^line$ ^meet$ conference$ ^textnow
        ^sip$ dialer ^im$ ^translate
        អ៊ីមែល ទូរស័ព្ទ ផ្ញើសារ
    """,
    "MMED": """
        ^video video$ videos$ ^tube tube$ ^photo photo$ photos$ ^pic$ ^pics pics$ ^image image$ images$
        ^img$ gallery$ ^gallery ^music music$ ^song songs$ ^lyrics lyrics$ ^stream streaming ^podcast ^live$
        ^clip clips$ clip$ iptv ^anime ^manga manga$ ^player player$ ^animation ^nhac nhac$ lagu$ ^lagu
        ^radio$ phleng ^drama drama$ kdrama ^musik
        វីដេអូ តន្ត្រី ចម្រៀង រូបថត
    """,
    "HOST": """
        ^host host$ hosts$ hosting ^web$ webhost ^blog blog$ blogs$ blogger wordpress typepad livejournal
        ^site$ ^sites$ ^domain domain$ domains$ server$ servers$ ^dns$ ^cloud cloud$ ^cdn cdn$ paste$ ^paste
        ^wiki$ blogspot freehost homepage$ tinyurl bitly bit-ly shorten ^url$ ^ddns dyndns no-ip afraid$
        ប្លុក បង្ហោះគេហទំព័រ
    """,
    "SRCH": """
        ^search search$ searchengine ^bing$ ask$ ^find find$ finder$ ^seek seek$ directory$ ^directory
        portal$ ^portal
        ម៉ាស៊ីនស្វែងរក
    """,
    "GAME": """
        ^game game$ games$ gamer gaming$ ^gaming ^play$ steam$ ^steam ^arcade arcade$ ^chess chess$ ^rpg
        mmorpg ^pubg esports e-sports ^puzzle ^quest quest$ counterstrike counter-strike permainan trochoi
        ហ្គេម
    """,
    "CULTR": """
        culture cultur$ ^cultur kultur ^art$ arts$ ^arts artist museum ^book books$ ^library library$ ^poet
        poetry literature literary writer$ writers history heritage ^film$ cinema theatre theater ^dance
        dance$ opera$ ^music$ satire ^humor ^humour joke$ jokes$ funny ^wiki encyclop university$ ^univ
        school$ college$ academy$ ^academ institute$ education student science$ ^science ^travel travel$
        tourism ^tour hotel$ entertainment ^star$ celebrity gossip ^fan fans$ ^fashion ^cook recipe
        language$ ^learn learn$ dictionary sejarah ^sastra vanhoa vanhoc ^sach budaya ^seni pendidikan
        sekolah universitas wisata ^musik ^buku perpustakaan nghethuat giaoduc daihoc lichsu amnhac dulich
        silapa watthana sining aklat vappathor selapak
        វប្បធម៌ សិល្បៈ អក្សរសាស្ត្រ ប្រវត្តិសាស្ត្រ សាកលវិទ្យាល័យ ភាពយន្ត ទេសចរណ៍ បណ្ណាល័យ
    """,
    "ECON": """
        econom ^bank bank$ banks$ banking financ ^invest invest$ investor investment ^trade trade$ trading$
        business$ ^business ^biz$ ^market markets$ ^stock stock$ stocks$ exchange$ forex ^money money$
        ^capital capital$ fund$ develop poverty credit$ ^credit insur ^tax$ chamber commerce$ industry$
        ^industr ^export ^import ^job jobs$ ^career career$ employment ^realestate ^real-estate property$
        ^coin coin$ bitcoin crypto ^wallet bisnis kinhte doanhnghiep worldbank ^imf$ ^adb$ ^accounting
        ^statistic consult ekonomi keuangan saham perdagangan ^usaha chungkhoan nganhang taichinh thitruong
        setthakit thanakhan negosyo sethakech
        សេដ្ឋកិច្ច ធនាគារ ហិរញ្ញវត្ថុ អាជីវកម្ម ពាណិជ្ជកម្ម ភាពក្រីក្រ
    """,
    "GOVT": """
        ^gov gov$ government ministry ^minist embassy consulate parliament senate ^senat assembly$
        nationalassembly national-assembly president$ ^president primeminister ^pm$ ^police police$ military
        ^army$ ^navy navy$ ^airforce ^court court$ courts$ supremecourt supreme-court ^state$ ^republic
        council$ ^council ^municipal city$ cityof province customs$ immigration ^visa$ authority$ ^royal
        royal$ kerajaan pemerintah ^pemkot ^tni$ chinhphu quochoi congan ^bo$ senado regulator$
        ^electoral electoral$ commission$ ^census ^intelligence ^cia$ ^fbi$ ^nsa$ kementer kabupaten ^dprd
        ^dpr$ polri ^jabatan suruhanjaya majlis ^ubnd krasuang ratthaban pamahalaan kagawaran hluttaw ^mof
        ^moi$ ^moh$ ^mop krosuong
        រដ្ឋាភិបាល ក្រសួង រដ្ឋសភា ព្រឹទ្ធសភា រដ្ឋមន្ត្រី នគរបាល ស្ថានទូត
    """,
    "COMM": """
        ^shop shop$ shops$ shopping store$ ^store stores$ ^buy buy$ ^sell sell$ ^mall mall$ market$
        marketplace ^auction auction$ ^deal deals$ deal$ ^price coupon ^cart$ ^order$ bazaar ^bazar outlet$
        retail ^product ^ticket tickets$ ^book$ ^hotel ^car$ cars$ auto$ motor$ motors$ ^jewel ^flower ^gift
        gift$ gifts$ ^food food$ restaurant pizza ^toko toko$ ^jual jual$ ^beli ^kedai belanja ^mua ^ban$
        ^cho$ classified ^insurance airline ^air$ airways telecom mobile$ company$ ^company group$ ^inc$
        ^pasar ^harga niaga sieuthi giare raovat banhang talad tindahan psar phsar luok
        ទិញ លក់ ហាង ផ្សារ ទំនិញ
    """,
    "IGO": """
        unitednations intergovernment
        សហប្រជាជាតិ អាស៊ាន
    """,
}

_GOVERNMENT: Final = frozenset({"gov", "gob", "gouv", "gub", "govt", "gobierno", "gc", "mil"})
"""Second-level names that registries keep for governments and armed forces."""
_GOVERNMENT_BY_COUNTRY: Final = frozenset(
    {"go.id", "go.jp", "go.ke", "go.kr", "go.th", "go.tz", "go.ug", "gv.at", "admin.ch"}
)
"""Suffixes of governments whose short name means something else in other countries."""
_INTERGOVERNMENTAL: Final = frozenset({
    "adb.org", "aiib.org", "apec.org", "asean.org", "europa.eu", "fao.org", "iaea.org", "iea.org", "ifad.org",
    "ifc.org", "ilo.org", "imf.org", "imo.org", "mrcmekong.org", "oas.org", "oecd.org", "opcw.org", "opec.org",
    "osce.org", "thecommonwealth.org", "un.org", "unaids.org", "undp.org", "unep.org", "unesco.org",
    "unfpa.org", "unhcr.org", "unicef.org", "unido.org", "unodc.org", "unwomen.org", "wfp.org", "worldbank.org",
    "wto.org",
})  # fmt: skip
"""Domains of organisations of states that are not under `.int`. Only such organisations may use `.int`."""


def owners(host: str, suffix: str) -> Iterator[str]:
    """Yield the only possible kind of owner: `GOVT`, a government or army; `IGO`, an organisation of states.

    Yield nothing if others may have such an address.
    """
    if suffix in _GOVERNMENT_BY_COUNTRY or not _GOVERNMENT.isdisjoint(suffix.split(".")):
        yield "GOVT"
    if suffix == "int" or any(host == one or host.endswith(f".{one}") for one in _INTERGOVERNMENTAL):
        yield "IGO"


_CODES: Final[dict[str, tuple[str, ...]]] = {}
for _code, _words in _WORDS.items():
    for _word in _words.split():
        _CODES[_word] = (*_CODES.get(_word, ()), _code)

KEYWORDS: Final = frozenset(_CODES)
_SHORTEST: Final = min(map(len, KEYWORDS))
_LONGEST: Final = max(map(len, KEYWORDS))


def codes_of(keyword: str) -> tuple[str, ...]:
    """Return the categories that `keyword` shows; empty for a word that is not a keyword."""
    return _CODES.get(keyword, ())


def find(names: Iterable[str]) -> set[str]:
    """Return the keywords in `names`, which are words in lower case."""
    return {keyword for name in names for keyword in _find(name)}


@functools.lru_cache(maxsize=8192)
def _find(name: str) -> tuple[str, ...]:
    # Make all pieces of the name and intersect them with the keywords: the name is short, and keywords are many.
    return tuple(KEYWORDS.intersection(_pieces(f"^{name}$")))


def _pieces(name: str) -> Iterator[str]:
    length = len(name)
    for start in range(length - _SHORTEST + 1):
        for end in range(start + _SHORTEST, min(start + _LONGEST, length) + 1):
            yield name[start:end]
