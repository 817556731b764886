"""Keeping the register: making it, verifying, sealing, building anew, joining two, announcing what fell due."""
