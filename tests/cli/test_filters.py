"""Filters as people say them: years by today's, one word or another, several programs, words written alike."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin

Made = Callable[..., Path]


def ids(kofukin: Kofukin, *arguments: str) -> list[str]:
    return [row["id"].removeprefix("sapporo-") for row in kofukin("list", "-f", "json", *arguments).json]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make it another day."""

    def set_day(day: str) -> None:
        monkeypatch.setattr(time, "localtime", lambda: time.strptime(day, "%Y-%m-%d"))

    return set_day


@pytest.mark.parametrize(
    ("day", "word", "expected"),
    [
        ("2017-04-01", "今年度", "H29"),
        ("2018-03-31", "今年度", "H29"),
        ("2017-03-31", "本年度", "H28"),
        ("2018-04-01", "前年度", "H29"),
        ("2018-12-31", "昨年度", "H29"),
        ("2019-05-01", "前々年度", "H29"),
        ("2019-05-01", "一昨年度", "H29"),
        ("2017-03-01", "翌年度", "H29"),
        ("2016-07-01", "来年度", "H29"),
        ("2017-07-01", "This year", "H29"),
        ("2017-07-01", "last year", "H28"),
        ("2018-01-01", "前年度-今年度", "H28,H29"),
        ("2018-01-01", "前年度..", "H28,H29"),
        ("2018-01-01", "前 年 度、今年度", "H28,H29"),
    ],
)
def test_a_year_counts_from_today(
    kofukin: Kofukin, on: Callable[[str], None], day: str, word: str, expected: str
) -> None:
    on(day)
    for option in ("--year", "--active"):
        assert ids(kofukin, option, word) == ids(kofukin, option, expected)


def test_the_answer_says_which_year_that_was(kofukin: Kofukin, on: Callable[[str], None], tmp_path: Path) -> None:
    on("2026-11-27")
    assert "hint: years with grants: H28, H29\n" in kofukin("list", "--year", "今年度").err
    on("2018-02-01")
    page = tmp_path / "part.toml"
    assert kofukin("export", "--year", "今年度", "-o", str(page)).code == 0
    assert "(part: Grant's fiscal year: H29)" in page.read_text(encoding="utf-8")


def test_a_document_means_its_own_day_by_these_words(
    kofukin: Kofukin, on: Callable[[str], None], tmp_path: Path
) -> None:
    on("2017-06-01")
    listed = tmp_path / "list.csv"
    listed.write_text("団体名,年度,事業名,国費（千円）\n札幌市,今年度,港の事業,100\n", encoding="utf-8")
    given = ("import", str(listed), "--program", "推進", "-o", str(tmp_path / "draft.toml"))
    assert kofukin(*given).err.startswith(f"error: {listed}: no fiscal year is stated\n")
    assert kofukin(*given, "--year", "今年度").code == 1
    assert "fiscal_year = 2017" in (tmp_path / "draft.toml").read_text(encoding="utf-8")


def test_a_word_that_is_no_year_lists_these_forms(kofukin: Kofukin) -> None:
    assert "今年度 or 前年度" in kofukin("list", "--year", "そのうち").err


@pytest.mark.parametrize("words", ["観光|産業", "観光｜産業", "産業 | 観光", "|観光|産業|"])
def test_either_word_will_do(kofukin: Kofukin, words: str) -> None:
    found = ["h29-it", "h29-inbound", "h29-health", "h28-mice"]
    assert ids(kofukin, words) == found
    assert sorted({*ids(kofukin, "観光"), *ids(kofukin, "産業")}) == sorted(found)


def test_or_stands_inside_a_word_and_words_are_anded(kofukin: Kofukin) -> None:
    assert ids(kofukin, "観光|産業", "首都圏|健康") == ["h29-health", "h28-mice"]
    assert ids(kofukin, "観光|産業", "-y", "H28") == ["h28-mice"]
    assert kofukin("totals", "観光|産業", "--by", "all", "-c", "national_funds_yen", "-f", "csv").lines[1] == str(
        (29_710 + 20_525 + 41_474 + 25_000) * 1000
    )


def test_more_alternatives_than_can_be_asked_are_refused(kofukin: Kofukin) -> None:
    outcome = kofukin("list", "|".join(f"語{number}" for number in range(201)))
    assert (outcome.code, outcome.out) == (2, "")
    assert "at most 200" in outcome.err


@pytest.mark.parametrize("programs", ["加速化,拠点", "加速化、拠点", "kasokuka， kyoten", "加速化,加速化,拠点"])
def test_programs_in_a_comma_list(kofukin: Kofukin, programs: str) -> None:
    assert ids(kofukin, "-p", programs) == ids(kofukin, "-p", "加速化", "-p", "拠点")
    assert ids(kofukin, "-a", "単独,共同") == ids(kofukin)


def test_a_program_whose_name_holds_a_comma_is_that_one(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "comma.toml"
    program = '[[program]]\nid = "{0}"\nname = "{1}"\nshort_name = "{1}"\n'
    round_ = '[[round]]\nprogram = "{0}"\nfiscal_year = 2017\n'
    project = '[[project]]\nid = "{0}1"\nname = "x"\nmunicipality = "札幌市"\nsource_document = "y"\n'
    project += 'fiscal_year = 2017\nprogram = "{0}"\n'
    named = {"a": "観光、文化", "b": "観光", "c": "文化"}
    header = '[dataset]\nid = "x"\ntitle = "x"\nversion = "1"\n'
    texts = [header, *(piece.format(*pair) for piece in (program, round_, project) for pair in named.items())]
    path.write_text("".join(texts), encoding="utf-8")
    assert ids(kofukin, "--data", str(path), "-p", "観光、文化") == ["a1"]
    assert ids(kofukin, "--data", str(path), "-p", "b,c") == ["b1", "c1"]


def test_one_part_that_is_unknown_is_named(kofukin: Kofukin) -> None:
    assert kofukin("list", "-p", "加速化,無").err.startswith("error: no such program: 無\n")


def test_a_bare_bound_is_in_yen_and_said_where_it_did_nothing(kofukin: Kofukin) -> None:
    outcome = kofukin("list", "--min", "30000")
    assert outcome.err == "note: --min 30,000 is in yen and leaves no project out (in thousand yen: --min 30000千円)\n"
    assert outcome.table[-1].split()[:3] == ["Total", "(11)", "333,416"]
    assert kofukin("totals", "--min", "３０，０００", KOFUKIN_LANG="ja").err == (
        "注: --min 30,000 は円として扱い、これで除かれた事業はありません（千円なら --min 30000千円）\n"
    )
    assert kofukin("list", "--max", "30,000").err.startswith(
        "note: --max 30,000 is in yen and leaves every project out (in thousand yen: --max 30000千円)\n"
    )
    millions = kofukin("list", "--min", "30", "--unit", "百万円", KOFUKIN_LANG="ja").err
    assert millions.endswith("（百万円なら --min 30百万円）\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--min", "30000000"),  # it leaves some out
        ("--min", "30000円"),
        ("--min", "30千円"),
        ("--max", "30000000"),
        ("--min", "30000", "-f", "csv"),  # yen is what a CSV shows
        ("--min", "30000", "--unit", "yen"),
        ("--min", "30000", "宇宙"),  # that is not what left nothing
    ],
)
def test_a_bound_that_is_no_slip_is_not_spoken_of(kofukin: Kofukin, arguments: tuple[str, ...]) -> None:
    assert "is in yen" not in kofukin("list", *arguments).err


def test_amounts_that_are_not_stated_make_no_bound_do_something(kofukin: Kofukin, dataset_file: Made) -> None:
    path = str(dataset_file({"national_funds_yen": 40_000_000}, {}))
    assert "leaves no project out" in kofukin("list", "--data", path, "--min", "30000").err


@pytest.mark.parametrize(
    ("words", "found", "others"),
    [
        ("道と共同申請", ["h29-youth", "h28-living", "h28-asia"], "道と 6 自治体との共同申請, 道との共同申請"),
        ("道との共同申請", ["h28-women"], "道と共同申請, 道と 6 自治体との共同申請"),
    ],
)
def test_the_documents_words_for_an_application_say_what_they_leave_out(
    kofukin: Kofukin, words: str, found: list[str], others: str
) -> None:
    assert ids(kofukin, "-a", words) == found
    assert kofukin("list", "-a", words).err == (
        f"note: other wordings in the data are not included: {others} (-a joint finds them all)\n"
    )


def test_words_that_no_document_has_find_what_is_written_alike(kofukin: Kofukin) -> None:
    assert ids(kofukin, "-a", "道と・共同申請") == ["h29-youth", "h28-living", "h28-asia", "h28-women"]
    assert ids(kofukin, "-a", "道と6自治体と共同申請。") == ["h28-youth"]
    assert kofukin("list", "-a", "道").code == 2


def test_nothing_is_left_out_where_the_others_are_asked_for_too(kofukin: Kofukin) -> None:
    every = "道と共同申請,道との共同申請,道と6自治体との共同申請"
    for asked in (("-a", "joint"), ("-a", "道と共同申請", "-a", "共同"), ("-a", every), ("-a", "単独申請")):
        assert kofukin("list", *asked).err == ""


def test_an_unknown_municipality_offers_near_ones(kofukin: Kofukin, dataset_file: Made) -> None:
    path = dataset_file(
        {"municipality": "龍ケ崎市", "municipality_code": "082082"}, {"municipality": "鹿嶋市"}, {"municipality": None}
    )
    path.write_text(path.read_text(encoding="utf-8").replace("municipality = null\n", ""), encoding="utf-8")
    asked = ("list", "--data", str(path), "-c", "municipality", "-f", "csv", "--municipality")
    assert kofukin(*asked, "竜が崎市").err.splitlines()[:2] == [
        "note: no such municipality in the data: 竜が崎市 (did you mean 龍ケ崎市 082082)",
        "note: no project matches",
    ]
    assert "did you mean 龍ケ崎市 082082" in kofukin(*asked, "082083").err
    beside = kofukin(*asked, "鹿嶋", "--municipality", "無い町")
    assert beside.lines == ["municipality", "鹿嶋市"]
    assert beside.err == "note: no such municipality in the data: 無い町\n"
    assert kofukin(*asked, "鹿嶋").err == ""


def test_several_years_of_running_are_said_to_be_any_of_them(kofukin: Kofukin) -> None:
    note = "These run in any of H28, H29; --year ..H28 --active H29 finds those that run in each (3)."
    outcome = kofukin("list", "--active", "H28,H29")
    assert note in outcome.notes
    assert len(ids(kofukin, "--active", "H28", "--active", "H29")) == 11
    assert ids(kofukin, "--year", "..H28", "--active", "H29") == ["h28-asia", "h28-mice", "h28-underground"]
    assert "These run in any of H28-H29;" in kofukin("totals", "--active", "H28-H29").out
    assert "These run in any of H28-, not necessarily in each." in kofukin("totals", "--active", "H28-").out
    assert "not necessarily in each" in kofukin("list", "-y", "H28", "--active", "H28,H29").out
    assert "run in any" not in kofukin("list", "--active", "H29").out


@pytest.mark.parametrize("ending", [".toml", ".db", ".zip"])
def test_a_part_is_exported_with_what_it_needs_and_says_that_it_is_one(
    kofukin: Kofukin, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"part{ending}"
    outcome = kofukin("export", "-y", "H29", "-p", "推進", "-o", str(path))
    assert outcome == (0, "", "note: links to earlier projects that are not in this part are not written (1)\n")
    if ending == ".zip":
        with zipfile.ZipFile(path) as package:
            rounds = package.read("rounds.csv").decode().splitlines()
            assert len(rounds) == 2
            assert "(part: Grant's fiscal year: H29, Program: Promotion)" in package.read("datasets.csv").decode()
        return
    data = ("--data", str(path))
    for asked in (("list",), ("programs",)):
        own = kofukin(*asked, "-f", "json", *data).json
        everything = kofukin(*asked, "-f", "json").json
        if asked == ("list",):
            assert own == [row for row in everything if row["fiscal_year"] == 2017 and row["program"] == "suishin"]
        else:
            assert [(row["program"], row["era_years"]) for row in own] == [("suishin", ["H29"])]
    assert "(part: Grant's fiscal year: H29, Program: Promotion) 2026.11.27" in kofukin("totals", *data).out
    citation = kofukin("show", "sapporo-h29-it", "-f", "json", *data).json["citation"]
    assert "(part: Grant's fiscal year: H29, Program: Promotion), version 2026.11.27)" in citation
    assert kofukin("check", str(path)).code == 0


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_a_list_of_a_part_is_what_list_says(kofukin: Kofukin, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"part{ending}"
    outcome = kofukin("export", "観光|産業", "-o", str(path))
    assert outcome.err.splitlines()[0] == "note: 4 of 11 projects (Words: 観光|産業)"
    written = path.read_bytes().decode().replace("\r\n", "\n")
    assert written == kofukin("list", "観光|産業", "-f", ending[1:]).out.replace("\r\n", "\n")


def test_open_points_go_with_their_projects(kofukin: Kofukin, tmp_path: Path) -> None:
    draft, part = tmp_path / "draft.toml", tmp_path / "part.toml"
    listed = tmp_path / "list.csv"
    listed.write_text(
        "団体名,年度,交付金,事業名,国費（千円）\n札幌市,H29,推進,港の事業,1.2.3\n函館市,H29,推進,山の事業,100\n",
        encoding="utf-8",
    )
    assert kofukin("import", str(listed), "-o", str(draft)).code == 1
    assert kofukin("export", "--data", str(draft), "港", "-o", str(part)).code == 0
    assert part.read_text(encoding="utf-8").count("open = {") == 1
    assert kofukin("export", "--data", str(draft), "山", "-o", str(part), "--force").code == 0
    assert "open = {" not in part.read_text(encoding="utf-8")


def test_a_part_of_nothing_says_so_and_is_a_dataset_still(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "part.toml"
    outcome = kofukin("export", "宇宙", "-o", str(path))
    assert outcome.err.splitlines() == ["note: no project matches", "hint: without WORD: 11"]
    assert kofukin("list", "--data", str(path), "-f", "json").json == []


def test_an_export_of_everything_is_no_part(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    assert kofukin("export", "-o", str(path)).err == ""
    assert "part" not in path.read_text(encoding="utf-8").splitlines()[2]
