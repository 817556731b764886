"""What others verify a seal with: one file of plain Python that needs nothing of Servanda, nor anything else."""

from pathlib import Path

PROGRAM = Path(__file__).with_name("verify_seal.py")
