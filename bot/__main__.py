"""python -m bot, and tensei-bot: see bot/cli/parser.py."""

from typing import NoReturn

from common.cli_runner import start


def main() -> NoReturn:
    """Runs this process to its end."""
    start("bot.cli.parser")


if __name__ == "__main__":
    main()
