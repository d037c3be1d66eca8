"""python -m grader, and tensei-grader: see grader/cli.py."""

from typing import NoReturn

from grader.command_line import start


def main() -> NoReturn:
    """Runs this process to its end."""
    start("grader.cli")


if __name__ == "__main__":
    main()
