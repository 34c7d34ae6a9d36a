"""A static site of all editions under a folder: for readers, for programs, on any host of plain files or on none.

Everything in it comes from the editions as they were published and from the searches of the data package; nothing is
computed anew. It opens from ``file://``: each page holds its script and its data. The same editions give the same bytes.
"""

from helpers.publish.site.build import build_site
from helpers.publish.site.catalogue import Published, read_catalogue

__all__ = ["Published", "build_site", "read_catalogue"]
