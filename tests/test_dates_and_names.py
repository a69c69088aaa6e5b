"""Dates of any precision, and names in the French order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospecta.dates import beginning, ending, when
from prospecta.language import Language
from prospecta.sorting import french_key

FRENCH, ENGLISH = Language.read("fr"), Language.read("en")


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        ("2026", "2026", "2026"),
        ("2026-T2", "2e trimestre 2026", "2nd quarter of 2026"),
        ("2026-Q1", "1er trimestre 2026", "1st quarter of 2026"),
        ("2026-05", "mai 2026", "May 2026"),
        ("2026-05-01", "1er mai 2026", "1 May 2026"),
        ("2026-05-28", "28 mai 2026", "28 May 2026"),
        ("en continu", "en continu", "ongoing"),
    ],
)
def test_a_date_is_as_precise_as_it_was_typed(typed: str, french: str, english: str) -> None:
    assert FRENCH.moment(when(typed)) == french
    assert ENGLISH.moment(when(typed)) == english


@pytest.mark.parametrize("typed", ["2026-13", "2026-02-30", "28/05/2026", "2026-T5", "bientôt", ""])
def test_what_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - only its kind matters to pydantic
        when(typed)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2015", "2030", "2015 – 2030"),
        ("2015", None, "2015 et après"),
        (None, "2016-06", "juin 2016 au plus tard"),
        ("en continu", None, "en continu"),
        ("2016", "2016", "2016"),
        (None, None, ""),
    ],
)
def test_a_period_may_be_open(start: str | None, end: str | None, told: str) -> None:
    first, last = (when(one) if one else None for one in (start, end))
    assert FRENCH.period(first, last) == told


def test_several_days_share_their_month() -> None:
    assert FRENCH.days([date(2026, 5, 27), date(2026, 5, 28)]) == "27 et 28 mai 2026"
    assert FRENCH.days([date(2026, 4, 30), date(2026, 5, 1)]) == "30 avril 2026 et 1er mai 2026"


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_year_holds_its_quarters_and_they_hold_their_days(day: date) -> None:
    year, quarter = when(f"{day:%Y}"), when(f"{day:%Y}-T{(day.month + 2) // 3}")
    exact = when(day.isoformat())
    bounds = [beginning(year), beginning(quarter), beginning(exact)]
    bounds += [ending(exact), ending(quarter), ending(year)]
    assert bounds == sorted(bound for bound in bounds if bound is not None)


def test_names_stand_in_the_order_of_the_french_standard() -> None:
    names = [
        ("Évrard", "", "Anne"),
        ("Gaulle", "de", "Charles"),
        ("Fontaine", "La", "Jean"),
        ("Etienne", "", "Zoé"),
        ("Evrard", "", "Ève"),
        ("L'Hermite", "", "Tristan"),
        ("Lhermite", "", "Alain"),
        ("Cœur", "", "Jacques"),
    ]
    ordered = sorted(names, key=lambda name: french_key(*name))
    assert [" ".join(part for part in (p, f, g) if part) for f, p, g in ordered] == [
        "Cœur Jacques",
        "Etienne Zoé",
        "Évrard Anne",
        "Evrard Ève",
        "de Gaulle Charles",
        "La Fontaine Jean",
        "Lhermite Alain",
        "L'Hermite Tristan",
    ]
