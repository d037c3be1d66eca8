"""Detection of the language of messages."""

from __future__ import annotations

import pytest

from bot.platforms.local.language_detection import language_of, language_of_message
from bot.platforms.local.protocol import ButtonPressed, LanguageChosen, MessageSent
from bot.tutor.replies.model import Button, Buttons, Code, Reply, Table, Text

ID = "0b0c6f1e-0001"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("PyTorch の基礎", "ja"),
        ("出力", "ja"),
        ("**合格です！** `to_float` +10 ポイント", "ja"),
        ("Hello, 田中 愛子! I teach the basics of PyTorch.", "en"),
        ("Press ▶.", "en"),
        ("`値 = 1`", None),
        ("```python\nprint('こんにちは')\n```", None),
        ("10 × 3 = 30", None),
        ("", None),
    ],
)
def test_a_text_is_written_in_the_language_of_most_of_its_words(
    text: str, language: str | None
) -> None:
    assert language_of(text) == language


def test_a_board_with_japanese_names_stays_english() -> None:
    table = Table(head=("Rank", "Name"), rows=tuple((str(n), "田中 愛子") for n in range(9)))
    assert language_of_message(Reply(blocks=(table,))) == "en"


def test_an_english_reply_that_offers_japanese_stays_english() -> None:
    buttons = Buttons(buttons=(Button(label="日本語", action="language:ja"),))
    ask = Text(markdown="Which language shall we use?")
    assert language_of_message(Reply(blocks=(ask, buttons))) == "en"


@pytest.mark.parametrize("text", ["/lesson tensors", "def f(x):\n    return x", "x = 1  # 値"])
def test_commands_and_code_have_no_language(text: str) -> None:
    assert language_of_message(MessageSent(id=ID, text=text)) is None
    assert language_of_message(Reply(blocks=(Code(text=text),))) is None


def test_a_learners_own_words_have_theirs() -> None:
    assert language_of_message(MessageSent(id=ID, text="わかりません")) == "ja"
    assert language_of_message(ButtonPressed(id=ID, action="a", label="Next page")) == "en"
    assert language_of_message(LanguageChosen(id=ID, language="ja")) == "ja"
