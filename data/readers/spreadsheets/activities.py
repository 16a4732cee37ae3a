"""What follows from the cells about an activity: its days, their precision and EDTF form, its place and country."""

from datetime import date

from ...dates import edtf_of
from ..faults import Faults
from ..periods import read_period
from ..proposals import ASSUMED, NAMED, Said
from ..texts import cell_text
from .mapping import DATES
from .meanings import Meanings, assumed, left_open
from .rows import Draft

_DATED = ("earliest", "latest", "date_precision", "year_ground")


def complete_activity(draft: Draft, meanings: Meanings, faults: Faults, year: int) -> None:
    """Add to what the cells of an activity say what follows from it, and what is left open."""
    _add_days(draft, meanings, faults, year)
    _add_place(draft, meanings)
    said = draft.said
    if not draft.text("mode") and "mode" not in said:
        said["mode"] = assumed("in-person", "no cell says how people met; most meet in person")
        said["mode_ground"] = assumed("inferred", "no cell says it")
    elif "mode_ground" not in said:
        said["mode_ground"] = Said("stated", why="a cell gives the mode")


def _add_days(draft: Draft, meanings: Meanings, faults: Faults, year: int) -> None:
    said = draft.said
    if DATES in draft.cells:
        cell, spot = draft.cells[DATES]
        text = cell_text(cell)
        try:
            when = read_period(cell, meanings.order, year, meanings.languages)
        except ValueError as error:
            faults.add(spot, error)
            said |= {name: left_open(str(error), text, spot.cell) for name in _DATED if name != "latest"}
            return
        said["earliest"] = Said(when.earliest.isoformat(), text, spot.cell)
        said["latest"] = Said(when.latest.isoformat(), text, spot.cell)
        said["date_precision"] = Said(when.precision, text, spot.cell)
        said["date_words"] = Said(text, text, spot.cell)
        said["year_ground"] = _year_ground(when.year_stated, text, spot.cell)
    elif "date_precision" in said and said["date_precision"].value:
        said.setdefault("year_ground", assumed("stated", "the days are given in full"))
        return
    elif draft.text("earliest"):
        said["date_precision"] = Said("day", why="the days are given")
        said.setdefault("year_ground", Said("stated", why="the days are given in full"))
    elif "earliest" not in said:
        _add_unknown(draft, year)
    precision, first, last = (draft.text(name) for name in ("date_precision", "earliest", "latest"))
    ends = [date.fromisoformat(day) if day else None for day in (first, last)]
    if edtf := edtf_of(precision, *ends):
        said["edtf"] = Said(edtf, why="follows from the days")


def _year_ground(stated: bool, text: str, where: str) -> Said:
    if stated:
        return Said("stated", text, where)
    return Said("inferred", sure=ASSUMED, why="the mapping gives the year")


def _add_unknown(draft: Draft, year: int) -> None:
    """Say that there is no date, only the year of the sheet where the mapping gives it."""
    draft.said["date_precision"] = Said("unknown", why="no cell gives a date")
    draft.said["year_ground"] = Said("inferred", why="no cell gives a date")
    if year:
        draft.said["earliest"] = Said(f"{year}-01-01", sure=ASSUMED, why="the mapping gives the year")
        draft.said["latest"] = Said(f"{year}-12-31", sure=ASSUMED, why="the mapping gives the year")


def _add_place(draft: Draft, meanings: Meanings) -> None:
    said, registry = draft.said, meanings.registry
    if (place := said.get("place")) and not place.value and place.quote:
        _part_place(draft, meanings)
    place, country = said.get("place"), said.get("country")
    if place and place.quote and "place_words" not in draft.mapped:
        said["place_words"] = Said(place.quote, place.quote, place.where)
    if not (place or country):
        return
    if place and place.value and not draft.text("country"):
        country = Said(registry.countries.get(place.value, ""), place.quote, place.where, place.sure, "of the town")
        said["country"] = country
    if not draft.text("place_ground"):
        told = place or country
        assert told
        said["place_ground"] = Said("stated", told.quote, told.where)


def _part_place(draft: Draft, meanings: Meanings) -> None:
    """Read a cell that gives a town and its country, or a country alone, or a town that several countries have."""
    said, registry = draft.said, meanings.registry
    place = said["place"]
    parts = [part.strip() for part in place.quote.replace("(", ",").replace(")", "").split(",") if part.strip()]
    countries = [found[0] for part in parts if len(found := registry.find_country(part)) == 1]
    if not countries and draft.text("country"):
        countries = [draft.text("country")]
    towns = {town for part in parts for town in registry.find_town(part)}
    if countries:
        towns = {town for town in towns if registry.countries.get(town) in countries}
    others = [part for part in parts if not registry.find("places", part)]
    if len(countries) > 1 or len(towns) > 1 or others:
        return
    if towns:
        said["place"] = Said(towns.pop(), place.quote, place.where, place.sure or NAMED)
    elif countries:
        del said["place"]
        said["place_words"] = Said(place.quote, place.quote, place.where)
    if countries:
        said.setdefault("country", Said(countries[0], place.quote, place.where, why="the cell names it"))
