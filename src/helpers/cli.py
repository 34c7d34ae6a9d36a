"""The command ``brief``: exit 0 done, 1 failed, 2 the input cannot be used, 130 and 143 ended by a signal."""

import argparse
import contextlib
import json
import logging
import os
import signal
import sys
from pathlib import Path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Brief on the relationship between two countries.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    build = verbs.add_parser("build", help="run the notebooks and make HTML and PDF")
    build.add_argument(
        "pairs",
        nargs="*",
        metavar="PAIR",
        help="two ISO alpha-3 codes, such as PAK-KGZ; several make as many editions (default: the data's first)",
    )
    build.add_argument("--all-pairs", action="store_true", help="every pair that the data has rows about")
    build.add_argument(
        "--as-of", default="", metavar="DATE", help="ISO date, or several with commas (default: the data's cut-off)"
    )
    build.add_argument(
        "--vintage",
        default="as-of",
        choices=("latest", "as-of"),
        help="latest: later publications about past periods too (default: as-of)",
    )
    build.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of a data package (default: the project's data)"
    )
    build.add_argument("--out", type=Path, metavar="DIR", help="folder for editions (default: the project's reports)")
    build.add_argument("--formats", default="html,pdf", metavar="LIST", help="of html, pdf, docx (default: html,pdf)")
    build.add_argument(
        "--jobs",
        type=int,
        default=2,
        metavar="N",
        help="notebooks, or of many editions editions, at a time (default: 2)",
    )
    build.add_argument("--scheduler", default="", metavar="ADDRESS", help="hand editions to a dask.distributed cluster")
    build.add_argument(
        "--engine",
        choices=("fork", "kernel"),
        help="fork: children of one process; kernel: a Jupyter kernel each (default: fork on Linux, else kernel)",
    )
    build.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="settings",
        help="a parameter of the chapters that have it, such as cif_fob=1.1 (may be repeated)",
    )
    build.add_argument("--claims-document", default="", metavar="ID", help="the document whose claims are checked")
    build.add_argument("--fresh", action="store_true", help="make everything anew, even what has not changed")
    build.add_argument("--explain", action="store_true", help="only say why each chapter would be run or not")
    build.set_defaults(run=_build)

    diff = verbs.add_parser("diff", help="what changed between two editions, number by number")
    diff.add_argument("old", type=Path, metavar="OLD", help="folder or manifest.json of the earlier edition")
    diff.add_argument("new", type=Path, metavar="NEW", help="folder or manifest.json of the later edition")
    diff.add_argument(
        "--pictures", type=Path, metavar="DIR", help="write figures that are drawn otherwise, before and after"
    )
    diff.set_defaults(run=_diff)

    check = verbs.add_parser("check", help="validate a data package")
    check.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of a data package (default: the project's data)"
    )
    check.add_argument(
        "--fix", action="store_true", help="first bring every table into canonical order and form, for small diffs"
    )
    check.add_argument("--strict", action="store_true", help="take warnings for faults")
    check.add_argument(
        "--sign", action="store_true", help="then write into claims.csv what the findings of its claims are now"
    )
    check.set_defaults(run=_check)

    new = verbs.add_parser("new-data", help="write an empty, documented data package to start another pair from")
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    new.add_argument("--pair", default="", help="the pair it is about: its two countries are entered")
    new.add_argument("--cutoff", default="", metavar="DATE", help="information cut-off (default: that of the project)")
    new.set_defaults(run=_new_data)

    start = verbs.add_parser("start", help="from two countries to a first brief: package, figures, edition")
    start.add_argument("pair", help="two ISO alpha-3 codes or names, such as IDN-KEN")
    start.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    start.add_argument("--offline", action="store_true", help="ask no publisher even if there is a network")
    start.add_argument("--repo", action="store_true", help="put notebooks, code and workflows around it: a repository")
    start.set_defaults(run=_start)

    held = verbs.add_parser(
        "import", help="propose what files that you hold would add (Comtrade, WITS, WDI, IMF, CEPII, votes …)"
    )
    held.add_argument("files", nargs="+", type=Path, metavar="FILE", help="known by its header, whatever its name")
    held.add_argument("--data", type=Path, metavar="DIR", help="folder of a data package (default: the project's data)")
    held.add_argument("--pair", default="", help="the pair that it is for (default: the data's first)")
    held.add_argument("--retrieved", default="", metavar="DATE", help="day of download (default: the data's cut-off)")
    held.set_defaults(run=_import)

    book = verbs.add_parser("codebook", help="print what each table and column of a data package holds")
    book.add_argument("--data", type=Path, metavar="DIR", help="folder of a data package (default: the project's data)")
    book.set_defaults(run=_codebook)

    refresh = verbs.add_parser("refresh", help="ask publishers for newer figures and propose what would change")
    refresh.add_argument(
        "providers", nargs="*", metavar="PROVIDER", help="comtrade, worldbank, imf (default: all; needs a network)"
    )
    refresh.add_argument("--pair", default="", help="the pair whose trade is asked for (default: the data's first)")
    refresh.add_argument(
        "--years", default="", metavar="A:B", help="first and last year (default: ten years before the cut-off and on)"
    )
    refresh.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of a data package (default: the project's data)"
    )
    refresh.add_argument(
        "--keep-all", action="store_true", help="keep answers too that may not be republished (data/raw)"
    )
    refresh.add_argument(
        "--accept", type=Path, metavar="FILE", help="append the rows of a proposal as a new vintage; asks nobody"
    )
    refresh.set_defaults(run=_refresh)

    site = verbs.add_parser("site", help="make a static site of all editions")
    site.add_argument(
        "--reports", type=Path, metavar="DIR", help="folder of the editions (default: the project's reports)"
    )
    site.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of the site (default: site in that of the editions)"
    )
    site.add_argument("--url", default="", help="address under which it will stand, for absolute links and a sitemap")
    site.add_argument(
        "--data", type=Path, metavar="DIR", help="data package whose searches are told (default: the project's data)"
    )
    site.set_defaults(run=_site)
    return parser


def _build(options: argparse.Namespace) -> int:
    from helpers.datapackage.read import InputError
    from helpers.publish.build import OFFERED, build, plan, request

    formats = tuple(part.strip() for part in options.formats.split(",") if part.strip())
    unknown = [part for part in formats if part not in OFFERED]
    if unknown or not formats:
        raise InputError(
            f"--formats: found {options.formats!r}, expected {' or '.join(OFFERED)}, or several with commas"
        )
    if options.jobs < 1:
        raise InputError(f"--jobs: found {options.jobs}, expected 1 or more")
    settings = {}
    for text in options.settings:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise InputError(f"--set: found {text!r}, expected NAME=VALUE")
        settings[name.strip()] = value
    if options.claims_document:
        settings["claims_document"] = json.dumps(options.claims_document)
    common = {
        "vintage": options.vintage,
        "data": options.data,
        "out": options.out,
        "formats": formats,
        "jobs": options.jobs,
        "engine": options.engine,
        "settings": settings,
    }
    if options.all_pairs and options.pairs:
        raise InputError(f"--all-pairs: found the pair {options.pairs[0]!r} beside it, expected one or the other")
    dates = [part.strip() for part in options.as_of.split(",")]
    pairs = options.pairs or [""]
    if options.all_pairs or len(dates) > 1 or len(pairs) > 1 or options.scheduler:
        return _many(options, pairs, dates, common)
    made = request(pairs[0], options.as_of, **common)
    if options.explain:
        for chapter, why in plan(made).items():
            print(f"{chapter}: {'; '.join(why) if why else 'stands'}")
    else:
        print(build(made, options.fresh))
    return 0


def _many(options: argparse.Namespace, pairs: list[str], dates: list[str], common: dict) -> int:
    from tqdm import tqdm

    from helpers.datapackage.read import InputError, read_package
    from helpers.edition import all_pairs
    from helpers.publish.batch import build_all
    from helpers.publish.build import request

    if options.explain or options.fresh:
        raise InputError("--explain and --fresh: found several editions, expected one")
    if options.all_pairs:
        pairs = ["-".join(pair) for pair in all_pairs(read_package(options.data))]
    failed = 0
    total = len(pairs) * len(dates)
    with tqdm(total=total, disable=not sys.stderr.isatty(), unit="edition", leave=False) as bar:
        # One date after the other: an edition is compared with the one before it.
        for date in sorted(dates):
            requests = [request(pair, date, **common) for pair in pairs]
            for outcome in build_all(requests, options.jobs, options.scheduler):
                bar.update()
                failed += bool(outcome.fault)
                end = f"failed: {outcome.fault}" if outcome.fault else "built"
                bar.write(f"{outcome.name}: {end} ({outcome.seconds:.1f} s, {outcome.memory} MB)")
    print(f"{total - failed} of {total} editions stand")
    return 1 if failed else 0


def _diff(options: argparse.Namespace) -> None:
    from helpers.chapters.summary.changes import compare
    from helpers.manifest import read_manifest

    for line in compare(read_manifest(options.old), read_manifest(options.new)):
        print(line)
    if options.pictures:
        from helpers.publish.site.pictures import redrawn

        for name in redrawn(options.old, options.new, options.pictures):
            print(f"drawn otherwise: {name}")


def _check(options: argparse.Namespace) -> None:
    from helpers.chapters.story import untold
    from helpers.datapackage.absence import unsearched
    from helpers.datapackage.check import examine
    from helpers.datapackage.read import DEFAULT_DATA, PackageError, read_package

    data = options.data or DEFAULT_DATA
    if options.fix:
        from helpers.datapackage.canonical import rewrite

        for path in rewrite(data):
            print(f"rewritten: {path}")
    found = examine(data)
    faults = [fault for fault in found if options.strict or not fault.warning]
    faults = faults or unsearched(read_package(data))
    if faults:
        raise PackageError(faults)
    for warning in found:
        print(f"warning: {warning}", file=sys.stderr)
    count = f", {len(found)} warning{'s' * (len(found) != 1)}" if found else ""
    print(f"{data}: no faults{count}")
    for line in untold(read_package(data)):
        print(line)
    if options.sign:
        from helpers.publish.binding import sign

        for line in sign(data):
            print(line)


def _new_data(options: argparse.Namespace) -> None:
    from helpers.datapackage.new import new_data

    print(new_data(options.folder, options.pair, options.cutoff))


def _start(options: argparse.Namespace) -> None:
    from helpers.publish.start import start

    made, said = start(options.pair, options.folder, None if options.offline else _asked)
    if said:
        print(said, file=sys.stderr)
    if options.repo:
        from helpers.publish.repository import repository

        repository(options.folder)
    print(made)


def _asked(data: Path) -> str:
    """Figures of the publishers that can be reached, accepted into the package."""
    from helpers.publish.start import reachable
    from helpers.refresh import ADDRESSES, refresh
    from helpers.refresh.proposal import accept

    answering = tuple(name for name, address in ADDRESSES.items() if reachable(address))
    if not answering:
        return "no publisher could be reached: brief refresh asks them later"
    found = refresh(answering, data=data)
    if found.path:
        accept(found.path, data)
    return "\n".join([found.text, *map(str, found.errors)])


def _import(options: argparse.Namespace) -> None:
    from helpers.datapackage.read import DEFAULT_DATA
    from helpers.refresh.held import propose

    found = propose(options.files, options.data or DEFAULT_DATA, options.pair, options.retrieved)
    print(found.text)
    if found.path:
        print(f"\nproposal: {found.path}\naccept it with: brief refresh --accept {found.path}", file=sys.stderr)


def _codebook(options: argparse.Namespace) -> None:
    from helpers.datapackage.codebook import codebook
    from helpers.datapackage.read import DEFAULT_DATA, read_descriptor

    print(codebook(read_descriptor(options.data or DEFAULT_DATA)), end="")


def _refresh(options: argparse.Namespace) -> int:
    from helpers.datapackage.read import DEFAULT_DATA, InputError

    if options.accept:
        from helpers.refresh.proposal import accept

        if options.providers or options.pair or options.years or options.keep_all:
            raise InputError("--accept: found further options beside it, expected a proposal and --data only")
        added = accept(options.accept, options.data or DEFAULT_DATA)
        print(", ".join(f"{table}: {count} rows added" for table, count in added.items()))
        return 0
    from helpers.refresh import PROVIDERS, refresh

    found = refresh(tuple(options.providers) or PROVIDERS, options.pair, options.years, options.data, options.keep_all)
    print(found.text)
    for error in found.errors:
        print(error, file=sys.stderr)
    if found.path:
        print(f"\nproposal: {found.path}\naccept it with: brief refresh --accept {found.path}", file=sys.stderr)
    return 1 if found.errors else 0


def _site(options: argparse.Namespace) -> None:
    from helpers.datapackage.read import PROJECT
    from helpers.publish.site import build_site

    print(build_site(options.reports or PROJECT / "reports", options.out, options.url, options.data))


def _ended(number: int, frame: object) -> None:
    from helpers.publish.place import ENDED

    ENDED.append(number)
    raise KeyboardInterrupt(number)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    from helpers.faults import InputError

    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    # Ended from outside is ended like by hand: what was begun is removed.
    with contextlib.suppress(ValueError):  # not the main thread
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _ended)
    try:
        return options.run(options) or 0
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader has seen enough, as with ``| head``; nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt as ended:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 128 + (signal.SIGTERM if signal.SIGTERM in ended.args else signal.SIGINT)
    except Exception as error:
        from helpers.publish.content import ExportFailed
        from helpers.publish.run import NotebookFailed

        if isinstance(error, (ExportFailed, NotebookFailed, OSError)):
            print(f"build failed: {error}", file=sys.stderr)
            return 1
        raise


if __name__ == "__main__":
    sys.exit(main())
