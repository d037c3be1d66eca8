"""The daily prompt: what a channel gets each day, and what its managers decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Voice
from bot.storage import boards, daily, learners, progress
from bot.storage.models import DailyChannelRow, DailyPostRow
from bot.tutor import pieces
from bot.tutor.buttons import button, command_button, exercise_button, quiz_button
from bot.tutor.days import A_DAY, day_in, instant_of, next_instant
from bot.tutor.desk import Desk
from bot.tutor.people import Learner, Person
from bot.tutor.pieces import Piece
from bot.tutor.points import DAILY
from bot.tutor.posting import Post
from bot.tutor.questions import question_blocks
from bot.tutor.quizzes import Quizzes, judged
from bot.tutor.replies import AnyBlock, Buttons, Code, Reply, Text, escaped, inline
from bot.tutor.schedule_words import EVERY_DAY, Unreadable, Wish, read_wish
from lessons.records import LANGUAGES, Catalog, Language, Prose, Question, Snippet, Track

SOLVERS_SHOWN = 20
CHANGES = ("skip", "now", "off")  # what there are buttons for
_LONGEST_NONCE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """The ids of what a day asks for the next day to answer."""

    question: str | None
    exercise: str | None


class Daily:
    def __init__(self, desk: Desk, quizzes: Quizzes) -> None:
        self._desk = desk
        self._quizzes = quizzes

    async def command(self, learner: Learner, person: Person, argument: str) -> Reply:
        """`/daily set 9 Asia/Tokyo mon-fri`, `/daily show | skip | now | off`."""
        say = self._desk.words.voice(learner.language)
        verb, _, rest = argument.strip().partition(" ")
        verb = verb.casefold() or "show"
        if not person.channel:
            return Reply(blocks=(Text(markdown=say("daily-no-channel")),))
        if verb == "show":
            return await self.show(learner, person)
        if not person.manages:
            return Reply(blocks=(Text(markdown=say("daily-managers-only")),))
        match verb:
            case "set":
                return await self.set(learner, person, rest)
            case "skip":
                return await self.skip(learner, person)
            case "now":
                return await self.now(learner, person)
            case "off":
                return await self.off(learner, person)
        return await self.show(learner, person, say("daily-unknown", word=inline(verb)))

    async def show(self, learner: Learner, person: Person, said: str = "") -> Reply:
        """How the prompt of this channel is set, below what was just `said`."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.reading() as session:
            row = await daily.channel_of(session, person.platform, person.channel)
        blocks: list[AnyBlock] = [Text(markdown=said)] if said else []
        if row is None or row.next_at is None:
            blocks += [Text(markdown=say("daily-off")), Text(markdown=say("daily-how"))]
            return Reply(blocks=tuple(blocks))
        track = _track(self._desk.catalog, row)
        blocks.append(
            Text(
                markdown=say(
                    "daily-set",
                    hour=row.hour,
                    zone=row.zone,
                    weekdays=_weekdays(say, row.weekdays),
                    track=track.titles[say.language] if track else row.track,
                    pace=row.pace,
                )
            )
        )
        blocks.append(Text(markdown=say("daily-next", day=day_in(row.zone, row.next_at))))
        if person.manages:
            steps = ("skip", "now", "off")
            blocks.append(
                Buttons(
                    buttons=tuple(button(say(f"button-daily-{at}"), f"daily:{at}") for at in steps)
                )
            )
        return Reply(blocks=tuple(blocks))

    async def set(self, learner: Learner, person: Person, text: str) -> Reply:
        """Sets the channel's prompt; what is not said stays, or is as usual."""
        say = self._desk.words.voice(learner.language)
        try:
            wish = read_wish(text, [track.slug for track in self._desk.catalog.tracks])
        except Unreadable as problem:
            unread = Text(markdown=say("daily-unreadable", word=inline(str(problem))))
            return Reply(blocks=(unread, Text(markdown=say("daily-how"))))
        if not self._desk.catalog.tracks:
            return Reply(blocks=(Text(markdown=say("lessons-none")),))
        async with self._desk.database.writing() as session:
            row = await daily.channel_made(session, self._usual(learner, person))
            _fulfil(row, wish, learner.language)
            await session.flush()
            today = day_in(row.zone, self._desk.clock())
            had = await daily.post_of(session, row.id, today)
            row.next_at = next_time(row, self._desk.clock(), today + A_DAY if had else today)
        return await self.show(learner, person, say("daily-is-set"))

    async def skip(self, learner: Learner, person: Person) -> Reply:
        """Leaves the next day out; the same piece comes the day after."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.writing() as session:
            row = await daily.channel_of(session, person.platform, person.channel)
            if row is not None and row.next_at is not None:
                day = day_in(row.zone, row.next_at)
                await daily.skip(session, row, day, self._desk.clock())
                await daily.move_on(
                    session, row.id, next_time(row, self._desk.clock(), day + A_DAY)
                )
        return await self.show(learner, person, say("daily-skipped") if row else "")

    async def now(self, learner: Learner, person: Person) -> Reply:
        """Has today's prompt posted at once, whatever the hour; the scheduler does it."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.writing() as session:
            row = await daily.channel_of(session, person.platform, person.channel)
            had = True
            if row is not None:
                now = self._desk.clock()
                post = await daily.post_of(session, row.id, day_in(row.zone, now))
                had = post is not None
                if not had:
                    await daily.move_on(session, row.id, now)
        if row is None:
            return await self.show(learner, person)
        key = "daily-already" if had else "daily-comes"
        return Reply(blocks=(Text(markdown=say(key)),))

    async def off(self, learner: Learner, person: Person) -> Reply:
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.writing() as session:
            row = await daily.channel_of(session, person.platform, person.channel)
            if row is not None:
                await daily.move_on(session, row.id, None)
        return Reply(blocks=(Text(markdown=say("daily-off")), Text(markdown=say("daily-how"))))

    async def answer(self, learner: Learner, post_id: int, question_id: str, given: str) -> Reply:
        """Takes an answer to a day's question: told to its learner alone, counted for all."""
        say = self._desk.words.voice(learner.language)
        question = self._desk.catalog.question(question_id)
        async with self._desk.database.reading() as session:
            found = await daily.post_with_channel(session, post_id)
        if question is None or found is None:
            return Reply(blocks=(Text(markdown=say("quiz-none")),))
        if not given.strip():
            asked = question_blocks(say, question, f"today:{post_id}")
            return Reply(blocks=(Text(markdown=say("quiz-empty")), *asked))
        post, channel = found
        taken = await self._quizzes.take(learner, question, given)
        now = self._desk.clock()
        earned = 0
        async with self._desk.database.writing() as session:
            if day_in(channel.zone, now) == post.day and question.id == post.question:
                earned = await _count(session, learner, post, taken.correct, now)
            counts = await daily.counts(session, post.id)
        shown = replace(taken, earned=taken.earned + earned)
        steps = Buttons(buttons=(command_button(say, "review"), command_button(say, "progress")))
        answered = Text(markdown=say("daily-answered", count=counts.answered))
        return Reply(blocks=(*judged(say, question, shown), answered, steps))

    def asks(self, channel: DailyChannelRow) -> Asked:
        """What the channel's next prompt will ask."""
        track = _track(self._desk.catalog, channel)
        day = pieces.of_day(track, channel.position, channel.pace) if track else ()
        question = pieces.question_of(day)
        exercise = pieces.exercise_of(day)
        return Asked(question.id if question else None, exercise.id if exercise else None)

    async def prompt(self, channel: DailyChannelRow, post: DailyPostRow) -> Post | None:
        """What is posted; None when the channel's track has nothing more."""
        say = self._desk.words.voice(_language(channel))
        track = _track(self._desk.catalog, channel)
        day = pieces.of_day(track, post.position, channel.pace) if track else ()
        if not day:
            return None
        blocks = await self._yesterday(say, channel, post)
        number = post.position // channel.pace + 1
        blocks.append(Text(markdown=say("daily-title", number=number)))
        for piece in day:
            blocks += _piece_blocks(say, piece)
        question = pieces.question_of(day)
        if question is not None:
            blocks.append(Text(markdown=say("daily-question")))
            blocks += question_blocks(say, question, f"today:{post.id}")
        thread = say("daily-thread", number=number, lesson=day[0].lesson.titles[say.language])
        reply = Reply(blocks=tuple(blocks), private=False)
        return Post(channel.channel, reply, thread, nonce_of(channel.id, post.day))

    def finished(self, channel: DailyChannelRow, day: date) -> Post:
        """What is posted in place of a prompt when the track is at its end."""
        say = self._desk.words.voice(_language(channel))
        text = Text(markdown=say("daily-finished"))
        steps = Buttons(buttons=(command_button(say, "review"), command_button(say, "leaderboard")))
        reply = Reply(blocks=(text, steps), private=False)
        return Post(channel.channel, reply, say("daily-finished-thread"), nonce_of(channel.id, day))

    async def _yesterday(
        self, say: Voice, channel: DailyChannelRow, post: DailyPostRow
    ) -> list[AnyBlock]:
        """The last day's answer, how many had it, and who has solved its exercise by now."""
        catalog = self._desk.catalog
        async with self._desk.database.reading() as session:
            last = await daily.latest_sent(session, channel.id, post.day)
            if last is None:
                return []
            counts = await daily.counts(session, last.id)
            question = catalog.question(last.question or "")
            exercise = catalog.exercise(last.exercise or "")
            group = await learners.group_of_place(session, channel.platform, channel.place)
            solvers = None
            if exercise is not None and group is not None:
                solvers = await boards.solvers(session, group, exercise.id, most=SOLVERS_SHOWN)
        blocks: list[AnyBlock] = []
        if question is not None:
            answer = _answer_words(say, question)
            text = say(
                "daily-yesterday", answer=answer, count=counts.answered, correct=counts.correct
            )
            blocks += [Text(markdown=text), Text(markdown=question.explanations[say.language])]
        if exercise is not None and solvers is not None and solvers.count:
            names = say("solvers-separator").join(escaped(name) for name in solvers.names)
            title = exercise.titles[say.language]
            blocks.append(Text(markdown=say("daily-solvers", title=title, names=names)))
        return blocks

    def _usual(self, learner: Learner, person: Person) -> dict[str, str | int]:
        """The columns of a channel for which nothing has been set yet."""
        return {
            "platform": person.platform,
            "place": person.place,
            "channel": person.channel,
            "hour": 9,
            "zone": learner.zone,
            "weekdays": EVERY_DAY,
            "track": self._desk.catalog.tracks[0].slug,
            "pace": 1,
            "language": learner.language,
            "position": 0,
        }


def next_time(row: DailyChannelRow, now: datetime, not_before: date) -> datetime:
    """When the channel's hour comes next, on one of its weekdays and not before that day."""
    weekdays = [int(digit) for digit in row.weekdays]
    return next_instant(row.zone, row.hour, weekdays, now, not_before)


def day_due(row: DailyChannelRow, now: datetime) -> date | None:
    """The day whose prompt is to be posted now; None when that day has passed unposted.

    A prompt can be late, but only within its own day.
    """
    today = day_in(row.zone, now)
    if row.next_at is None:
        return None
    if day_in(row.zone, row.next_at) == today:
        return today
    is_wanted = str(today.weekday()) in row.weekdays
    return today if is_wanted and instant_of(row.zone, today, row.hour) <= now else None


def nonce_of(channel: int, day: date) -> str:
    """The same for the same day's prompt of the same channel, whoever sends it."""
    nonce = f"daily-{channel}-{day:%y%m%d}"
    assert len(nonce) <= _LONGEST_NONCE
    return nonce


def _fulfil(row: DailyChannelRow, wish: Wish, language: Language) -> None:
    row.hour = row.hour if wish.hour is None else wish.hour
    row.zone = wish.zone or row.zone
    row.weekdays = wish.weekdays or row.weekdays
    row.pace = wish.pace or row.pace
    row.language = language
    if wish.track and wish.track != row.track:
        row.track, row.position = wish.track, 0


async def _count(
    session: AsyncSession, learner: Learner, post: DailyPostRow, correct: bool, now: datetime
) -> int:
    """Counts the first answer to the day's question; returns the points that it earns."""
    first = await daily.answer(session, learner.id, post.id, correct=correct, now=now)
    earned = (
        first
        and correct
        and await progress.award(
            session,
            learner.id,
            kind=progress.DAILY,
            subject=str(post.id),
            points=DAILY,
            now=now,
        )
    )
    return DAILY if earned else 0


def _piece_blocks(say: Voice, piece: Piece) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    buttons = []
    lesson = piece.lesson
    if piece.page is not None:
        page = lesson.pages[say.language][piece.page - 1]
        named = f"{lesson.number}. {lesson.titles[say.language]}"
        blocks.append(Text(markdown=say("daily-page", lesson=named, title=page.title)))
        prose = next((part for part in page.parts if isinstance(part, Prose)), None)
        if prose is not None:
            blocks.append(Text(markdown=prose.markdown))
        at, snippet = next(
            ((at, part) for at, part in enumerate(page.parts) if isinstance(part, Snippet)),
            (0, None),
        )
        if snippet is not None:
            blocks.append(Code(text=snippet.code, language="python"))
            run = f"snippet:{lesson.slug}:{piece.page}:{at}:{say.language}"
            buttons.append(button(say("button-run"), run))
        buttons.append(button(say("button-daily-read"), f"lesson:{lesson.slug}:{piece.page}"))
    if piece.exercise is not None:
        title = piece.exercise.titles[say.language]
        blocks.append(Text(markdown=say("daily-exercise", title=title)))
        buttons.append(exercise_button(say, piece.exercise, style="primary"))
    if not buttons:
        buttons.append(quiz_button(say, lesson))
    return [*blocks, Buttons(buttons=tuple(buttons))]


def _answer_words(say: Voice, question: Question) -> str:
    """The right answer as it is read out."""
    match question.kind:
        case "true-false":
            return say(f"button-{question.answer}")
        case "choose":
            options = question.options[say.language]
            return f"{question.answer}. {options['abcdefgh'.index(question.answer)]}"
        case "output":
            return inline(question.answer)


def _weekdays(say: Voice, digits: str) -> str:
    if digits == EVERY_DAY:
        return say("weekdays-all")
    return say("weekday-separator").join(say(f"weekday-{digit}") for digit in digits)


def _track(catalog: Catalog, channel: DailyChannelRow) -> Track | None:
    return next((each for each in catalog.tracks if each.slug == channel.track), None)


def _language(channel: DailyChannelRow) -> Language:
    return next((each for each in LANGUAGES if each == channel.language), LANGUAGES[0])
