"""The queue of many machines: jobs and answers in Postgres."""
