"""What a file must be, and what is said of one that is not: ``file:line: path: reason``, all of it at once."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import BUNDLED, dataset_of, project, unhurried
from kofukin import query
from kofukin.errors import DatasetError
from kofukin.files import bundle, dataset
from kofukin.filters import Filters
from kofukin.messages import errors
from kofukin.model.project import Round
from kofukin.store import writing

SMALL = """\
[dataset]
id = "small"
title = "小さなデータ"
version = "1"

[[program]]
id = "suishin"
name = "地方創生推進交付金"
short_name = "推進"

[[round]]
program = "suishin"
fiscal_year = 2016
subsidy_rate = "1/2"

[[project]]
id = "one"
municipality_code = "011002"
municipality = "札幌市"
fiscal_year = 2016
program = "suishin"
name = "事業"
application = "joint"
partners = [
    { name = "北海道", national_funds_yen = 2_000 },
]
national_funds_yen = 1_000
source_document = "資料"
"""
TWO = SMALL + SMALL[SMALL.index("[[project]]") :].replace('"one"', '"two"')


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def problems(content: str | bytes, name: str = "data.toml") -> list[str]:
    """Return what is said of a file with that content; nothing of it may be loaded if anything is."""
    data = content if isinstance(content, bytes) else content.encode()
    Path(name).write_bytes(data)
    loaded, reasons = dataset.read(Path(name))
    assert (loaded is None) == bool(reasons)
    return [reason.in_("en") for reason in reasons]


def spoilt(old: str, new: str, text: str = SMALL) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_a_sound_file_is_loaded_whole() -> None:
    Path("data.toml").write_text(TWO, encoding="utf-8")
    (loaded,) = dataset.load([Path("data.toml")])
    assert loaded.id == "small"
    assert [project.id for project in loaded.projects] == ["one", "two"]
    assert loaded.projects[0].partners[0].national_funds_yen == 2_000
    assert loaded.projects[0].note is None


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + SMALL.encode(), SMALL.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(content: bytes) -> None:
    assert problems(content) == []


ONE_PROBLEM = [
    (
        spoilt("1_000", "37,000"),
        "data.toml:27: a number takes no comma: national_funds_yen is in yen, so write 37,000 千円 as 37_000_000",
    ),
    (spoilt('"011002"', "011002"), 'data.toml:18: municipality_code: put the code in quotes, as "011002"'),
    (spoilt("1_000", "３７０００"), "data.toml:27: national_funds_yen has full-width digits: write them half-width"),
    (spoilt('"札幌市"', "札幌市"), "data.toml:19: municipality: put the text in quotes"),
    (
        spoilt("fiscal_year = 2016\nsub", "fiscal_year = ２０１６\nsub"),
        "data.toml:13: fiscal_year has full-width digits: write them half-width",
    ),
    (spoilt("short_name", "shortname"), "data.toml:6: program[0]: short_name is missing"),
    (
        spoilt('{ name = "北海道",', '{ name = "",'),
        "data.toml:25: project[0].partners[0].name: empty text: leave the key out instead",
    ),
    (
        spoilt("2_000", "-1"),
        "data.toml:25: project[0].partners[0].national_funds_yen: not from 0 to 1000000000000000: -1",
    ),
    (spoilt("1_000", '"1000"'), "data.toml:27: project[0].national_funds_yen: not a whole number: 1000"),
    (spoilt("1_000", "1000.0"), "data.toml:27: project[0].national_funds_yen: not a whole number: 1000.0"),
    (spoilt("1_000", "1e400"), "data.toml:27: project[0].national_funds_yen: not a whole number: inf"),
    (spoilt('"joint"', '"single"'), "data.toml:23: project[0].application: a single application with partners"),
    (
        spoilt("2016\nprogram", "2017\nprogram"),
        "data.toml:20: project[0].fiscal_year: suishin has no [[round]] in 2017 (it has 2016)",
    ),
    (
        spoilt('id = "two"', 'id = "one"', TWO),
        "data.toml:30: project[1].id: one is already used at number 0 (counted from 0)",
    ),
]


@pytest.mark.parametrize(("text", "problem"), ONE_PROBLEM, ids=[problem for _, problem in ONE_PROBLEM])
def test_a_problem_is_named_with_its_line_and_no_other_is_made_up(text: str, problem: str) -> None:
    assert problem in problems(text)
    unknown_key = "unknown key shortname"
    assert [other for other in problems(text) if unknown_key not in other] == [problem]


def test_an_unknown_key_is_named_with_those_that_are_known() -> None:
    assert problems(spoilt('title = "', 'titel = "x"\ntitle = "')) == [
        "data.toml:3: dataset.titel: unknown key titel (known are id, title, version, publisher, published, licence)"
    ]


def test_all_syntax_errors_and_all_other_problems_are_said_at_once() -> None:
    text = spoilt("1_000", "37,000", TWO)
    text = spoilt('municipality_code = "011002"', "municipality_code = 011002", text)
    text = spoilt('name = "事業"', "name = 事業", text)
    text = spoilt("2_000", "-2", text)
    text = spoilt("subsidy_rate", "rate", text)
    assert problems(text) == [
        "data.toml:14: round[0].rate: unknown key rate"
        " (known are program, fiscal_year, budget, subsidy_rate, last_fiscal_year)",
        'data.toml:18: municipality_code: put the code in quotes, as "011002"',
        "data.toml:22: name: put the text in quotes",
        "data.toml:25: project[0].partners[0].national_funds_yen: not from 0 to 1000000000000000: -2",
        "data.toml:27: a number takes no comma: national_funds_yen is in yen, so write 37,000 千円 as 37_000_000",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TWO.replace('id = "one"', "id = one").replace('id = "two"', "id = two"), 17),
        (spoilt('source_document = "資料"', 'source_document = "資料"\ncontinues = one', TWO), 29),
        (spoilt('id = "suishin"', "id = suishin"), 7),
        (spoilt("[[project]]", "[[project]"), 16),
        (spoilt("source_document", "national_funds_yen = 1\nsource_document"), 28),
        (spoilt("},\n]", "},"), 26),
        (spoilt('"資料"\n', '"""資料\n'), 29),
        (spoilt("2_000", "2,000"), 25),
    ],
    ids=[
        *("unquoted ids", "unquoted continues", "unquoted program", "bracket", "key twice", "open array"),
        *("open text", "comma in a partner"),
    ],
)
def test_an_unreadable_line_is_reported_and_nothing_is_concluded_from_its_absence(text: str, line: int) -> None:
    said = problems(text)
    assert said[0].startswith(f"data.toml:{line}: ")
    assert all(" is missing" not in other and "there is no" not in other for other in said)
    assert all("unreadable" not in other and "stands already" not in other for other in said)
    assert all("without partners" not in other for other in said)


@pytest.mark.parametrize("value", ["9" * 5_000, "0x" + "f" * 5_000, "[" * 5_000, "[" * 500 + "]" * 500, "{a=" * 5_000])
def test_what_overtaxes_the_parser_is_a_problem_of_the_file(value: str) -> None:
    (problem,) = problems(spoilt("1_000", value))
    assert problem.startswith("data.toml:")


@unhurried
@given(st.integers(0, len(SMALL)), st.text(st.sampled_from("=\"'[]{}#,\n\r\\x1０あ.-_"), max_size=6), st.integers(0, 9))
def test_no_slip_of_the_hand_crashes(at: int, typed: str, deleted: int) -> None:
    for problem in problems(SMALL[:at] + typed + SMALL[at + deleted :]):
        assert problem.startswith("data.toml:")


def test_shift_jis_is_recognised() -> None:
    assert problems(SMALL.encode("cp932")) == ["data.toml: looks like Shift_JIS (line 3); save it as UTF-8"]


def test_what_is_neither_utf_8_nor_shift_jis_is_taken_for_neither() -> None:
    assert problems(b"\x89PNG\r\n\x1a\n\x00\x81\x00") == ["data.toml: not UTF-8 text (line 1)"]


def test_utf_16_is_recognised() -> None:
    assert problems(SMALL.encode("utf-16")) == ["data.toml: it is UTF-16; save it as UTF-8"]


@pytest.mark.parametrize("content", [b"", b"\n", b"  \n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert problems(content) == ["data.toml:1: the file is empty"]


def test_a_file_of_comments_alone_lacks_a_dataset() -> None:
    assert problems("# nothing yet\n") == ["data.toml:1: [dataset] is missing"]


def test_a_file_that_is_not_toml_is_said_not_to_be() -> None:
    said = problems('{"dataset": {"id": "x"}}\n')
    assert said[0].startswith("data.toml:1: not TOML: ")


def test_a_folder_and_a_missing_file_are_named_as_such() -> None:
    Path("folder").mkdir()
    for name, reason in (("folder", errors.OS_FOLDER), ("nowhere.toml", errors.OS_NO_FILE)):
        assert dataset.read(Path(name)) == (
            None,
            [errors.LOCATED(where=name, reason=errors.FILE_UNREADABLE(reason=reason))],
        )


def test_a_file_that_may_not_be_read_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, (said,) = dataset.read(Path("data.toml"))
    assert said.in_("en") == "data.toml: cannot be read: permission denied"
    assert said.in_("ja") == "data.toml: 読めません: 権限がありません"


def test_any_other_refusal_is_told_in_the_systems_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise OSError(5, os.strerror(5), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, (said,) = dataset.read(Path("data.toml"))
    assert said.in_("en") == f"data.toml: cannot be read: {os.strerror(5)}"


def test_two_files_may_not_hold_the_same_project() -> None:
    for name in ("a.toml", "b.toml"):
        Path(name).write_text(SMALL, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        dataset.load([Path("a.toml"), Path("b.toml")])
    assert [detail.in_("en") for detail in caught.value.details] == ["b.toml: id one is used in a.toml too"]


def test_two_files_may_share_programs_that_they_call_the_same() -> None:
    Path("a.toml").write_text(SMALL, encoding="utf-8")
    Path("b.toml").write_text(spoilt('"one"', '"two"'), encoding="utf-8")
    assert len(dataset.load([Path("a.toml"), Path("b.toml")])) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [('name = "地方創生推進交付金"', 'name = "別の交付金"'), ('subsidy_rate = "1/2"', 'subsidy_rate = "1"')],
)
def test_two_files_may_not_mean_different_programs_or_rounds_by_one_id(old: str, new: str) -> None:
    Path("a.toml").write_text(SMALL, encoding="utf-8")
    Path("b.toml").write_text(spoilt('"one"', '"two"').replace(old, new), encoding="utf-8")
    with pytest.raises(DatasetError):
        dataset.load([Path("a.toml"), Path("b.toml")])


@pytest.mark.parametrize("order", [["a.toml", "b.toml"], ["b.toml", "a.toml"]])
def test_a_round_may_be_told_more_fully_by_another_file(order: list[str]) -> None:
    Path("a.toml").write_text(SMALL, encoding="utf-8")
    more = ('subsidy_rate = "1/2"', 'subsidy_rate = "1/2"\nlast_fiscal_year = 2018')
    Path("b.toml").write_text(spoilt('"one"', '"two"').replace(*more), encoding="utf-8")
    with closing(writing.in_memory(dataset.load(list(map(Path, order))))) as connection:
        found = list(query.list_projects(connection, Filters(), ("id", "last_fiscal_year")).rows)
    assert sorted(found) == [("one", 2018), ("two", 2018)]


def test_one_bad_file_of_two_means_that_neither_is_loaded_and_all_is_said() -> None:
    Path("good.toml").write_text(SMALL, encoding="utf-8")
    Path("bad.toml").write_text(spoilt("1_000", "9_000_000_000_000_000"), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        dataset.load([Path("bad.toml"), Path("good.toml"), Path("nowhere.toml")])
    assert [detail.in_("en") for detail in caught.value.details] == [
        "bad.toml:27: project[0].national_funds_yen: not from -1000000000000000 to 1000000000000000: 9000000000000000",
        "nowhere.toml: cannot be read: no such file",
    ]
    assert caught.value.message == errors.DATASET_UNUSABLE(count=2)
    assert caught.value.hint == errors.DATASET_HINT
    assert caught.value.exit_code == 1


def test_the_bundled_dataset_lies_in_the_package() -> None:
    assert bundle.text() == BUNDLED
    assert problems(BUNDLED.read_bytes()) == []


@pytest.mark.parametrize("backwards", [False, True])
def test_no_project_may_lie_outside_its_round_in_another_file(backwards: bool) -> None:
    own = {"fiscal_year": 2016, "program": "suishin"}
    made = dataset_of(project("one", **own, last_fiscal_year=2019), project("fits", **own, last_fiscal_year=2018))
    open_ended = Path("open.toml"), made._replace(rounds=(Round("suishin", 2016),))
    ends = Path("ends.toml"), dataset_of(project("two", **own))
    found = dataset.clashes([ends, open_ended] if backwards else [open_ended, ends])
    assert [line.in_("en") for line in found] == [
        "open.toml: one.last_fiscal_year: 2019 lies after 2018, the last year of its round in ends.toml"
    ]


def test_each_round_is_compared_with_all_that_others_state_of_it() -> None:
    stated = [Round("suishin", 2016), Round("suishin", 2016, None, 2018), Round("suishin", 2016, None, 2019)]
    files = [(Path(f"{n}.toml"), dataset_of()._replace(rounds=(round_,))) for n, round_ in enumerate(stated)]
    found = [line.in_("en") for line in dataset.clashes(files)]
    assert found == ["2.toml: the 2016 round of suishin differs from that in 0.toml"]


@pytest.mark.parametrize("ending", [".csv", ".TSV", ".xlsx", ".xls", ".ods", ".pdf", ".txt"])
@pytest.mark.parametrize(
    "content", ["団体名,事業名\n札幌市,甲\n".encode("cp932"), "甲,乙\n".encode(), b"PK\x03\x04\x00\xff"]
)
def test_what_import_reads_is_sent_there(ending: str, content: bytes) -> None:
    path = Path(f"list{ending}")
    path.write_bytes(content)
    found, (said,) = dataset.read(path)
    assert found is None
    assert said.in_("en") == f"{path}: it is no dataset: kofukin import {path} -o x.toml makes a draft of it"


@pytest.mark.parametrize("ending", [".json", ".zip"])
def test_what_nothing_reads_back_is_said_to_be_no_dataset(ending: str) -> None:
    path = Path(f"list{ending}")
    path.write_text('[{"id": "p1"}]', encoding="utf-8")
    _, (said,) = dataset.read(path)
    assert said.in_("en") == f"{path}: it is no dataset: only a .toml or a .db is"


def test_a_dataset_is_read_whatever_its_name() -> None:
    Path("list.txt").write_text(SMALL, encoding="utf-8")
    assert dataset.read(Path("list.txt"))[1] == []
    Path("gone.csv").unlink(missing_ok=True)
    assert dataset.read(Path("gone.csv"))[1][0].in_("en") == "gone.csv: cannot be read: no such file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_what_never_ends_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "_MOST_FROM_A_STREAM", 2**20)
    _, (said,) = dataset.read(Path("/dev/zero"))
    assert said.in_("en") == "/dev/zero: it is longer than 1 MB: save it as a file"


def test_no_text_passes_for_a_line_that_was_reported_already() -> None:
    Path("data.toml").write_text(spoilt("1_000", '"\\u0000unreadable"'), encoding="utf-8")
    assert len(dataset.read(Path("data.toml"))[1]) == 1


def test_every_line_that_cannot_be_read_is_counted() -> None:
    bad = "".join(f"key{n} = 1,000\n" for n in range(300))
    Path("bad.toml").write_text(f"[dataset]\n{bad}", encoding="utf-8")
    _, problems = dataset.read(Path("bad.toml"))
    assert sum("comma" in problem.in_("en") for problem in problems) == 300


def test_what_was_not_looked_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "_MOST_READ_AGAIN", 0)
    bad = "".join(f"key{n} = 1,000\n" for n in range(60))
    Path("bad.toml").write_text(f"[dataset]\n{bad}", encoding="utf-8")
    _, problems = dataset.read(Path("bad.toml"))
    assert len(problems) == 51
    assert problems[-1].in_("en") == "bad.toml:52: from here on nothing was read; fix the lines above first"
