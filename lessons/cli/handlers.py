"""What each command of python -m lessons does, and its exit code."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from common.cli_runner import CommandError
from common.progress_line import Line, progress
from lessons.catalog import load, nearest
from lessons.curriculum import Catalog, Lesson, Track
from lessons.diagnostics import Fault, display_path
from lessons.scaffold import ScaffoldError

if TYPE_CHECKING:
    from lessons.check import Report

CLEAN, FAULTY, UNABLE = 0, 1, 2


def _folders(asked: argparse.Namespace) -> tuple[Path, ...]:
    named = os.environ.get("TENSEI_LESSONS", "").strip()
    folders = [*([Path(named)] if named else []), *asked.folder]
    for folder in folders:
        if not folder.is_dir():
            raise CommandError(f"there is no folder {display_path(folder)}; name one that holds tracks")
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))


def _catalog(asked: argparse.Namespace) -> Catalog:
    return load(*_folders(asked))


def preview(asked: argparse.Namespace) -> int:
    """Serves the local chat until Ctrl-C; the bot's exit code. Raises CommandError."""
    from lessons.preview import preview as serve

    folders = _folders(asked)
    if len(folders) > 1:
        raise CommandError(
            "a preview shows one folder at a time; name one, or unset TENSEI_LESSONS"
        )
    lessons = _named(load(*folders), [asked.name] if asked.name else [])
    slug = lessons[0].slug if asked.name else None
    return serve(folders[0] if folders else None, slug, os.environ)


def check(asked: argparse.Namespace) -> int:
    """FAULTY where something is wrong. Raises CommandError and CatalogError."""
    from grader.jail import JailError

    catalog = _catalog(asked)
    lessons = _named(catalog, asked.names)
    try:
        with progress("starting torch behind the walls", quiet=asked.json) as line:
            report = _checked(catalog, lessons, line)
    except JailError as problem:
        raise CommandError(f"{problem}; python -m grader doctor says more") from problem
    _tell(report.faults, asked, lessons=report.lessons, trials=report.trials)
    return FAULTY if report.faults else CLEAN


def _checked(catalog: Catalog, lessons: Sequence[Lesson], line: Line) -> Report:
    # torch is only needed here, and takes a second or two.
    from grader.worker.grader import Grader
    from lessons.check import check as find_faults

    async def found() -> Report:
        async with Grader.open(catalog) as grader:
            line.say("running all that lessons claim")
            return await find_faults(lessons, grader, line.count)

    return asyncio.run(found())


def _named(catalog: Catalog, names: Sequence[str]) -> tuple[Lesson, ...]:
    """The lessons, and the lessons of the tracks, of those names; all if there are none."""
    if not names:
        return catalog.lessons()
    known: dict[str, tuple[Lesson, ...]] = {x.slug: (x,) for x in catalog.lessons()}
    known |= {track.slug: track.lessons for track in catalog.tracks}
    found: dict[str, Lesson] = {}
    for name in names:
        if name not in known:
            close = nearest(name, known)
            means = f'; did you mean "{close}"?' if close else f"; there are: {', '.join(known)}"
            raise CommandError(f'there is no lesson or track "{name}"{means}')
        found |= {lesson.slug: lesson for lesson in known[name]}
    return tuple(found.values())


def tell_faults(asked: argparse.Namespace, faults: Sequence[Fault]) -> int:
    """For what keeps the lessons from being loaded. Returns FAULTY."""
    _tell(faults, asked)
    return FAULTY


def _tell(
    faults: Sequence[Fault], asked: argparse.Namespace, lessons: int = 0, trials: int = 0
) -> None:
    if asked.json:
        told = [
            {"file": display_path(x.path), "line": x.line, "what": x.message, "detail": x.detail}
            for x in faults
        ]
        print(json.dumps({"faults": told, "lessons": lessons, "trials": trials}, indent=2))
        return
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} to put right.", file=sys.stderr)
    else:
        print(f"All is well (lessons: {lessons}, trials: {trials}).")


def list_all(asked: argparse.Namespace) -> int:
    """Prints what there is to learn. Raises CommandError and CatalogError."""
    catalog = _catalog(asked)
    if asked.json:
        told = [_track(track) for track in catalog.tracks]
        print(json.dumps({"tracks": told}, indent=2, ensure_ascii=False))
        return CLEAN
    for track in catalog.tracks:
        print(f"{track.slug}  {track.titles['en']} / {track.titles['ja']}")
        for lesson in track.lessons:
            counts = f"exercises: {len(lesson.exercises)}, questions: {len(lesson.questions)}"
            print(f"  {lesson.number}. {lesson.slug}  {lesson.minutes} min, {counts}")
    return CLEAN


def _track(track: Track) -> dict[str, object]:
    return {
        "slug": track.slug,
        "titles": track.titles,
        "lessons": [
            {
                "slug": lesson.slug,
                "titles": lesson.titles,
                "minutes": lesson.minutes,
                "exercises": [
                    {"id": x.id, "function": x.function, "mistakes": list(x.mistakes)}
                    for x in lesson.exercises
                ],
                "questions": len(lesson.questions),
            }
            for lesson in track.lessons
        ],
        "checklist": [
            {"key": x.key, "texts": x.texts, "lessons": list(x.lessons)} for x in track.checklist
        ],
    }


def new(asked: argparse.Namespace) -> int:
    """Prints which files were written. Raises CommandError."""
    try:
        place = asked.path.expanduser().resolve()
    except RuntimeError as problem:
        raise CommandError(
            f"there is no user for {asked.path}; write the folder in full"
        ) from problem
    try:
        for path in asked.make(place):
            print(display_path(path))
    except ScaffoldError as problem:
        raise CommandError(str(problem)) from problem
    return CLEAN
