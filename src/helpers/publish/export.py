"""The exporters that nbconvert knows: ``brief_html`` and ``brief_pdf``.

``jupyter nbconvert --to brief_pdf`` and JupyterLab's export menu offer what the build makes.
"""

from nbconvert.exporters import Exporter

from helpers.publish.content import ExportFailed, numbered_one, title
from helpers.publish.page import BriefHTMLExporter
from helpers.publish.typeset import typeset

__all__ = ["BriefHTMLExporter", "BriefPDFExporter", "ExportFailed"]


class BriefPDFExporter(Exporter):
    """One executed notebook as a tagged PDF."""

    export_from_notebook = "Brief (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self):
        return ".pdf"

    def from_notebook_node(self, nb, resources=None, **kwargs):
        """Export a notebook; refuses one that was not run or has a failed cell."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        nb = numbered_one(nb, resources)
        resources["output_extension"] = ".pdf"
        return typeset([nb], title(nb)), resources
