"""What the ledger says, laid out for questions: claims and search, rebuilt at any time."""
