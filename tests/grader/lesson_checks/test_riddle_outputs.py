"""What the mistakes of exercises give, computed ahead for riddles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bot.tutor.daily.riddles import find_printed
from grader.lesson_checks.riddle_outputs import OUTPUTS, main
from lessons.catalog import load

TRACK = Path(__file__).parents[2] / "lessons" / "our_tracks" / "team-basics"


def test_what_mistakes_give_is_written_beside_their_lesson_and_found_by_the_bot(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(TRACK, tmp_path / "team-basics"))
    assert main(["--folder", str(folder), "batches"]) == 0
    written = json.loads((folder / "batches" / OUTPUTS).read_text("utf-8"))
    mistakes = written["first-half"]["mistakes"]
    assert mistakes
    exercise = load(folder, built_in=False).exercise("batches/first-half")
    assert exercise is not None
    for key, given in mistakes.items():
        printed = find_printed(exercise, key)
        assert printed is not None
        assert (printed.call, printed.output) == (given["call"], given["output"])
        assert exercise.signature in printed.call
        assert "*" not in printed.output
