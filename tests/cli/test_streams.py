"""Standard streams that are closed, full or in an encoding of their own; a command line that is in another."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from conftest import PROGRAM, Kofukin, Process, bare_environment
from datasets import BUNDLED

Shell = Callable[..., subprocess.CompletedProcess[bytes]]

LOST = ["<&- >&-", "2>&-", "<&- >&- 2>&-", ">/dev/full 2>&1"]
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run ``kofukin`` in a shell, with redirections, in a folder of its own."""

    def run(words: str, env: Mapping[str, str] = MappingProxyType({})) -> subprocess.CompletedProcess[bytes]:
        program = " ".join(f'"{word}"' for word in PROGRAM)
        return subprocess.run(
            ["bash", "-c", f"{program} {words}"],
            capture_output=True, cwd=tmp_path, env=bare_environment(**env), timeout=60, check=False,
        )  # fmt: skip

    return run


class TestLostStreams:
    @needs_full
    @pytest.mark.parametrize("lost", LOST)
    def test_files_are_written_all_the_same(self, shell: Shell, kofukin: Kofukin, tmp_path: Path, lost: str) -> None:
        for command, name in (("list", "a.csv"), ("totals --once", "a.xlsx"), ("export", "a.zip")):
            assert shell(f"{command} -o {name} {lost}").returncode == 0
            kofukin(*command.split(), "-o", str(tmp_path / f"again {name}"))
            assert (tmp_path / name).read_bytes() == (tmp_path / f"again {name}").read_bytes()
        assert len(list(tmp_path.iterdir())) == 6

    @needs_full
    @pytest.mark.parametrize("lost", LOST)
    def test_the_exit_code_of_an_import_is_that_of_its_draft(self, shell: Shell, tmp_path: Path, lost: str) -> None:
        head = "事業名,自治体,年度,交付金,国費（円）\n観光事業,札幌市,H29,地方創生推進交付金,"
        for amount, code in (("1000", 0), ("1.000 千円", 1)):
            (tmp_path / "a.csv").write_text(head + amount + "\n", encoding="utf-8")
            ended = shell(f"import a.csv --force -o a.toml {lost}")
            assert (ended.returncode, (tmp_path / "a.toml").exists()) == (code, True)
            (tmp_path / "a.toml").unlink()

    def test_an_import_says_that_its_review_was_lost(self, shell: Shell, tmp_path: Path) -> None:
        text = "事業名,自治体,年度,交付金,国費（円）\n観光事業,札幌市,H29,地方創生推進交付金,1000\n"
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        assert shell("import a.csv -o a.toml >&-").stderr == b"note: cannot write to standard output: it is closed\n"

    @needs_full
    @pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full"])
    @pytest.mark.parametrize(("command", "code"), [("list -y 1999", 0), ("list -y 29", 2), ("show x", 1)])
    def test_words_that_cannot_be_said_change_no_answer(self, shell: Shell, command: str, code: int, lost: str) -> None:
        told, untold = shell(command), shell(f"{command} {lost}")
        assert (told.returncode, untold.returncode, untold.stdout) == (code, code, told.stdout)

    @pytest.mark.parametrize("command", ["list", "list --excel", "show なでしこ", "--help", "check"])
    def test_an_answer_that_cannot_be_given_is_an_error(self, shell: Shell, command: str) -> None:
        ended = shell(f"{command} >&-")
        assert ended.returncode == 1
        assert ended.stderr.startswith(b"error: cannot write to standard output: it is closed\nhint: ")

    def test_data_may_come_from_another_command(self, shell: Shell) -> None:
        assert shell(f"list --data <(cat '{BUNDLED}')").stdout == shell("list").stdout

    def test_a_closed_stdin_is_nobodys_business(self, shell: Shell) -> None:
        assert shell("list <&-").stdout == shell("list").stdout

    @needs_full
    @pytest.mark.parametrize("lost", [">&-", ">/dev/full", "2>&-"])
    def test_completion_never_complains(self, shell: Shell, lost: str) -> None:
        words = {"_KOFUKIN_COMPLETE": "complete_bash", "COMP_WORDS": "kofukin list --year ", "COMP_CWORD": "3"}
        assert shell(lost, words).stderr == b""


class TestByteOrderMarks:
    MARKED = ("utf-8-sig", "utf-16", "utf-32")

    @pytest.mark.parametrize("encoding", MARKED)
    @pytest.mark.parametrize("command", [("list",), ("show", "なでしこ")])
    def test_one_stands_at_the_beginning(self, process: Process, command: tuple[str, ...], encoding: str) -> None:
        plain = process(*command).stdout.decode()
        assert process(*command, env={"PYTHONIOENCODING": encoding}).stdout == plain.encode(encoding)

    @pytest.mark.parametrize("encoding", MARKED)
    def test_none_stands_where_a_shell_appends(self, shell: Shell, tmp_path: Path, encoding: str) -> None:
        one = shell("list -c id").stdout.decode()
        for _ in range(2):
            shell("list -c id >>ids.txt", {"PYTHONIOENCODING": encoding})
        assert (tmp_path / "ids.txt").read_bytes() == (one + one).encode(encoding)

    @pytest.mark.parametrize("encoding", MARKED)
    def test_json_stays_json(self, process: Process, encoding: str) -> None:
        ended = process("list", "-f", "json", env={"PYTHONIOENCODING": encoding})
        assert json.loads(ended.stdout) == json.loads(process("list", "-f", "json").stdout)

    def test_an_encoding_with_states_is_written_in_one_go(self, process: Process) -> None:
        ended = process("list", "-c", "name", env={"PYTHONIOENCODING": "iso2022_jp"})
        assert "健康医療関連産業の活性化と集積促進事業" in ended.stdout.decode("iso2022_jp")


@pytest.mark.skipif(os.name != "posix", reason="command lines are text on Windows")
class TestALocaleWithoutJapanese:
    PLAIN = MappingProxyType({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})

    def test_a_japanese_word_is_found(self, process: Process) -> None:
        ended = process("list", "健康医療", "-f", "csv", "-c", "id", env=self.PLAIN)
        assert ended.stdout == b"id\r\nsapporo-h29-health\r\n"

    def test_a_file_of_a_japanese_name_is_too(self, process: Process, dataset_file: Callable[..., Path]) -> None:
        path = dataset_file({"name": "観光事業"}, name="データ.toml")
        words = ("list", "--data", str(path), "-f", "csv", "-c", "id", "-o", str(path.with_name("一覧.csv")), "観光")
        assert process(*words, env=self.PLAIN).returncode == 0
        assert path.with_name("一覧.csv").read_text(encoding="utf-8") == "id\np1\n"

    def test_bytes_that_are_no_text_are_a_word_that_nothing_has(self, process: Process) -> None:
        ended = process("list", "\udcff", env=self.PLAIN)
        assert (ended.returncode, ended.stdout) == (0, process("list", "\udcff").stdout)
        assert ended.stderr.startswith(b"note: no project matches\n")
