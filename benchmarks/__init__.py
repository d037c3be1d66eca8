"""Benchmarks of the bot's side. They need the development packages."""
