"""python -m grader, and tensei-grader: see grader/cli/parser.py."""

from typing import NoReturn

from common.cli_runner import start


def main() -> NoReturn:
    """Run the command line, and exit."""
    start("grader.cli.parser")


if __name__ == "__main__":
    main()
