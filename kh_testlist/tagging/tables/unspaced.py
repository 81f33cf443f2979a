"""Words that show a category on pages in Chinese and Thai, which have no spaces between words.

They come from general knowledge of the languages and of such pages, 2026-11-28. They count anywhere in a text.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "GMB": """
        赌场 賭場 赌博 賭博 博彩 娱乐城 娛樂城 百家乐 百家樂 龙虎斗 龍虎鬥 老虎机 老虎機 真人娱乐 真人娛樂 真人荷官
        真人视讯 真人視訊 体育投注 體育投注 投注 下注 押注 六合彩 时时彩 時時彩 彩票 彩金 棋牌 捕鱼游戏 捕魚遊戲
        捕鱼达人 德州扑克 德州撲克 轮盘赌 輪盤 赔率 賠率 开奖 開獎 首存 返水 电子游艺 電子遊藝 滚球 滾球 牛牛 骰宝
        骰寶 番摊 博弈 運彩 盘口 盤口 竞猜 幸运飞艇 北京赛车 快三 网上赌 線上賭 线上赌 电竞投注 現金網 现金网 德扑
        麻将赌 炸金花 斗牛棋牌 澳门赌 澳門賭 買彩 买彩 足彩 大乐透 双色球 คาสิโน สล็อต บาคาร่า แทงบอล แทงหวย แทงมวย
        พนัน เดิมพัน เว็บบอล รูเล็ต รูเล็ท เสือมังกร ยิงปลา ไฮโล ป๊อกเด้ง โป๊กเกอร์ แจ็คพอต แจ็กพอต สปอร์ตบุ๊ค
        หวยออนไลน์ ซื้อหวย หวยยี่กี หวยลาว หวยฮานอย เลขเด็ด บอลสเต็ป บอลชุด เครดิตฟรี ไก่ชน กำถั่ว น้ำเต้าปูปลา
        แบล็คแจ็ค เจ้ามือ สลากกินแบ่ง เว็บตรงไม่ผ่านเอเย่นต์ สปินฟรี
    """,
}
"""The words of each category."""
