"""Points, quiz answers, checklist marks and reviews."""
