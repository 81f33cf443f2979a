"""Hazards of the known kinds, by other makers, in other words and languages than the tables were made from."""

# ruff: noqa: E501, RUF001 - words of pages, as they are on pages

from __future__ import annotations

from typing import Final

from tests.liveness.trade_pages import document, menu, text

NAME: Final = "river-rights.example.org"

TAKEN: Final = {
    "km-lottery-2": document("លេខកុនថ្ងៃនេះ | ចាក់លេខអនឡាញ", menu("ចាក់លេខ", "លទ្ធផល", "ដាក់លុយ") + text("ចាក់កន្ទុយលេខតាម ABA ២លេខ ១ ទទួល ៩៥។ ដកលុយលឿន តម្រុយលេខពិតៗ។"), "km"),
    "vi-lo-de": document("Lô đề online uy tín 1 ăn 99 - KUB99", menu("Soi cầu", "Lô đề", "Nạp tiền", "Đăng ký") + text("Ghi lô đánh đề online, 1 ăn 99, bạch thủ hôm nay miễn phí, rút tiền 3 phút."), "vi"),
    "th-yeekee": document("หวยยี่กี หวยฮานอย จ่ายบาทละ 950", menu("แทงหวย", "ผลหวย", "ฝากเงิน", "สมัคร") + text("แทงหวยออนไลน์ ยี่กี 88 รอบ จ่ายบาทละ 950 ฝากถอนออโต้"), "th"),
    "id-prediksi": document("Prediksi Togel Hongkong Malam Ini - Angka Main Jitu", menu("Data HK", "Syair HK", "Daftar", "Live Draw") + text("Bocoran togel dan angka main hari ini. Pasang di bandar resmi, diskon besar, hadiah 4D sepuluh juta, deposit via dana."), "id"),
    "zh-liuhe": document("澳门六合彩开奖结果 - 一肖一码", menu("开奖结果", "特码", "平特", "注册") + text("香港六合彩特码资料，一肖中特，加微信进计划群，注册送彩金，高赔率投注。"), "zh"),
    "en-4d": document("4D Results Today & Online Lottery - WinTiga88", menu("4D results", "Bet now", "Promotions", "Deposit") + text("Bet on the lottery online. Minimum deposit one dollar, fast payout, welcome bonus for each new member.")),
    "en-escort-2": document("Siem Reap Companions - VIP escorts and nuru massage", menu("Escorts", "Nuru massage", "Rates", "WhatsApp") + text("Incall and outcall all night. GFE, sensual massage, real photos. Mai, 22, busty, 120 an hour.", "Book now by Telegram, hotel visit in twenty minutes.")),
    "th-side": document("สาวไซด์ไลน์พนมเปญ รับงาน", menu("ไซด์ไลน์", "เด็กเอ็น", "เรท") + text("เด็กไซด์ไลน์รูปจริง นวดกระปู๋ นัดเย็ด ไลน์มาจองคิว เรทเริ่มต้น 1500"), "th"),
    "zh-escort": document("金边外围女 高端外围 上门服务", menu("外围女", "成人模特", "价格", "微信") + text("金边楼凤模特，上门按摩全套服务，真实照片，包夜价格加微信。"), "zh"),
    "id-open-bo": document("Open BO Phnom Penh - cewek panggilan dan pijat plus", menu("Cewek BO", "Tarif", "WA") + text("Wanita panggilan foto asli, pijat plus plus, open BO 24 jam, tarif semalam murah, booking lewat Telegram."), "id"),
    "km-escort": document("ស្រីកំដរភ្នំពេញ សេវាកំដរដល់សណ្ឋាគារ", menu("ស្រីកំដរ", "តម្លៃ", "តេឡេក្រាម") + text("សេវាកំដរ ម៉ាស្សា ១៨+ រូបពិត តម្លៃមួយយប់ ១០០ ដុល្លារ ទាក់ទងតេឡេក្រាម។"), "km"),
    "vi-escort-2": document("Gái dịch vụ Phnom Penh - massage kích dục", menu("Gái bao", "Massage kích dục", "Bảng giá", "Zalo") + text("Gái gọi, gái dịch vụ qua đêm, tình một đêm, ảnh thật, giá rẻ, phục vụ tận khách sạn."), "vi"),
}  # fmt: skip

PHARMACIES: Final = {
    "en-blog-2": document("Order tramadol and xanax online | no rx pharmacy", menu("Xanax", "Tramadol", "Viagra online", "Cart") + text("Cheap viagra and xanax without a prescription. Overnight shipping in plain boxes, pay by bitcoin, free bonus pills.")),
    "vi-sinh-ly": document("Thuốc cường dương, thuốc kích dục nữ chính hãng", menu("Thuốc kích dục", "Cường dương", "Đặt hàng") + text("Thuốc kích dục nữ không màu, cường dương cấp tốc, che tên sản phẩm, giao hàng kín đáo, giá rẻ."), "vi"),
    "id-kuat": document("Obat kuat dan obat perangsang asli COD", menu("Obat kuat", "Perangsang", "Pesan") + text("Jual obat kuat viagra asli, obat perangsang wanita, resi rahasia, bayar di tempat, harga murah."), "id"),
    "zh-yao": document("催情药 迷药 听话水 货到付款", menu("催情药", "春药", "订购") + text("正品催情药、迷药、听话水，保密发货，货到付款，价格优惠，加微信订购。"), "zh"),
    "km-pov": document("ថ្នាំពូជបុរស វីអាហ្គ្រា តម្លៃថោក", menu("ថ្នាំពូជ", "បញ្ជាទិញ") + text("លក់ថ្នាំពូជ ពង្រីកលិង្គ គ្មានវេជ្ជបញ្ជា ដឹកជញ្ជូនសម្ងាត់ ទិញឥឡូវ តម្លៃថោក។"), "km"),
}  # fmt: skip

PLACED: Final = {
    "caddy": document("Caddy works!", "<h1>Congratulations!</h1>" + text("Your web server is working. Now make it work for you: upload your site to /var/www/html.")),
    "cyberpanel": document("Welcome", "<h1>CyberPanel Installed</h1>" + text("You have successfully installed CyberPanel. Replace this page: upload your index.html to public_html.")),
    "ispconfig": document("Welcome!", "<h1>Welcome to your website!</h1>" + text("This is the default index page of your website. This file may be deleted or overwritten without any difficulty: upload your files by FTP. For questions about the hosting ask your provider.")),
    "fastpanel": document("FASTPANEL", text("Your website has been created. Upload your files to the document root to replace this page. FASTPANEL")),
    "shared-ip": document("203.0.113.9", text("No website is configured on this server for the name that you asked for.")),
    "not-hosted": document("Error", text(f"{NAME} is not hosted on this server.")),
    "zh-not-bound": document("没有找到站点", text("您的请求在Web服务器中没有找到对应的站点！可能是未将此域名或IP绑定到对应站点。"), "zh"),
    "zh-lnmp": document("LNMP一键安装包", text("恭喜您，LNMP安装成功！这是默认首页，请上传网站文件到 /home/wwwroot 覆盖本页。Nginx 服务器"), "zh"),
    "zh-icp": document("温馨提示", "<h1>该域名未备案</h1>" + text("该网站暂未备案，主机商已暂停访问。"), "zh"),
    "vi-default": document("Chào mừng", text("Đây là trang mặc định của máy chủ. Vui lòng tải lên mã nguồn qua FTP để thay thế trang này."), "vi"),
    "id-default": document("Selamat!", text("Situs Anda telah dibuat. Ini adalah halaman bawaan dari hosting. Unggah berkas Anda ke public_html untuk menggantinya."), "id"),
    "th-default": document("ยินดีต้อนรับ", text("นี่คือหน้าเริ่มต้นของเซิร์ฟเวอร์ กรุณาอัปโหลดไฟล์เว็บไซต์เพื่อแทนที่หน้านี้"), "th"),
    "km-default": document("សូមស្វាគមន៍", text("នេះជាទំព័រលំនាំដើមរបស់ម៉ាស៊ីនមេ។ សូមបង្ហោះឯកសាររបស់អ្នកដើម្បីជំនួសទំព័រនេះ។"), "km"),
    "hello": "<html><head><title>Hello World</title></head><body><h1>Hello, World!</h1></body></html>",
    "works": "<h1>Server is running</h1>",
}  # fmt: skip

LISTED: Final = {
    "iis-internal-name": '<html><head><title>WEB01 - /</title></head><body><H1>WEB01 - /</H1><hr><pre>1/2/2020 3:04 AM &lt;dir&gt; <A HREF="/a/">a</A></pre></body></html>',
    "iis-zh": '<html><head><title>10.0.0.7 - /old/</title></head><body><H1>10.0.0.7 - /old/</H1><hr><pre><A HREF="/">[转到父目录]</A><br> 2020/1/2 <A HREF="/a">a</A></pre></body></html>',
    "tomcat": document("Directory Listing For [/]", '<h1>Directory Listing For [/]</h1><table><tr><td><a href="/a.war">a.war</a></td><td>Last Modified</td></tr></table>'),
    "node": document("listing directory /", '<h1>~ / </h1><ul id="files"><li><a href="/a.txt">a.txt</a></li></ul>'),
}  # fmt: skip

SALES: Final = {
    "en-rent": (NAME, "Rent to own or buy. Lease this domain from 40 dollars a month."),
    "en-recent": ("Welcome", "This domain name has been newly registered by one of our customers."),
    "en-deletion": (NAME, "This domain is pending deletion. Backorder it now."),
    "en-redemption": ("Domain notice", f"{NAME} is in redemption. Only the last registrant can restore it."),
    "en-own": (f"Own {NAME} today", "Own this premium domain. Escrow and transfer included."),
    "km-lease": (NAME, "ដែននេះមានជួល និងលក់។ សូមផ្ញើតម្លៃមកម្ចាស់ដែន។"),
    "km-expired": (NAME, "ដូមេននេះបានផុតកំណត់ហើយ។ ម្ចាស់អាចបន្តបាន។"),
    "vi-lease": (NAME, "Tên miền này hiện đang cho thuê hoặc chuyển nhượng lại. Gửi giá cho chúng tôi."),
    "vi-deletion": ("Thông báo", "Tên miền này sắp bị xóa. Chủ cũ có thể gia hạn."),
    "th-lease": (NAME, "โดเมนนี้เปิดให้เช่าหรือขาย ติดต่อเจ้าของ"),
    "zh-redemption": ("提示", "您访问的域名已进入赎回期，请联系注册商。"),
    "zh-offer": (NAME, "此域名现诚意出售，欢迎联系报价。"),
    "id-auction": (NAME, "Domain ini sedang dilelang. Kirim tawaran Anda."),
    "id-new": ("Selamat datang", "Domain ini baru saja didaftarkan lewat kami."),
}  # fmt: skip
"""Title and text of sale pages."""

MARKETS: Final = (
    f"https://www.godaddy.com/en-uk/forsale/{NAME}", "https://www.godaddy.com/forsale/example.org?utm=1",
    f"https://www.dynadot.com/market/auction/{NAME}", f"https://www.namecheap.com/market/{NAME}/",
    f"https://porkbun.com/marketplace?q={NAME}", f"https://www.name.com/aftermarket/{NAME}",
    f"https://names.broker.example/buy-domain/{NAME}", f"https://shop.example.net/domain-for-sale?domain={NAME}",
    f"https://broker.example.com/en/premium-domains/{NAME}", f"https://www.snapnames.com/store/{NAME}",
)  # fmt: skip
NO_MARKETS: Final = (
    f"https://houses.example.com/for-sale?from={NAME}", f"https://www.godaddy.com/websites?d={NAME}",
    f"https://login.example.net/?return=https://{NAME}/for-sale", f"https://shop.example.net/market/{NAME}",
    "https://news.example.com/premium-domains/story",
)  # fmt: skip

WALLS: Final = {
    "hcaptcha": document("Human verification", '<h1>Confirm you are human</h1><div class="h-captcha"></div><script src="https://js.hcaptcha.com/1/api.js"></script>'),
    "geetest": document("安全验证", '<h1>请完成验证</h1><div id="c"></div><script src="https://static.geetest.com/v4/gt4.js"></script>', "zh"),
    "vi-turnstile": document("Xác minh bảo mật", '<h2>Đang kiểm tra trình duyệt của bạn</h2><div class="cf-turnstile"></div>', "vi"),
    "km-turnstile": document("ផ្ទៀងផ្ទាត់សុវត្ថិភាព", '<h2>សូមបញ្ជាក់ថាអ្នកមិនមែនជាមនុស្សយន្ត</h2><div class="g-recaptcha"></div>', "km"),
    "safeline": document("安全检查", '<script src="/.safeline/static/challenge.js"></script><p>正在检查您的浏览器</p>', "zh"),
    "acw": "<html><script>var arg1='3F';function setCookie(n,v){document.cookie=n+'='+v;document.location.reload()}setCookie('acw_sc__v2',arg1)</script></html>",
    "vn-cookie": '<html><body><script>document.cookie="D1N=8f31"+"; path=/";window.location.reload(true);</script></body></html>',
    "ifastnet": '<html><body><script src="/aes.js"></script><script>document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b));location.href="http://x/?i=1";</script><noscript>This site requires Javascript to work</noscript></body></html>',
    "jsl": "<script>document.cookie=('__jsl_clearance_s=17')+';max-age=3600';location.href=location.pathname+location.search</script>",
    "f5": '<html><head><script src="/TSPD/08ab?type=9"></script><noscript>Please enable JavaScript to view the page content.</noscript></head><body></body></html>',
    "hostinger": '<html><head><title></title><script src="/hcdn-cgi/jschallenge-validate"></script></head><body></body></html>',
    "bunny": document("Establishing a secure connection", '<script src="/.bunny-shield/assets/challenge.js"></script><p>Security check in progress. Please wait while we verify your browser.</p>'),
    "perfdrive": document("Captcha", '<form action="https://captcha.perfdrive.com/captcha-public"><input type="hidden" name="x"></form><p>Solve the captcha to unblock.</p>'),
}  # fmt: skip

MISSING: Final = {
    "km": "ទំព័រនេះលែងមានទៀតហើយ។ សូមត្រឡប់ទៅទំព័រដើម។",
    "km-article": "អត្ថបទដែលលោកអ្នកស្វែងរក ត្រូវបានលុបចេញ។",
    "th": "ขออภัย บทความที่ท่านเปิดนี้ถูกลบหรือถูกย้าย",
    "zh": "您要看的文章可能已失效或被删除",
    "vi": "Bài viết mà bạn mở hiện không còn trên hệ thống.",
    "id": "Artikel yang Anda buka sudah tidak tersedia lagi.",
    "en": "The article that you opened is gone.",
}  # fmt: skip
