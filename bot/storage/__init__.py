"""What the bot remembers: tables, the database they live in, and the questions asked of them."""

from bot.storage.engine.database import Database, open_database
from bot.storage.local_chat.messages import LocalMessage, LocalMessages
from common.sql_engine import DatabaseError

__all__ = ["Database", "DatabaseError", "LocalMessage", "LocalMessages", "open_database"]
