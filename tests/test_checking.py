"""``check --source`` tells what the document says from what it does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from datasets import BUNDLED, SOURCE
from kofukin import checking
from kofukin.model.stated_amounts import stated_amounts

DATA = BUNDLED.read_text(encoding="utf-8")
DOCUMENT = SOURCE.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def differences(data: str = DATA, document: str = DOCUMENT) -> list[str]:
    Path("data.toml").write_text(data, encoding="utf-8")
    Path("source.txt").write_text(document, encoding="utf-8", newline="")
    report = checking.check([Path("data.toml")], Path("source.txt"))
    assert bool(report.problems) != bool(report.confirmed)
    return [problem.in_("en") for problem in report.problems]


def spoilt(old: str, new: str, text: str = DATA) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_the_bundled_data_is_confirmed() -> None:
    assert differences() == []
    report = checking.check([Path("data.toml")], Path("source.txt"))
    assert [line.in_("en") for line in report.confirmed] == [
        "data.toml: 11 names and 16 amounts confirmed in source.txt"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "29_710_000",
            "29_700_000",
            "sapporo-h29-it.national_funds_yen: line 25 of the document states 29,710,000, the dataset 29,700,000",
        ),
        (
            "national_funds_yen = 29_710_000\n",
            "",
            "sapporo-h29-it.national_funds_yen: line 25 of the document states 29,710,000, the dataset not stated",
        ),
        (
            "による IT 産業活性化事業",
            "による IT 産業振興事業",
            "sapporo-h29-it.name: the name is not on line 23 of the document",
        ),
        (
            "による IT 産業活性化事業",
            "による IT産業活性化事業",
            "sapporo-h29-it.name: the name is not on line 23 of the document",
        ),
        (
            "2_997_000",
            "2_979_000",
            "sapporo-h29-youth.partners: line 13 of the document states 2,997,000 for 北海道, the dataset 2,979,000",
        ),
        (
            ", national_funds_yen = 2_997_000",
            "",
            "sapporo-h29-youth.partners: line 13 of the document states 2,997,000 for 北海道, the dataset not stated",
        ),
        (
            '"6 自治体"',
            '"6 自治体", national_funds_yen = 1_000_000',
            "sapporo-h28-youth.partners:"
            " line 140 of the document states not stated for 6 自治体, the dataset 1,000,000",
        ),
        (
            '"道との共同申請"',
            '"道と共同申請"',
            "sapporo-h28-women.application_text:"
            " the application words 道と共同申請 are not on line 150 of the document",
        ),
        ("source_line = 23\n", "source_line = 24\n", "sapporo-h29-it.name: the name is not on line 24 of the document"),
        ("source_line = 23\n", "", "sapporo-h29-it.source_line: source_line is missing, so this cannot be confirmed"),
        (
            "source_amount_line = 25\n",
            "",
            "sapporo-h29-it.source_amount_line: source_amount_line is missing, so this cannot be confirmed",
        ),
        (
            "source_amount_line = 25\n",
            "source_amount_line = 24\n",
            "sapporo-h29-it.national_funds_yen: line 24 of the document states not stated, the dataset 29,710,000",
        ),
        (
            "source_line = 150\n",
            "source_line = 5_000\n",
            "sapporo-h28-women.source_line: the document has 158 lines; there is no line 5000",
        ),
    ],
)
def test_what_differs_is_named(old: str, new: str, problem: str) -> None:
    assert differences(spoilt(old, new)) == [f"data.toml: {problem}"]


def test_the_bundled_files_are_called_what_they_are() -> None:
    (with_source,), (alone,) = (checking.check([BUNDLED], source).confirmed for source in (SOURCE, None))
    assert with_source.in_("en").startswith("the bundled dataset: 11 names and 16 amounts confirmed in the bundled ")
    assert alone.in_("ja") == "同梱のデータ: 問題なし（11 件）"


def test_an_amount_of_another_project_is_no_confirmation() -> None:
    swapped = DATA.replace("14_500_000", "@").replace("25_000_000", "14_500_000").replace("@", "25_000_000")
    assert len(differences(swapped)) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("なでしこ応援・女性の活躍推進事業", "なでしこ応援"),
        ("なでしこ応援・女性の活躍推進事業", "女性の活躍推進事業"),
        ('"道と 6 自治体との共同申請"', '"共同申請"'),
    ],
)
def test_a_part_of_what_the_document_says_is_no_confirmation(old: str, new: str) -> None:
    assert len(differences(spoilt(old, new))) == 1


def test_a_spoilt_document_is_told_from_a_sound_one() -> None:
    assert len(differences(document=DOCUMENT.replace("20,525", "20,552"))) == 1
    assert len(differences(document=DOCUMENT.replace("（北海道 39,854 千円）", ""))) == 1
    assert len(differences(document="\n")) == 22
    assert differences(document="") == ["source.txt: the file is empty"]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_do_no_harm(line_end: str) -> None:
    assert differences(document=DOCUMENT.replace("\n", line_end)) == []


def test_a_form_feed_between_pages_is_no_line_of_its_own() -> None:
    assert differences(document=DOCUMENT.replace(" H28 年度", "\f H28 年度")) == []


def test_all_differences_are_told_in_the_order_of_the_data_and_the_same_every_time() -> None:
    data = spoilt('"6 自治体"', '"6 自治体", national_funds_yen = 1_000', DATA)
    for wrong in ("37_000_000", "59_500_000", "96_141_000"):
        data = spoilt(wrong, "1", data)
    assert [line.split(":")[1] for line in differences(data)] == [
        " sapporo-h29-youth.national_funds_yen",
        " sapporo-h28-youth.national_funds_yen",
        " sapporo-h28-youth.partners",
        " sapporo-h28-youth.partners",
    ]
    assert "北海道" in differences(data)[2]
    assert "6 自治体" in differences(data)[3]


def test_a_source_that_cannot_be_read_is_a_problem() -> None:
    report = checking.check([BUNDLED], Path("nowhere.txt"))
    assert [problem.in_("en") for problem in report.problems] == ["nowhere.txt: cannot be read: no such file"]
    Path("latin.txt").write_bytes("caf\xe9\n".encode("latin-1") + b"\x81\x81")
    report = checking.check([BUNDLED], Path("latin.txt"))
    (problem,) = report.problems
    assert problem.in_("en") == "latin.txt: neither UTF-8 (line 1) nor Shift_JIS (cp932)"


@pytest.mark.parametrize("encoding", ["cp932", "utf-16", "utf-8-sig"])
def test_a_source_may_be_in_any_encoding_that_imports_read(encoding: str) -> None:
    Path("saved.txt").write_bytes(DOCUMENT.encode(encoding))
    report = checking.check([BUNDLED], Path("saved.txt"))
    assert not report.problems
    assert [line.in_("en") for line in report.confirmed] == [
        "the bundled dataset: 11 names and 16 amounts confirmed in saved.txt"
    ]


def test_without_a_source_files_are_checked_by_themselves() -> None:
    Path("good.toml").write_text(DATA, encoding="utf-8")
    Path("bad.toml").write_text(spoilt("29_710_000", "29,710,000"), encoding="utf-8")
    report = checking.check([Path("good.toml"), Path("bad.toml")])
    assert [line.in_("en") for line in report.confirmed] == ["good.toml: sound (11 projects)"]
    assert [line.in_("en") for line in report.problems] == [
        "bad.toml:102: a number takes no comma: national_funds_yen is in yen, so write 37,000 千円 as 37_000_000"
    ]


def test_one_project_in_two_files_is_shown_too(dataset_file: Callable[..., Path]) -> None:
    paths = [dataset_file({"id": name, "name": "事業"}, name=f"{name}.toml") for name in ("one", "two")]
    report = checking.check(paths)
    assert report.problems == ()
    assert [note.in_("en") for note in report.notes] == [
        f"note: {paths[1]}: two: same municipality, year, program and name as one: perhaps the same project twice"
    ]
    assert len(report.confirmed) == 2


@pytest.mark.parametrize(
    "different",
    [{"municipality_code": "010006"}, {"municipality": "函館市", "municipality_code": "012025"}, {"name": "事業の二"}],
)
def test_what_differs_is_not_shown_as_alike(dataset_file: Callable[..., Path], different: dict[str, str]) -> None:
    plain = {"name": "事業", "municipality_code": "011002"}
    report = checking.check([dataset_file(plain, {**plain, **different})])
    assert (report.problems, report.notes) == ((), ())


def test_a_file_with_a_problem_is_not_confirmed(dataset_file: Callable[..., Path]) -> None:
    report = checking.check([dataset_file({"municipality_code": "011003"})])
    assert (len(report.problems), report.confirmed) == (1, ())


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("国費 37,000 千円（北海道 2,997 千円） ", (37_000_000, {"北海道": 2_997_000})),
        ("    国費 29,710 千円 ", (29_710_000, {})),
        ("国費　２９，７１０千円", (29_710_000, {})),
        ("国費 37,000 千円 (北海道 2,997 千円)", (37_000_000, {"北海道": 2_997_000})),
        ("交付額:2,886,000円", (2_886_000, {})),
        (
            "国費 1,000 千円（北海道 2,997 千円、青森県 500 千円）",
            (1_000_000, {"北海道": 2_997_000, "青森県": 500_000}),
        ),
        ("国費 1,000 千円（6 自治体 300 千円）", (1_000_000, {"6 自治体": 300_000})),
        ("（北海道 2,997 千円）", (None, {"北海道": 2_997_000})),
        ("国費（北海道）37,000 千円", (37_000_000, {})),
        ("国費 未定", (None, {})),
        ("国費 30,00 千円", (None, {})),
        ("", (None, {})),
    ],
)
def test_amounts_are_read_as_documents_write_them(text: str, amounts: tuple[int | None, dict[str, int]]) -> None:
    assert stated_amounts(text) == amounts


@pytest.mark.parametrize("remark", ["# to settle: doubtful amount: 23.210千円", "# 要確認: 金額が疑わしい: 23.210千円"])
def test_a_draft_is_not_sound_while_a_remark_stands(remark: str) -> None:
    Path("draft.toml").write_text(DATA.replace("amount_basis", f"{remark}\namount_basis", 1), encoding="utf-8")
    (problem,) = checking.check([Path("draft.toml")]).problems
    assert problem.in_("en").endswith(
        f"not settled yet (delete it once it is): sapporo-h29-youth.amount_basis: {remark.partition(': ')[2]}"
    )


def test_a_body_may_be_the_same_with_its_code_and_without(dataset_file: Callable[..., Path]) -> None:
    report = checking.check([dataset_file({"name": "事業"}, {"name": "事業", "municipality_code": "011002"})])
    first, second = (note.in_("en") for note in report.notes)
    assert first == "note: 札幌市 comes with a code (011002) and without one; these count as different bodies"
    assert second.endswith("same municipality, year, program and name as p1: perhaps the same project twice")


def test_control_characters_are_shown_where_no_document_has_them(dataset_file: Callable[..., Path]) -> None:
    path = dataset_file(
        {"name": "a\x07b\x7f", "note": "一\n二\t三"}, {"summary": "\u202e", "note": "\x1b", "partners": []}
    )
    report = checking.check([path])
    assert report.problems == ()
    assert [note.in_("en") for note in report.notes] == [
        f"note: {path}: p1.name: it holds control characters: U+0007, U+007F",
        f"note: {path}: p2.note: it holds control characters: U+001B",
        f"note: {path}: p2.summary: it holds control characters: U+202E",
    ]


def test_a_folder_is_checked_as_the_datasets_in_it(dataset_file: Callable[..., Path], tmp_path: Path) -> None:
    dataset_file({"id": "one"}, name="one.toml")
    dataset_file({"id": "two"}, name="TWO.TOML")
    report = checking.check([tmp_path])
    assert report.problems == ()
    assert len(report.confirmed) == 2
