"""The chat platforms, each in a package of its own, and what they share."""


class PlatformError(Exception):
    """A platform that was asked for cannot be had; the message says what to do."""
