"""`python -m bot digest`: how hard the questions are and where learners stop, over all groups."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cli.current_database import current_database
from bot.settings import Settings
from bot.storage.learning import first_tries
from bot.tutor.learning.item_analysis import Analysis, ItemAnalysis, ItemResult
from bot.tutor.learning.stops import Places, Stop
from common.cli_runner import CommandError
from common.fuzzy_match import find_nearest
from common.progress_line import progress
from lessons.curriculum import Catalog, Lesson

BATCH_SIZE = 1000
"""Learners whose tries are read at once, so that memory and transactions stay small."""

MOST_LISTED = 1000
"""Items of a list, whatever --most says."""


def run(settings: Settings, catalog: Catalog, options: argparse.Namespace) -> None:
    """Print the digest of all learners, as the options say. Raise CommandError."""
    lessons = catalog.lessons() if options.track is None else _lessons_of(catalog, options.track)
    analysis = asyncio.run(_analyse(settings, lessons, quiet=options.json))
    items = _sorted(analysis.items, options.sort)[: min(options.most, MOST_LISTED)]
    if options.json:
        print(json.dumps(_to_dict(analysis, items), ensure_ascii=False))
    else:
        print(_to_text(analysis, items))


def _lessons_of(catalog: Catalog, slug: str) -> Sequence[Lesson]:
    tracks = {each.slug: each for each in catalog.tracks}
    if slug not in tracks:
        close = find_nearest(slug, tracks)
        hint = f"did you mean {close}?" if close else f"there are {', '.join(tracks)}"
        raise CommandError(f"there is no track {slug!r}; {hint}")
    return tracks[slug].lessons


async def _analyse(settings: Settings, lessons: Sequence[Lesson], *, quiet: bool) -> Analysis:
    """Read all learners in batches, each from the indexes of a range of ids."""
    analysis = ItemAnalysis(Places.of(lessons), datetime.now(UTC))
    read = 0
    async with current_database(settings) as database:
        with progress("reading what learners have tried", quiet=quiet) as line:
            last = 0
            while True:
                async with database.read_session() as session:
                    ids = await first_tries.find_range(session, last, most=BATCH_SIZE)
                    if ids is None:
                        return analysis.result()
                    for learner in await first_tries.list_of_range(session, *ids):
                        analysis.add(learner)
                        read += 1
                last = ids[1]
                line.set_text(f"reading what learners have tried: {read:,} learners")


def _sorted(items: Sequence[ItemResult], by: str) -> Sequence[ItemResult]:
    """Return the items with the lowest values first, those without a value last."""

    def key(item: ItemResult) -> tuple[bool, float]:
        value = item.discrimination if by == "discrimination" else item.difficulty
        return value is None, 0.0 if value is None else value

    return sorted(items, key=key)


def _to_dict(analysis: Analysis, items: Sequence[ItemResult]) -> dict[str, Any]:
    return {
        "learners": analysis.learners,
        "active": analysis.active,
        "passed": analysis.passed,
        "answered": analysis.answered,
        "items": [
            {
                "kind": each.kind,
                "item": each.item,
                "learners": each.learners,
                "passed": each.passed,
                "tries": each.tries,
                "difficulty": each.difficulty,
                "discrimination": each.discrimination,
                "time_to_pass_s": None
                if each.time_to_pass is None
                else each.time_to_pass.total_seconds(),
            }
            for each in items
        ],
        "stops": [
            {"kind": stop.kind, "item": stop.item, "page": stop.page or None, "learners": count}
            for stop, count in analysis.stops
        ],
    }


def _to_text(analysis: Analysis, items: Sequence[ItemResult]) -> str:
    lines = [
        f"{analysis.learners} learners, {analysis.active} of them here in the last seven days:"
        f" {analysis.passed} exercises passed, {analysis.answered} questions answered correctly",
        "",
        f"{'exercise or question':<44} {'learners':>8} {'right at once':>13}"
        f" {'discrimination':>14} {'time to pass':>12}",
    ]
    lines += map(_line, items)
    if analysis.stops:
        lines += ["", "where learners have stopped who were away for a week:"]
        lines += [f"{count:>8}  {_place(stop)}" for stop, count in analysis.stops[:10]]
    return "\n".join(lines)


def _line(item: ItemResult) -> str:
    difficulty = "-" if item.difficulty is None else f"{item.difficulty:.0%}"
    discrimination = "-" if item.discrimination is None else f"{item.discrimination:+.2f}"
    return (
        f"{item.item:<44} {item.learners:>8} {difficulty:>13} {discrimination:>14}"
        f" {_span(item.time_to_pass):>12}"
    )


def _span(span: timedelta | None) -> str:
    if span is None:
        return "-"
    minutes = span / timedelta(minutes=1)
    if minutes < 120:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 60 / 24:.0f} d"


def _place(stop: Stop) -> str:
    match stop.kind:
        case "page":
            return f"page {stop.page} of {stop.item}"
        case "lesson":
            return f"{stop.item}, after passing something there"
        case _:
            return f"{stop.item}, not passed"
