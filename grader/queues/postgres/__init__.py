"""The queue of many machines: jobs and answers as jobs of procrastinate, in Postgres."""
