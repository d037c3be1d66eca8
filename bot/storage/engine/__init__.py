"""The database itself: opening it, transactions, maintenance, backups, encryption of secrets."""
