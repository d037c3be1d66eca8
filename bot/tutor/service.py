"""The tutor's front desk: what platforms call."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.i18n import Translations, detect_language
from bot.storage import Database
from bot.tutor.account.privacy import PersonalDataStore
from bot.tutor.account.workspace_settings import ReplyMode
from bot.tutor.context import KEEP_CODE, Clock, SubmissionLimits, TutorContext, utc_now
from bot.tutor.daily.announcements import Announcer
from bot.tutor.events import Observe, ignore
from bot.tutor.grading.jobs import Deliver
from bot.tutor.grading.rate_limit import RateLimitedError
from bot.tutor.identity import ChatUser, Learner, as_learner, get_or_create, language_of
from bot.tutor.replies.ask_again import ASK_AGAIN, asking_again, read_asking_again
from bot.tutor.replies.model import Choice, Reply
from bot.tutor.router import Parts, Request
from bot.tutor.text.code_reader import read_code
from bot.tutor.text.commands import (
    OTHER_NAMES,
    CommandHelp,
    Option,
    command_help,
    command_named,
    normalize,
)
from bot.tutor.text.limits import (
    LONGEST_ANSWER,
    LONGEST_ARGUMENT,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_WORDS,
)
from grader.protocol import GraderMessage
from grader.queues import Queue
from lessons.curriculum import Catalog, Language

__all__ = ["ChatUser", "CommandHelp", "Tutor"]


class Tutor:
    """The tutor as platforms know it: one way to each of its parts."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        queue: Queue,
        words: Translations,
        *,
        default_language: Language = "en",
        clock: Clock = utc_now,
        default_zone: str = "UTC",
        keep_code: timedelta = KEEP_CODE,
        observe: Observe = ignore,
        allowance: SubmissionLimits | None = None,
    ) -> None:
        self._context = TutorContext(
            database,
            catalog,
            words,
            default_language,
            clock,
            default_zone,
            keep_code,
            observe,
            allowance or SubmissionLimits(),
        )
        self._parts = Parts(self._context, queue)

    async def command(self, person: ChatUser, name: str, argument: str, reply_to: str) -> Reply:
        """Answers a command. One that does not exist is answered with the nearest that does.

        Code that is turned away stands in the reply: nowhere else would it be seen again.
        """
        name = name[: LONGEST_NAME + 1]  # so much of it shows that there is no such command
        asked = name.strip().lstrip("/").casefold()
        answer = self._parts.on_command.get(OTHER_NAMES.get(asked, asked))
        if answer is None:
            return self._parts.reception.unknown(await get_or_create(self._context, person), name)
        wanted = argument.strip()
        if len(wanted) > LONGEST_ARGUMENT and not _takes_code(asked):
            return self._parts.reception.too_long(
                await get_or_create(self._context, person), LONGEST_ARGUMENT
            )

        async def answered(learner: Learner) -> Reply:
            return _discreet(learner, await answer(Request(person, learner, reply_to), wanted))

        try:
            reply = await as_learner(self._context, person, answered)
        except RateLimitedError as refusal:
            return refusal.reply(wanted)
        return asking_again(reply, person, asked, wanted)

    async def message(self, person: ChatUser, text: str, reply_to: str) -> Reply:
        """Answers a message: pasted code is graded, words get a hand to hold."""
        typed = text.strip()
        person = replace(person, detected_language=detect_language(typed[:LONGEST_MESSAGE]))
        first = typed[: LONGEST_NAME + 1].split(maxsplit=1)[0] if typed else ""
        asked = normalize(first)
        if asked.startswith("/"):
            return await self.command(person, asked, typed.removeprefix(first), reply_to)
        paste = await read_code(text)

        async def answer(learner: Learner) -> Reply:
            if paste.is_code:
                return await self._parts.submissions.receive(learner, paste, reply_to)
            if len(typed) > LONGEST_WORDS:
                return self._parts.reception.too_many_words(learner)
            reply = await self._parts.on_text(Request(person, learner, reply_to, typed))
            return _discreet(learner, reply)

        try:
            reply = await as_learner(self._context, person, answer)
        except RateLimitedError as refusal:
            return refusal.reply()
        command = None if paste.is_code else self._parts.command_in_words(typed)
        return reply if command is None else asking_again(reply, person, *command)

    async def act(self, person: ChatUser, action: str, text: str, reply_to: str) -> Reply:
        """Answers a button or a form, also one from before a restart or an update."""
        kind, _, rest = action.partition(":")
        if kind == "command":
            return await self.command(person, rest, text, reply_to)
        if kind == ASK_AGAIN:
            command = read_asking_again(person, rest)
            if command is None:
                return self._parts.reception.not_yours(await get_or_create(self._context, person))
            return await self.command(person, *command, reply_to)
        answer = self._parts.on_action.get(kind)
        if answer is None or len(action) > LONGEST_NAME:
            return self._parts.reception.outdated(await get_or_create(self._context, person))
        if len(text) > LONGEST_ANSWER:
            return self._parts.reception.too_long(
                await get_or_create(self._context, person), LONGEST_ANSWER
            )
        try:
            return await as_learner(
                self._context,
                person,
                lambda learner: answer(Request(person, learner, reply_to, text), rest.split(":")),
            )
        except RateLimitedError as refusal:
            return refusal.reply()
        except (IndexError, ValueError):  # an action that an older version wrote
            return self._parts.reception.outdated(await get_or_create(self._context, person))

    async def language(self, person: ChatUser) -> Language:
        """The language that this person is spoken to in. Writes nothing down."""
        return await language_of(self._context, person)

    async def answered(self, answer: GraderMessage) -> None:
        """Takes in what a grader says; for the queue to call."""
        await self._parts.grading.on_grader_message(answer)

    def on_delivery(self, platform: str, deliver: Deliver, *, slow: bool = False) -> None:
        """How later replies reach the places that a platform named as `reply_to`.

        Where that is `slow` (over a network, say), no other answer waits for it.
        """
        self._parts.grading.on_delivery(platform, deliver, slow=slow)

    def on_keeping(self, platform: str, keeper: PersonalDataStore) -> None:
        """What a platform keeps of its learners by itself, for `/privacy`."""
        self._parts.privacy.on_keeping(platform, keeper)

    def on_choice_of_answers(self, platform: str, default: ReplyMode) -> None:
        """A platform on which managers choose where pastes in their place are answered."""
        self._parts.places.on_choice(platform, default)

    async def answers_in(self, platform: str, place: str) -> ReplyMode:
        """What they have chosen, else that platform's default. Raises KeyError for any other."""
        return await self._parts.places.answers(platform, place)

    def on_posting(self, platform: str, poster: Announcer) -> None:
        """How a platform posts what nobody has asked for, such as prompts and reminders."""
        self._parts.on_posting(platform, poster)

    async def keep_time(self) -> None:
        """Does by the clock what is due, until it is cancelled."""
        await self._parts.timetable.run()

    async def do_what_is_due(self) -> bool:
        """One round of that; says whether more is waiting."""
        return await self._parts.timetable.run_due()

    async def keep_house(self) -> None:
        """Blanks learners' code that was kept for long enough."""
        await self._parts.timetable.purge_old_code()

    async def resume(self, *platforms: str) -> None:
        """After a start: what was left unfinished is finished, and what was not told is told.

        A platform that is reached only later names itself then.
        """
        await self._parts.grading.resume(*platforms)

    async def send_again(self, ids: Collection[str]) -> None:
        """Sends open work once more that the queue has lost; for the queue to call."""
        await self._parts.grading.requeue(ids)

    async def keep_telling(self) -> None:
        """Tells again what did not reach its learner, until it is cancelled."""
        await self._parts.grading.redeliver_loop()

    async def finish(self) -> None:
        """Waits until every reply that is on its way has reached its platform."""
        await self._parts.grading.finish()

    def commands(self, language: Language) -> tuple[CommandHelp, ...]:
        """All commands in words of that language, in the order in which they are offered."""
        return command_help(self._context.translations.translator(language))

    async def complete(self, person: ChatUser, command: str, prefix: str) -> tuple[str, ...]:
        """Arguments that a command may be continued with, by any of their names."""
        if len(command) > LONGEST_NAME or len(prefix) > LONGEST_ARGUMENT:
            return ()
        return await self._parts.completion.argument(person, command, prefix)

    async def suggest(self, person: ChatUser, option: Option, prefix: str) -> tuple[Choice, ...]:
        """Values for one option of a command, labelled in the person's language."""
        if len(prefix) > LONGEST_ARGUMENT:
            return ()
        return await self._parts.completion.option(person, option, prefix)


def _takes_code(name: str) -> bool:
    command = command_named(name)
    return command is not None and command.takes_code


def _discreet(learner: Learner, reply: Reply) -> Reply:
    """The reply, which no thread may show where the learner hides from others.

    The verdict on code that they have written there themselves stays below it.
    """
    if not learner.hidden or reply.pending:
        return reply
    return reply.model_copy(update={"threadable": False})
