"""The tutor's front desk: what platforms call, and which part of the tutor answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.i18n import Words
from bot.storage import Database
from bot.tutor.commands import (
    OTHER_NAMES,
    CommandHelp,
    Option,
    command_help,
    command_in_words,
    plainly,
)
from bot.tutor.completion import Completion
from bot.tutor.daily import Daily
from bot.tutor.daily_channels import DailyChannels
from bot.tutor.days import read_period
from bot.tutor.desk import KEEP_CODE, Allowance, Clock, Desk, utc_now
from bot.tutor.door import TurnedAway
from bot.tutor.exercises import Exercises
from bot.tutor.grading import Deliver, Grading
from bot.tutor.group_words import GroupWords
from bot.tutor.groups import Groups
from bot.tutor.hearing import plain
from bot.tutor.leaderboard import Leaderboard
from bot.tutor.lessons import Lessons
from bot.tutor.observing import Observe, nobody
from bot.tutor.people import Learner, Person, as_learner, language_of, meet
from bot.tutor.places import Answers, Places
from bot.tutor.posting import Poster
from bot.tutor.preferences import Preferences
from bot.tutor.privacy import Keeper, Privacy
from bot.tutor.progress import Progress
from bot.tutor.quizzes import Quizzes
from bot.tutor.reception import Reception
from bot.tutor.replies import Choice, Reply
from bot.tutor.reviews import Reviews
from bot.tutor.runs import Runs
from bot.tutor.small_talk import SmallTalk
from bot.tutor.state import State
from bot.tutor.submissions import Submissions
from bot.tutor.timetable import Timetable
from grader.protocol import Answer
from grader.queues import Queue
from lessons.paste import read_paste
from lessons.records import Catalog, Language

__all__ = ["CommandHelp", "Person", "Tutor"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that a learner does, and where the reply to it goes."""

    person: Person
    learner: Learner
    reply_to: str
    text: str = ""  # what a form was filled in with


OnCommand = Callable[[Turn, str], Awaitable[Reply]]
"""Answers a command with its argument, which may be empty."""

OnAction = Callable[[Turn, list[str]], Awaitable[Reply]]
"""Answers a button or form with its action's parts."""


class Tutor:
    """The tutor as platforms know it: one way to each of its parts."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        queue: Queue,
        words: Words,
        *,
        default_language: Language = "en",
        clock: Clock = utc_now,
        default_zone: str = "UTC",
        keep_code: timedelta = KEEP_CODE,
        observe: Observe = nobody,
        allowance: Allowance | None = None,
    ) -> None:
        self._desk = Desk(
            database,
            catalog,
            words,
            default_language,
            clock,
            default_zone,
            keep_code,
            observe,
            allowance or Allowance(),
        )
        self._grading = Grading(self._desk, queue)
        self._submissions = Submissions(self._desk, self._grading)
        self._runs = Runs(self._desk, self._grading)
        self._state = State(self._desk, queue)
        self._exercises = Exercises(self._desk)
        self._lessons = Lessons(self._desk)
        self._reviews = Reviews(self._desk)
        self._quizzes = Quizzes(self._desk, self._lessons, self._reviews)
        self._progress = Progress(self._desk)
        self._completion = Completion(self._desk, self._progress)
        self._leaderboard = Leaderboard(self._desk, self._exercises)
        self._groups = Groups(self._desk)
        self._group_words = GroupWords(self._desk, self._groups)
        self._places = Places(self._desk)
        self._preferences = Preferences(self._desk, self._places)
        self._privacy = Privacy(self._desk)
        self._daily_channels = DailyChannels(self._desk)
        self._daily = Daily(self._desk, self._quizzes)
        self._timetable = Timetable(self._desk, self._daily, self._reviews, self._privacy)
        self._reception = Reception(self._desk, self._lessons)
        self._small_talk = SmallTalk(self._desk, self._lessons, self._exercises, self._reception)
        self._on_command = self._commands()
        self._on_action = self._actions()

    def _commands(self) -> Mapping[str, OnCommand]:
        return {
            "start": lambda turn, _: self._reception.start(turn.learner),
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
            "privacy": lambda turn, what: self._privacy.command(turn.learner, what),
            "settings": lambda turn, what: self._preferences.command(
                turn.learner, turn.person, what
            ),
            "bench": lambda turn, _: self._runs.measure(turn.learner, turn.reply_to),
            "language": lambda turn, name: self._reception.speak(turn.learner, name),
            "status": lambda turn, _: self._state.show(turn.learner, turn.person),
            "help": lambda turn, _: self._reception.help(turn.learner),
            "next": lambda turn, _: self._small_talk.go_further(turn.learner),
            "back": lambda turn, _: self._small_talk.go_back(turn.learner),
        }

    def _actions(self) -> Mapping[str, OnAction]:
        """What each kind of action does; its parts are what stands between the colons."""
        return {
            "lesson": lambda turn, parts: self._lessons.turn(
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
            "recall": lambda turn, parts: self._quizzes.recall(
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
            "privacy": lambda turn, parts: self._privacy.command(turn.learner, parts[0]),
            "settings": lambda turn, parts: self._preferences.command(
                turn.learner, turn.person, f"{parts[0]} {turn.text}".strip()
            ),
            "language": lambda turn, parts: self._reception.speak(turn.learner, parts[0]),
            "run": lambda turn, parts: self._runs.run_kept(turn.learner, parts[0], turn.reply_to),
        }

    async def command(self, person: Person, name: str, argument: str, reply_to: str) -> Reply:
        """Answers a command. One that does not exist is answered with the nearest that does.

        Code that is turned away stands in the reply: nowhere else would it be seen again.
        """
        asked = name.strip().lstrip("/").casefold()
        answer = self._on_command.get(OTHER_NAMES.get(asked, asked))
        if answer is None:
            return self._reception.unknown(await meet(self._desk, person), name)
        wanted = argument.strip()
        try:
            return await as_learner(
                self._desk,
                person,
                lambda learner: answer(Turn(person, learner, reply_to), wanted),
            )
        except TurnedAway as refusal:
            return refusal.reply(wanted)

    async def message(self, person: Person, text: str, reply_to: str) -> Reply:
        """Answers a message: pasted code is graded, words get a hand to hold."""
        typed = text.strip()
        first = typed.split(maxsplit=1)[0] if typed else ""
        asked = plainly(first)
        if asked.startswith("/"):
            return await self.command(person, asked, typed.removeprefix(first), reply_to)
        paste = read_paste(text)

        async def answer(learner: Learner) -> Reply:
            if paste.is_code:
                return await self._submissions.receive(learner, paste, reply_to)
            return await self._words(Turn(person, learner, reply_to, typed))

        try:
            return await as_learner(self._desk, person, answer)
        except TurnedAway as refusal:
            return refusal.reply()

    async def _words(self, turn: Turn) -> Reply:
        """Answers words that are no code: a wish, a command without its slash, a name, or talk."""
        if not turn.text:
            return self._reception.nothing(turn.learner)
        granted = await self._small_talk.granted(turn.learner, turn.text)
        if granted is not None:
            return granted
        asked = command_in_words(turn.text) or command_in_words(plain(turn.text))
        if asked is not None:
            name, argument = asked
            return await self._on_command[name](turn, argument)
        if self._exercises.named(turn.text) is not None:
            return await self._exercises.find(turn.learner, turn.text)
        return await self._small_talk.answered(turn.learner, turn.text)

    async def act(self, person: Person, action: str, text: str, reply_to: str) -> Reply:
        """Answers a button or a form, also one from before a restart or an update."""
        kind, _, rest = action.partition(":")
        if kind == "command":
            return await self.command(person, rest, text, reply_to)
        answer = self._on_action.get(kind)
        if answer is None:
            return self._reception.outdated(await meet(self._desk, person))
        try:
            return await as_learner(
                self._desk,
                person,
                lambda learner: answer(Turn(person, learner, reply_to, text), rest.split(":")),
            )
        except TurnedAway as refusal:
            return refusal.reply()
        except (IndexError, ValueError):  # an action that an older version wrote
            return self._reception.outdated(await meet(self._desk, person))

    async def language(self, person: Person) -> Language:
        """The language that this person is spoken to in. Writes nothing down."""
        return await language_of(self._desk, person)

    async def answered(self, answer: Answer) -> None:
        """Takes in what a grader says; for the queue to call."""
        await self._grading.answered(answer)

    def on_delivery(self, platform: str, deliver: Deliver, *, slow: bool = False) -> None:
        """How later replies reach the places that a platform named as `reply_to`.

        Where that is `slow` (over a network, say), no other answer waits for it.
        """
        self._grading.on_delivery(platform, deliver, slow=slow)

    def on_keeping(self, platform: str, keeper: Keeper) -> None:
        """What a platform keeps of its learners by itself, for `/privacy`."""
        self._privacy.on_keeping(platform, keeper)

    def on_choice_of_answers(self, platform: str, default: Answers) -> None:
        """A platform on which managers choose where pastes in their place are answered."""
        self._places.on_choice(platform, default)

    async def answers_in(self, platform: str, place: str) -> Answers:
        """What they have chosen, else that platform's default. Raises KeyError for any other."""
        return await self._places.answers(platform, place)

    def on_posting(self, platform: str, poster: Poster) -> None:
        """How a platform posts what nobody has asked for: daily prompts and reminders."""
        self._timetable.on_posting(platform, poster)

    async def keep_time(self) -> None:
        """Does by the clock what is due, until it is cancelled."""
        await self._timetable.run()

    async def do_what_is_due(self) -> bool:
        """One round of that; says whether more is waiting."""
        return await self._timetable.round()

    async def keep_house(self) -> None:
        """Blanks learners' code that was kept for long enough."""
        await self._timetable.keep_house()

    async def resume(self, *platforms: str) -> None:
        """After a start: what was left unfinished is finished, and what was not told is told.

        A platform that is reached only later names itself then.
        """
        await self._grading.resume(*platforms)

    async def send_again(self, ids: Collection[str]) -> None:
        """Sends open work once more that the queue has lost; for the queue to call."""
        await self._grading.send_again(ids)

    async def keep_telling(self) -> None:
        """Tells again what did not reach its learner, until it is cancelled."""
        await self._grading.keep_telling()

    async def finish(self) -> None:
        """Waits until every reply that is on its way has reached its platform."""
        await self._grading.finish()

    def commands(self, language: Language) -> tuple[CommandHelp, ...]:
        """All commands in words of that language, in the order in which they are offered."""
        return command_help(self._desk.words.voice(language))

    async def complete(self, person: Person, command: str, prefix: str) -> tuple[str, ...]:
        """Arguments that a command may be continued with, by any of their names."""
        return await self._completion.argument(person, command, prefix)

    async def suggest(self, person: Person, option: Option, prefix: str) -> tuple[Choice, ...]:
        """Values for one option of a command, labelled in the person's language."""
        return await self._completion.option(person, option, prefix)

    async def _submit(self, turn: Turn, argument: str) -> Reply:
        if not argument:
            return self._reception.form(turn.learner, "submit")
        first = argument.split(maxsplit=1)[0]
        exercise = self._desk.catalog.exercise(first)
        code = argument.removeprefix(first)
        if exercise is not None and code.strip():
            return await self._submissions.receive_for(turn.learner, exercise, code, turn.reply_to)
        return await self._submissions.receive(turn.learner, read_paste(argument), turn.reply_to)

    async def _run(self, turn: Turn, argument: str) -> Reply:
        if not argument:
            return self._reception.form(turn.learner, "run")
        return await self._runs.run(turn.learner, read_paste(argument).code, turn.reply_to)

    async def _run_snippet(self, turn: Turn, parts: list[str]) -> Reply:
        slug, page, part, language = parts
        snippet = self._lessons.snippet(slug, int(page), int(part), language)
        if snippet is None:
            return self._reception.outdated(turn.learner)
        return await self._runs.run(turn.learner, snippet.program, turn.reply_to)
