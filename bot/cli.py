"""What operators type: python -m bot [run | migrate | status | ready | backup | grader-role]."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.operate.version import version

if TYPE_CHECKING:
    from bot.settings import Settings

FINE, NOT_DONE, NOT_UNDERSTOOD = 0, 1, 2

SECRETS = (
    "DISCORD_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",  # not one, but Bolt reads it behind our back
    "SLACK_CLIENT_SECRET",
    "TENSEI_SECRET_KEY",
)


class CannotDo(Exception):
    """Why a command was not done, in one sentence that says what to do next."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or the bot where none is named. Returns the exit status: 0 done, 1 not
    done (or, for status and ready, something is missing), 2 the command was not understood."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except CannotDo as problem:
        print(problem, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        return FINE if options.command is _run else 130
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Tensei's bot. Without a command it runs: it starts the tutor with its local"
        " chat and a grader, and prints the chat's URL.",
        epilog="Settings are read from the environment and from .env; README.md lists them."
        " docs/operating.md says when each command is needed.",
    )
    parser.add_argument("--version", action="version", version=f"Tensei {version()}")
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    run = commands.add_parser("run", help="start the bot (the same as no command)")
    run.set_defaults(command=_run)

    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrate.set_defaults(command=_migrate)

    status = commands.add_parser(
        "status", help="show bot, database, queue and graders; exit 1 where something is missing"
    )
    status.add_argument("--json", action="store_true", help="print it as JSON")
    status.set_defaults(command=_status)

    ready = commands.add_parser(
        "ready", help="exit 0 if the bot on this machine is ready, else say what is missing"
    )
    ready.set_defaults(command=_ready)

    backup = commands.add_parser(
        "backup", help="copy the SQLite database into a file, while the bot goes on"
    )
    backup.add_argument("file", metavar="FILE", type=Path, help="the copy to be made")
    backup.add_argument("--force", action="store_true", help="put it in the place of another file")
    backup.set_defaults(command=_backup)

    role = commands.add_parser(
        "grader-role",
        help="make a database role for a grader (Postgres), or give it a new password",
        description="Makes a role that may use the queue and announce itself, and sees nothing of"
        " the learners, and prints the TENSEI_DATABASE_URL for that grader. For a role that is"
        " there already, the password is new and the old one no longer works.",
    )
    role.add_argument("name", metavar="NAME", help="the role's name, such as grader_at_home")
    role.add_argument("--json", action="store_true", help="print it as JSON")
    role.set_defaults(command=_grader_role)

    return parser


def _run(_: argparse.Namespace) -> int:
    from bot.app import PROBLEMS, run
    from grader.operating.logs import set_up_logs
    from lessons.catalog import load

    try:
        settings = _settings()
        for name in SECRETS:
            os.environ.pop(name, None)  # no grader has any use for it
        set_up_logs("bot", settings.log_level, settings.log_format)
        catalog = load(*([settings.lessons] if settings.lessons else []))
        asyncio.run(run(settings, catalog))
    except (CannotDo, *PROBLEMS) as problem:
        raise CannotDo(f"Tensei cannot start: {problem}") from problem
    return FINE


def _migrate(_: argparse.Namespace) -> int:
    from bot.storage import DatabaseProblem, open_database
    from bot.storage.standing import revision_of

    settings = _settings()

    async def migrate() -> tuple[str | None, str | None]:
        before = await revision_of(settings.database_url)
        database = await open_database(settings.database_url)
        await database.close()
        return before, await revision_of(settings.database_url)

    try:
        before, now = asyncio.run(migrate())
    except DatabaseProblem as problem:
        raise CannotDo(f"The database was not migrated: {problem}") from problem
    if before == now:
        print(f"The schema is {now} already.")
    else:
        print(f"The schema was {before or 'not there'}, and is {now} now.")
    return FINE


def _status(options: argparse.Namespace) -> int:
    from bot.operate.status import gather

    report = asyncio.run(gather(_settings()))
    print(json.dumps(report.as_plain()) if options.json else report.as_text())
    return FINE if report.is_fine else NOT_DONE


def _ready(_: argparse.Namespace) -> int:
    from grader.operating.asking import NoAnswer, is_ready
    from grader.operating.health import BOT_PORT

    settings = _settings()
    try:
        ready, missing = is_ready(settings.health_host, settings.health_port or BOT_PORT)
    except NoAnswer as problem:
        raise CannotDo(f"The bot is not ready: {problem}. Start it with: python -m bot") from None
    if not ready:
        raise CannotDo(f"The bot is not ready: {missing}")
    print("ready")
    return FINE


def _backup(options: argparse.Namespace) -> int:
    from bot.storage.backup import BackupProblem, back_up

    def report(part: float) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{part:.0%}", end="", file=sys.stderr, flush=True)

    settings = _settings()
    try:
        done = back_up(settings.database_url, options.file, force=options.force, report=report)
    except BackupProblem as problem:
        raise CannotDo(f"There is no backup: {problem}") from problem
    finally:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
    print(f"{done.file}: {done.bytes / 2**20:.1f} MiB, schema {done.revision}, checked")
    return FINE


def _grader_role(options: argparse.Namespace) -> int:
    from bot.storage import DatabaseProblem
    from bot.storage.grader_role import grant_grader_role

    settings = _settings()
    try:
        url = asyncio.run(grant_grader_role(settings.database_url, options.name))
    except DatabaseProblem as problem:
        raise CannotDo(f"The role was not made: {problem}") from problem
    given = {"TENSEI_DATABASE_URL": url}
    print(json.dumps(given) if options.json else f"TENSEI_DATABASE_URL={url}")
    return FINE


def _settings() -> Settings:
    from bot.settings import SettingsProblem, read_settings

    try:
        return read_settings()
    except SettingsProblem as problem:
        raise CannotDo(str(problem)) from problem
