"""The append-only store: entries, contents, arrival, seals, erasure."""
