"""Word to people: what they follow and how they wish to be told, what they were told, and the mail that told it.

No statement of the register is copied here: of each word it is kept what it was about and when, never what it said.
"""
