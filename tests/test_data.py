"""The bundled data against what the source document says, written out here once more."""

from typing import NamedTuple

import pytest

from datasets import BUNDLED, SOURCE, document
from kofukin import checking
from kofukin.files import dataset
from kofukin.model.project import Project


class Said(NamedTuple):
    """A project as the document has it; amounts in thousand yen, as printed."""

    id: str
    name: str
    program: str
    year: int
    last_year: int | None
    funds: int
    hokkaido: int | None
    application_text: str
    basis: str
    page: int
    line: int


YOUTH = "「さっぽろ圏」若者定着促進広域連携事業"
IT = "先端技術導入や利活用促進の取組による IT 産業活性化事業"
HIGH, MEDIUM = "inferred, high", "inferred, medium"
ALONE, JOINTLY = "単独申請", "道と共同申請"
SAID = [
    Said("sapporo-h29-youth", YOUTH, "suishin", 2017, None, 37_000, 2_997, JOINTLY, HIGH, 1, 11),
    Said("sapporo-h29-it", IT, "suishin", 2017, None, 29_710, None, ALONE, HIGH, 1, 23),
    Said(
        "sapporo-h29-inbound",
        "広域・官民連携によるインバウンド促進事業",
        *("suishin", 2017, None, 20_525, None, ALONE, HIGH, 1, 34),
    ),
    Said(
        "sapporo-h29-health",
        "健康医療関連産業の活性化と集積促進事業",
        *("suishin", 2017, None, 41_474, None, ALONE, HIGH, 1, 50),
    ),
    Said(
        "sapporo-h29-ainu",
        "ＩＣＴを活用したアイヌ文化発信の空間整備事業",
        *("kyoten", 2017, None, 41_000, None, ALONE, HIGH, 1, 66),
    ),
    Said(
        "sapporo-h28-living",
        "東京発「北海道暮らし」の魅力創造・発信事業",
        *("suishin", 2016, 2016, 27_007, 85_326, JOINTLY, HIGH, 2, 85),
    ),
    Said(
        "sapporo-h28-asia",
        "海外拠点連携によるアジアマーケットの開拓促進",
        *("suishin", 2016, None, 25_000, 50_000, JOINTLY, HIGH, 2, 97),
    ),
    Said(
        "sapporo-h28-mice",
        "首都圏連携による地方送客を含めた戦略的な MICE 誘致",
        *("suishin", 2016, None, 25_000, None, ALONE, HIGH, 2, 109),
    ),
    Said(
        "sapporo-h28-underground",
        "スマート地下空間形成によるビジネス創出事業",
        *("suishin", 2016, None, 14_500, None, ALONE, MEDIUM, 2, 122),
    ),
    Said(
        "sapporo-h28-youth", YOUTH, *("kasokuka", 2016, None, 59_500, 96_141, "道と 6 自治体との共同申請", HIGH, 2, 138)
    ),
    Said(
        "sapporo-h28-women",
        "なでしこ応援・女性の活躍推進事業",
        *("kasokuka", 2016, None, 12_700, 39_854, "道との共同申請", HIGH, 2, 150),
    ),
]
HEADINGS = [
    "地方創生関連交付金の対象事業について",
    "H29.11 札幌市",
    "H29 年度地方創生推進交付金＜1/2 国費＞【H29 年度から 3 年間実施】",
    "地方創生拠点整備交付金＜1/2 国費＞【H29 年度実施（単年度）】",
    "H28 年度地方創生推進交付金＜1/2 国費＞【H28 年度から 3 年間実施】",
    "地方創生加速化交付金＜全額国費＞【H28 年度実施（単年度）】",
]

(BUNDLED_DATASET,) = dataset.load([BUNDLED])
PROJECTS = {project.id: project for project in BUNDLED_DATASET.projects}
LINES = SOURCE.read_text(encoding="utf-8").split("\n")
each_project = pytest.mark.parametrize("said", SAID, ids=[said.id for said in SAID])


def test_there_are_the_eleven_projects_in_the_documents_order() -> None:
    assert list(PROJECTS) == [said.id for said in SAID]


@each_project
def test_a_project_says_what_the_document_says(said: Said) -> None:
    project = PROJECTS[said.id]
    assert project.name == said.name
    assert (project.program, project.fiscal_year, project.last_fiscal_year) == (said.program, said.year, said.last_year)
    assert project.national_funds_yen == said.funds * 1_000
    assert project.application_text == said.application_text
    assert project.application == ("single" if said.application_text == ALONE else "joint")
    assert project.program_basis == said.basis
    assert (project.municipality, project.municipality_code) == ("札幌市", "011002")
    assert project.amount_basis == "unstated"
    assert (project.source_page, project.source_line, project.source_amount_line) == (
        said.page,
        said.line,
        said.line + 2,
    )


@each_project
def test_hokkaidos_share_stands_apart_and_other_shares_are_unknown(said: Said) -> None:
    shares = [
        (partner.name, partner.municipality_code, partner.national_funds_yen) for partner in PROJECTS[said.id].partners
    ]
    expected = [] if said.hokkaido is None else [("北海道", "010006", said.hokkaido * 1_000)]
    if said.id == "sapporo-h28-youth":
        expected.append(("6 自治体", None, None))  # type: ignore[arg-type]
    assert shares == expected


@each_project
def test_name_and_amount_stand_at_their_lines(said: Said) -> None:
    note = "※市事業は単年度のみ" if said.id == "sapporo-h28-living" else None
    assert PROJECTS[said.id].note == note
    assert LINES[said.line - 1].split() == f"{said.name}＜{said.application_text}＞ {note or ''}".split()
    assert LINES[said.line + 1].strip() == _amounts(said)


def _amounts(said: Said) -> str:
    hokkaido = f"（北海道 {said.hokkaido:,} 千円）" if said.hokkaido is not None else ""
    return f"国費 {said.funds:,} 千円{hokkaido}"


def test_the_source_holds_facts_and_no_paragraphs() -> None:
    facts = {said.line for said in SAID} | {said.line + 2 for said in SAID}
    others = [line.strip() for number, line in enumerate(LINES, start=1) if line.strip() and number not in facts]
    assert others == HEADINGS


def test_why_a_program_was_inferred_is_said_of_every_project() -> None:
    assert all(project.program_evidence for project in PROJECTS.values())


@pytest.mark.parametrize(
    ("year", "program", "city", "hokkaido"),
    [
        (2017, "suishin", 128_709, 2_997),
        (2017, "kyoten", 41_000, 0),
        (2016, "suishin", 91_507, 135_326),
        (2016, "kasokuka", 72_200, 135_995),
        (None, None, 333_416, 274_318),
    ],
)
def test_the_sums_of_each_round(year: int | None, program: str | None, city: int, hokkaido: int) -> None:
    projects = [p for p in PROJECTS.values() if year is None or (p.fiscal_year, p.program) == (year, program)]
    assert sum(project.national_funds_yen or 0 for project in projects) == city * 1_000
    assert sum(share for project in projects for share in _shares(project)) == hokkaido * 1_000


def _shares(project: Project) -> list[int]:
    return [partner.national_funds_yen for partner in project.partners if partner.national_funds_yen is not None]


def test_the_four_rounds_with_their_rates_and_years() -> None:
    rounds = {(r.program, r.fiscal_year): (r.subsidy_rate, r.last_fiscal_year) for r in BUNDLED_DATASET.rounds}
    assert rounds == {
        ("suishin", 2017): ("1/2", 2019),
        ("kyoten", 2017): ("1/2", 2017),
        ("suishin", 2016): ("1/2", 2018),
        ("kasokuka", 2016): ("1", 2016),
    }


def test_the_three_programs_by_their_official_names() -> None:
    assert [(p.id, p.name, p.short_name, p.name_en) for p in BUNDLED_DATASET.programs] == [
        ("suishin", "地方創生推進交付金", "推進", "Regional Revitalization Promotion Grant"),
        ("kyoten", "地方創生拠点整備交付金", "拠点整備", "Regional Revitalization Hub Development Grant"),
        ("kasokuka", "地方創生加速化交付金", "加速化", "Regional Revitalization Acceleration Grant"),
    ]


def test_only_the_project_that_was_carried_on_is_linked() -> None:
    links = {project.id: project.continues for project in PROJECTS.values() if project.continues}
    assert links == {"sapporo-h29-youth": "sapporo-h28-youth"}


def test_the_check_digits_of_all_codes_are_right() -> None:
    codes = {table["municipality_code"] for table in document()["project"]} | {"010006"}
    for code in codes:
        *digits, check = map(int, code)
        assert (11 - sum(d * w for d, w in zip(digits, (6, 5, 4, 3, 2), strict=True)) % 11) % 10 == check


def test_no_estimate_and_no_sum_is_stored() -> None:
    keys = {key for table in document()["project"] for key in table}
    assert keys.isdisjoint({"estimated_cost_yen", "partner_national_funds_yen", "era_year", "program_name"})


def test_the_program_itself_confirms_all_of_it() -> None:
    report = checking.check([BUNDLED], SOURCE)
    assert report.problems == ()
    (confirmed,) = report.confirmed
    assert (confirmed.values["names"], confirmed.values["amounts"]) == (11, 16)
