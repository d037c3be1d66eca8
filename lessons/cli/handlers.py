"""The commands of python -m lessons. Each returns its exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from common.cli_runner import CommandError
from common.progress_line import progress
from lessons.catalog import BUILT_IN, find_nearest, load
from lessons.check import CheckError
from lessons.check import check as check_lessons
from lessons.check_messages import Training
from lessons.cli.preview import preview as run_preview
from lessons.cli.repairs import write_repairs
from lessons.curriculum import Catalog, Lesson, Track
from lessons.diagnostics import CatalogError, Fault, display_path
from lessons.folders import split_folders
from lessons.formulas import write_formulas
from lessons.notebook_import import import_notebook
from lessons.output_writer import write_outputs
from lessons.scaffold import ScaffoldError
from lessons.watch import changes, take_snapshot

CLEAN, FAULTY, UNABLE = 0, 1, 2


def _folders(options: argparse.Namespace) -> tuple[Path, ...]:
    """Return the folders of tracks that TENSEI_LESSONS and --folder name, each once.

    Raise CommandError if one of them does not exist.
    """
    folders = [*split_folders(os.environ.get("TENSEI_LESSONS", "")), *options.folder]
    for folder in folders:
        if not folder.is_dir():
            message = f"there is no folder {display_path(folder)}; name one that holds tracks"
            raise CommandError(message)
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))


def preview(options: argparse.Namespace) -> int:
    """Serve the local chat until Ctrl-C, and return the bot's exit code. Raise CommandError."""
    folders = _folders(options)
    lessons = _select_lessons(load(*folders), [options.name] if options.name else [])
    slug = lessons[0].slug if options.name else None
    if options.watch and not folders:
        raise CommandError("only lessons of your own are watched; name their folder with --folder")
    return run_preview(folders, slug, os.environ, port=options.port, watch=options.watch)


def check(options: argparse.Namespace) -> int:
    """Print what is wrong in the lessons. Raise CommandError and CatalogError."""
    folders = _folders(options)
    if options.watch:
        return _check_and_watch(options, folders)
    return _check_once(options, folders, _load(options, folders))


def _check_once(
    options: argparse.Namespace,
    folders: tuple[Path, ...],
    catalog: Catalog,
    lessons: Sequence[Lesson] | None = None,
) -> int:
    if lessons is None:
        lessons = _select_lessons(catalog, options.names)
    try:
        with progress("starting torch in the jail", quiet=options.json) as line:

            def show_progress(done: int, total: int) -> None:
                if done == 0:
                    line.set_text("running all that lessons claim")
                line.set_progress(done, total)

            report = check_lessons(
                lessons, folders, show_progress, options.seeds, catalog, write=options.write
            )
    except CheckError as error:
        raise CommandError(str(error)) from error
    for path in () if options.json else report.written:
        print(f"written: {display_path(path)}")
    faults: Sequence[Fault] = report.faults
    if options.write:
        # The built-in lessons belong to nobody who checks their own, unless they name them.
        named = [lesson.folder for lesson in lessons] if options.names else []
        try:
            faults, difference = write_outputs(faults, [*folders, *named])
        except OSError as error:
            raise CommandError(f"an output cannot be written: {error}") from error
        if difference:
            print(difference, file=sys.stderr if options.json else sys.stdout)
    _print_faults(
        faults,
        options,
        lessons=report.lessons,
        checks=report.checks,
        trainings=report.trainings,
    )
    return FAULTY if faults else CLEAN


def _load(options: argparse.Namespace, folders: tuple[Path, ...]) -> Catalog:
    """Return the catalogue; with --write, after what it reads from files of computed content.

    Raise CommandError and CatalogError.
    """
    if options.write:
        _, faults = write_formulas((BUILT_IN, *folders))
        if faults:
            raise CatalogError(faults)
    catalog = load(*folders, needs_computed=False)
    if options.write and write_repairs(_select_lessons(catalog, options.names), folders):
        catalog = load(*folders, needs_computed=False)
    return catalog


def _check_and_watch(options: argparse.Namespace, folders: tuple[Path, ...]) -> int:
    """Check, and check again what changes, until Ctrl-C."""
    watched = folders or (BUILT_IN,)
    changed: frozenset[Path] | None = None  # None: all has to be checked
    while True:
        before = take_snapshot(watched)
        try:
            catalog = _load(options, folders)
            lessons = _select_lessons(catalog, options.names)
            _check_once(options, folders, catalog, _touched(lessons, changed))
        except CatalogError as error:
            _print_faults(error.faults, options)
            failed = True
        else:
            failed = False
        print("Waiting for a change (Ctrl-C ends it).", file=sys.stderr, flush=True)
        known = take_snapshot(watched) if options.write else before
        found = next(changes(watched, known))
        changed = None if failed else found


def _touched(lessons: Sequence[Lesson], changed: frozenset[Path] | None) -> Sequence[Lesson]:
    """Return the lessons with a changed file; all if another file has changed."""
    if changed is None:
        return lessons
    touched = [[each for each in lessons if path.is_relative_to(each.folder)] for path in changed]
    if not all(touched):
        return lessons
    return [each for each in lessons if any(each in found for found in touched)]


def _select_lessons(catalog: Catalog, names: Sequence[str]) -> tuple[Lesson, ...]:
    """Return the lessons, and the lessons of the tracks, of those names; all without names.

    Raise CommandError for a name of neither, with the nearest one.
    """
    if not names:
        return catalog.lessons()
    by_name = {lesson.slug: (lesson,) for lesson in catalog.lessons()} | {
        track.slug: track.lessons for track in catalog.tracks
    }
    selected: dict[str, Lesson] = {}
    for name in names:
        if name not in by_name:
            close = find_nearest(name, by_name)
            hint = f'; did you mean "{close}"?' if close else f"; there are: {', '.join(by_name)}"
            raise CommandError(f'there is no lesson or track "{name}"{hint}')
        selected |= {lesson.slug: lesson for lesson in by_name[name]}
    return tuple(selected.values())


def report_faults(options: argparse.Namespace, faults: Sequence[Fault]) -> int:
    """Print the faults because of which the lessons cannot be loaded. Return FAULTY."""
    _print_faults(faults, options)
    return FAULTY


def _print_faults(
    faults: Sequence[Fault],
    options: argparse.Namespace,
    lessons: int = 0,
    checks: int = 0,
    trainings: Sequence[Training] = (),
) -> None:
    if options.json:
        records = [
            {
                "file": display_path(fault.path),
                "line": fault.line,
                "what": fault.message,
                "detail": fault.detail,
            }
            for fault in faults
        ]
        report = {
            "faults": records,
            "lessons": lessons,
            "trials": checks,
            "trainings": [each.model_dump() for each in trainings],
        }
        print(json.dumps(report, indent=2))
        return
    for each in trainings:
        print(f"{each.exercise}: training failed under {each.failures} of {each.seeds} seeds")
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} to put right.", file=sys.stderr)
    else:
        print(f"All is well (lessons: {lessons}, trials: {checks}).")


def list_all(options: argparse.Namespace) -> int:
    """Print the tracks with their lessons. Raise CommandError and CatalogError."""
    catalog = load(*_folders(options), needs_computed=False)
    if options.json:
        records = [_track_record(track) for track in catalog.tracks]
        total = {"practice": len(catalog.practice())}
        print(json.dumps({"tracks": records, "total": total}, indent=2, ensure_ascii=False))
        return CLEAN
    for track in catalog.tracks:
        titles = {"en": track.titles["en"], **track.titles}
        print(f"{track.slug}  {' / '.join(dict.fromkeys(titles.values()))}")
        for lesson in track.lessons:
            counts = (
                f"exercises: {len(lesson.exercises)}, questions: {len(lesson.questions)}, "
                f"for practice: {len(lesson.practice)}"
            )
            print(f"  {lesson.number}. {lesson.slug}  {lesson.minutes} min, {counts}")
    return CLEAN


def _track_record(track: Track) -> dict[str, object]:
    return {
        "slug": track.slug,
        "titles": track.titles,
        "lessons": [
            {
                "slug": lesson.slug,
                "titles": lesson.titles,
                "minutes": lesson.minutes,
                "exercises": [
                    {
                        "id": exercise.id,
                        "function": exercise.function,
                        "mistakes": list(exercise.mistakes),
                        "level": exercise.level,
                        "minutes": exercise.minutes,
                    }
                    for exercise in lesson.exercises
                ],
                "questions": len(lesson.questions),
                "practice": len(lesson.practice),
            }
            for lesson in track.lessons
        ],
        "practice": len(track.practice()),
        "checklist": [
            {"key": item.key, "texts": item.texts, "lessons": list(item.lessons)}
            for item in track.checklist
        ],
    }


def new(options: argparse.Namespace) -> int:
    """Write the files of a new track, lesson or exercise, and print them. Raise CommandError."""
    try:
        target = options.path.expanduser().resolve()
    except RuntimeError as error:
        raise CommandError(
            f"there is no user for {options.path}; write the folder in full"
        ) from error
    try:
        for path in options.make(target):
            print(display_path(path))
    except ScaffoldError as error:
        raise CommandError(str(error)) from error
    return CLEAN


def import_lesson(options: argparse.Namespace) -> int:
    """Write a lesson from a notebook, and print its files. Raise CommandError."""
    try:
        for path in import_notebook(options.notebook, options.path.resolve()):
            print(display_path(path))
    except ScaffoldError as error:
        raise CommandError(str(error)) from error
    return CLEAN
