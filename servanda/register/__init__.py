"""The register: ``record`` is the one way in, ``views`` the one way out."""
