"""A fake of Slack for tests."""
