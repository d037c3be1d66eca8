"""python -m bot: see bot/cli.py."""

from grader.command_line import start

if __name__ == "__main__":
    start("bot.cli")
