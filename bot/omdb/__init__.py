"""OMDb: asking for a film's details, reading whatever comes back, and pausing after failures."""
