"""The names of months in the languages of the feeds, as data: folded words → 1 to 12."""

_NAMES = (
    "jan january janvier janv januar jänner jaenner enero ene gennaio genn gen janeiro ocak oca январь января "
    "янв січня січень يناير januari styczeń stycznia leden ledna januára gener كانون ianuarie ιανουαρίου "
    "ianuarie januára siječnja ژانویه",
    "feb february février févr fevrier febr februar feber febrero febbraio febb fevereiro fev şubat şub "
    "февраль февраля фев лютого فبراير شباط februari luty lutego únor února februára febrer februarie "
    "φεβρουαρίου veljače فوریه",
    "mar march mars märz maerz mrz marzo março marco mart март марта мар березня مارس آذار maart marzec marca "
    "březen března març martie μαρτίου ožujka",
    "apr april avril avr abril abr aprile nisan nis апрель апреля апр квітня أبريل نيسان ابريل kwiecień "
    "kwietnia duben dubna aprilie απριλίου travnja آوریل",
    "may mai mayo maggio magg mag maio mayıs мая май травня مايو أيار mei maj maja květen května maig μαΐου "
    "svibnja مه",
    "jun june juin juni junio giugno giu junho haziran haz июнь июня июн червня يونيو يونيه حزيران czerwiec "
    "czerwca červen června juny iunie ιουνίου lipnja ژوئن",
    "jul july juillet juil juli julio luglio lug julho temmuz tem июль июля июл липня يوليو يوليه تموز lipiec "
    "lipca červenec července juliol iulie ιουλίου srpnja ژوئیه",
    "aug august août aout agosto ago ağustos ağu август августа авг серпня أغسطس اغسطس آب augustus augusti "
    "sierpień sierpnia srpen srpna agost αυγούστου kolovoza اوت",
    "sep sept september septembre septiembre settembre sett set setembro eylül eyl сентябрь сентября сен "
    "вересня سبتمبر أيلول wrzesień września září septembrie σεπτεμβρίου rujna سپتامبر",
    "oct okt october octobre oktober octubre ottobre ott outubro out ekim eki октябрь октября окт жовтня "
    "أكتوبر اكتوبر październik października říjen října octombrie οκτωβρίου listopada اکتبر",
    "nov november novembre noviembre novembro kasım kas ноябрь ноября ноя листопада نوفمبر listopad listopadu "
    "noiembrie νοεμβρίου studenoga نوامبر",
    "dec dez december décembre decembre déc dezember diciembre dic dicembre dezembro aralık ara декабрь "
    "декабря дек грудня ديسمبر grudzień grudnia prosinec prosince desembre decembrie δεκεμβρίου prosinca "
    "دسامبر",
)
# `listopada` is November in Polish and Ukrainian and October in Croatian: the larger press decides. `kanun` and
# `tishrin` of the Levant have two months each, told apart by a second word, and are left out.
MONTHS = {name: month for month, names in reversed(list(enumerate(_NAMES, start=1))) for name in names.split()}
MONTHS |= dict.fromkeys(("listopada", "листопада"), 11)
del MONTHS["كانون"]
