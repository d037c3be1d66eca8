"""Daily prompts: the plan, the channels and their schedules."""
