"""What stands between a person and the commands: the session, option types, prompts, progress, completion."""
