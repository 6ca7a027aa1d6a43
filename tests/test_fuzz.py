"""Files that are broken by chance: whatever they hold, a run ends with a line and an exit code that says how.

``KOFUKIN_FUZZ_SECONDS=600 pytest tests/test_fuzz.py -s`` looks for longer; the seed is printed and can be given again
(``KOFUKIN_FUZZ_SEED``).
"""

import contextlib
import io
import os
import sys
import time
from pathlib import Path
from random import Random, SystemRandom

import pytest

from kofukin import cli
from kofukin.files import bundle

SECONDS = float(os.environ.get("KOFUKIN_FUZZ_SECONDS", "20"))
SEED = os.environ.get("KOFUKIN_FUZZ_SEED") or str(SystemRandom().randrange(10**6))
EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
PIECES = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\n",
        b'"',
        b"'",
        b'"""',
        b"#",
        b"[",
        b"]",
        b"{",
        b"}",
        b"=",
        b",",
        b"\t",
    ),
    *(b"9" * 40, b"-1", b"0x", b"nan", b"1e999", "円".encode(), "千円".encode("cp932"), b"\xe3\x80", b"\x1b[2J"),
    *("合計".encode(), "平成二十九".encode(), "＝".encode(), b"<row ", b"<c r='", b"%PDF-", b"PK\x03\x04"),
]
GIVEN = ("--year", "H29", "--municipality", "札幌市", "--program", "推進", "--unit", "円")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a sound file of each kind, by its ending."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("made.db", "made.zip"):
        assert _run("export", "-o", str(folder / name))[0] == 0
    assert _run("list", "-o", str(folder / "made.xlsx"))[0] == 0
    found = {path.suffix: path.read_bytes() for path in folder.iterdir()}
    found[".toml"] = bundle.text().read_bytes()
    found[".txt"] = bundle.source().read_bytes()
    found[".csv"] = (EXAMPLES / "list-h29.csv").read_bytes()
    found[".pdf"] = (EXAMPLES / "page.pdf").read_bytes()
    return found


def test_no_broken_file_ends_in_an_internal_error(samples: dict[str, bytes], tmp_path: Path) -> None:
    random = Random(SEED)
    sys.stdout.write(f"KOFUKIN_FUZZ_SEED={SEED}\n")
    end = time.monotonic() + SECONDS
    runs = 0
    while time.monotonic() < end or runs < len(samples):
        ending = list(samples)[runs % len(samples)]
        broken = _broken(samples[ending], random)
        path = tmp_path / f"broken{ending}"
        path.write_bytes(broken)
        for arguments in _asked(ending, path, tmp_path / f"draft{random.choice(['.toml', '.db'])}"):
            code, complaint = _run(*arguments)
            assert code in (0, 1, 2), (SEED, runs, arguments)
            assert "internal error" not in complaint, (SEED, runs, arguments, complaint)
            assert "Traceback" not in complaint, (SEED, runs, arguments, complaint)
            assert code == 0 or complaint.startswith(("error: ", "note: ", "hint: ")) or ": " in complaint
        runs += 1


def _asked(ending: str, path: Path, draft: Path) -> list[tuple[str, ...]]:
    if ending in (".toml", ".db"):
        data = ("--data", str(path))
        return [("check", str(path)), ("totals", *data), ("list", "観光", *data, "-f", "json"), ("show", "ainu", *data)]
    return [("import", str(path), "-o", str(draft), "--force", *GIVEN), ("check", str(path))]


def _broken(data: bytes, random: Random) -> bytes:
    """Return the bytes with some cut out, turned, doubled, or replaced by what readers stumble over."""
    spoilt = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(spoilt) + 1)
        length = random.choice((1, 1, 2, 8, 64, 512))
        match random.randrange(5):
            case 0:
                del spoilt[at : at + length]
            case 1:
                spoilt[at:at] = random.choice(PIECES)
            case 2:
                spoilt[at : at + length] = random.randbytes(length)
            case 3:
                spoilt[at:at] = spoilt[at : at + length] * random.choice((1, 2, 50))
            case _:
                del spoilt[at + length :]
    return bytes(spoilt)


def _run(*arguments: str) -> tuple[int, str]:
    complaint = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(complaint):
        code = cli.main(arguments)
    return code, complaint.getvalue()
