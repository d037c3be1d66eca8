"""No text of a learner's takes much more than twice the time if it is twice as long."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from tests.support import text_entries
from tests.support.slow_texts import FEW, SHAPES, growing_too_fast
from tests.support.study import Study
from tests.support.text_entries import Entries

ALL = tuple(SHAPES)


@pytest.mark.usefixtures("impatient_helpers")
@pytest.mark.parametrize(
    ("entries", "shapes"),
    [
        (text_entries.of_the_tutor, FEW),
        (text_entries.of_words, ALL),
        (text_entries.of_code, ALL),
        (text_entries.of_pictures, FEW),
        (text_entries.of_the_local_chat, ALL),
        (text_entries.of_the_log, FEW),
        (text_entries.of_discord, ALL),
        (text_entries.of_slack, ALL),
    ],
)
async def test_no_text_is_read_in_more_time_than_its_length_explains(
    entries: Entries, shapes: tuple[str, ...], study: Study, words: Translations
) -> None:
    found = [
        f"{name}, of {shape}: {slow}"
        for name, process in entries(study, words).items()
        for shape in shapes
        if (slow := await growing_too_fast(process, SHAPES[shape]))
    ]
    assert found == []
