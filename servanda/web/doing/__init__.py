"""What the forms that do something share: who may, in whose name, and what is kept while it is typed."""
