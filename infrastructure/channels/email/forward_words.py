# ruff: noqa: RUF001 - word lists are read as sentences; many alphabets look alike
"""The words by which mail programs say that a mail is passed on, in the languages they speak (EML-14)."""

import unicodedata


def plain(text: str) -> str:
    """Give the form in which words are compared: composed, folded, one space between words."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("i\u0307", "i")
    return " ".join(folded.split())


def _words(*lists: str) -> frozenset[str]:
    return frozenset(plain(word) for words in lists for word in words.split("|"))


LABELS: dict[str, str] = {
    label: kind
    for kind, labels in {
        "from": _words(
            "from|von|absender|de|de la|expéditeur|expeditor|expeditorul|da|mittente|remitente|remetente|van|afzender",
            "od|nadawca|odesílatel|odosielateľ|šalje|pošiljatelj|pošiljalac|pošiljatelj|от|от кого|отправитель|від",
            "від кого|відправник|ад|från|avsändare|fra|afsender|avsender|lähettäjä|feladó|küldő|kimden|gönderen",
            "saatja|kellelt|nuo|siuntėjas|sūtītājs|από|αποστολέας|送信元|差出人|发件人|發件人|寄件者|寄件人|보낸 사람",
            "보낸사람|발신인|מאת|من|từ|dari|от (from)|von (from)|author|autor|auteur",
        ),
        "to": _words(
            "to|an|empfänger|à|a|pour|destinataire|destinataires|para|destinatario|destinatarios|destinatário|aan",
            "ontvanger|do|adresat|odbiorca|komu|příjemce|príjemca|pre|za|prima|primatelj|кому|получатель|получатели",
            "одержувач|до|каму|till|til|mottagare|modtager|mottaker|vastaanottaja|vastaanottajat|címzett|címzettek",
            "kime|alıcı|către|destinatarul|kellele|saaja|kam|gavėjas|adresāts|προς|送信先|宛先|收件人|收件者|받는 사람",
            "받는사람|수신인|אל|אל נמען|إلى|đến|kepada|ke",
        ),
        "cc": _words(
            "cc|c.c.|cc.|kopie|kopie an|kopie (cc)|copie|copie à|copia|copia a|cópia|com cópia|kopia|kopia till|dw",
            "do wiadomości|udw|kópia|kopija|копия|копії|копія|kopi|kopi til|kopio|másolat|másolatot kap|bilgi|koopia",
            "κοιν.|κοινοποίηση|抄送|副本|参照|참조|עותק|نسخة|tembusan|копие",
        ),
        "bcc": _words(
            "bcc|blindkopie|cci|cco|ccn|ukryte dw|ukryta kopia|skrytá|скрытая|dold kopia|piilokopio"
        ),
        "date": _words(
            "date|sent|sent at|sent on|date sent|datum|gesendet|gesendet am|date d'envoi|envoyé|envoyé le|fecha",
            "enviado|enviado el|enviado em|enviada|enviada em|data|data de envio|inviato|inviato il|inviata|verzonden",
            "verzonden op|wysłano|wysłane|data wysłania|dnia|odesláno|odeslané|odoslané|dátum|дата|отправлено",
            "дата отправки|дата відправлення|надіслано|відправлено|skickat|skickades|sendt|dato|sendt dato|lähetetty",
            "päivämäärä|päiväys|pvm|elküldve|küldve|küldés dátuma|tarih|gönderildi|gönderilen|gönderilme|gönderilme tarihi",
            "gönderme tarihi|dată|trimis|poslano|poslato|saadetud|kuupäev|išsiųsta|datums|nosūtīts|ημερομηνία|στάλθηκε",
            "送信日時|日付|日時|发送时间|发送日期|发件时间|時間|时间|日期|寄件日期|傳送日期|보낸 날짜|날짜|보낸날짜|תאריך|נשלח|تاريخ",
            "التاريخ|ngày|tanggal|изпратено|when",
        ),
        "subject": _words(
            "subject|betreff|betr.|objet|sujet|asunto|assunto|oggetto|ogg|onderwerp|temat|předmět|věc|predmet|naslov",
            "zadeva|тема|тэма|ämne|emne|aihe|otsikko|tárgy|konu|subiect|subiectul|teema|tema|temats|θέμα|件名|主题|主旨",
            "主題|제목|נושא|الموضوع|chủ đề|perihal|относно",
        ),
        "reply": _words(
            "reply-to|reply to|antwort an|antwortadresse|répondre à|responder a|rispondi a|antwoord aan|odpowiedz do",
            "odpověď na|odpovědět komu|ответить|svar til|svara till|vastausosoite|válaszcím|yanıtla",
        ),
        "other": _words(
            "importance|wichtigkeit|priorité|importancia|importância|priorità|urgentie|priorytet|ważność|důležitost",
            "важность|prioritet|tärkeys|fontosság|önem|priority|priorität|prioridad|prioridade|prioriteit|attachments",
            "anlagen|anhänge|anhang|pièces jointes|datos adjuntos|anexos|allegati|bijlagen|załączniki|přílohy",
            "вложения|bilagor|vedhæftede filer|vedlegg|liitteet|mellékletek|ekler|organization|organisation|message-id",
            "sender|user-agent|mime-version|content-type|x-mailer|references|in-reply-to|return-path|list-id|categories",
            "signed by|mailed-by|security|resent-from|resent-to|resent-date|newsgroups|follow-up|sensitivity",
            "vertraulichkeit|kategorien|tags",
        ),
    }.items()
    for label in labels
}
"""Label of a header block -> from, to, cc, bcc, date, subject, reply or other; each line may speak another language."""

FORWARDING = tuple(
    plain(
        "forward|fwd.msg|fwd msg|weitergeleitet|transféré|transfere|transmis|réexpédi|réachemin|reenviad|reencaminhad"
        "|encaminhad|inoltrat|doorgestuurd|doorgezonden|przekaz|przesłan|přepos|preposl|presmer|přesměr|předan"
        "|пересыла|пересила|пересла|перенаправ|переадрес|vidarebefordr|vidaresänd|videresend|videresen|välitetty|edelleenl"
        "|továbbít|iletil|iletmek|ileti başl|yönlendiril|proslije|prosleđ|posredovan|redirec|edastat|persiųst|pārsūt"
        "|препрат|препрац|προωθ|転送|转发|轉寄|轉發|전달|הועבר|إعادة توجيه|معاد توجيه|chuyển tiếp|diteruskan"
    ).split("|")
)
"""Stems of the words for a forwarded message."""

ORIGINAL = tuple(
    plain(
        "original|ursprüngliche|ursprunglig|ursprungligt|oprindelig|opprinnelig|alkuperäi|d'origine|originel|originale"
        "|oorspronkelijk|oryginaln|původní|pôvodn|исходн|оригин|первоначал|початков|оригін|eredeti|orijinal|özgün"
        "|izvorn|izvirn|αρχικό|元のメッセージ|原始邮件|原始郵件|原郵件|원본|המקור|reply message|antwort nachricht"
    ).split("|")
)
"""Stems of the words for an original message, which answers quote by as well as forwards."""

ENDING = tuple(
    plain(
        "end |ende |konec |koniec |fin |fine |fim |einde |slut|loppu|конец |завершение |кінець |vége|son"
    ).split("|")
)

FORWARD_PREFIXES = _words(
    "fw|fwd|fwd.|fw.|wg|tr|trans|transf|rv|reenv|enc|encam|i|inoltro|inoltra|inoltrato|pd|przek|doorst|vb|vl|vs|vid"
    "|videresend|videresendt|vidarebefordrat|tov|továbbítás|ilt|пер|пересл|переслано|πρθ|redir|redir.|prosl"
    "|edasi|weiterleitung|weitergeleitet|forward|forwarded|forwarded message|转发|轉寄|轉發|转寄|転送|전달|přep|přepos"
    "|předáno|přeposláno|doorgestuurd|doorgestuurd bericht|przekazano|przekazana wiadomość|transféré"
)
"""Marks before a subject that say forward; in Finnish `vs` says answer, which the labels below it tell."""

REPLY_PREFIXES = _words(
    "re|aw|antw|antwort|sv|odp|odpo|odpowiedź|ynt|yan|yanıt|res|resp|rif|r|ref|vast|na|atb|отв|відп|ответ|回复|回覆|答复"
    "|返信|답장|vá|vál|αp|απ|σχετ|svar|reply|bls|tr. re"
)

WROTE = tuple(
    plain(
        "wrote|writes|said|schrieb|geschrieben|a écrit|écrit|escribió|ha scritto|scrive|scritto|escreveu|schreef"
        "|geschreven|napisał|pisze|napsal|napísal|píše|написал|пишет|написав|пише|skrev|skriver|kirjoitti"
        "|írta|yazdı|a scris|napisao|je pisao|написа|kirjutas|rašė|rakstīja|έγραψε|写道|寫道|書きました|작성|כתב|كتب|viết"
    ).split("|")
)
"""Verbs of the line above a quoted answer."""

MONTHS: dict[str, int] = {
    stem: number
    for number, stems in enumerate(
        (
            "jan|janv|ene|gen|sty|led|янв|січ|tammi|oca|ian|sij|jaan|ocak",
            "feb|févr|fevr|fév|lut|úno|uno|фев|лют|helmi|şub|sub|velj|veebr|fev",
            "mar|mär|mrz|mars|maar|břez|brez|мар|бер|maalis|már|ožu|märts|mrt|marz|mart",
            "apr|avr|abr|kwi|dub|апр|квіт|huhti|ápr|nis|tra|aprill",
            "mai|may|maj|mag|mei|kvě|máj|мая|май|трав|touko|svi|mayıs",
            "jun|juin|giu|cze|červn|черв|июн|kesä|jún|haz|juni|čer",
            "jul|juil|lug|lip|červenc|лип|июл|heinä|júl|července|tem|juli",
            "aug|août|aou|ago|sie|srp|авг|серп|elo|ağu|agu|kol|augu",
            "sep|set|wrz|září|zář|сен|вер|syys|szept|eyl|ruj|sept",
            "oct|okt|ott|out|paź|paz|říj|окт|жовт|loka|eki|lis|octu|októ",
            "nov|lis|listop|ноя|лист|marras|kas|stu|noie",
            "dec|dez|déc|dic|gru|pros|дек|груд|joulu|ara|pro|det|dets",
        ),
        1,
    )
    for stem in map(plain, stems.split("|"))
}
"""Beginnings of months' names; where languages differ, the longer beginning decides, else the commoner language."""
