"""The web door: parse a standpoint, call one thing, show it."""
