"""Renderers: one brief in, text, Markdown, JSON, HTML or drawings out. They draw and decide nothing."""
