"""Text that is not code: commands, completion, intents, and the replies to them."""
