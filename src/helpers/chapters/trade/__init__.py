"""The gap in trade between two countries: to what was promised, between their ledgers, and to comparable pairs.

A *ledger* is what one side reports. The exporter values goods free on board (FOB), the importer with cost, insurance
and freight (CIF), so its figure is larger by freight; what goes beyond that is a gap that is shown and never averaged.
A *total* is exports plus imports of one side: that side's statistics where both flows are published, else an
official's statement, else components that the press reports. Calendar and fiscal years are kept apart. A *target*
without a due date is listed and not measured.
"""

PARAMETERS = {
    "baseline": "",  # REPORTER:period from which growth is counted for that side; empty: its total that leads
    "target_id": "",  # the target that is measured; empty: the last one announced with a due date
    "cif_fob": 0.0,  # importer's over exporter's value that freight explains on average; 0: the published factor
    "comparators": (),  # alpha-3 codes to compare with; empty: all countries that share the data
}
