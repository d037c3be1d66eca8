"""Plays all scenes in one language, on an empty database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import migrations
from bot.storage import open_database
from grader.judge import Judge
from lessons.curriculum import Catalog, Language
from tests.support.built_in import strict_translations
from tests.support.reply_sheet.play import Play, Scene
from tests.support.reply_sheet.scenes import SCENES
from tests.support.study import Study


@asynccontextmanager
async def _study(folder: Path, catalog: Catalog) -> AsyncIterator[Study]:
    database = await open_database(f"sqlite+aiosqlite:///{folder / 'sheet.db'}")
    try:
        yield Study(database, catalog, strict_translations())
    finally:
        await database.close()


async def play_all(
    catalog: Catalog, language: Language, platform: str, folder: Path
) -> tuple[Play, Mapping[str, Sequence[Scene]]]:
    """Return the play on a platform, and its scenes by the parts of the sheet.

    The folder has an empty database, which is `sheet.db`, whose tables exist.
    """
    async with _study(folder, catalog) as study:
        play = Play(study, Judge(catalog), language, platform)
        parts: dict[str, Sequence[Scene]] = {}
        for name, script in SCENES.items():
            before = len(play.scenes)
            await script(play)
            parts[name] = play.scenes[before:]
        return play, parts


def create_database(folder: Path) -> None:
    """Create the empty database in which `play_all` plays."""
    migrations.upgrade(f"sqlite+aiosqlite:///{folder / 'sheet.db'}")
