"""One real build, read back: PDF, HTML, CSV twins, manifest; and what a failed one leaves behind."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from functools import partial
from importlib.metadata import version
from itertools import pairwise

import nbformat
import pytest
from pypdf import PdfReader

from conftest import FLAGSHIP, brief
from helpers import cli, open_edition
from helpers.chapters.summary import Summary
from helpers.datapackage.absence import says_absent
from helpers.datapackage.check import check
from helpers.datapackage.read import read_package
from helpers.publish.build import in_parallel, options, plan, request, run_chapter
from helpers.publish.content import payloads, statements
from helpers.publish.inputs import SUMMARY, chapter_names, imported
from helpers.publish.place import replace, workplace

CHAPTERS = chapter_names()
NOW = read_package().cutoff
THEN = "2021-12-15"
NEVER = [
    "nan",
    "Traceback",
    "inf",
    "No description has been provided",
    "Loading ITables",
    "TODO",
    "??",
]


@pytest.fixture(scope="module", params=[NOW, THEN])
def folder(built, request):
    return built / request.param


@pytest.fixture(scope="module")
def pdf(folder):
    return PdfReader(folder / f"{FLAGSHIP}_{folder.name}.pdf")


@pytest.fixture(scope="module")
def text(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.fixture(scope="module")
def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_what_an_edition_holds(folder):
    names = {path.name for path in folder.iterdir()}
    stem = f"{FLAGSHIP}_{folder.name}"
    assert names == {f"{stem}.pdf", f"{stem}.html", "chapters", "notebooks", "data", "manifest.json"}
    assert [path.stem for path in sorted((folder / "chapters").iterdir())] == CHAPTERS
    assert [path.stem for path in sorted((folder / "notebooks").iterdir())] == CHAPTERS


def test_pdf_is_tagged_titled_and_has_an_outline(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].startswith("en")
    assert "/StructTreeRoot" in root
    assert pdf.metadata.title.startswith("Pakistan–Kyrgyzstan")
    titles = [entry["/Title"] for entry in pdf.outline if not isinstance(entry, list)]
    assert len(titles) >= len(CHAPTERS)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_pdf_fonts_are_embedded_and_figures_are_vectors(pdf):
    fonts = {}
    for page in pdf.pages:
        for name, font in page["/Resources"].get("/Font", {}).items():
            fonts[name] = font.get_object()
        for image in page["/Resources"].get("/XObject", {}).values():
            assert image.get_object()["/Subtype"] != "/Image"
    assert fonts
    for font in fonts.values():
        descendant = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = descendant["/FontDescriptor"]
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        assert re.search("NotoSans|NotoEmoji|Source(Sans|Serif)", descriptor["/FontName"])


def test_pdf_links_lead_somewhere(pdf):
    named = pdf.named_destinations
    inside = 0
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            link = note.get_object()
            target = link.get("/Dest") or link.get("/A", {}).get("/D")
            if target is not None:
                inside += 1
                assert not isinstance(target, str) or target in named
    assert inside > 50


def test_pdf_text_has_no_leftovers(text):
    for word in NEVER:
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text), word
    assert "cut-off" in text


def test_figures_and_tables_carry_source_and_confidence(text, manifest):
    labels = [exhibit["label"] for exhibit in manifest["exhibits"]]
    assert len(labels) == len(set(labels)) > 50
    printed = [exhibit["label"] for exhibit in manifest["exhibits"] if not exhibit["screen"]]
    assert len(printed) > 20 and [label for label in printed if not re.search(rf"{label}\b", text)] == []
    assert text.count("Confidence:") >= len(printed)
    assert len(re.findall("Sources?:", text)) >= len(printed)


def test_html_is_one_file_without_remote_resources(folder):
    whole = (folder / f"{FLAGSHIP}_{folder.name}.html").read_text(encoding="utf-8")
    for path in [folder / f"{FLAGSHIP}_{folder.name}.html", *(folder / "chapters").iterdir()]:
        page = path.read_text(encoding="utf-8")
        markup = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)  # it writes the markup that embeds a figure
        assert not re.search(
            r"<(?:script|img|iframe|link|source|object|embed)\b[^>]*(?:src|href|data)=(?!\"data:)", markup
        )
        assert not re.search(r"@import|url\((?!#|data:)", page)
        assert "No description has been provided" not in page
        assert not re.search(r">\s*(?:nan|None|inf|NaT)\s*<", page)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert [name for name, times in Counter(ids).items() if times > 1] == [], path.name
        targets = set(re.findall(r'href="#([^"]+)"', page))
        assert targets <= set(ids), sorted(targets - set(ids))[:5]
        # A chapter's link to what stands elsewhere leads into the whole, and only such a link does.
        outward = set(re.findall(r'href="\.\./[^"#]+#([^"]+)"', page))
        assert outward <= set(re.findall(r'\sid="([^"]+)"', whole)) and not outward & set(ids), path.name


def test_every_exhibit_has_its_twin(folder, manifest):
    for exhibit in manifest["exhibits"]:
        with (folder / "data" / exhibit["file"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) >= 2 and all(len(row) == len(rows[0]) for row in rows), exhibit["file"]


def test_every_finding_has_unit_period_and_sources(manifest):
    assert len({finding["id"] for finding in manifest["findings"]}) == len(manifest["findings"])
    by_chapter = {}
    for finding in manifest["findings"]:
        by_chapter.setdefault(finding["chapter"], []).append(finding)
        assert finding["text"].endswith((".", "?")), finding["id"]
        # What is judged has a likelihood, and of the rest each says what it rests on.
        assert finding["kind"] == "judged" or finding["confidence"] in ("high", "moderate", "low"), finding["id"]
        assert not {"nan", "inf"} & set(finding["text"].split()), finding["id"]
        if finding["value"] is not None:
            assert finding["source_ids"], finding["id"]
        # As a kept notebook gives them, or an edition made in parts would differ from one made anew.
        assert list(finding)[1:] == sorted(list(finding)[1:]), finding["id"]
    assert all(len(by_chapter.get(chapter, [])) >= 3 for chapter in CHAPTERS[1:])


def test_inputs_are_recorded(manifest):
    assert set(manifest["made"]) == set(CHAPTERS)
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["inputs"]["data/trade.csv"])
    reads = manifest["made"]["02_trade"]["reads"]
    assert {"data/trade.csv", "data/targets.csv", "notebooks/02_trade.ipynb", "helpers/periods.py"} <= set(reads)
    assert "data/visas.csv" not in reads and "helpers/chapters/timeline/findings.py" not in reads
    assert "data/visas.csv" in manifest["made"]["05_people"]["reads"]


def test_nothing_is_built_twice(built):
    assert all(why == [] for why in plan(request(FLAGSHIP, THEN, out=built.parent)).values())


def test_only_what_reads_a_changed_row_runs_again(built, package):
    before = request(FLAGSHIP, THEN, out=built.parent, data=package)
    with (package / "products.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    why = plan(before)
    reads = json.loads((built / THEN / "manifest.json").read_text(encoding="utf-8"))["made"]
    for chapter in CHAPTERS:
        expected = ["data/products.csv changed"] if "data/products.csv" in reads[chapter]["reads"] else []
        assert why[chapter] == (expected or (["a chapter runs again"] if chapter == SUMMARY else []))
    assert why["02_trade"] and not why["01_timeline"] and why["publications"]


def test_a_parameter_a_damaged_file_and_another_version_are_reasons(built, tmp_path):
    shutil.copytree(built / THEN, tmp_path / FLAGSHIP / THEN)
    again = request(FLAGSHIP, THEN, out=tmp_path, settings={"cif_fob": "1.1"})
    why = plan(again)
    assert why["02_trade"] == ["parameter cif_fob: None to 1.1"] and not why["01_timeline"]
    folder = tmp_path / FLAGSHIP / THEN
    (folder / f"{FLAGSHIP}_{THEN}.pdf").write_bytes(b"")
    (folder / "notebooks" / "06_claims.ipynb").unlink()
    why = plan(request(FLAGSHIP, THEN, out=tmp_path))
    assert why["06_claims"] == ["its executed notebook is missing or was edited"]
    (folder / "notebooks" / "06_claims.ipynb").write_bytes(
        (built / THEN / "notebooks" / "06_claims.ipynb").read_bytes()
    )
    assert plan(request(FLAGSHIP, THEN, out=tmp_path))["publications"] == [
        f"{FLAGSHIP}_{THEN}.pdf is missing or was edited"
    ]
    record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    record["versions"]["pandas"] = "0.1"
    (folder / "manifest.json").write_text(json.dumps(record), encoding="utf-8")
    assert plan(request(FLAGSHIP, THEN, out=tmp_path))["03_institutions"] == [f"pandas 0.1 to {version('pandas')}"]


def test_every_imported_helper_is_read():
    for chapter in CHAPTERS:
        assert {"helpers/__init__.py", "helpers/edition.py", "helpers/finding.py"} <= set(imported(chapter))
    trade = set(imported("02_trade"))
    assert {"helpers/chapters/trade/frames/ledgers.py", "helpers/words/en/trade.ftl", "helpers/world/read.py"} <= trade


def test_the_difference_of_two_editions_is_printed(built):
    result = brief("diff", built / THEN, built / NOW)
    assert result.returncode == 0
    head, *lines = result.stdout.splitlines()
    assert re.match(rf"{FLAGSHIP}, {THEN} to {NOW}: [1-9]\d* changed, [1-9]\d* new, \d+ gone", head)
    assert any(line.startswith("changed: claims.count: ") for line in lines) or len(lines) > 10


def test_numbers_are_the_same_in_pdf_html_and_manifest(folder, text, manifest):
    page = (folder / f"{FLAGSHIP}_{folder.name}.html").read_text(encoding="utf-8")
    squeeze = re.compile(r"\W+")
    flat = squeeze.sub("", text)
    checked = 0
    for finding in manifest["findings"]:
        start = squeeze.sub("", finding["text"])[:40]
        if f'data-finding="{finding["id"]}"' in page and start in flat:
            checked += 1
    assert checked >= 10


def test_every_statement_of_the_document_is_in_print(folder, text):
    squeeze = re.compile(r"\W+")
    flat, claims = squeeze.sub("", text), read_package().tables["claims"]["claim"]
    assert len(claims) >= 45 and [claim for claim in claims if squeeze.sub("", claim) not in flat] == []


def test_the_rules_of_statements_stand_in_the_page_and_are_named_on_paper(folder, text):
    page = (folder / f"{FLAGSHIP}_{folder.name}.html").read_text(encoding="utf-8")
    assert 'href="#rules">docs/method-of-statements.md</a>' in page and page.count('id="rules"') == 1
    assert "Absence needs a search." in page.partition('id="rules"')[2]
    flat = re.sub(r"\s+", "", text)
    assert "docs/method-of-statements.md" in flat and re.search(r"Of\d+answerstheoutcomeisknown", flat)


def test_no_headline_rests_on_one_weak_source_alone(folder):
    nodes = {path.stem: nbformat.read(path, as_version=4) for path in sorted((folder / "notebooks").glob("*.ipynb"))}
    sources = Summary(open_edition(FLAGSHIP, folder.name), statements(nodes)).edition.sources
    heads = {}
    for chapter, node in nodes.items():
        for payload in payloads(node):
            if payload.get("lead") or payload["type"] in ("strip", "judgements"):
                found = payload.get("findings") or payload["judgements"]
                heads |= {one["id"]: one["source_ids"] for one in (found[:1] if payload.get("lead") else found)}
            elif payload["type"] == "story" and chapter == SUMMARY:
                heads |= {
                    text["v"]: marks["ids"]
                    for paragraph in payload["paragraphs"]
                    for text, marks in pairwise(paragraph["nodes"])
                    # What was not found rests on the search.
                    if marks["t"] == "marks" and not says_absent(text["v"])
                }
    # The chapter on a document opens with the document itself.
    weak = {head for head, ids in heads.items() if sources.weak(ids)} - {"claims.introduction"}
    assert weak == set() and len(heads) > 20


def test_the_then_edition_knows_nothing_later(built):
    manifest = json.loads((built / THEN / "manifest.json").read_text(encoding="utf-8"))
    text = "\n".join(page.extract_text() for page in PdfReader(built / THEN / f"{FLAGSHIP}_{THEN}.pdf").pages)
    listed = " ".join(text.split())  # an entry of the list ends with its date and grade
    dated = re.findall(r", (?:\d+ )?(?:\w+ )?(\d{4})( \(documented later\))? [A-D]\b(?! [a-z])", listed)
    assert len(dated) > 50 and {year for year, later in dated if later} >= {"2022"}
    assert [year for year, later in dated if year > "2021" and not later] == []
    later = [finding for finding in manifest["findings"] if finding["period"][:4].isdigit()]
    assert all(finding["period"][:4] <= "2021" for finding in later if finding["kind"] != "judged")


@pytest.mark.long
def test_the_same_input_gives_the_same_bytes(built, tmp_path):
    result = brief("build", FLAGSHIP, "--as-of", THEN, "--out", tmp_path)
    assert result.returncode == 0, result.stderr

    def digests(root):
        return {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    assert digests(tmp_path / FLAGSHIP / THEN) == digests(built / THEN)


def test_a_broken_row_stops_the_build_and_leaves_the_old_edition(package, tmp_path, capsys):
    old = tmp_path / "out" / FLAGSHIP / NOW
    old.mkdir(parents=True)
    (old / "manifest.json").write_text("{}")
    table = package / "trade.csv"
    lines = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    lines[5][lines[0].index("value_usd")] = "-12"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    assert cli.main(["build", FLAGSHIP, "--data", str(package), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert re.search(r"trade\.csv:6: value_usd: found '-12', expected", told), told
    assert (old / "manifest.json").read_text() == "{}"
    assert [path.name for path in (tmp_path / "out" / FLAGSHIP).iterdir()] == [NOW]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["QQQ-KGZ"], "found 'QQQ', expected an assigned ISO 3166-1"),
        (["PAK-KGZ", "--as-of", "2021-13-01"], "found '2021-13-01', expected an ISO 8601 date"),
        (["PAK-KGZ", "--formats", "odt"], "found 'odt', expected"),
        (["PAK-KGZ", "--jobs", "0"], "found 0, expected 1 or more"),
        (["PAK-KGZ", "--data", "no/such/folder"], "expected the descriptor of a data package"),
        (["PAK-KGZ", "--set", "cif_fop=1.1"], "--set: found 'cif_fop', expected 'cif_fob'"),
        (["PAK-KGZ", "--set", "cif_fob"], "--set: found 'cif_fob', expected NAME=VALUE"),
        (["PAK-KGZ", "--claims-document", "none-such"], "claims_document: found 'none-such', expected one of "),
        (["PAK-KGZ", "--out", "/proc/nowhere"], "expected a folder that can be written"),
    ],
)
def test_bad_input_is_named_and_exits_2(arguments, message, capsys, tmp_path):
    arguments = arguments if "--out" in arguments else [*arguments, "--out", str(tmp_path)]
    assert cli.main(["build", *arguments]) == 2
    told = capsys.readouterr().err
    assert message in told and "Traceback" not in told


def test_the_command_itself_exits_2():
    result = brief("build", "QQQ-KGZ")
    assert result.returncode == 2 and "Traceback" not in result.stderr


def test_replacing_keeps_the_old_edition_until_the_new_one_stands(tmp_path):
    target, fresh = tmp_path / "edition", tmp_path / "fresh"
    for folder, word in ((target, "old"), (fresh, "new")):
        folder.mkdir()
        (folder / "word").write_text(word)
    replace(target, fresh)
    assert (target / "word").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]
    shutil.rmtree(target)


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    dead = subprocess.Popen(["true"])
    dead.wait()
    left = tmp_path / FLAGSHIP / f".{NOW}.building-{dead.pid}-abcdefgh"
    running = tmp_path / FLAGSHIP / f".{NOW}.building-{os.getpid()}-abcdefgh"
    left.mkdir(parents=True)
    running.mkdir()
    folder = workplace(tmp_path / FLAGSHIP / NOW)
    assert folder.is_dir() and not left.exists() and running.exists()


def test_the_claims_of_another_document_are_rows(package, tmp_path):
    with (package / "documents.csv").open("a", encoding="utf-8") as file:
        file.write("SECOND,Another article,A Daily,2022-03-01,KGZ;PAK,,9\n")
    lines = (package / "claims.csv").read_text(encoding="utf-8").splitlines()
    with (package / "claims.csv").open("a", encoding="utf-8") as file:
        for line in lines[1:3]:
            file.write("X" + line.replace("TDI-2021-12-15", "SECOND") + "\n")
    assert not check(package)
    made = request(FLAGSHIP, data=package, out=tmp_path, settings={"claims_document": "SECOND"})
    assert set(made.parameters) == {"06_claims"}
    node = dict(in_parallel({"06_claims": partial(run_chapter, "06_claims", made)}, made))["06_claims"]
    ledger = next(payload for payload in payloads(node) if payload.get("name") == "claims.ledger")
    assert len(ledger["rows"]) == 2
    assert options(made) == ' --set claims_document="SECOND"'
