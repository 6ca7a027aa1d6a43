"""What is used wrongly or can't be done: the exit code, the exact lines on stderr, and nothing on stdout."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin

YEARS = (
    "write a year as H29, 平成29年度, 平成二十九年度, 2017, FY2017, 令和元, R1, 今年度 or 前年度,"
    " and a range as H28-H30, H28.. or ..2016"
)
AMOUNTS = "write an amount as 30000000, 30,000千円, 3000万円 or 0.3億円 (yen where no unit is given)"
PROGRAMS = "programs are suishin (推進), kyoten (拠点整備), kasokuka (加速化)"
FIELDS = (
    "valid ones are id, municipality_code, municipality, fiscal_year, era_year, last_fiscal_year, budget,"
    " program, program_name, grant_type, name, application, application_text, partners, national_funds_yen,"
    " amount_label, partner_national_funds_yen, subsidy_rate, stated_cost_yen, estimated_cost_yen, other_funds_yen,"
    " amount_basis, note, summary, program_basis, program_evidence,"
    " source_document, source_page, source_line, corporate_number"
)
TOTALS_FIELDS = (
    "valid ones are program, program_name, projects, national_funds_yen, share, partner_national_funds_yen,"
    " estimated_cost_yen, unstated, stated_cost_yen, other_funds_yen, median_national_funds_yen,"
    " largest_national_funds_yen, share_within"
)
DIMENSIONS = (
    "dimensions are program, year, application, municipality, prefecture, grant_type, budget, lineage, basis, all"
)
FORMATS = "use one of table, csv, tsv, json, jsonl, markdown"

USED_WRONGLY = [
    # commands, options, arguments
    (("lst",), "no such command: lst", "did you mean list"),
    (
        ("LIST",),
        "no such command: LIST",
        "commands are list, show, totals, chart, programs, report, import, check, export, diff, verify",
    ),
    (("lisst", "--year", "H29"), "no such command: lisst", "did you mean list"),
    (
        ("",),
        "no such command: ",
        "commands are list, show, totals, chart, programs, report, import, check, export, diff, verify",
    ),
    (("--foo",), "no such option: --foo", "see kofukin --help"),
    (("list", "--yaer", "H29"), "no such option: --yaer", "did you mean --year"),
    (("list", "--zzz"), "no such option: --zzz", "see kofukin list --help"),
    (("list", "-x"), "no such option: -x", "see kofukin list --help"),
    (("totals", "--by"), "--by needs a value", "see kofukin totals --help"),
    (("list", "--year"), "--year needs a value", "see kofukin list --help"),
    (("list", "--raw=1"), "--raw takes no value", "see kofukin list --help"),
    (("show",), "ID|NAME is missing", "see kofukin show --help"),
    (("show", "a", "b"), "unexpected argument: b", "see kofukin show --help"),
    (("programs", "推進", "x"), "unexpected argument: x", "see kofukin programs --help"),
    # years
    *((("list", "-y", year), f"not a fiscal year: {year}", YEARS) for year in ("29", "H0", "平成年度", "2017.5")),
    *((("list", "--active", year), f"not a fiscal year: {year}", YEARS) for year in ("H", "20170", "令和0", "1899")),
    *((("totals", f"-y{year}"), f"not a fiscal year: {year}", YEARS) for year in ("..", "H28..H29..H30", "x")),
    (("list", "-y", "H30-H28"), "the range ends before it begins: H30-H28", YEARS),
    (("list", "-y", "R1..H30"), "the range ends before it begins: R1..H30", YEARS),
    # amounts
    *((("list", "--min", bound), f"not an amount: {bound}", AMOUNTS) for bound in ("abc", "1.5", "1,00", "23.210.1")),
    *((("list", "--max", bound), f"not an amount: {bound}", AMOUNTS) for bound in ("", "千円", "1 ドル", "1e9")),
    (
        ("list", "--min", "5万円", "--max", "1円"),
        "--min 50,000 yen is above --max 1 yen, so no project can match",
        "swap --min and --max",
    ),
    # filters
    (("list", "-p", "宇宙"), "no such program: 宇宙", PROGRAMS),
    (("list", "-p", ""), "no such program: ", PROGRAMS),
    (("list", "-p", "地方創生"), "several programs match: 地方創生", PROGRAMS),
    (
        ("list", "-a", "双独"),
        "no such application type: 双独",
        "use single (単独) or joint (共同), or the document's own words"
        " (道と共同申請, 単独申請, 道と 6 自治体との共同申請, 道との共同申請)",
    ),
    # output
    (("list", "-c", "nothing"), "no such column: nothing", FIELDS),
    (("list", "-c", "id,Name"), "no such column: Name", FIELDS),
    (("list", "-c", "id,all"), "no such column: all", FIELDS),
    (("totals", "-c", "name"), "no such column: name", TOTALS_FIELDS),
    (
        ("programs", "-c", "name"),
        "no such column: name",
        "valid ones are program, program_name, short_name, name_en, era_years, subsidy_rates, projects",
    ),
    (("list", "--sort", "nothing"), "cannot sort by nothing", FIELDS),
    (("totals", "--sort", "name"), "cannot sort by name", TOTALS_FIELDS),
    (
        ("list", "--sort", "id:up"),
        "a sort direction is :asc or :desc: id:up",
        "for example --sort national_funds_yen:desc",
    ),
    (("totals", "--by", "colour"), "no such dimension: colour", DIMENSIONS),
    (("totals", "--by", "program,"), "no such dimension: ", DIMENSIONS),
    (("totals", "--by", "all,year"), "all cannot be combined with another dimension", DIMENSIONS),
    (("list", "-f", "xml"), "not a value of --format: xml", FORMATS),
    (("list", "-f", "CSV"), "not a value of --format: CSV", FORMATS),
    (("show", "なでしこ", "-f", "csv"), "not a value of --format: csv", "use one of table, json, markdown"),
    (
        ("list", "-o", "x.foo"),
        "no format has that file ending: x.foo",
        "use .csv, .tsv, .json, .jsonl, .md, .xlsx (or name the format with -f)",
    ),
    (
        ("list", "-f", "json", "-o", "x.csv"),
        "-f json contradicts the ending of x.csv",
        "drop -f, or change the file's name",
    ),
    (
        ("list", "--unit", "oku"),
        "not a value of --unit: oku",
        "use one of yen, thousand, million, hundred-million, 円, 千円, 百万円, 億円",
    ),
    (("list", "--color", "blue"), "not a value of --color: blue", "use one of auto, always, never"),
    *(
        (("list", "--limit", limit), f"--limit takes a whole number, 0 or more: {limit}", "for example --limit 10")
        for limit in ("-1", "x", "1.5", "１")
    ),
    (("list", "--lang", "fr"), "not a value of --lang: fr", "use one of ja, en"),
    (("--lang", "fr"), "not a value of --lang: fr", "use one of ja, en"),
]

NOT_DONE = [
    (("show", "宇宙開発"), "no such project: 宇宙開発", "kofukin list shows ids and names"),
    (("show", ""), "no such project: ", "kofukin list shows ids and names"),
    (
        ("show", "sapporo-h29-yuoth"),
        "no such project: sapporo-h29-yuoth",
        "did you mean sapporo-h29-youth, sapporo-h28-youth, sapporo-h29-it",
    ),
    (("show", "なでしこ応援の事業"), "no such project: なでしこ応援の事業", "did you mean sapporo-h28-women"),
    (("show", "さっぽろ圏"), "several projects match: さっぽろ圏", "give an id: sapporo-h29-youth, sapporo-h28-youth"),
    (
        ("show", "「さっぽろ圏」若者定着促進広域連携事業"),
        "several projects match: 「さっぽろ圏」若者定着促進広域連携事業",
        "give an id: sapporo-h29-youth, sapporo-h28-youth",
    ),
]


def _title(value: object) -> str:
    return " ".join(value) or "(empty)" if isinstance(value, tuple) else ""


@pytest.mark.parametrize(("arguments", "error", "hint"), USED_WRONGLY, ids=_title)
def test_used_wrongly(kofukin: Kofukin, arguments: tuple[str, ...], error: str, hint: str) -> None:
    assert kofukin(*arguments) == (2, "", f"error: {error}\nhint: {hint}\n")


@pytest.mark.parametrize(("arguments", "error", "hint"), NOT_DONE, ids=_title)
def test_could_not_be_done(kofukin: Kofukin, arguments: tuple[str, ...], error: str, hint: str) -> None:
    assert kofukin(*arguments) == (1, "", f"error: {error}\nhint: {hint}\n")


def test_a_bad_format_in_the_environment_is_named_as_such(kofukin: Kofukin) -> None:
    assert kofukin("list", KOFUKIN_FORMAT="xml") == (
        2,
        "",
        f"error: not a value of KOFUKIN_FORMAT: xml\nhint: {FORMATS}\n",
    )


def test_a_year_in_a_list_is_named_alone(kofukin: Kofukin) -> None:
    assert kofukin("list", "-y", "H28,29").err.startswith("error: not a fiscal year: 29\n")


def test_used_wrongly_is_found_before_the_data_is_read(kofukin: Kofukin) -> None:
    assert kofukin("list", "-y", "29", "--data", "nowhere.toml").code == 2


@pytest.mark.parametrize("command", ["list", "totals", "show", "programs"])
def test_a_bad_dataset_could_not_be_used(kofukin: Kofukin, dataset_file: Callable[..., Path], command: str) -> None:
    path = dataset_file({"national_funds_yen": "1,000"}, {"fiscal_year": 29})
    arguments = [command, "p1"] if command == "show" else [command]
    outcome = kofukin(*arguments, "--data", str(path))
    assert (outcome.code, outcome.out) == (1, "")
    error, *problems, hint = outcome.err.splitlines()
    assert error == "error: the data has 2 problems, so none of it was used"
    assert [problem.split(": ")[1] for problem in problems] == [
        "project[0].national_funds_yen",
        "project[1].fiscal_year",
    ]
    assert hint == "hint: fix it, then run kofukin check FILE"


@pytest.mark.parametrize(
    "arguments",
    [
        *(("list", option, "9" * 10_000) for option in ("-y", "--active", "--min", "--max", "--limit", "-p", "-a")),
        *(("list", option, "x" * 10_000) for option in ("-c", "--sort", "-f", "--unit", "--color", "--lang", "--data")),
        *(
            ("list", "--sort", f"id:{'x' * 10_000}"),
            ("list", "-o", f"{'x' * 10_000}.csv"),
            ("list", f"--{'x' * 10_000}"),
        ),
        *(("totals", "--by", "x" * 10_000), ("show", "x" * 10_000), ("x" * 10_000,)),
    ],
    ids=lambda arguments: " ".join(arguments)[:16],
)
def test_a_very_long_value_is_an_ordinary_error_and_is_not_repeated_in_full(
    kofukin: Kofukin, arguments: tuple[str, ...]
) -> None:
    outcome = kofukin(*arguments)
    assert outcome.code in (1, 2)
    assert outcome.out == ""
    assert "internal error" not in outcome.err
    assert len(outcome.err) < 1_500


def test_what_is_quoted_from_the_command_line_cannot_steer_a_terminal(kofukin: Kofukin) -> None:
    evil = "\x1b]0;x\x07\u202e\x9b31m\nerror: forged"
    for arguments in (("list", "-p", evil), ("show", evil), (evil,), ("list", "-c", evil), ("list", "-y", evil)):
        outcome = kofukin(*arguments)
        assert outcome.code in (1, 2)
        assert len(outcome.err.splitlines()) == 2
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(outcome.err)


@pytest.mark.parametrize(
    ("arguments", "option", "count", "most"),
    [
        (["list", *(f"w{n}" for n in range(1_000))], "WORD", 1_000, 200),
        (["totals", *(f"--municipality=x{n}" for n in range(1_000))], "--municipality", 1_000, 200),
        (["list", *["--program=推進"] * 201], "--program", 201, 200),
        (["list", *["--partner=x"] * 201], "--partner", 201, 200),
        (["list", *["--application=joint"] * 201], "--application", 201, 200),
        (["list", "--year", ",".join(["H29"] * 300)], "--year", 300, 200),
        (["list", *["--active=H29"] * 1_000], "--active", 1_000, 200),
        (["list", *["--sort=id"] * 1_000], "--sort", 1_000, 200),
        (["list", "-c", ",".join(["id"] * 2_000)], "--columns", 2_000, 1_900),
    ],
)
def test_more_than_can_be_asked_is_refused_in_a_line(
    kofukin: Kofukin, arguments: list[str], option: str, count: int, most: int
) -> None:
    assert kofukin(*arguments) == (
        2,
        "",
        f"error: {option}: at most {most} at once, and there are {count}\nhint: give fewer, or ask several times\n",
    )


def test_as_much_as_can_be_asked_is_answered(kofukin: Kofukin) -> None:
    assert kofukin("list", *(f"--municipality=x{n}" for n in range(199)), "--municipality=札幌", "-f", "csv").code == 0
    assert kofukin("list", *["観光"] * 100, *(f"w{n}" for n in range(100))).code == 0
    assert kofukin("list", *["--sort=id"] * 200, "-f", "csv").code == 0
    assert len(kofukin("list", "-c", ",".join(["id"] * 1_900), "-f", "csv").lines) == 12


@pytest.mark.parametrize("command", ["list", "totals", "chart", "report", "export", "import x.csv"])
def test_an_empty_name_is_no_file_to_write(kofukin: Kofukin, command: str) -> None:
    outcome = kofukin(*command.split(), "-o", "")
    assert (outcome.code, outcome.err.splitlines()[0]) == (2, "error: -o names no file")
