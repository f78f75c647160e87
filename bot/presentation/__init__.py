"""What people see, put together without any I/O: from what a service returned to what Telegram is given."""
