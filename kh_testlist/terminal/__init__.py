"""The parts between a person and the commands: session, option types, prompts, progress, completion."""
