"""Other people's lists: what each format says, what is made of their names, and what is left out and why."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names.imports import Imported, ImportOptions, assemble_entities, guess_format, parse_source
from pipeline.names.imports.cleaning import clean_name
from pipeline.names.imports.strengths import weigh_name
from schemas.records import Alias, Entity

OPTIONS = ImportOptions(source="list", licence="CC0")


def read(form: str, *lines: object, options: ImportOptions = OPTIONS, **given: dict[str, str]) -> Imported:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return assemble_entities(parse_source(form, texts), options, **given)


def make_ftm(entity_id: str, schema: str = "Organization", /, **properties: list[object]) -> dict[str, object]:
    return {"id": entity_id, "schema": schema, "datasets": ["invented"], "properties": properties}


def make_claim(value: object, rank: str = "normal", **qualifiers: object) -> dict[str, object]:
    snaks = {name: [{"snaktype": "value", "datavalue": {"value": one}}] for name, one in qualifiers.items()}
    snak = {"snaktype": "value", "datavalue": {"value": value}}
    return {"mainsnak": snak, "rank": rank, "type": "statement", "qualifiers": snaks}


def make_item(item_id: str, labels: dict[str, str], /, **claims: list[dict[str, object]]) -> dict[str, object]:
    terms = {language: {"language": language, "value": text} for language, text in labels.items()}
    return {"type": "item", "id": item_id, "labels": terms, "aliases": {}, "claims": claims}


def make_time(time: str, precision: int) -> dict[str, object]:
    return {"time": time, "precision": precision, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}


def list_names(entity: Entity) -> list[tuple[str, str, str]]:
    return [(alias.text, alias.language, alias.strength) for alias in entity.aliases]


def count(imported: Imported, field: str) -> dict[str, int]:
    return {counted.what: counted.count for counted in getattr(imported, field)}


# FollowTheMoney


def test_a_followthemoney_entity() -> None:
    line = make_ftm(
        "NK-Ab1",
        name=["ORVANIAN LIBERATION MOVEMENT (OLM)"],
        alias=["Движение Орвании"],
        weakAlias=["Sons of Dawn"],
        abbreviation=["ORLIM"],
        previousName=["Orvanian Youth Circle"],
        topics=["crime.terror"],
        incorporationDate=["1999-05"],
        dissolutionDate=["2011"],
        wikidataId=["Q990001"],
        parent=[{"id": "NK-parent", "schema": "Organization", "properties": {"name": ["Parent"]}}],
    )
    (entity,) = read("ftm", line).entities
    assert list_names(entity) == [
        ("Orvanian Liberation Movement", "en", "strong"),
        ("OLM", "en", "ambiguous"),
        ("Движение Орвании", "ru", "strong"),
        ("Orvanian Youth Circle", "en", "strong"),
        ("ORLIM", "en", "strong"),
        ("Sons of Dawn", "en", "ambiguous"),
    ]
    expected = ("q990001", "Orvanian Liberation Movement", "armed-group", "nk-parent", "Q990001")
    assert (entity.entity_id, entity.name, entity.kind, entity.parent_id, entity.wikidata_id) == expected
    assert (entity.founded, entity.ended) == (date(1999, 5, 1), date(2011, 12, 31))
    assert {(alias.source, alias.licence) for alias in entity.aliases} == {("list", "CC0")}


def test_the_caption_is_the_name_and_a_person_is_born() -> None:
    line = {
        **make_ftm("p-1", "Person", name=["TAROV, Ilan", "Ilan Tarow"], birthDate=["1961-02-03"]),
        "caption": "Ilan Tarow",
    }
    (entity,) = read("ftm", line).entities
    assert (entity.name, entity.kind, entity.founded) == ("Ilan Tarow", "person", date(1961, 2, 3))
    assert [alias.text for alias in entity.aliases] == ["Ilan Tarow", "Ilan Tarov"]


def test_a_parent_is_found_under_the_id_that_it_has_now() -> None:
    parent = {**make_ftm("NK-2", name=["Kelvar Front"], wikidataId=["Q990002"]), "referents": ["old-7"]}
    first, second = read("ftm", make_ftm("NK-3", name=["Kelvar Youth"], parent=["old-7"]), parent).entities
    assert (first.parent_id, second.entity_id) == ("q990002", "q990002")


def test_what_is_no_name_of_the_news_is_counted() -> None:
    imported = read("ftm", make_ftm("v", "Vessel", name=["HOPE"]), make_ftm("a", "Address", full=["1 Street"]))
    assert imported.entities == ()
    assert count(imported, "skipped") == {"about something else: Vessel": 1, "about something else: Address": 1}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{bad", "not JSON", id="json"),
        pytest.param("[1]", "not a JSON object but list", id="list"),
        pytest.param("[" * 100_000, "not JSON", id="deep"),
        pytest.param('{"id": "x"}', "`schema` is missing", id="schema"),
        pytest.param('{"id": "x", "schema": "Person"}', "x: `properties` is missing", id="properties"),
        pytest.param(
            '{"id": "x", "schema": "Person", "properties": {"name": [7, {}]}}', "x: no name", id="no-name"
        ),
        pytest.param('{"id": "x", "schema": "Person", "caption": "\udcff"}', "not UTF-8", id="bytes"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_rest_goes_on(line: str, said: str) -> None:
    imported = read("ftm", make_ftm("a", name=["Kelvar Front"]), line, make_ftm("b", name=["Tolmin Front"]))
    assert [entity.entity_id for entity in imported.entities] == ["a", "b"]
    ((number, fault),) = imported.faults
    assert (number, imported.fault_count) == (2, 1)
    assert said in fault


def test_many_faults_are_all_counted_and_some_named() -> None:
    imported = read("ftm", *["{"] * 500)
    assert (imported.fault_count, len(imported.faults)) == (500, 100)


# Wikidata


GROUP = make_item(
    "Q990010",
    {"en": "Sarvani Front", "ru": "Сарванский фронт", "de": "Sarvanische Front", "mul": "SARVF"},
    P31=[make_claim({"id": "Q17149090"})],
    P571=[make_claim(make_time("+1984-06-00T00:00:00Z", 10))],
    P576=[
        make_claim(make_time("+1990-00-00T00:00:00Z", 9), "deprecated"),
        make_claim(make_time("+1950-00-00T00:00:00Z", 7)),
        make_claim(make_time("+1999-00-00T00:00:00Z", 9)),
    ],
    P361=[make_claim({"id": "Q990011"})],
    P1365=[make_claim({"id": "Q990012"}, P585=make_time("+1984-06-02T00:00:00Z", 11))],
    P1813=[make_claim({"text": "SF", "language": "en"})],
)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["[", json.dumps(GROUP) + ",", "]"], id="dump"),
        pytest.param([json.dumps(GROUP)], id="json-lines"),
        pytest.param([json.dumps([GROUP])], id="array"),
        pytest.param([json.dumps({"entities": {"Q990010": GROUP}})], id="entity-data"),
        pytest.param(json.dumps({"entities": {"Q990010": GROUP}}, indent=1).split("\n"), id="pretty"),
        pytest.param(json.dumps([GROUP], indent=1).split("\n"), id="pretty-array"),
    ],
)
def test_a_wikidata_item_in_every_wrapping(lines: list[str]) -> None:
    imported = read("wikidata", *lines)
    assert imported.faults == ()
    (entity,) = imported.entities
    assert (entity.entity_id, entity.name, entity.kind) == ("q990010", "Sarvani Front", "armed-group")
    assert (entity.founded, entity.ended) == (date(1984, 6, 1), date(1999, 12, 31))
    assert (entity.parent_id, entity.successor_of) == ("q990011", "q990012")
    assert entity.succeeded_on == date(1984, 6, 2)
    assert list_names(entity) == [
        ("Sarvani Front", "en", "strong"),
        ("SARVF", "en", "strong"),
        ("Sarvanische Front", "de", "strong"),
        ("Сарванский фронт", "ru", "strong"),
        ("SF", "en", "ambiguous"),
    ]


def test_languages_and_kinds_are_narrowed_and_counted() -> None:
    person = make_item("Q990020", {"en": "Ilan Tarov"}, P31=[make_claim({"id": "Q5"})])
    options = ImportOptions(source="w", licence="CC0", languages=("en",), kinds=("armed-group",))
    imported = read("wikidata", GROUP, person, options=options)
    assert [alias.text for alias in imported.entities[0].aliases] == ["Sarvani Front", "SARVF", "SF"]
    assert count(imported, "refused") == {"language not asked for: de": 1, "language not asked for: ru": 1}
    assert count(imported, "skipped") == {"kind not asked for: person": 1}


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        pytest.param({"P31": [{"id": "Q990099"}], "P569": ["x"], "P21": ["x"]}, "person", id="born"),
        pytest.param({"P31": [{"id": "Q990099"}], "P571": ["x"], "P159": ["x"]}, "organisation", id="seated"),
        pytest.param({"P31": [{"id": "Q990099"}], "P131": ["x"], "P1082": ["x"]}, "place", id="inhabited"),
        pytest.param({"P31": [{"id": "Q990099"}]}, "", id="unknown"),
        pytest.param({"P31": [{"id": "Q4167410"}, {"id": "Q5"}]}, "", id="disambiguation"),
        pytest.param({}, "", id="no-class"),
    ],
)
def test_the_kind_of_an_item(claims: dict[str, list[object]], kind: str) -> None:
    stated = {name: [make_claim(value) for value in values] for name, values in claims.items()}
    imported = read("wikidata", make_item("Q990030", {"en": "Tolmin Harra"}, **stated))
    assert [entity.kind for entity in imported.entities] == ([kind] if kind else [])
    assert imported.faults == ()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"type": "property", "id": "P31"}', id="property"),
        pytest.param('{"type": "item", "id": "Q1", "claims": [], "labels": []}', id="empty-lists"),
        pytest.param(
            '{"id": "Q1", "labels": {"en": 3}, "aliases": {"en": {}}, "claims": {"P31": [{"mainsnak": '
            '{"datavalue": {"value": {"id": "Q5"}}}}], "P569": [{"mainsnak": {"snaktype": "novalue"}}, 7]}}',
            id="odd-shapes",
        ),
    ],
)
def test_odd_items_are_left_out_without_a_fault(line: str) -> None:
    imported = read("wikidata", line)
    assert (imported.entities, imported.faults, len(imported.skipped)) == ((), (), 1)


KEYS = st.one_of(
    st.sampled_from(["id", "schema", "caption", "properties", "name", "topics", "parent", "referents"]),
    st.sampled_from(["entities", "labels", "aliases", "claims", "en", "P31", "P571", "P1365", "P1813"]),
    st.sampled_from(["value", "text", "mainsnak", "datavalue", "qualifiers", "time", "precision", "rank"]),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["Q5", "Person", "Kelvar Front", "+2001-02-30", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@given(st.lists(VALUES, max_size=3))
def test_no_json_is_too_odd(values: list[object]) -> None:
    for form in ("ftm", "wikidata"):
        imported = read(form, *map(json.dumps, values))
        assert imported.lines >= imported.fault_count >= 0


@given(st.lists(st.text(max_size=30), max_size=5), st.booleans())
def test_no_table_is_too_odd(lines: list[str], has_header: bool) -> None:
    header = ["name,kind,alias,language,valid_from\n"] if has_header else []
    read("csv", *header, *(f"{line}\n" for line in lines))


def test_line_ends_of_another_age_are_a_fault_and_no_crash() -> None:
    assert "not CSV" in read("csv", "name\rKelvar Front\r").faults[0].problem


# CSV


def test_a_table() -> None:
    imported = read(
        "csv",
        "\ufeffentity_id;name;kind;alias;language;strength;wikidata_id;parent_id;valid_from;valid_to;source;licence\n",
        "kelvar;Kelvar Front;armed-group;KVF;en;strong;;;2001;2011-03;un;public\n",
        'kelvar;;;"Фронт ""Кельвар"" ";;;Q990041\n',
        "\n",
        "kelvar;;;;;;;;;;;\n",
        "kelvar;Other;person;;;;;;;;;\n",
        "Tarov Ilan;Ilan Tarov;person;;;;Q990040;kelvar;;;;\n",
    )
    kelvar, tarov = imported.entities
    assert list_names(kelvar) == [
        ("Kelvar Front", "en", "strong"),
        ("KVF", "en", "strong"),
        ('Фронт "Кельвар', "ru", "strong"),
    ]
    assert kelvar.wikidata_id == "Q990041"
    short = kelvar.aliases[1]
    assert (short.valid_from, short.valid_to) == (date(2001, 1, 1), date(2011, 3, 31))
    assert (short.source, short.licence) == ("un", "public")
    assert (tarov.entity_id, tarov.parent_id, tarov.wikidata_id) == ("tarov-ilan", "kelvar", "Q990040")
    assert [number for number, _ in imported.faults] == [5, 6]
    assert "person here, armed-group in line 2" in imported.faults[1][1]


def test_a_row_of_a_known_entity_needs_no_kind() -> None:
    rows = ("entity_id,alias", "someone,Zelmirov")
    assert list_names(read("csv", *rows, kinds={"someone": "person"}).entities[0]) == [("Zelmirov", "en", "weak")]
    assert list_names(read("csv", *rows).entities[0]) == [("Zelmirov", "en", "weak")]
    assert list_names(read("csv", *rows, kinds={"someone": "place"}).entities[0]) == [("Zelmirov", "en", "strong")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [delimiter.join(cells) for cells in (("name", "kind"), ("Kelvar Front", "armed-group"))]
    assert [(e.name, e.kind) for e in read("csv", *rows).entities] == [("Kelvar Front", "armed-group")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("a,A Front,Kind!,,,", "kind 'Kind!'", id="kind"),
        pytest.param("a,A Front,,Q0,,", "wikidata_id 'Q0'", id="wikidata"),
        pytest.param("a,A Front,,,sure,", "strength 'sure'", id="strength"),
        pytest.param("a,A Front,,,,2011-02-30", "valid_from '2011-02-30'", id="date"),
        pytest.param(",,person,,,", "neither `entity_id` nor `name`", id="nothing"),
        pytest.param("a,,person,,,", "neither `alias` nor `name`", id="no-name"),
        pytest.param("a,b,c,d,e,f,g", "7 cells below 6 columns", id="too-many"),
        pytest.param("a,\udce9t\udce9 Front,,,,", "not UTF-8", id="latin-1"),
    ],
)
def test_a_wrong_row_is_named(row: str, said: str) -> None:
    imported = read("csv", "entity_id,name,kind,wikidata_id,strength,valid_from", row, "b,Kelvar Front,,,,")
    assert [entity.entity_id for entity in imported.entities] == ["b"]
    ((number, fault),) = imported.faults
    assert number == 2
    assert said in fault


def test_a_row_of_many_lines_is_named_by_its_first() -> None:
    imported = read("csv", "name,kind\n", '"Kelvar\n', 'Front",group\n', '"Tol\n', 'min",Y\n')
    assert [entity.name for entity in imported.entities] == ["Kelvar Front"]
    assert imported.faults == ((4, "kind 'Y' is not small letters and hyphens"),)


def test_a_header_without_names_is_the_fault() -> None:
    imported = read("csv", "colour,size", "red,7")
    assert (imported.entities, imported.fault_count) == ((), 1)


# Names


@pytest.mark.parametrize(
    ("raw", "is_person", "found"),
    [
        pytest.param("Tarov, Ilan", True, ["Ilan Tarov"], id="comma"),
        pytest.param("Tarov, Jr.", True, ["Tarov, Jr"], id="junior"),
        pytest.param("AL-TAROV Ilan", True, ["Ilan al-Tarov", "al-Tarov Ilan"], id="surname-first"),
        pytest.param("Ilan AL-TAROV", True, ["Ilan al-Tarov"], id="surname-last"),
        pytest.param("ILAN BIN TAROV", True, ["Ilan bin Tarov"], id="all-capitals"),
        pytest.param("O'BRIEN Tom", True, ["Tom O'Brien", "O'Brien Tom"], id="apostrophe"),
        pytest.param("J. R. Tarov", True, ["J. R. Tarov"], id="initials"),
        pytest.param("MINUSKA", False, ["MINUSKA"], id="acronym"),
        pytest.param("HEZBORALLAH", False, ["Hezborallah"], id="shouted-word"),
        pytest.param("KVF/ADX", False, ["KVF/ADX"], id="slashed"),
        pytest.param("PJSC KELVAR OIL", False, ["PJSC Kelvar Oil"], id="legal-form"),
        pytest.param("ФРОНТ ОСВОБОЖДЕНИЯ КЕЛЬВАРА", False, ["Фронт освобождения кельвара"], id="russian-body"),
        pytest.param("ТАРОВ ИЛАН", True, ["Таров Илан"], id="russian-person"),
        pytest.param("Kelvar Front; Kelvar Army", False, ["Kelvar Front", "Kelvar Army"], id="semicolon"),
        pytest.param("Kelvar Front (formerly Tolmin)", False, ["Kelvar Front"], id="remark"),
        pytest.param("«Kelvar\u00a0 Front»\u200f.", False, ["Kelvar Front"], id="dressed"),
        pytest.param("I.S.K.P.", False, ["I.S.K.P."], id="dotted"),
        pytest.param("جبهة كلفار", False, ["جبهة كلفار"], id="arabic"),
    ],
)  # fmt: skip
def test_names_are_written_as_texts_write_them(raw: str, is_person: bool, found: list[str]) -> None:
    written = clean_name(raw, is_person=is_person)
    assert [name.text for name in written if not isinstance(name, str)] == found


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param("4711", "digits only", id="digits"),
        pytest.param("№ 47-11", "digits only", id="number"),
        pytest.param("x", "too short", id="letter"),
        pytest.param("—", "no letters", id="dash"),
        pytest.param("Kelvar\x00Front", "control or broken characters", id="nul"),
        pytest.param("Kelvar \ufffd Front", "control or broken characters", id="replacement"),
        pytest.param("Kelvar \ud800 Front", "control or broken characters", id="surrogate"),
        pytest.param("Kelvar " * 30, "longer than 200 characters", id="long"),
    ],
)
def test_what_is_no_name_is_refused(raw: str, said: str) -> None:
    assert clean_name(raw, is_person=False) == said


@given(st.text(max_size=60), st.booleans())
def test_what_is_a_name_is_fit_for_the_lexicon(raw: str, is_person: bool) -> None:
    written = clean_name(raw, is_person=is_person)
    if isinstance(written, str):
        assert written
        return
    for name in written:
        assert name.text[0].isalnum()
        assert name.text == name.text.strip()
        assert name.text.replace("\u200c", "").isprintable()
        assert weigh_name(name.text, kind="person" if is_person else "place", role="alias", language="en")


@pytest.mark.parametrize(
    ("text", "kind", "strength"),
    [
        pytest.param("Ilan Tarov", "person", "strong", id="person"),
        pytest.param("Tarov", "person", "weak", id="surname"),
        pytest.param("al-Tarov", "person", "weak", id="article-surname"),
        pytest.param("Abu Tarov", "person", "weak", id="kunya"),
        pytest.param("General Tarov", "person", "weak", id="rank"),
        pytest.param("The Tarov", "person", "weak", id="nickname"),
        pytest.param("I. Tarov", "person", "weak", id="initial"),
        pytest.param("Mohammed Ali", "person", "ambiguous", id="many-bear-it"),
        pytest.param("محمد علي", "person", "ambiguous", id="many-bear-it-arabic"),
        pytest.param("KVF", "organisation", "ambiguous", id="acronym"),
        pytest.param("MINUSKA", "organisation", "strong", id="long-acronym"),
        pytest.param("Victory", "organisation", "ambiguous", id="english-word"),
        pytest.param("People First", "organisation", "ambiguous", id="english-words"),
        pytest.param("National Liberation Army", "armed-group", "ambiguous", id="any-state-has-one"),
        pytest.param("Kelvari Liberation Army", "armed-group", "strong", id="one-state-has-it"),
        pytest.param("kelvar front", "armed-group", "ambiguous", id="small-letters"),
        pytest.param("Kelvari opposition", "organisation", "ambiguous", id="one-capital"),
        pytest.param("Kelvarex", "organisation", "strong", id="distinctive-word"),
        pytest.param("Kelva", "organisation", "ambiguous", id="short-word"),
        pytest.param("al-Kelva", "organisation", "strong", id="article-and-word"),
        pytest.param("النصر", "armed-group", "ambiguous", id="one-arabic-word"),
        pytest.param("Zelmirov", "other", "weak", id="unknown-kind"),
    ],
)
def test_strengths(text: str, kind: str, strength: str) -> None:
    assert weigh_name(text, kind=kind, role="alias", language="en")[0] == strength


def test_what_its_source_calls_strong_may_still_be_a_word() -> None:
    rows = ("name,kind,strength", "KVF,organisation,strong", "Victory,organisation,strong")
    strengths = {entity.name: entity.aliases[0].strength for entity in read("csv", *rows).entities}
    assert strengths == {"KVF": "strong", "Victory": "ambiguous"}


def test_small_letters_count_only_for_rare_names_in_capitals() -> None:
    people = read("csv", "name,kind", "ILAN MCTAROV,person", "ROSE TAROV,person").entities
    assert {entity.name: entity.aliases[0].case for entity in people} == {
        "Ilan Mctarov": "any",
        "Rose Tarov": "exact",
    }


def test_ids_are_stable_and_never_empty() -> None:
    rows = ("name,kind", "Кельвар,place", "Kélvar Fröñt,group")
    first, second = read("csv", *rows).entities
    assert {first.entity_id, second.entity_id} == {"41a-435-43b-44c-432-430-440", "kelvar-front"}


@pytest.mark.parametrize(
    ("head", "form"),
    [
        pytest.param('{"id":"a","caption":"A","schema":"Person"', "ftm", id="ftm"),
        pytest.param('\ufeff\n{"entities":{"Q1":{"labels":', "wikidata", id="entity-data"),
        pytest.param('[\n{"type":"item","id":"Q1"', "wikidata", id="dump"),
        pytest.param("name;kind\n", "csv", id="csv"),
    ],
)
def test_the_format_is_guessed(head: str, form: str) -> None:
    assert guess_format(head) == form


def test_an_alias_says_who_and_under_which_licence() -> None:
    (entity,) = read("csv", "name,kind", "Kelvar Front,group").entities
    assert entity.aliases == (Alias(text="Kelvar Front", source="list", licence="CC0"),)
