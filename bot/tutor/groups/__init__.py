"""Study groups, their leaderboards and overviews."""
