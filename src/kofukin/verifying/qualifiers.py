"""Words right around an amount that make it another thing than a project's figure: a bound, a range, a change, a mean.

4,100万円以上, 3,000〜4,100万円, 4,100万円増, 1 件当たり 2,500万円: the figure may stand in the data, but not as that.
"""

import re

_REACH = 24
"""Characters before an amount in which such a word is looked for."""
_BEHIND = re.compile(
    r"\s?(?:以上|以下|以内|未満|超(?!過)|余り?(?!剰)|あまり|強(?![化い])|弱(?!い)|台(?![帳湾])|まで(?!に)|ずつ|単位"
    r"|を(?:超|下回|上回|限度|上限|下ら)|が(?:上限|限度)|の(?:範囲|範囲内)|/\s?(?:人|件|年|月|日|世帯|社|回)"
    r"|(?:を|は|が)?(?:本|当|同)?[市町村県道府都]が(?:単独で|独自に)?(?:負担|支出|拠出|補助|計上)"
    r"|(?:の|を)(?:交付)?(?:申請|要望|要求|内示|見込|予定|計上|返還|繰り?越|不用)"
    r"|(?:の|を|が|も|ほど|程度)?\s?(?:増(?!田)|減|上積|上乗せ|追加|多[いく]|少な[いく]|不足)"
    r"|or (?:more|less)|(?:more|less|higher|lower|fewer) than|(?:per|for each|for every) (?!cent)\w+"
    r"|(?:increase|decrease|rise|drop|cut)(?![a-z]))",
    re.I,
)
_AHEAD = re.compile(
    r"(?:(?:最大|最高|最低|最小|上限|下限|限度額?)(?:で|は|を|が|額)?"
    r"|(?<![A-Za-z])(?:up to|at (?:most|least)|(?:more|less) than|over|under|exceed(?:s|ing)?|below|above"
    r"|(?:maximum|minimum|ceiling|increase|decrease|rise|drop|cut|average) of|rose by|fell by|by))\s?$",
    re.I,
)
_MEAN = re.compile(
    r"(?:[当あ]たりの?|平均(?!的))[^、。,;；]{0,12}$"
    r"|(?<![A-Za-z])(?:per capita|on average|averag(?:es|ed|ing))[^,.;]{0,12}$",
    re.I,
)
_TO = re.compile(r"\s?(?:~|〜|-|–|—|−|ないし|乃至|から|to|through)\s?")
_BETWEEN = re.compile(r"(?<![A-Za-z])between\s?$", re.I)
_FROM_NUMBER = re.compile(r"(?<![A-Za-z0-9.,])[0-9][0-9,.]{0,15}\s?[百千万億]{0,2}円?\s?[~〜–−-]\s?$")
_AND_MORE = re.compile(r"\s?[~〜](?!\s?[0-9])")


def qualifier(normal: str, start: int, end: int, before: int, after: int) -> str:
    """Return the words that say so of the amount from ``start`` to ``end`` of a narrow text, or nothing.

    ``before`` is where the amount before it ends, ``after`` where the next begins.
    """
    if after < len(normal) and _TO.fullmatch(normal, end, after):
        if not _leads_somewhere(normal, after):
            return normal[end:after].strip()
    elif match := _BEHIND.match(normal, end) or _AND_MORE.match(normal, end):
        return match[0].strip()
    ahead = normal[max(before, start - _REACH) : start]
    if before and _TO.fullmatch(normal, before, start) and not _leads_somewhere(normal, start):
        return normal[before:start].strip()
    found = _AHEAD.search(ahead) or _MEAN.search(ahead) or _FROM_NUMBER.search(ahead) or _BETWEEN.search(ahead)
    return found[0].strip() if found else ""


_TO_AMOUNT = re.compile(r"(?:[^、。,;]|,(?=[0-9])){0,24}?円\s?(?:へ|に|[のも]?(?:増|減|多|少))")


def _leads_somewhere(normal: str, start: int) -> bool:
    """Return whether one amount became the other, 7,220万円から4,100万円に: then both are figures."""
    return _TO_AMOUNT.match(normal, start) is not None
