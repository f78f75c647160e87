"""What storage hands out: frozen records by subject, no rows and no sessions."""
