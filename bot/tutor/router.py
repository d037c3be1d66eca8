"""The tutor's parts, put together, and which of them answers what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.tutor.account.preferences import Preferences
from bot.tutor.account.privacy import Privacy
from bot.tutor.account.workspace_settings import WorkspaceSettings
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Announcer
from bot.tutor.daily.channels import DailyChannels
from bot.tutor.daily.prompts import DailyPrompts
from bot.tutor.grading.jobs import JobService
from bot.tutor.grading.runs import Runs
from bot.tutor.grading.submissions import Submissions
from bot.tutor.groups.group_command import GroupCommand
from bot.tutor.groups.groups import Groups
from bot.tutor.groups.leaderboard import Leaderboard
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.progress import Progress
from bot.tutor.learning.quizzes import Quizzes
from bot.tutor.learning.reviews import Reviews
from bot.tutor.replies.model import Reply
from bot.tutor.scheduler import Scheduler
from bot.tutor.text.code_reader import read_code
from bot.tutor.text.commands import parse_bare_command
from bot.tutor.text.completion import Completion
from bot.tutor.text.free_text import FreeText
from bot.tutor.text.intents import plain
from bot.tutor.text.onboarding import Onboarding
from bot.tutor.text.status import Status
from bot.tutor.timezones import read_period
from grader.queues import Queue


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that a learner does, and where the reply to it goes."""

    person: ChatUser
    learner: Learner
    reply_to: str
    text: str = ""  # what a form was filled in with


OnCommand = Callable[[Request, str], Awaitable[Reply]]
"""Answers a command with its argument, which may be empty."""

OnAction = Callable[[Request, list[str]], Awaitable[Reply]]
"""Answers a button or form with its action's parts."""


class Parts:
    """Every part of the tutor, and the tables of what learners can ask of them."""

    def __init__(self, context: TutorContext, queue: Queue) -> None:
        self._context = context
        self.grading = JobService(self._context, queue)
        self.submissions = Submissions(self._context, self.grading)
        self._runs = Runs(self._context, self.grading)
        self._state = Status(self._context, queue)
        self._exercises = Exercises(self._context)
        self._lessons = Lessons(self._context)
        self._reviews = Reviews(self._context)
        self._quizzes = Quizzes(self._context, self._lessons, self._reviews)
        self._progress = Progress(self._context)
        self.completion = Completion(self._context, self._progress)
        self._leaderboard = Leaderboard(self._context, self._exercises)
        self._groups = Groups(self._context)
        self._group_words = GroupCommand(self._context, self._groups)
        self.places = WorkspaceSettings(self._context)
        self._preferences = Preferences(self._context, self.places)
        self.privacy = Privacy(self._context)
        self._daily_channels = DailyChannels(self._context)
        self._daily = DailyPrompts(self._context, self._quizzes)
        self.timetable = Scheduler(self._context, self._daily, self._reviews, self.privacy)
        self.reception = Onboarding(self._context, self._lessons)
        self._small_talk = FreeText(self._context, self._lessons, self._exercises, self.reception)
        self.on_command = self._commands()
        self.on_action = self._actions()

    def _commands(self) -> Mapping[str, OnCommand]:
        return {
            "start": lambda turn, _: self.reception.start(turn.learner),
            "lesson": lambda turn, name: self._lessons.open(turn.learner, name),
            "exercise": lambda turn, name: self._exercises.find(turn.learner, name),
            "submit": self._submit,
            "run": self._run,
            "hint": lambda turn, name: self._exercises.next_hint(turn.learner, name),
            "quiz": lambda turn, name: self._quizzes.open(turn.learner, name),
            "review": lambda turn, what: self._reviews.command(turn.learner, what),
            "progress": lambda turn, name: self._progress.command(turn.learner, turn.person, name),
            "checklist": lambda turn, _: self._progress.show(turn.learner),
            "leaderboard": lambda turn, name: self._leaderboard.open(
                turn.learner, turn.person, name
            ),
            "group": lambda turn, what: self._group_words.command(turn.learner, turn.person, what),
            "daily": lambda turn, what: self._daily_channels.command(
                turn.learner, turn.person, what
            ),
            "privacy": lambda turn, what: self.privacy.command(turn.learner, what),
            "settings": lambda turn, what: self._preferences.command(
                turn.learner, turn.person, what
            ),
            "bench": lambda turn, _: self._runs.measure(turn.learner, turn.reply_to),
            "language": lambda turn, name: self.reception.set_language(turn.learner, name),
            "status": lambda turn, _: self._state.show(turn.learner, turn.person),
            "help": lambda turn, _: self.reception.help(turn.learner),
            "next": lambda turn, _: self._small_talk.go_further(turn.learner),
            "back": lambda turn, _: self._small_talk.go_back(turn.learner),
        }

    def _actions(self) -> Mapping[str, OnAction]:
        """What each kind of action does; its parts are what stands between the colons."""
        return {
            "lesson": lambda turn, parts: self._lessons.show_page(
                turn.learner, parts[0], int(parts[1]) if parts[1:] else 1
            ),
            "snippet": self._run_snippet,
            "exercise": lambda turn, parts: self._exercises.show(turn.learner, parts[0]),
            "hint": lambda turn, parts: self._exercises.hint(turn.learner, parts[0], int(parts[1])),
            "reference": lambda turn, parts: self._exercises.reference(turn.learner, parts[0]),
            "share": lambda turn, parts: self._exercises.share(turn.learner, parts[0]),
            "quiz": lambda turn, parts: self._quizzes.ask(turn.learner, *parts[:2]),
            "answer": lambda turn, parts: self._quizzes.answer(
                turn.learner, parts[0], parts[1] if parts[1:] else turn.text
            ),
            "recall": lambda turn, parts: self._quizzes.answer_review(
                turn.learner, parts[0], parts[1] if parts[1:] else turn.text
            ),
            "later": lambda turn, parts: self._reviews.later(turn.learner, parts[0]),
            "remind": lambda turn, parts: self._reviews.remind(turn.learner, parts[0]),
            "tick": lambda turn, parts: self._progress.tick(
                turn.learner, parts[0], parts[1], ticked=parts[2] == "on"
            ),
            "board": lambda turn, parts: self._leaderboard.show(
                turn.learner, turn.person, int(parts[0]), read_period(parts[1])
            ),
            "group": lambda turn, parts: self._groups.act(
                turn.learner, turn.person, parts, turn.text
            ),
            "group-create": lambda turn, _: self._groups.create(
                turn.learner, turn.person, turn.text
            ),
            "join": lambda turn, parts: self._groups.join(turn.learner, parts[0] or turn.text),
            "daily": lambda turn, parts: self._daily_channels.command(
                turn.learner, turn.person, parts[0]
            ),
            "today": lambda turn, parts: self._daily.answer(
                turn.learner, int(parts[0]), parts[1], parts[2] if parts[2:] else turn.text
            ),
            "privacy": lambda turn, parts: self.privacy.command(turn.learner, parts[0]),
            "settings": lambda turn, parts: self._preferences.command(
                turn.learner, turn.person, f"{parts[0]} {turn.text}".strip()
            ),
            "language": lambda turn, parts: self.reception.set_language(turn.learner, parts[0]),
            "run": lambda turn, parts: self._runs.run_kept(turn.learner, parts[0], turn.reply_to),
        }

    async def on_text(self, turn: Request) -> Reply:
        """Answers words that are no code: a wish, a command without its slash, a name, or talk."""
        if not turn.text:
            return self.reception.nothing(turn.learner)
        granted = await self._small_talk.handle_intent(turn.learner, turn.text)
        if granted is not None:
            return granted
        asked = self.command_in_words(turn.text)
        if asked is not None:
            name, argument = asked
            return await self.on_command[name](turn, argument)
        if self._exercises.named(turn.text) is not None:
            return await self._exercises.find(turn.learner, turn.text)
        return await self._small_talk.answered(turn.learner, turn.text)

    def on_posting(self, platform: str, poster: Announcer) -> None:
        """How a platform posts what nobody has asked for."""
        self.timetable.on_posting(platform, poster)
        self._preferences.on_posting(platform, poster)

    def command_in_words(self, text: str) -> tuple[str, str] | None:
        """Name and argument of a command that was typed without its slash."""
        return parse_bare_command(text) or parse_bare_command(plain(text))

    async def _submit(self, turn: Request, argument: str) -> Reply:
        if not argument:
            return self.reception.form(turn.learner, "submit")
        first = argument.split(maxsplit=1)[0]
        exercise = self._context.catalog.exercise(first)
        code = argument.removeprefix(first)
        if exercise is not None and code.strip():
            return await self.submissions.receive_for(turn.learner, exercise, code, turn.reply_to)
        return await self.submissions.receive(
            turn.learner, await read_code(argument), turn.reply_to
        )

    async def _run(self, turn: Request, argument: str) -> Reply:
        if not argument:
            return self.reception.form(turn.learner, "run")
        code = (await read_code(argument)).code
        return await self._runs.run(turn.learner, code, turn.reply_to)

    async def _run_snippet(self, turn: Request, parts: list[str]) -> Reply:
        slug, page, part, language = parts
        snippet = self._lessons.snippet(slug, int(page), int(part), language)
        if snippet is None:
            return self.reception.outdated(turn.learner)
        return await self._runs.run(turn.learner, snippet.program, turn.reply_to)
