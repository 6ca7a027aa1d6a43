"""Citations as programs that keep references read them: what they find is what the data says, whatever it holds."""

import json
from typing import Any

import jsonschema
import pytest

from datasets import dataset_of, opened, project
from kofukin.messages import LANGUAGES, Language
from kofukin.model.project import Document
from kofukin.query.details import Detail, show
from kofukin.render import Style
from kofukin.render.citing import cited
from kofukin.render.page import citation
from kofukin.render.people import visible

HOSTILE = (
    "札幌市「地方創生」（H29.11）",
    "50% & {more}_#\\ ~ ^ $x$",
    "}, author = {誰か}, note = {",
    "{{{",
    "}}}",
    '"引用" @misc{other, title = {x}}',
    "\\input{/etc/passwd} \\",
    "a and b and 市",
    "一行目\n二行目\t\x1b[31m\u202e",
    "𠮷野家 ㈱ é",
)
DATE = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {
        "literal": {"type": "string", "pattern": r"\S"},
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer", "minimum": 1}},
        },
    },
}
ENTRY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "type", "title", "note"],
    "properties": {
        **{name: {"type": "string", "pattern": r"\S"} for name in ("id", "title", "note")},
        "type": {"const": "document"},
        "URL": {"type": "string", "format": "uri", "pattern": "^https?://[!-~]+$"},
        "author": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["literal"],
                "properties": {"literal": {"type": "string"}},
            },
        },
        "issued": DATE,
        "accessed": DATE,
    },
}
"""What we use of the Citation Style Language's input data, each in the one form that every program reads."""


def detail_of(document: Document) -> Detail:
    own = project("p1", source_document="page", source_page=2, national_funds_yen=1_000)
    with opened(dataset_of(own)._replace(documents=(document,))) as connection:
        return show(connection, "p1")


def read_back(detail: Detail, language: Language) -> Any:
    """Return the one entry that pybtex finds."""
    pybtex = pytest.importorskip("pybtex.database", reason="pybtex is not installed")
    (text,) = cited("bibtex", detail, Style(language))
    found = pybtex.parse_string(text, "bibtex")
    assert list(found.entries) == ["p1"]
    return found.entries["p1"]


def plain(tex: str) -> str:
    """Return what TeX prints of a text without commands but those of single letters."""
    names = {
        **{f"\\text{name}{{}}": sign for name, sign in (("backslash", "\\"), ("braceleft", "{"), ("braceright", "}"))},
        **{f"\\textascii{name}{{}}": sign for name, sign in (("tilde", "~"), ("circum", "^"))},
        **{f"\\{sign}": sign for sign in "%$&#_"},
    }
    printed, at = "", 0
    while at < len(tex):
        name = next((name for name in names if tex.startswith(name, at)), None)
        assert name is not None or tex[at] not in "\\{}%$&#_~^", tex[at:]
        printed += names[name] if name else tex[at]
        at += len(name or " ")
    return printed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_document_breaks_out_of_its_field(text: str, language: Language) -> None:
    detail = detail_of(Document("page", text, text, published=text, address=text))
    entry = read_back(detail, language)
    said = " ".join(visible(text).split())
    assert " ".join(plain(entry.fields["title"].removeprefix("{").removesuffix("}")).split()) == said
    (author,) = entry.persons["author"]
    assert " ".join(plain(str(author).removeprefix("{").removesuffix("}")).split()) == said
    assert plain(" ".join(entry.fields["year"].split())) == said
    assert plain(" ".join(entry.fields["howpublished"].split())) == said
    assert plain(" ".join(entry.fields["note"].split())) == " ".join(visible(citation(detail, Style(language))).split())
    assert set(entry.fields) == {"title", "year", "howpublished", "note"}
    (csl,) = cited("csl", detail, Style(language))
    jsonschema.validate(json.loads(csl), {"type": "array", "items": ENTRY, "minItems": 1, "maxItems": 1})
    (entry,) = json.loads(csl)
    assert (entry["title"], entry["author"], entry["issued"]) == (text, [{"literal": text}], {"literal": text})


def test_an_entry_says_no_more_than_the_data() -> None:
    assert set(read_back(detail_of(Document("page", "頁")), "ja").fields) == {"title", "note"}
    known = Document(
        "page", "頁", "市", "H29.11.3", "https://example.jp/a_%20b.pdf", "a" * 64, 9, "2026-11-24", 2, "CC0"
    )
    entry = read_back(detail_of(known), "ja")
    assert dict(entry.fields) | {"note": ""} == {
        "title": "{頁}",
        "year": "2017",
        "month": "11",
        "url": "https://example.jp/a_%20b.pdf",
        "urldate": "2026-11-24",
        "note": "",
    }
    (text,) = cited("csl", detail_of(known), Style("ja"))
    (csl,) = json.loads(text)
    jsonschema.validate(csl, ENTRY)
    assert (csl["issued"], csl["accessed"]) == ({"date-parts": [[2017, 11, 3]]}, {"date-parts": [[2026, 11, 24]]})
    assert csl["URL"] == "https://example.jp/a_%20b.pdf"
