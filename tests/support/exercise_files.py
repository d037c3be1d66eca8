"""A catalogue of exercises that have a Python file and no texts."""

from pathlib import Path

from lessons.curriculum import Catalog, Exercise, Lesson, Track
from lessons.diagnostics import Faults
from lessons.exercise_source import read_source


def exercise_of(path: Path) -> Exercise:
    """Return the exercise of a Python file, with the id "toys/<file name>"."""
    faults = Faults()
    source = read_source(path, faults)
    assert source is not None, faults.ordered()
    return Exercise(
        id=f"toys/{path.stem.replace('_', '-')}",
        function=source.function,
        signature=source.signature,
        titles={},
        prompts={},
        starters={},
        hints={},
        mistakes={},
        afterwards={},
        reference=source.reference,
        path=path,
        version=source.version,
        is_class=source.is_class,
    )


def catalog_of(*paths: Path) -> Catalog:
    """Return a catalogue with one lesson that has these exercises."""
    lesson = Lesson("toys", 1, "track", {}, 1, {}, tuple(map(exercise_of, paths)), ())
    return Catalog((Track("track", {}, (lesson,), ()),))
