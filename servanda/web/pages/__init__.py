"""One module a page. A page reads a standpoint, asks the register for a view, has it told, and draws it."""
