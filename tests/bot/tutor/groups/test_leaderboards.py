"""Leaderboards: periods in the group's zone, hidden learners, exercises, pictures."""

from __future__ import annotations

import base64
import io
import random
import time
from datetime import UTC, datetime, timedelta

from PIL import Image

from bot.images import leaderboard as picture
from bot.images.canvas import initials
from bot.storage.groups import groups, leaderboards
from bot.storage.learning import progress
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Picture, Table
from bot.tutor.timezones import BEGINNING
from tests.support.statement_counter import counted_statements
from tests.support.study import Study, actions, blocks, person, text


def rows(reply: object) -> tuple[tuple[str, ...], ...]:
    return blocks(reply, Table)[0].rows  # type: ignore[arg-type]


async def test_a_board_of_the_week_counts_from_monday_and_one_of_the_month_from_its_first(
    study: Study,
) -> None:
    study.now = datetime(2026, 3, 31, 12, tzinfo=UTC)  # a Tuesday
    await study.passes("evens", "aki")
    study.now = datetime(2026, 4, 2, 12, tzinfo=UTC)
    await study.passes("evens", "ben")
    assert rows(await study.type("/leaderboard week")) == (("1", "Aki", "10"), ("1", "Ben", "10"))
    assert rows(await study.type("/leaderboard month")) == (("1", "Ben", "10"),)
    study.now = datetime(2026, 4, 6, 12, tzinfo=UTC)
    assert "this week yet" in text(await study.type("/leaderboard week"))
    assert len(rows(await study.type("/leaderboard"))) == 2


async def test_every_readers_board_is_what_counting_by_hand_gives(study: Study) -> None:
    draw = random.Random(3)
    names = [f"learner{number:02}" for number in range(24)]
    for name in names:
        await study.type("/start", who=name)
    points = {name: draw.randrange(6) for name in names}  # many ties; without any: on no board
    async with study.database.write_session() as session:
        for at, name in enumerate(names, start=1):
            for number in range(points[name]):
                subject = str(number)
                await progress.award(
                    session,
                    at,
                    kind="question",
                    subject=subject,
                    points=1,
                    now=study.now,
                    day=study.now.date(),
                )
    earning = [each for each in points.values() if each]

    def by_hand(name: str) -> tuple[int, str, int, bool]:
        own = points[name]
        rank = 1 + sum(each > own for each in earning)
        return rank, name.capitalize(), own, earning.count(own) > 1

    ranked = sorted(by_hand(name) for name in names if points[name])
    for most in (1, 5, 30):
        for at, name in enumerate(names, start=1):
            async with study.database.read_session() as session:
                board = await leaderboards.query_leaderboard(
                    session, 1, since=BEGINNING, reader=at, most=most
                )
            top = [(each.rank, each.name, each.points, each.shared) for each in board.top]
            assert top == ranked[:most]
            assert board.count == len(ranked)
            own = board.own and (board.own.rank, board.own.name, board.own.points, board.own.shared)
            assert own == (by_hand(name) if points[name] else None)


async def test_a_boards_buttons_lead_to_its_other_periods(study: Study) -> None:
    await study.passes("evens")
    reply = await study.type("/leaderboard")
    month = next(each for each in actions(reply) if each.endswith(":month"))
    assert "This month" in text(await study.press(month))
    assert "no longer works" in text(await study.press("board:1:century"))


async def test_periods_can_be_named_in_japanese(study: Study) -> None:
    await study.passes("evens")
    assert "今月" in text(await study.type("/leaderboard 今月", who="ken", locale="ja"))


async def test_whoever_hides_is_on_no_board_and_sees_their_own_alone(study: Study) -> None:
    await study.passes("evens", "aki")
    await study.passes("evens", "ben")
    await study.press("settings:hide", who="aki")
    assert rows(await study.type("/leaderboard", who="ben")) == (("1", "Ben", "10"),)
    reply = await study.type("/leaderboard", who="aki")
    assert "You are hidden" in text(reply)
    assert reply.private
    assert "Aki" not in text(await study.type("/leaderboard evens", who="ben"))
    await study.press("settings:show", who="aki")
    assert len(rows(await study.type("/leaderboard", who="ben"))) == 2


async def test_an_exercises_board_names_who_has_passed_it_in_the_order_of_names(
    study: Study,
) -> None:
    assert "Will you be the first?" in text(await study.type("/leaderboard evens"))
    for who in ("cai", "aki", "ben"):
        await study.passes("evens", who)
    shown = text(await study.type("/leaderboard evens"))
    assert "3 learners" in shown
    assert "Aki, Ben, Cai" in shown


async def test_an_exercises_board_is_found_by_its_title_too(study: Study) -> None:
    assert "“Title of evens”" in text(await study.type("/leaderboard Title of evens"))


async def test_a_places_own_group_has_the_name_that_the_place_has_now(study: Study) -> None:
    for name in ("", "Old name", "New name"):
        who = ChatUser("local", f"aki{name}", "Aki", "en", "home", place_name=name)
        await study.tutor.command(who, "start", "", "m")
    await study.passes("evens")
    assert "Leaderboard · New name" in text(await study.type("/leaderboard"))


async def test_a_board_that_nobody_knows_suggests_the_nearest_exercise(study: Study) -> None:
    said = text(await study.type("/leaderboard evenz"))
    assert "None of your study groups is called `evenz`" in said
    assert "Did you mean `evens`" in said


async def test_a_board_of_a_group_that_one_is_not_in_is_not_shown(study: Study) -> None:
    await study.passes("evens", "aki")
    elsewhere = person("zoe", place="elsewhere")
    await study.tutor.command(elsewhere, "start", "", "m")
    reply = await study.tutor.act(elsewhere, "board:1:all", "", "m")
    assert "Aki" not in text(reply)
    assert not blocks(reply, Table)


async def test_a_board_takes_as_many_queries_for_thirty_learners_as_for_one(study: Study) -> None:
    await study.passes("evens", "aki")
    with counted_statements(study.database) as for_one:
        await study.type("/leaderboard")
    for number in range(30):
        await study.passes("evens", f"learner{number}")
    with counted_statements(study.database) as for_many:
        await study.type("/leaderboard")
    assert len(for_one) == len(for_many)


async def test_the_picture_says_in_words_that_the_table_says_the_same(study: Study) -> None:
    await study.passes("evens")
    reply = await study.type("/leaderboard")
    (shown,) = blocks(reply, Picture)
    assert "the same as a table" in shown.alt
    drawn = Image.open(io.BytesIO(base64.b64decode(shown.png_base64)))
    assert drawn.format == "PNG"
    corner, inside = drawn.getpixel((0, 0)), drawn.getpixel((drawn.width // 2, 6))
    assert isinstance(corner, tuple)
    assert isinstance(inside, tuple)
    assert corner[3] == 0  # round corners show whatever the chat's own colour is
    assert inside[3] == 255  # and the card is paper on dark and light alike


def test_a_picture_of_eleven_is_drawn_in_under_300_milliseconds_of_processor_time() -> None:
    lines = [picture.Row(number, f"学習者 {number}", 100 - number) for number in range(1, 12)]
    picture.draw("ランキング", "全期間", lines)
    start = time.thread_time()
    picture.draw("ランキング", "全期間", lines)
    assert time.thread_time() - start < 0.3


def test_initials_are_two_letters_or_one_japanese_character() -> None:
    named = {"Aki Tanaka": "AT", "田中 健太": "田", "さくら": "さ", "ben": "B", "★": "?", "": "?"}
    assert {name: initials(name) for name in named} == named


def test_every_rank_shown_changes_the_picture_and_emoji_do_not_break_it() -> None:
    one = picture.draw("t", "s", [picture.Row(1, "Zoë ✨🎉", 3)])
    plain = picture.draw("t", "s", [picture.Row(1, "Zoë", 3)])
    assert Image.open(io.BytesIO(one)).size == Image.open(io.BytesIO(plain)).size
    far = [picture.Row(rank, "x", 50 - rank) for rank in range(1, 11)]
    near = Image.open(io.BytesIO(picture.draw("t", "s", [*far, picture.Row(11, "o", 1, own=True)])))
    gap = Image.open(io.BytesIO(picture.draw("t", "s", [*far, picture.Row(40, "o", 1, own=True)])))
    assert gap.height > near.height


async def test_the_months_board_begins_in_the_groups_zone(study: Study) -> None:
    await study.type("/start")
    async with study.database.write_session() as session:
        await groups.update_group(session, 1, zone="Asia/Tokyo")
    study.now = datetime(2026, 3, 31, 16, tzinfo=UTC)  # 1 April in Tokyo
    await study.passes("evens")
    study.now += timedelta(days=1)
    assert rows(await study.type("/leaderboard month")) == (("1", "Aki", "10"),)
