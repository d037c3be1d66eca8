"""No text of a learner's takes much more than twice the time if it is twice as long."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from tests.support.slow_texts import FEW, SHAPES, growing_too_fast
from tests.support.study import Study
from tests.support.text_entries.base import Entries
from tests.support.text_entries.local_chat import of_the_local_chat, of_the_log
from tests.support.text_entries.on_discord import of_discord
from tests.support.text_entries.on_slack import of_slack
from tests.support.text_entries.pasted_code import of_code
from tests.support.text_entries.pictures import of_pictures
from tests.support.text_entries.tutor import of_the_tutor
from tests.support.text_entries.words import of_words

ALL = tuple(SHAPES)


@pytest.mark.usefixtures("impatient_helpers")
@pytest.mark.parametrize(
    ("entries", "shapes"),
    [
        (of_the_tutor, FEW),
        (of_words, ALL),
        (of_code, ALL),
        (of_pictures, FEW),
        (of_the_local_chat, ALL),
        (of_the_log, FEW),
        (of_discord, ALL),
        (of_slack, ALL),
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
