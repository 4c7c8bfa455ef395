"""The matcher is held to the floors measured on the gold set; `python -m benchmarks.copies --pin` sets them."""

import yaml

from benchmarks.copies import FLOORS_PATH, build_set, judge, measure_stories, plan_floors, relate_reports


def test_the_gold_set_is_matched_as_well_as_it_was() -> None:
    reports = build_set()
    copies, _ = relate_reports(reports)
    measured = plan_floors(judge(reports, copies), measure_stories(reports))
    floors = yaml.safe_load(FLOORS_PATH.read_text("utf-8"))
    below = {
        f"{row} {name}": (measured[row][name], floor)
        for row, values in floors.items()
        for name, floor in values.items()
        if measured[row][name] < floor
    }
    assert below == {}
    assert measured.keys() == floors.keys()
