"""Study groups: members, leaderboards, overviews and daily prompts."""
