"""What authors type: python -m lessons check | list | new | preview."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lessons import scaffold
from lessons.catalog import CatalogError, load, nearest
from lessons.faults import Fault, shown
from lessons.records import Catalog, Lesson, Track

CLEAN, FAULTY, UNABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0 when all is well, 1 with faults, 2 when it could not be done."""
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.command(asked))
    except CatalogError as problem:
        _tell(problem.faults, asked)
        return FAULTY
    except (_UnableError, scaffold.ScaffoldError) as problem:
        print(f"lessons: {problem}", file=sys.stderr)
        return UNABLE
    except KeyboardInterrupt:
        return 130


class _UnableError(Exception):
    """What was asked cannot be done. Says why, and what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lessons",
        description="Check, list and begin lessons; docs/writing-lessons.md says how.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    folders = argparse.ArgumentParser(add_help=False)
    folders.add_argument(
        "--folder",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder of tracks beside the built-in ones (as well as the one in TENSEI_LESSONS)",
    )
    folders.add_argument("--json", action="store_true", help="say it as JSON")

    check = commands.add_parser(
        "check",
        parents=[folders],
        help="find what is wrong, and run everything that claims to be true",
        description="Names file and line of everything that is wrong. Exit status: 0 nothing is, "
        "1 something is, 2 the check could not be made.",
    )
    check.add_argument(
        "names", nargs="*", metavar="NAME", help="a lesson or a track; all of them if none is given"
    )
    check.set_defaults(command=_check)

    listing = commands.add_parser("list", parents=[folders], help="say what there is to learn")
    listing.set_defaults(command=_list)

    look = commands.add_parser(
        "preview",
        parents=[folders],
        help="open lessons in the local chat, as a learner sees them",
        description="Serves the local chat with a database of its own that is thrown away; Ctrl-C "
        "ends it.",
    )
    look.add_argument("name", nargs="?", metavar="NAME", help="the lesson that you want to see")
    look.set_defaults(command=_preview)

    new = commands.add_parser("new", help="begin a track, a lesson or an exercise")
    kinds = new.add_subparsers(title="kinds", metavar="KIND", required=True)
    for name, make, example in (
        ("track", scaffold.new_track, "our-lessons/team-basics"),
        ("lesson", scaffold.new_lesson, "our-lessons/team-basics/batches"),
        ("exercise", scaffold.new_exercise, "our-lessons/team-basics/batches/first-half"),
    ):
        kind = kinds.add_parser(name, help=f"such as {example}")
        kind.add_argument("path", type=Path, metavar="PATH", help=f"such as {example}")
        kind.set_defaults(command=_new, make=make, json=False)
    return parser


def _folders(asked: argparse.Namespace) -> tuple[Path, ...]:
    named = os.environ.get("TENSEI_LESSONS", "").strip()
    folders = [*([Path(named)] if named else []), *asked.folder]
    for folder in folders:
        if not folder.is_dir():
            raise _UnableError(f"there is no folder {shown(folder)}; name one that holds tracks")
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))


def _catalog(asked: argparse.Namespace) -> Catalog:
    return load(*_folders(asked))


def _preview(asked: argparse.Namespace) -> int:
    from lessons.preview import preview

    folders = _folders(asked)
    if len(folders) > 1:
        raise _UnableError(
            "a preview shows one folder at a time; name one, or unset TENSEI_LESSONS"
        )
    lessons = _named(load(*folders), [asked.name] if asked.name else [])
    slug = lessons[0].slug if asked.name else None
    return preview(folders[0] if folders else None, slug, os.environ)


def _check(asked: argparse.Namespace) -> int:
    catalog = _catalog(asked)
    lessons = _named(catalog, asked.names)
    # torch and the jail are only needed here, and take a second or two.
    from grader.jail import JailError
    from grader.worker import Grader
    from lessons.check import Report, check

    async def work() -> Report:
        async with Grader.open(catalog) as grader:
            return await check(lessons, grader, _bar if sys.stderr.isatty() else _silent)

    try:
        report = asyncio.run(work())
    except JailError as problem:
        raise _UnableError(f"{problem}; python -m grader doctor says more") from problem
    _tell(report.faults, asked, lessons=report.lessons, trials=report.trials)
    return FAULTY if report.faults else CLEAN


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
            raise _UnableError(f'there is no lesson or track "{name}"{means}')
        found |= {lesson.slug: lesson for lesson in known[name]}
    return tuple(found.values())


def _tell(
    faults: Sequence[Fault], asked: argparse.Namespace, lessons: int = 0, trials: int = 0
) -> None:
    if asked.json:
        told = [
            {"file": shown(x.path), "line": x.line, "what": x.what, "detail": x.detail}
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


def _list(asked: argparse.Namespace) -> int:
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


def _new(asked: argparse.Namespace) -> int:
    place: Path = asked.path.expanduser().resolve()
    for path in asked.make(place):
        print(shown(path))
    return CLEAN


def _bar(done: int, of: int) -> None:
    full = 30 * done // of if of else 30
    end = "\r\x1b[K" if done == of else ""
    print(f"\r[{'#' * full}{'.' * (30 - full)}] {done}/{of}{end}", end="", file=sys.stderr)


def _silent(done: int, of: int) -> None:
    """Where nobody watches, there is no bar."""


if __name__ == "__main__":
    sys.exit(main())
