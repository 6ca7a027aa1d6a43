"""Text as search and matching see it: 「ＩＴ 産業」, ``it産業`` and ``I T産業`` are one.

Two texts match when their folded forms do. Folding ignores width and compatibility forms, case,
hiragana/katakana, ヶ/ケ, all white space and invisible characters, and which dash or wave was typed. ー is a letter.
"""

import re
import unicodedata

from kofukin.text.letters import ALIKE, VARIATION_SELECTORS

_NO_CHARACTER = "[\ud800-\udfff]"
_IGNORED = rf"[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff{VARIATION_SELECTORS}]+"


def fold(text: str) -> str:
    """Return the form of ``text`` that is compared; folding a folded text changes nothing."""
    try:
        return text.translate(_folded_characters)
    except _NeedsNeighboursError:
        return _fold_whole(text)


def _fold_whole(text: str) -> str:
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    bare = re.sub(_IGNORED, "", text)
    bare = re.sub(_NO_CHARACTER, "\ufffd", bare)
    return unicodedata.normalize("NFKC", bare).casefold().translate(ALIKE)


class _NeedsNeighboursError(Exception):
    """The character folds differently beside others, so the text must be folded as a whole."""


class _FoldedCharacters(dict[int, str]):
    """Each character's own folded form, worked out when it is first met.

    Most Japanese text has no character that combines with its neighbours, and then folding each character by itself
    is the same as folding the text, and some twenty times faster.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _fold_whole(character)
        if folded and any(map(_may_combine, character + folded)):
            raise _NeedsNeighboursError
        self[code] = folded
        return folded


def _may_combine(character: str) -> bool:
    """Return whether normalization may join the character to one before it: only marks and Hangul's later parts do so.

    What stands before needs no look of its own (か゛, e◌́, ᄀ ᅡ): it joins nothing without them.
    """
    return unicodedata.category(character).startswith("M") or "\u1161" <= character <= "\u11c2"


_folded_characters = _FoldedCharacters()
