"""The progress of other learners: members of one's groups who are not hidden."""

from __future__ import annotations

import pytest

from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Table
from tests.support.study import Study, actions, blocks, person, text
from tests.support.study_groups import founded, manager


async def test_a_study_group_mates_checklist_can_be_seen_and_not_ticked(study: Study) -> None:
    await study.type("/start", who="ben")
    await study.passes("evens", who="ben")
    shown = await study.type("/progress Ben")
    assert "The progress of Ben" in text(shown)
    (table,) = blocks(shown, Table)
    assert table == blocks(await study.type("/progress", who="ben"), Table)[0]
    assert not any(each.startswith("tick:") for each in actions(shown))
    assert shown.private


async def test_hidden_learners_and_strangers_are_not_told_apart_from_nobody(study: Study) -> None:
    await study.type("/settings hide", who="ben")
    await study.tutor.command(person("cho", place="elsewhere"), "start", "", "m")
    answers = [text(await study.type(f"/progress {name}")) for name in ("Ben", "Cho", "Nil")]
    for name, said in zip(("Ben", "Cho", "Nil"), answers, strict=True):
        assert said == answers[-1].replace("Nil", name)
        assert "I found nobody called" in said
    assert "your checklist" in text(await study.type("/progress Ben", who="ben"))


async def test_a_manager_sees_members_of_the_places_groups(study: Study) -> None:
    _, code = await founded(study)
    away = person("dan", place="elsewhere")
    await study.tutor.act(away, f"join-now:{code}", "", "m")
    assert "nobody called" in text(await study.type("/progress Dan", who="ben"))
    seen = await study.tutor.command(manager(), "progress", "Dan", "m2")
    assert "The progress of Dan" in text(seen)


async def test_members_names_are_completed_and_one_of_several_is_found_by_account(
    study: Study,
) -> None:
    await study.type("/start")
    for account in ("ben1", "ben2"):
        await study.tutor.command(ChatUser("local", account, "Ben", "en", "home"), "start", "", "m")
    await study.type("/settings hide", who="bo")
    assert await study.tutor.completion.argument(person(), "progress", "b") == ("Ben",)
    assert "More than one person" in text(await study.type("/progress ben"))
    assert "The progress of Ben" in text(await study.type("/progress @ben2"))


@pytest.mark.parametrize("account", ["123456789012345678", "T0STUDY:U00000009"])
async def test_somebody_who_is_chosen_and_unknown_is_not_called_by_their_number(
    account: str, study: Study
) -> None:
    said = text(await study.type(f"/progress @{account}"))
    assert account not in said
    assert "this person" in said
