"""What learners and workspaces decide for themselves: preferences, linking, privacy."""
