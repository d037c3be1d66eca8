"""`python -m bot disputes`: the verdicts that learners dispute, for those who run the tutor."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.cli.current_database import current_database
from bot.cli.parser import parse_dispute_id
from bot.cli.printable import printable
from bot.settings import Settings
from bot.storage.grading import disputes
from bot.storage.grading.disputes import Decision, Dispute
from common.cli_runner import CommandError
from common.private_files import create_private_file
from grader.protocol import StoredSubmission, Verdict

MOST_LISTED = 1000
"""Disputes that are listed, the latest ones."""


def run(settings: Settings, options: argparse.Namespace) -> None:
    """List, export or decide disputes, as the options say. Raise CommandError."""
    if options.export is not None:
        number, file = options.export
        asyncio.run(_export(settings, _parse_id(number), file))
    elif options.right is not None:
        asyncio.run(_decide(settings, options.right, "right", options.why))
    elif options.wrong is not None:
        if not (options.why or "").strip():
            raise CommandError("say why it is not right, with --why: the learner is told")
        asyncio.run(_decide(settings, options.wrong, "wrong", options.why))
    else:
        found = asyncio.run(_list(settings, to_do=not options.all))
        if options.json:
            print(json.dumps([_to_dict(each) for each in found], ensure_ascii=False))
        else:
            print(_to_text(found, to_do=not options.all))


async def _list(settings: Settings, *, to_do: bool) -> Sequence[Dispute]:
    async with current_database(settings) as database, database.read_session() as session:
        return await disputes.list_latest(session, most=MOST_LISTED, to_do=to_do)


async def _export(settings: Settings, dispute_id: int, file: str) -> None:
    """Write what `python -m grader replay` reads; "-" is standard output."""
    async with current_database(settings) as database, database.read_session() as session:
        dispute = await disputes.find(session, dispute_id)
    if dispute is None:
        raise CommandError(_no_such(dispute_id))
    stored = stored_submission(dispute)
    if stored is None:
        raise CommandError(
            f"the code of dispute {dispute_id} was deleted, or was graded by an older version:"
            " there is nothing to replay"
        )
    content = stored.model_dump_json(indent=2) + "\n"
    if file == "-":
        print(content, end="")
        return
    try:
        create_private_file(Path(file), content.encode())
    except FileExistsError:
        raise CommandError(f"{file} is there already; name a new file") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise CommandError(f"cannot write {file}: {why}; name a file elsewhere") from problem
    print(f"{file}: replay it with `python -m grader replay {file}`")


async def _decide(
    settings: Settings, dispute_id: int, decision: Decision, reason: str | None
) -> None:
    async with current_database(settings) as database, database.write_session() as session:
        is_decided = await disputes.decide(
            session, dispute_id, decision, "operator", reason=reason, now=datetime.now(UTC)
        )
        dispute = None if is_decided else await disputes.find(session, dispute_id)
    if is_decided:
        print(f"Decided: {decision}. The bot tells the learner.")
    elif dispute is None:
        raise CommandError(_no_such(dispute_id))
    else:
        raise CommandError(f"dispute {dispute_id} was decided already: {dispute.row.decision}")


def _no_such(dispute_id: int) -> str:
    return f"there is no dispute {dispute_id}; `python -m bot disputes --all` lists them"


def _parse_id(text: str) -> int:
    try:
        return parse_dispute_id(text)
    except argparse.ArgumentTypeError as problem:
        raise CommandError(str(problem)) from problem


def stored_submission(dispute: Dispute) -> StoredSubmission | None:
    """Return the submission as it can be graded again; None if its code or its exam is gone."""
    row = dispute.submission
    if not row.code or row.verdict is None:
        return None
    verdict = Verdict.model_validate(row.verdict)
    if verdict.exam is None:
        return None
    return StoredSubmission(
        exercise=row.exercise,
        code=row.code,
        earlier=row.earlier,
        verdict=verdict,
        **verdict.exam.model_dump(),
    )


def _to_dict(dispute: Dispute) -> dict[str, Any]:
    row, submission = dispute.row, dispute.submission
    exam = (submission.verdict or {}).get("exam") or {}
    problem = (submission.verdict or {}).get("problem") or {}
    return {
        "id": row.id,
        "exercise": submission.exercise,
        "learner": dispute.learner.id,
        "disputed_at": row.created_at.isoformat(timespec="seconds"),
        "submission": submission.id,
        "status": submission.status,
        "problem": problem.get("kind"),
        "mistake": problem.get("mistake"),
        "seed": exam.get("seed"),
        "version": exam.get("version"),
        "decision": row.decision,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.isoformat(timespec="seconds") if row.decided_at else None,
        "reason": row.reason,
    }


def _to_text(found: Sequence[Dispute], *, to_do: bool) -> str:
    if not found:
        return (
            "There is nothing to decide or to mend." if to_do else "No verdict was ever disputed."
        )
    lines = []
    for each in map(_to_dict, found):
        what = each["mistake"] or each["problem"] or each["status"]
        state = each["decision"] or "open"
        if each["decided_by"]:
            state += f", said the {each['decided_by']}"
        when = each["disputed_at"][:16].replace("T", " ")
        lines.append(f"{each['id']:5}  {when}  {each['exercise']:28}  {what:24}  {state}")
        if each["reason"]:
            lines.append(" " * 7 + printable(" ".join(str(each["reason"]).split())))
    return "\n".join(lines)
