"""``kofukin programs``: which grant programs the data knows."""

from conftest import Kofukin

FIELDS = ["program", "program_name", "short_name", "name_en", "era_years", "subsidy_rates", "projects"]


def test_each_program_with_its_years_rates_and_projects(kofukin: Kofukin) -> None:
    rows = kofukin("programs", "-f", "json").json
    assert [list(row) for row in rows] == [FIELDS] * 3
    assert [(r["program"], r["short_name"], r["era_years"], r["subsidy_rates"], r["projects"]) for r in rows] == [
        ("suishin", "推進", ["H28", "H29"], ["1/2"], 8),
        ("kyoten", "拠点整備", ["H29"], ["1/2"], 1),
        ("kasokuka", "加速化", ["H28"], ["1"], 2),
    ]


def test_lists_are_joined_in_csv(kofukin: Kofukin) -> None:
    lines = kofukin("programs", "-f", "csv").lines
    assert lines[0] == ",".join(FIELDS)
    assert lines[1] == "suishin,地方創生推進交付金,推進,Regional Revitalization Promotion Grant,H28;H29,1/2,8"


def test_people_see_the_official_names_and_that_english_ones_are_not(kofukin: Kofukin) -> None:
    assert "英語名（非公式）" in kofukin("programs", KOFUKIN_LANG="ja").table[0]
    out = kofukin("programs").out
    assert "English (unofficial)" in out
    assert "地方創生加速化交付金" in out
