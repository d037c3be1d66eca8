"""Takes changed lessons into a running bot: whole and right ones only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from lessons.catalog import BUILT_IN, CatalogError
from lessons.curriculum import Catalog
from lessons.diagnostics import Fault
from lessons.static_checks import static_faults
from lessons.watch import INTERVAL_S, take_snapshot

log = logging.getLogger(__name__)

MOST_LOOKS = 60
"""Most snapshots of the folders that are taken to wait until two are equal."""

OnCatalog = Callable[[Catalog], Awaitable[None]]


class LessonReloader:
    """Loads the lessons again when asked, and passes them on if nothing is wrong with them.

    `folders` are those of own tracks; `on_catalog` is awaited with the new catalogue, which `load`
    returns.
    """

    def __init__(
        self, folders: Sequence[Path], on_catalog: OnCatalog, load: Callable[[], Catalog]
    ) -> None:
        self._folders = tuple(folders)
        self._on_catalog = on_catalog
        self._load = load
        self._lock = asyncio.Lock()

    async def reload(self) -> bool:
        """Take the lessons in, and return whether that was possible. Log what is wrong with them.

        One reload is done at a time. A folder that is being written to is waited for.
        """
        async with self._lock:
            catalog, faults = await self._read()
            if catalog is None:
                for fault in faults:
                    log.error("%s", fault)
                log.error("the lessons were not reloaded; those from before stay")
                return False
            await self._on_catalog(catalog)
            counts = (len(catalog.tracks), len(catalog.lessons()), len(catalog.exercises()))
            log.info("reloaded the lessons: tracks %d, lessons %d, exercises %d", *counts)
            return True

    async def _read(self) -> tuple[Catalog | None, Sequence[Fault]]:
        """Return the lessons of folders at rest, and what is wrong; without faults a catalogue."""
        before = await asyncio.to_thread(take_snapshot, self._folders)
        faults: Sequence[Fault] = ()
        for _ in range(MOST_LOOKS):
            await asyncio.sleep(INTERVAL_S)
            if await asyncio.to_thread(take_snapshot, self._folders) == before:
                catalog, faults = await asyncio.to_thread(self._load_and_check)
                if await asyncio.to_thread(take_snapshot, self._folders) == before:
                    return catalog, faults
            before = await asyncio.to_thread(take_snapshot, self._folders)
        log.error("the folders with lessons change all the time")
        return None, faults

    def _load_and_check(self) -> tuple[Catalog | None, Sequence[Fault]]:
        try:
            catalog = self._load()
            own = (each for each in catalog.lessons() if not each.folder.is_relative_to(BUILT_IN))
            faults = [fault for lesson in own for fault in static_faults(lesson)]
        except CatalogError as error:
            return None, error.faults
        except (OSError, ValueError, SyntaxError) as error:  # a file changed while it was read
            log.error("the lessons cannot be read: %s", error)
            return None, ()
        return (None, faults) if faults else (catalog, ())
