"""The grant programs that documents name, so that one program has one id whichever file it is read from.

Only names are known here; what a round pays and how long it runs is for the document to say.
"""

import re
import unicodedata

from kofukin.model.project import Program
from kofukin.text.folding import fold

KNOWN = (
    Program("suishin", "地方創生推進交付金", "推進", "Regional Revitalization Promotion Grant", "Promotion"),
    Program(
        "kyoten",
        "地方創生拠点整備交付金",
        "拠点整備",
        "Regional Revitalization Hub Development Grant",
        "Hub Development",
    ),
    Program("kasokuka", "地方創生加速化交付金", "加速化", "Regional Revitalization Acceleration Grant", "Acceleration"),
    Program("senkogata", "地域活性化・地域住民生活等緊急支援交付金（地方創生先行型）", "先行型"),
    Program("denen", "デジタル田園都市国家構想交付金", "デジ田"),
    Program("shinchiho", "新しい地方経済・生活環境創生交付金", "新地方創生"),
    Program("mirai", "地域未来交付金", "地域未来"),
)
_OTHER_WORDS = {"先行型": "senkogata", "地方創生先行型": "senkogata", "デジ田": "denen", "第2世代交付金": "shinchiho"}


def recognised(text: str) -> tuple[Program, ...]:
    """Return the known programs that ``text`` names by their full name or, where it is all the text, a short one."""
    folded = fold(text)
    whole = [program for program in KNOWN if fold(program.name) in folded]
    if whole:
        return tuple(whole)
    bare = folded.removesuffix("交付金")
    word = _OTHER_WORDS.get(folded) or _OTHER_WORDS.get(bare) or bare.removeprefix("地方創生")
    return tuple(program for program in KNOWN if word and word in (program.id, fold(program.short_name)))


def program_called(name: str, sign: str) -> Program:
    """Return the known program of that name, else a new one with the name verbatim and ``sign`` in its id."""
    found = recognised(name)
    if len(found) == 1:
        return found[0]
    ascii_name = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", name).lower()).strip("-")
    return Program(f"{ascii_name or 'program'}-{sign}", name.strip(), name.strip())
