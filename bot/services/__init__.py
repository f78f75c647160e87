"""What a person can ask for, in plain synchronous Python; the only place that meets recommender and storage."""
