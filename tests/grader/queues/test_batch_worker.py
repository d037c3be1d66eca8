"""The worker that takes many jobs at a time: what its statements read."""

from __future__ import annotations

import asyncio

import psycopg

from grader.queues.postgres import batch_statements
from grader.queues.postgres.batch_statements import NewJob, new_job_arrays
from grader.queues.postgres.batch_worker import BatchWorker, TakenJob
from grader.queues.postgres.connections import conninfo
from tests.support.polling import until

JOBS = 200
READ_PER_JOB = 5 * JOBS
"""To take a job, its learner's other jobs are looked for among those that wait: 100 on average, and
again each time a worker looks in vain. By the statistics alone, 14,000 rows are read for a job."""

OTHER_CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
ROWS_READ = """
    SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables
    WHERE relname = 'procrastinate_jobs'
"""


async def test_a_worker_reads_the_waiting_jobs_once_for_each_though_the_statistics_know_of_none(
    postgres_url: str,
) -> None:
    done: set[str] = set()
    are_done = asyncio.Event()

    async def process(taken: TakenJob) -> None:
        done.add(taken.key)
        if len(done) == JOBS + 1:
            are_done.set()

    async with await psycopg.AsyncConnection.connect(
        conninfo(postgres_url), autocommit=True
    ) as connection:
        # The statistics of a queue that is mostly empty, which no later ones replace here.
        await connection.execute("ALTER TABLE procrastinate_jobs SET (autovacuum_enabled = off)")
        await connection.execute("VACUUM ANALYZE procrastinate_jobs")
        worker = BatchWorker(postgres_url, ["q"], process, concurrency=2, shutdown_s=5)
        running = asyncio.create_task(worker.run())
        await connection.execute(batch_statements.QUEUE_JOBS, new_job_arrays([_job(0)]))
        await until(lambda: bool(done))  # the statements are prepared while nothing waits
        before = await _rows_read(connection)
        jobs = [_job(number) for number in range(1, JOBS + 1)]
        await connection.execute(batch_statements.QUEUE_JOBS, new_job_arrays(jobs))
        await are_done.wait()
        running.cancel()
        await worker.finish()
        database = connection.info.dbname

        async def is_alone() -> bool:
            found = await connection.execute(
                OTHER_CONNECTIONS, (database, connection.info.backend_pid)
            )
            return await found.fetchone() == (0,)

        await until(is_alone)  # a connection adds what it has read to the statistics at its end
        assert await _rows_read(connection) - before <= JOBS * READ_PER_JOB


def _job(number: int) -> NewJob:
    return NewJob(queue="q", task="t", lock=f"lock-{number}", key=f"key-{number}", args={})


async def _rows_read(connection: psycopg.AsyncConnection[tuple[int]]) -> int:
    found = await connection.execute(ROWS_READ)
    row = await found.fetchone()
    assert row is not None
    return row[0]
