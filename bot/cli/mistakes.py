"""`python -m bot mistakes`: the most frequent wrong answers that no named mistake explains."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from typing import Any

from bot.cli.current_database import current_database
from bot.cli.printable import printable
from bot.settings import Settings
from bot.storage.grading import unnamed_mistakes
from bot.storage.grading.unnamed_mistakes import UnnamedMistake
from common.cli_runner import CommandError
from common.fuzzy_match import find_nearest
from lessons.curriculum import Catalog

MOST_LISTED = 1000
"""Groups of a list, whatever --most says."""


def run(settings: Settings, catalog: Catalog, options: argparse.Namespace) -> None:
    """Print the groups with the most learners, as the options say. Raise CommandError."""
    exercises = None if options.track is None else _exercises_of(catalog, options.track)
    found = asyncio.run(_list(settings, exercises, min(options.most, MOST_LISTED)))
    if options.json:
        print(json.dumps([_to_dict(each) for each in found], ensure_ascii=False))
    else:
        print("\n\n".join(map(_to_text, found)) or "No wrong answer is without a name.")


def _exercises_of(catalog: Catalog, slug: str) -> Sequence[str]:
    tracks = {each.slug: each for each in catalog.tracks}
    if slug not in tracks:
        close = find_nearest(slug, tracks)
        hint = f"did you mean {close}?" if close else f"there are {', '.join(tracks)}"
        raise CommandError(f"there is no track {slug!r}; {hint}")
    return [exercise.id for lesson in tracks[slug].lessons for exercise in lesson.exercises]


async def _list(
    settings: Settings, exercises: Sequence[str] | None, most: int
) -> Sequence[UnnamedMistake]:
    async with current_database(settings) as database, database.read_session() as session:
        return await unnamed_mistakes.list_most_frequent(session, exercises, most=most)


def _to_dict(group: UnnamedMistake) -> dict[str, Any]:
    example = group.example
    return {
        "exercise": group.exercise,
        "fingerprint": group.fingerprint,
        "learners": group.learners,
        "stuck": group.stuck,
        "submissions": group.submissions,
        "latest": group.latest.isoformat(timespec="seconds"),
        "code": example.code if example else None,
        "problem": (example.verdict or {}).get("problem") if example else None,
    }


def _to_text(group: UnnamedMistake) -> str:
    lines = [
        f"{group.exercise}  learners: {group.learners} ({group.stuck} of them have not passed)",
        f"  {group.fingerprint}, submissions: {group.submissions},"
        f" the latest on {group.latest:%Y-%m-%d}",
    ]
    if group.example is None:
        lines.append("  (the code of all of them was deleted)")
        return "\n".join(lines)
    problem = (group.example.verdict or {}).get("problem") or {}
    raised = problem.get("raised") or {}
    facts = {
        "problem": problem.get("kind"),
        "input": problem.get("input"),
        "expected": problem.get("expected"),
        "got": problem.get("got"),
        "raised": f"{raised['type']}: {raised['message']}" if raised else None,
    }
    for name, value in facts.items():
        if value:
            lines.append(f"  {name:9} " + str(value).replace("\n", "\n" + " " * 12))
    lines += [f"  | {line}" for line in group.example.code.splitlines()]
    return printable("\n".join(lines))
