"""python -m benchmarks: see benchmarks/cli.py."""

from common.cli_runner import run_main_of

if __name__ == "__main__":
    run_main_of("benchmarks.cli")
