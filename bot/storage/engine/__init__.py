"""The database: opening it, transactions, backups, encryption of secrets."""
