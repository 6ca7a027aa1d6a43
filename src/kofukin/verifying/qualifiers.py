"""Words right around an amount that make it no project's figure: a bound, a range, a change, a mean, or denied.

4,100万円以上, 3,000〜4,100万円, 4,100万円増, 1 件当たり 2,500万円, 4,100万円ではない: the figure may
stand in the data, but not as that.
"""

import re

_REACH = 24
"""Characters before an amount in which such a word is looked for."""
_BEHIND = re.compile(
    r"\s?(?:以上|以下|以内|未満|超(?!過)|余り?(?!剰)|あまり|強(?![化い])|弱(?!い)|台(?![帳湾])|まで(?!に)|ずつ|単位"
    r"|を(?:超|下回|上回|限度|上限|下ら)|が(?:上限|限度)|の(?:範囲|範囲内)|/\s?(?:人|件|年|月|日|世帯|社|回)"
    r"|(?:を|は|が)?[一-龠]{0,6}[市町村県道府都]が(?:単独で|独自に|全額|すべて|全て|一部)?(?:負担|支出|拠出|補助|計上)"
    r"|(?:の|を)(?:交付)?(?:申請|要望|要求|内示|見込|予定|計上|繰り?越|予算[化計措])"
    r"|(?:の|を|は|が|も)(?:返還|返納|返上|辞退|不用|未執行|執行残|不採択|取り?(?:消|下げ)|余[っり]|残[っり](?!の)|誤り|間違)"
    r"|(?:という|と言う)?のは(?:誤り|間違)|に満た|と(?:推計|推定|試算|想定|見込)|を(?:寄[附付]|出資|融資|貸|借)"
    r"|[(](?:予定|見込み?|未定|申請中|要望中)[)]|の(?:約?[0-9.]+倍|[二三四五数]倍|半[分額]|約?[0-9]+割|[0-9]+(?:/[0-9]|分の))|\s?[×*]\s?[0-9]"
    r"|(?:の|を|は|が|もの?|ほど|程度)?\s?(?:増(?!田)|減|上積|上乗せ|追加|多[いく]|少な[いく]|不足)"
    r"|or (?:more|less)|(?:more|less|higher|lower|fewer) than|(?:per|for each|for every) (?!cent)\w+"
    r"|(?:increase|decrease|rise|drop|cut)(?![a-z])"
    r"|(?:(?:was|were|is|are|has been|have been|had been|got) )?(?:not|never|cut|returned|repaid|refused|rejected"
    r"|denied|requested|asked for|applied for|withdrawn|cancell?ed|lost|unspent|unused|left over|wrong)(?![a-z]))",
    re.I,
)
_DENIED = re.compile(
    r"(?!\s?しか|[^、。,;]{0,30}(?:欠か|変わら|限ら|過ぎ|すぎ|含ま|分から|わから|示さ|記載))[^、。,;()]{0,30}?"
    r"(?:ない|なかった|なく|ません|(?<=[わらされせけめげべたまなかが])ず)(?=[、。,;)とたもので\s]|が|$)"
)
"""A verb that denies what its clause says of the amount: 4,100万円は交付されなかった, 4,100万円ではなく."""
_AHEAD = re.compile(
    r"(?:(?:最大|最高|最低|最小|上限|下限|限度額?)(?:で|は|を|が|額)?"
    r"|(?<![A-Za-z])(?:up to|at (?:most|least)|(?:more|less) than|over|under|exceed(?:s|ing)?|below|above"
    r"|(?:maximum|minimum|ceiling|increase|decrease|rise|drop|cut|average) of|rose by|fell by|by"
    r"|(?:ask|appl|hop|wish)(?:s|ed|es|ied|ies|ing)? for|request(?:s|ed)?|sought|refused|rejected|denied|returned"
    r"|repaid|lost|(?:gave|paid|sent) back|instead of|rather than)"
    r"|(?:n[o']t|never)(?! (?:only|just|includ|count))(?: [A-Za-z]+){0,3}"
    r"|並みの|(?:企業|民間|会社|銀行|財団|組合|住民|市民|個人|商工会(?:議所)?)(?:が|から|より)"
    r"|(?:申請|要望|要求|返還|返納|返上|辞退|不採択|減額|増額|削減|追加|予定|計画|見込)(?:し|され|と|に|ん)?(?:なっ|て|い|だ)*[ただ](?:国費)?)\s?$",
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
    elif match := _BEHIND.match(normal, end) or _AND_MORE.match(normal, end) or _DENIED.match(normal, end, after):
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
