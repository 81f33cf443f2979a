"""Words and phrases that show a category on pages, in languages with spaces between words.

They come from general knowledge of the languages and of such pages, 2026-11-28. They are separated by ` | `. Each word
of a phrase is a whole word of the page.
"""

from __future__ import annotations

from typing import Final

PHRASES: Final = {
    "GMB": """
        nhà cái | cá cược | cá độ | sòng bạc | tài xỉu | nổ hũ | xóc đĩa | lô đề | đá gà | bắn cá | đánh bài |
        đổi thưởng | game bài | xổ số | xì dách | soi cầu | kèo bóng đá | kèo bóng | tỷ lệ kèo | tỷ lệ cược |
        đặt cược | cược thể thao | quay hũ | đánh bạc | cờ bạc | casino trực tuyến | bóng đá trực tuyến kèo | số đề |
        ghi đề | vé số | bài cào | nha cai | ca cuoc | tai xiu | xoc dia | doi thuong | game bai | keo bong da |
        ty le keo | dat cuoc | danh bac | co bac | no hu doi thuong | ban ca doi thuong | lo de online |
        da ga truc tuyen | ca do bong da | soi cau | xo so | slot gacor | slot online | situs slot | situs judi |
        judi online | judi bola | agen judi | agen bola | agen slot | bandar togel | bandar bola | bandar slot |
        sabung ayam | tembak ikan | bola tangkas | toto gelap | pasang taruhan | taruhan bola | taruhan olahraga |
        prediksi togel | mix parlay | live draw | free spins | slot machine | slot machines | sports betting |
        live dealer | place your bets | welcome bonus | video poker | dragon tiger | sic bo | fish hunter |
        asian handicap | casino | casinos | kasino | poker | roulette | blackjack | baccarat | jackpot | jackpots |
        slots | lottery | lotto | bingo | betting | bookmaker | bookmakers | bookie | bookies | sportsbook | wager |
        wagers | wagering | freeroll | rakeback | racecards | free bet | free bets | gambling | togel | judi |
        taruhan | gacor | maxwin | sbobet | perjudian | horse racing tips | betting odds | rtp slot | bandarq |
        dominoqq | baccarat online | high roller | scratch cards | lucky draw numbers
    """,
}
"""The words and phrases of each category."""
