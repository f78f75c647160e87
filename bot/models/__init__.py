"""What is known of trained models: the registry, the files on this machine, the one that serves."""
