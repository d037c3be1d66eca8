"""The bot's persistent state: the tables, the database, and its queries."""

from bot.storage.engine.database import Database, open_database
from bot.storage.local_chat.messages import LocalMessages
from common.sql_engine import DatabaseError

__all__ = ["Database", "DatabaseError", "LocalMessages", "open_database"]
