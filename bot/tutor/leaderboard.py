"""The study group's leaderboard, computed from the ledger of points."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Voice
from bot.storage import learners, progress
from bot.storage.progress import Standing
from bot.tutor.buttons import command_button
from bot.tutor.desk import Desk
from bot.tutor.people import Learner, Person
from bot.tutor.replies import Buttons, Reply, Table, Text

SHOWN = 10


class Leaderboard:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, learner: Learner, person: Person) -> Reply:
        """The best of the place's study group, and the reader's own position in any case."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.reading() as session:
            group = await learners.default_group(session, learner.id, person.platform, person.place)
            standings = await progress.standings(session, group) if group is not None else ()
        progress_button = Buttons(buttons=(command_button(say, "progress"),))
        if not standings:
            text = Text(markdown=say("leaderboard-empty"))
            first = Buttons(buttons=(command_button(say, "exercise", "primary"),))
            return Reply(blocks=(text, first), private=False)
        return Reply(
            blocks=(
                Text(markdown=say("leaderboard-title")),
                _table(say, standings, learner.id),
                Text(markdown=_own(say, standings, learner.id)),
                progress_button,
            ),
            private=False,
        )


def _table(say: Voice, standings: Sequence[Standing], learner_id: int) -> Table:
    shown = list(standings[:SHOWN])
    own = next((each for each in standings if each.learner_id == learner_id), None)
    if own is not None and own not in shown:
        shown.append(own)
    return Table(
        head=(say("table-rank"), say("table-name"), say("table-points")),
        rows=tuple((str(each.rank), each.name, str(each.points)) for each in shown),
        highlighted=shown.index(own) if own else None,
    )


def _own(say: Voice, standings: Sequence[Standing], learner_id: int) -> str:
    own = next((each for each in standings if each.learner_id == learner_id), None)
    if own is None:
        return say("leaderboard-not-yet", count=len(standings))
    tied = sum(each.rank == own.rank for each in standings) > 1
    key = "leaderboard-own-tied" if tied else "leaderboard-own"
    return say(key, rank=own.rank, count=len(standings), points=own.points)
