"""The bot: what learners talk to. Never imports torch."""
