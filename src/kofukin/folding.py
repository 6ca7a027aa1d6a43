"""Text as search and matching see it: 「ＩＴ 産業」, ``it産業`` and ``I T産業`` are one.

Two texts match when their folded forms do. Folding ignores width and compatibility forms, case,
hiragana/katakana, all white space and invisible characters, and which dash or wave was typed. ー is a letter.
"""

import re
import unicodedata

_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_IGNORED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_KATAKANA_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)} | {
    0x30FD: 0x309D,
    0x30FE: 0x309E,
}
_VARIANTS = (
    _KATAKANA_TO_HIRAGANA | dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹣－"), "-") | dict.fromkeys(map(ord, "〜～∼∿˜"), "~")
)


def fold(text: str) -> str:
    """Return the form of ``text`` that is compared; folding a folded text changes nothing."""
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    bare = _NO_CHARACTER.sub("\ufffd", _IGNORED.sub("", text))
    return unicodedata.normalize("NFKC", bare).casefold().translate(_VARIANTS)
