"""Running a review: looking how it stands, and doing what its framework lets be done next."""

from servanda.review.acts import approve, lock, move, send_back
from servanda.review.ahead import Looked, looked_at
from servanda.review.answers import Answer, confirm, submit
from servanda.review.looking import Hand, look
from servanda.review.opening import open_review

__all__ = [
    "Answer",
    "Hand",
    "Looked",
    "approve",
    "confirm",
    "lock",
    "look",
    "looked_at",
    "move",
    "open_review",
    "send_back",
    "submit",
]
