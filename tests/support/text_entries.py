"""Every way in which a text of a learner's gets into the product, and what is done with it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from unittest.mock import Mock, create_autospec

import discord

from bot.i18n import Translations, language_in
from bot.images.canvas import Card, initials
from bot.platforms import attachments
from bot.platforms.discord import message_filter as discord_listening
from bot.platforms.discord import modals as discord_forms
from bot.platforms.discord import rendering as discord_drawing
from bot.platforms.discord import users as discord_people
from bot.platforms.discord.interaction_handler import InteractionHandler as DiscordConversation
from bot.platforms.local import language_detection, transcript
from bot.platforms.local import rendering as local_drawing
from bot.platforms.local.interaction_handler import account_of
from bot.platforms.local.memory import ChatMessage
from bot.platforms.local.protocol import FROM_PAGE, ButtonPressed, CodeFile, MessageSent
from bot.platforms.slack import message_filter as slack_hearing
from bot.platforms.slack import message_parser as slack_incoming
from bot.platforms.slack import modals as slack_forms
from bot.platforms.slack import rendering as slack_drawing
from bot.platforms.slack import users as slack_people
from bot.platforms.slack.api import Api, Workspace
from bot.platforms.slack.interaction_handler import InteractionHandler as SlackConversation
from bot.tutor import timezones
from bot.tutor.account.linking import read_code as read_link_code
from bot.tutor.daily import schedule_parser
from bot.tutor.grading import feedback
from bot.tutor.identity import ChatUser
from bot.tutor.learning import questions
from bot.tutor.replies.model import Code, Form, Reply, Table, Text, escaped, inline
from bot.tutor.text import code_reader, commands, intents
from common.fuzzy_match import nearest
from grader.protocol import Problem, ProblemKind, rejection_reason
from lessons import normalize_characters, paste
from lessons.curriculum import Question
from tests.support.shapes import Read
from tests.support.study import Study, person

OWN = 4242  # the bot's id, on Discord and on Slack


def at_once(read: Callable[[str], object]) -> Read:
    async def later(text: str) -> object:
        return read(text)

    return later


def without_parsing(read: Callable[[str], object]) -> Read:
    """A function that calls Python's parser, which takes longer for some texts by itself: what of
    it runs in the bot's process at any length is the patterns, so that these are measured."""

    async def later(text: str) -> object:
        parsed, paste._parsed = paste._parsed, lambda code: None
        try:
            return read(text)
        finally:
            paste._parsed = parsed

    return later


Entries = Callable[[Study, Translations], Mapping[str, Read]]
"""Ways for texts to get in, by what a learner or a reader of the code would call them."""


def of_the_tutor(study: Study, words: Translations) -> Mapping[str, Read]:
    """All that platforms pass on."""
    tutor = study.tutor

    def command(name: str, before: str = "") -> Read:
        return lambda text: tutor.command(person(), name, before + text, study.next_place())

    def action(name: str) -> Read:
        return lambda text: tutor.act(person(), name, text, study.next_place())

    question = study.catalog.lessons()[0].questions[0].id
    return {
        "a message": study.say,
        "a command's name": lambda text: tutor.command(person(), text, "", study.next_place()),
        "a button's action": lambda text: tutor.act(person(), text, "", study.next_place()),
        "a button's kind": lambda text: tutor.act(person(), "lesson:" + text, "", "m"),
        "a learner's and a place's name": lambda text: tutor.command(
            ChatUser("local", "bo", text, "en", "home", text), "start", "", study.next_place()
        ),
        "half of an argument": lambda text: tutor.completion.argument(person(), "exercise", text),
        "half of a group's name": lambda text: tutor.completion.argument(
            person(), "group", f"leave {text}"
        ),
        "half of an option": lambda text: tutor.completion.option(
            person(), commands.Option("zone", source="zone"), text
        ),
        "half of a weekday": lambda text: tutor.completion.option(
            person(), commands.Option("weekdays", source="weekdays"), text
        ),
        **{f"/{name}": command(name) for name in commands.NAMES},
        "/group create": command("group", "create "),
        "/group rename": command("group", "rename "),
        "/settings link": command("settings", "link "),
        "/review remind": command("review", "remind "),
        "/submit with a name": command("submit", "tensors/evens "),
        "a quiz's answer": action(f"answer:{question}"),
        "a review's answer": action(f"recall:{question}"),
        "a new group's name": action("group-create"),
        "an invite code": action("join:"),
        "a zone": action("settings:zone"),
    }


def of_words(study: Study, words: Translations) -> Mapping[str, Read]:
    """What the tutor makes of words, without its limits."""
    heard = intents.IntentMatcher(words, study.catalog)
    question = Question(
        id="q",
        kind="output",
        texts={"en": "?", "ja": "?"},
        options={},
        answer="1",
        explanations={"en": ".", "ja": "。"},
        expression=None,
    )
    given = {
        "a wish in words": heard.intent,
        "thanks": heard.pleasantry,
        "thanks at the beginning": heard.opening,
        "a question about a page": lambda text: heard.page_about(text, "en"),
        "a question about a page in Japanese": lambda text: heard.page_about(text, "ja"),
        "signs": intents.is_signs_only,
        "a command in words": commands.parse_bare_command,
        "the nearest command": commands.nearest_command,
        "the nearest name": lambda text: nearest(text, commands.NAMES),
        "a typed answer": lambda text: questions.is_correct(question, text),
        "a schedule": _read_schedule,
        "weekdays": schedule_parser.parse_weekdays,
        "the zone that is named": timezones.zone_named,
        "the nearest zone": timezones.nearest_zone,
        "zones that begin so": lambda text: timezones.zones_beginning(text, 25),
        "a code to link accounts": read_link_code,
        "the language of a text": language_in,
        "a name in a sentence": lambda text: words.say("en", "start", name=escaped(text)),
        "a word in a sentence": lambda text: words.say("ja", "command-unknown", name=inline(text)),
        "an answer that a judge marked": lambda text: feedback._case(
            words.translator("en"), Problem(kind=ProblemKind.VALUE, got=f"tensor({text}*1*)")
        ),
    }
    return {name: at_once(read) for name, read in given.items()}


def _read_schedule(text: str) -> object:
    try:
        return schedule_parser.parse_schedule(text, ())
    except schedule_parser.ScheduleParseError as problem:
        return problem


def of_code(study: Study, words: Translations) -> Mapping[str, Read]:
    """Pastes and files."""
    t = words.translator("en")

    async def has_bad_fence(text: str) -> object:
        return await attachments.has_bad_fence(text)

    def file_named(name: str) -> Read:
        async def read(text: str) -> object:
            async def fetch(_: str) -> bytes:
                return text.encode("utf-8", "replace")

            return await attachments.extract_code(
                "", [attachments.Attachment(name, 1, "")], fetch, t
            )

        return read

    async def name_of_file(text: str) -> object:
        async def fetch(_: str) -> bytes:
            return b"x = 1"

        try:
            return await attachments.extract_code(
                "", [attachments.Attachment(text, 1, "")], fetch, t
            )
        except attachments.AttachmentError as problem:
            return problem

    def notebook(text: str) -> str | None:
        cells = [{"cell_type": "code", "source": [text]}]
        return paste.notebook_code(json.dumps({"cells": cells}))

    return {
        "code in a message": code_reader.read_code,
        "a pasted notebook": code_reader.code_of_notebook,
        "marks that are no fence": has_bad_fence,
        "a file of code": file_named("a.py"),
        "a notebook's file": file_named("a.ipynb"),
        "a text file": file_named("message.txt"),
        "a file's name": name_of_file,
        "the patterns of a paste": without_parsing(paste.read_paste),
        "a paste that takes too long to parse": at_once(paste.unparsed_paste),
        "typographic characters": at_once(normalize_characters.plain_characters),
        "names in code with mistakes": without_parsing(paste.names_defined),
        "a notebook's cell": at_once(notebook),
        "whether code fits": at_once(rejection_reason),
    }


def of_pictures(study: Study, words: Translations) -> Mapping[str, Read]:
    """Names that are drawn."""

    def card(text: str) -> object:
        return Card(200, 100).ellipsize(text, 16, 150)

    def face(text: str) -> object:
        return Card(200, 100).avatar(50, 50, 20, text)

    return {
        "a name on a card": at_once(card),
        "initials": at_once(initials),
        "a face on a card": at_once(face),
    }


def of_the_local_chat(study: Study, words: Translations) -> Mapping[str, Read]:
    """What the local chat's page sends."""
    message_id = "12345678"

    def page(**said: str) -> object:
        try:
            return FROM_PAGE.validate_json(json.dumps({"id": message_id, **said}))
        except ValueError as problem:
            return problem

    return {
        "a message of the page": at_once(lambda text: page(kind="say", text=text)),
        "a name of the page": at_once(lambda text: page(kind="hello", learner=text, locale="en")),
        "an upload of the page": at_once(
            lambda text: page(
                kind="upload",
                name="a.py",
                content=base64.b64encode(text.encode("utf-8", "replace")).decode(),
            )
        ),
        "the account of a name": at_once(lambda text: account_of(text[:40])),
        "a form in the log": at_once(lambda text: local_drawing.draw_press(text, text)),
        "the language of a line": at_once(language_detection.language_of),
        "the language of a message": at_once(
            lambda text: language_detection.language_of_message(
                MessageSent(id=message_id, text=text)
            )
        ),
        "the language of a button": at_once(
            lambda text: language_detection.language_of_message(
                ButtonPressed(id=message_id, action="a", label=text[:75], text=text)
            )
        ),
    }


def of_the_log(study: Study, words: Translations) -> Mapping[str, Read]:
    """What is drawn on the local chat's page, with its code coloured in a helper."""
    t = words.translator("en")

    async def line(text: str) -> object:
        await transcript._prepare(
            ChatMessage("12345678", MessageSent(id="12345678", text=text), len(text))
        )
        return local_drawing.draw_line(text, t)

    async def code(text: str) -> object:
        await transcript._prepare(
            ChatMessage("12345678", CodeFile(id="12345678", name="a.py", text=text), len(text))
        )
        return local_drawing.draw_file("a.py", text, t)

    async def reply(text: str) -> object:
        shown = Reply(
            blocks=(
                Code(text=text, language="python"),
                Code(text=text, caption=text),
                Table(head=("a",), rows=((text,), ("/" + text,))),
                Form(label=text, action="a", submit="b", value=text),
                Text(markdown=inline(text)),
            )
        )
        await transcript._prepare(ChatMessage("12345678", shown, len(text)))
        return local_drawing.draw_reply(shown, t)

    return {"a line of the log": line, "a file in the log": code, "a reply in the log": reply}


def of_discord(study: Study, words: Translations) -> Mapping[str, Read]:
    """What Discord sends, and what is drawn there."""

    def message(text: str) -> Mock:
        author = Mock(spec=discord.User, bot=False, id=7)
        author.name, author.global_name = text, text
        return Mock(
            spec=discord.Message,
            content=text,
            author=author,
            webhook_id=None,
            guild=None,
            mentions=[],
            attachments=[],
            is_system=lambda: False,
            channel=Mock(spec=discord.DMChannel),
            edited_at=None,
        )

    client = Mock(spec=discord.Client, user=Mock(spec=discord.ClientUser, id=OWN))
    conversation = create_autospec(DiscordConversation, instance=True)
    listener = discord_listening.MessageFilter(client, conversation, study.tutor)

    async def said(text: str) -> object:
        return await listener.addressed_text(message(text))

    def filled(text: str) -> object:
        field = {"custom_id": "text", "value": text}
        return discord_forms.read_filled({"custom_id": text, "components": [{"component": field}]})

    def drawn(text: str) -> object:
        table = Table(head=("a", "b"), rows=((text, text),))
        blocks = (Code(text=text, language="python"), table, Text(markdown=inline(text)))
        hidden = Code(text=text, hidden=True)
        pages = discord_drawing.draw(Reply(blocks=(*blocks, hidden)), {})
        return [page.view() for page in pages]

    return {
        "a message on Discord": said,
        "a person on Discord": at_once(lambda text: discord_people.person_of(message(text))),
        "mentions on Discord": at_once(discord_people.accounts_in),
        "a form on Discord": at_once(filled),
        "a reply on Discord": at_once(drawn),
    }


def of_slack(study: Study, words: Translations) -> Mapping[str, Read]:
    """What Slack sends, and what is drawn there."""

    api = create_autospec(Api, instance=True)
    api.workspace.return_value = Mock(spec=Workspace, bot_user=f"U{OWN}")
    conversation = create_autospec(SlackConversation, instance=True)
    listener = slack_hearing.MessageFilter(api, conversation, study.tutor)

    async def said(text: str) -> object:
        return await listener._said_to_us("T1", "D1", {"text": text}, is_edit=False)

    def rich(text: str) -> object:
        element = {"type": "text", "text": text, "style": {"bold": True, "code": True}}
        section = {"type": "rich_text_section", "elements": [element]}
        return slack_incoming.message_text(
            {"blocks": [{"type": "rich_text", "elements": [section]}]}
        )

    def file(text: str) -> object:
        return slack_incoming.files_of({"files": [{"name": text, "filetype": "python"}]})

    def filled(text: str) -> object:
        purpose = str(slack_forms.Purpose(text, "en"))
        values = {"text": {"text": {"value": text}}}
        return slack_forms.read_filled({"private_metadata": purpose, "state": {"values": values}})

    def drawn(text: str) -> object:
        table = Table(head=("a", "b"), rows=((text, text),))
        blocks = (Code(text=text, language="python"), table, Text(markdown=inline(text)))
        hidden = Code(text=text, hidden=True)
        return slack_drawing.draw(Reply(blocks=(*blocks, hidden)))

    return {
        "a message on Slack": said,
        "a message in Slack's marks": at_once(slack_incoming.plain),
        "a message in Slack's rich text": at_once(rich),
        "mentions on Slack": at_once(lambda text: slack_people.accounts_in(text, "T1")),
        "a file's name on Slack": at_once(file),
        "a form on Slack": at_once(filled),
        "a form's button on Slack": at_once(
            lambda text: slack_drawing.FormButton.read(
                str(slack_drawing.FormButton(text, text, is_code=True, value=text))
            )
        ),
        "a reply on Slack": at_once(drawn),
    }
