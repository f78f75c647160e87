"""Pictures that are no posters, and the child process that draws both."""
