"""Discord. Its parts are imported once a token is set: discord.py is slow to load."""


class DiscordProblem(Exception):
    """Discord does not let the bot in; the message says what to do."""
