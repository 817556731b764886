"""The one way out: views, and what is looked up beside them. Nothing is read any other way (rule 14)."""
