"""The grader: takes a job, runs the learner's code in a jail, judges the answer."""
