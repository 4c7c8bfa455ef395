"""The fixed phrases of newsrooms and their page templates, as data: one list a purpose, by language.

English, French, German, Spanish, Italian, Portuguese, Turkish, Russian, Ukrainian, Arabic and Persian. To
widen a rule, add a phrase here; the rules that use them are in `cleaning` and `completeness`. The words of credits
are in `credit_phrases`.
"""

import re

APOSTROPHES = re.compile("['’‘ʼʹ`´′‛＇\u02bb\u02bd]")

OPEN_WORDS = (
    "a", "an", "the", "of", "to", "and", "or", "but", "with", "from", "for", "by", "that", "which", "who",
    "whose", "than",
    "as", "at", "into", "because", "while", "if", "is", "are", "was", "were", "be", "has", "have", "had", "its",
    "their",
    "his", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "und", "oder", "mit", "von", "für",
    "dass",
    "zu", "zum", "zur", "bei", "im", "le", "la", "les", "un", "une", "du", "de", "et", "ou", "avec", "pour",
    "que", "qui",
    "dans", "sur", "el", "los", "las", "una", "del", "y", "con", "por", "para", "en", "il", "lo", "gli", "di",
    "e", "che",
    "ve", "ile", "için", "bir", "и", "в", "на", "с", "что", "по", "к", "от", "из", "для", "который", "как", "у",
    "о",
    "і", "та", "що", "من", "في", "إلى", "على", "أن", "و", "التي", "الذي", "عن", "مع", "به", "از", "در", "که", "با",
)  # fmt: skip

READ_MORE = (
    "read more", "read the full story", "read the full article", "read the full report", "read full story",
    "read full article", "read the rest of this entry", "read the rest of the story", "read the rest",
    "read the original article", "read on", "continue reading", "keep reading", "full story", "full article",
    "click here to read more", "click to read more", "view full article",
    "lire la suite", "lire plus", "lire l'article complet", "suite de l'article",
    "weiterlesen", "mehr lesen", "zum artikel", "ganzen artikel lesen",
    "leer más", "leer mas", "sigue leyendo", "seguir leyendo", "continuar leyendo",
    "leggi tutto", "continua a leggere", "leggi di più", "leia mais", "continue lendo", "ler mais",
    "devamını oku", "haberin devamı", "czytaj dalej", "czytaj więcej", "lees verder", "lees meer",
    "читать далее", "читать дальше", "читать полностью", "читайте далее", "полный текст", "читати далі",
    "اقرأ المزيد", "إقرأ المزيد", "ادامه مطلب",
)  # fmt: skip

MORE = (
    "learn more", "see more", "view more", "show more", "more", "click here for more", "en savoir plus", "mehr dazu",
    "lesen sie mehr", "mehr erfahren", "ver más", "saiba mais", "devamı", "daha fazla", "подробнее", "далее",
    "детальніше", "докладніше", "المزيد", "للمزيد", "اقرأ أيضا", "بیشتر بخوانید",
)  # fmt: skip

RELATED = (
    "read also", "see also", "also read", "related", "related articles", "related stories", "more on this story",
    "recommended", "czytaj też", "czytaj także", "zobacz też", "you may also like", "lire aussi", "à lire aussi",
    "lesen sie auch", "siehe auch", "lea también",
    "lee también", "te puede interesar", "leggi anche", "leia também", "ayrıca okuyun", "bunları da okuyun",
    "читайте также", "смотрите также", "по теме", "читайте також", "اقرأ أيضاً", "إقرأ أيضاً", "اقرأ ايضا",
)  # fmt: skip

FOLLOW_US = (
    "follow us on", "follow us", "like us on", "like us on facebook", "join us on", "subscribe to our",
    "sign up for our",
    "suivez-nous", "abonnez-vous", "folgen sie uns", "síguenos", "seguici", "siga-nos", "bizi takip edin",
    "подписывайтесь на", "подпишитесь на", "присоединяйтесь к", "следите за нами", "підписуйтесь на", "تابعونا",
    "تابعنا",
)  # fmt: skip

END_MARKS = ("end", "ends", "the end", "###", "-30-", "fin", "ende", "конец", "кінець", "انتهى", "(ends)", "(end)")

LEGAL_STARTS = (r"copyright", r"©", r"\(c\)", r"авторские права", r"حقوق النشر")

LEGAL = (
    r"all rights reserved", r"tous droits réservés", r"alle rechte vorbehalten", r"todos los derechos reservados",
    r"tutti i diritti riservati", r"todos os direitos reservados", r"tüm hakları saklıdır", r"все права защищены",
    r"усі права захищені", r"جميع الحقوق محفوظة", r"تمامی حقوق محفوظ است", r"wszelkie prawa zastrzeżone",
    r"this material may not be published, broadcast, rewritten",
)  # fmt: skip

SHARE = (
    "share", "share this", "share this article", "share this story", "share this post", "share this page",
    "share article", "share story", "share with friends", "tweet", "tweet this", "retweet", "pin it", "print",
    "print this", "print this page", "print this article", "print article", "email this", "email this article",
    "send", "send to a friend", "save", "save article", "bookmark", "copy link", "copy url", "like this", "like",
    "partager", "partager l'article", "partagez", "imprimer", "envoyer", "envoyer à un ami", "copier le lien",
    "tweeter", "teilen", "artikel teilen", "seite drucken", "artikel drucken", "drucken", "merken", "versenden",
    "twittern", "link kopieren", "compartir", "comparte", "guardar", "tuitear", "copiar enlace", "condividi",
    "stampa", "invia", "compartilhar", "compartilhe", "partilhar", "imprimir", "enviar", "paylaş", "yazdır",
    "tweetle", "gönder", "udostępnij", "drukuj", "delen", "поделиться", "поделитесь", "распечатать", "отправить",
    "скопировать ссылку", "твитнуть", "поділитися", "надрукувати", "شارك", "مشاركة", "شارك المقال", "طباعة", "غرد",
    "إرسال", "اشتراک گذاری", "چاپ",
)  # fmt: skip

SHARE_OPENINGS = (
    "share this", "share on facebook", "share on twitter", "share on x", "share on whatsapp", "tweet this",
    "print this page", "partagez cet article", "teilen sie dies", "comparte este artículo",
    "condividi questo articolo",
    "поделитесь этой", "поделитесь с друзьями",
)  # fmt: skip

SHARE_WITH = ("on", "via", "by", "to", "with", "in", "sur", "par", "auf", "bei", "per", "en", "por", "su", "no", "em",
              "в", "на", "через", "у", "على", "عبر", "در")  # fmt: skip

NETWORKS = (
    "facebook", "twitter", "whatsapp", "telegram", "linkedin", "reddit", "pinterest", "google+", "google plus",
    "email", "e-mail", "mail", "sms", "messenger", "vk", "vkontakte", "tumblr", "viber", "instagram", "threads",
    "bluesky", "mastodon", "flipboard", "xing", "wechat", "weibo", "skype", "digg", "stumbleupon", "pocket",
    "вконтакте", "одноклассники", "فيسبوك", "تويتر", "واتساب", "تلغرام",
)  # fmt: skip

PHOTO = (
    "photo", "photos", "photograph", "photographs", "photo credit", "photo credits", "photocredit", "photocredits",
    "picture", "pictures", "picture credit", "image", "images", "image credit", "image credits", "image source",
    "file photo", "file image", "file picture", "archive photo", "stock photo", "handout photo", "credit", "credits",
    "crédit photo", "crédits photo", "crédits photos", "photo d'archives", "photo d'illustration", "crédit",
    "bild", "bilder", "bildquelle", "bildnachweis", "foto", "fotos", "fotocredit", "titelbild", "beitragsbild",
    "symbolbild", "symbolfoto", "archivbild", "archivfoto", "fotografía", "imagen", "foto de archivo",
    "foto d'archivio", "immagine", "imagem", "foto de arquivo", "fotoğraf", "arşiv fotoğrafı", "zdjęcie", "fot",
    "beeld", "фото", "архивное фото", "фото из архива", "снимок", "صورة", "الصورة", "صورة أرشيفية", "تصوير", "عکس",
    "عکس آرشیوی",
)  # fmt: skip

ARCHIVE_PHOTO = (
    "file photo", "file image", "file picture", "file", "archive photo", "stock photo", "stock image", "symbolbild",
    "symbolfoto", "archivbild", "archivfoto", "photo d'archives", "photo d'illustration", "foto de archivo",
    "foto d'archivio", "foto de arquivo", "arşiv fotoğrafı", "архивное фото", "фото из архива", "صورة أرشيفية",
    "عکس آرشیوی",
)  # fmt: skip

PHOTO_BY = ("by", "courtesy of", "courtesy", "via", "from", "par", "von", "de", "di", "door", "via")

PHOTO_LIBRARIES = (
    "getty images", "getty", "shutterstock", "istock", "istockphoto", "alamy", "alamy stock photo", "epa", "epa-efe",
    "unsplash", "pexels", "pixabay", "adobe stock", "picture alliance", "picture-alliance", "imago", "imago images",
    "wikimedia commons", "flickr", "zuma press", "zuma wire", "abaca", "sipa", "sipa usa", "nurphoto", "ap photo",
    "ap images", "depositphotos", "123rf", "dreamstime", "rex features",
)  # fmt: skip

COUNTED = (
    "comment", "comments", "view", "views", "share", "shares", "like", "likes", "retweets", "reads", "reactions",
    "commentaire", "commentaires", "vues", "partages", "kommentar", "kommentare", "aufrufe", "comentario",
    "comentarios", "visitas", "vistas", "commento", "commenti", "visualizzazioni", "comentário", "comentários",
    "visualizações", "yorum", "görüntülenme", "reacties", "komentarz", "komentarze", "komentarzy", "комментарий",
    "комментария", "комментариев", "просмотр", "просмотра", "просмотров", "коментар", "коментарі", "коментарів",
    "переглядів", "تعليق", "تعليقات", "مشاهدة", "مشاهدات", "دیدگاه", "نظر", "بازدید",
)  # fmt: skip

NOT_COUNTED = ("no", "aucun", "keine", "kein", "sin", "nessun", "nenhum", "нет", "немає", "لا", "بدون")

READING_TIME = (
    "min read", "minute read", "minutes read", "mins read", "min de lecture", "minutes de lecture", "min lesezeit",
    "minuten lesezeit", "min de lectura", "minutos de lectura", "min di lettura", "minuti di lettura",
    "min de leitura", "dakika okuma", "мин чтения", "минут чтения", "минуты чтения", "دقائق قراءة", "دقيقة قراءة",
)  # fmt: skip

READING_TIME_LABELS = (
    "reading time", "estimated reading time", "read time", "temps de lecture", "lesezeit", "lesedauer",
    "geschätzte lesezeit", "tiempo de lectura", "tempo di lettura", "tempo de leitura", "okuma süresi",
    "время чтения", "час читання", "وقت القراءة", "مدة القراءة",
)  # fmt: skip

UPDATED = (
    "updated", "last updated", "published", "posted", "modified", "mis à jour", "publié", "aktualisiert",
    "veröffentlicht", "actualizado", "publicado", "aggiornato", "pubblicato", "atualizado", "güncellendi",
    "обновлено", "опубликовано", "оновлено", "تحديث", "نشر",
)  # fmt: skip

TIME_UNITS = (
    "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour",
    "hours", "d", "day", "days", "week", "weeks", "month", "months", "heure", "heures", "jour", "jours", "minuten",
    "stunde", "stunden", "tag", "tagen", "minuto", "minutos", "hora", "horas", "día", "días", "minuti", "ora", "ore",
    "giorni", "dia", "dias", "dakika", "saat", "gün", "минута", "минуты", "минут", "мин", "час", "часа", "часов",
    "день", "дня", "дней", "хвилин", "годин", "دقيقة", "دقائق", "ساعة", "ساعات", "يوم", "أيام",
)  # fmt: skip

AGO_BEFORE = ("il y a", "vor", "hace", "há", "منذ", "قبل")
AGO_AFTER = ("ago", "fa", "atrás", "önce", "назад", "тому", "پیش")

FURNITURE = (
    r"newsletters?", r"subscri(?:be|ption|bers?)", r"sign up", r"download (?:our|the) app", r"all rights reserved",
    r"©", r"copyright", r"terms of (?:use|service)", r"privacy policy", r"cookies?", r"advertisements?",
    r"story continues below", r"most (?:read|viewed|popular|shared)", r"more from", r"read (?:more|also|next)",
    r"related (?:articles|stories|news)", r"recommended", r"(?:support|donate to) (?:our|us|independent)",
    r"follow us", r"join (?:us|our)", r"share this", r"report (?:an )?error", r"send (?:us )?(?:your )?tips?",
    r"views expressed", r"not necessarily (?:reflect|represent)", r"got a (?:tip|story)", r"whatsapp channel",
    r"abonnez-vous", r"lettre d'information", r"infolettre", r"tous droits réservés", r"publicité", r"les plus lus",
    r"lire aussi", r"abonnieren", r"alle rechte vorbehalten", r"anzeige", r"meistgelesen", r"mehr zum thema",
    r"suscr[ií]b\w+", r"bolet[ií]n", r"todos los derechos reservados", r"publicidad", r"lo más leído",
    r"iscriviti", r"tutti i diritti riservati", r"pubblicità", r"i più letti", r"assine", r"inscreva-se",
    r"todos os direitos reservados", r"publicidade", r"mais lidas", r"abone ol\w*", r"bülten\w*", r"reklam",
    r"tüm hakları saklıdır", r"en çok okunan\w*", r"подпи(?:шитесь|сывайтесь|ска)", r"рассылк\w+", r"реклама",
    r"все права защищены", r"читайте (?:также|нас)", r"самое читаемое", r"при копировании", r"передрук\w*",
    r"усі права захищені", r"підпи(?:шіться|суйтесь)", r"اشترك", r"النشرة", r"جميع الحقوق محفوظة", r"الأكثر قراءة",
    r"إعلان", r"خبرنامه", r"تمامی حقوق",
)  # fmt: skip
