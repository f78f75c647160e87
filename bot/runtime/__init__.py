"""What a process runs on: logging, threads, memory, the clock, cron."""
