"""python -m lessons, and tensei-lessons: see lessons/cli.py."""

from typing import NoReturn

from common.cli_runner import start


def main() -> NoReturn:
    """Runs this process to its end."""
    start("lessons.cli")


if __name__ == "__main__":
    main()
