"""Feeds: what calendars and readers of news fetch again and again. What has a date, and what changed, of something.

A feed is of now, for one reader. ``calendar`` gathers dates, ``changes`` what changed; ``render`` writes them.
"""
