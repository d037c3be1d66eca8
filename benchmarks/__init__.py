"""Benchmarks of the bot, its storage and the queue. They need the development packages."""
