"""Characters that look like ordinary ones but aren't, folded one to one.

PDF producers map glyphs back to Kangxi radicals (⻚, ⾦), compatibility ideographs or vertical forms of punctuation,
so that 金额 is stored as ⾦额 and no search finds it. `fold` puts the ordinary character in place of each and changes
nothing else: full-width letters and digits stay as printed, since the width of a figure is part of its text.
"""

from __future__ import annotations

import re
import unicodedata

# The supplement (U+2E80-2EF3) has no decompositions except two, so the unified character of the same shape, or
# else of the same meaning, stands here; the order is that of the code chart.
_SUPPLEMENT = (
    "⺀〻⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵"
    "⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴罓⺵网"
    "⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸"
    "⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
    "⻯竜⻰龙⻱龟⻲亀⻳龟"
)
_VERTICAL = (
    "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰…︱—︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』"
)
# Kangxi radicals, compatibility ideographs and their supplement: Unicode decomposes each to one character.
_DECOMPOSED = ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20))


def _pairs(table: str) -> dict[int, str]:
    return {ord(table[i]): table[i + 1] for i in range(0, len(table), 2)}


def _folds() -> dict[int, str]:
    folds = _pairs(_SUPPLEMENT) | _pairs(_VERTICAL)
    for first, end in _DECOMPOSED:
        for code in range(first, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                folds[code] = plain
    return folds


_FOLDS = _folds()
_FOLDABLE = re.compile("[⺀-⿟\uf900-\ufaff\ufe10-\ufe4f\U0002f800-\U0002fa1f]")
"""Every character that is folded lies in these ranges; looking for one is many times faster than translating none."""


def fold(text: str) -> str:
    """`text` with radicals, compatibility ideographs and vertical punctuation as ordinary characters.

    The result has exactly the length of `text`, so that every offset stays true.
    """
    return text.translate(_FOLDS) if _FOLDABLE.search(text) else text
