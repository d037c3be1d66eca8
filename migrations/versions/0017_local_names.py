"""Rename accounts of the local chat by the whole name.

Before this revision "C", "C++" and "C#" had the account "c", and names without letters or digits
had that of the unnamed learner, "learner". Each account is given to the name that it has, which is
the one that was last typed for it; other names of the same account become new learners.

The downgrade restores the old account, unless another account has it already.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UNNAMED = "learner"
SHOWN_FOR_UNNAMED = "Learner"  # the English name; the Japanese one never had this account
JOINERS = "\u200c\u200d"

accounts = sa.table("accounts", *map(sa.column, ("platform", "account", "name")))
learners = sa.table("learners", *map(sa.column, ("platform", "account")))
messages = sa.table("local_messages", sa.column("account"))


def upgrade() -> None:
    for account, name in _named():
        if old_key(name) == account:  # otherwise it is the unnamed learner's
            _rename(account, _new_key_of(account, name))


def downgrade() -> None:
    for account, name in _named():
        if account != UNNAMED and new_key(_presentable(name)) == account:
            _rename(account, old_key(name))


def old_key(name: str) -> str:
    """Return the account that a name had before this migration."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-") or UNNAMED


def new_key(name: str) -> str:
    """Return the account that a name has since this migration."""
    one_width = "".join(map(_to_normal_width, " ".join(name.split())))
    key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", one_width).lower())
    if key == UNNAMED:
        return "LEARNER"
    if len(key) > 64:
        return f"SHA256:{hashlib.sha256(key.encode()).hexdigest()[:48].upper()}"
    return key


def _new_key_of(account: str, name: str) -> str:
    shown = _presentable(name)
    if account == UNNAMED and (name == SHOWN_FOR_UNNAMED or not _is_visible(shown)):
        return UNNAMED
    return new_key(shown) if _is_visible(shown) else account


def _presentable(name: str) -> str:
    """Return the name without characters that are no longer allowed, as it would be typed now."""
    return "".join(
        each
        for each in name
        if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        or each in JOINERS
        or each.isspace()
        or 0xE0020 <= ord(each) < 0xE0080
    )


def _is_visible(name: str) -> bool:
    return any(
        unicodedata.category(each)[0] in "LNPS" and each not in "\u115f\u1160\u3164\uffa0\u2800"
        for each in name
    )


def _to_normal_width(character: str) -> str:
    kind, _, codes = unicodedata.decomposition(character).partition(" ")
    if kind not in {"<wide>", "<narrow>"}:
        return character
    return "".join(chr(int(code, 16)) for code in codes.split())


def _named() -> Sequence[tuple[str, str]]:
    """Return the local chat's accounts with their names, in a fixed order."""
    found = op.get_bind().execute(
        sa.select(accounts.c.account, accounts.c.name)
        .where(accounts.c.platform == "local")
        .order_by(accounts.c.account)
    )
    return [(account, name) for account, name in found]


def _rename(account: str, key: str) -> None:
    """Rename an account and its messages, unless the new key is taken."""
    bind = op.get_bind()
    if key == account or _is_taken(key, bind.scalar):
        return
    for table in (accounts, learners):
        is_account = (table.c.platform == "local", table.c.account == account)
        bind.execute(sa.update(table).where(*is_account).values(account=key))
    bind.execute(sa.update(messages).where(messages.c.account == account).values(account=key))


def _is_taken(key: str, scalar: Callable[[sa.Select[int]], int | None]) -> bool:
    return any(
        scalar(sa.select(sa.func.count()).select_from(table).where(*where))
        for table, where in (
            (accounts, (accounts.c.platform == "local", accounts.c.account == key)),
            (learners, (learners.c.platform == "local", learners.c.account == key)),
            (messages, (messages.c.account == key,)),
        )
    )
