"""Tells Django where the templates, the style sheets and the template words are."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web door."""

    name = "servanda.web"
    label = "web"
