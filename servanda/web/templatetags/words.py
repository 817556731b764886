"""Words cut for typesetting: a source mark is glued to the last word of its clause."""

from django import template

register = template.Library()


@register.filter
def last_word(text: str) -> str:
    """Give what follows the last space, which stays on one line with its source mark."""
    return str(text).rpartition(" ")[2]


@register.filter
def up_to_last_word(text: str) -> str:
    """Give what stands before the last word, with its space."""
    head, space, _word = str(text).rpartition(" ")
    return head + space
