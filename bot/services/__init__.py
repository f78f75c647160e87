"""What a person can ask for, in plain synchronous Python; here alone recommender and storage meet."""
