"""What is being typed and not submitted yet: kept beside the ledger, and gone when it is submitted."""
