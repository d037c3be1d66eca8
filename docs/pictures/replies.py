"""`make sheet`: draw every reply as Discord and Slack show it, in both languages, light and dark.

The replies are those of the tutor, and are drawn from the payloads that the platforms' renderers
make of them. Write HTML and PNG files into a folder: `python -m docs.pictures.replies FOLDER`. With
`--only discord-en-light`, write that page alone.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import get_args

from lessons.catalog import load
from lessons.curriculum import LANGUAGES
from tests.support.browser import HOW_TO_INSTALL, find_chromium, launched
from tests.support.reply_sheet.played import create_database, play_all
from tests.support.reply_sheet.sheet import Platform, Scheme, sheet_html


def main(folder: Path, only: str) -> int:
    """Write the pages whose names contain `only`; return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    catalog = load()
    pages = []
    names = {
        f"{platform}-{language}-{scheme}": (platform, language, scheme)
        for platform, language, scheme in product(get_args(Platform), LANGUAGES, get_args(Scheme))
    }
    wanted = {name: each for name, each in names.items() if only in name}
    for platform, language in {each[:2] for each in wanted.values()}:
        with tempfile.TemporaryDirectory() as database:
            create_database(Path(database))
            _, parts = asyncio.run(play_all(catalog, language, platform, Path(database)))
        for name, (drawn_on, spoken, scheme) in wanted.items():
            if (drawn_on, spoken) == (platform, language):
                pages.append(path := folder / f"{name}.html")
                html = sheet_html(parts, platform, scheme, language)
                path.write_text(html, encoding="utf-8")
    return asyncio.run(_take(pages))


async def _take(pages: list[Path]) -> int:
    """Write PNG files beside each page, one for each of its sections."""
    program = find_chromium()
    if program is None:
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 1
    async with launched(program) as browser:
        page = await browser.new_page()
        for path in pages:
            await page.goto(f"file://{path}")
            for number, section in enumerate(await page.locator("section").all(), start=1):
                await section.screenshot(path=path.with_name(f"{path.stem}-{number:02}.png"))
            print(path)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    sys.exit(main(given.folder.resolve(), given.only))
