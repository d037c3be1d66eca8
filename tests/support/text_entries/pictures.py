"""Names that are drawn in images."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translations
from bot.images.canvas import Card, initials
from tests.support.slow_texts import Process
from tests.support.study import Study
from tests.support.text_entries.base import to_async


def of_pictures(study: Study, words: Translations) -> Mapping[str, Process]:
    """Names that are drawn in images."""

    def card(text: str) -> object:
        return Card(200, 100).ellipsize(text, 16, 150)

    def avatar(text: str) -> None:
        Card(200, 100).avatar(50, 50, 20, text)

    return {
        "a name on a card": to_async(card),
        "initials": to_async(initials),
        "an avatar on a card": to_async(avatar),
    }
