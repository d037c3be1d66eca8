"""The bot, which learners talk to. It never imports torch."""
