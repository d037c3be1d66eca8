"""The tutor's service: commands, text without code, languages, old buttons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.models import RunRow
from bot.tutor.replies.model import Code, Picture, Reply, Table, escaped, inline
from bot.tutor.text.commands import NAMES, OFFERED
from grader.protocol import ExceptionInfo, Status
from tests.support.study import Study, actions, blocks, buttons, person, text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_every_command_answers_in_both_languages(
    study: Study, name: str, locale: str
) -> None:
    reply = await study.type(f"/{name}", locale=locale)
    assert reply.blocks
    assert reply.pending is (name == "bench"), "only a measurement takes its time"


async def test_start_greets_by_name_and_offers_the_first_lesson(study: Study) -> None:
    reply = await study.type("/start")
    assert "Hello, Aki!" in text(reply)
    assert [row[0] for row in blocks(reply, Table)[0].rows] == ["1. Tensors", "2. Operations"]
    assert actions(reply) == ["lesson:tensors"]


async def test_the_language_is_one_of_the_settings(study: Study) -> None:
    assert "日本語で" in text(await study.type("/settings language ja"))
    assert "できること" in text(await study.type("/help"))
    assert "English" in text(await study.type("/設定 言語 en"))


async def test_help_lists_every_command(study: Study) -> None:
    (table,) = blocks(await study.type("/help"), Table)
    assert [row[0] for row in table.rows] == [f"/{each.name}" for each in OFFERED]


async def test_an_unknown_command_suggests_the_nearest(study: Study) -> None:
    reply = await study.type("/lessn")
    assert "`lessn`" in text(reply)
    assert "**/lesson**" in text(reply)
    assert actions(reply)[0] == "command:lesson"


async def test_a_command_like_none_is_sent_to_help(study: Study) -> None:
    assert actions(await study.type("/xyzzy")) == ["command:help"]


async def test_the_checklist_is_what_progress_shows_of_oneself(study: Study) -> None:
    assert text(await study.type("/checklist")) == text(await study.type("/progress"))


async def test_a_command_may_come_as_a_message_with_or_without_its_slash(study: Study) -> None:
    wanted = text(await study.type("/lesson operations"))
    assert text(await study.say("/lesson operations")) == wanted
    assert text(await study.say("lesson operations")) == wanted


async def test_code_may_follow_a_command_on_the_next_line(study: Study) -> None:
    await study.say("/run\n```python\nprint(1)\n```")
    assert [job.code for job in study.queue.sent] == ["print(1)"]


async def test_words_that_are_no_code_get_a_hand_to_hold(study: Study) -> None:
    for words in ("what is a tensor?", "テンソルって何？"):
        reply = await study.say(words)
        assert actions(reply) == ["command:lesson", "command:help"]
    for words in ("see my cat", "猫です"):
        reply = await study.say(words)
        assert actions(reply) == ["go-on", "command:lesson", "command:exercise", "command:help"]


async def test_kana_are_answered_in_japanese_where_no_locale_was_ever_told(study: Study) -> None:
    async def answer(said: str, who: str, locale: str | None = None) -> str:
        return text(await study.tutor.message(person(who, locale), said, study.next_place()))

    assert "Akiさん、こんにちは" in await answer("こんにちは", "aki")
    assert "レッスン" in await answer("hello", "aki"), "it is remembered"
    assert "Hello, Ben!" in await answer("hello", "ben")
    assert "見つかりませんでした" in await answer("平均とは？", "ben"), "who had told nothing yet"
    await study.type("/help", who="chie", locale="en-GB")
    assert "Hello, Chie!" in await answer("こんにちは", "chie"), "a locale that was told counts"
    assert "I did not understand" in await answer("你好", "dai"), "other letters tell nothing"


async def test_the_language_is_chosen_else_the_locales_else_the_default(study: Study) -> None:
    assert await study.tutor.language(person("a", locale="ja-JP")) == "ja"
    assert await study.tutor.language(person("b", locale="fr")) == "en"
    assert await study.tutor.language(person("c", locale=None)) == "en"
    await study.type("/language ja", who="d", locale="en")
    assert await study.tutor.language(person("d", locale="en")) == "ja"


@pytest.mark.parametrize("name", ["ja", "日本語", "JA"])
async def test_a_language_is_chosen_by_its_code_or_its_own_name(study: Study, name: str) -> None:
    assert "日本語" in text(await study.type(f"/language {name}"))
    assert "ページ" in text(await study.type("/lesson tensors"))


async def test_an_unknown_language_is_answered_with_a_choice(study: Study) -> None:
    reply = await study.type("/language fr")
    assert [(each.label, each.action) for each in buttons(reply)] == [
        ("日本語", "language:ja"),
        ("English", "language:en"),
    ]
    assert "日本語" in text(await study.press("language:ja"))


async def test_a_verdict_speaks_the_language_that_was_chosen_meanwhile(study: Study) -> None:
    await study.say("def evens(x): return x")
    await study.type("/language ja")
    assert "合格です" in text(await study.grade())


@pytest.mark.parametrize(
    "action",
    [
        *("", "nothing", "nothing:at:all", "tick:basics", "snippet:a", "run:nobody"),
        *("hint:tensors/evens", "hint:tensors/evens:x", "hint:tensors/evens:9", "hint:gone:1"),
        *("lesson:gone", "lesson:tensors:x", "exercise:gone", "reference:gone"),
        *("quiz:gone", "answer:gone:a"),
    ],
)
async def test_a_button_from_long_ago_is_answered_kindly(study: Study, action: str) -> None:
    reply = await study.press(action)
    assert text(reply)
    assert not reply.pending


async def test_every_action_of_a_button_is_answered(study: Study) -> None:
    """Press all buttons that can be reached from the start."""
    to_press, pressed = ["command:start", "command:help", "quiz:tensors:tensors/2"], set()
    while to_press:
        action = to_press.pop()
        pressed.add(action)
        reply = await study.press(action)
        assert reply.blocks
        assert "no longer works" not in text(reply), action
        to_press += [each for each in actions(reply) if each not in pressed | set(to_press)]
    assert len(pressed) > 20


async def test_arguments_are_completed_by_slug_number_and_title_in_both_languages(
    study: Study,
) -> None:
    async def complete(command: str, prefix: str) -> tuple[str, ...]:
        return await study.tutor.completion.argument(person(), command, prefix)

    assert await complete("lesson", "") == ("tensors", "operations")
    assert await complete("lesson", "ope") == ("operations",)
    assert await complete("lesson", "s") == ("tensors", "operations")
    assert await complete("lesson", "テン") == ("tensors",)
    assert await complete("quiz", "2") == ("operations",)
    assert await complete("exercise", "float") == ("tensors/to-float",)
    assert await complete("language", "j") == ("ja",)
    assert await complete("progress", "x") == ()


async def test_a_learners_new_name_is_the_one_shown(study: Study) -> None:
    await study.passes("evens")
    renamed = person()
    renamed = type(renamed)(renamed.platform, renamed.account, "Akiko", "en", renamed.place)
    (table,) = blocks(await study.tutor.command(renamed, "leaderboard", "", "m"), Table)
    assert table.rows == (("1", "Akiko", "10"),)


async def test_what_a_learner_wrote_does_not_become_markdown(study: Study) -> None:
    reply = await study.type("/[click](http://evil.example)`x")
    assert "`[click](http://evil.example)'x`" in text(reply)
    assert escaped("*Aki* [x](y)\n# z") == r"\*Aki\* \[x\]\(y\) \# z"
    assert inline("a" * 100) == f"`{'a' * 59}…`"


async def run(study: Study, **facts: object) -> Reply:
    await study.type("/run x")
    return await study.ran(**facts)


async def test_a_run_shows_output_value_and_figures(study: Study) -> None:
    reply = await run(study, stdout="one\n", value="tensor(2)", figures=("AAAA",))
    shown = {code.caption: code.text for code in blocks(reply, Code)}
    assert shown == {"Your code printed": "one", "Value of the last line": "tensor(2)"}
    assert [picture.png_base64 for picture in blocks(reply, Picture)] == ["AAAA"]


async def test_a_runs_pictures_stand_beside_its_row_and_expire_with_a_word(study: Study) -> None:
    await study.type("/run x", to="m1")
    await study.ran(figures=("AAAA", "BBBB"))
    async with study.database.read_session() as session:
        run = await session.scalar(select(RunRow))
    assert run is not None
    assert [len(each) for each in run.result["figures"]] == [64, 64]
    again = await study.type("/run x", to="m1")
    assert [picture.png_base64 for picture in blocks(again, Picture)] == ["AAAA", "BBBB"]
    study.now += timedelta(days=15)
    await study.tutor.scheduler.purge_old_code()
    later = await study.type("/run x", to="m1")
    assert blocks(later, Picture) == []
    assert "2 pictures of this run are not kept any more" in text(later)


async def test_a_run_says_how_many_of_its_pictures_were_left_out(study: Study) -> None:
    reply = await run(study, figures=("AAAA",), figures_left_out=3)
    assert len(blocks(reply, Picture)) == 1
    assert "3 more pictures were too large, or one too many" in text(reply)


async def test_a_run_without_any_output_says_so(study: Study) -> None:
    assert "printed nothing" in text(await run(study))


async def test_warnings_are_shown_where_the_run_went_well(study: Study) -> None:
    assert "Warnings\nbeware" in text(await run(study, stderr="beware\n"))


async def test_a_run_that_raised_shows_what_was_printed_before(study: Study) -> None:
    raised = ExceptionInfo(type="OddError", message="odd", line=2, source="odd()")
    reply = await run(study, status=Status.ERROR, stdout="before\n", raised=raised)
    shown = [(code.caption, code.text) for code in blocks(reply, Code)]
    assert shown == [
        ("Your code printed", "before"),
        ("Line 2 of your code", "odd()"),
        ("Python says", "OddError: odd"),
    ]


async def test_very_long_output_is_cut_and_says_how_much_is_missing(study: Study) -> None:
    (code,) = blocks(await run(study, stdout="x" * 5000), Code)
    assert len(code.text) < 3100
    assert "2,000 more characters" in code.text


@pytest.mark.parametrize(
    ("source", "column", "shown"),
    [
        ("    x = (1", 9, "x = (1\n    ^"),
        ("値 = (1", 5, "値 = (1\n\u3000   ^"),
        ("x = 1", 99, "x = 1"),
    ],
)
async def test_a_syntax_error_is_marked_with_a_caret(
    study: Study, source: str, column: int, shown: str
) -> None:
    raised = ExceptionInfo(type="SyntaxError", message="bad", line=1, column=column, source=source)
    reply = await run(study, status=Status.INVALID, raised=raised)
    assert blocks(reply, Code)[0].text == shown


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.PASSED])
@pytest.mark.parametrize("reason", [None, "something-new"])
async def test_every_way_to_end_has_a_sentence(
    study: Study, status: Status, reason: str | None
) -> None:
    words = text(await run(study, status=status, reason=reason))
    assert words == study.words.translate("en", f"ended-{status}")


async def test_a_known_reason_has_a_sentence_of_its_own(study: Study) -> None:
    reply = await run(study, status=Status.REFUSED, reason="network")
    assert "no network here" in text(reply)
