"""Word to people: of dates before, on and after them, of texts under silence, of what they follow.

It stands on a page, and goes out by mail. ``current`` says what there is to tell someone now, ``gather`` notes what is
new, ``mailing`` puts it into mails and sends them, ``inviting`` sends invitations, ``upkeep`` clears what has expired.
``servanda work`` runs them.
"""
