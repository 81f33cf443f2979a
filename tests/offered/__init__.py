"""What a file offers."""
