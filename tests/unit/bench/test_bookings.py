"""What a loan costs as a whole, apart from what may happen besides; and the seconds of holds."""

from bench import bookings, report


def test_the_last_line_is_the_measure_and_before_it_stands_a_log() -> None:
    assert bookings._said('{"level":"INFO"}\n{"alone": {"answers": {}}}\n') == {
        "alone": {"answers": {}}
    }


def test_half_and_nineteen_in_twenty_are_told_in_milliseconds() -> None:
    took = [0.001 * number for number in range(1, 101)]
    found = bookings._timed({"answers": {"held": 100}, "seconds": took})
    assert found == {"answers": {"held": 100}, "p50_ms": 50, "p95_ms": 95}


def test_the_table_tells_the_whole_loan_and_each_step() -> None:
    charges = [{"side": "write", "units": 30.0}, {"side": "read", "units": 1.5}]
    assert bookings._together(charges) == {"write": 30.0, "read": 1.5}
    told = report.tables(
        {
            "bookings": {
                "steps": {"request": {"write": 30, "read": 1.5}},
                "whole": bookings._together(charges),
                "items": [{"kind": "DaySheet", "where": "table", "side": "write", "units": 2}],
                "holds": {"crowd": {"answers": {"taken": 39}, "p50_ms": 9, "p95_ms": 20}},
            }
        }
    )
    assert "| **the whole loan** | 30 | 1.5 |" in told
    assert "| forty at the same moment | 0 | 39 | 9 | 20 |" in told
    assert "| DaySheet | table | write | 2 |" in told
