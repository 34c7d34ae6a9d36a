"""The command ``brief``: exit 0 done, 1 the build failed, 2 the input cannot be used."""

import argparse
import sys
from pathlib import Path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Brief on the relationship between two countries.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    build = verbs.add_parser("build", help="run the notebooks and make HTML and PDF")
    build.add_argument(
        "pair",
        nargs="?",
        default="",
        help="two ISO alpha-3 codes, such as PAK-KGZ (default: the data's first)",
    )
    build.add_argument("--as-of", default="", metavar="DATE", help="ISO date (default: the data's cut-off)")
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
    build.add_argument("--formats", default="html,pdf", metavar="LIST", help="html, pdf or both (default: html,pdf)")
    build.add_argument("--jobs", type=int, default=2, metavar="N", help="notebooks at a time (default: 2)")
    build.set_defaults(run=_build)

    check = verbs.add_parser("check", help="validate a data package")
    check.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of a data package (default: the project's data)"
    )
    check.set_defaults(run=_check)

    site = verbs.add_parser("site", help="make an index page of all editions")
    site.add_argument("--out", type=Path, metavar="DIR", help="folder of the editions (default: the project's reports)")
    site.set_defaults(run=_site)
    return parser


def _build(options: argparse.Namespace) -> None:
    from helpers.data import DEFAULT_DATA, PROJECT, InputError, PackageError
    from helpers.edition import open_edition
    from helpers.publish.build import FORMATS, Request, build

    formats = tuple(part.strip() for part in options.formats.split(",") if part.strip())
    unknown = [part for part in formats if part not in FORMATS]
    if unknown or not formats:
        raise InputError(f"--formats: found {options.formats!r}, expected {' or '.join(FORMATS)}, or both with a comma")
    if options.jobs < 1:
        raise InputError(f"--jobs: found {options.jobs}, expected 1 or more")
    data = options.data or DEFAULT_DATA
    faults = _faults(data)
    if faults:
        raise PackageError(faults)
    edition = open_edition(options.pair, options.as_of, options.vintage, data)
    request = Request(
        edition.slug,
        edition.as_of.isoformat(),
        options.vintage,
        data,
        options.out or PROJECT / "reports",
        formats,
        options.jobs,
    )
    print(build(request))


def _faults(data: Path) -> list:
    from helpers.check import check

    return check(data)


def _check(options: argparse.Namespace) -> None:
    from helpers.data import DEFAULT_DATA, PackageError

    data = options.data or DEFAULT_DATA
    faults = _faults(data)
    if faults:
        raise PackageError(faults)
    print(f"{data}: no faults")


def _site(options: argparse.Namespace) -> None:
    from helpers.data import PROJECT, InputError
    from helpers.publish.site import build_site

    folder = options.out or PROJECT / "reports"
    if not folder.is_dir():
        raise InputError(f"--out: found no folder {folder}, expected the folder of the editions")
    print(build_site(folder))


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    from helpers.data import InputError

    try:
        options.run(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 1
    except Exception as error:
        from helpers.publish.export import ExportFailed
        from helpers.publish.run import NotebookFailed

        if isinstance(error, (ExportFailed, NotebookFailed, OSError)):
            print(f"build failed: {error}", file=sys.stderr)
            return 1
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
