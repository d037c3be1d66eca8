"""The database role of a grader: it has access to the queue and to its own row, not to learners."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.engine.database import describe_unreachable
from common.sql_engine import DatabaseError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

_GRANTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON"
    " procrastinate_jobs, procrastinate_workers, graders TO {role}",
    "GRANT SELECT, INSERT ON procrastinate_events TO {role}",
    # The library's triggers read it, although no task of ours is periodic.
    "GRANT SELECT, UPDATE ON procrastinate_periodic_defers TO {role}",
    "GRANT USAGE ON SEQUENCE"
    " procrastinate_jobs_id_seq, procrastinate_workers_id_seq, procrastinate_events_id_seq"
    " TO {role}",
)

_REVOKED_FROM_PUBLIC = (
    # Temporary tables can fill the server's disk.
    (
        "has_database_privilege(%(role)s, current_database(), 'TEMPORARY')",
        "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    ),
    # Before Postgres 15 every role may create tables in this schema.
    (
        "has_schema_privilege(%(role)s, 'public', 'CREATE')",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ),
)
"""Default rights that no grader needs: a query for whether the role has one, and its revocation."""

_FUNCTIONS_REVOKED = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace
    AND proname ~ '^(lo_|loread$|lowrite$|pg_advisory_|pg_try_advisory_)'
    AND has_function_privilege(%(role)s, oid, 'EXECUTE')
    ORDER BY 1
"""
"""Large objects can fill the disk, and advisory locks the memory that all locks share. Tensei uses
neither. The functions belong to the superuser, who alone can revoke them."""


async def grant_grader_role(url: str, name: str, password: str | None = None) -> str:
    """Create a role for a grader, or renew the rights and the password of an existing one.

    `password` is the given one, or a random one. Return the TENSEI_DATABASE_URL for that grader.
    A connected grader stays connected; one with the old password cannot connect again.

    Raises:
        DatabaseError: the role cannot be created; the message says what to do.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        raise DatabaseError(
            "Graders of their own need Postgres: set TENSEI_DATABASE_URL to"
            " postgresql+psycopg://user@host/name. With SQLite the bot starts its own grader."
        )
    if not _NAME.fullmatch(name) or name.startswith("pg_") or name == parsed.username:
        raise DatabaseError(
            f"{name!r} cannot be a grader's name. Take small letters, digits and _, a letter first,"
            " such as grader_attic."
        )
    password = password or secrets.token_urlsafe(24)
    try:
        plain = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(plain) as connection:
            await _grant(connection, name, password)
    except psycopg.errors.UndefinedTable as problem:
        raise DatabaseError(
            "The database has no queue yet. Run `python -m bot migrate` first."
        ) from problem
    except psycopg.errors.InsufficientPrivilege as problem:
        raise DatabaseError(
            f"The database does not let {parsed.username} make or change this role"
            f" ({problem.diag.message_primary}). Have an administrator run:"
            f" ALTER ROLE {parsed.username} CREATEROLE; and, if the role is there already:"
            f" ALTER ROLE {name} NOSUPERUSER NOCREATEDB NOCREATEROLE;"
            f" GRANT {name} TO {parsed.username} WITH ADMIN OPTION;"
        ) from problem
    except (psycopg.Error, ArgumentError) as problem:
        raise DatabaseError(describe_unreachable(parsed, problem)) from problem
    return parsed.set(username=name, password=password).render_as_string(hide_password=False)


async def _grant(connection: psycopg.AsyncConnection[object], name: str, password: str) -> None:
    role = sql.Identifier(name)
    found = await _rows(
        await connection.execute(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = %s",
            [name],
        )
    )
    verb = "ALTER ROLE" if found else "CREATE ROLE"
    # Since Postgres 16 only a superuser may so much as name these rights of an existing role.
    limits = "" if found == [(False,)] else " NOSUPERUSER NOCREATEDB NOCREATEROLE"
    await connection.execute(
        sql.SQL(f"{verb} {{role}} LOGIN{limits} PASSWORD {{password}}").format(
            role=role, password=sql.Literal(password)
        )
    )
    for grant in _GRANTS:
        await connection.execute(sql.SQL(grant).format(role=role))
    # Without the right to revoke, Postgres only warns.
    for statement in await _revocations(connection, name):
        await connection.execute(statement)


async def list_excess_rights(url: str, name: str) -> Sequence[str]:
    """Return statements that revoke what the role can still do by default rights.

    Only the database's owner or a superuser can execute them.

    Raises:
        DatabaseError: the database cannot be reached.
    """
    parsed = make_url(url)
    try:
        plain = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(plain) as connection:
            revocations = await _revocations(connection, name)
            return [statement.as_string(connection) for statement in revocations]
    except psycopg.Error as problem:
        raise DatabaseError(describe_unreachable(parsed, problem)) from problem


async def _revocations(
    connection: psycopg.AsyncConnection[object], name: str
) -> Sequence[sql.Composed]:
    """Return the statements that revoke default rights which the role still has."""
    parameters = {"role": name}
    found = await connection.execute("SELECT current_database()")
    ((database,),) = await _rows(found)
    statements = []
    for query, revocation in _REVOKED_FROM_PUBLIC:
        found = await connection.execute(sql.SQL("SELECT " + query), parameters)
        ((has_right,),) = await _rows(found)
        if has_right:
            statements.append(sql.SQL(revocation).format(database=sql.Identifier(str(database))))
    functions = await _rows(await connection.execute(_FUNCTIONS_REVOKED, parameters))
    if functions:
        names = sql.SQL(", ".join(f"pg_catalog.{function}" for (function,) in functions))
        revoke = sql.SQL("REVOKE EXECUTE ON FUNCTION {functions} FROM PUBLIC")
        statements.append(revoke.format(functions=names))
    return statements


async def _rows(cursor: psycopg.AsyncCursor[Any]) -> list[tuple[Any, ...]]:
    return list(await cursor.fetchall())
