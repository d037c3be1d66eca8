"""The grader: runs learner code in a jail, and judges the result."""
