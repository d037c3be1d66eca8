"""python -m benchmarks: how quick the bot is with very many learners."""
