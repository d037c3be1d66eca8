"""A sheet of all replies as Discord and Slack draw them, to be looked at and kept complete."""
