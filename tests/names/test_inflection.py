"""The cases of Russian and Ukrainian names: every class of ending, people of three words, phrases."""

import pytest

from pipeline.names.inflection import inflect_alias


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        pytest.param("Кабул", "Кабула Кабулу Кабулом Кабуле", id="consonant"),
        pytest.param("ХАМАС", "ХАМАСа ХАМАСу ХАМАСом ХАМАСе", id="acronym"),
        pytest.param("Сумы", "Сумам Сумами Сумах", id="plural"),
        pytest.param("Запорожье", "Запорожья Запорожью Запорожьем", id="soft neuter"),
        pytest.param("Сирия", "Сирии Сирию Сирией", id="-ия"),
        pytest.param("Чечня", "Чечни Чечне Чечню Чечнёй".replace("ё", "е"), id="-ня"),
        pytest.param("Рязань", "Рязани Рязанью", id="soft feminine"),
        pytest.param("Мариуполь", "Мариуполя Мариуполю Мариуполем Мариуполе", id="soft masculine"),
        pytest.param("Ханой", "Ханоя Ханою Ханоем Ханое", id="-ой of a noun"),
        pytest.param("Грозный", "Грозного Грозному Грозным Грозном", id="adjective"),
        pytest.param("Ростов-на-Дону", "Ростова-на-Дону Ростове-на-Дону Ростовом-на-Дону", id="head first"),
        pytest.param("Карачаево-Черкесия", "Карачаево-Черкесии Карачаево-Черкесию", id="head last"),
        pytest.param("Череповец", "Череповца Череповцом Череповце", id="fleeting vowel"),
    ],
)
def test_russian_words(name: str, forms: str) -> None:
    assert set(forms.split()) <= set(inflect_alias(name))


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        pytest.param("Харків", "Харкова Харкову Харковом Харкові", id="-ків"),
        pytest.param("Київ", "Києва Києву Києвом Києві", id="-їв"),
        pytest.param("Львів", "Львова Львову Львовом Львові", id="-ьвів"),
        pytest.param("Чернігів", "Чернігова Чернігову Чернігові", id="-гів"),
        pytest.param("Тернопіль", "Тернополя Тернополем Тернополі", id="-піль"),
        pytest.param("Запоріжжя", "Запоріжжю Запоріжжям Запоріжжі", id="neuter in -я"),
        pytest.param(
            "Придністров'я", "Придністров'ю Придністров'ям Придністров'ї", id="neuter behind an apostrophe"
        ),
        pytest.param("Харківщина", "Харківщини Харківщині Харківщину Харківщиною", id="-щина"),
        pytest.param("Суми", "Сумам Сумами Сумах", id="plural"),
        pytest.param("Чернівці", "Чернівців Чернівцям Чернівцями Чернівцях", id="plural in -ці"),
        pytest.param("Росія", "Росії Росію Росією", id="-ія"),
        pytest.param("Америка", "Америки Америці Америку Америкою", id="-ка"),
        pytest.param("Донецьк", "Донецька Донецьку Донецьком", id="consonant"),
        pytest.param("Рівненська", "Рівненської Рівненській Рівненську Рівненською", id="adjective"),
    ],
)
def test_ukrainian_words(name: str, forms: str) -> None:
    assert set(forms.split()) <= set(inflect_alias(name, language="uk"))


@pytest.mark.parametrize(
    ("name", "form", "language"),
    [
        pytest.param("Валерий Герасимов", "Валерия Герасимова", "ru", id="-ий of a given name"),
        pytest.param("Дмитрий Медведев", "Дмитрием Медведевым", "ru", id="-ем and -ым"),
        pytest.param("Мария Захарова", "Марией Захаровой", "ru", id="woman"),
        pytest.param("Ангела Меркель", "Ангелы Меркель", "ru", id="surname of a woman without cases"),
        pytest.param("Ким Чен Ын", "Ким Чен Ыном", "ru", id="last word alone"),
        pytest.param("Александр Лукашенко", "Александром Лукашенко", "ru", id="surname in -о"),
        pytest.param("Абу Мусаб аз-Заркави", "Абу Мусаба аз-Заркави", "ru", id="three words"),
        pytest.param("Мухаммед бин Салман", "Мухаммеда бин Салмана", "ru", id="particle"),
        pytest.param("Лев Троцкий", "Льва Троцкого", "ru", id="given name that loses its vowel"),
        pytest.param("Олександр Сирський", "Олександрові Сирському", "uk", id="Ukrainian adjective"),
        pytest.param("Андрій Єрмак", "Андрієві Єрмаку", "uk", id="-ій"),
        pytest.param("Петро Порошенко", "Петра Порошенка", "uk", id="-о"),
        pytest.param("Дмитро Кулеба", "Дмитром Кулебою", "uk", id="man in -а"),
    ],
)
def test_people(name: str, form: str, language: str) -> None:
    assert form in inflect_alias(name, person=True, language=language)


@pytest.mark.parametrize(
    ("name", "form", "language"),
    [
        pytest.param("Исламское движение Узбекистана", "Исламского движения Узбекистана", "ru", id="-ение"),
        pytest.param("Вооружённые силы Украины", "Вооружённых сил Украины", "ru", id="plural without ending"),
        pytest.param(
            "Объединённые Арабские Эмираты", "Объединёнными Арабскими Эмиратами", "ru", id="two adjectives"
        ),
        pytest.param("Збройні сили України", "Збройних сил України", "uk", id="Ukrainian plural"),
        pytest.param("Верховна Рада", "Верховній Раді", "uk", id="short adjective"),
        pytest.param("Рада з прав людини ООН", "Ради з прав людини ООН", "uk", id="noun and what it rules"),
        pytest.param("Запорізька АЕС", "Запорізької АЕС", "uk", id="adjective and acronym"),
        pytest.param("Чорне море", "Чорного моря", "uk", id="neuter"),
        pytest.param("Кривий Ріг", "Кривого Рогу", "uk", id="changed vowel"),
    ],
)
def test_phrases(name: str, form: str, language: str) -> None:
    assert form in inflect_alias(name, language=language)


def test_words_of_a_phrase_stand_in_one_case() -> None:
    assert "Исламскому государства" not in inflect_alias("Исламское государство")


@pytest.mark.parametrize("name", ["Дели", "Баку", "Абу-Даби", "НАТО", "США", "ISIL", "Isis группа"])
def test_other_names_have_no_cases(name: str) -> None:
    assert inflect_alias(name) == ()
