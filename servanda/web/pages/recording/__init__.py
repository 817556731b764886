"""Pages that record: a fact, a correction, a marking, a brief that is issued; and the page of one statement."""
