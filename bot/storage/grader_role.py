"""A role in the database for a grader: it sees the queue and itself, and nothing of learners."""

from __future__ import annotations

import re
import secrets

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.database import DatabaseProblem, unreachable

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

_GRANTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON"
    " procrastinate_jobs, procrastinate_workers, graders TO {role}",
    "GRANT SELECT, INSERT ON procrastinate_events TO {role}",
    # The library's triggers look into it, though nothing of ours is periodic.
    "GRANT SELECT, UPDATE ON procrastinate_periodic_defers TO {role}",
    "GRANT USAGE ON SEQUENCE"
    " procrastinate_jobs_id_seq, procrastinate_workers_id_seq, procrastinate_events_id_seq"
    " TO {role}",
)


async def grant_grader_role(url: str, name: str, password: str | None = None) -> str:
    """Makes a role for a grader, or gives the one that is there its rights and a password anew:
    the one given, or a random one.

    Returns the TENSEI_DATABASE_URL for that grader. A grader that is connected stays connected;
    one with the old password cannot connect again.

    Raises:
        DatabaseProblem: it cannot be done; says what to do.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        raise DatabaseProblem(
            "Graders of their own need Postgres: set TENSEI_DATABASE_URL to"
            " postgresql+psycopg://user@host/name. With SQLite the bot starts its own grader."
        )
    if not _NAME.fullmatch(name) or name.startswith("pg_") or name == parsed.username:
        raise DatabaseProblem(
            f"{name!r} cannot be a grader's name. Take small letters, digits and _, a letter first,"
            " such as grader_attic."
        )
    password = password or secrets.token_urlsafe(24)
    try:
        plain = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(plain) as connection:
            await _grant(connection, name, password)
    except psycopg.errors.UndefinedTable as problem:
        raise DatabaseProblem(
            "The database has no queue yet. Run `python -m bot migrate` first."
        ) from problem
    except psycopg.errors.InsufficientPrivilege as problem:
        raise DatabaseProblem(
            f"The database does not let {parsed.username} make roles"
            f" ({problem.diag.message_primary}). Have an administrator run:"
            f" ALTER ROLE {parsed.username} CREATEROLE"
        ) from problem
    except (psycopg.Error, ArgumentError) as problem:
        raise DatabaseProblem(unreachable(parsed, problem)) from problem
    return parsed.set(username=name, password=password).render_as_string(hide_password=False)


async def _grant(connection: psycopg.AsyncConnection[object], name: str, password: str) -> None:
    role = sql.Identifier(name)
    found = await connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = sql.SQL("ALTER ROLE" if await found.fetchone() else "CREATE ROLE")
    await connection.execute(
        sql.SQL(
            "{verb} {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {password}"
        ).format(verb=verb, role=role, password=sql.Literal(password))
    )
    for grant in _GRANTS:
        await connection.execute(sql.SQL(grant).format(role=role))
