"""Quiz questions on Discord: what answers them, and that each turns in place."""

from __future__ import annotations

import discord as discord_py
import pytest

from bot.platforms.discord.platform import DiscordChat
from bot.tutor.identity import ChatUser
from bot.tutor.service import Tutor
from lessons.curriculum import Catalog
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import buttons_of, menus_of, text_of
from tests.support.quiz_catalog import load_quiz_catalog, pass_questions_before

OPTIONS = ("a. (3,)", "b. (2,)", "c. (2, 1)", "d. (3, 2)")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_quiz_catalog()


@pytest.mark.parametrize("is_in_server", [False, True])
async def test_several_options_are_chosen_at_once_and_the_question_turns_in_place(
    chat: DiscordChat, aiko: Learner, tutor: Tutor, discord: DiscordServer, is_in_server: bool
) -> None:
    user = ChatUser("discord", str(aiko.id), "Aiko", "en-US")
    await pass_questions_before(tutor, user, "broadcasts")
    channel = discord.world.channel if is_in_server else 0
    asked = await aiko.shown(await aiko.command("quiz", "kinds", channel=channel))
    (menu,) = menus_of(asked)
    assert (menu["min_values"], menu["max_values"]) == (1, len(OPTIONS))
    assert [each["label"] for each in menu["options"]] == list(OPTIONS)
    answered = await aiko.shown(await aiko.choose(asked, OPTIONS[2], OPTIONS[0]), "Right!")
    assert answered["id"] == asked["id"]
    assert "- a. `(3,)`\n- c. `(2, 1)`" in text_of(answered)


TYPED = {"plain-output": "tensor([0., 0.])", "row-means": "dim=1"}
"""Right answers to questions that are answered in a modal, by the name of the question."""


@pytest.mark.parametrize("is_in_server", [False, True], ids=["direct", "server"])
@pytest.mark.parametrize("name", TYPED)
async def test_an_answer_typed_into_a_modal_turns_the_question_in_place(
    chat: DiscordChat,
    aiko: Learner,
    tutor: Tutor,
    discord: DiscordServer,
    name: str,
    is_in_server: bool,
) -> None:
    user = ChatUser("discord", str(aiko.id), "Aiko", "en-US")
    await pass_questions_before(tutor, user, name)
    channel = discord.world.channel if is_in_server else 0
    asked = await aiko.shown(await aiko.command("quiz", "kinds", channel=channel))
    count = len(discord.world.of_bot(int(asked["channel_id"])))
    for typed, said in ((" ", "Please type"), (TYPED[name], "Right!")):
        filled = await aiko.fill(await aiko.press(asked, "✏️ Answer"), typed)
        shown = await aiko.shown(filled, said)
        assert shown["id"] == asked["id"]
    assert "Your answer:" in text_of(shown)
    assert len(discord.world.of_bot(int(asked["channel_id"]))) == count


async def test_an_answer_of_several_lines_is_typed_into_one_field_that_says_what_belongs_there(
    chat: DiscordChat, aiko: Learner, tutor: Tutor, discord: DiscordServer, catalog: Catalog
) -> None:
    await pass_questions_before(tutor, ChatUser("discord", str(aiko.id), "Aiko"), "each-shape")
    asked = await aiko.shown(await aiko.command("quiz", "kinds"))
    question = catalog.question(buttons_of(asked)["✏️ Answer"].rpartition(":")[2])
    assert question is not None
    opened = await aiko.press(asked, "✏️ Answer")
    modal = await discord.until(lambda: opened.modal)
    ((label, field),) = [(each["label"], each["component"]) for each in modal["components"]]
    assert label == "The shape of each line, one below the other"
    assert field["style"] == discord_py.TextStyle.paragraph.value
    answer = question.answer.replace("; ", "\n")
    await aiko.shown(await aiko.fill(opened, answer), "Right!")
