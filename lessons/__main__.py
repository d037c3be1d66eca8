"""python -m lessons, and tensei-lessons: see lessons/cli/parser.py."""

from typing import NoReturn

from common.cli_runner import start


def main() -> NoReturn:
    """Run the command line and exit."""
    start("lessons.cli.parser")


if __name__ == "__main__":
    main()
