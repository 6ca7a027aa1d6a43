"""The bundled dataset as a database beside it, made when the program is built into a package."""

from pathlib import Path

from kofukin.exporting.database import write_database
from kofukin.files import bundle, dataset


def pack(text: Path, folder: Path) -> Path:
    """Write the database of a dataset into ``folder``; raises DatasetError where the dataset is not sound."""
    target = folder / bundle.name_of_packed(text.read_bytes())
    target.unlink(missing_ok=True)
    write_database(target, dataset.load([text]))
    return target
