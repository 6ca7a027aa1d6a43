"""The program as a process: encodings, pipes, signals, what it imports, what shells complete."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from conftest import PROGRAM, Process, bare_environment
from kofukin.cli.app import COMMANDS

MODULES = """
import atexit, json, sys
from kofukin import cli
try:
    cli.main(sys.argv[1:])
finally:
    sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


@pytest.fixture
def modules(process: Process) -> Callable[..., set[str]]:
    """Return the names of the modules that a run has loaded."""

    def run(*arguments: str, env: Mapping[str, str] = MappingProxyType({})) -> set[str]:
        ended = process(*arguments, command=(sys.executable, "-c", MODULES), env=env)
        return set(json.loads(ended.stderr.splitlines()[-1]))

    return run


class TestEncodings:
    @pytest.mark.parametrize(
        "environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"LANG": "C.UTF-8"}]
    )
    @pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown"])
    def test_a_plain_locale_loses_nothing_of_machine_formats_and_crashes_none(
        self, process: Process, format_: str, environment: dict[str, str]
    ) -> None:
        ended = process("list", "-f", format_, env=environment)
        assert ended.returncode == 0
        assert b"Traceback" not in ended.stderr
        assert "37000000" in ended.stdout.decode() or "37,000" in ended.stdout.decode()

    @pytest.mark.parametrize("encoding", ["ascii", "cp932", "latin-1", "utf-8"])
    def test_csv_is_utf_8_everywhere(self, process: Process, encoding: str) -> None:
        ended = process("list", "-f", "csv", env={"PYTHONIOENCODING": encoding})
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert ended.stdout == process("list", "-f", "csv").stdout

    @pytest.mark.parametrize("encoding", ["ascii", "cp932", "utf-8"])
    def test_json_is_escaped_where_stdout_is_not_utf_8_and_says_the_same(self, process: Process, encoding: str) -> None:
        for command in (("list",), ("show", "sapporo-h29-youth")):
            ended = process(*command, "-f", "json", env={"PYTHONIOENCODING": encoding})
            assert (ended.returncode, ended.stderr) == (0, b"")
            assert ended.stdout.isascii() == (encoding != "utf-8")
            assert json.loads(ended.stdout) == json.loads(process(*command, "-f", "json").stdout)

    @pytest.mark.parametrize("command", [("list",), ("totals",), ("show", "なでしこ"), ("list", "-f", "markdown")])
    def test_a_japanese_windows_terminal_reads_tables(self, process: Process, command: tuple[str, ...]) -> None:
        ended = process(*command, env={"PYTHONIOENCODING": "cp932", "KOFUKIN_LANG": "ja"})
        assert (ended.returncode, ended.stderr) == (0, b"")
        shown = ended.stdout.decode("cp932")
        assert "国費" in shown
        assert not {"〓", "?"} & set(shown)

    def test_what_an_encoding_lacks_is_visibly_replaced_and_said(
        self, process: Process, dataset_file: Callable[..., Path]
    ) -> None:
        path = str(dataset_file({"name": "𠮷野"}))
        cp932 = process("list", "--data", path, env={"PYTHONIOENCODING": "cp932"})
        assert "〓野" in cp932.stdout.decode("cp932")
        assert cp932.stderr.startswith("note: characters that cp932 lacks are shown as".encode("cp932"))
        ascii_ = process("list", "--data", path, env={"PYTHONIOENCODING": "ascii"})
        assert b"??" in ascii_.stdout
        assert ascii_.stderr.startswith(b"note: characters that ascii lacks")
        assert (cp932.returncode, ascii_.returncode) == (0, 0)

    def test_a_letter_that_an_encoding_has_at_another_code_point_is_shown(
        self, process: Process, dataset_file: Callable[..., Path]
    ) -> None:
        path = str(dataset_file({"name": "⻑久⼿—葛\U000e0100城か\u3099"}))
        ended = process("list", "--data", path, env={"PYTHONIOENCODING": "cp932"})
        assert "長久手―葛城が" in ended.stdout.decode("cp932")
        assert b"lacks" not in ended.stderr

    @pytest.mark.parametrize("encoding", ["ascii", "cp932"])
    @pytest.mark.parametrize(
        "arguments", [(), ("--help",), ("totals", "--help"), ("--version",), ("check",), ("programs",)]
    )
    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_nothing_crashes(self, process: Process, arguments: tuple[str, ...], encoding: str, language: str) -> None:
        ended = process(*arguments, env={"PYTHONIOENCODING": encoding, "KOFUKIN_LANG": language})
        assert ended.returncode == 0
        assert b"error" not in ended.stderr
        assert len(ended.stdout) > 10

    def test_errors_are_said_in_any_encoding(self, process: Process) -> None:
        for encoding in ("ascii", "cp932"):
            ended = process("list", "-p", "宇宙𠮷", env={"PYTHONIOENCODING": encoding, "KOFUKIN_LANG": "ja"})
            assert (ended.returncode, ended.stdout) == (2, b"")
            assert len(ended.stderr.splitlines()) == 2


class TestPipes:
    @pytest.mark.parametrize(
        "arguments", [("list",), ("list", "-f", "csv"), ("list", "-f", "json"), ("--help",), ("check",)]
    )
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_a_reader_that_has_gone_is_no_failure(self, arguments: tuple[str, ...], unbuffered: str) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        environment = bare_environment(PYTHONUNBUFFERED=unbuffered)
        ended = subprocess.run(
            [*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, env=environment, timeout=60, check=False
        )
        os.close(writing)
        assert (ended.returncode, ended.stderr) == (0, b"")

    def test_head_is_silent(self, dataset_file: Callable[..., Path]) -> None:
        path = dataset_file(*({"summary": "長い" * 500} for _ in range(300)))  # more than a pipe holds
        command = f'"{sys.executable}" -m kofukin list --data "{path}" -f csv | head -1; echo "${{PIPESTATUS[0]}}"'
        ended = subprocess.run(
            ["bash", "-c", command], capture_output=True, env=bare_environment(), timeout=60, check=False
        )
        header, code = ended.stdout.splitlines()
        assert (header[:3], code, ended.stderr) == (b"id,", b"0", b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    @pytest.mark.parametrize(
        "arguments",
        [
            *(("list",), ("list", "-f", "csv"), ("totals",), ("show", "なでしこ"), ("programs",), ("check",)),
            *((), ("--help",), ("list", "--help"), ("--version",)),
        ],
        ids=" ".join,
    )
    def test_a_full_disk_is_one_clear_error(self, arguments: tuple[str, ...]) -> None:
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(
                [*PROGRAM, *arguments],
                stdout=full, stderr=subprocess.PIPE, env=bare_environment(), timeout=60, check=False,
            )  # fmt: skip
        assert ended.returncode == 1
        assert ended.stderr.decode().splitlines() == [
            "error: cannot write to standard output: No space left on device",
            "hint: check its free space and permissions",
        ]

    def test_a_closed_stdout_is_an_ordinary_error(self) -> None:
        command = f'"{sys.executable}" -m kofukin list >&-'
        ended = subprocess.run(
            ["bash", "-c", command], stderr=subprocess.PIPE, env=bare_environment(), timeout=60, check=False
        )
        assert ended.returncode == 1
        assert ended.stderr.startswith(b"error: ")
        assert b"internal error" not in ended.stderr
        assert b"Traceback" not in ended.stderr

    def test_a_pipe_has_no_colour_and_no_wrapping(self, process: Process) -> None:
        ended = process("list", env={"TERM": "xterm-256color", "COLUMNS": "40"})
        assert b"\x1b" not in ended.stdout
        assert (
            len(ended.stdout.decode().split("\n\n")[0].splitlines()) == 2 + 2 + 11 + 2
        )  # what was asked, heading, rows, sum

    @pytest.mark.parametrize(
        ("arguments", "environment", "coloured"),
        [
            (("--color", "always"), {}, True),
            (("--color", "always"), {"NO_COLOR": "1"}, True),
            ((), {"FORCE_COLOR": "1"}, True),
            ((), {"CLICOLOR_FORCE": "1"}, True),
            ((), {"CLICOLOR_FORCE": "0"}, False),
            ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            (("--color", "never"), {"FORCE_COLOR": "1"}, False),
            (("-f", "csv"), {"FORCE_COLOR": "1"}, False),
            (("-f", "markdown"), {"FORCE_COLOR": "1"}, False),
        ],
    )
    def test_colour_in_a_pipe_only_when_asked_for(
        self, process: Process, arguments: tuple[str, ...], environment: dict[str, str], coloured: bool
    ) -> None:
        assert (b"\x1b[" in process("totals", *arguments, env=environment).stdout) == coloured

    def test_the_same_command_twice_gives_the_same_bytes(self, process: Process) -> None:
        for format_ in ("table", "csv", "json"):
            seeds = [process("list", "-f", format_, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")]
            assert seeds[0] == seeds[1]

    def test_data_may_come_through_a_pipe(self, process: Process, dataset_file: Callable[..., Path]) -> None:
        ended = process("list", "--data", "/dev/stdin", "-f", "csv", "-c", "id", stdin=dataset_file({}).read_bytes())
        assert ended.stdout == b"id\r\np1\r\n"


def test_the_installed_command_is_the_same_program(process: Process) -> None:
    installed = process("list", "-f", "csv", command=(str(Path(sys.executable).with_name("kofukin")),))
    assert installed.stdout == process("list", "-f", "csv").stdout


def _opened_by_a_reader(fifo: Path) -> int:
    """Wait until the program reads from ``fifo`` and return our end of it."""
    until = time.monotonic() + 20
    while True:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def test_ctrl_c_ends_at_once_and_silently(tmp_path: Path) -> None:
    fifo = tmp_path / "never.toml"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [*PROGRAM, "list", "--data", str(fifo)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare_environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may have told us to ignore it
    ) as running:  # fmt: skip
        writing = _opened_by_a_reader(fifo)
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
        os.close(writing)
    assert (running.returncode, out, err) == (130, b"", b"")


class TestImports:
    """What a call needs is loaded and nothing else: starting is most of what a short call takes."""

    HEAVY = frozenset({"sqlite3", "tomli", "kofukin.store", "kofukin.files.dataset", "kofukin.data"})

    @pytest.mark.parametrize("format_", ["csv", "json", "jsonl", "tsv", "markdown"])
    def test_only_a_table_loads_rich(self, modules: Callable[..., set[str]], format_: str) -> None:
        assert "rich" not in modules("list", "-f", format_)

    def test_a_table_does(self, modules: Callable[..., set[str]]) -> None:
        assert {"rich", "sqlite3", "tomli"} <= modules("list")

    @pytest.mark.parametrize(
        "arguments", [(), ("--help",), ("list", "--help"), ("totals", "--help"), ("lst",), ("list", "-y", "29")]
    )
    def test_help_and_usage_errors_load_no_data(
        self, modules: Callable[..., set[str]], arguments: tuple[str, ...]
    ) -> None:
        assert not (self.HEAVY | {"rich"}) & modules(*arguments)

    @pytest.mark.parametrize(
        "line", ["kofukin ", "kofukin to", "kofukin list --", "kofukin totals --b", "kofukin list -f "]
    )
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completing_a_command_or_an_option_loads_no_data(
        self, modules: Callable[..., set[str]], line: str, shell: str
    ) -> None:
        assert not self.HEAVY & modules(env=completion_request(shell, line))


def completion_request(shell: str, line: str) -> dict[str, str]:
    """Return the variables by which a shell asks what may stand at the end of ``line``."""
    if shell == "bash":
        return {"_KOFUKIN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    request = {"_KOFUKIN_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    return request | ({"_TYPER_COMPLETE_FISH_ACTION": "get-args"} if shell == "fish" else {})


OFFERS = {
    "kofukin ": set(COMMANDS),
    "kofukin t": {"totals"},
    "kofukin list --ye": {"--year"},
    "kofukin list --year ": {"H28", "H29"},
    "kofukin list --active H2": {"H28", "H29"},
    "kofukin totals -p ": {"suishin", "kyoten", "kasokuka"},
    "kofukin list -p k": {"kyoten", "kasokuka"},
    "kofukin list -a ": {"single", "joint"},
    "kofukin show sapporo-h29-": {f"sapporo-h29-{name}" for name in ("youth", "it", "inbound", "health", "ainu")},
    "kofukin list -c id,na": {"id,name", "id,national_funds_yen"},
    "kofukin list -c al": {"all"},
    "kofukin list --sort share": set(),
    "kofukin totals --by program,y": {"program,year"},
    "kofukin list -f js": {"json", "jsonl"},
    "kofukin show x -f ": {"table", "json", "markdown"},
    "kofukin list --lang ": {"ja", "en"},
    "kofukin list --municipality ": {"札幌市"},
    "kofukin totals --sort sha": {"share", "share:desc", "share_within", "share_within:desc"},
    "kofukin totals -c uns": {"unstated"},
    "kofukin programs -c sho": {"short_name"},
    "kofukin list -p 推": {"推進"},
    "kofukin list -c id,国": {"id,国費", "id,国費以外"},
    "kofukin list --sort 国費:": {"国費:desc"},
    "kofukin totals --by program,年": {"program,年度", "program,年度（西暦）"},
    "kofukin list -p 地方創生加": {"地方創生加速化交付金"},
}


class TestCompletion:
    @pytest.mark.parametrize(
        ("line", "offers"), OFFERS.items(), ids=lambda value: value if isinstance(value, str) else ""
    )
    def test_bash(self, process: Process, line: str, offers: set[str]) -> None:
        ended = process(env=completion_request("bash", line))
        assert set(ended.stdout.decode().split("\n")) - {""} == offers
        assert (ended.returncode, ended.stderr) == (0, b"")

    @pytest.mark.parametrize(
        ("line", "offer", "told"),
        [
            ("kofukin ", "list", "事業を並べる"),
            ("kofukin list --year ", "H29", "2017"),
            ("kofukin list -p ", "suishin", "地方創生推進交付金"),
            ("kofukin show ", "sapporo-h28-women", "なでしこ応援・女性の活躍推進事業"),
            ("kofukin list --year H28 -c id,na", "id,name", ""),
        ],
    )
    def test_zsh_and_fish_say_what_an_offer_means(self, process: Process, line: str, offer: str, told: str) -> None:
        japanese = {"KOFUKIN_LANG": "ja"}
        fish = process(env=completion_request("fish", line) | japanese)
        assert f"{offer}\t{told}".rstrip("\t") in fish.stdout.decode().splitlines()
        zsh = process(env=completion_request("zsh", line) | japanese)
        assert (f'"{offer}":"{told}"' if told else f'"{offer}"') in zsh.stdout.decode()
        assert fish.stderr == zsh.stderr == b""

    def test_the_users_own_data_is_completed(self, process: Process, dataset_file: Callable[..., Path]) -> None:
        path = str(dataset_file({"id": "mine", "fiscal_year": 2017}))
        by_variable = completion_request("bash", "kofukin show ") | {"KOFUKIN_DATA": path}
        by_option = completion_request("bash", f"kofukin show --data {path} ")
        assert process(env=by_variable).stdout.split() == [b"mine"]
        assert process(env=by_option).stdout.split() == [b"mine"]

    def test_a_dataset_that_cannot_be_read_leaves_the_prompt_alone(self, process: Process) -> None:
        ended = process(env=completion_request("bash", "kofukin list --year ") | {"KOFUKIN_DATA": "nowhere.toml"})
        assert (ended.stdout.strip(), ended.stderr) == (b"", b"")

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_shell_gets_a_script(self, process: Process, shell: str) -> None:
        script = process(env={"_KOFUKIN_COMPLETE": f"source_{shell}"}).stdout
        assert f"_KOFUKIN_COMPLETE=complete_{shell}".encode() in script


def test_every_failure_of_a_process_is_told_without_a_traceback(process: Process, tmp_path: Path) -> None:
    for arguments in (
        ("list", "-y", "29"),
        ("show", "x"),
        ("list", "--data", str(tmp_path)),
        ("list", "-o", str(tmp_path)),
    ):
        ended = process(*arguments)
        assert ended.returncode in (1, 2)
        assert ended.stdout == b""
        assert b"Traceback" not in ended.stderr
        assert ended.stderr.startswith(b"error: ")


def test_a_bug_can_be_looked_into(process: Process) -> None:
    program = (
        "import sys\nfrom kofukin import cli\nfrom kofukin.files import dataset\n"
        "dataset.load = lambda _: 1 / 0\nsys.exit(cli.main(['list']))"
    )
    quiet = process(command=(sys.executable, "-c", program))
    assert quiet.returncode == 1
    assert quiet.stderr.startswith(b"error: internal error: ZeroDivisionError")
    assert b"KOFUKIN_DEBUG=1" in quiet.stderr
    assert b"Traceback" in process(command=(sys.executable, "-c", program), env={"KOFUKIN_DEBUG": "1"}).stderr
