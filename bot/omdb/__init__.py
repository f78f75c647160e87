"""OMDb: asking for a film's details, reading whatever comes back, and resting when it is better to."""
