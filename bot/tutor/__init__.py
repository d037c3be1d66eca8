"""The tutor: what the bot does for learners, independent of any chat platform."""
