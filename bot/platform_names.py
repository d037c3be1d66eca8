"""Names of the chat platforms, as the database, the health checks and the metrics have them."""

DISCORD, LOCAL, SLACK = "discord", "local", "slack"
