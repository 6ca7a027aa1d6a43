"""The cells of docs/python.ipynb: run, and (``python scripts/notebook_cells.py``) what they print renewed.

A cell shows what it prints and, as a notebook does, the value of its last line. Look at what changed before committing
it: the output is what readers are promised.
"""

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parent.parent / "docs" / "python.ipynb"


def code_cells() -> list[dict[str, Any]]:
    """Return the notebook's cells of code."""
    return [cell for cell in _read()["cells"] if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def shown(cell: dict[str, Any]) -> str:
    """Return what stands below a cell: what it printed, then its value."""
    return "".join("".join(output.get("text", output.get("data", {}).get("text/plain"))) for output in cell["outputs"])


def run(code: str, names: dict[str, Any]) -> tuple[str, str]:
    """Run a cell among the names that stand so far; return what it prints, and its value as text."""
    parsed = ast.parse(code)
    last = parsed.body[-1] if parsed.body else None
    printed = io.StringIO()
    value = None
    with contextlib.redirect_stdout(printed):
        if isinstance(last, ast.Expr):
            parsed.body.pop()
        exec(compile(parsed, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return printed.getvalue(), repr(value) if value is not None else ""


def _read() -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return notebook


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    notebook = _read()
    names: dict[str, Any] = {}
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(codes, start=1):
        printed, value = run(source(cell), names)
        cell["execution_count"] = number
        cell["outputs"] = []
        if printed:
            cell["outputs"].append({"name": "stdout", "output_type": "stream", "text": _lines(printed)})
        if value:
            data = {"text/plain": _lines(value)}
            result = {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
            cell["outputs"].append(result)
    NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
