"""Words with Latin letters that show a category, in English and in languages of the region.

The words are generic and come from general knowledge of the languages, 2026-11-21 and 2026-11-28. None is the name of a
site, and none was taken from a list. A word without a mark may be anywhere in a name. `^` is the start of a name, and
`$` its end.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "ALDR": """
        alcohol beer$ ^beer brewery brew$ whisky whiskey vodka ^wine wine$ winery liquor cannabis marijuana
        ^weed weed$ ^hemp hempseed seedbank ^drug drugs$ cocaine ecstasy psychedel mushroom opium erowid
        tobacco ^cigar cigar$ cigarette ^vape vape$ ecig ^bong$ ^dope$ distiller sake$ hookah lsd$ kratom
        narcotic rehab minuman ruou$ ^bia$ ^arak rokok ganja ^miras ^ruou thuocla ^kancha ^alak sigarilyo
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
    """,
    "PORN": """
        porn ^xxx xxx$ ^sex sex$ sexy$ hentai nude$ nudes$ ^nude naked erotic erotik fetish ^milf ^tits
        tits$ boobs ^ass$ ^fuck fuck$ hardcore camgirl ^cams$ webcam$ escort$ escorts bdsm bondage lesbian$
        shemale blowjob ^anal$ adult$ ^adult ^jav bokep ngentot ^memek ^tudung phimsex sexviet ^pinay iyot
        ^xx$ rule34 nsfw mesum bugil telanjang sange ^abg tante lendir toket perek lucah khieudam ^cap3
        lauxanh gaigoi gai-goi chich kantot libog jakol ^boso
    """,
    "PROV": """
        bikini lingerie swimwear swimsuit underwear undies thong stocking$ stockings pantyhose corset bra$
        bras$ intimates supermodel ^model$ models$ ^glamour pinup
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
    """,
    "ENV": """
        environment ^eco eco$ ecolog climate ^green green$ ^earth earth$ forest ^tree trees$ wildlife
        ^animal animals$ peta$ biodivers conserv ocean$ ^ocean marine$ river$ rivers mekong ^water water$
        dam$ ^dams hydropower ^energy renewable solar ^wind$ pollut toxic carbon emission fossil coal$
        nuclear nature$ ^nature wwf$ ^wwf iucn sustainab permaculture organic ^gmo$ seeds$ agricultur farm$
        farmer fisher disaster earthquake weather meteo hutan lingkungan moitruong tropical ^planet planet$
        landrights ^land landgrab mining$ mines$ ^elephant ^alam$ ^laut satwa iklim pertanian sawit bencana
        cuaca thiennhien kalikasan kapaligiran ^prey ^tonle baitong thommacheat
    """,
    "MILX": """
        jihad mujahid islamicstate separatis guerrilla guerilla militant insurgen liberationfront
        liberationarmy moroisland kataib brigade$ resistance$ caliphate khilafah hizb-ut hizbut terror
        paramilitar militia ^army army$ extremis warfare ^bomb mapuche papuamerdeka
    """,
    "HATE": """
        hate$ ^hate nazi$ ^nazi racis whitepower ^kkk$ kukluxklan ^klan supremac whitepride white-power
        skinhead holocaust revision zionis antisemit islamophob antiislam anti-islam jihadwatch ^jew
        nationalist nationalfront bloodandhonour blood-honour ^reich ^ss$ fascis defenceleague patriot$
        identity$
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
    """,
    "XED": """
        sexed sex-ed sexualhealth sexual-health contracept condom birthcontrol abortion pregnan parenthood
        familyplanning ^family reproductive fertility ipas$ ^ippf midwife ^std$ stds$ teenhealth ^safesex
        ^safe-sex maternal mariestopes marie-stopes ^unfpa menstru vagina virgin$ puberty sexuality$
        loveline ^kb$ ^hamil aborsi kontrasepsi gioitinh phathai tranhthai keluarga
    """,
    "PUBH": """
        health clinic medic medecin doctor$ ^doctor doctors pharma drugstore nurse cancer$ ^cancer ^hiv hiv$
        aids$ ^aids diabetes malaria tuberculosis covid corona vaccin disease epidem ^who$ ^cdc$ ^mental
        suicide depress anorexia pro-ana ^ana$ eatingdisorder bulimia addict$ rumahsakit suckhoe benhvien
        yte$ ospital redcross red-cross redcrescent nutrition wellness autism disab$ therapy ^dental dental$
        dentist blood$ hygiene sanitation ^surgery sihat sehat dokter ^obat ^gizi ^yte bacsi ^thuoc ungthu
        sukkhaph rongphayaban kalusugan doktor gamot sokhapheap
    """,
    "GMB": """
        poker ^bet bet$ bets$ betting gambl ^slot slots$ slot$ lotter lotto roulette blackjack bingo jackpot
        sportsbook wager bookmaker bookie ^odds odds$ keno$ baccarat togel judi taruhan qq$ ^qq agenbola
        bola88 sabung cacuoc nhacai danhbai casin sabong spin$ ^spin vegas$ ^vegas winner$ totobet tote$
        gaming88 777 888 ^toto toto$ bandar domino qiuqiu kasino sakong capsa ^agen bola$ cobac xoso lode$
        ^danh huay jueteng chhnaot
    """,
    "ANON": """
        vpn proxy prox$ anonym anonim unblock ^tor$ ^hide hidemy hideme ^hidden circumvent bypass freegate
        ^surf ghostsurf privacy$ ^private tunnel firewall i2p$ shadowsocks v2ray outline$ wireguard encrypt
        ^pgp pgp$ gnupg truecrypt ^secure ^invisible cloak ^mask tails$ ^dnscrypt ^doh$
    """,
    "DATE": """
        datin ^date$ dates$ match$ ^match singles ^single lovers ^love love$ soulmate cupid ^flirt flirt$
        romance ^marri marriage matrimon bride$ brides shaadi ^meet meet$ friendfinder adultfriend jodoh
        ^hento henho penpal lonely hookup speeddat sugarda cinta kencan pacar tinhyeu ketban hakhu
    """,
    "GRP": """
        ^social social$ socialnetwork network$ ^friend friends$ ^face ^book$ ^forum forum$ forums community$
        ^community ^chat$ groups$ ^group ^club$ meetup mastodon board$ ^board ^classmate networking$
        ^dien-dan diendan pantip webboard komunitas mangxahoi
    """,
    "LGBT": """
        lgbt ^gay gay$ gays$ lesbian queer homosex bisexual transgen ^trans$ transsex rainbow$ ^rainbow
        ^pride pride$ glbt ^bi$ drag$ ^out$ intersex ^bakla samesex same-sex ^utopia dykes ladyboy pink$
        waria banci dongtinh kathoey ladlad
    """,
    "FILE": """
        torrent ^bt$ warez ^p2p p2p$ ^upload upload$ ^download download$ downloads filehost fileshar ^file
        file$ files$ ^share share$ ^rapid emule edonkey pirate$ ^crack$ cracks$ ^serial$ ^mp3 mp3$ mp3s nzb$
        usenet tracker$ ^stream stream$ streams movies$ ^movie movie$ films$ ^film subtitle ^phim phim$ ^xem
        apk$ ^apk ^ebook ebook$ unduh gratis subindo nonton xemphim taiphim vietsub ^taive pelikula panoorin
    """,
    "HACK": """
        ^hack hack$ hacks$ hacker hacking exploit ^crack crack$ cracker$ ^phreak 2600$ defcon blackhat
        black-hat ^malware virus$ ^virus security$ ^security pentest insecure$ rootkit keylog spyware ^sniff
        ^zone-h ^warez$ ^passw password ^0day 0day$ infosec ^elite$ anonymous ^zeroday ^zero-day
    """,
    "COMT": """
        ^mail mail$ webmail email ^e-mail chat$ ^chat messenger messag talk$ ^sms sms$ voip ^skype ^phone
        phone$ phones$ call$ calls$ ^call ^aim$ ^irc irc$ jabber ^xmpp ^line$ ^meet$ conference$ ^textnow
        ^sip$ dialer ^im$ ^translate
    """,
    "MMED": """
        ^video video$ videos$ ^tube tube$ ^photo photo$ photos$ ^pic$ ^pics pics$ ^image image$ images$
        ^img$ gallery$ ^gallery ^music music$ ^song songs$ ^lyrics lyrics$ ^stream streaming ^podcast ^live$
        ^clip clips$ clip$ iptv ^anime ^manga manga$ ^player player$ ^animation ^nhac nhac$ lagu$ ^lagu
        ^radio$ phleng ^drama drama$ kdrama ^musik
    """,
    "HOST": """
        ^host host$ hosts$ hosting ^web$ webhost ^blog blog$ blogs$ blogger wordpress typepad livejournal
        ^site$ ^sites$ ^domain domain$ domains$ server$ servers$ ^dns$ ^cloud cloud$ ^cdn cdn$ paste$ ^paste
        ^wiki$ blogspot freehost homepage$ tinyurl bitly bit-ly shorten ^url$ ^ddns dyndns no-ip afraid$
    """,
    "SRCH": """
        ^search search$ searchengine ^bing$ ask$ ^find find$ finder$ ^seek seek$ directory$ ^directory
        portal$ ^portal
    """,
    "GAME": """
        ^game game$ games$ gamer gaming$ ^gaming ^play$ steam$ ^steam ^arcade arcade$ ^chess chess$ ^rpg
        mmorpg ^pubg esports e-sports ^puzzle ^quest quest$ counterstrike counter-strike permainan trochoi
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
    """,
    "ECON": """
        econom ^bank bank$ banks$ banking financ ^invest invest$ investor investment ^trade trade$ trading$
        business$ ^business ^biz$ ^market markets$ ^stock stock$ stocks$ exchange$ forex ^money money$
        ^capital capital$ fund$ develop poverty credit$ ^credit insur ^tax$ chamber commerce$ industry$
        ^industr ^export ^import ^job jobs$ ^career career$ employment ^realestate ^real-estate property$
        ^coin coin$ bitcoin crypto ^wallet bisnis kinhte doanhnghiep worldbank ^imf$ ^adb$ ^accounting
        ^statistic consult ekonomi keuangan saham perdagangan ^usaha chungkhoan nganhang taichinh thitruong
        setthakit thanakhan negosyo sethakech
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
    """,
    "COMM": """
        ^shop shop$ shops$ shopping store$ ^store stores$ ^buy buy$ ^sell sell$ ^mall mall$ market$
        marketplace ^auction auction$ ^deal deals$ deal$ ^price coupon ^cart$ ^order$ bazaar ^bazar outlet$
        retail ^product ^ticket tickets$ ^book$ ^hotel ^car$ cars$ auto$ motor$ motors$ ^jewel ^flower ^gift
        gift$ gifts$ ^food food$ restaurant pizza ^toko toko$ ^jual jual$ ^beli ^kedai belanja ^mua ^ban$
        ^cho$ classified ^insurance airline ^air$ airways telecom mobile$ company$ ^company group$ ^inc$
        ^pasar ^harga niaga sieuthi giare raovat banhang talad tindahan psar phsar luok
    """,
    "IGO": """
        unitednations intergovernment
    """,
}
"""The words of each category."""
