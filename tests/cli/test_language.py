"""Japanese and English: whose word counts, and that everything is said in the one that was chosen."""

import re

import pytest

from conftest import Kofukin
from kofukin.cli.app import COMMANDS

JAPANESE_LABEL, ENGLISH_LABEL = "事業名", "Project"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ((), {}, "en"),
        ((), {"LANG": "ja_JP.UTF-8"}, "ja"),
        ((), {"LANG": "de_DE.UTF-8"}, "en"),
        ((), {"LANG": "C"}, "en"),
        ((), {"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ((), {"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ((), {"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
        ((), {"LANG": "ja_JP.UTF-8", "KOFUKIN_LANG": "en"}, "en"),
        ((), {"KOFUKIN_LANG": "ja"}, "ja"),
        ((), {"KOFUKIN_LANG": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        (("--lang", "ja"), {"KOFUKIN_LANG": "en"}, "ja"),
        (("--lang=en",), {"KOFUKIN_LANG": "ja"}, "en"),
        (("--lang", "en", "--lang", "ja"), {}, "ja"),
    ],
)
def test_the_option_comes_before_the_variable_and_that_before_the_locale(
    kofukin: Kofukin, arguments: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    outcome = kofukin("list", *arguments, **environment)
    assert outcome.code == 0
    assert outcome.table[0].split()[0] == (JAPANESE_LABEL if language == "ja" else ENGLISH_LABEL)


def test_the_option_may_stand_before_the_command(kofukin: Kofukin) -> None:
    assert kofukin("--lang", "ja", "list") == kofukin("list", "--lang", "ja")
    assert kofukin("--lang", "ja", "list", "--lang", "en") == kofukin("list", "--lang", "en")
    assert kofukin("--lang", "ja", "--help") == kofukin("--help", KOFUKIN_LANG="ja")


def test_the_option_counts_wherever_it_stands(kofukin: Kofukin) -> None:
    assert kofukin("list", "--help", "--lang", "ja").lines[0].startswith("使い方: ")
    assert kofukin("list", "--lang", "ja", "--yaer").err.startswith("エラー: ")


@pytest.mark.parametrize("command", ["list", "totals", "show", "programs", "check", ""])
def test_an_unknown_language_is_used_wrongly(kofukin: Kofukin, command: str) -> None:
    arguments = [word for word in (command, "なでしこ" if command == "show" else "") if word]
    assert kofukin(*arguments, "--lang", "fr") == (2, "", "error: not a value of --lang: fr\nhint: use one of ja, en\n")
    assert kofukin(*arguments, KOFUKIN_LANG="日本語") == (
        2,
        "",
        "error: not a value of KOFUKIN_LANG: 日本語\nhint: use one of ja, en\n",
    )
    assert kofukin(*arguments, "--lang", "xx", LANG="ja_JP.UTF-8").err.startswith(
        "エラー: --lang に使えない値です: xx\n"
    )


@pytest.mark.parametrize("command", ["list", "totals", "programs"])
def test_the_option_mends_a_bad_variable(kofukin: Kofukin, command: str) -> None:
    assert kofukin(command, "--lang", "ja", KOFUKIN_LANG="fr") == kofukin(command, "--lang", "ja")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("list",), ("list", "-c", "all"), ("list", "--limit", "1"), ("list", "-f", "markdown")),
        *(("totals",), ("totals", "-c", "all"), ("totals", "--by", "application,year"), ("totals", "-f", "markdown")),
        *(("programs",), ("show", "sapporo-h28-youth"), ("show", "北海道暮らし", "-f", "markdown"), ("check",)),
    ],
    ids=" ".join,
)
def test_no_label_or_note_is_left_in_the_other_language(kofukin: Kofukin, arguments: tuple[str, ...]) -> None:
    ja, en = kofukin(*arguments, KOFUKIN_LANG="ja"), kofukin(*arguments, KOFUKIN_LANG="en")
    assert ja.code == en.code == 0
    ours = re.compile("単位|国費の合計|記載なし|単独$|推定（|データ:|年度$|事業数|割合|合計|問題なし|確認|ほか")
    assert [line for line in en.lines if ours.search(line)] == []
    said_in_english = re.compile(r"\b(Amounts|project\(s\)|not stated|inferred|Year|Projects|Share|Total|unknown|of)\b")
    assert [line for line in ja.lines if said_in_english.search(line)] == []


def test_machine_formats_are_the_same_in_both_languages(kofukin: Kofukin) -> None:
    for command in ("list", "totals", "programs"):
        for format_ in ("csv", "tsv", "json", "jsonl"):
            assert kofukin(command, "-f", format_, KOFUKIN_LANG="ja") == kofukin(command, "-f", format_)


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ("lst",),
            ("list", "--foo"),
            ("list", "-y", "29"),
            ("list", "-y"),
            ("list", "--raw=1"),
            ("list", "--min", "x"),
        ),
        *(("list", "--min", "2", "--max", "1"), ("list", "-p", "x"), ("list", "-a", "x"), ("list", "-c", "x")),
        *(("list", "--sort", "x"), ("list", "--sort", "id:x"), ("list", "-f", "x"), ("list", "--color", "x")),
        *(
            ("list", "--unit", "x"),
            ("list", "--limit", "x"),
            ("list", "-o", "x.y"),
            ("list", "-f", "csv", "-o", "x.md"),
        ),
        *(("list", "--data", "nowhere"), ("show",), ("show", "x"), ("show", "さっぽろ圏"), ("show", "a", "b")),
        *(("totals", "--by", "x"), ("totals", "--by", "all,year"), ("list", "宇宙"), ("check", "nowhere")),
    ],
    ids=" ".join,
)
def test_errors_and_hints_are_said_in_the_language(kofukin: Kofukin, arguments: tuple[str, ...]) -> None:
    ja, en = kofukin(*arguments, KOFUKIN_LANG="ja"), kofukin(*arguments, KOFUKIN_LANG="en")
    assert (ja.code, len(ja.err.splitlines())) == (en.code, len(en.err.splitlines()))
    assert ja.err.startswith(("エラー: ", "注: "))
    assert re.match("error: |note: ", en.err)
    assert not re.search(r"\b(error|hint|note): |no such|not a|\b(use|see|valid|missing|needs|takes)\b", ja.err)
    assert "ヒント: " in ja.err or arguments == ("list", "宇宙")
    assert not re.search(
        "[ぁ-ん]", re.sub(r"平成29年度|さっぽろ圏|道との?共同申請|道と 6 自治体との共同申請", "", en.err)
    )


def test_every_command_has_a_help_page_in_both_languages(kofukin: Kofukin) -> None:
    for command in COMMANDS:
        ja, en = (kofukin(command, "--help", KOFUKIN_LANG=language).lines for language in ("ja", "en"))
        assert ja[0].startswith(f"使い方: kofukin {command}")
        assert en[0].startswith(f"Usage: kofukin {command}")
        assert ja[2] != en[2]
