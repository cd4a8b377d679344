"""results.json and README.md tell the same figures, and a ratio over its limit is told."""

from bench import report, results
from bench.ratios import Ratio, of_medians


def test_the_readme_tells_what_was_measured_last() -> None:
    assert report.tables(results.read()) in report.README.read_text("utf-8")


def test_a_ratio_is_of_medians_and_may_be_as_large_as_its_limit() -> None:
    found = of_medians("import", [3.0, 1.0, 2.0], [4.0, 1.6, 1.0], "ms", 1.25)

    assert (found.product, found.floor, found.ratio) == (2.0, 1.6, 1.25)
    assert found.holds
    assert not Ratio("import", 1.26, 1.0, "ms", 1.25).holds


def test_what_is_over_is_named_and_what_has_no_limit_is_not() -> None:
    over, free = Ratio("warm", 4, 2, "ms", 1.5), Ratio("units", 4, 2, "units")

    told = results.broken({"warm": {"ratios": [over.plain(), free.plain()]}})

    assert told == ["warm: 2.00, at most 1.5"]
