"""What is made of text documents: pages like Sapporo's, lists with bullets, and everything that goes wrong in them."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from kofukin.errors import KofukinError, UsageError
from kofukin.files import bundle, dataset
from kofukin.importing.documents import read
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Role
from kofukin.messages import importing
from kofukin.model.project import Partner, Program, Project, Round

SAPPORO = bundle.text().parent / "sources" / "sapporo-h29-11.txt"
BUNDLED = dataset.load([bundle.text()])[0]
HEAD = "小樽市\n平成29年度地方創生推進交付金\n"


class Imported(NamedTuple):
    items: list[Item]

    @property
    def drafts(self) -> list[DraftProject]:
        return [item for item in self.items if isinstance(item, DraftProject)]

    @property
    def projects(self) -> list[Project]:
        return [draft.project for draft in self.drafts]

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def rounds(self) -> list[Round]:
        return [item for item in self.items if isinstance(item, Round)]

    @property
    def programs(self) -> list[Program]:
        return [item for item in self.items if isinstance(item, Program)]

    @property
    def doubts(self) -> list[tuple[str | None, str]]:
        """Each doubt as its field and its reason, those of projects among them."""
        found = [item for item in self.items if isinstance(item, Doubt)]
        found += [doubt for draft in self.drafts for doubt in draft.doubts]
        return [(doubt.field, doubt.reason.in_("ja")) for doubt in found]

    def roles(self, role: Role) -> list[str]:
        return [line.text.strip() for line in self.lines if line.role is role]


Import = Callable[..., Imported]
"""Text, a file name, and what the user says as keywords → what is read."""


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    def run(text: str, name: str = "page.txt", **given: Any) -> Imported:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return Imported(list(read(path, Given(**given))))

    return run


AMOUNT = "national_funds_yen"
MISSING = (AMOUNT, importing.AMOUNT_MISSING.in_("ja"))
DOUBTFUL = (AMOUNT, importing.AMOUNT_DOUBTFUL.in_("ja"))
APART = (AMOUNT, importing.COLUMNS_APART.in_("ja"))


# Sapporo's page


@pytest.fixture(scope="module")
def sapporo() -> Imported:
    return Imported(list(read(SAPPORO, Given())))


def test_sapporos_page_gives_the_bundled_projects(sapporo: Imported) -> None:
    def stated(project: Project) -> tuple[object, ...]:
        partners = tuple((partner.name, partner.national_funds_yen) for partner in project.partners)
        fields = [
            "name",
            "municipality",
            "fiscal_year",
            "last_fiscal_year",
            "application",
            "application_text",
            "national_funds_yen",
        ]
        fields += ["amount_basis", "note", "source_line", "source_amount_line"]
        return (partners, *(getattr(project, field) for field in fields))

    assert list(map(stated, sapporo.projects)) == list(map(stated, BUNDLED.projects))


def test_which_of_two_grants_stays_open(sapporo: Imported) -> None:
    for draft, bundled in zip(sapporo.drafts, BUNDLED.projects, strict=True):
        assert bundled.program in draft.programs
        assert len(draft.programs) == 2
        assert (draft.project.program, draft.project.program_basis) == (None, "open")
        assert [doubt.field for doubt in draft.doubts] == ["program"]
    assert [draft.programs[1] for draft in sapporo.drafts] == ["kyoten"] * 5 + ["kasokuka"] * 6


def test_sapporos_headings_give_programs_and_rounds(sapporo: Imported) -> None:
    assert sapporo.rounds == [round_._replace(budget=None) for round_ in BUNDLED.rounds]  # which no page names
    assert sapporo.programs == list(BUNDLED.programs)


def test_every_line_is_accounted_for_in_its_order(sapporo: Imported) -> None:
    text = SAPPORO.read_text("utf-8").split("\n")
    assert [(line.place.line, line.text) for line in sapporo.lines] == [
        (number, line) for number, line in enumerate(text, start=1) if line.strip()
    ]
    assert sapporo.roles(Role.UNREAD) == []
    assert len(sapporo.roles(Role.HEADING)) == 4
    assert sapporo.roles(Role.FURNITURE)[:2] == ["地方創生関連交付金の対象事業について", "H29.11 札幌市"]


def test_a_project_comes_after_its_lines_and_its_programs(sapporo: Imported) -> None:
    passed: set[int | None] = set()
    known: set[str] = set()
    for item in sapporo.items:
        if isinstance(item, Line):
            passed.add(item.place.line)
        elif isinstance(item, Program):
            known.add(item.id)
        elif isinstance(item, DraftProject):
            assert {item.project.source_line, item.project.source_amount_line} <= passed
            assert set(item.programs) <= known


def test_evidence_names_the_lines(sapporo: Imported) -> None:
    first = sapporo.drafts[0]
    assert "H29.11 札幌市" in first.inferred["municipality"].in_("ja")
    assert "H29 年度地方創生推進交付金" in first.inferred["fiscal_year"].in_("ja")
    assert "【H29 年度実施（単年度）】" in first.inferred["fiscal_year"].in_("en")
    assert "単年度のみ" in sapporo.drafts[5].inferred["last_fiscal_year"].in_("ja")
    assert first.quoted["national_funds_yen"] == "国費 37,000 千円（北海道 2,997 千円）"
    assert {draft.project.summary for draft in sapporo.drafts} == {None}
    assert {draft.project.source_page for draft in sapporo.drafts} == {None}


def test_what_the_user_says_settles_it() -> None:
    found = Imported(list(read(SAPPORO, Given("推進", municipality="札幌市", municipality_code="011002"))))
    for draft in found.drafts:
        assert (draft.project.program, draft.project.program_basis) == ("suishin", "inferred, high")
        assert draft.project.program_evidence == "指定された値（--program）"
        assert draft.project.municipality_code == "011002"
        assert (draft.programs, draft.doubts) == ((), ())
        assert "--municipality" in draft.inferred["municipality"].in_("en")


def test_ids_are_valid_and_distinct(sapporo: Imported) -> None:
    ids = [project.id for project in sapporo.projects]
    assert len(set(ids)) == 11
    assert all(id_.isascii() for id_ in ids)


def broken(*changes: tuple[str, str]) -> str:
    text = SAPPORO.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_missing_figure_takes_nobody_elses(imported: Import) -> None:
    found = imported(broken(("国費 29,710 千円", "")))
    assert found.projects[1].national_funds_yen is None
    assert [doubt.field for doubt in found.drafts[1].doubts] == ["program", AMOUNT]
    assert [p.national_funds_yen for p in found.projects[2:]] == [p.national_funds_yen for p in BUNDLED.projects[2:]]


def test_a_figure_without_a_name_is_unread(imported: Import) -> None:
    found = imported(broken(("先端技術導入や利活用促進の取組による IT 産業活性化事業＜単独申請＞", "")))
    assert len(found.projects) == 10
    assert found.projects[0].national_funds_yen == 37_000_000
    assert found.roles(Role.UNREAD) == ["国費 29,710 千円"]


def test_columns_that_came_apart_are_never_paired(imported: Import) -> None:
    names = [project.name for project in BUNDLED.projects[:8]]
    amounts = [f"国費 {yen // 1000:,} 千円" for yen in [p.national_funds_yen or 0 for p in BUNDLED.projects[:7]]]
    found = imported(HEAD + "\n".join([*(f"{name}＜単独申請＞" for name in names), *amounts]))
    assert [project.name for project in found.projects] == names
    assert {project.national_funds_yen for project in found.projects} == {None}
    assert found.doubts == [APART] * 8
    assert found.roles(Role.UNREAD) == amounts


@pytest.mark.parametrize(
    "names", ["観光の振興\n農業事業\n健康の増進", "・観光の振興\n・農業事業\n・健康の増進", "A事業\nB事業\nC事業"]
)
def test_names_without_brackets_come_apart_too(imported: Import, names: str) -> None:
    found = imported(f"{HEAD}事業名\n{names}\n国費（千円）\n1,000\n2,000\n3,000\n")
    assert [project.name for project in found.projects] == [name.strip("・") for name in names.split("\n")]
    assert found.doubts == [APART] * 3
    assert found.roles(Role.UNREAD) == ["1,000", "2,000", "3,000"]


def test_amounts_before_the_names_are_not_paired_either(imported: Import) -> None:
    found = imported(HEAD + "国費 1千円\n国費 2千円\nA事業＜単独申請＞\nB事業＜単独申請＞\n")
    assert found.doubts == [MISSING, MISSING]
    assert found.roles(Role.UNREAD) == ["国費 1千円", "国費 2千円"]


def test_figures_above_their_names_are_not_paired_with_those_before(imported: Import) -> None:
    lines = ["国費 1千円", "A事業＜単独申請＞", "国費 2千円", "B事業＜単独申請＞", "国費 3千円", "C事業＜単独申請＞"]
    found = imported(HEAD + "\n".join(lines))
    assert [p.national_funds_yen for p in found.projects] == [None] * 3
    assert found.doubts == [APART, APART, MISSING]
    assert found.roles(Role.UNREAD) == lines[::2]


def test_two_figures_below_one_name_are_neither(imported: Import) -> None:
    found = imported(HEAD + "A事業＜単独申請＞\n国費 1千円\n国費 2千円\n説明。\nB事業＜単独申請＞\n国費 3千円\n")
    assert [p.national_funds_yen for p in found.projects] == [None, 3_000]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([APART], ["国費 1千円", "国費 2千円"])


@pytest.mark.parametrize("line", ["未定", "2,000県と共同", "合計", "事業費 国費 備考"])
def test_what_is_no_name_is_none_above_a_figure_either(imported: Import, line: str) -> None:
    found = imported(f"{HEAD}A事業＜単独申請＞\n国費 1千円\n説明。\n{line}\n3,000千円\n")
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", 1_000)]
    assert "3,000千円" in found.roles(Role.UNREAD)


# Headings


@pytest.mark.parametrize(
    ("heading", "round_"),
    [
        ("H29 年度地方創生推進交付金＜1/2 国費＞【H29 年度から 3 年間実施】", Round("suishin", 2017, "1/2", 2019)),
        ("地方創生拠点整備交付金＜1/2 国費＞【H29 年度実施（単年度）】", Round("kyoten", 2017, "1/2", 2017)),
        ("地方創生加速化交付金＜全額国費＞【H28年度実施（単年度）】", Round("kasokuka", 2016, "1", 2016)),
        ("■ 平成３０年度　地方創生推進交付金", Round("suishin", 2018)),
        ("## 令和元年度 地方創生推進交付金（国費10/10）", Round("suishin", 2019, "1")),
        ("1. 地方創生推進交付金（Ｈ３０年度〜Ｒ２年度）【補助率２分の１】", Round("suishin", 2018, "1/2", 2020)),
        ("令和5年度デジタル田園都市国家構想交付金（地方創生推進タイプ）採択事業一覧", Round("denen", 2023)),
        ("2017年度 拠点整備交付金の対象事業について", Round("kyoten", 2017)),
    ],
)
def test_a_heading_says_program_year_rate_and_period(imported: Import, heading: str, round_: Round) -> None:
    found = imported(f"小樽市\n{heading}\nA事業＜単独申請＞\n国費 1千円\n")
    assert found.rounds == [round_]
    (draft,) = found.drafts
    assert (draft.project.program, draft.project.program_basis) == (round_.program, "stated")
    assert (draft.project.fiscal_year, draft.programs, draft.doubts) == (round_.fiscal_year, (), ())
    assert "program" not in draft.inferred
    assert draft.quoted["program"] == heading


def test_a_program_nobody_knows_keeps_its_name(imported: Import) -> None:
    found = imported("小樽市\n平成29年度社会資本整備総合交付金\nA事業＜単独申請＞\n国費 1千円\n")
    assert [program.name for program in found.programs] == ["社会資本整備総合交付金"]
    assert found.projects[0].program == found.programs[0].id


def test_a_new_group_of_headings_begins_after_projects(imported: Import) -> None:
    found = imported(
        "小樽市\nH29年度地方創生推進交付金\nA事業＜単独申請＞\n国費 1千円\n"
        "H28年度地方創生推進交付金\nH28年度地方創生加速化交付金\nB事業＜単独申請＞\n国費 1千円\n"
        "H27年度地方創生加速化交付金\nC事業＜単独申請＞\n国費 1千円\n"
    )
    assert [(project.program, project.fiscal_year) for project in found.projects] == [
        ("suishin", 2017),
        (None, 2016),
        ("kasokuka", 2015),
    ]


def test_a_title_that_names_several_programs_leaves_them_to_the_headings(imported: Import) -> None:
    title = "H29年度地方創生推進交付金及び地方創生拠点整備交付金について\n"
    project = "A事業＜単独申請＞\n国費 1千円\n"
    assert imported(f"小樽市\n{title}{project}").drafts[0].programs == ("suishin", "kyoten")
    assert imported(f"小樽市\n{title}地方創生拠点整備交付金\n{project}").projects[0].program == "kyoten"


def test_years_stand_over_programs_too(imported: Import) -> None:
    project = "A事業＜単独申請＞\n国費 1千円\n"
    found = imported(
        f"小樽市\n平成28年度\n地方創生推進交付金\n{project}地方創生加速化交付金\n{project}平成29年度\n{project}"
    )
    assert [(project.program, project.fiscal_year) for project in found.projects] == [
        ("suishin", 2016),
        ("kasokuka", 2016),
        ("kasokuka", 2017),
    ]
    assert found.doubts == []


@pytest.mark.parametrize("heading", ["令和3年度 地方創生推進交付金", "R5補正 デジタル田園都市国家構想交付金"])
def test_a_year_by_itself_holds_no_longer_below_a_heading_with_another(imported: Import, heading: str) -> None:
    found = imported(
        "小樽市\n令和2年度\n地方創生推進交付金\n・A事業（国費 1千円）\n"
        f"{heading}\n・B事業（国費 1千円）\n地方創生拠点整備交付金\n・C事業（国費 1千円）\n"
    )
    assert found.doubts[-1][0] == "fiscal_year"
    assert found.drafts[2].doubts[0].field == "fiscal_year"
    assert found.drafts[0].doubts == ()


def test_a_year_by_itself_holds_for_the_money_of_another_years_budget(imported: Import) -> None:
    text = "小樽市\n平成28年度\n地方創生加速化交付金（平成27年度補正予算）\nA事業＜単独申請＞\n国費 1千円\n"
    found = imported(text)
    assert ([p.fiscal_year for p in found.projects], found.doubts) == ([2016], [])


def test_headings_of_different_years_leave_the_year_open(imported: Import) -> None:
    text = "小樽市\nH29年度地方創生推進交付金\nH28年度地方創生加速化交付金\nA事業＜単独申請＞\n国費 1千円\n"
    assert [field for field, _ in imported(text).doubts] == ["fiscal_year", "program"]
    assert imported(text, fiscal_year=2017, program="suishin").doubts == []


def test_the_year_of_a_supplementary_budget_is_not_the_grants(imported: Import) -> None:
    text = "小樽市\n地方創生加速化交付金（平成27年度補正予算）\nA事業＜単独申請＞\n国費 1千円\n"
    with pytest.raises(UsageError) as caught:
        imported(text)
    assert caught.value.message == importing.YEAR_UNKNOWN
    assert imported(text, fiscal_year=2016).rounds == [Round("kasokuka", 2016, budget="H27 補正")]


def test_a_heading_without_a_year_below_one_with_a_year_is_doubtful(imported: Import) -> None:
    project = "A事業＜単独申請＞\n国費 1千円\n"
    found = imported(f"小樽市\nH29年度地方創生推進交付金\n{project}地方創生拠点整備交付金\n{project}")
    assert [field for field, _ in found.doubts] == ["fiscal_year"]


@pytest.mark.parametrize(
    ("rate", "read"),
    [
        ("国費 50%", "1/2"),
        ("補助率１００％", "1"),
        ("国費5割", "1/2"),
        ("国費 75 %", "3/4"),
        ("1/2", "1/2"),
        ("0.5 国費", "1/2"),
    ],
)
def test_a_rate_in_hundredths_is_read(imported: Import, rate: str, read: str) -> None:
    found = imported(f"小樽市\nH29年度地方創生推進交付金＜{rate}＞\nA事業＜単独申請＞\n国費 1千円\n")
    assert (found.rounds, found.doubts) == ([Round("suishin", 2017, read)], [])


@pytest.mark.parametrize("name", ["（第２世代交付金）", "（第2世代交付金・ソフト事業）"])
def test_another_name_of_a_program_in_brackets_is_no_second_one(imported: Import, name: str) -> None:
    project = "A事業＜単独申請＞\n国費 1千円\n"
    found = imported(f"小樽市\n令和7年度 新しい地方経済・生活環境創生交付金{name}\n{project}")
    assert ([p.program for p in found.projects], found.doubts) == (["shinchiho"], [])
    assert imported(f"小樽市\n令和7年度 第２世代交付金\n{project}").projects[0].program == "shinchiho"


@pytest.mark.parametrize(
    "rate", ["3/2", "1/0", "0/2", "33.3%", "150%", "半額の", "1/1000", "1.1/2", "0.333", "1/2・1/3"]
)
def test_a_rate_that_is_none_is_doubtful(imported: Import, rate: str) -> None:
    found = imported(f"小樽市\nH29年度地方創生推進交付金＜{rate} 国費＞\nA事業＜単独申請＞\n国費 1千円\n")
    assert found.rounds == [Round("suishin", 2017)]
    assert [field for field, _ in found.doubts] == ["subsidy_rate"]


def test_rounds_that_contradict_each_other_are_doubtful(imported: Import) -> None:
    project = "A事業＜単独申請＞\n国費 1千円\n"
    heading = "H29年度地方創生推進交付金＜{} 国費＞\n"
    found = imported("小樽市\n" + heading.format("1/2") + project + heading.format("2/3") + project)
    assert found.rounds == [Round("suishin", 2017, "1/2")]
    assert found.doubts == [(None, importing.ROUND_DIFFERS.in_("ja"))]


def test_without_a_heading_the_program_is_open_unless_given(imported: Import) -> None:
    text = "小樽市 平成29年11月1日\n小樽市\n平成29年度\nA事業＜単独申請＞\n国費 1千円\n"
    assert imported(text).doubts == [("program", importing.PROGRAM_UNSTATED.in_("ja"))]
    assert imported(text, program="加速化").projects[0].program == "kasokuka"


def test_the_document_stands_where_the_user_says_otherwise(imported: Import) -> None:
    text = HEAD + "A事業＜単独申請＞\n国費 1千円\nB事業＜単独申請＞\n国費 1千円\n"
    found = imported(text, program="kasokuka", fiscal_year=2016, municipality="余市町")
    assert {(p.program, p.fiscal_year, p.municipality) for p in found.projects} == {("suishin", 2017, "小樽市")}
    assert len(found.doubts) == 3


@pytest.mark.parametrize(
    "line", ["札幌市では地方創生推進交付金を活用しています。", "地方創生推進交付金を活用し、", "交付金は国費である"]
)
def test_prose_about_a_program_is_no_heading(imported: Import, line: str) -> None:
    found = imported(f"小樽市\n平成29年度\n{line}\nA事業＜単独申請＞\n国費 1千円\n")
    assert found.projects[0].program_basis == "open"


UNCLEAR = importing.HEADING_UNCLEAR.in_("ja")


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("令和4～6年度 デジタル田園都市国家構想交付金（地方創生推進タイプ）", 2017),
        ("【令和4年度採択】デジタル田園都市国家構想交付金「デジタル実装タイプ」TYPE1・マイナンバーカード利用型", 2022),
        ("令和5年度以降", 2023),
        ("令和4年度 企業版ふるさと納税活用事業", 2022),
        ("デジタル田園都市国家構想交付金 つながりの部", 2017),
    ],
)
def test_a_heading_that_cannot_be_read_leaves_what_follows_open(imported: Import, heading: str, year: int) -> None:
    found = imported(f"{HEAD}・A事業（国費 1千円）\n{heading}\n・B事業（国費 1千円）\n・C事業（国費 1千円）\n")
    assert found.roles(Role.UNREAD) == [heading]
    assert [(p.program, p.fiscal_year) for p in found.projects] == [("suishin", 2017), (None, year), (None, year)]
    assert found.doubts == [("fiscal_year", UNCLEAR), ("program", UNCLEAR)] * 2


def test_the_next_heading_that_can_be_read_holds_again(imported: Import) -> None:
    unclear = "令和5年度以降\n・B事業（国費 1千円）\n"
    found = imported(f"{HEAD}{unclear}地方創生拠点整備交付金\n・C事業（国費 1千円）\n{HEAD}・D事業（国費 1千円）\n")
    assert [project.program for project in found.projects] == [None, "kyoten", "suishin"]
    assert [field for field, _ in found.doubts] == ["fiscal_year", "program", "fiscal_year"]


def test_the_user_may_say_what_an_unclear_heading_does_not(imported: Import) -> None:
    text = f"{HEAD}・A事業（国費 1千円）\n令和5年度以降\n・B事業（国費 1千円）\n"
    found = imported(text, program="suishin", fiscal_year=2023)
    assert "--year" in found.drafts[1].inferred["fiscal_year"].in_("en")
    assert found.projects[1].program_basis == "inferred, high"


@pytest.mark.parametrize(
    ("heading", "program", "year"),
    [
        ("令和5年度 デジタル田園都市国家構想交付金 デジタル実装タイプ TYPE2", "denen", 2023),
        ("令和6年度デジタル田園都市国家構想交付金（地方創生拠点整備タイプ）採択事業のご紹介", "denen", 2024),
        ("令和3年度（予定）", "suishin", 2021),
        ("令和４年度見込み", "suishin", 2022),
    ],
)
def test_types_and_plans_in_headings_are_read(imported: Import, heading: str, program: str, year: int) -> None:
    found = imported(f"{HEAD}・A事業（国費 1千円）\n{heading}\n・B事業（国費 1千円）\n")
    assert (found.projects[1].program, found.projects[1].fiscal_year, found.doubts) == (program, year, [])


def test_a_sentence_may_say_that_what_follows_is_of_another_program(imported: Import) -> None:
    text = f"{HEAD}{{}}\n・A事業（国費 1千円）\n"
    other = "デジタル田園都市国家構想交付金を活用し、次の事業を実施しました。"
    assert [field for field, _ in imported(text.format(other)).doubts] == ["fiscal_year", "program"]
    same = "地方創生推進交付金を活用し、次の事業を実施しました。"
    assert imported(text.format(same)).doubts == []


def test_a_heading_on_two_lines_is_read_as_one(imported: Import) -> None:
    found = imported("小樽市\n令和7年度 新しい地方経済・\n生活環境創生交付金\n・A事業（国費 1千円）\n")
    assert [(p.program, p.fiscal_year) for p in found.projects] == [("shinchiho", 2025)]
    assert (found.doubts, found.roles(Role.UNREAD), len(found.roles(Role.HEADING))) == ([], [], 3)


@pytest.mark.parametrize(
    "sentences",
    [
        "先行事業として実施した取組を引き継ぐ。\n令和3年度地方創生加速化交付金\nにより整備した施設を活用する。",
        "令和4年度に採択された地方創生拠点整備交付金を活用して地域の観光資源を磨き上げることで若年\n層の流出を止める。",
        "国の制度を活用する。\nデジタル田園都市国家構想交付金\nはその財源である。",
    ],
)
def test_sentences_that_run_over_a_program_change_nothing_below(imported: Import, sentences: str) -> None:
    found = imported(f"{HEAD}A事業＜単独申請＞\n国費 1千円\n{sentences}\nB事業＜単独申請＞\n国費 2千円\n")
    assert [(p.name, p.program, p.fiscal_year) for p in found.projects][1] == ("B事業", "suishin", 2017)
    assert (found.doubts, found.roles(Role.TEXT)) == ([], sentences.split("\n"))


@pytest.mark.parametrize("sentence", ["この事業は、\n地方創生推進交付金\nを活用している。", "余市町\n仁木町\n赤井川村"])
def test_what_only_looks_like_a_heading_below_a_project_is_none(imported: Import, sentence: str) -> None:
    text = "小樽市\nH29年度地方創生拠点整備交付金\nA事業＜単独申請＞\n国費 1千円\n{}\nB事業＜単独申請＞\n国費 1千円\n"
    projects = imported(text.format(sentence)).projects
    assert {(project.program, project.municipality) for project in projects} == {("kyoten", "小樽市")}


def test_the_program_may_stand_at_each_project(imported: Import) -> None:
    above = "小樽市\n平成29年度\nA事業\n地方創生推進交付金\n国費 1千円\nB事業\n地方創生拠点整備交付金\n国費 2千円\n"
    below = "小樽市\n平成29年度\nA事業\n国費 1千円\n（地方創生推進交付金）\nB事業\n国費 2千円\n（拠点整備交付金）\n"
    for text in (above, below):
        found = imported(text)
        assert [(p.name, p.program, p.national_funds_yen) for p in found.projects] == [
            ("A事業", "suishin", 1000),
            ("B事業", "kyoten", 2000),
        ]
        assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])
        assert {round_.fiscal_year for round_ in found.rounds} == {2017}


def test_a_program_at_a_project_below_a_heading_of_another_is_open(imported: Import) -> None:
    found = imported(HEAD + "・A事業（国費 1千円）\n（拠点整備交付金）\n・B事業（国費 1千円）\n")
    assert [(draft.project.program, draft.programs) for draft in found.drafts] == [
        (None, ("kyoten", "suishin")),
        (None, ("suishin",)),
    ]
    assert {p.fiscal_year for p in found.projects} == {2017}


# Names


def test_names_are_verbatim(imported: Import) -> None:
    names = ["ＩＣＴ と IT を使う「ＤＸ」 事業", "第２期 （仮称）A・B 事業", "～みんなで～ 100 年計画"]
    found = imported(HEAD + "".join(f"  {name}＜単独申請＞ \n国費 1千円\n" for name in names))
    assert [project.name for project in found.projects] == names


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("先端技術導入の取組による\nIT 産業活性化事業＜道と共同申請＞", "先端技術導入の取組によるIT 産業活性化事業"),
        ("IT 産業活性化事業＜道と\n共同申請＞", "IT 産業活性化事業"),
        ("「さっぽろ圏\n若者」定着事業＜道と共同申請＞", "「さっぽろ圏若者」定着事業"),
        ("戦略的な MICE\nPR 事業＜道と共同申請＞", "戦略的な MICE PR 事業"),
    ],
)
def test_a_name_on_two_lines_is_joined(imported: Import, lines: str, name: str) -> None:
    found = imported(HEAD + lines + " ※市は単年度のみ\n国費 1千円（北海道 2千円）\n")
    (draft,) = found.drafts
    assert (draft.project.name, draft.project.application_text) == (name, "道と共同申請")
    assert (draft.project.note, draft.project.source_line) == ("※市は単年度のみ", 3)
    assert "name" in draft.inferred
    assert found.doubts == []
    assert found.roles(Role.UNREAD) == []


def test_a_wrapped_name_after_a_paragraph_is_joined(imported: Import) -> None:
    found = imported(
        HEAD + "A事業＜単独申請＞\n国費 1千円\n説明である。\n長い名前の前半に\n続く後半事業＜単独申請＞\n国費 2千円\n"
    )
    assert [project.name for project in found.projects] == ["A事業", "長い名前の前半に続く後半事業"]


def test_a_paragraph_without_a_full_stop_is_not_taken_for_a_name(imported: Import) -> None:
    paragraph = "ここには終わりに句点のない説明が書かれていて、はじめの行は端まで続いており、次の\n行の途中で切れる\n"
    found = imported(HEAD + f"A事業＜単独申請＞\n国費 1千円\n{paragraph}B事業＜単独申請＞\n国費 2千円\n")
    assert [project.name for project in found.projects] == ["A事業", "B事業"]
    assert found.doubts == []
    assert found.roles(Role.TEXT) == paragraph.split()


def test_a_full_line_right_above_a_name_may_be_its_beginning(imported: Import) -> None:
    full = "とても長い名前が一行に収まらずに次の行へと続いていくように見える\n"
    found = imported(HEAD + f"A事業＜単独申請＞\n国費 1千円\n{full}B事業＜単独申請＞\n国費 2千円\n")
    assert found.doubts == [("name", importing.NAME_MAY_BEGIN_ABOVE.in_("ja"))]


def test_a_name_that_only_its_figure_shows_is_joined_where_a_line_must_go_on(imported: Import) -> None:
    found = imported(HEAD + "食の発信\n国費 1千円\n説明です。\n観光資源の磨き上げと\n広域周遊の推進\n国費 3千円\n")
    assert [(p.name, p.national_funds_yen) for p in found.projects][1:] == [
        ("観光資源の磨き上げと広域周遊の推進", 3_000)
    ]
    assert ("name" in found.drafts[1].inferred, found.doubts, found.roles(Role.UNREAD)) == (True, [], [])


def test_a_name_below_a_line_that_may_be_broken_off_is_doubtful(imported: Import) -> None:
    text = "食の発信\n国費 1千円\n観光資源の磨き上げ及び地域ぐるみ\nの広域周遊の推進\n国費 3千円\n"
    assert imported(HEAD + text).doubts == [("name", importing.NAME_MAY_BEGIN_ABOVE.in_("ja"))]
    long = "長い説明の行がここにあって、それにくらべると下の行は途中で切れているようには見えないので\nそうしない。\n"
    assert imported(HEAD + long + text).doubts == []


@pytest.mark.parametrize("indent", ["", "　"])
def test_a_bullet_on_three_lines_is_one_project(imported: Import, indent: str) -> None:
    lines = [
        "・首都圏からの移住促進並び",
        f"{indent}に関係人口の創出による地域活性",
        f"{indent}化の推進（交付額：1千円）",
    ]
    found = imported(HEAD + "\n".join([*lines, "・B事業（交付額：2千円）"]))
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [
        ("首都圏からの移住促進並びに関係人口の創出による地域活性化の推進", 1_000),
        ("B事業", 2_000),
    ]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])


def test_lines_indented_below_a_bullet_are_no_projects(imported: Import) -> None:
    found = imported(
        HEAD + "・首都圏からの移住促進並び\n　に関係人口の創出\n　国費 1千円\n・B事業\n　駅前を整備\n　国費 2千円\n"
    )
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [
        ("首都圏からの移住促進並びに関係人口の創出", 1_000),
        ("B事業", 2_000),
    ]
    assert found.roles(Role.TEXT) == ["駅前を整備"]


def test_numbers_that_run_on_are_no_part_of_names(imported: Import) -> None:
    found = imported(HEAD + "1 A事業（交付額：1千円）\n2 食の\n発信（交付額：2千円）\n3 C事業\n  国費 3千円\n")
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [
        ("A事業", 1_000),
        ("食の発信", 2_000),
        ("C事業", 3_000),
    ]
    assert found.doubts == []


def test_a_number_that_runs_on_from_none_is_part_of_its_name(imported: Import) -> None:
    names = ["100 年フード事業", "2 拠点居住事業", "○×ゲームで学ぶ事業"]
    found = imported(HEAD + "".join(f"{name}（交付額：1千円）\n" for name in names))
    assert [p.name for p in found.projects] == names


def test_a_dash_before_the_amount_is_no_part_of_the_name(imported: Import) -> None:
    assert [p.name for p in imported(HEAD + "1. A事業 — 4,000千円\n2. B事業 ― 国費 1千円\n").projects] == [
        "A事業",
        "B事業",
    ]


# Figures


@pytest.mark.parametrize(
    ("figure", "yen"),
    [
        ("国費 37,000 千円", 37_000_000),
        ("国費　３７，０００千円", 37_000_000),
        ("交付額：2,886,000円", 2_886_000),
        ("（国費 1,200 千円）", 1_200_000),
        ("採択額 0.5億円", 50_000_000),
        ("国費 0円", 0),
        ("37,000 千円", 37_000_000),
        ("・国費 5百万円", 5_000_000),
        ("総事業費 4,000千円（うち国費 2,000千円）", 2_000_000),
        ("国費 1億2,000万円", 120_000_000),
        ("国費 10億200万円", 1_002_000_000),
        ("国費 １億２千万円", 120_000_000),
        ("国費 2,000千円 総事業費 4,000千円", 2_000_000),
    ],
)
def test_a_figure_is_read_with_its_unit(imported: Import, figure: str, yen: int) -> None:
    found = imported(f"{HEAD}A事業＜単独申請＞\n{figure}\n説明。\n", amounts="national_funds_yen")
    assert found.projects[0].national_funds_yen == yen
    assert found.projects[0].source_amount_line == 4
    assert found.doubts == []
    assert found.roles(Role.FIGURE) == [figure]


@pytest.mark.parametrize(
    "figure",
    [
        "国費 23.210千円",
        "国費 △1,200千円",
        "国費 ▲1,200千円",
        "国費 37,00 千円",
        "国費 37,000 千円 29,710 千円",
        "国費 1,200千円、交付額 1,300千円",
        "国費 37, 000 千円",
        "国費 37,000 千円（北海道 2,997 千円",
        "国費 37,000千円→30,000千円",
        "国費 37,000千円のうち30,000千円",
        "国費 37,000千円（うち市分 30,000千円）",
        "国費 1億円2,000万円",
        "国費 1億20,000万円",
        "国費 1億2,000千円",
        "国費 99,999,999,999億円",
    ],
)
def test_a_figure_that_is_not_plain_is_doubted_and_not_repaired(imported: Import, figure: str) -> None:
    found = imported(f"{HEAD}A事業＜単独申請＞\n{figure}\n")
    assert found.projects[0].national_funds_yen is None
    assert found.doubts in ([DOUBTFUL], [MISSING])
    assert (found.doubts == [DOUBTFUL]) == (found.roles(Role.UNREAD) == [])


@pytest.mark.parametrize("amount", ["10千円→8千円", "10千円のうち8千円", "10千円、うち市分 8千円"])
def test_an_amount_that_another_replaces_leaves_the_funds_open(imported: Import, amount: str) -> None:
    found = imported(f"{HEAD}・A事業（国費 {amount}）\n")
    assert ([p.national_funds_yen for p in found.projects], found.doubts) == ([None], [DOUBTFUL])


@pytest.mark.parametrize(
    "figure", ["国費 約1,200千円", "国費 1,200千円程度", "一般財源 1,200千円", "年間 300千円を助成する。"]
)
def test_other_money_is_unread_and_never_a_paragraph(imported: Import, figure: str) -> None:
    found = imported(f"{HEAD}A事業＜単独申請＞\n{figure}\n")
    assert found.projects[0].national_funds_yen is None
    assert len(found.doubts) == 1
    assert found.roles(Role.TEXT) == []


def test_what_a_cost_is_paid_from_is_no_project(imported: Import) -> None:
    found = imported(HEAD + "・A事業（国費 1千円）\n・一般財源 2千円\n・県費 3千円\n・国費（推進交付金） 4千円\n")
    assert [project.name for project in found.projects] == ["A事業"]
    assert len(found.roles(Role.UNREAD)) == 3


def test_a_sentence_with_words_of_application_is_no_project(imported: Import) -> None:
    sentence = "余市町との連携事業（共同申請）として実施する。"
    found = imported(HEAD + f"A事業＜単独申請＞\n国費 1千円\n{sentence}\n")
    assert (len(found.projects), found.roles(Role.TEXT)) == (1, [sentence])


@pytest.mark.parametrize("dash", ["国費 ―", "国費：未定", "交付額 －"])
def test_a_dash_is_an_amount_that_is_missing(imported: Import, dash: str) -> None:
    found = imported(f"{HEAD}A事業＜単独申請＞\n{dash}\n")
    assert (found.doubts, found.roles(Role.FIGURE)) == ([MISSING], [dash])


@pytest.mark.parametrize(
    "line",
    [
        "国費　　　　千円",
        "国費：",
        "国費 ― 千円",
        "交付額：",
        "（国費　千円）",
        "国費：未定（調整中）",
        "国費 (未定)",
        "国費：精査中",
        "国費：＊＊＊",
        "金額未定",
        "交付決定額：",
        "交付額（千円）",
        "国費 10,000ドル",
        "国費 約1,200千円",
    ],
)
def test_an_amount_left_blank_shows_the_name_above_it(imported: Import, line: str) -> None:
    found = imported(f"{HEAD}観光の発信\n国費 1千円\n説明です。\n地域の磨き上げ\n{line}\n説明です。\n")
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("観光の発信", 1_000), ("地域の磨き上げ", None)]
    assert (found.doubts, found.roles(Role.FIGURE)) == ([MISSING], ["国費 1千円", line])


@pytest.mark.parametrize(
    "lines",
    [
        "令和4年度 国費 1,000千円\n令和5年度 国費 2,000千円",
        "令和4年度：国費 1,000千円\n令和5年度：国費 2,000千円",
        "R4：1,000千円　R5：2,000千円",
        "（令和4年度）1,000千円",
        "令和4年度分 交付額：3,000千円",
        "令和4年度　1,000\n令和5年度　2,000",
    ],
)
def test_amounts_by_year_are_no_projects_and_no_projects_amount(imported: Import, lines: str) -> None:
    for name in ("・観光の発信", "観光の発信", "観光の発信＜単独申請＞"):
        found = imported(f"{HEAD}{name}\n{lines}\n説明です。\n")
        assert [(p.name, p.national_funds_yen) for p in found.projects] == [("観光の発信", None)]
        assert (found.doubts, found.roles(Role.UNREAD)) == ([MISSING], lines.split("\n"))


@pytest.mark.parametrize("line", ["交付金額 5,000千円", "交付金 5,000千円"])
def test_the_word_for_a_grant_before_an_amount_is_no_heading(imported: Import, line: str) -> None:
    found = imported(f"{HEAD}観光の発信\n{line}\n説明です。\n")
    assert ([p.national_funds_yen for p in found.projects], found.doubts) == ([5_000_000], [])


def test_words_in_brackets_may_stand_over_each_value(imported: Import) -> None:
    found = imported(HEAD + "【事業名】\n観光の推進\n【交付額】\n10千円\n【概要】\n運河の魅力を高める。\n")
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("観光の推進", 10_000)]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])


def test_sentences_about_funds_stay_text(imported: Import) -> None:
    sentence = "国費を活用して駅前を整える。"
    found = imported(f"{HEAD}A事業＜単独申請＞\n国費 1千円\n{sentence}\n")
    assert (found.roles(Role.TEXT), found.doubts) == ([sentence], [])


def test_an_amount_left_blank_states_no_unit(imported: Import) -> None:
    text = HEAD + "A事業＜単独申請＞\n国費　　　　千円\nB事業＜単独申請＞\n{}国費 10,000\nC事業（国費 1,000円）\n"
    for between in ("", "総事業費　　　千円\n"):
        assert [p.national_funds_yen for p in imported(text.format(between)).projects] == [None, None, 1_000]


def test_an_amount_that_cannot_be_read_is_no_part_of_a_name(imported: Import) -> None:
    found = imported(
        HEAD + "・A事業（国費 1千円）\n・観光の発信（交付額:未定）\n・食の発信（国費　　千円）\n・農の発信 交付額 -\n"
        "・海の発信（国費 10,00O千円）\n・山の発信（未定）\n"
    )
    assert [p.name for p in found.projects][1:] == ["観光の発信", "食の発信", "農の発信", "海の発信", "山の発信"]
    assert found.doubts == [MISSING] * 5


def test_the_cost_is_kept_apart_from_the_funds(imported: Import) -> None:
    found = imported(
        HEAD + "A事業＜単独申請＞\n総事業費 4,000千円\n国費 2,000千円\nB事業＜単独申請＞\n事業費 4,000千円\n"
    )
    first, second = found.projects
    assert (first.national_funds_yen, first.stated_cost_yen) == (2_000_000, 4_000_000)
    assert (second.national_funds_yen, second.stated_cost_yen) == (None, 4_000_000)
    assert found.doubts == [MISSING]


def test_amounts_without_any_unit_are_asked_about(imported: Import) -> None:
    text = HEAD + "A事業＜単独申請＞\n国費 37,000\nB事業＜単独申請＞\n国費 2,000\n"
    with pytest.raises(UsageError) as caught:
        imported(text)
    assert (caught.value.message, caught.value.hint) == (importing.UNIT_UNKNOWN, importing.ASK_UNIT)
    found = imported(text, yen_per_unit=1000)
    assert [project.national_funds_yen for project in found.projects] == [37_000_000, 2_000_000]
    assert "--unit" in found.drafts[0].inferred[AMOUNT].in_("ja")


def test_some_amounts_without_a_unit_are_doubtful(imported: Import) -> None:
    found = imported(HEAD + "A事業＜単独申請＞\n国費 37,000\nB事業＜単独申請＞\n国費 2,000千円\n")
    assert [project.national_funds_yen for project in found.projects] == [None, 2_000_000]
    assert found.doubts == [(AMOUNT, importing.UNIT_UNKNOWN.in_("ja"))]


@pytest.mark.parametrize("unit", ["（単位：千円）", "採択事業（単位：千円）", "地方創生推進交付金（単位：千円）"])
def test_a_unit_stated_once_holds_below(imported: Import, unit: str) -> None:
    found = imported(f"{HEAD}{unit}\nA事業＜単独申請＞\n国費 37,000\nB事業＜単独申請＞\n国費 2,000円\n")
    assert [project.national_funds_yen for project in found.projects] == [37_000_000, 2_000]
    assert found.doubts == []


def test_the_unit_of_the_page_stands_where_the_user_says_otherwise(imported: Import) -> None:
    text = HEAD + "（単位：円）\n・A事業 交付額 1,000\n"
    found = imported(text, yen_per_unit=1000)
    assert [p.national_funds_yen for p in found.projects] == [1_000]
    assert found.doubts == [(None, importing.OPTION_DIFFERS(option="--unit").in_("ja"))]
    assert imported(text, yen_per_unit=1).doubts == []


# Applications and partners


@pytest.mark.parametrize(
    ("words", "bracket", "partners"),
    [
        ("道と共同申請", "（北海道 2千円）", [("北海道", 2_000)]),
        ("道と 6 自治体との共同申請", "（北海道 2千円）", [("北海道", 2_000), ("6 自治体", None)]),
        ("余市町、仁木町との共同申請", "", [("余市町", None), ("仁木町", None)]),
        ("余市町・仁木町及び赤井川村と共同申請", "", [("余市町", None), ("仁木町", None), ("赤井川村", None)]),
        ("共同申請：余市町、仁木町", "（仁木町 2千円）", [("余市町", None), ("仁木町", 2_000)]),
        ("共同申請", "（北海道 2千円、余市町 3千円）", [("北海道", 2_000), ("余市町", 3_000)]),
        ("共同申請", "", [("共同申請", None)]),
        ("道と共同申請", "", [("道", None)]),
    ],
)
def test_partners_are_named_with_their_shares(
    imported: Import, words: str, bracket: str, partners: list[tuple[str, int | None]]
) -> None:
    found = imported(f"{HEAD}A事業＜{words}＞\n国費 1千円{bracket}\n")
    (project,) = found.projects
    assert (project.application, project.application_text) == ("joint", words)
    assert project.partners == tuple(Partner(name, None, yen) for name, yen in partners)
    assert (project.national_funds_yen, found.doubts) == (1_000, [])


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("A事業＜道と共同申請\n国費 1千円", "application"),
        ("A事業＜道と共同申請）\n国費 1千円", "application"),
        ("A事業道と共同申請＞\n国費 1千円", "application"),
        ("A事業＜新規＞\n国費 1千円", "application"),
        ("A事業＜単独・共同申請＞\n国費 1千円", "application"),
        ("A事業＜単独申請＞\n国費 1千円（北海道 2千円）", "partners"),
        ("A事業＜道と共同申請＞\n国費 1千円（余市町 2千円）", "partners"),
        ("A事業＜道と共同申請＞\n国費 1千円（うち北海道 2千円）", "partners"),
        ("A事業＜道と共同申請＞\n国費 1千円（北海道 2.000千円）", "partners"),
    ],
)
def test_an_application_that_is_not_plain_is_doubtful(imported: Import, line: str, field: str) -> None:
    found = imported(f"{HEAD}{line}\n")
    assert {doubted for doubted, _ in found.doubts} == {field}
    assert found.projects[0].national_funds_yen == 1_000
    assert (found.projects[0].name or "").startswith("A事業")


@pytest.mark.parametrize(
    ("line", "partners"),
    [
        ("・A事業（交付額：1千円）\n　共同申請団体：北海道、余市町", ["北海道", "余市町"]),
        ("・A事業（交付額：1千円）\n（北海道、余市町と共同申請）", ["北海道", "余市町"]),
        ("・A事業（交付額：1千円）※北海道との共同申請", ["北海道"]),
        ("・A事業（交付額：1千円）\n　※余市町・仁木町が共同で申請", ["余市町", "仁木町"]),
        ("・A事業＜共同申請（代表）＞（交付額：1千円）", ["共同申請（代表）"]),
    ],
)
def test_who_applied_may_stand_beside_or_below(imported: Import, line: str, partners: list[str]) -> None:
    found = imported(f"{HEAD}{line}\n・B事業（交付額：1千円）\n")
    assert [(p.application, [q.name for q in p.partners], p.note) for p in found.projects] == [
        ("joint", partners, None),
        (None, [], None),
    ]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])


@pytest.mark.parametrize("words", ["単独申請・共同申請", "非単独申請", "申請中"])
def test_an_application_that_says_neither_names_no_partners(imported: Import, words: str) -> None:
    found = imported(f"{HEAD}A事業＜{words}＞\n国費 1千円\n")
    assert [(p.application, p.partners) for p in found.projects] == [(None, ())]
    assert [field for field, _ in found.doubts] == ["application"]


@pytest.mark.parametrize("words", ["食のまちづくりと共同申請", "関係者の皆様と共同申請"])
def test_partners_that_end_as_no_body_does_are_doubtful(imported: Import, words: str) -> None:
    found = imported(f"{HEAD}A事業＜{words}＞\n国費 1千円\n")
    assert [(p.application, p.partners) for p in found.projects] == [("joint", ())]
    assert [field for field, _ in found.doubts] == ["partners"]


def test_doubled_brackets_are_no_part_of_a_name(imported: Import) -> None:
    (project,) = imported(f"{HEAD}観光の発信＜＜単独申請＞＞\n国費 1千円\n").projects
    assert (project.name, project.application) == ("観光の発信", "single")


@pytest.mark.parametrize("legend", ["※は共同申請事業", "※印の事業は、北海道との共同申請", "※：共同申請", "※共同申請"])
def test_a_legend_is_about_the_projects_that_bear_its_mark(imported: Import, legend: str) -> None:
    found = imported(f"{HEAD}・A事業※（交付額：1千円）\n・B事業（交付額：2千円）\n{legend}\n")
    assert [(p.application, p.partners) for p in found.projects] == [(None, ())] * 2
    assert found.doubts == [("application", importing.MARK_OPEN.in_("ja"))]
    assert found.roles(Role.UNREAD) == [legend]


@pytest.mark.parametrize(
    ("note", "fields"),
    [
        ("※交付額は北海道との合計。市分は1千円", [AMOUNT, "partners"]),
        ("※北海道との共同申請（うち北海道分 2千円）", [AMOUNT, "partners", "application"]),
        ("※令和5年度への繰越分2千円を含む", [AMOUNT, "partners"]),
        ("（うち北海道分 2千円）", [AMOUNT, "partners"]),
        ("上記のうち2千円は北海道分", [AMOUNT, "partners"]),
    ],
)
def test_an_amount_in_a_note_leaves_the_funds_open(imported: Import, note: str, fields: list[str]) -> None:
    found = imported(f"{HEAD}・A事業（交付額：3千円）\n　{note}\n・B事業（交付額：2千円）\n")
    assert [p.national_funds_yen for p in found.projects] == [None, 2_000]
    assert [field for field, _ in found.doubts] == fields


def test_a_note_about_the_application_that_cannot_be_read_is_doubtful(imported: Import) -> None:
    found = imported(HEAD + "事業名\t国費（千円）\t備考\nA事業\t1\t北海道と共同\n")
    assert [field for field, _ in found.doubts] == ["application"]
    assert found.projects[0].note == "北海道と共同"


def test_who_takes_part_need_not_have_applied(imported: Import) -> None:
    found = imported(HEAD + "・A事業（交付額：1千円）\n　連携自治体：北海道、余市町\n")
    assert found.roles(Role.UNREAD) == ["連携自治体：北海道、余市町"]


# Lists


def test_a_list_with_bullets(imported: Import) -> None:
    found = imported(
        "余市町\n令和4年度地方創生推進交付金\n"
        "・観光受入事業 (交付額:2,886,000円)\n"
        "・若者定着事業（交付額：１，２００千円）\n※小樽市、仁木町との共同申請\n"
        "・先端技術の導入による\n産業活性化事業 (交付額:500万円)\n"
        "・金額のない事業\n"
        "○「食」の事業＜単独申請＞（国費 1,200千円）※継続\n"
        "１．道の駅：整備事業 国費 23.210千円\n"
        "２．○○事業（２期）：交付額 5千円\n"
    )
    assert [(project.name, project.national_funds_yen) for project in found.projects] == [
        ("観光受入事業", 2_886_000),
        ("若者定着事業", 1_200_000),
        ("先端技術の導入による産業活性化事業", 5_000_000),
        ("金額のない事業", None),
        ("「食」の事業", 1_200_000),
        ("道の駅：整備事業", None),
        ("○○事業（２期）", 5_000),
    ]
    assert found.doubts == [MISSING, DOUBTFUL]
    second, note = found.projects[1], found.projects[4].note
    assert (second.application, second.application_text) == ("joint", "小樽市、仁木町との共同申請")
    assert [partner.name for partner in second.partners] == ["小樽市", "仁木町"]
    assert note == "※継続"
    assert found.roles(Role.UNREAD) == []
    assert {project.source_line == project.source_amount_line for project in found.projects} == {True, False}


def test_figures_below_bullets(imported: Import) -> None:
    found = imported(HEAD + "○観光事業\n　交付額：1,000千円\n　駅前を整える。\n○農業事業\n　交付額：2,000千円\n")
    assert [(project.name, project.national_funds_yen) for project in found.projects] == [
        ("観光事業", 1_000_000),
        ("農業事業", 2_000_000),
    ]
    assert found.roles(Role.TEXT) == ["駅前を整える。"]


def test_bullets_of_a_paragraph_are_no_projects(imported: Import) -> None:
    found = imported(HEAD + "A事業＜単独申請＞\n国費 1千円\n・研修の開催\n・冊子の作成\n")
    assert len(found.projects) == 1
    assert found.roles(Role.TEXT) == ["・研修の開催", "・冊子の作成"]


@pytest.mark.parametrize(
    "parts",
    [
        "●A事業 国費 10千円\n　・研修 国費 4千円\n　・広報 国費 6千円\n●B事業 国費 1千円\n",
        "●A事業 国費 10千円\n・研修 国費 4千円\n・広報 国費 6千円\n●B事業 国費 1千円\n",
        "1. A事業（交付額：10千円）\n　(1) 研修（4千円）\n　(2) 広報（6千円）\n2. B事業（交付額：1千円）\n",
        "・A事業（交付額：10千円）\n　- 研修事業：4千円\n　- 広報事業：6千円\n・B事業（交付額：1千円）\n",
        "・A事業（交付額：10千円）\n　　研修事業：4千円\n　　広報事業：6千円\n・B事業（交付額：1千円）\n",
        "A事業＜単独申請＞\n国費 10千円\n・研修 4千円\n・広報 6千円\nB事業＜単独申請＞\n国費 1千円\n",
        "■A事業（10千円）\n①研修 4千円\n②広報 6千円\n■B事業（1千円）\n",
        "A事業 国費 10千円\n（内訳）\n　研修事業 4千円\n　広報事業 6千円\nB事業 国費 1千円\n",
        "・A事業（10千円）\n内訳\n研修事業 4千円\n広報事業 6千円\n・B事業（1千円）\n",
        "・A事業\n　国費 10千円\n　－ 研修\n　　国費 4千円\n　－ 広報\n　　国費 6千円\n・B事業\n　国費 1千円\n",
    ],
)
def test_parts_of_a_project_with_its_amount_are_no_projects(imported: Import, parts: str) -> None:
    found = imported(HEAD + parts, amounts="national_funds_yen")
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", 10_000), ("B事業", 1_000)]
    assert len(found.roles(Role.UNREAD)) in (2, 4)


def test_projects_below_the_name_of_their_group_are_read(imported: Import) -> None:
    found = imported(HEAD + "●観光の発信\n　・A事業 国費 4千円\n　・B事業 国費 6千円\n")
    assert [p.national_funds_yen for p in found.projects][-2:] == [4_000, 6_000]


def test_a_figure_below_a_project_that_has_its_own_is_given_to_none(imported: Import) -> None:
    found = imported(HEAD + "・A事業\n・B事業（国費 1千円）\n国費 2千円\n")
    assert [p.national_funds_yen for p in found.projects] == [None, 1_000]
    assert found.roles(Role.UNREAD) == ["国費 2千円"]


def test_a_footnote_of_a_list_belongs_to_no_project(imported: Import) -> None:
    found = imported(HEAD + "・A事業（交付額：1千円）\n・B事業（交付額：1千円）\n※金額は採択時のもの\n")
    assert [project.note for project in found.projects] == [None, None]
    assert found.roles(Role.UNREAD) == ["※金額は採択時のもの"]


def test_labels_name_a_project_and_its_values(imported: Import) -> None:
    found = imported(HEAD + "事業名：観光の振興\n申請区分：単独申請\n事業期間：3年\n交付額：1,000千円\n")
    (project,) = found.projects
    assert (project.name, project.application, project.national_funds_yen) == ("観光の振興", "single", 1_000_000)


def test_markdown_tables_and_rows_pasted_from_spreadsheets(imported: Import) -> None:
    rows = [
        ["No.", "事業名", "国費（千円）", "申請区分"],
        ["1", "A事業", "1,000", "単独申請"],
        ["2", "B事業", "-", "道と共同申請"],
    ]
    markdown = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * 4, *rows[1:]])
    for text, name in ((markdown, "page.md"), ("\n".join("\t".join(row) for row in rows), "page.txt")):
        found = imported(
            f"# 小樽市の地方創生関連交付金（令和2年度）\n## 地方創生推進交付金\n{text}\n合計 1,000千円\n", name
        )
        assert [(p.name, p.national_funds_yen, p.application) for p in found.projects] == [
            ("A事業", 1_000_000, "single"),
            ("B事業", None, "joint"),
        ]
        assert {project.municipality for project in found.projects} == {"小樽市"}
        assert found.doubts == []


def test_a_row_with_other_cells_than_its_heads_is_unread(imported: Import) -> None:
    found = imported(HEAD + "事業名\t国費（千円）\nA事業\t1,000\t2,000\n\t3,000\nB事業\t4,000\n")
    assert [(project.name, project.national_funds_yen) for project in found.projects] == [("B事業", 4_000_000)]
    assert len(found.roles(Role.UNREAD)) == 2


TWO_COLUMNS = (AMOUNT, importing.AMOUNTS_DIFFER(field=AMOUNT).in_("ja"))
COLUMN_UNKNOWN = (AMOUNT, importing.COLUMN_UNKNOWN.in_("ja"))


@pytest.mark.parametrize(
    ("heads", "row", "doubt"),
    [
        (["事業名\t交付決定額（千円）\t交付額（千円）"], "A事業\t2,000\t1,500", TWO_COLUMNS),
        (["事業名\t交付決定額（千円）\t交付額（千円）"], "A事業\t\t1,500", TWO_COLUMNS),
        (["事業名\t国費（千円）\tうち県分"], "A事業\t2,000\t500", COLUMN_UNKNOWN),
        (["事業名\t交付決定額（千円）\t実績額（千円）"], "A事業\t2,000\t1,500", COLUMN_UNKNOWN),
    ],
)
def test_a_column_too_many_leaves_the_amount_open(
    imported: Import, heads: list[str], row: str, doubt: tuple[str, str]
) -> None:
    found = imported(HEAD + "\n".join([*heads, row]))
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", None)]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([doubt], [])


@pytest.mark.parametrize(
    "heads",
    [
        ["団体名\t事業名\tR4年度\tR5年度", "団体名\t事業名\t国費（千円）\t国費（千円）"],
        ["団体名\t事業名\t交付額（千円）\t", "団体名\t事業名\tR4\tR5"],
    ],
)
def test_years_that_run_across_are_a_project_each(imported: Import, heads: list[str]) -> None:
    found = imported(HEAD + "\n".join([*heads, "小樽市\tA事業\t2\t1"]))
    assert [(p.fiscal_year, p.name, p.national_funds_yen) for p in found.projects] == [
        (2022, "A事業", 2_000),
        (2023, "A事業", 1_000),
    ]
    assert found.doubts == []


def test_an_unclear_heading_in_a_table_leaves_the_rows_below_open(imported: Import) -> None:
    heading = "令和5年度 デジタル田園都市国家構想交付金 特別枠"
    found = imported(f"{HEAD}事業名\t国費（千円）\nA事業\t1\n{heading}\t\nB事業\t2\n")
    assert [(p.name, p.program) for p in found.projects] == [("A事業", "suishin"), ("B事業", "denen")]
    assert found.roles(Role.UNREAD) == []


def test_columns_that_are_known_to_be_something_else_leave_nothing_open(imported: Import) -> None:
    found = imported(HEAD + "事業名\t国費（千円）\t一般財源\tKPI\t目標値\nA事業\t2,000\t2,000\t観光客数\t12,000\n")
    assert ([p.national_funds_yen for p in found.projects], found.doubts) == ([2_000_000], [])


def test_each_column_has_its_own_unit(imported: Import) -> None:
    table = HEAD + "事業名\t国費（千円）\t事業費（円）\nA事業\t2,000\t4,000,000\n合計\t2,000\t4,000,000\n"
    for given, doubted in ((None, []), (1, ["national_funds_yen"]), (1000, ["stated_cost_yen"])):
        found = imported(table, yen_per_unit=given)
        (project,) = found.projects
        assert (project.national_funds_yen, project.stated_cost_yen) == (2_000_000, 4_000_000)
        assert [field for field, _ in found.doubts] == doubted


def test_a_columns_unit_is_not_that_of_another_column(imported: Import) -> None:
    table = "事業名\t国費（千円）\t事業費\nA事業\t2,000\t4,000\n"
    for unit in ("", "（単位：円）\n"):
        found = imported(f"{HEAD}{unit}{table}")
        assert [(p.national_funds_yen, p.stated_cost_yen) for p in found.projects] == [(2_000_000, None)]
        assert found.doubts == [("stated_cost_yen", importing.UNIT_UNKNOWN.in_("ja"))]
    found = imported(f"{HEAD}（単位：千円）\n{table}")
    assert [p.stated_cost_yen for p in found.projects] == [4_000_000]


# Who and when


@pytest.mark.parametrize(
    ("line", "municipality"),
    [
        ("H29.11 札幌市", "札幌市"),
        ("平成29年11月1日現在　北海道", "北海道"),
        ("四日市市役所 政策企画部 企画課", "四日市市"),
        ("京都市の地方創生関連交付金の対象事業について", "京都市"),
        ("【福島県三春町】", "福島県三春町"),
    ],
)
def test_the_municipality_is_recognised(imported: Import, line: str, municipality: str) -> None:
    found = imported(f"{line}\n平成29年度地方創生推進交付金\nA事業＜単独申請＞\n国費 1千円\n")
    assert (found.projects[0].municipality, found.projects[0].municipality_code) == (municipality, None)


@pytest.mark.parametrize(
    "line", ["対象地区", "県内市町村", "本市の地方創生関連交付金の対象事業について", "事業実施地区"]
)
def test_what_names_no_municipality_is_none(imported: Import, line: str) -> None:
    with pytest.raises(UsageError) as caught:
        imported(f"{line}\n平成29年度地方創生推進交付金\nA事業＜単独申請＞\n国費 1千円\n")
    assert (caught.value.message, caught.value.hint) == (importing.MUNICIPALITY_UNKNOWN, importing.ASK_MUNICIPALITY)


def test_several_municipalities_in_one_document(imported: Import) -> None:
    found = imported(
        "H29年度地方創生推進交付金\n■小樽市\n・A事業（国費 1千円）\n"
        "■余市町\n・B事業（国費 1千円）\n・仁木町：C事業（国費 1千円）\n"
    )
    assert [(project.municipality, project.name) for project in found.projects] == [
        ("小樽市", "A事業"),
        ("余市町", "B事業"),
        ("仁木町", "C事業"),
    ]
    assert len({project.id for project in found.projects}) == 3


def test_a_prefecture_stands_over_its_municipalities(imported: Import) -> None:
    found = imported(
        "H29年度地方創生推進交付金\n青森県\n青森市\n・A事業（国費 1千円）\n八戸市\n・B事業（国費 1千円）\n"
        "岩手県\n・C事業（国費 1千円）\n盛岡市\n・D事業（国費 1千円）\n"
    )
    assert [p.municipality for p in found.projects] == ["青森市", "八戸市", "岩手県", "盛岡市"]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])


def test_a_list_of_bodies_is_nobodys_heading(imported: Import) -> None:
    found = imported(HEAD + "A事業＜単独申請＞\n国費 1千円\n北海道\n余市町\n仁木町\nB事業＜単独申請＞\n国費 1千円\n")
    assert {p.municipality for p in found.projects} == {"小樽市"}
    assert found.roles(Role.UNREAD) == ["北海道", "余市町", "仁木町"]


def test_the_pages_own_issuer_stands_where_the_user_says_otherwise(imported: Import) -> None:
    text = "小樽市の地方創生推進交付金対象事業（H29年度）\n・A事業（国費 1千円）\n"
    found = imported(text, municipality="余市町")
    assert [p.municipality for p in found.projects] == ["小樽市"]
    assert found.doubts == [(None, importing.OPTION_DIFFERS(option="--municipality").in_("ja"))]
    found = imported(text, municipality="北海道小樽市")
    assert ([p.municipality for p in found.projects], found.doubts) == (["北海道小樽市"], [])


def test_one_space_behind_the_municipality_in_a_list_of_several(imported: Import) -> None:
    found = imported("H29年度地方創生推進交付金\n小樽市 食の発信（国費 1千円）\n余市町 農の発信（国費 1千円）\n")
    assert [(p.municipality, p.name) for p in found.projects] == [("小樽市", "食の発信"), ("余市町", "農の発信")]
    assert found.doubts == []


def test_a_municipality_in_one_name_may_be_part_of_it(imported: Import) -> None:
    found = imported(HEAD + "・小樽市 食の発信（国費 1千円）\n・余市町 農の発信（国費 1千円）\n・A事業（国費 1千円）\n")
    assert [p.name for p in found.projects] == ["小樽市 食の発信", "余市町 農の発信", "A事業"]
    assert [(field, project.name) for (field, _), project in zip(found.doubts, found.projects[1:], strict=False)] == [
        ("municipality", "余市町 農の発信")
    ]


def test_the_year_is_asked_for(imported: Import) -> None:
    text = "小樽市\n地方創生推進交付金\nA事業＜単独申請＞\n国費 1千円\n"
    with pytest.raises(UsageError) as caught:
        imported(text)
    assert (caught.value.message, caught.value.hint) == (importing.YEAR_UNKNOWN, importing.ASK_YEAR)
    assert imported(text, fiscal_year=2017).projects[0].fiscal_year == 2017


# Totals


@pytest.mark.parametrize(
    "total", ["合計 3千円", "計 2件 3,000円", "小　計　国費 3千円", "計 2事業 3千円", "合計（全2事業）：3千円"]
)
def test_a_total_that_agrees_is_no_open_point(imported: Import, total: str) -> None:
    found = imported(HEAD + f"・A事業（国費 1千円）\n・B事業（国費 2千円）\n{total}\n")
    assert (found.doubts, found.roles(Role.TOTAL), len(found.projects)) == ([], [total], 2)


def test_a_total_that_differs_is_doubtful(imported: Import) -> None:
    found = imported(HEAD + "・A事業（国費 1千円）\n・総合計画策定事業（国費 2千円）\n合計 4千円\n")
    assert [reason for _, reason in found.doubts] == ["合計の行は 4,000、読み取れた額を足すと 3,000"]


def test_a_total_in_the_unit_of_the_page_is_compared(imported: Import) -> None:
    text = HEAD + "（単位：千円）\n・A事業 交付額 1,000\n・B事業 交付額 2,000\n合計 {}\n"
    assert imported(text.format("3,000")).doubts == []
    assert [reason for _, reason in imported(text.format("9,000")).doubts] == [
        "合計の行は 9,000,000、読み取れた額を足すと 3,000,000"
    ]


@pytest.mark.parametrize("name", ["合計特殊出生率向上事業", "家計支援合計調査事業", "小計画の策定", "総額管理の改善"])
def test_a_name_with_the_word_for_a_total_in_it_is_none(imported: Import, name: str) -> None:
    for text in (f"・A事業（国費 1千円）\n・{name}（国費 1千円）\n", f"事業名\t国費（千円）\nA事業\t1\n{name}\t1\n"):
        found = imported(HEAD + text)
        assert ([p.name for p in found.projects], found.doubts) == (["A事業", name], [])


def test_totals_of_parts_and_of_all(imported: Import) -> None:
    part = "・A事業（国費 1千円）\n・B事業（国費 2千円）\n小計 3千円\n"
    assert imported(f"{HEAD}{part}地方創生拠点整備交付金（H29年度）\n{part}合計 6千円\n").doubts == []


def test_the_sum_in_a_heading_is_compared(imported: Import) -> None:
    text = "小樽市\nH29年度地方創生推進交付金（国費 {}千円）\n・A事業（国費 1千円）\n・B事業（国費 2千円）\n"
    assert imported(text.format(3)).doubts == []
    assert [reason for _, reason in imported(text.format(4)).doubts] == ["合計の行は 4,000、読み取れた額を足すと 3,000"]


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((HEAD + "A事業＜単独申請＞\r\n国費 1千円\r\n").replace("\r\n", "\n").encode(encoding))
    assert [project.name for project in Imported(list(read(path, Given()))).projects] == ["A事業"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(tmp_path: Path, end: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((HEAD + "\n\u2003\nA事業＜単独申請＞\n国費 1千円").replace("\n", end).encode())
    assert Imported(list(read(path, Given()))).projects[0].source_line == 5


def test_pages_end_at_form_feeds(imported: Import) -> None:
    found = imported(HEAD + "A事業＜単独申請＞\n国費 1千円\n- 1 -\n\fB事業＜単独申請＞\n国費 1千円\n2\n\f")
    assert [(project.source_page, project.source_line) for project in found.projects] == [(1, 3), (2, 6)]
    assert found.projects[1].name == "B事業"


@pytest.mark.parametrize("data", [b"", b" \n\n\t\n", "\u3000\n".encode()])
def test_a_blank_file_is_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(KofukinError, match="empty"):
        list(read(path, Given()))


def test_characters_that_are_no_text_are_unread(imported: Import) -> None:
    found = imported(HEAD + "(cid:123)(cid:45)事業＜単独申請＞\n\ufffd\ufffd\nA事業＜単独申請＞\n国費 1千円\n")
    assert len(found.roles(Role.UNREAD)) == 2
    assert found.doubts == [(None, importing.GARBLED.in_("ja"))] * 2


LINES = st.sampled_from(
    [
        *SAPPORO.read_text("utf-8").split("\n"),
        *[
            "小樽市",
            "平成29年度",
            "・A事業（国費 1千円）",
            "○B事業",
            "国費 23.210千円",
            "合計 9千円",
            "※注記",
            "説明。",
            "説明",
            "1,000",
            "- 2 -",
        ],
        *[
            "（単位：千円）",
            "C事業＜道と",
            "共同申請＞",
            "D事業",
            "",
            " a ",
            " b ",
            "",
            "事業名\t国費",
            "E\t1千円",
            "\x0cF",
            "(cid:1)",
            "地方創生推進交付金",
        ],
        *[
            "国費：",
            "国費（千円）",
            "令和5年度以降",
            "令和4年度 国費 1千円",
            "※は共同申請事業",
            "　- 研修 4千円",
            "内訳",
            "1 G事業",
            "2 H事業（国費 1億2,000万円）",
            "共同申請団体：余市町",
            "・観光の推進と",
            "　農業の",
            "青森県",
            "余市町 I事業（国費 1千円）",
            "新しい地方経済・",
            "生活環境創生交付金",
            "合計\t3",
        ],
    ]
)


@given_by(st.lists(LINES | st.text(max_size=30), max_size=25))
def test_lines_in_are_lines_out(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "lines.md"
    text = "\n".join(lines)
    path.write_bytes(text.encode("utf-8", "replace"))
    expected = [
        line
        for line in path.read_bytes().decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if line.strip()
    ]
    try:
        found = Imported(list(read(path, Given(None, 2017, "小樽市", yen_per_unit=1000))))
    except KofukinError:
        assert not expected or text.encode("utf-8", "replace")[:4] in (b"PK\x03\x04", b"%PDF-")
        return
    assert [line.text for line in found.lines] == expected
    names = "\n".join(expected)
    for project in found.projects:
        assert project.name is not None
        assert project.name.strip() == project.name != ""
        assert project.source_line is not None
        if project.national_funds_yen:
            assert any(sign.isdigit() for sign in names)


@given_by(st.binary(max_size=200))
def test_whatever_bytes_come_in_reading_ends(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    path.write_bytes(data)
    with contextlib.suppress(KofukinError):
        list(read(path, Given()))


def test_a_listed_project_whose_amount_is_to_come_is_never_taken_for_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "【令和4年度 地方創生推進交付金】（単位：千円）\n1 甲事業\n  国費 100千円\n2 乙事業  未定\n"
        "3 丙事業  国費 300千円\n",
        encoding="utf-8",
    )
    items = list(read(path, Given(municipality="架空市")))
    assert [item.text for item in items if isinstance(item, Line) and item.role is Role.UNREAD] == ["2 乙事業  未定"]


def test_emphasis_in_markdown_is_no_part_of_a_name_and_its_line_is_kept(tmp_path: Path) -> None:
    line = "- **朝の市事業**（交付額：1,200千円）"
    for ending in (".md", ".txt"):
        path = tmp_path / f"list{ending}"
        path.write_text(f"令和4年度地方創生推進交付金\n{line}\n__0__\n", encoding="utf-8")
        found = Imported(list(read(path, Given(municipality="あおば市"))))
        assert [one.text for one in found.lines][1:] == [line, "__0__"]
    assert found.projects[0].name == "朝の市事業"


def test_lines_in_a_cell_of_markdown_are_told_apart(imported: Import) -> None:
    table = "| 事業名 | 国費 |\n|---|---|\n| 森の家事業<br>里の家事業 | 2,000 |\n| 海を<br/>生かす事業 | 3,000 |\n"
    found = imported(f"{HEAD}（単位：千円）\n\n{table}")
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [
        ("森の家事業里の家事業", None),
        ("海を生かす事業", 3_000_000),
    ]


def test_an_amount_no_project_could_have_is_open(imported: Import) -> None:
    found = imported(f"{HEAD}・森の家事業　国費 37,000,000千円\n・海の駅事業　国費 1,500千円\n")
    assert [p.national_funds_yen for p in found.projects] == [None, 1_500_000]
