"""What two or more of bot, grader and lessons share. Depends on none of them."""
