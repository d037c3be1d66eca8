"""python -m benchmarks: see benchmarks/cli.py."""

from common.cli_runner import start

if __name__ == "__main__":
    start("benchmarks.cli")
