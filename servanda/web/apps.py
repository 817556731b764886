"""Tells Django where the templates, the style sheets and the template words are."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web door."""

    name = "servanda.web"
    label = "web"

    def ready(self) -> None:
        """Have changes of second proofs noted."""
        from servanda.web.signing.signin import note_proofs

        note_proofs()
