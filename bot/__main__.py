"""python -m bot, and tensei-bot: see bot/cli.py."""

from typing import NoReturn

from grader.command_line import start


def main() -> NoReturn:
    """Runs this process to its end."""
    start("bot.cli")


if __name__ == "__main__":
    main()
