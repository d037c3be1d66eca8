"""The tutor: replies to commands, messages and actions from every chat platform."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.i18n import Translations, detect_language
from bot.storage import Database
from bot.tutor.account.setup import Arrival
from bot.tutor.context import KEEP_CODE, Clock, SubmissionLimits, TutorContext, utc_now
from bot.tutor.courses.course_file import COURSE_EXTENSION, LONGEST_FILE, looks_like_course
from bot.tutor.events import Observe, ignore
from bot.tutor.features import build_features
from bot.tutor.grading.missed_replies import with_missed
from bot.tutor.grading.rate_limit import RateLimitedError
from bot.tutor.identity import ChatUser, Learner, as_learner, get_or_create, language_of
from bot.tutor.learning.questions import OwnQuestionAction
from bot.tutor.learning.ways_on import with_next_step
from bot.tutor.message_replies import MessageReplies, hide_learner
from bot.tutor.platform import ChannelPolicy, ChatPlatform
from bot.tutor.replies.actions import (
    AskAgain,
    GoOn,
    RunCommand,
    UploadCourse,
    find_action,
)
from bot.tutor.replies.ask_again import repeated_command, with_ask_again
from bot.tutor.replies.model import Reply
from bot.tutor.request import Request
from bot.tutor.text.code_reader import read_message
from bot.tutor.text.command_names import (
    command_for,
    command_named,
    normalize,
    split_number,
    with_subcommand,
)
from bot.tutor.text.commands import CommandHelp, command_help
from bot.tutor.text.limits import (
    LONGEST_ANSWER,
    LONGEST_ARGUMENT,
    LONGEST_MESSAGE,
    LONGEST_NAME,
)
from bot.tutor.text.quoted import QuotedMessage, wants_quoted
from bot.tutor.text.wants import Decision, Known, Situation, decide, known_by
from common.message_reader.program import join_code
from common.message_reader.records import Part
from grader.queues import Queue
from grader.queues.isolation import Isolation
from lessons.curriculum import Catalog, Language

__all__ = ["ChatUser", "CommandHelp", "Tutor"]

OnRequest = Callable[[Request], Awaitable[Reply]]


class Tutor:
    """The tutor as platforms and the application use it.

    `jobs`, `deliveries`, `scheduler` and `live_updates` do what no learner asks for, `completion`
    completes half-typed commands, `drafts` fills in forms for code, and `workspace_settings` says
    where pastes are answered.
    """

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        queue: Queue,
        translations: Translations,
        *,
        default_language: Language = "en",
        clock: Clock = utc_now,
        default_zone: str = "UTC",
        keep_code: timedelta = KEEP_CODE,
        observe: Observe = ignore,
        limits: SubmissionLimits | None = None,
        known: Known | None = None,  # of the same catalogues, where the caller has indexed them
    ) -> None:
        self._context = context = TutorContext(
            database,
            catalog,
            translations,
            default_language,
            clock,
            default_zone,
            keep_code,
            observe,
            limits or SubmissionLimits(),
        )
        self._requests = Isolation()  # a new catalogue waits until no request uses the old one
        self._known = known or known_by(translations, catalog)
        self._features = features = build_features(context, queue, lambda: self._known)
        self._replies = MessageReplies(features, lambda: self._known)
        self.jobs, self.deliveries = features.jobs, features.deliveries
        self.scheduler, self.live_updates = features.scheduler, features.live_updates
        self.completion, self.drafts = features.completion, features.drafts
        self.workspace_settings = features.workspace_settings

    def connect(self, platform: ChatPlatform) -> None:
        """Use a platform for replies and announcements, in place of one of the same name."""
        self._context.platforms[platform.name] = platform

    def arrival(self, language: Language, place: str) -> Arrival:
        """Return what is said on arrival in a place of that name, in its language."""
        return self._features.setup.arrival(language, place)

    @property
    def background(self) -> Collection[asyncio.Task[None]]:
        """What goes on while no reply waits for it, such as roles that are being given."""
        return self._context.background

    @property
    def catalog(self) -> Catalog:
        """The lessons that are taught now."""
        return self._context.catalog

    async def use_catalog(self, catalog: Catalog) -> None:
        """Teach these lessons from the next request on; requests that have begun end first.

        Until then requests are answered as before: what can be asked is indexed in a thread.
        """
        known = await asyncio.to_thread(known_by, self._context.translations, catalog)
        async with self._requests.exclusive():
            self._context.catalog = catalog
            self._known = known

    async def command(self, user: ChatUser, name: str, argument: str, reply_to: str) -> Reply:
        """Reply to a command; to an unknown one with the nearest that exists.

        Code that is rejected is part of the reply, because it is in no message of the learner's.
        """
        return await self._command(user, name, argument, reply_to)

    async def _command(
        self,
        user: ChatUser,
        name: str,
        argument: str,
        reply_to: str,
        *,
        pressed: tuple[RunCommand, str] | None = None,
    ) -> Reply:
        """Reply to a command, which may be that of a button or a form with its text."""
        name = name[: LONGEST_NAME + 1]  # enough to see that there is no such command
        typed, _, number = split_number(normalize(name).lstrip("/")).partition(" ")
        argument = f"{number} {argument}".strip()
        commands = command_for(typed)
        command = commands[0] if len(commands) == 1 else typed
        argument = with_subcommand(command, argument)

        user = await self._with_policy(user)

        async def reply(request: Request) -> Reply:
            if len(commands) > 1:
                return self._features.onboarding.which(request, f"/{typed}", commands)
            if not self._features.router.has_command(command):
                return self._features.onboarding.unknown(request, name)
            most = LONGEST_FILE if looks_like_course(argument) else LONGEST_ARGUMENT
            if len(argument) > most and not _takes_code(command):
                return self._features.onboarding.too_long(request, most)
            found = await self._features.router.command(request, command, argument)
            if not found.private and await self._policy_of(user) == "quiet":
                found = found.model_copy(update={"private": True})
            return with_ask_again(hide_learner(request.learner, found), user, command, argument)

        try:
            return await self._reply(user, reply_to, reply)
        except RateLimitedError as limit:
            return limit.reply(*(pressed or (RunCommand(command), argument)))

    async def message(
        self,
        user: ChatUser,
        text: str,
        reply_to: str,
        *,
        files: Sequence[Part] = (),
        quoted: QuotedMessage | None = None,
    ) -> Reply:
        """Reply to a message: grade the code in it and its files, or do what the text asks for.

        `quoted` is the message that it replies to or forwards. It is what "is this right?" means.
        """
        typed = text.strip()
        user = replace(user, detected_language=detect_language(typed[:LONGEST_MESSAGE]))
        course = _course_in(typed, files)
        if course:
            return await self._reply(
                user,
                reply_to,
                lambda request: self._features.course_drafts.receive(request, course),
                typed,
            )
        first = typed[: LONGEST_NAME + 1].split(maxsplit=1)[0] if typed else ""
        command = normalize(first)
        if command.startswith("/") and (not files or _takes_code(command.removeprefix("/"))):
            argument = "\n".join(filter(None, (typed.removeprefix(first), join_code(files))))
            return await self.command(user, command, argument, reply_to)
        parts = (*await read_message(text), *files)

        async def reply(request: Request) -> Reply:
            if not typed and not files and quoted is None:
                return self._features.onboarding.nothing(request)
            is_code = "def " in typed or "class " in typed  # spares most pastes the look-up
            can_answer = not files and not is_code and len(typed) <= LONGEST_ANSWER
            asked = (
                await self._features.open_questions.find(request.learner.id) if can_answer else None
            )
            question = self._context.catalog.question(asked.question) if asked else None
            decision = decide(text, parts, Situation(open_question=question), self._known)
            if quoted is not None and wants_quoted(typed, decision):
                reply = await self._replies.to_quoted(request, quoted)
                if reply is not None:
                    return reply
            return await self._replies.as_decided(request, parts, decision)

        try:
            return await self._reply(user, reply_to, reply, typed)
        except RateLimitedError as limit:
            return limit.reply(RunCommand("submit"), join_code(parts), is_in_message=True)

    async def grade_others(self, user: ChatUser, code: str, reply_to: str) -> Reply:
        """Grade code from a message of somebody else's, without points for anybody."""

        async def reply(request: Request) -> Reply:
            found = await self._features.submissions.command_others(request, code)
            return hide_learner(request.learner, found)

        try:
            return await self._reply(user, reply_to, reply, code)
        except RateLimitedError as limit:
            return limit.reply(GoOn())

    async def decide(
        self, text: str, situation: Situation, *, files: Sequence[Part] = ()
    ) -> Decision:
        """Return what a message wants, without a reply; no open question is looked up."""
        return decide(text, (*await read_message(text), *files), situation, self._known)

    async def wants_quoted(self, text: str) -> bool:
        """Return whether a message can mean the one that it replies to or forwards."""
        return wants_quoted(text, await self.decide(text, Situation()))

    async def act(self, user: ChatUser, action: str, text: str, reply_to: str) -> Reply:
        """Reply to a button or a form, also one from before a restart or an update."""
        found = find_action(action)
        match found:
            case RunCommand(name=name, argument=argument):
                given = f"{argument}\n{text}" if argument else text
                return await self._command(user, name, given, reply_to, pressed=(found, text))
            case AskAgain():
                command = repeated_command(user, found)
                if command is not None:
                    return await self.command(user, *command, reply_to)

        async def reply(request: Request) -> Reply:
            if found is None:
                return self._features.onboarding.outdated(request)
            if isinstance(found, AskAgain):
                return self._features.onboarding.not_yours(request)
            most = LONGEST_FILE if isinstance(found, UploadCourse) else LONGEST_ANSWER
            if len(text) > most:
                return self._features.onboarding.too_long(request, most)
            if isinstance(found, OwnQuestionAction):
                await self._features.open_questions.close(request.learner.id, found.question)
            return await self._features.router.act(request, found)

        try:
            return await self._reply(user, reply_to, reply, text)
        except RateLimitedError as limit:
            return limit.reply(found or GoOn(), text)

    async def welcome_back(
        self, user: ChatUser, last_seen: datetime, reply_to: str
    ) -> Reply | None:
        """Return the greeting of a learner who opens a chat again; None where none is due.

        That is once a day, and not on the day on which they were last here.
        """
        async with self._requests.shared():
            learner = await get_or_create(self._context, user, self._features.joining)
            t = self._context.translations.translator(learner.language)
            request = Request(user, learner, t, reply_to, "")
            return await self._features.coming_back.on_opening(request, last_seen)

    async def greet_newcomer(self, user: ChatUser) -> Reply | None:
        """Return the greeting of somebody who opens a chat and has learnt nothing yet, else None.

        The user need not be stored yet and is not stored by this.
        """
        async with self._requests.shared():
            return await self._features.coming_back.on_first_opening(user)

    async def language(self, user: ChatUser) -> Language:
        """Return the language of a user, who need not be stored yet and is not stored by this."""
        return await language_of(self._context, user)

    def commands(self, language: Language) -> tuple[CommandHelp, ...]:
        """Return all commands with their descriptions, in the order in which they are offered."""
        return command_help(self._context.translations.translator(language))

    async def _policy_of(self, user: ChatUser) -> ChannelPolicy:
        return await self.workspace_settings.channel_policy(user.platform, user.place, user.channel)

    async def _with_policy(self, user: ChatUser) -> ChatUser:
        """Return the user with whether their pastes are read by the policy of their channel."""
        if user.reads_pastes or not user.may_read_channels:
            return user
        return replace(user, reads_pastes=await self._policy_of(user) == "practice")

    async def _reply(
        self, user: ChatUser, reply_to: str, on_request: OnRequest, text: str = ""
    ) -> Reply:
        async def on_learner(learner: Learner) -> Reply:
            t = self._context.translations.translator(learner.language)
            reply = await on_request(Request(user, learner, t, reply_to, text))
            await self._features.open_questions.note(learner.id, reply)
            reply = await with_next_step(self._context, learner, t, reply)
            return await with_missed(self._context, user.platform, learner, t, reply)

        async with self._requests.shared():
            return await as_learner(self._context, user, self._features.joining, on_learner)


def _takes_code(name: str) -> bool:
    command = command_named(name)
    return command is not None and command.takes_code


def _course_in(text: str, files: Sequence[Part]) -> str:
    """Return the file of a course that a message has, pasted or attached; empty for none."""
    attached = (each.text for each in files if each.name.casefold().endswith(COURSE_EXTENSION))
    found = next(attached, "")
    if found or not looks_like_course(text):
        return found
    return text
