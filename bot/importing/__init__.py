"""Files that people bring from elsewhere: recognised by content, read into records, matched to films."""
