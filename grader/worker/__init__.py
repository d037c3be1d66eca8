"""The worker: takes jobs, runs them in the jail, has them judged, and sends the answers."""
