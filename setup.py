"""The step of the build that pyproject.toml has no word for: the bundled data, checked and packed as a database.

Every start then asks the database where it lies. An editable install has none, and reads the text.
"""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithPackedData(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            sys.path.insert(0, "src")
            from kofukin.exporting.packed import pack

            pack(Path("data", "projects.toml"), Path(self.build_lib, "kofukin", "data"))


setup(cmdclass={"build_py": BuildWithPackedData})
