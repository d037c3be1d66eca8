"""python -m grader, and tensei-grader: see grader/cli/parser.py."""

from typing import NoReturn

from common.cli_runner import run_main_of


def main() -> NoReturn:
    """Runs this process to its end."""
    run_main_of("grader.cli.parser")


if __name__ == "__main__":
    main()
