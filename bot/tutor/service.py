"""The tutor: replies to commands, messages and actions from every chat platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.i18n import Translations, detect_language
from bot.storage import Database
from bot.tutor.account.linking import Linking
from bot.tutor.account.preferences import Preferences
from bot.tutor.account.privacy import Privacy
from bot.tutor.account.workspace_settings import WorkspaceSettings
from bot.tutor.context import KEEP_CODE, Clock, SubmissionLimits, TutorContext, utc_now
from bot.tutor.daily.channels import DailyChannels
from bot.tutor.daily.notices import NoticeSender
from bot.tutor.daily.prompts import DailyPrompts
from bot.tutor.events import Observe, ignore
from bot.tutor.grading.deliveries import Deliveries
from bot.tutor.grading.disputes import Disputes
from bot.tutor.grading.jobs import JobService
from bot.tutor.grading.rate_limit import RateLimitedError
from bot.tutor.grading.regrades import Regrades
from bot.tutor.grading.runs import Runs
from bot.tutor.grading.shape_trace import ShapeTraces
from bot.tutor.grading.submissions import Submissions
from bot.tutor.groups.group_command import GroupCommand
from bot.tutor.groups.groups import Groups
from bot.tutor.groups.leaderboard import Leaderboard
from bot.tutor.identity import ChatUser, Learner, as_learner, language_of
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.progress import Progress
from bot.tutor.learning.quizzes import Quizzes
from bot.tutor.learning.reviews import Reviews
from bot.tutor.platform import ChatPlatform
from bot.tutor.questions.replies import QuestionReplies
from bot.tutor.replies.actions import AskAgain, RunCommand, find_action
from bot.tutor.replies.ask_again import repeated_command, with_ask_again
from bot.tutor.replies.model import Reply
from bot.tutor.request import Request
from bot.tutor.router import Router
from bot.tutor.scheduler import Scheduler
from bot.tutor.text.code_reader import read_message
from bot.tutor.text.commands import (
    OTHER_NAMES,
    CommandHelp,
    command_help,
    command_named,
    normalize,
    parse_bare_command,
)
from bot.tutor.text.completion import Completion
from bot.tutor.text.free_text import FreeText
from bot.tutor.text.intents import plain
from bot.tutor.text.limits import (
    LONGEST_ANSWER,
    LONGEST_ARGUMENT,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_WORDS,
)
from bot.tutor.text.onboarding import Onboarding
from bot.tutor.text.status import Status
from common.message_reader.program import join_code
from common.message_reader.records import Part
from grader.queues import Queue
from grader.queues.isolation import Isolation
from lessons.curriculum import Catalog, Language

__all__ = ["ChatUser", "CommandHelp", "Tutor"]

OnRequest = Callable[[Request], Awaitable[Reply]]


class Tutor:
    """The tutor as platforms and the application use it.

    `jobs`, `deliveries` and `scheduler` do what no learner asks for, `completion` completes
    half-typed commands, and `workspace_settings` says where pastes are answered.
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
        self.deliveries = Deliveries(context)
        regrades = Regrades(context, queue)
        self.jobs = JobService(context, queue, self.deliveries, regrades)
        self.workspace_settings = WorkspaceSettings(context)
        lessons, reviews, progress = Lessons(context), Reviews(context), Progress(context)
        self._exercises = exercises = Exercises(context)
        self._onboarding = onboarding = Onboarding(context, lessons)
        self._submissions = Submissions(context, self.jobs, onboarding)
        questions = QuestionReplies(context)
        self._free_text = FreeText(context, lessons, exercises, onboarding, questions)
        self.completion = Completion(context, progress)
        quizzes = Quizzes(context, lessons, reviews)
        groups, linking, privacy = Groups(context), Linking(context), Privacy(context)
        prompts = DailyPrompts(context, quizzes)
        disputes = Disputes(context)
        notices = NoticeSender(context, {**disputes.notices(), **regrades.notices()})
        self.scheduler = Scheduler(context, prompts, reviews, privacy, notices, regrades=regrades)
        self._router = Router(
            (
                onboarding,
                lessons,
                exercises,
                self._submissions,
                ShapeTraces(context),
                Runs(context, self.jobs, lessons, onboarding),
                disputes,
                regrades,
                quizzes,
                reviews,
                progress,
                Leaderboard(context, exercises),
                groups,
                GroupCommand(context, groups),
                DailyChannels(context),
                prompts,
                Preferences(context, self.workspace_settings, linking),
                linking,
                privacy,
                Status(context, queue),
                questions,
                self._free_text,
            )
        )

    def connect(self, platform: ChatPlatform) -> None:
        """Use a platform for replies and announcements, in place of one of the same name."""
        self._context.platforms[platform.name] = platform

    @property
    def catalog(self) -> Catalog:
        """The lessons that are taught now."""
        return self._context.catalog

    async def use_catalog(self, catalog: Catalog) -> None:
        """Teach these lessons from the next request on; requests that have begun end first."""
        async with self._requests.exclusive():
            self._context.catalog = catalog

    async def command(self, user: ChatUser, name: str, argument: str, reply_to: str) -> Reply:
        """Reply to a command; to an unknown one with the nearest that exists.

        Code that is rejected is part of the reply, because it is in no message of the learner's.
        """
        name = name[: LONGEST_NAME + 1]  # enough to see that there is no such command
        typed = name.strip().lstrip("/").casefold()
        command = OTHER_NAMES.get(typed, typed)
        argument = argument.strip()

        async def reply(request: Request) -> Reply:
            if not self._router.has_command(command):
                return self._onboarding.unknown(request, name)
            if len(argument) > LONGEST_ARGUMENT and not _takes_code(typed):
                return self._onboarding.too_long(request, LONGEST_ARGUMENT)
            found = await self._router.command(request, command, argument)
            return with_ask_again(_hide(request.learner, found), user, typed, argument)

        try:
            return await self._reply(user, reply_to, reply)
        except RateLimitedError as limit:
            return limit.reply(argument)

    async def message(
        self, user: ChatUser, text: str, reply_to: str, *, files: Sequence[Part] = ()
    ) -> Reply:
        """Reply to a message: grade the code in it and its files, or do what the text asks for."""
        typed = text.strip()
        user = replace(user, detected_language=detect_language(typed[:LONGEST_MESSAGE]))
        first = typed[: LONGEST_NAME + 1].split(maxsplit=1)[0] if typed else ""
        command = normalize(first)
        if command.startswith("/") and (not files or _takes_code(command.removeprefix("/"))):
            argument = "\n".join(filter(None, (typed.removeprefix(first), join_code(files))))
            return await self.command(user, command, argument, reply_to)
        paste = await self._submissions.read((*await read_message(text), *files))

        async def reply(request: Request) -> Reply:
            if paste.is_code:
                return await self._submissions.receive(request, paste)
            if len(typed) > LONGEST_WORDS:
                return self._onboarding.too_many_words(request)
            return _hide(request.learner, await self._reply_to_text(request))

        try:
            return await self._reply(user, reply_to, reply, typed)
        except RateLimitedError as limit:
            return limit.reply()

    async def act(self, user: ChatUser, action: str, text: str, reply_to: str) -> Reply:
        """Reply to a button or a form, also one from before a restart or an update."""
        found = find_action(action)
        match found:
            case RunCommand(name=name, argument=argument):
                given = f"{argument}\n{text}" if argument else text
                return await self.command(user, name, given, reply_to)
            case AskAgain():
                command = repeated_command(user, found)
                if command is not None:
                    return await self.command(user, *command, reply_to)

        async def reply(request: Request) -> Reply:
            if found is None:
                return self._onboarding.outdated(request)
            if isinstance(found, AskAgain):
                return self._onboarding.not_yours(request)
            if len(text) > LONGEST_ANSWER:
                return self._onboarding.too_long(request, LONGEST_ANSWER)
            return await self._router.act(request, found)

        try:
            return await self._reply(user, reply_to, reply, text)
        except RateLimitedError as limit:
            return limit.reply()

    async def language(self, user: ChatUser) -> Language:
        """Return the language of a user, who need not be stored yet and is not stored by this."""
        return await language_of(self._context, user)

    def commands(self, language: Language) -> tuple[CommandHelp, ...]:
        """Return all commands with their descriptions, in the order in which they are offered."""
        return command_help(self._context.translations.translator(language))

    async def _reply(
        self, user: ChatUser, reply_to: str, on_request: OnRequest, text: str = ""
    ) -> Reply:
        async def on_learner(learner: Learner) -> Reply:
            t = self._context.translations.translator(learner.language)
            return await on_request(Request(user, learner, t, reply_to, text))

        async with self._requests.shared():
            return await as_learner(self._context, user, on_learner)

    async def _reply_to_text(self, request: Request) -> Reply:
        """Reply to text without code: an intent, a bare command, an exercise's name, or talk."""
        text = request.text
        if not text:
            return self._onboarding.nothing(request)
        by_intent = await self._free_text.handle_intent(request)
        command = parse_bare_command(text) or parse_bare_command(plain(text))
        if by_intent is not None:
            reply = by_intent
        elif command is not None:
            reply = await self._router.command(request, *command)
        elif self._exercises.named(text) is not None:
            reply = await self._exercises.find(request, text)
        else:
            reply = await self._free_text.answer(request)
        return reply if command is None else with_ask_again(reply, request.user, *command)


def _takes_code(name: str) -> bool:
    command = command_named(name)
    return command is not None and command.takes_code


def _hide(learner: Learner, reply: Reply) -> Reply:
    """Return the reply, kept out of public threads where the learner hides from others.

    The verdict on code that they have posted there themselves stays below it.
    """
    if not learner.hidden or reply.pending:
        return reply
    return reply.model_copy(update={"threadable": False})
