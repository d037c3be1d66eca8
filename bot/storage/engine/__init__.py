"""The database: opening it, transactions, maintenance, backups, encryption of secrets."""
