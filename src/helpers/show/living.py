"""Exhibits that answer in the page: a road network that can be closed, a growth that can be asked for.

They carry the rows, and the page computes what :mod:`helpers.methods` computes (``templates/brief/methods.js`` of the
publications holds the same arithmetic; a test compares both). On paper they are nothing: the printed exhibits stand.
"""

from typing import Any

import pandas as pd

from helpers.edition import Edition
from helpers.periods import label, period
from helpers.shown import Shown

SWITCHED = {"pass": "Passes", "border": "Crossings", "dry-port": "Crossings"}


def _plain(value: Any) -> Any:
    return None if value is pd.NA or value != value else value.item() if hasattr(value, "item") else value


class Roads(Shown):
    """The road network with what is shut today, to be closed and opened in the page.

    Parameters
    ----------
    edition
        The edition.
    places
        ``node_id``, ``place``, ``kind``, ``country`` (tuple of alpha-3 codes), ``elevation_m``, ``lat``, ``lon``.
    road_links
        ``edge_id``, ``from_node``, ``to_node``, ``km``, ``basis``, ``top_m``, ``season_open``, ``season_close``.
    shut_today
        ``cause``, ``key``, ``name``, ``since``, ``confirmed``, ``edges``.
    ends
        ``node_id`` and ``role`` (``start`` or ``goal``): the first of each is asked first.
    """

    kind = "roads"

    def __init__(
        self,
        edition: Edition,
        places: pd.DataFrame,
        road_links: pd.DataFrame,
        shut_today: pd.DataFrame,
        ends: pd.DataFrame,
    ):
        self.edition, self.places, self.links = edition, places, road_links
        self.shut, self.ends = shut_today, ends

    def __repr__(self) -> str:
        return f"{len(self.links)} roads between {len(self._used())} places: closed and opened in the HTML edition; in a notebook the parameter closed does"

    def _used(self) -> pd.DataFrame:
        joined = pd.concat([self.links["from_node"], self.links["to_node"]])
        return self.places[self.places["node_id"].isin(joined)]

    def _touching(self, nodes: set[str]) -> list[str]:
        meets = self.links["from_node"].isin(nodes) | self.links["to_node"].isin(nodes)
        return self.links.loc[meets, "edge_id"].to_list()

    def switches(self) -> list[dict[str, Any]]:
        """What can be closed: ``key``, ``name``, ``group``, ``edges``, and of what is shut ``shut``, ``note``."""
        used = self._used()
        today = {row["key"]: row for row in self.shut.to_dict("records")}
        codes = sorted(set(used["country"].explode()) - set(self.edition.pair))
        offered = [
            *(
                (place["node_id"], place["place"], SWITCHED[place["kind"]], self._touching({place["node_id"]}))
                for place in used[used["kind"].isin(list(SWITCHED))].sort_values("place").to_dict("records")
            ),
            *(
                (
                    code,
                    self.edition.country(code).name,
                    "Countries",
                    self._touching(set(used.loc[used["country"].map(lambda own, code=code: code in own), "node_id"])),
                )
                for code in codes
            ),
        ]
        known = {key for key, *_ in offered}
        offered += [
            (key, row["name"], "Links", list(row["edges"]))
            for key, row in today.items()
            if key not in known and len(row["edges"])
        ]
        return [
            {
                "key": key,
                "name": name,
                "group": group,
                "edges": sorted(edges),
                "shut": key in today,
                "note": self._note(today[key]) if key in today else "",
            }
            for key, name, group, edges in offered
            if edges
        ]

    def _note(self, row: dict[str, Any]) -> str:
        if row["cause"] == "season":
            return "out of season"
        seen = f", last seen shut {label(row['confirmed'])}" if row["confirmed"] else ""
        return f"shut since {label(row['since'])}{seen}" if row["since"] else f"shut{seen}"

    def payload(self) -> dict[str, Any]:
        """Places, links, switches, ends and the names of countries."""
        used = self._used()
        rows = {
            "places": used[["node_id", "place", "kind", "country", "elevation_m", "lat", "lon"]],
            "links": self.links[
                ["edge_id", "from_node", "to_node", "km", "basis", "top_m", "season_open", "season_close"]
            ],
        }
        plain = {
            name: [
                [list(value) if isinstance(value, tuple) else _plain(value) for value in row]
                for row in frame.itertuples(index=False)
            ]
            for name, frame in rows.items()
        }
        ends = {role: self.ends.loc[self.ends["role"] == role, "node_id"].to_list() for role in ("start", "goal")}
        ends["start"] = list(reversed(ends["start"]))
        countries = {code: self.edition.country(code).name for code in sorted(set(used["country"].explode()))}
        sources = self.edition.sources_of(sorted({row for ids in self.links["row_ids"] for row in ids}))
        return {
            **plain,
            "switches": self.switches(),
            "ends": ends,
            "countries": countries,
            "pair": list(self.edition.pair),
            "source_ids": list(sources),
            "screen": True,
        }


class Growth(Shown):
    """The growth that a target requires, for any target, baseline and year.

    Parameters
    ----------
    edition
        The edition.
    baselines
        ``side``, ``period``, ``value_usd``, ``basis``, ``row_ids``: totals that could be the baseline.
    announcements
        ``target_usd``, ``due``, ``announced``, ``row_ids``: targets that were announced.
    target
        The row of ``announcements`` that is measured.
    """

    kind = "growth"

    def __init__(self, edition: Edition, baselines: pd.DataFrame, announcements: pd.DataFrame, target: pd.DataFrame):
        self.edition, self.baselines, self.announcements, self.target = edition, baselines, announcements, target

    def __repr__(self) -> str:
        return f"growth from {len(self.baselines)} baselines to any target: computed in the HTML edition; in a notebook the parameters baseline and target_id do"

    def _base(self, row: dict[str, Any]) -> dict[str, Any]:
        names = {"statement": "as stated", "components": "exports and imports added"}
        side = self.edition.country(row["side"]).name if row["side"] else "Nobody named"
        ids = list(self.edition.sources_of(row["row_ids"]))
        text = f"{side}, {label(row['period'])}, {names.get(row['basis'], row['basis'])}"
        return {
            "text": text,
            "usd": float(row["value_usd"]),
            "end": period(row["period"]).end.isoformat(),
            "marks": ids,
        }

    def payload(self) -> dict[str, Any]:
        """Baselines, announced targets, and what is asked first."""
        known = self.announcements.dropna(subset=["target_usd"])
        targets = sorted({float(value) for value in known["target_usd"]})
        asked = self.target.to_dict("records")
        due = period(asked[0]["due"]).end if asked and asked[0]["due"] else None
        return {
            "baselines": [self._base(row) for row in self.baselines.to_dict("records")],
            "targets": targets,
            "target": float(asked[0]["target_usd"]) if asked else targets[-1] if targets else 0.0,
            "due": due.isoformat() if due else f"{self.edition.as_of.year + 3}-12-31",
            "year": self.edition.as_of.year,
            "source_ids": list(self.edition.sources_of(sorted({row for ids in known["row_ids"] for row in ids}))),
            "screen": True,
        }
