"""Build one edition twice under different surroundings and compare every byte: ``two_builds.py [PAIR] [--as-of DATE]``.

Time zone, locale, umask, home, path of the output, jobs, engine and hash seed differ; exit 1 names the files that do too.
Then the second is published again from the chapters that it kept.
"""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "umask": 0o022, "jobs": "1"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "4242", "umask": 0o077, "jobs": "2"},
)


def build(folder: Path, pair: str, as_of: str, surroundings: dict) -> Path:
    """Build an edition under the surroundings given; the folder of the edition."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    names = {name: value for name, value in surroundings.items() if isinstance(value, str) and name != "jobs"}
    command = [sys.executable, "-m", "helpers.cli", "build", *([pair] if pair else []), "--out", str(folder / "out")]
    command += ["--jobs", surroundings["jobs"], *(["--as-of", as_of] if as_of else [])]
    environment = {**os.environ, **names, "HOME": str(home), "USER": home.parent.name}
    done = subprocess.run(
        command, env=environment, umask=surroundings["umask"], check=True, stdout=subprocess.PIPE, text=True
    )
    return Path(done.stdout.strip().splitlines()[-1])


def different(one: Path, other: Path) -> list[str]:
    """Files that are not the same bytes in both folders, or stand in one only."""
    names = {path.relative_to(root).as_posix() for root in (one, other) for path in root.rglob("*") if path.is_file()}
    return sorted(
        filecmp.cmpfiles(one, other, names, shallow=False)[1] + filecmp.cmpfiles(one, other, names, shallow=False)[2]
    )


def main() -> int:
    """Compare two builds and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pair", nargs="?", default="")
    parser.add_argument("--as-of", default="", metavar="DATE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        places = (Path(folder) / "a", Path(folder) / "another place")
        made = [build(place, options.pair, options.as_of, one) for place, one in zip(places, SURROUNDINGS, strict=True)]
        found = different(*made)
        next(made[1].glob("*.pdf")).unlink()
        build(places[1], options.pair, options.as_of, SURROUNDINGS[0])
        found += different(*made)
    print(*found, sep="\n") if found else print("the same bytes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
