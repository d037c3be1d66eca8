"""python -m benchmarks.capacity: what learners notice of an evening, by the number of machines.

See `evening_simulation` for what is simulated, and docs/capacity.md for what follows from it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from benchmarks.evening_simulation import Costs, Evening, Machines, Outcome, simulate
from bot.tutor.scheduler import SPACING_S
from common.cli_runner import Parser, epilog, exit_with, run_command
from common.progress_line import progress

HOURS, PROMPT_HOUR = (18, 24), 21
DISCORD_PER_S = 50.0
REQUESTS_OF_A_POST = 2.0
REQUESTS_OF_A_REPLY = 2.0
"""To code that was sent as a message: the first reply, and its edit. Interactions are exempt."""

TABLE = (
    (1, 2, 2),
    (2, 1, 2),
    (2, 2, 1),
    (2, 2, 2),
    (3, 3, 2),
)
"""Cores of graders, bots, and cores of Postgres, of each row."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.capacity",
        description="Simulates an evening on which all groups get their daily prompt at the same\n"
        "time, and prints how old the queue becomes with different numbers of machines.",
        epilog=epilog(
            examples={
                "python -m benchmarks.capacity": "10,000 groups with 500,000 learners",
                "python -m benchmarks.capacity --grader-ms 40": "exercises that compute for longer",
                "python -m benchmarks.capacity --machines 8 4 4": "another row: cores, bots, cores",
            },
            codes={0: "printed", 1: "not; standard error says why", 2: "wrong usage"},
            read_on="docs/capacity.md",
        ),
    )
    root.add_argument("--groups", type=int, default=10_000, help="groups with a prompt (10,000)")
    root.add_argument("--learners", type=int, default=500_000, help="in all groups (500,000)")
    root.add_argument("--active", type=float, default=0.2, help="share that comes (0.2)")
    root.add_argument("--each", type=float, default=3.0, help="submissions of each of them (3)")
    root.add_argument(
        "--after-prompt", type=float, default=0.7, help="share sent in answer to the prompt (0.7)"
    )
    root.add_argument(
        "--reaction", type=float, default=30.0, help="minutes from the prompt to the code (30)"
    )
    root.add_argument(
        "--by-message", type=float, default=0.1, help="share not sent by a command or form (0.1)"
    )
    root.add_argument("--bot-ms", type=float, default=5.8, help="core-ms of a submission (5.8)")
    root.add_argument("--grader-ms", type=float, default=9.7, help="the same of a grader (9.7)")
    root.add_argument("--postgres-ms", type=float, default=2.4, help="and of Postgres (2.4)")
    root.add_argument(
        "--machines",
        type=int,
        nargs=3,
        action="append",
        metavar=("GRADER_CORES", "BOTS", "POSTGRES_CORES"),
        help="a row of the table (five rows)",
    )
    root.add_argument("--json", action="store_true", help="print the rows as JSON")
    return root


def evening(options: argparse.Namespace) -> Evening:
    """Return the evening that the options describe."""
    begin, end = HOURS
    return Evening(
        groups=options.groups,
        submissions=round(options.learners * options.active * options.each),
        length=3600.0 * (end - begin),
        prompt_at=3600.0 * (PROMPT_HOUR - begin),
        posts_per_s=1 / SPACING_S,
        share_after_prompt=options.after_prompt,
        mean_reaction=60 * options.reaction,
    )


def _run(options: argparse.Namespace) -> int:
    costs = Costs(
        bot=options.bot_ms / 1000,
        grader=options.grader_ms / 1000,
        postgres=options.postgres_ms / 1000,
        by_message=options.by_message,
        requests=REQUESTS_OF_A_REPLY,
    )
    # While prompts are posted, replies share the limit with them. It is taken to be so all evening.
    for_replies = DISCORD_PER_S - REQUESTS_OF_A_POST / SPACING_S
    machines = Machines(1, 1, 1, for_replies)
    rows: list[tuple[Machines, Outcome]] = []
    with progress("drawing the evening", quiet=options.json) as line:
        arrivals = evening(options).arrivals(seed=1)
        for graders, bots, postgres in options.machines or TABLE:
            line.set_text(f"{graders} grader cores, {bots} bots, {postgres} cores of Postgres")
            chosen = replace(machines, grader_cores=graders, bots=bots, postgres_cores=postgres)
            rows.append((chosen, simulate(arrivals, costs, chosen)))
    if options.json:
        print(json.dumps([asdict(chosen) | asdict(outcome) for chosen, outcome in rows]))
        return 0
    _print_table(rows)
    return 0


def _print_table(rows: Sequence[tuple[Machines, Outcome]]) -> None:
    _, first = rows[0]
    print(
        f"{first.submissions:,} submissions, {first.most_per_s:.0f} a second in the busiest minute"
    )
    print("grader  bots  Postgres  oldest   seconds to the reply: of all, by message")
    print(
        " cores           cores   job, s  median     p99  longest      p99  refused  busiest minute"
    )
    for chosen, outcome in rows:
        busy = ", ".join(f"{name} {share:.0%}" for name, share in outcome.busy.items())
        print(
            f"{chosen.grader_cores:>6}{chosen.bots:>6}{chosen.postgres_cores:>10}"
            f"{outcome.oldest:>9.1f}{outcome.median:>8.2f}{outcome.p99:>8.1f}"
            f"{outcome.longest:>9.1f}{outcome.p99_by_message:>9.1f}{outcome.refused:>9,}  {busy}"
        )


if __name__ == "__main__":
    exit_with(main)
