"""What the bot does, in the domain's words. Knows no chat platform."""
