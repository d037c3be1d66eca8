"""The grader: takes jobs, has them run in the jail and judged, and answers."""
