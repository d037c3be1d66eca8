"""What the bot remembers: tables, the database they live in, and the questions asked of them."""

from bot.storage.engine.database import Database, DatabaseError, open_database
from bot.storage.local_chat.messages import LocalMessage, LocalMessages

__all__ = ["Database", "DatabaseError", "LocalMessage", "LocalMessages", "open_database"]
