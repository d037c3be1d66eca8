"""Settings for one track with one lesson in place of the built-in ones.

A bot that reads it needs half of the processor time of the usual start, and its grader, too.
"""

from __future__ import annotations

from pathlib import Path

OUR_TRACKS = Path(__file__).parents[1] / "lessons" / "our_tracks"

FEW_LESSONS = {"TENSEI_LESSONS": str(OUR_TRACKS), "TENSEI_BUILT_IN_LESSONS": "false"}

TRACK = "team-basics"
EXERCISE = "batches/first-half"
RIGHT = "def first_half(batch):\n    return batch[: len(batch) // 2]\n"
WRONG = "def first_half(batch):\n    return batch\n"
SLOW = "import time\n\n\n" + RIGHT.replace("    return", "    time.sleep(0.4)\n    return")
