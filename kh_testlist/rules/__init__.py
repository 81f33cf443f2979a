"""The rules that lists must keep: small pure functions with permanent codes, and the engine that runs them."""
