"""Small input takes a short time: ten times as much of it no more than some fifteen times as long.

Each text here made some reader try every way of dividing a run of characters, so that a few kilobytes took minutes.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kofukin.checking import check
from kofukin.errors import KofukinError
from kofukin.files import dataset
from kofukin.importing import read_all
from kofukin.importing.draft import Given
from kofukin.model.amounts import parse_yen
from kofukin.model.fiscal_year import parse_ranges
from kofukin.model.stated_amounts import amounts_on, stated_amounts
from kofukin.text.folding import fold

Work = Callable[[str], object]

MOST_TIMES = 15
NOISE = 0.004
"""In seconds of the processor's time: below that a busy machine says more than the work does."""
LESS = 2_000
"""Characters; ten times as many took from two seconds to hours."""


def seconds(work: Work, text: str) -> float:
    """Return the least time of three: what disturbs a run only ever makes it longer."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
        if times[-1] > 1:
            break
    return min(times)


def hold_in_time(work: Work, make: Callable[[int], str]) -> None:
    """Fail where ten times as much took more than fifteen times as long, however often it is tried."""
    tries = []
    for _ in range(3):
        less, more = seconds(work, make(LESS)), seconds(work, make(10 * LESS))
        if more <= MOST_TIMES * max(NOISE, less):
            return
        tries.append(f"{less:.3f} s, then {more:.3f} s")
    raise AssertionError(tries)


def run_of(before: str, repeated: str, after: str) -> Callable[[int], str]:
    return lambda length: before + repeated * (length // len(repeated)) + after


HEADER = '[dataset]\nid = "x"\ntitle = "X"\nversion = "1"\n'
PROJECT = '[[project]]\nid = "p"\nfiscal_year = 2017\nprogram = "none"\nname = "N"\nsource_document = "D"\n'


@pytest.mark.parametrize(
    "make",
    [
        run_of(HEADER + PROJECT + 'partners = [{ name = "', "あ", '\\u001f" }]\n'),
        run_of(HEADER + PROJECT + 'partners = [{ name = "', " ", '" }]\n'),
        run_of(HEADER + PROJECT + "note = 1", "\n", ""),
        run_of(HEADER + PROJECT + "note = 1\n", "#\n", "[[project]]\n"),
        run_of(HEADER + "x.y = [\n[", " ", "1, 1]\n]\n"),
        run_of(HEADER + "x.y = [\n[", "1 ", ", 1]\n]\n"),
        run_of(HEADER + "[", "a.", "a]\nb = 1\n"),
        run_of(HEADER + "a = [", "[", ""),
        run_of(HEADER + 'title = """', '\\""" ', '"""\n'),
        run_of(HEADER, '"" ', "= 1\n"),
        run_of(HEADER + "x = 1", "_1", "\n"),
        run_of(HEADER, '[[program]]\nid = "x"\nname = "X"\nshort_name = "X"\n' + PROJECT, ""),
        run_of(HEADER, "# to settle: x\n", ""),
    ],
)
def test_a_dataset_file(tmp_path: Path, make: Callable[[int], str]) -> None:
    path = tmp_path / "x.toml"

    def read(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        assert dataset.read(path)[0] is None or "settle" in text

    hold_in_time(read, make)


@pytest.mark.parametrize(
    "make",
    [
        run_of("", "1 ", "x"),
        run_of("", "1,", ""),
        run_of("", "12345、", ""),
        run_of("国費", " ", "1円"),
        run_of("", "(1円", ""),
        run_of("", "1億", ""),
        run_of("約", "　", "1円"),
        run_of("交付", "決定", "額 1円"),
        run_of("", "1十", "円"),
    ],
)
@pytest.mark.parametrize("work", [amounts_on, stated_amounts])
def test_the_amounts_on_a_line(work: Work, make: Callable[[int], str]) -> None:
    hold_in_time(work, make)


def _refused(work: Work) -> Work:
    def try_it(text: str) -> None:
        with pytest.raises(KofukinError):
            work(text)

    return try_it


@pytest.mark.parametrize("repeated", ["1", "1,", "1,000", "1億", " ", "-", "H29,", "〜"])
def test_what_a_user_types(repeated: str) -> None:
    make = run_of("", repeated, "x")
    for work in (_refused(parse_yen), _refused(parse_ranges), fold):
        hold_in_time(work, make)


COLUMNS = (
    "都道府県",
    "団体名",
    "年度",
    "交付金の名称",
    "事業名",
    "国費（円）",
    "申請区分",
    "連携団体",
    "補助率",
    "備考",
)
SOUND = ("北海道", "札幌市", "H29", "地方創生推進交付金", "甲事業", "1000", "単独", "", "1/2", "")
RUNS = [
    *(
        ("", "1", "x"),
        ("甲", "\t", "円"),
        ("甲", "　", "\x01"),
        ("", "市と", ""),
        ("と", " ", "共同申請"),
        ("", "(", ""),
    ),
    *(("合計", " ", "円"), ("", "計(", ""), ("", "1,", "円"), ("※の", "の", ""), ("", "億 ", "1"), ("", "\n ", "甲")),
]


def _reads(path: Path) -> Work:
    def read(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        for _ in read_all([path], Given("推進", 2017, "札幌市", yen_per_unit=1000)):
            pass

    return read


def _csv(*rows: tuple[str, ...]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize("run", RUNS, ids=repr)
def test_the_cells_of_a_table(tmp_path: Path, run: tuple[str, str, str]) -> None:
    make = run_of(*run)

    def table(length: int) -> str:
        rows = [(*SOUND[:at], make(length), *SOUND[at + 1 :]) for at in range(len(SOUND))]
        return _csv(("一覧", ""), (make(length),), COLUMNS, *rows, (make(length),), SOUND)

    hold_in_time(_reads(tmp_path / "x.csv"), table)


@pytest.mark.parametrize("run", RUNS, ids=repr)
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_the_lines_of_a_document(tmp_path: Path, run: tuple[str, str, str], ending: str) -> None:
    make = run_of(*run)

    def document(length: int) -> str:
        line = make(length).replace("\n", "")
        table = f"| 事業名 | 国費（千円） | 備考 |\n|---|---|---|\n| 甲 | 1 | {line} |\n| {line} | 1 | x |\n"
        return f"札幌市 平成29年度地方創生推進交付金\n{line}\n乙事業＜単独申請＞\n国費 1千円 {line}\n{table}"

    hold_in_time(_reads(tmp_path / f"x{ending}"), document)


@pytest.mark.parametrize(
    "run", [("", "単独申請 ", ""), ("甲", " ", "事業"), ("合計 ", "\t", "1 円"), ("", "(単位 ", "円")]
)
def test_a_document_of_lines_as_long_as_are_read(tmp_path: Path, run: tuple[str, str, str]) -> None:
    line = run_of(*run)(390)
    head = "札幌市 平成29年度地方創生推進交付金\n"
    hold_in_time(_reads(tmp_path / "x.txt"), lambda length: head + f"{line}\n" * (length // len(line)))
    start = time.process_time()
    _reads(tmp_path / "x.txt")(head + f"{line}\n" * 100)
    assert time.process_time() - start < 2


def test_a_cell_of_many_partners(tmp_path: Path) -> None:
    def table(length: int) -> str:
        partners = "、".join(f"{number}市" for number in range(length // 4))
        return _csv(COLUMNS, (*SOUND[:6], "共同", partners, *SOUND[8:]))

    hold_in_time(_reads(tmp_path / "x.csv"), table)


def test_the_lines_that_a_dataset_is_held_against(tmp_path: Path, dataset_file: Callable[..., Path]) -> None:
    source = tmp_path / "source.txt"
    made = dataset_file({"name": "甲", "source_line": 1, "source_amount_line": 1, "national_funds_yen": 1})

    def held(text: str) -> None:
        source.write_text(text, encoding="utf-8")
        check([made], source)

    for run in (("・", "(1 ", ""), ("", "・", ""), ("甲", "1、", "")):
        hold_in_time(held, run_of(*run))
