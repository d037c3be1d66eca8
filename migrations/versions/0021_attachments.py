"""Move images and files out of the replies that show them, stored once by their content."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PNG, ANY = "image/png", "application/octet-stream"
LOCAL = "local"
CONTENT_FIELDS = {"picture": ("png_base64", PNG), "file": ("base64", ANY)}
"""By the type of a reply's block: the field with its content, and the media type."""


def _tables() -> sa.MetaData:
    metadata = sa.MetaData()
    moment = sa.DateTime(timezone=True)
    sa.Table(
        "attachments",
        metadata,
        sa.Column("learner_id", sa.Integer),
        sa.Column("digest", sa.String(64)),
        sa.Column("media_type", sa.String(100)),
        sa.Column("size", sa.Integer),
        sa.Column("kept_at", moment),
        sa.Column("content", sa.LargeBinary),
    )
    sa.Table(
        "runs",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("learner_id", sa.Integer),
        sa.Column("received_at", moment),
        sa.Column("result", sa.JSON(none_as_null=True)),
    )
    sa.Table(
        "local_messages",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("account", sa.String(100)),
        sa.Column("content", sa.Text),
        sa.Column("created_at", moment),
    )
    sa.Table(
        "accounts",
        metadata,
        sa.Column("platform", sa.String(20)),
        sa.Column("account", sa.String(100)),
        sa.Column("learner_id", sa.Integer),
    )
    return metadata


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_attachments_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "digest", name="pk_attachments"),
    )
    op.create_index("ix_attachments_digest", "attachments", ["digest"])
    op.create_index("ix_attachments_kept_at_size", "attachments", ["kept_at", "size"])
    _move_results(_ContentMover.out)
    _move_messages(_ContentMover.out)


def downgrade() -> None:
    _move_results(_ContentMover.back)
    _move_messages(_ContentMover.back)
    op.drop_table("attachments")


class _ContentMover:
    """Moves a learner's contents out of JSON into the table, or back."""

    def __init__(self, learner_id: int | None, at: datetime) -> None:
        self._learner_id = learner_id
        self._at = at
        self._table = _tables().tables["attachments"]

    def out(self, content_base64: str, media_type: str) -> str:
        """Store the content, and return its digest."""
        try:
            content = base64.b64decode(content_base64)
        except (binascii.Error, ValueError):
            content = b""
        digest = hashlib.sha256(content).hexdigest()
        if content and self._learner_id is not None and self._find(digest) is None:
            op.get_bind().execute(
                self._table.insert().values(
                    learner_id=self._learner_id,
                    digest=digest,
                    media_type=media_type,
                    size=len(content),
                    kept_at=self._at,
                    content=content,
                )
            )
        return digest

    def back(self, digest: str, media_type: str) -> str:
        """Return the content in base64, empty if it has expired."""
        content = self._find(digest)
        return "" if content is None else base64.b64encode(content).decode()

    def _find(self, digest: str) -> bytes | None:
        of_learner = self._table.c.learner_id == self._learner_id
        return op.get_bind().scalar(
            sa.select(self._table.c.content).where(of_learner, self._table.c.digest == digest)
        )


Move = Callable[[_ContentMover, str, str], str]


def _move_results(move: Move) -> None:
    runs = _tables().tables["runs"]
    ids = op.get_bind().execute(sa.select(runs.c.id).where(runs.c.result.is_not(None))).scalars()
    for id in ids.all():
        row = op.get_bind().execute(sa.select(runs).where(runs.c.id == id)).one()
        figures = (row.result or {}).get("figures")
        if not figures:
            continue
        mover = _ContentMover(row.learner_id, _aware(row.received_at))
        moved = [each for each in (move(mover, figure, PNG) for figure in figures) if each]
        changed = {**row.result, "figures": moved}
        changed.pop("figures_left_out", None)
        op.get_bind().execute(runs.update().where(runs.c.id == id).values(result=changed))


def _move_messages(move: Move) -> None:
    messages = _tables().tables["local_messages"]
    has_content = sa.or_(
        *(messages.c.content.like(f'%"{field}"%') for field, _ in CONTENT_FIELDS.values())
    )
    numbers = op.get_bind().execute(sa.select(messages.c.number).where(has_content)).scalars()
    for number in numbers.all():
        row = op.get_bind().execute(sa.select(messages).where(messages.c.number == number)).one()
        mover = _ContentMover(_learner_of(row.account), _aware(row.created_at))
        body = json.loads(row.content)
        for block in _shown_blocks(body):
            field, media_type = CONTENT_FIELDS[block["type"]]
            if move is _ContentMover.out:
                size = _size(block[field]) if media_type == PNG else {}
                block |= {"digest": move(mover, block[field], media_type), field: "", **size}
            else:
                block[field] = move(mover, block.pop("digest", ""), media_type)
                for added in ("width", "height"):
                    block.pop(added, None)
        op.get_bind().execute(
            messages.update()
            .where(messages.c.number == number)
            .values(content=json.dumps(body, ensure_ascii=False))
        )


def _shown_blocks(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a reply that show a content; learners' own messages have none."""
    blocks = body.get("blocks") if isinstance(body, dict) else None
    for block in blocks or ():
        if block.get("type") in CONTENT_FIELDS and CONTENT_FIELDS[block["type"]][0] in block:
            yield block


def _size(png_base64: str) -> dict[str, int]:
    """Return a PNG's width and height, the first fields of its first chunk."""
    try:
        head = base64.b64decode(png_base64[:32])
    except (binascii.Error, ValueError):
        return {}
    return {"width": int.from_bytes(head[16:20]), "height": int.from_bytes(head[20:24])}


def _learner_of(account: str) -> int | None:
    accounts = _tables().tables["accounts"]
    found: int | None = op.get_bind().scalar(
        sa.select(accounts.c.learner_id).where(
            accounts.c.platform == LOCAL, accounts.c.account == account
        )
    )
    return found


def _aware(moment: datetime) -> datetime:
    """Return a time with its zone: SQLite stores none, and the times are in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
