"""The chat platforms, each in its own package, and the code that they share."""


class PlatformError(Exception):
    """A platform that is configured cannot be served; the message says what to do."""
