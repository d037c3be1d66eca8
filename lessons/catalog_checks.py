"""Checks the slugs of a catalogue, and its tracks against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from lessons.curriculum import Catalog, Exercise
from lessons.diagnostics import Faults, display_path, find_line

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def check_slug(slug: str, path: Path, line: int, faults: Faults) -> None:
    """Add a fault for text that is not a slug."""
    if not SLUG.fullmatch(slug):
        message = f'"{slug}" is not a slug: lower-case letters and digits, joined by "-"'
        faults.add(path, line, message)


def check_requirements(catalog: Catalog, faults: Faults) -> None:
    """Add faults for tracks that require one that comes later."""
    earlier: set[str] = set()
    known = {track.slug for track in catalog.tracks}
    for track in catalog.tracks:
        for slug in track.requires:
            path = track.folder / "track.toml"
            # One that is not there may be hidden here, as the built-in tracks can be.
            if slug in known and slug not in earlier:
                message = f'"{slug}" is required, but does not come before; give it a lower order'
                faults.add(path, find_line(path, "requires"), message)
            elif not SLUG.fullmatch(slug):
                faults.add(path, find_line(path, "requires"), f'"{slug}" is not a slug of a track')
        earlier.add(track.slug)


def check_duplicates(catalog: Catalog, faults: Faults) -> None:
    """Add faults for names that are used twice."""
    # The exercise of pasted code is found by the name of its function alone.
    functions: dict[str, list[Exercise]] = defaultdict(list)
    for exercise in catalog.exercises():
        functions[exercise.function].append(exercise)
    for name, exercises in functions.items():
        for exercise in exercises[1:]:
            message = f'{exercises[0].id} already has a function "{name}"; choose another name'
            faults.add(exercise.path, 1, message)
    tracks = [(track.slug, track.folder, "slug") for track in catalog.tracks]
    lessons = [(lesson.slug, lesson.folder, "lessons") for lesson in catalog.lessons()]
    for kind, named in (("track", tracks), ("lesson", lessons)):
        first: dict[str, Path] = {}
        for slug, folder, key in named:
            other = first.setdefault(slug, folder)
            if other is not folder:
                path = (folder if kind == "track" else folder.parent) / "track.toml"
                message = f'two {kind}s are called "{slug}"; rename one (the other is in '
                faults.add(path, find_line(path, key), f"{message}{display_path(other)})")
