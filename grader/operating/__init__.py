"""What operators see of a process: its logs, its health, its figures. The bot uses the same."""
