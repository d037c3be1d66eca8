"""python -m lessons, and tensei-lessons: see lessons/cli.py."""

from typing import NoReturn

from common.cli_runner import run_main_of


def main() -> NoReturn:
    """Runs this process to its end."""
    run_main_of("lessons.cli")


if __name__ == "__main__":
    main()
