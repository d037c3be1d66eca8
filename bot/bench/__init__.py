"""python -m bot.bench: how quick the bot is with very many learners."""
