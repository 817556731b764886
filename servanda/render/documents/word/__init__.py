"""A brief as DOCX, filled into a template document that an office can replace with its own."""

from servanda.render.documents.word.check import Fault, faults_of
from servanda.render.documents.word.fill import render
from servanda.render.documents.word.package import SHIPPED

__all__ = ["SHIPPED", "Fault", "faults_of", "render"]
