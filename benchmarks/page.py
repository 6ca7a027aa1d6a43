"""How heavy the page of a nation's list is, and how long a reader waits for a search in it.

Run it with ``python benchmarks/page.py [--rows 1000 10000 20000]``; it drives Debian's Chromium by playwright. A search
is timed from the key to the sums; 120 ms of it the page waits for the reader to stop typing. Nothing passes or fails.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import generator
from playwright import sync_api

PROGRAM = str(Path(sys.executable).with_name("kofukin"))
WORDS = ("観光", "事業", "第3")
ROUNDS = 5
_SEARCH = """async (words) => {
  const [box, sums] = ["words", "sum-count"].map((id) => document.getElementById(id));
  const settled = new Promise((done) => new MutationObserver(done).observe(sums, { childList: true }));
  const began = performance.now();
  box.value = words;
  box.dispatchEvent(new Event("input"));
  await settled;
  await new Promise((done) => setTimeout(done, 0));
  return performance.now() - began;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 10_000, 20_000])
    print("| projects | bytes a project | written in s | opened in ms | " + " | ".join(WORDS) + " |")
    print("|---:|---:|---:|---:|" + "---:|" * len(WORDS))
    with tempfile.TemporaryDirectory() as folder, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for rows in parser.parse_args().rows:
            path, seconds = _written(Path(folder), rows)
            print(f"| {rows:,} | {path.stat().st_size / rows:.0f} | {seconds:.1f} | {_in_browser(browser, path)} |")


def _written(folder: Path, rows: int) -> tuple[Path, float]:
    table, data, page = (folder / f"{rows}.{ending}" for ending in ("csv", "db", "html"))
    generator.write(rows, table)
    subprocess.run([PROGRAM, "import", table, "-o", data], capture_output=True)
    begun = time.perf_counter()
    subprocess.run([PROGRAM, "report", "--data", data, "-o", page], check=True, capture_output=True)
    return page, time.perf_counter() - begun


def _in_browser(browser: Any, path: Path) -> str:
    page = browser.new_page()
    begun = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html.ready", state="attached")
    opened = (time.perf_counter() - begun) * 1000
    searched = []
    for word in WORDS:
        times = [(page.evaluate(_SEARCH, ""), page.evaluate(_SEARCH, word))[1] for _ in range(ROUNDS)]
        searched.append(statistics.median(times))
    page.close()
    return " | ".join(f"{milliseconds:.0f}" for milliseconds in (opened, *searched))


if __name__ == "__main__":
    main()
