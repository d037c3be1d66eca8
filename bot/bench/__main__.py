"""python -m bot.bench: see bot/bench/cli.py."""

from grader.command_line import start

if __name__ == "__main__":
    start("bot.bench.cli")
