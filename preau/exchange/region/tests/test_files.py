"""What is written is what the formats say: read by the readers of the house, with nothing odd to tell."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from preau.exchange.aaf.relations import generation_of_link
from preau.exchange.places import Anomaly
from preau.exchange.region import calendar
from preau.exchange.region.tests.conftest import Region
from preau.exchange.sts.compose import compose
from preau.exchange.sts.pairs import discover
from preau.exchange.sts.parse import parse_reference, parse_timetable
from preau.kernel.ids import is_uai

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "aaf"
#: Numbers kept for fiction by the regulator, as families and structures write them.
_FICTION = re.compile(r"(0|\+33 )(6 ?39 ?98|5 ?36 ?49|4 ?65 ?71)( \d\d){2}")


def aaf_files(region: Region) -> list[Path]:
    return sorted(region.folder.glob("0*/*.xml"))


def texts(region: Region) -> str:
    return "".join(path.read_text("utf-8") for path in aaf_files(region))


def test_nothing_is_odd_and_nothing_is_unknown(five_schools: Region) -> None:
    assert five_schools.notes.anomalies == []
    assert five_schools.notes.unknown_attributes == Counter()


def test_the_three_sources_deliver_the_six_categories(five_schools: Region) -> None:
    categories = Counter(source for source, _category in five_schools.notes.records)
    assert categories == {"011": 6, "016": 6, "098": 6}


def test_pupils_are_cut_into_several_files(five_schools: Region) -> None:
    parts = sorted(path.name for path in (five_schools.folder / "016-TOULOUSE").glob("*_Eleve_*"))
    assert parts[0] == "ENT_Complet_20260829_Eleve_0000.xml"
    assert len(parts) > 2


def test_files_follow_the_document_type_delivered_with_them(five_schools: Region) -> None:
    for path in aaf_files(five_schools):
        tree = etree.parse(path)
        with (path.parent / "ficAlimMENESR.dtd").open("rb") as ours:
            assert etree.DTD(ours).validate(tree), path.name


def test_files_follow_the_real_document_type(five_schools: Region) -> None:
    real = CORPUS / "entcore-2013" / "ficAlimMENESR.dtd"
    if not real.is_file():
        pytest.skip(f"le corpus n’est pas là : {real}")
    with real.open("rb") as stream:
        dtd = etree.DTD(stream)
    for path in aaf_files(five_schools):
        assert dtd.validate(etree.parse(path)), dtd.error_log


def test_every_key_that_is_named_is_delivered(five_schools: Region) -> None:
    sources = {pupil.place.source for pupil in five_schools.pupils.values()}
    assert len(sources) == 3
    for pupil, relation in five_schools.relations():
        key = pupil.place.source, relation.relative
        assert key in five_schools.relatives or relation.relative == pupil.key
    for (source, _key), member in five_schools.staff.items():
        assert {(source, function.structure) for function in member.functions} <= five_schools.schools.keys()


def test_relatives_name_their_children_and_children_name_them(five_schools: Region) -> None:
    told = set()
    for path in five_schools.folder.glob("0*/*PersRelEleve*"):
        for entry in etree.parse(path).getroot().iter("addRequest"):
            key = entry.findtext("identifier/id") or ""
            children = entry.findall("attributes/attr[@name='ENTAuxPersRelEleveEleve']/value")
            told |= {(path.parent.name[:3], key, child.text) for child in children if child.text}
    said = {
        (pupil.place.source, relation.relative, pupil.key)
        for pupil, relation in five_schools.relations()
        if relation.relative != pupil.key
    }
    assert told == said


def test_links_are_of_the_new_list(five_schools: Region) -> None:
    generations = {generation_of_link(relation.link) for _pupil, relation in five_schools.relations()}
    assert [str(generation) for generation in generations] == ["nouvelle"]


def test_numbers_of_schools_and_pupils_are_well_made(five_schools: Region) -> None:
    assert all(is_uai(school.uai) for school in five_schools.schools.values())
    numbers = [pupil.ine for pupil in five_schools.pupils.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"\d{9}[A-Z]{2}", number) for number in numbers)


def test_nobody_can_be_reached_in_the_real_world(five_schools: Region) -> None:
    text = texts(five_schools)
    domains = set(re.findall(r"@([\w.-]+)", text))
    assert domains
    assert all(domain.endswith(".example") for domain in domains)
    phones = set(re.findall(r"[>](0\d(?: \d\d){4}|\+33[ \d]+)<", text))
    assert phones
    assert [phone for phone in phones if not _FICTION.fullmatch(phone)] == []


def test_files_of_sts_say_nothing_odd(five_schools: Region) -> None:
    pairs = discover([five_schools.folder])
    assert {pair.uai for pair in pairs} == {school.uai for school in five_schools.schools.values()}
    for pair in pairs:
        anomalies: list[Anomaly] = []
        timetable = parse_timetable(pair.timetable)
        courses = compose(timetable.courses, anomalies)
        assert anomalies == []
        assert len(courses) > 300
        assert parse_reference(pair.reference).year.first == timetable.year == calendar.YEAR


def test_weeks_alternate_and_leave_holidays_out() -> None:
    weeks = calendar.ALTERNATIONS
    assert sorted((*weeks["Q1"], *weeks["Q2"])) == list(weeks["H"])
    assert 35 <= len(weeks["H"]) <= 37
    for start, resume in calendar.HOLIDAYS:
        assert not [monday for monday in weeks["H"] if start <= monday < resume]
