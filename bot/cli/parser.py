"""The parser of python -m bot [run | migrate | status | ready | read | backup | disputes | …]."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import handlers
from common.cli_runner import Parser, complete_files, epilog, run_command
from common.version import version

if TYPE_CHECKING:
    from common.cli_runner import Commands

EXIT_OK, EXIT_FAILED = handlers.EXIT_OK, handlers.EXIT_FAILED

_LONGEST_ID = 9  # digits, which fit a column of 32 bits

CODES = {
    0: "done",
    1: "not done; standard error says why, and what to do",
    2: "the command was not understood",
    130: "stopped by Ctrl-C",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, by default `run`. Return the exit code, as CODES describes it."""
    options = parser().parse_args(arguments)
    code = run_command(options, options.command, failure_code=EXIT_FAILED)
    is_bot = options.command is handlers.run
    return EXIT_OK if is_bot and code == 130 else code  # Ctrl-C is the normal end of a bot


def parser() -> Parser:
    """Return the parser of all commands, with their options and help."""
    root = Parser(
        prog="python -m bot",
        description="Tensei's bot: a tutor for PyTorch in your study group's chat.\n"
        "Without a command it runs: it starts the tutor, its local chat and a grader, and prints\n"
        "the chat's address. Ctrl-C ends it; nothing that was sent is lost.",
        epilog=epilog(
            examples={
                "python -m bot": "open the local chat; no account and no token needed",
                "DISCORD_TOKEN=… python -m bot": "the same, and on your Discord server",
                "python -m bot status": "what runs, what waits, and what is missing",
                "python -m bot backup monday.db": "copy the database while the bot goes on",
                "python -m bot backup --help": "more about one command",
            },
            codes=CODES | {0: "done, or ended by Ctrl-C"},
            also="Settings are read from the environment and from a file .env; docs/settings.md\n"
            "lists them.",
            read_on="README.md, docs/operating.md",
        ),
    )
    root.add_standard_options(version(), "tensei-bot")
    root.set_defaults(command=handlers.run)
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    _add_run(commands)
    _add_status(commands)
    _add_read(commands)
    _add_database(commands)
    _add_course(commands)
    _add_disputes(commands)
    _add_mistakes(commands)
    _add_fit_reviews(commands)
    return root


def _add_run(commands: Commands) -> None:
    run = commands.add_parser(
        "run",
        help="start the bot (the same as no command)",
        description="Starts the tutor with its local chat, and on Discord and Slack where there\n"
        "are tokens. With SQLite it starts a grader of its own.",
        epilog=epilog(
            examples={
                "python -m bot run": "open the local chat",
                "TENSEI_LOCAL_PORT=0 python -m bot run": "at any port that is free",
                "TENSEI_LESSONS=our-lessons python -m bot": "with lessons of your own as well",
            },
            codes={0: "ended by Ctrl-C or SIGTERM", 1: "it could not start", 2: CODES[2]},
            read_on="README.md, docs/discord.md, docs/slack.md",
        ),
    )
    run.set_defaults(command=handlers.run)


def _add_status(commands: Commands) -> None:
    status = commands.add_parser(
        "status",
        help="show bot, database, queue and graders; exit 1 where something is missing",
        description="Shows the state of the bot on this machine, its database, its queue and its\n"
        "graders. It changes nothing.",
        epilog=epilog(
            examples={
                "python -m bot status": "as text",
                "python -m bot status --json": "for programs",
            },
            codes={0: "all is there", 1: "something is missing, and it says what", 2: CODES[2]},
            read_on='docs/operating.md, "When something is wrong"',
        ),
    )
    status.add_argument("--json", action="store_true", help="print it as JSON")
    status.set_defaults(command=handlers.status)

    ready = commands.add_parser(
        "ready",
        help="exit 0 if the bot on this machine is ready, else say what is missing",
        description="Asks the bot on this machine whether it is ready, as a container's health\n"
        "check does.",
        epilog=epilog(
            examples={"python -m bot ready && echo yes": "go on when the bot is ready"},
            codes={0: "ready", 1: "not ready, or no bot is there", 2: CODES[2]},
            read_on="docs/operating.md",
        ),
    )
    ready.set_defaults(command=handlers.ready)

    reload = commands.add_parser(
        "reload",
        help="make the running bot take changed lessons in",
        description="Makes the bot on this machine load its lessons again, as SIGHUP does.\n"
        "Lessons with a fault are not taken in: its log names each one, and the old ones stay.",
        epilog=epilog(
            examples={"python -m bot reload": "after a change in your folder of lessons"},
            codes={0: "asked for", 1: "no bot is there", 2: CODES[2]},
            read_on='docs/operating.md, "Change the lessons"',
        ),
    )
    reload.set_defaults(command=handlers.reload)


def _add_read(commands: Commands) -> None:
    read = commands.add_parser(
        "read",
        help="show how a message is understood, without answering it",
        description="Reads one message, and prints its parts (code, output, traceback, prose),\n"
        "what its sender wants, and which exercise or page it is about. Without --mentioned and\n"
        "--in-thread-of it is a direct message. It needs no database and changes nothing.",
        epilog=epilog(
            examples={
                "python -m bot read -": "a direct message from standard input",
                "python -m bot read message.txt --json": "for programs",
                "python -m bot read - --in-thread-of OTHER": "said in somebody else's thread",
            },
            codes=CODES,
            read_on='docs/operating.md, "When something is wrong"',
        ),
    )
    complete_files(
        read.add_argument("file", metavar="FILE", help="the message; - is standard input")
    )
    read.add_argument("--json", action="store_true", help="print it as JSON")
    read.add_argument(
        "--mentioned", action="store_true", help="the message is in a channel, and mentions the bot"
    )
    read.add_argument(
        "--in-thread-of",
        choices=("ME", "OTHER"),
        help="the message is in a thread that the bot answers in: of its sender, or of another",
    )
    read.set_defaults(command=handlers.read)


def _add_database(commands: Commands) -> None:
    migrate = commands.add_parser(
        "migrate",
        help="bring the database's tables up to date",
        description="Brings the tables up to date, and says from where to where. A bot does so by\n"
        "itself when it starts; with several bots, do it once before them.",
        epilog=epilog(
            examples={
                "python -m bot migrate": "the database in .env, or tensei.db here",
                "TENSEI_DATABASE_URL=… python -m bot migrate": "another one",
            },
            codes=CODES,
            read_on='docs/operating.md, "Upgrade"',
        ),
    )
    migrate.set_defaults(command=handlers.migrate)

    backup = commands.add_parser(
        "backup",
        help="copy the SQLite database into a file, while the bot goes on",
        description="Copies the SQLite database into a file while the bot goes on, and checks the\n"
        "copy. For Postgres it says which command does so.",
        epilog=epilog(
            examples={
                "python -m bot backup monday.db": "a new file; one that is there is kept",
                "python -m bot backup latest.db --force": "in the place of an older copy",
            },
            codes=CODES,
            read_on='docs/operating.md, "Back up and restore"',
        ),
    )
    complete_files(
        backup.add_argument("file", metavar="FILE", type=Path, help="the copy to be made")
    )
    backup.add_argument("--force", action="store_true", help="put it in the place of another file")
    backup.set_defaults(command=handlers.backup)

    role = commands.add_parser(
        "grader-role",
        help="make a database role for a grader (Postgres), or give it a new password",
        description="Makes a role that may use the queue and announce itself, and sees nothing of\n"
        "the learners, and prints the TENSEI_DATABASE_URL for that grader. For a role that\n"
        "is there already, the password is new and the old one no longer works.",
        epilog=epilog(
            examples={
                "python -m bot grader-role grader_attic": "print the address for that grader",
                "python -m bot grader-role grader_attic --json": "the same for programs",
            },
            codes=CODES,
            read_on="README.md, docs/security.md",
        ),
    )
    role.add_argument("name", metavar="NAME", help="the role's name, such as grader_at_home")
    role.add_argument("--json", action="store_true", help="print it as JSON")
    role.set_defaults(command=handlers.grader_role)


def _add_course(commands: Commands) -> None:
    course = commands.add_parser(
        "course",
        help="check a course file, and show its calendar",
        description="Checks the file of a course before a teacher sends it to the bot.",
        epilog=epilog(
            examples={"python -m bot course check course.toml": "print its calendar"},
            codes=CODES,
            read_on="docs/courses.md",
        ),
    )
    what = course.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = what.add_parser(
        "check",
        help="print the calendar of a course file, or what to change in it",
        description="Prints each week of a course with its days, lessons, minutes and due day, as\n"
        "the preview in the chat shows them, or each line that is to be changed. It needs no\n"
        "database and no running bot, and changes nothing.",
        epilog=epilog(
            examples={"python -m bot course check course.toml": "print its calendar"},
            codes=CODES,
            read_on="docs/courses.md",
        ),
    )
    complete_files(
        check.add_argument("file", metavar="FILE", type=Path, help="the file, such as course.toml")
    )
    check.set_defaults(command=handlers.course_check)


def _add_disputes(commands: Commands) -> None:
    disputes = commands.add_parser(
        "disputes",
        help="list the verdicts that learners dispute; export or decide one",
        description="Lists the submissions that did not pass although their learners think they\n"
        "are right, until that is decided and mended. Teachers decide in the chat. Here are all,\n"
        "also those of learners without a teacher. The running bot tells the learner.",
        epilog=epilog(
            examples={
                "python -m bot disputes": "what is to be decided or mended",
                "python -m bot disputes --all --json": "also settled ones, for programs",
                "python -m bot disputes --export 3 case.json": "for: python -m grader replay",
                "python -m bot disputes --right 3": "they are right; mend the exercise",
                "python -m bot disputes --wrong 3 --why 'Zero is even, too.'": "tell them why",
            },
            codes=CODES,
            read_on='docs/operating.md, "Disputed verdicts"',
        ),
    )
    disputes.add_argument(
        "--all", action="store_true", help="list all, also those that are settled"
    )
    disputes.add_argument("--json", action="store_true", help="print the list as JSON")
    what = disputes.add_mutually_exclusive_group()
    what.add_argument(
        "--export",
        nargs=2,
        metavar=("ID", "FILE"),
        help="write code, verdict and seed into a new file; - is standard output",
    )
    what.add_argument("--right", type=parse_dispute_id, metavar="ID", help="decide: it is right")
    what.add_argument("--wrong", type=parse_dispute_id, metavar="ID", help="decide: it is not")
    disputes.add_argument("--why", metavar="TEXT", help="what the learner is told about --wrong")
    disputes.set_defaults(command=handlers.disputes)


def _add_fit_reviews(commands: Commands) -> None:
    fit = commands.add_parser(
        "fit-reviews",
        help="fit when reviews are due to your learners' answers",
        description="Fits the parameters of spaced repetition to the answers in your database,\n"
        "and compares them with the present ones on the latest days, which are held out. They\n"
        "are stored only where there are enough answers and they predict those days better.",
        epilog=epilog(
            examples={
                "python -m bot fit-reviews --dry-run": "only say whether it would be better",
                "python -m bot fit-reviews": "use what is better; once a month is enough",
            },
            codes=CODES | {0: "done; it says whether anything was changed"},
            read_on='docs/operating.md, "Fit the reviews"',
        ),
    )
    fit.add_argument("--dry-run", action="store_true", help="change nothing")
    fit.set_defaults(command=handlers.fit_reviews)


def _add_mistakes(commands: Commands) -> None:
    mistakes = commands.add_parser(
        "mistakes",
        help="list frequent wrong answers that no named mistake explains",
        description="Lists wrong answers that no named mistake explains, in groups of the same\n"
        "results, those of most learners first. Each has one example with its code, which is for\n"
        "you alone. Name the first one in its exercise, and `regrade` tells those who are stuck.",
        epilog=epilog(
            examples={
                "python -m bot mistakes": "the twenty most frequent ones, as text",
                "python -m bot mistakes --track pytorch-basics": "of one track",
                "python -m bot mistakes --most 100 --json": "for programs",
            },
            codes=CODES,
            read_on='docs/judging.md, "Group mistakes without a name"',
        ),
    )
    mistakes.add_argument("--track", metavar="TRACK", help="only exercises of this track")
    mistakes.add_argument(
        "--most", type=_parse_count, default=20, metavar="N", help="so many groups at most (20)"
    )
    mistakes.add_argument("--json", action="store_true", help="print the list as JSON")
    mistakes.set_defaults(command=handlers.mistakes)

    digest = commands.add_parser(
        "digest",
        help="say how hard each exercise and question is, and where learners stop",
        description="Lists the exercises and questions that fewest learners get right at once, of\n"
        "all learners, without names. The discrimination says whether those who do well\n"
        "elsewhere do well there, too; at zero or below, look at the text and the answers.",
        epilog=epilog(
            examples={
                "python -m bot digest": "the hardest thirty, as text",
                "python -m bot digest --sort discrimination": "those that mislead, first",
                "python -m bot digest --track pytorch-basics --json": "for programs",
            },
            codes=CODES,
            read_on='docs/operating.md, "Do the questions teach?"',
        ),
    )
    digest.add_argument("--track", metavar="TRACK", help="only this track")
    digest.add_argument(
        "--sort",
        choices=("difficulty", "discrimination"),
        default="difficulty",
        help="what is lowest comes first (difficulty)",
    )
    digest.add_argument(
        "--most", type=_parse_count, default=30, metavar="N", help="so many items at most (30)"
    )
    digest.add_argument("--json", action="store_true", help="print it as JSON")
    digest.set_defaults(command=handlers.digest)

    regrade = commands.add_parser(
        "regrade",
        help="grade the failed submissions of a mended exercise again",
        description="Queues the submissions of an exercise that did not pass and whose code is\n"
        "kept, behind all that learners send. Only improvements change anything: a pass counts\n"
        "from the day of the submission, and a mistake that has a name now is explained. Learners\n"
        "are told each once. Nothing is queued twice for one version of the exercise.",
        epilog=epilog(
            examples={
                "python -m bot regrade --exercise tensors/evens --dry-run": "only say how many",
                "python -m bot regrade --exercise tensors/evens": "grade them again",
            },
            codes=CODES,
            read_on='docs/operating.md, "After an exercise was mended"',
        ),
    )
    regrade.add_argument("--exercise", required=True, metavar="ID", help="such as tensors/evens")
    regrade.add_argument("--dry-run", action="store_true", help="only say how many there are")
    regrade.set_defaults(command=handlers.regrade)


def _parse_count(text: str) -> int:
    """Parse a number of groups. Raise argparse.ArgumentTypeError if it is none."""
    if not text.isascii() or not text.isdigit() or not 0 < len(text) <= _LONGEST_ID:
        raise argparse.ArgumentTypeError(f"{text!r} is no number, such as 20")
    return int(text)


def parse_dispute_id(text: str) -> int:
    """Parse a dispute's number. Raise argparse.ArgumentTypeError if it is none."""
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_ID:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of a dispute, such as 3")
    return int(text)
