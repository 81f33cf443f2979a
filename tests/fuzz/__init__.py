"""The targets of the fuzzer, run over all that ever broke one, without the fuzzer."""
