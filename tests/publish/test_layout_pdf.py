"""The pages read back from the PDF: what stands where, and what is missing."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader
from pypdfium2 import raw

from conftest import brief
from helpers.publish.build import FORMATS, OFFERED
from helpers.publish.content import numbered, told

MM = 72 / 25.4
HEIGHT, TOP, BOTTOM = 297, 23, 16
BLANK = 0.12
MEASURE = 80
TEXT = 10.1  # points
OTHERS = ("PAK-KGZ --as-of 2019-06-30", "KAZ-PAK", "KGZ-TUR", "IDN-KEN")  # built for these tests
EDITIONS = ["2026", "2021", *(pytest.param(pair, marks=pytest.mark.long) for pair in OTHERS)]


@dataclass
class Pages:
    """A PDF and what its pages hold."""

    path: str

    @cached_property
    def document(self):
        return pypdfium2.PdfDocument(self.path)

    @cached_property
    def chapters(self):
        """Page, from 0, and height in points from the foot at which each chapter begins."""
        begins = [entry.get_dest() for entry in self.document.get_toc(max_depth=1)]
        return [(begin.get_index(), begin.get_view()[1][1]) for begin in begins]

    @cached_property
    def exhibits(self):
        """Name of each exhibit that is printed, and page and height at which it begins."""
        manifest = json.loads((Path(self.path).parent / "manifest.json").read_text(encoding="utf-8"))
        names = {one["label"]: one["name"] for one in manifest["exhibits"]}
        found = {}
        for number in range(len(self.document)):
            for words, left, _, _, top in self.runs(number):
                if words in names and left < 21 * MM:
                    found.setdefault(names[words], (number, top))
        return found

    def blank(self, number):
        """Share of the text area that is empty at its foot."""
        shades = self.document[number].render(scale=1).to_numpy()[..., :3].min(axis=2)
        pixels = shades.shape[0] / HEIGHT
        inked = np.flatnonzero((shades[int(TOP * pixels) : int((HEIGHT - BOTTOM) * pixels)] < 200).any(axis=1))
        return 1 - inked.max() / ((HEIGHT - TOP - BOTTOM) * pixels) if len(inked) else 1.0

    def runs(self, number):
        """Text of the page with its box, in points from the foot: text, left, bottom, right, top."""
        page = self.document[number]
        text = page.get_textpage()
        found = []
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1, textpage=text):
            words = thing.extract().strip()
            if words:
                found.append((words, *thing.get_bounds()))
        return found


@pytest.fixture(scope="module", params=EDITIONS)
def pages(request, built, tmp_path_factory):
    if request.param.isdigit():
        return Pages(next(built.glob(f"{request.param}-*/*.pdf")))
    out = tmp_path_factory.mktemp("pair")
    result = brief("build", *request.param.split(), "--out", out, "--formats", "pdf")
    assert result.returncode == 0, result.stderr
    return Pages(next(out.glob("*/*/*.pdf")))


def test_no_page_but_the_last_of_a_chapter_is_more_than_an_eighth_blank(pages):
    opened = {number for number, height in pages.chapters if height > (HEIGHT - TOP - 15) * MM}
    last = {number - 1 for number in {*opened, len(pages.document)}}
    blank = {number + 1: round(pages.blank(number), 2) for number in range(len(pages.document)) if number not in last}
    over = {number: share for number, share in blank.items() if share > BLANK + 0.01}
    assert over == {}


def test_a_line_of_text_has_at_most_80_characters(pages):
    longest = 0
    for number in range(len(pages.document)):
        page = pages.document[number]
        text = page.get_textpage()
        lines = {}
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1, textpage=text):
            matrix = thing.get_matrix()
            if (
                abs(thing.get_font_size() * abs(matrix.d) - TEXT) < 0.05
                and "SourceSerif" in thing.get_font().get_base_name()
            ):
                lines[round(matrix.f)] = lines.get(round(matrix.f), "") + thing.extract()
        longest = max([longest, *(len(line.replace("\u2060", "").strip()) for line in lines.values())])
    assert 40 < longest <= MEASURE


def test_exhibits_are_numbered_in_the_order_of_print(pages):
    found = {"Figure": [], "Table": []}
    for number in range(len(pages.document)):
        labels = [run for run in pages.runs(number) if re.fullmatch(r"(Figure|Table) \d+", run[0]) and run[1] < 21 * MM]
        for run in sorted(labels, key=lambda run: -run[4]):
            kind, figure = run[0].split()
            found[kind].append(int(figure))
    for numbers in found.values():
        first = list(dict.fromkeys(numbers))
        assert first == sorted(first)


def test_an_exhibit_has_one_number_on_paper_on_screen_and_in_the_manifest(pages):
    folder = Path(pages.path).parent
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["exhibits"]
    paper = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages.document)
    printed = [one for one in manifest if re.search(rf"{one['label']} {re.escape(one['title'][:20])}", paper)]
    assert {one["label"] for one in printed} == {one["label"] for one in manifest if not one["screen"]}
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r'<figure[^>]* id="([^"]+)"[^>]*>\s*<figcaption><span class="label">([^<]+)</span>', text)
        assert shown and set(shown) <= {(one["name"], one["label"]) for one in manifest}


def test_an_exhibit_stands_in_its_chapter_and_a_page_never_begins_with_a_note(pages):
    # The summary shows those of the chapters.
    shown = [(name.partition(".")[0], page, -height) for name, (page, height) in pages.exhibits.items() if page > 1]
    begins = [(page, -height) for page, height in pages.chapters]
    by_chapter = {}
    for name, page, depth in shown:
        by_chapter.setdefault(name, set()).add(sum(begin <= (page, depth) for begin in begins))
    assert {name: places for name, places in by_chapter.items() if len(places) > 1} == {}
    assert len({min(places) for places in by_chapter.values()}) == len(by_chapter) or len(begins) < 4
    for number in range(1, len(pages.document)):
        body = [run for run in pages.runs(number) if run[4] < (HEIGHT - TOP + 1) * MM]
        first = max(body, key=lambda run: (round(run[4]), -run[1]))
        assert not re.match(r"Sources: |Data: |Confidence: ", first[0]), number + 1


def test_the_header_is_clear_of_its_rule(pages):
    for number in range(1, len(pages.document)):
        page = pages.document[number]
        words = [run for run in pages.runs(number) if run[4] > (HEIGHT - TOP + 2) * MM]
        rules = [path.get_bounds() for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)]
        rules = [box for box in rules if box[1] > (HEIGHT - TOP + 2) * MM and box[2] - box[0] > 160 * MM]
        assert words and rules
        assert min(run[2] for run in words) > max(box[3] for box in rules) + 1


def test_no_text_stands_over_text(pages):
    for number in range(len(pages.document)):
        runs = pages.runs(number)
        boxes = np.array([run[1:] for run in runs])
        size = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        wide = np.minimum(boxes[:, None, 2], boxes[None, :, 2]) - np.maximum(boxes[:, None, 0], boxes[None, :, 0])
        high = np.minimum(boxes[:, None, 3], boxes[None, :, 3]) - np.maximum(boxes[:, None, 1], boxes[None, :, 1])
        share = np.clip(wide, 0, None) * np.clip(high, 0, None) / np.minimum(size[:, None], size[None, :])
        np.fill_diagonal(share, 0)
        over = [(runs[one][0], runs[two][0]) for one, two in np.argwhere(np.triu(share) > 0.35)]
        assert over == [], number + 1


def test_nothing_stands_outside_the_margins(pages):
    for number in range(len(pages.document)):
        out = [run[0] for run in pages.runs(number) if run[1] < 19.5 * MM or run[3] > 191 * MM]
        assert out == [], number + 1


def test_no_reference_is_left_open_and_no_word_is_split(pages):
    text = "\n".join(page.get_textpage().get_text_range() for page in pages.document)
    assert "\u00ad" not in text
    assert not re.search(r"\]\(#|\bExhibit\b|\[N?\?\]", text)


def test_fonts_are_embedded_and_the_file_says_that_it_is_accessible(pages):
    reader = PdfReader(pages.path)
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.rdf_root.toxml()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert inner.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_word_processor_opens_pages_1_and_2(built, tmp_path):
    import docx

    from helpers.publish.docx import summary_document

    assert set(FORMATS) < set(OFFERED)
    files = sorted(next(built.glob("2026-*")).glob("notebooks/*.ipynb"))
    chapters = numbered(told({path.stem: nbformat.read(path, 4) for path in files})[0])
    file = tmp_path / "summary.docx"
    file.write_bytes(summary_document(list(chapters.values())))
    assert all(shape._inline.docPr.get("descr") for shape in docx.Document(file).inline_shapes)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, file], check=True, capture_output=True, timeout=180)
    text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "summary.pdf").pages)
    assert "Pakistan and Kyrgyzstan" in text
    assert re.search(r"\[\d+\] \w+", text)
