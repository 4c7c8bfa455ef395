"""The fixed words by which pages say what they are, as data by language: walls, errors, "the rest is there", lists.

To widen a rule, add a phrase here; the rules that use them are in `kind`, `ending` and `completeness`. Patterns are
matched without case and at the edges of words.
"""

import re

# A whole line or button that leads to the rest of this article (never to another: "read more about X").
_WHOLE_EN = (
    r"(?:the |this |an? )?(?:full|whole|entire|complete|original|rest|remainder)(?: of)?(?: the| this| our)?"
)
_PIECE_EN = r"(?: ?(?:article|story|report|post|entry|text|piece|interview|column|review|version|obituary))?"
CONTINUES = re.compile(
    "(?:" + "|".join((
        rf"(?:click |tap )?(?:here )?(?:to |for )?(?:please )?(?:read|view|see|show|get|expand|open|continue|"
        rf"finish) "
        rf"(?:to )?(?:reading )?{_WHOLE_EN}{_PIECE_EN}(?: (?:here|on|at|in|from|via) .{{1,50}})?",
        rf"(?:click |tap )?(?:here )?(?:to )?(?:continue|keep|finish)(?: reading)?"
        rf"(?: (?:this|the)(?: {_WHOLE_EN})?{_PIECE_EN})?(?: (?:here|on|at|in|from|via) .{{1,50}})?",
        r"(?:click |tap )?(?:here )?(?:to )?read (?:more|on)(?: (?:here|at|via) .{1,40})?",
        r"read (?:it|this|more|the rest)? ?(?:on|at) (?:the )?(?:original|our) (?:site|website|source|page)",
        r"(?:full|whole|original) (?:article|story|report|text|post|source)",
        r"(?:show|expand|load) (?:more|all|full text)",
        r"(?:story |article )?continue[sd] (?:on|at|in|below on) (?:the )?(?:next )?(?:page|p\.)[ \d]*",
        r"next page",
        r"lire la suite.{0,40}",
        r"(?:lire|voir) (?:l'|l’)(?:intégralité (?:de )?)?(?:l'|l’)?article(?: (?:complet|entier|original|en "
        r"entier))?.{0,40}",
        r"suite de l['’]article", r"page suivante",
        r"(?:hier |jetzt )?weiterlesen(?: (?:auf|bei|in) .{1,40})?", r"mehr lesen",
        r"(?:zum|zu dem|den|hier zum)?(?: hier)? ?(?:vollständigen?|ganzen?|kompletten?|original)[- ]?(?:artikel|"
        r"beitrag|text|bericht)"
        r"(?: (?:lesen|anzeigen|auf|bei|ansehen).{0,40})?", r"zum (?:original)?artikel", r"nächste seite",
        r"(?:seguir|sigue|siga|continuar?|continúa) (?:leyendo|lendo|a leitura).{0,40}",
        r"(?:leer|ver|ler) (?:la |el |a |o )?(?:noticia|artículo|nota|texto|notícia|artigo|entrada) "
        r"(?:complet[ao]|enter[ao]|original|íntegr[ao]).{0,40}",
        r"leer (?:más|mas)", r"leia mais", r"ler mais", r"(?:página siguiente|próxima página)",
        r"(?:leggi tutto|continua a leggere|leggi (?:l['’])?(?:articolo|intero) ?(?:completo|intero|"
        r"articolo)?).{0,30}",
        r"(?:haberin|yazının|makalenin) (?:devamı|tamamı)\w*.{0,30}", r"devamını (?:oku|gör|okuyun)\w*",
        r"sonraki sayfa",
        r"чита(?:ть|йте) (?:далее|дальше|полностью|весь текст|статью полностью|полную версию|продолжение|"
        r"оригинал).{0,40}",
        r"(?:полный текст|полная версия|показать (?:полностью|ещё|весь текст)|развернуть|следующая "
        r"страница).{0,30}",
        r"читати (?:далі|повністю|повний текст).{0,30}", r"(?:повний текст).{0,30}",
        r"[اإ]قر[أا] (?:المزيد|المقال كاملا|الخبر كاملا|بقية المقال|النص الكامل).{0,30}",
        r"(?:لقراءة|لمتابعة|لمواصلة|لاستكمال) (?:بقية |باقي )?(?:ال)?(?:مقال|خبر|نص|قراءة|تقرير|موضوع|"
        r"مزيد).{0,40}",
        r"(?:تابع|أكمل|واصل) القراءة.{0,30}", r"ادامه مطلب.{0,20}", r"متن کامل.{0,20}",
        r"(?:more|mehr|la suite|más|далее|подробнее|devamı|المزيد)\s*(?:»|›|>|→|…|\.{3})+",
        r"czytaj (?:dalej|więcej|całość).{0,20}", r"lees (?:verder|meer).{0,20}",
    )) + ")",
    re.IGNORECASE,
)  # fmt: skip

# Of these, what stands as well below the headlines of other articles: it counts right below a short text alone.
BARE_MORE = (
    "read more", "read on", "show more", "load more", "expand", "lire plus", "mehr lesen", "weiterlesen", "leer más",
    "leer mas", "leia mais", "ler mais", "czytaj więcej", "lees meer", "اقرأ المزيد", "إقرأ المزيد", "ادامه مطلب",
    "читать далее",
)  # fmt: skip
# And what heads a list of others below a long text, but was cut out of a short one where that stops.
BARE_READING = (
    "keep reading", "continue reading", "seguir leyendo", "sigue leyendo", "continuar leyendo", "continue lendo",
)  # fmt: skip

# What says inside a sentence that the text itself stands elsewhere.
ELSEWHERE = (
    r"(?:read|find|see) (?:the|our|his|her) (?:full|whole|complete) [^.\n]{3,30} (?:in|on) [^.\n]{0,30}"
    r"(?:print(?:ed)?|paper|edition|issue|e-?paper|magazine)",
    r"(?:vollständig|ganz|ausführlich|komplett)\w* (?:artikel|bericht|beitrag|text|interview|geschichte)\w*"
    r"[^.\n]{0,40}(?:lesen sie|finden sie|steht)?[^.\n]{0,20}(?:gedruckt\w*|print|e-?paper|ausgabe|zeitung)",
    r"(?:retrouvez|lisez) [^.\n]{0,50}(?:édition|numéro|journal|magazine|papier)",
    r"(?:lea|puede leer) [^.\n]{0,50}(?:edición|impresa|papel)",
    r"(?:haberin|yazının|röportajın) tamamı[^.\n]{0,40}(?:baskı|gazete|dergi)\w*",
    r"(?:читайте|полный текст|полностью)[^.\n]{0,40}(?:в номере|в печатн\w+|в газете|в журнале)",
)  # fmt: skip

# "Page 1 of 3": a text that has more pages than this.
PAGE_OF = (
    r"(?:page|seite|page|página|pagina|sayfa|страница|стр\.|صفحة|الصفحة|strona|pagina) "
    r"(?P<here>\d{1,2}) ?(?:of|von|sur|de|di|/|из|з|من|z|van) ?(?P<all>\d{1,2})"
)

# The legal line at the foot of a page.
LEGAL = (
    r"©", r"\(c\) ?\d{4}", r"copyright", r"all rights reserved", r"alle rechte vorbehalten", r"tous droits réserv",
    r"derechos reserv", r"все права защищ", r"tüm hakları", r"جميع الحقوق", r"diritti riservati",
    r"direitos reserv",
)  # fmt: skip

# The names in a row of share buttons.
SHARED_ON = (
    "facebook", "twitter", "x", "whatsapp", "linkedin", "e-?mail", "telegram", "vk", "pinterest", "reddit", "xing",
    "print",
    "copy link", "bluesky", "threads", "вконтакте", "одноклассники", "viber", "messenger",
)  # fmt: skip

# The heading of a list of other articles, or of comments: what stands behind it is not about this one.
OTHER_ARTICLES = (
    "most read", "most popular", "popular", "trending", "latest", "latest news", "more stories", "more news",
    "up next",
    "more from", "recommended", "you might also like", "comments", "leave a reply", "leave a comment", "share this",
    "meistgelesen", "mehr zum thema", "weitere artikel", "kommentare", "das könnte sie auch interessieren",
    "les plus lus", "commentaires", "à lire aussi", "sur le même sujet", "lo más leído", "comentarios",
    "te puede interesar", "en çok okunanlar", "yorumlar", "ilgili haberler", "самое читаемое", "комментарии",
    "читайте также", "другие новости", "الأكثر قراءة", "التعليقات", "مواضيع ذات صلة", "اقرأ أيضا",
)  # fmt: skip

# What a page shows while, or because, a script has not run.
UNSCRIPTED = (
    r"(?:enable|activate|turn on|requires?|need) (?:your )?java ?script",
    r"java ?script (?:is )?(?:disabled|required)",
    r"(?:activer|activez) java ?script", r"java ?script (?:aktivieren|einschalten|activado|habilitado)",
    r"(?:aktivieren sie|habilite|active|active el) java ?script", r"включите java ?script",
    r"java ?script['’]i (?:etkin|aç)\w*", r"(?:تفعيل|تمكين) (?:ال)?جافا ?سكريبت",
    r"^(?:loading|please wait|wird geladen|chargement|cargando|yükleniyor|загрузка|جار[يٍ]? التحميل)\W*$",
)  # fmt: skip

PARKED = (
    r"domain (?:name )?(?:is|may be|might be) (?:parked|for sale|available)", r"buy this domain",
    r"this domain (?:has|is) (?:expired|registered|parked)",
    r"diese domain (?:steht|ist|wird)[^.\n]{0,20}(?:verkauf|verkaufen|geparkt)",
    r"ce (?:nom de )?domaine est (?:à vendre|en vente)", r"dominio (?:en venta|está a la venta)",
    r"домен (?:продается|продаётся|припаркован)",
    r"bu alan adı satılık", r"هذا النطاق (?:معروض )?للبيع",
)  # fmt: skip

# A headline that announces live coverage.
LIVE = (
    r"live", r"live[- ]?(?:blog|ticker|updates?|coverage|stream)", r"liveticker", r"en direct", r"(?:en|al) vivo",
    r"(?:en|al) directo", r"minuto a minuto", r"diretta", r"ao vivo", r"canlı (?:anlatım|blog|yayın)", r"canlı",
    r"онлайн", r"прямая трансляция", r"текстовая трансляция", r"مباشر", r"لحظة بلحظة", r"بث مباشر",
)  # fmt: skip

# Parts of addresses that content systems give to lists and forums.
LIST_PATHS = (
    "category", "categories", "tag", "tags", "topic", "topics", "author", "authors", "label", "archive", "archives",
    "collections", "kategorie", "schlagwort", "thema", "themen", "autor", "autoren", "rubrique", "categorie",
    "sujet",
    "auteur", "etiqueta", "etiquetas", "categoria", "tema", "temas", "seccion", "autores", "etiket", "kategori",
    "yazar",
    "rubric", "rubrics", "tegi",
)  # fmt: skip
FORUM_PATHS = (
    r"/(?:show|view)(?:thread|topic)\.php", r"/forums?/", r"/threads?/", r"/viewtopic", r"/t/[^/]+/\d+",
    r"/questions/\d+",
)  # fmt: skip
FORUM_SYSTEMS = (
    "discourse",
    "phpbb",
    "vbulletin",
    "xenforo",
    "mybb",
    "simple machines",
    "invision",
    "nodebb",
    "flarum",
)

# Classes of <body> by which WordPress, WooCommerce, Drupal, Joomla and Magento tell what a page is.
BODY_CLASSES = {
    "error404": "an error page", "search-results": "search results", "search-no-results": "search results",
    "archive": "a list", "tag-archive": "a list",
    "author-archive": "an author's page", "path-frontpage": "a home page", "view-category": "a list",
    "view-featured": "a list", "path-taxonomy": "a list", "page-taxonomy-term": "a list",
    "path-search": "search results",
    "single-product": "a product", "product-template-default": "a product", "post-type-archive": "a list",
    "catalog-product-view": "a product", "catalog-category-view": "a list", "template-product": "a product",
    "template-collection": "a list", "tax-product_cat": "a list",
}  # fmt: skip

NOT_FOUND = (
    r"(?:page|article|story|content)(?: is| was| could)?(?: not|n[’']t)(?: be)? "
    r"found", r"not found", r"error 404",
    r"404 error", r"404",
    r"(?:page|article|story) (?:does not|doesn[’']t|no longer) exists?",
    r"(?:page|article|story|content) (?:is |has been |was )?(?:missing|unavailable|removed|deleted)",
    r"no longer available", r"(?:can[’']t|cannot|could ?n[o’']t) (?:be found|find (?:that|the|this) page)",
    r"page introuvable", r"(?:page|article)[^.\n]{0,20}n[’']existe (?:pas|plus)",
    r"n[’']est plus disponible", r"seite nicht (?:gefunden|verfügbar)", r"nicht gefunden",
    r"nicht mehr (?:verfügbar|vorhanden|online)",
    r"página no (?:encontrada|existe|disponible)", r"no encontrad[ao]", r"ya no (?:está disponible|existe)",
    r"pagina non trovata",
    r"non (?:è più|più) disponibile", r"página não encontrada", r"não (?:existe|está disponível)",
    r"(?:sayfa|haber|içerik) bulunamadı", r"yayından kaldırıl\w+",
    r"(?:страница|статья|материал|новость) (?:не найден[ао]?|удален[ао]?|удалён)", r"не найден[ао]?",
    r"сторінку не знайдено",
    r"(?:الصفحة|المقال|الخبر)[^.\n]{0,20}(?:غير موجود|غير متاح|غير متوفر)\w*", r"لم يتم العثور",
    r"صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد",
)  # fmt: skip

WALL_TITLES = (
    r"just a moment", r"attention required", r"access (?:to this page has been )?denied",
    r"are you (?:a robot|human)",
    r"verify (?:that )?you are (?:a )?human", r"security check",
    r"checking (?:your browser|if the site connection)", r"before you continue",
    r"your privacy choices", r"we value your privacy", r"cookie (?:consent|wall|policy|settings)", r"log ?in",
    r"sign ?in",
    r"403 forbidden", r"forbidden", r"service unavailable", r"bad gateway", r"ddos[- ]guard", r"consent",
    r"privacy settings", r"(?:down for|under|scheduled) maintenance", r"be (?:right )?back (?:soon|shortly)",
    r"wartungsarbeiten",
    r"en (?:maintenance|mantenimiento)", r"технические работы", r"доступ (?:запрещ[её]н|ограничен)",
    r"вход на сайт", r"anmelden",
    r"se connecter", r"connexion", r"iniciar sesión", r"giriş yap", r"تسجيل الدخول", r"accès refusé",
    r"zugriff verweigert", r"acceso denegado",
    r"erişim engellendi", r"unusual traffic", r"proof of work", r"robot check",
)  # fmt: skip

CONSENT = (
    r"cookies?", r"(?:your )?privacy", r"(?:your )?consent", r"accept all", r"reject all",
    r"manage (?:options|preferences|settings)",
    r"personal data", r"personali[sz]ed ads?", r"(?:and )?our (?:\d+ )?partners", r"legitimate interest",
    r"einwilligung\w*",
    r"datenschutz\w*", r"personenbezogene\w* daten", r"(?:unsere )?partner", r"werbefrei\w*", r"pur-abo\w*",
    r"alle akzeptieren", r"zustimmen",
    r"consentement", r"tout accepter", r"(?:nos )?partenaires", r"données (?:personnelles|à caractère personnel)",
    r"aceptar todo", r"consentimiento", r"(?:nuestros )?socios", r"datos personales",
    r"privacidad", r"файл\w* cookie", r"согласи\w+", r"персональны\w+ данн\w+", r"çerez\w*", r"kişisel veri\w*",
    r"ملفات تعريف الارتباط",
    r"(?:شركائنا|شركاؤنا)", r"البيانات الشخصية", r"ad-free", r"tracking", r"without ads", r"advertising",
)  # fmt: skip

# Of each phrase of PAYWALL one is in it: looking for these first is twenty times as fast.
PAYWALL_STEMS = (
    "subscri", "register", "sign ", "log", "account", "member", "trial", "upgrade", "join", "unlock", "free",
    "limit", "abonn",
    "réserv", "inscri", "connect", "compte", "débloque", "reste", "freischalt", "regist", "weiterles",
    "weiterzulesen",
    " lesen", "mitglied", "abo", "suscri", "regístr", "sesión", "socio", "assin", "cadastr", "exclusiv", "reservad",
    "abbon", "registrat", "accedi", "üye", "giriş", "kayıt", "подпис", "войдите", "зарегистр", "авториз",
    "передплат",
    "مشترك", "مشتركين", "اشترا", "اشترك", "سجل", "سجّل", "تسجيل", "أعضاء", "مسجلين", "حساب", "مشترکان", "اعضا",
)  # fmt: skip
_JOIN = (
    r"(?:subscribe|register|sign (?:up|in)|log ?in|create (?:an?|your) (?:free )?account|become an? (?:\w+ )?"
    r"(?:member|subscriber)|"
    r"start (?:your|a) (?:free )?trial|upgrade(?: now)?|join(?: now| us)?)"
)
PAYWALL = (
    rf"{_JOIN}\b[^.!?\n]{{0,50}} (?:to|and) (?:continue|keep|finish|read (?:on|it|more|this|the|all|full)|unlock|"
    rf"access (?:this|the|full|all)|"
    r"view (?:it|this|the)|see (?:the|this) (?:full|rest|whole))[^.\n]{0,30}",
    rf"(?:to|want to|like to) (?:continue|keep|finish|read (?:on|the|this)|view|access|see)[^.!?\n]{{0,50}}[,?.]? "
    rf"?(?:please |you (?:must|need to) |simply )*{_JOIN}",
    r"(?:article|story|content|post|text|page|report|rest|remainder|feature|version|issue)[^.\n]{0,40} (?:is|are) "
    r"(?:only |exclusively |reserved |available |"
    r"restricted |limited |open |free )*(?:for|to) (?:our |paid |paying |premium |registered |logged[- ]in )*"
    r"(?:subscribers|members|users)(?: only)?",
    r"(?:for|available to|exclusive to) (?:our |paid |paying |premium |registered )*(?:subscribers|members)(?: "
    r"only)",
    r"exclusive (?:to|for) (?:our |paid |paying )*(?:subscribers|members)",
    r"(?:subscriber|member)s?[- ](?:only|exclusive)(?: (?:content|article|story|post))?",
    r"(?:already|are you) a (?:paid |digital )?subscriber\?[^.\n]{0,20}(?:log|sign) ?in",
    r"you(?:[’']ve| have) (?:reached|used|read|hit)[^.\n]{0,40}(?:free|limit|articles|stories)",
    r"(?:keep|continue) reading with (?:an? )?[^.\n]{0,30}(?:subscription|account|trial|membership)",
    r"unlock (?:this|the (?:full|rest|whole)) ?(?:article|story|post|content|text)?",
    r"(?:cet |l[’']|le |la )?(?:article|suite|contenu|texte)[^.\n]{0,30}réservée?s? (?:à|aux) [^.\n]{0,20}"
    r"(?:abonné|lecteur|membre|inscrit)\w*",
    r"(?:abonnez-vous|inscrivez-vous|connectez-vous|identifiez-vous|créez (?:un|votre) compte)[^.\n]{0,50}(?:pour|"
    r"et) (?:lire|continuer|accéder|poursuivre|découvrir|consulter)[^.\n]{0,30}",
    r"pour (?:lire|continuer|accéder)[^.\n]{0,50}(?:abonnez|inscrivez|connectez|identifiez|créez)-?\w*",
    r"il vous reste \d+\s?% (?:de cet article|à (?:lire|découvrir))?", r"réservé aux abonnés",
    r"débloque[rz] (?:cet|l[’']) ?article",
    r"(?:artikel|inhalt|beitrag|text|bericht)[^.\n]{0,40}(?:nur|exklusiv)[^.\n]{0,15} (?:für|mit)[^.\n]{0,20}"
    r"(?:abonnent|abo|registriert|mitglied|leser)\w*",
    r"(?:nur|exklusiv) für (?:registrierte |unsere |digital-?)?(?:abonnent|mitglied|leser|nutzer)\w*",
    r"jetzt (?:freischalten|weiterlesen)", r"(?:artikel|beitrag|text) (?:jetzt )?freischalten",
    r"(?:registrieren|anmelden|melden sie sich|einloggen|abonnieren)[^.\n]{0,60}(?:weiter ?zu ?lesen|weiterlesen|"
    r"zu lesen|lesen zu können)",
    r"weiterlesen mit", r"mit [\w+ ]{1,25} weiterlesen",
    r"um (?:den|diesen|weiter)[^.\n]{0,40}(?:zu lesen|weiterzulesen)[^.\n]{0,40}(?:abo|anmeld|registrier|"
    r"einlogg)\w*",
    r"lesen sie diesen artikel (?:weiter )?mit", r"sie sind (?:bereits|schon) abonnent",
    r"(?:contenido|artículo|noticia|información|conteúdo|matéria)[^.\n]{0,30}(?:exclusiv[oa]|solo|sólo|"
    r"reservad[oa]|apenas)[^.\n]{0,20}(?:suscriptor|socio|abonado|registrado|assinante|usuario)\w*",
    r"(?:suscríbete|suscríbase|regístrate|regístrese|inicia sesión|hazte (?:socio|suscriptor)|assine|cadastre-se|"
    r"faça login)[^.\n]{0,50} (?:para|y|e) (?:seguir|continuar|leer|ler|acceder|acessar|sigue)[^.\n]{0,30}",
    r"para (?:seguir|continuar) (?:leyendo|lendo|a ler)[^.\n]{0,40}(?:suscr|regístr|inicia|hazte|assin|"
    r"cadastr)\w*",
    r"(?:solo|sólo|exclusivo) para (?:suscriptores|socios|assinantes)",
    r"(?:contenuto|articolo)[^.\n]{0,30}(?:riservat[oa]|esclusiv[oa])[^.\n]{0,20}abbonati",
    r"(?:abbonati|registrati|accedi)[^.\n]{0,40} (?:per|e) (?:continuare|leggere)[^.\n]{0,30}",
    r"(?:devamını|tamamını|yazıyı|haberi|okumaya|içeriğ\w+)[^.\n]{0,40}(?:abone ol|giriş yap|üye ol|kayıt ol)\w*",
    r"(?:yalnızca|sadece) [^.\n]{0,15}(?:abone|üye)\w*", r"abonelere özel",
    r"(?:abone|üye) ol\w*[^.\n]{0,30}(?:okumaya devam|devamını oku)\w*",
    r"(?:доступ|открыт)\w*[^.\n]{0,30}(?:подписчик\w*|по подписке|зарегистрированн\w+)",
    r"(?:оформите|купите|оформить) подписку",
    r"(?:только|эксклюзивно) для (?:наших )?(?:подписчиков|зарегистрированных|пользователей)",
    r"чтобы (?:читать|прочитать|дочитать|продолжить)[^.\n]{0,50}(?:войдите|зарегистрируйтесь|подпи\w+|оформите|"
    r"авториз\w+)",
    r"(?:войдите|зарегистрируйтесь|подпишитесь|авторизуйтесь)[^.\n]{0,20},? чтобы (?:читать|прочитать|дочитать|"
    r"продолжить)[^.\n]{0,30}",
    r"(?:доступн\w+|тільки|лише)[^.\n]{0,20}(?:передплатник\w+|за передплатою)",
    r"(?:متاح|مخصص|حصري|المحتوى|المقال)[^.\n]{0,30}(?:للمشتركين|للأعضاء|للمسجلين|لمشتركي)(?: فقط)?",
    r"(?:اشترك|سج[ّ]?ل|قم بالتسجيل|تسجيل الدخول|أنشئ حساب\w*)[^.\n]{0,40}(?:لقراءة|لمواصلة|لمتابعة|للوصول|"
    r"لاستكمال|لإكمال)[^.\n]{0,30}",
    r"(?:لقراءة|لمواصلة|لمتابعة|لاستكمال)[^.\n]{0,20}(?:اشترك|سج[ّ]?ل|الاشتراك|التسجيل|تسجيل الدخول)",
    r"ویژه (?:مشترکان|اعضا)\w*",
)  # fmt: skip
