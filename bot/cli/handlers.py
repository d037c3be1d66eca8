"""The commands of python -m bot; each returns its exit code."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from common.cli_runner import CommandError, reading_settings
from common.progress_line import progress

if TYPE_CHECKING:
    from bot.settings import Settings
    from lessons.curriculum import Catalog

EXIT_OK, EXIT_FAILED = 0, 1

GRADER_PASSWORD_VARIABLE = "TENSEI_GRADER_PASSWORD"  # noqa: S105 - a name
"""The environment variable with a chosen password for grader-role."""

SECRET_VARIABLES = (
    "DISCORD_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",  # not a secret, but Bolt reads it from the environment
    "SLACK_CLIENT_SECRET",
    "TENSEI_SECRET_KEY",
)


def run(_: argparse.Namespace) -> int:
    """Run the bot until it is stopped. Raise CommandError if it cannot start."""
    from bot.app import STARTUP_ERRORS
    from bot.app import run as serve
    from common.operations.job_context import configure_logging
    from lessons.catalog import load

    try:
        settings = _read_settings()
        for name in SECRET_VARIABLES:
            os.environ.pop(name, None)  # child processes do not need it
        configure_logging("bot", settings.log_level, settings.log_format)
        catalog = load(*settings.lessons, built_in=settings.built_in_lessons)
        asyncio.run(serve(settings, catalog))
    except (CommandError, *STARTUP_ERRORS) as problem:
        raise CommandError(f"Tensei cannot start: {problem}") from problem
    return EXIT_OK


def migrate(_: argparse.Namespace) -> int:
    """Upgrade the schema, and print its old and new revision. Raise CommandError."""
    from bot.storage import DatabaseError, open_database
    from bot.storage.engine.db_status import read_revision

    settings = _read_settings()

    async def upgrade() -> tuple[str | None, str | None]:
        before = await read_revision(settings.database_url)
        database = await open_database(settings.database_url)
        await database.close()
        return before, await read_revision(settings.database_url)

    try:
        with progress("bringing the tables up to date"):
            before, now = asyncio.run(upgrade())
    except DatabaseError as problem:
        raise CommandError(f"The database was not migrated: {problem}") from problem
    if before == now:
        print(f"The schema is {now} already.")
    else:
        print(f"The schema was {before or 'not there'}, and is {now} now.")
    return EXIT_OK


def status(options: argparse.Namespace) -> int:
    """Print the status of bot and database. Return EXIT_FAILED if something is missing."""
    from bot.operations.status import collect_status

    settings = _read_settings()
    with progress("asking bot and database", quiet=options.json):
        report = asyncio.run(collect_status(settings))
    print(json.dumps(report.to_dict()) if options.json else report.to_text())
    return EXIT_OK if report.is_fine else EXIT_FAILED


def ready(_: argparse.Namespace) -> int:
    """Raise CommandError if the bot is not ready or not running."""
    from common.operations.health_client import HealthClientError, is_ready
    from common.operations.health_server import BOT_PORT

    settings = _read_settings()
    try:
        with progress("asking the bot"):
            is_now_ready, missing = is_ready(settings.health_host, settings.health_port or BOT_PORT)
    except HealthClientError as problem:
        raise CommandError(
            f"The bot is not ready: {problem}. Start it with: python -m bot"
        ) from None
    if not is_now_ready:
        raise CommandError(f"The bot is not ready: {missing}")
    print("ready")
    return EXIT_OK


def read(options: argparse.Namespace) -> int:
    """Print how a message is understood. Raise CommandError if it cannot be read."""
    from bot.cli.message_report import MessageReport
    from bot.i18n import Translations
    from bot.tutor.text.wants import Situation, known_by
    from lessons.catalog import load

    settings = _read_settings()
    text = _read_message(options.file)
    catalog = load(*settings.lessons, built_in=settings.built_in_lessons)
    thread_of: dict[str | None, Literal["", "me", "other"]] = {"ME": "me", "OTHER": "other"}
    situation = Situation(
        addressed=options.mentioned or options.in_thread_of is None,
        thread_of=thread_of.get(options.in_thread_of, ""),
    )
    report = MessageReport.of(text, situation, known_by(Translations(), catalog))
    print(json.dumps(report.to_dict(), ensure_ascii=False) if options.json else report.to_text())
    return EXIT_OK


def _read_message(file: str) -> str:
    """Return the text of a file, or of standard input for "-". Raise CommandError."""
    from common.message_reader.encodings import decode
    from common.message_reader.records import EncodingError

    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}") from problem
    try:
        return decode(raw)[0].removesuffix("\n")
    except EncodingError as problem:
        raise CommandError(f"{file} is no text ({problem.reason}); save it as UTF-8") from problem


def reload(_: argparse.Namespace) -> int:
    """Make the bot on this machine take changed lessons in. Raise CommandError without one."""
    from common.operations.health_client import HealthClientError, request_reload
    from common.operations.health_server import BOT_PORT

    settings = _read_settings()
    try:
        request_reload(settings.health_host, settings.health_port or BOT_PORT)
    except HealthClientError as problem:
        raise CommandError(f"The lessons were not reloaded: {problem}") from None
    print("The bot loads its lessons again; its log says what it found.")
    return EXIT_OK


def backup(options: argparse.Namespace) -> int:
    """Back up the SQLite database. Raise CommandError if that fails."""
    from bot.storage.engine.backup import BackupError, back_up

    settings = _read_settings()
    try:
        with progress("copying the database") as line:
            done = back_up(
                settings.database_url,
                options.file,
                force=options.force,
                on_progress=lambda part: line.set_progress(part, 1),
            )
    except BackupError as problem:
        raise CommandError(f"There is no backup: {problem}") from problem
    print(f"{done.file}: {done.bytes / 2**20:.1f} MiB, schema {done.revision}, checked")
    return EXIT_OK


def disputes(options: argparse.Namespace) -> int:
    """List, export or decide what learners dispute. Raise CommandError if that fails."""
    from bot.cli.disputes import run as run_disputes

    run_disputes(_read_settings(), options)
    return EXIT_OK


def course_check(options: argparse.Namespace) -> int:
    """Print the calendar of a course file. Raise CommandError with what to change in it."""
    from bot.cli.course_check import check_course

    print(check_course(options.file, _load_catalog(_read_settings())))
    return EXIT_OK


def mistakes(options: argparse.Namespace) -> int:
    """List wrong answers that no named mistake explains. Raise CommandError if that fails."""
    from bot.cli.mistakes import run as run_mistakes

    settings = _read_settings()
    run_mistakes(settings, _load_catalog(settings), options)
    return EXIT_OK


def digest(options: argparse.Namespace) -> int:
    """Say how hard the questions are and where learners stop. Raise CommandError if it fails."""
    from bot.cli.digest import run as run_digest

    settings = _read_settings()
    run_digest(settings, _load_catalog(settings), options)
    return EXIT_OK


def regrade(options: argparse.Namespace) -> int:
    """Queue submissions of a mended exercise again. Raise CommandError if that fails."""
    from bot.cli.regrade import run as run_regrade

    settings = _read_settings()
    run_regrade(settings, _load_catalog(settings), options)
    return EXIT_OK


def fit_reviews(options: argparse.Namespace) -> int:
    """Fit when reviews are due to this instance's answers. Raise CommandError if that fails."""
    from bot.cli.fit_reviews import fit_reviews as fit

    fit(_read_settings(), options)
    return EXIT_OK


def grader_role(options: argparse.Namespace) -> int:
    """Create a grader's role, and print its database URL. Raise CommandError if that fails.

    A password that was chosen in TENSEI_GRADER_PASSWORD is not printed.
    """
    from sqlalchemy.engine import make_url

    from bot.storage import DatabaseError
    from bot.storage.grading.grader_role import grant_grader_role, list_excess_rights

    settings = _read_settings()
    chosen = os.environ.get(GRADER_PASSWORD_VARIABLE) or None
    try:
        with progress("asking the database", quiet=options.json):
            url = asyncio.run(grant_grader_role(settings.database_url, options.name, chosen))
            revocations = asyncio.run(list_excess_rights(settings.database_url, options.name))
    except DatabaseError as problem:
        raise CommandError(f"The role was not made: {problem}") from problem
    if chosen:
        url = make_url(url).render_as_string()
    if revocations:
        print(
            "The role can still do what every role of this database can: fill its disk or its"
            " memory. Have an administrator of the server run, in this database:",
            *(f"    {statement};" for statement in revocations),
            sep="\n",
            file=sys.stderr,
        )
    result = {"TENSEI_DATABASE_URL": url}
    print(json.dumps(result) if options.json else f"TENSEI_DATABASE_URL={url}")
    return EXIT_OK


def _load_catalog(settings: Settings) -> Catalog:
    from lessons.catalog import CatalogError, load

    try:
        return load(*settings.lessons, built_in=settings.built_in_lessons)
    except CatalogError as problem:
        raise CommandError(f"the lessons have faults:\n{problem}") from problem


def _read_settings() -> Settings:
    from bot.settings import read_settings

    with reading_settings():
        return read_settings()
