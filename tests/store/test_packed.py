"""The bundled data as a database beside its text: asked in its place, and only as long as the text is the same."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
import tomli

from conftest import Kofukin
from datasets import BUNDLED
from kofukin import query
from kofukin.errors import DatasetError
from kofukin.exporting.packed import pack
from kofukin.files import bundle
from kofukin.filters import Filters
from kofukin.query import details
from kofukin.store import opening
from kofukin.store.database_file import DatabaseFile

IN_MEMORY = ""


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the bundled text that stands for it, with its database packed."""
    copy = tmp_path / "projects.toml"
    shutil.copy(BUNDLED, copy)
    monkeypatch.setattr(bundle, "text", lambda: copy)
    pack(copy, tmp_path)
    return copy


def asked() -> str:
    """Return the name of the database file that the bundled data is asked in, if it is one."""
    with closing(opening.open_all([])) as connection:
        return connection.path.name if isinstance(connection, DatabaseFile) else IN_MEMORY


@pytest.mark.parametrize(
    "asking", [("list",), ("list", "-f", "csv"), ("totals",), ("show", "sapporo-h29-it"), ("programs",)]
)
def test_the_packed_data_answers_as_its_text(kofukin: Kofukin, text: Path, asking: tuple[str, ...]) -> None:
    assert asked() == bundle.name_of_packed(text.read_bytes())
    packed = kofukin(*asking)
    bundle.packed().unlink()  # type: ignore[union-attr]
    assert asked() == IN_MEMORY
    assert kofukin(*asking) == packed


def test_an_edited_text_is_read_and_checked(text: Path) -> None:
    edited = text.read_text(encoding="utf-8").replace("29_710_000", "29_710_001")
    text.write_text(edited, encoding="utf-8")
    assert asked() == IN_MEMORY
    with closing(opening.open_all([])) as connection:
        assert details.show(connection, "sapporo-h29-it").values["national_funds_yen"] == 29_710_001
    text.write_text(edited.replace("29_710_001", "-0.5"), encoding="utf-8")
    with pytest.raises(DatasetError):
        opening.open_all([])


def test_a_packed_database_that_cannot_be_read_is_passed_over(text: Path) -> None:
    packed = bundle.packed()
    assert packed is not None
    packed.write_bytes(packed.read_bytes()[:5000])
    assert asked() == IN_MEMORY


def test_who_copies_all_of_it_reads_the_text(text: Path) -> None:
    with closing(opening.open_sound([])) as connection:
        assert not isinstance(connection, DatabaseFile)
        assert query.count(connection, Filters()) == 11


def test_only_sound_data_is_packed(tmp_path: Path) -> None:
    broken = tmp_path / "projects.toml"
    broken.write_text("[dataset]\n", encoding="utf-8")
    with pytest.raises(DatasetError):
        pack(broken, tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["projects.toml"]


def test_every_package_of_the_source_is_one_of_the_build() -> None:
    root = Path(__file__).parents[2]
    named = tomli.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    lying = {".".join(file.parent.relative_to(root / "src").parts) for file in (root / "src").rglob("__init__.py")}
    assert set(named) == lying | {"kofukin.data"}
