"""Discord. Nothing here is imported before a token is set: discord.py is slow to load."""
