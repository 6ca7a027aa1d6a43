"""Which characters are one letter: the one table for searching, for reading and for encodings that lack some.

Two degrees. A letter that Unicode or old encodings gave several code points is *the same*, and may be written for the
other (⻑ for 長, — for ―). Letters that people do not tell apart when they search (カ か, ヶ ケ, - ―) are *alike*: they
match, and each text keeps its own. Nothing else is either: 斎 齋, 沢 澤, 崎 﨑, 嶋 島, and ヶ 箇 が are different
letters, since one of them may be how a body or a person tells itself from another.
"""

import re
import unicodedata
from collections.abc import Iterator

DASHES, WAVES = "-‐‑‒–—―−⁃﹣－", "~〜～∼∿"
VARIATION_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""For a class in a regular expression: each says which shape the letter before it has, none is a letter."""

_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_KANGXI = "".join(map(chr, range(0x2F00, 0x2FD6)))

IDEOGRAPH_OF_RADICAL = str.maketrans(_KANGXI + _RADICALS[0], unicodedata.normalize("NFKC", _KANGXI) + _RADICALS[1])
"""For ``str.translate``: the ideograph that each radical is (Unicode's EquivalentUnifiedIdeograph)."""

SAME = ("〜～", "−－", "—―", "‖∥", "¢￠", "£￡", "¬￢", "¥￥", "¦￤", "‐‑", "\u00b5\u03bc", "\u00c5\u212b", " \u00a0")
"""Pairs that are the same letter: encodings made before Unicode have one of them, and converters disagree which."""

_KATAKANA = "".join(map(chr, range(0x30A1, 0x30F7))) + "ヽヾ"
_HIRAGANA = "".join(map(chr, range(0x3041, 0x3097))) + "ゝゞ"

ALIKE = (
    str.maketrans(_KATAKANA, _HIRAGANA.replace("ゕ", "か").replace("ゖ", "け"))
    | str.maketrans("ゕゖ∥", "かけ‖")
    | dict.fromkeys(map(ord, DASHES[1:]), ord(DASHES[0]))
    | dict.fromkeys(map(ord, WAVES[1:]), ord(WAVES[0]))
    | IDEOGRAPH_OF_RADICAL
)
"""For ``str.translate``: what searching takes each letter for, width, case and compatibility forms apart."""

_WITH_MARKS = f"(?s:.)[\u0300-\u036f\u3099\u309a{VARIATION_SELECTORS}]*"
_OTHER = IDEOGRAPH_OF_RADICAL | str.maketrans("".join(SAME), "".join(pair[::-1] for pair in SAME))


def respelled(text: str, encoding: str) -> str:
    """Return ``text`` with its letters at the code points that ``encoding`` has; what it lacks altogether stays."""
    if _can_write(text, encoding):
        return text
    return re.sub(_WITH_MARKS, lambda match: _respelled(match[0], encoding), text)


def _respelled(letter: str, encoding: str) -> str:
    return next((spelling for spelling in _spellings(letter) if _can_write(spelling, encoding)), letter)


def _spellings(letter: str) -> Iterator[str]:
    yield letter
    yield (bare := re.sub(f"[{VARIATION_SELECTORS}]", "", letter))
    yield (composed := unicodedata.normalize("NFC", bare))
    yield composed.translate(_OTHER)


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
