"""Short names for a picture."""

import pytest

from comity.data import open_package
from comity.data.schema import ACTORS
from comity.viz.draw.labels import WIDEST, short_name
from comity.viz.report.charts.letters import fit_text, text_width
from comity.viz.report.sections.rankings import one_line

NAMES = {
    ("Управление Верховного комиссара ООН по делам беженцев (УВКБ ООН)", ""): "УВКБ ООН",
    ("Государственный комитет национальной безопасности Таджикистана (ГКНБ)", "Таджикистан"): "ГКНБ",
    ("Государственная пограничная охрана Латвии", "Казахстан"): "Государственная\nпограничная охрана Латвии",
    ("Государственная таможенная служба Кыргызстана", "Кыргызстан"): "Государственная\nтаможенная служба",
    ("Представительство Европейского союза в Таджикистане", "Таджикистан"): "Представительство\nЕвропейского союза",
    ("Пограничная служба Грузии (Тбилиси)", "Грузия"): "Пограничная служба",
    ("Академия Пограничной службы Комитета национальной безопасности Казахстана", "Казахстан"): (
        "Академия Пограничной службы\nКомитета национальной…"
    ),
    ("Секретариат Совета по делам миграции и границ при парламенте и правительстве", ""): (
        "Секретариат Совета по делам\nмиграции и границ…"
    ),
    ("State Customs Service of the Republic of Kyrgyzstan", "Kyrgyzstan"): "State Customs Service",
}


@pytest.mark.parametrize(("name", "country"), NAMES)
def test_a_name_is_shortened(name: str, country: str) -> None:
    assert short_name(name, country) == NAMES[name, country]


def test_no_short_name_is_empty_too_long_or_ends_in_the_air() -> None:
    for actor in open_package().rows(ACTORS):
        lines = short_name(actor.name_ru, "Казахстан" if actor.country == "KAZ" else "").split("\n")
        assert 1 <= len(lines) <= 2
        assert all(0 < len(line.rstrip("…")) <= WIDEST for line in lines), actor.name_ru
        assert not lines[-1].rstrip("…").endswith((" в", " и", " по", " при")), actor.name_ru
        assert actor.country != "KAZ" or actor.kind == "country" or "Казахстан" not in " ".join(lines)


@pytest.mark.parametrize("language", ["name", "name_ru"])
def test_names_on_one_line_of_a_chart_stay_apart(language: str) -> None:
    names = [getattr(actor, language) for actor in open_package().rows(ACTORS)]
    lines = [fit_text(one_line(name), 300, 10) for name in names]
    assert len(set(lines)) == len(set(names))
    assert all(0 < text_width(line, 10) <= 300 for line in lines)
