"""What pages say that check a browser or turn a request away, whichever vendor made them.

The words are in lower case. Those in other languages than English are from general knowledge of the languages. A native
reader has not approved them. Source: the pages of these products; 2026-11-28.
"""

from __future__ import annotations

import re
from typing import Final

SENTENCES: Final = re.compile(
    r"\b(?:verif\w+|check\w*|validat\w+|confirm\w*|analy[sz]\w+|inspect\w*|prov\w+|"
    r"mak\w+ sure)\b[^.!?]{0,30}?\b(?:your (?:browser|"
    r"connection|device|request)|(?:that )?you(?:'re| are) (?:a |an |not )?(?:a )?(?:human|real|person|robot|"
    r"bot)|real visitor|"
    r"human visitor|if you are human)|"
    r"\bbrowser (?:integrity |security )?(?:check|verification|validation)\b|\bestablishing (?:a )?secure connection|"
    r"\bneeds to (?:review|check) the security of your connection|"
    r"\btransferring (?:you )?to the (?:web ?site|site)\b|\bare you (?:a )?(?:human|robot)\b|\bnot a robot\b|"
    r"\b(?:complete|solve|pass)\b[^.!?]{0,30}\b(?:captcha|puzzle|slider|security check|verification)\b|"
    r"\bsecurity check (?:before|to)\b|\bunusual traffic\b|\benable javascript and cookies to continue\b|"
    r"\b(?:requested url|your request|this request|your connection|"
    r"your ip(?: address)?)\b[^.!?]{0,30}?\b(?:rejected|blocked|denied|"
    r"flagged|intercepted|refused)\b|\bblocked by (?:our |the )?(?:security|firewall|waf)\b|"
    r"(?:完成|通过|請完成|请完成|进行|進行).{0,8}(?:验证|驗證|校验)|(?:检查|檢查|检测|验证|驗證).{0,8}(?:浏览器|瀏覽器|访问环境|是真人)|"
    r"不是(?:机器人|機器人|自动程序)|(?:请求|請求|访问|訪問).{0,8}(?:被拦截|被攔截|被阻断|已被拦截|被拒绝|存在异常|疑似攻击)|"
    r"(?:ផ្ទៀងផ្ទាត់|ពិនិត្យ|បញ្ជាក់).{0,24}(?:ជាមនុស្ស|កម្មវិធីរុករក|រ៉ូបូត|មនុស្សយន្ត)|មិនមែនជា(?:មនុស្សយន្ត|រ៉ូបូត|បូត)|"
    r"(?:ตรวจสอบ|ยืนยัน|พิสูจน์).{0,24}(?:เบราว์เซอร์|มนุษย์|หุ่นยนต์|บอท)|"
    r"(?:xác minh|kiểm tra|xác nhận|chứng minh)\b.{0,30}?(?:trình duyệt|con người|robot|người máy|người thật)|"
    r"(?:memeriksa|verifikasi|memverifikasi|periksa|buktikan|konfirmasi|pastikan)\b.{0,30}?(?:browser|peramban|"
    r"manusia|bukan robot)|"
    r"проверка (?:браузера|безопасности)|vérification de votre navigateur|verificando (?:su|seu) navegador"
)
"""Sentences of such a page."""

NOUNS: Final = re.compile(
    r"(?:slide to verify|verify|verification|(?:đang (?:kiểm tra|xác minh)|xác minh|กำลังตรวจสอบ|กำลังยืนยัน|memverifikasi|"
    r"sedang memeriksa|កំពុងពិនិត្យ|កំពុងផ្ទៀងផ្ទាត់|正在(?:验证|检查|检测|驗證)).{0,12}|"
    r"blocked|forbidden|request (?:rejected|blocked|denied)|access (?:denied|blocked)|security (?:check|"
    r"verification|checkpoint|challenge)|"
    r"(?:human|bot|robot|browser|captcha) (?:verification|check|challenge)|captcha|ddos protection|attention required|"
    r"verification required|checking\W*|verifying\W*|(?:人机|安全|滑块|真人|访问|浏览器|身份|人機|滑塊)(?:验证|"
    r"驗證|检测|检查|校验)(?:中|页面)?|"
    r"访问被拦截|请求被拦截|ផ្ទៀងផ្ទាត់សុវត្ថិភាព|ត្រួតពិនិត្យសុវត្ថិភាព|ตรวจสอบความปลอดภัย|ยืนยันตัวตน|"
    r"kiểm tra bảo mật|xác minh bảo mật|"
    r"pemeriksaan keamanan|verifikasi keamanan)"
)
"""Whole titles, headings and lines of such a page."""

WAITING: Final = re.compile(
    r"please wait|just a moment|one moment|few seconds|loading|waiting for|redirect|javascript|cookies|ray id|"
    r"(?:support|incident|"
    r"request|event|reference|trace|session) ?(?:id|no|number|#)|protected by|powered by|secured by|"
    r"performance (?:&|and) security|go back|"
    r"administrator|automatically|do not close|your ip|contact (?:the )?(?:site owner|support)|sorry|error|continue|"
    r"请稍候|請稍候|稍等|自动跳转|联系管理员|返回|សូមរង់ចាំ|โปรดรอ|กรุณารอ|vui lòng (?:chờ|đợi)|chờ một chút|"
    r"xin chờ|tunggu|mohon"
)
"""What else such a page says."""

ORDERS: Final = (
    "court", "ministry", "minister", "government", "by law", "the law", "legal", "authority", "authorities",
    "regulator",
    "order of", "prohibited", "internet positif", "internet sehat", "kominfo", "komdigi", "trust positif",
    "trustpositif",
    "mptc", "mcmc", "nbtc", "ក្រសួង", "ច្បាប់", "តុលាការ", "อาญา", "กระทรวง", "กฎหมาย", "คำสั่ง", "bộ thông tin", "pháp luật",
    "undang-undang", "kementerian", "法律", "法院", "政府", "主管部门",
)  # fmt: skip
"""Words of pages that a state orders. They do not check a browser."""

TOKENS: Final = (
    "support id", "incident id", "request id", "event id", "ray id", "reference id", "reference #", "reference number",
    "trace id", "session id", "block id", "事件id", "请求id", "拦截id", "事件编号",
)  # fmt: skip
"""Names of the number of one request. The people who run the site can find it by that."""
