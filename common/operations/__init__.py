"""Logging, health checks and metrics of bot and graders."""
