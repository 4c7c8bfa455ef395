"""The words that stand before dates, as data: those of publication, of a change, and of something else."""

PUBLISHED = (
    "publish(?:ed)?", "posted", "released?", "first published", "date", "written", "created", "added",
    "issued", "submitted", "veröffentlicht", "publiziert", "erstellt", "erschienen", "geschrieben",
    "eingestellt", "verfasst", "datum", "publiée?", "parue?", "mis en ligne", "posté", "écrit", "publicad[oa]",
    "publicat", "fecha", "creado", "pubblicato", "scritto", "postado", "publicado em", "gepubliceerd",
    "geplaatst", "publicerad", "udgivet", "publisert", "opublikowano", "data", "dodano", "yayınlan\\w*",
    "yayın tarihi", "tarih", "eklenme", "опубликован\\w*", "дата", "размещено", "создан\\w*", "опубліковано",
    "نشر", "تاريخ", "النشر", "تاریخ", "انتشار", "julkaistu", "zveřejněno", "vydáno", "发布", "发表",
)  # fmt: skip

UPDATED = (
    "updated?", "last (?:updated?|modified|edited|changed|revised|reviewed)", "modified", "edited", "revised",
    "reviewed", "aktualisiert", "aktualisierung", "geändert", "änderung", "bearbeitet", "stand", "mis à jour",
    "mise à jour", "modifié", "dernière modification", "actualizad[oa]", "actualización", "modificado",
    "aggiornat[oa]", "modificat[oa]", "atualizado", "bijgewerkt", "uppdaterad", "opdateret", "oppdatert",
    "aktualizace", "zaktualizowano", "güncelle\\w*", "обновлен[оа]?", "изменен[оа]?", "оновлено", "تحديث",
    "به‌روزرسانی", "päivitetty",
)  # fmt: skip

NOT_PUBLISHED = (
    "©", "copyright", "\\(c\\)", "since", "seit", "depuis", "desde", "registered", "registriert", "joined",
    "mitglied", "expires?", "until", "bis", "jusqu'au", "hasta", "fino al", "до", "deadline", "retrieved",
    "accessed", "abgerufen", "consulté", "consultado", "born", "geboren", "né le", "nacido", "til", "bis zum",
    "ab", "from", "next", "starts?", "begins?", "beginn", "termin", "valid", "gültig", "version",
)  # fmt: skip
