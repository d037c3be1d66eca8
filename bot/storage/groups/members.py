"""Who of a study group's members is on its boards, and whom its teachers see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from bot.storage.models import AccountRow, FormerMemberRow, LearnerRow, MembershipRow

MEMBERS = select(MembershipRow.learner_id).where(MembershipRow.group_id == bindparam("group_id"))
"""The ids of a group's learners."""

_hidden_learner = aliased(LearnerRow)
_is_hidden = exists().where(_hidden_learner.id == MembershipRow.learner_id, _hidden_learner.hidden)
"""Whether a member is hidden. The partial index ix_learners_hidden has the few that are."""

VISIBLE_MEMBERS = MEMBERS.where(~_is_hidden)
"""The ids of a group's learners who are not hidden, teachers included."""


def is_called(name: str) -> ColumnElement[bool]:
    """Return whether a learner has that name, in any case, or that account."""
    same_name = func.lower(LearnerRow.name) == name.lower()
    has_account = exists().where(AccountRow.learner_id == LearnerRow.id, AccountRow.account == name)
    return or_(LearnerRow.name == name, same_name, has_account)


def is_pupil() -> ColumnElement[bool]:
    """Return whether a member is counted among those who learn: no teacher, unless they want it."""
    return or_(~MembershipRow.teacher, MembershipRow.on_board)


BOARD_MEMBERS = VISIBLE_MEMBERS.where(is_pupil())
"""The ids of those who are on the group's boards."""

_is_unseen = exists().where(
    _hidden_learner.id == MembershipRow.learner_id,
    _hidden_learner.hidden,
    MembershipRow.agreed_at.is_(None),
)
# One condition inside of NOT EXISTS: with OR outside of it, Postgres would look up each member.
PUPILS = MEMBERS.where(is_pupil(), ~_is_unseen)
"""The ids of those whom the group's teachers see: also hidden ones, if they have agreed to that."""

UNSEEN_PUPILS = MEMBERS.where(is_pupil(), _is_unseen)
"""The ids of the hidden ones who have not agreed that teachers see them."""

_hidden_former = aliased(LearnerRow)
_rejoined = aliased(MembershipRow)

FORMER_PUPILS = (
    select(FormerMemberRow.learner_id)
    .where(FormerMemberRow.group_id == bindparam("group_id"))
    .where(
        or_(
            FormerMemberRow.agreed_at.is_not(None),
            ~exists().where(_hidden_former.id == FormerMemberRow.learner_id, _hidden_former.hidden),
        ),
        ~exists().where(
            _rejoined.group_id == FormerMemberRow.group_id,
            _rejoined.learner_id == FormerMemberRow.learner_id,
        ),
    )
)
"""The ids of those who have left the group and whom its teachers saw."""
