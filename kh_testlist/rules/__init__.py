"""What may be wrong with a list: small pure functions, each with a code for life, and the engine that runs them."""
