"""Every function of the product that processes text of learners, by where the text enters."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from unittest.mock import Mock, create_autospec

import discord

from bot.i18n import Translations, detect_language
from bot.images.canvas import Card, initials
from bot.platforms import attachments
from bot.platforms.discord import message_filter as discord_message_filter
from bot.platforms.discord import modals as discord_modals
from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.discord import users as discord_users
from bot.platforms.discord.interaction_handler import (
    InteractionHandler as DiscordInteractionHandler,
)
from bot.platforms.discord.threads import ThreadOpener
from bot.platforms.local import language_detection, transcript
from bot.platforms.local import rendering as local_rendering
from bot.platforms.local.interaction_handler import account_of
from bot.platforms.local.memory import ChatMessage
from bot.platforms.local.protocol import FROM_PAGE, ButtonPressed, CodeFile, MessageSent
from bot.platforms.narrow_code import narrow_code, narrow_output
from bot.platforms.slack import message_filter as slack_message_filter
from bot.platforms.slack import message_parser as slack_message_parser
from bot.platforms.slack import modals as slack_modals
from bot.platforms.slack import rendering as slack_rendering
from bot.platforms.slack import users as slack_users
from bot.platforms.slack.api import Api, Workspace
from bot.platforms.slack.interaction_handler import InteractionHandler as SlackInteractionHandler
from bot.storage.models import DisputeRow
from bot.tutor import timezones
from bot.tutor.account.linking import read_code as read_link_code
from bot.tutor.courses.course_file import CourseFileError, looks_like_course, read_course
from bot.tutor.courses.draft_words import DraftParseError, parse_draft
from bot.tutor.daily import schedule_parser
from bot.tutor.grading import feedback, pasted_errors
from bot.tutor.grading.dispute_reply import decision_text
from bot.tutor.groups.live_arguments import parse_live
from bot.tutor.groups.spreadsheet import file_name
from bot.tutor.identity import ChatUser
from bot.tutor.learning import answers, marking
from bot.tutor.learning.blank_fills import BlankFillsError, parse_fills
from bot.tutor.learning.line_numbers import LineNumbersError, parse_numbers
from bot.tutor.replies.model import Code, Form, Reply, Table, Text, escaped, inline
from bot.tutor.text import (
    code_reader,
    code_signs,
    command_names,
    command_words,
    commands,
    phrases,
    quoted,
    wants,
)
from common.error_explanations.explain import explain_message
from common.error_explanations.pasted_traceback import parse_traceback
from common.fuzzy_match import find_nearest
from common.message_reader import characters, encodings, reader, syntax
from common.message_reader.program import assemble, paste_without_parsing, read_paste
from common.message_reader.records import EncodingError, NotebookError, Part, PartKind
from common.message_reader.shape import shape
from common.message_reader.syntax import Trees
from grader.judge import own_paths, printed_output
from grader.judge.explain_exception import explain
from grader.protocol import Problem, ProblemKind, rejection_reason
from lessons.curriculum import Catalog, Question
from lessons.forms import LineOrder, match_line
from tests.support.built_in import built_in_lessons
from tests.support.slow_texts import Process
from tests.support.study import Study, person

BOT_ID = 4242  # on Discord and on Slack


def to_async(function: Callable[[str], object]) -> Process:
    async def process(text: str) -> object:
        return function(text)

    return process


def without_parsing(function: Callable[[str], object]) -> Process:
    """Wrap a function so that Python's parser is not called.

    The bot calls the parser only for short texts, and else in a helper process, since it takes long
    for some of them. The patterns run in the bot's process at any length, so they are measured.
    """

    async def process(text: str) -> object:
        parse, syntax.parse = syntax.parse, lambda code: None
        try:
            return function(text)
        finally:
            syntax.parse = parse

    return process


Entries = Callable[[Study, Translations], Mapping[str, Process]]
"""Makes the functions that process a text, by a description of the text."""


def of_the_tutor(study: Study, words: Translations) -> Mapping[str, Process]:
    """Texts that platforms pass to the tutor."""
    tutor = study.tutor

    def command(name: str, before: str = "") -> Process:
        return lambda text: tutor.command(person(), name, before + text, study.next_place())

    def action(name: str) -> Process:
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
        "/group learner": command("group", "learner "),
        "/group rename": command("group", "rename "),
        "/settings link": command("settings", "link "),
        "/review remind": command("review", "remind "),
        "/submit with a name": command("submit", "tensors/evens "),
        "a quiz's answer": action(f"answer:{question}"),
        "a review's answer": action(f"recall:{question}"),
        "an answer in practice": action(f"drill:lesson:{question}"),
        "/quiz practice": command("quiz", "practice "),
        "a disputed submission": lambda text: tutor.act(person(), "dispute:" + text, "", "m"),
        "a teacher's reason": to_async(
            lambda text: decision_text(
                words.translator("en"), DisputeRow(decision="wrong", reason=text), "evens"
            )
        ),
        "a new group's name": action("group-create"),
        "an invite code": action("join:"),
        "an invite code with consent": action("join-now:"),
        "a learner in a menu": action("group:1:learner"),
        "a file that is named after a group": to_async(file_name),
        "a zone": action("settings:zone"),
    }


def _typed_answers(question: Question) -> dict[str, Callable[[str], object]]:
    """Return what marks the answer to a question, for each kind that has a form of its own."""
    answers = {"number": "1", "several": "ac", "blank": "1", "shape": "(1,)", "order": "2 1 3"}
    marked: dict[str, Callable[[str], object]] = {}
    for kind, answer in answers.items():
        asked = replace(
            question,
            kind=kind,  # type: ignore[arg-type]
            answer=answer,
            answers=(answer,),
            options={"en": ("1", "2", "3")},
            code="x.sum(____)",
        )
        marked[f"a typed answer, {kind}"] = partial(marking.mark, asked)
    several_shapes = replace(question, kind="shape", answer="(1,); (2,)", each=True)
    return {**marked, "typed shapes": partial(marking.mark, several_shapes)}


def of_words(study: Study, words: Translations) -> Mapping[str, Process]:
    """Functions of the tutor that parse prose, called without its limits."""
    known = wants.known_by(words, built_in_lessons())
    asked = wants.Situation(open_question=study.catalog.lessons()[0].questions[0])
    in_thread = wants.Situation(addressed=False, thread_of="me")

    def decided(kind: PartKind, situation: wants.Situation) -> Callable[[str], object]:
        return lambda text: wants.decide(text, (Part(kind, text),), situation, known)

    question = Question(
        id="q",
        kind="output",
        texts={"en": "?", "ja": "?"},
        options={},
        answer="1",
        explanations={"en": ".", "ja": "。"},
        expression=None,
    )
    functions: dict[str, Callable[[str], object]] = {
        "what words want": decided("prose", asked),
        "what code wants": decided("code", wants.Situation()),
        "what a thread wants": decided("code", in_thread),
        "what quoted words want": lambda text: quoted.decide_quoted(
            "", quoted.QuotedMessage(text, (Part("prose", text),)), known
        ),
        "what quoted code wants": lambda text: quoted.decide_quoted(
            "", quoted.QuotedMessage(text, (Part("code", text),)), known
        ),
        "whether another message is meant": lambda text: quoted.wants_quoted(
            text, wants.decide(text, (Part("prose", text),), wants.Situation(), known)
        ),
        "an error beside graded code": lambda text: pasted_errors.explain_beside(
            words.translator("en"), text, None
        ),
        "a phrase": known.phrases.whole,
        "phrases": known.phrases.all_of,
        "thanks at the start": known.phrases.opening,
        "a question": lambda text: known.answers.find(text, "en"),
        "a question in Japanese": lambda text: known.answers.find(text, "ja"),
        "what a question may mean": lambda text: known.answers.candidates(text, "en"),
        "whether it is a question": known.answers.is_question,
        "whether it is code": code_signs.has_code,
        "functions in code": code_signs.defined_functions,
        "exercises in code": lambda text: code_signs.exercises_in(text, study.catalog),
        "classes in code": code_signs.defined_classes,
        "whether it is an error": code_signs.has_error,
        "whether it is an answer": code_signs.looks_like_an_answer,
        "whether words ask": wants.is_question,
        "a command with its argument in words": lambda text: command_words.command_in_words(
            text, study.catalog
        ),
        "a command after a slash": command_names.parse_slash_command,
        "signs": phrases.is_signs_only,
        "a command in words": command_names.parse_bare_command,
        "the nearest command": command_names.nearest_command,
        "the nearest name": lambda text: find_nearest(text, commands.NAMES),
        "numbers of lines": _numbers,
        "what fills blanks": _fills,
        "whether code is an order of lines": _disassembled,
        "whether code has its blanks filled in": lambda text: match_line("a ____ b ____", text),
        "a typed answer": lambda text: answers.judge(question, text),
        "an answer in a message": lambda text: answers.find_answer(question, text),
        **_typed_answers(question),
        "a schedule": _read_schedule,
        "a live class": parse_live,
        "a draft of a course": _read_draft,
        "the file of a course": _read_course,
        "whether it is the file of a course": looks_like_course,
        "weekdays": schedule_parser.parse_weekdays,
        "the zone that is named": timezones.zone_named,
        "the nearest zone": timezones.nearest_zone,
        "zones with that prefix": lambda text: timezones.zones_beginning(text, 25),
        "a code to link accounts": read_link_code,
        "the language of a text": detect_language,
        "a name in a sentence": lambda text: words.translate("en", "start", name=escaped(text)),
        "a word in a sentence": lambda text: words.translate(
            "ja", "command-unknown", name=inline(text)
        ),
        "an answer in a verdict": lambda text: feedback.case_blocks(
            words.translator("en"), Problem(kind=ProblemKind.VALUE, got=f"tensor({text}*1*)")
        ),
    }
    return {name: to_async(function) for name, function in functions.items()}


def _numbers(text: str) -> object:
    try:
        return parse_numbers(text, 9)
    except LineNumbersError as problem:
        return problem


def _fills(text: str) -> object:
    try:
        return parse_fills(text, "def evens(____):\n    return ____(____)")
    except BlankFillsError as problem:
        return problem


def _disassembled(text: str) -> object:
    return LineOrder("def f():", ("    a", "    b"), ()).disassemble(f"def f():\n{text}")


def _without_own_paths(text: str) -> str:
    # A frame of ours, because texts without one are not taken apart.
    own_paths.without_ignored_errors(text.replace("\n", "\nException ignored in: "))
    return own_paths.without_own_paths(f'File "{own_paths.__file__}", line 1\n{text}')


def _explain_message(text: str) -> object:
    return explain({"type": "TypeError", "message": text, "facts": {"left": text, "called": text}})


def _explain_line(text: str) -> object:
    name = {"type": "NameError", "message": "name 'dim' is not defined", "source": text}
    number = {"type": "SyntaxError", "message": "invalid decimal literal", "source": text}
    return explain(name), explain(number)


def _read_draft(text: str) -> object:
    try:
        return parse_draft(text, ())
    except DraftParseError as problem:
        return problem


def _read_course(text: str) -> object:
    try:
        return read_course(text, Catalog(()))
    except CourseFileError as problem:
        return problem


def _read_schedule(text: str) -> object:
    try:
        return schedule_parser.parse_schedule(text, ())
    except schedule_parser.ScheduleParseError as problem:
        return problem


def of_code(study: Study, words: Translations) -> Mapping[str, Process]:
    """Pasted code and files of code."""
    t = words.translator("en")

    async def has_bad_fence(text: str) -> object:
        return await attachments.has_bad_fence(text)

    def file_named(name: str) -> Process:
        async def process(text: str) -> object:
            async def fetch(_: str) -> bytes:
                return text.encode("utf-8", "replace")

            return await read_file(name, fetch)

        return process

    async def read_file(name: str, fetch: attachments.Fetch) -> object:
        try:
            file = attachments.Attachment(name, 1, "")
            return await attachments.read_contents("", [file], fetch, t)
        except attachments.AttachmentError as problem:
            return problem

    async def name_of_file(text: str) -> object:
        async def fetch(_: str) -> bytes:
            return b"x = 1"

        return await read_file(text, fetch)

    def notebook(text: str) -> object:
        cells = [{"cell_type": "code", "source": [text]}]
        try:
            return reader.read_file_text(json.dumps({"cells": cells}), "a.ipynb")
        except NotebookError as problem:
            return problem

    def shaped(text: str) -> object:
        code = f"import jaxtyping\nclass Solution:\n    def evens(self, stop):\n        {text}"
        return shape(code, ("evens",), Trees(len(code)))

    def assembled(text: str) -> object:
        blocks = [
            Part("code", text),
            Part("code", "def evens(stop):\n    # why\n"),
            Part("code", text),
        ]
        return assemble(blocks, ("evens",))

    def bytes_of(encoding: str) -> Callable[[str], object]:
        def decode(text: str) -> object:
            try:
                return encodings.decode(text.encode(encoding, "replace"))
            except EncodingError as problem:
                return problem

        return decode

    return {
        "code in a message": code_reader.read_code,
        "the parts of a message": code_reader.read_message,
        "a pasted notebook": code_reader.code_of_notebook,
        "marks that are no fence": has_bad_fence,
        "a file of code": file_named("a.py"),
        "a notebook's file": file_named("a.ipynb"),
        "a text file": file_named("message.txt"),
        "a file's name": name_of_file,
        "the patterns of a program": without_parsing(reader.read_code),
        "the patterns of an exported notebook": without_parsing(
            lambda text: reader.read_code(f"# In[1]:\n{text}\n# %%\n%%time\n{text}")
        ),
        "the patterns of a console": without_parsing(
            lambda text: reader.read_parts(f"Look\n>>> {text}\n{text}\nIn [1]: {text}")
        ),
        "the patterns of a traceback": without_parsing(
            lambda text: reader.read_parts(f"Traceback (most recent call last):\n{text}\n{text}")
        ),
        "the patterns of a fence": without_parsing(
            lambda text: reader.read_parts(f"ok? ||```python {text}\n{text}\n```||{text}")
        ),
        "the patterns of a quotation": without_parsing(
            lambda text: reader.read_parts("> " + text.replace("\n", "\n> "))
        ),
        "the program in a message": without_parsing(read_paste),
        "blocks that are joined": without_parsing(assembled),
        "a method in a class": without_parsing(shaped),
        "bytes of Shift_JIS": to_async(bytes_of("cp932")),
        "bytes of UTF-16": to_async(bytes_of("utf-16-le")),
        "bytes of EUC-JP": to_async(bytes_of("euc_jp")),
        "a paste that takes too long to parse": to_async(paste_without_parsing),
        "typographic characters": to_async(characters.normalize_characters),
        "names in code with mistakes": without_parsing(syntax.defined_names),
        "what code printed": to_async(lambda text: printed_output.printed_for(text, 1, 1)),
        "warnings on stderr": to_async(printed_output.read_stderr),
        "warnings of the playground": to_async(printed_output.without_paths),
        "paths of this machine": to_async(_without_own_paths),
        "the message of an exception": to_async(_explain_message),
        "the line of an exception": to_async(_explain_line),
        "a pasted traceback": to_async(parse_traceback),
        "a traceback's message": to_async(lambda text: parse_traceback(f"RuntimeError: {text}")),
        "the meaning of a message": to_async(lambda text: explain_message(None, text, text)),
        "a notebook's cell": without_parsing(notebook),
        "whether code fits": to_async(rejection_reason),
    }


def of_pictures(study: Study, words: Translations) -> Mapping[str, Process]:
    """Names that are drawn in images."""

    def card(text: str) -> object:
        return Card(200, 100).ellipsize(text, 16, 150)

    def avatar(text: str) -> object:
        return Card(200, 100).avatar(50, 50, 20, text)

    return {
        "a name on a card": to_async(card),
        "initials": to_async(initials),
        "an avatar on a card": to_async(avatar),
    }


def of_the_local_chat(study: Study, words: Translations) -> Mapping[str, Process]:
    """What the page of the local chat sends."""
    message_id = "12345678"

    def validate(**fields: str) -> object:
        try:
            return FROM_PAGE.validate_json(json.dumps({"id": message_id, **fields}))
        except ValueError as problem:
            return problem

    return {
        "a message of the page": to_async(lambda text: validate(kind="say", text=text)),
        "a name of the page": to_async(
            lambda text: validate(kind="hello", learner=text, locale="en")
        ),
        "an upload of the page": to_async(
            lambda text: validate(
                kind="upload",
                name="a.py",
                content=base64.b64encode(text.encode("utf-8", "replace")).decode(),
            )
        ),
        "the account of a name": to_async(lambda text: account_of(text[:40])),
        "a form in the log": to_async(lambda text: local_rendering.render_button_press(text, text)),
        "the language of a line": to_async(language_detection.language_of),
        "the language of a message": to_async(
            lambda text: language_detection.language_of_message(
                MessageSent(id=message_id, text=text)
            )
        ),
        "the language of a button": to_async(
            lambda text: language_detection.language_of_message(
                ButtonPressed(id=message_id, action="a", label=text[:75], text=text)
            )
        ),
    }


def of_the_log(study: Study, words: Translations) -> Mapping[str, Process]:
    """What the local chat's page shows; a helper process highlights its code."""
    t = words.translator("en")

    async def line(text: str) -> object:
        await transcript._prepare(
            ChatMessage("12345678", MessageSent(id="12345678", text=text), len(text))
        )
        return local_rendering.render_message(text, t)

    async def code(text: str) -> object:
        await transcript._prepare(
            ChatMessage("12345678", CodeFile(id="12345678", name="a.py", text=text), len(text))
        )
        return local_rendering.render_code_file("a.py", text, t)

    async def reply(text: str) -> object:
        model = Reply(
            blocks=(
                Code(text=text, language="python"),
                Code(text=text, caption=text),
                Code(text=text, marked=True),
                Table(head=("a",), rows=((text,), ("/" + text,))),
                Form(label=text, action="a", submit="b", value=text),
                Text(markdown=inline(text)),
            )
        )
        await transcript._prepare(ChatMessage("12345678", model, len(text)))
        return local_rendering.render_reply(model, t)

    return {"a line of the log": line, "a file in the log": code, "a reply in the log": reply}


def of_discord(study: Study, words: Translations) -> Mapping[str, Process]:
    """What Discord sends, and what is rendered for it."""

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

    client = Mock(spec=discord.Client, user=Mock(spec=discord.ClientUser, id=BOT_ID))
    handler = create_autospec(DiscordInteractionHandler, instance=True)
    message_filter = discord_message_filter.MessageFilter(
        client, handler, study.tutor, ThreadOpener()
    )

    async def addressed(text: str) -> object:
        return await message_filter.find_message(message(text))

    def submitted(text: str) -> object:
        field = {"custom_id": "text", "value": text}
        return discord_modals.parse_submission(
            {"custom_id": text, "components": [{"component": field}]}
        )

    def rendered(text: str) -> object:
        table = Table(head=("a", "b"), rows=((text, text),))
        blocks = (Code(text=text, language="python"), table, Text(markdown=inline(text)))
        hidden = Code(text=text, hidden=True)
        pages = discord_rendering.render(Reply(blocks=(*blocks, hidden)), {})
        return [page.view() for page in pages]

    return {
        "code made narrow for a phone": to_async(
            lambda text: (narrow_code(text), narrow_output(text))
        ),
        "a message on Discord": addressed,
        "a person on Discord": to_async(lambda text: discord_users.to_chat_user(message(text))),
        "mentions on Discord": to_async(discord_users.mentions_to_accounts),
        "a form on Discord": to_async(submitted),
        "a reply on Discord": to_async(rendered),
    }


def of_slack(study: Study, words: Translations) -> Mapping[str, Process]:
    """What Slack sends, and what is rendered for it."""

    api = create_autospec(Api, instance=True)
    api.get_workspace.return_value = Mock(spec=Workspace, bot_user=f"U{BOT_ID}")
    handler = create_autospec(SlackInteractionHandler, instance=True)
    message_filter = slack_message_filter.MessageFilter(api, handler, study.tutor)

    async def addressed(text: str) -> object:
        return await message_filter.find_message("T1", "D1", {"text": text}, is_edit=False)

    def rich(text: str) -> object:
        element = {"type": "text", "text": text, "style": {"bold": True, "code": True}}
        section = {"type": "rich_text_section", "elements": [element]}
        return slack_message_parser.message_text(
            {"blocks": [{"type": "rich_text", "elements": [section]}]}
        )

    def file(text: str) -> object:
        return slack_message_parser.parse_attachments(
            {"files": [{"name": text, "filetype": "python"}]}
        )

    def submitted(text: str) -> object:
        purpose = str(slack_modals.Purpose(text, "en"))
        values = {"text": {"text": {"value": text}}}
        return slack_modals.parse_submission(
            {"private_metadata": purpose, "state": {"values": values}}
        )

    def rendered(text: str) -> object:
        table = Table(head=("a", "b"), rows=((text, text),))
        blocks = (Code(text=text, language="python"), table, Text(markdown=inline(text)))
        hidden = Code(text=text, hidden=True)
        return slack_rendering.render(Reply(blocks=(*blocks, hidden)))

    return {
        "a message on Slack": addressed,
        "a message in Slack's marks": to_async(slack_message_parser.mrkdwn_to_text),
        "a message in Slack's rich text": to_async(rich),
        "mentions on Slack": to_async(lambda text: slack_users.resolve_mentions(text, "T1")),
        "a file's name on Slack": to_async(file),
        "a form on Slack": to_async(submitted),
        "a form's button on Slack": to_async(
            lambda text: slack_rendering.FormButton.parse(
                str(slack_rendering.FormButton(text, text, is_multiline=True, value=text))
            )
        ),
        "a reply on Slack": to_async(rendered),
    }
