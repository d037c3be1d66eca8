"""python -m grader, and tensei-grader: see grader/cli/parser.py."""

from typing import NoReturn

from common.cli_runner import run_main_of


def main() -> NoReturn:
    """Run the command line, and exit."""
    run_main_of("grader.cli.parser")


if __name__ == "__main__":
    main()
