"""What an operator does and sees: health, figures, standing, backups."""
