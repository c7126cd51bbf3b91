# ruff: noqa: RUF001 - words of many languages have letters that look like others
"""Words by which mail programs of many languages introduce what they quote, as plain data (EML-17).

Labels and phrases are lower case; patterns are to be read without regard to case.
"""

WROTE = (
    r"wrote|writes|has written|schrieb|schreibt|geschrieben|napisał(?:\(a\)|\(-a\)|/a|a|o)?|napi?sal(?:\(a\)|a)?|pisze"
    r"|nadesłał[ao]?|a écrit|écrit|escribi[oó]|ha escrito|escribe|ha scritto|scrive|escreveu|escreve|schreef|schrijft"
    r"|píše|napísal(?:\(a\)|/a|a)?|написал(?:\(а\)|а|и)?|пишет|писал(?:\(а\)|а)?|написа(?:в|ла|в\(-ла\))?|пише"
    r"|skrev|skriver|kirjoitti|yazdı|írta|a scris|έγραψε|έγραψαν|је написао|napisao(?:/la|\(la\))?|je napisala?"
    r"|parašė|rašė|rakstīja|kirjutas|va escriure|escribiu|skrifaði|đã viết|menulis|เขียน(?:ว่า)?|كتب|כתבה?"
    r"|נוشت|نوشت|写道|寫道|写到|さんは書きました|書きました|님이 작성(?:하였습니다)?|작성"
)
QUOTING = (
    r"quoting|zitat von|zitiere|cytowanie|cytuję|cytat z|citation de|citando a?|citazione da|citat från|citat fra"
    r"|citeren|citace od|цитирую|цитата"
)
OPENING = (
    r"on|at|am|um|den|der|le|el|il|em|no dia|op|dne|dňa|dana|w dniu|dnia|w|på|pe|în data|la|στις|την|vào|ngày|pada"
    r"|в|у|a|el día|het|els?|le|lo|na|kl|tarihinde|בתאריך|ב|في|dt|ที่|เมื่อ"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|pon|wt|śr|czw|pt|sob|niedz|niedz|lun|mar|mié|mie|mer|jue|jeu"
    r"|gio|vie|ven|sáb|sab|sam|dom|dim|seg|ter|qua|qui|sex|ma|di|wo|vr|za|zo|po|út|st|čt|pá|so|ne|пн|вт|ср|чт|пт|сб|вс"
    r"|нд|tir|ons|tor|tors|fre|lør|lör|søn|sön|mån|man|tis|ke|ti|to|pe|la|su|pzt|sal|çar|per|cum|cmt|paz|hét|sze|csüt"
    r"|szo|vas|joi|mie|vin|sâm|dum)\w{0,9}\.?,?"
)

ROLES: dict[str, str] = {
    "from": (
        "from|von|de|da|od|van|от|от кого|від|від кого|fra|från|lähettäjä|kimden|gönderen|feladó|de la|από"
        "|expéditeur|mittente|remitente|remetente|afzender|absender|nadawca|odesílatel|odosielateľ|avsändare|saatja"
        "|nuo|no|发件人|發件人|寄件者|差出人|보낸 사람|보낸사람|מאת|من|šalje|pošiljatelj|dari|từ|จาก|de part"
    ),
    "sent": (
        "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada|data"
        "|inviato|inviata|data invio|fecha|verzonden|verzonden op|wysłano|wysłane|data wysłania|odesláno|odoslané|отправлено"
        "|дата|надіслано|sendt|dato|skickat|lähetetty|päivämäärä|pvm|gönderildi|gönderme tarihi|tarih|elküldve|küldve"
        "|dátum|trimis|trimis la|στάλθηκε|ημερομηνία|发送时间|發送時間|寄件日期|日期|送信日時|日付|送信|보낸 날짜|날짜|נשלח"
        "|تاريخ|التاريخ|poslano|изпратено|saadetud|išsiųsta|nosūtīts|dikirim|tanggal|đã gửi|ngày|ส่ง|วันที่|sent on|date sent"
    ),
    "to": (
        "to|an|à|a|para|per|aan|do|komu|pro|кому|до|til|till|vastaanottaja|kime|alıcı|címzett|către|catre|προς|destinataire"
        "|destinatario|destinatário|empfänger|adresat|收件人|宛先|받는 사람|받는사람|אל|إلى|za|prima|kam|kellele|kepada|đến|ถึง"
    ),
    "cc": (
        "cc|kopie|kopia|copie|copia|cópia|dw|do wiadomości|копия|копія|kopi|kopio|bilgi|másolatot kap|κοιν|抄送|副本|참조|bcc|ccn"
        "|cco|udw|skrytá|reply-to|antwort an|répondre à|odpowiedz do|importance|priorität|priorytet|attachments|anlagen"
        "|załączniki|organization|in-reply-to"
    ),
    "subject": (
        "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|předmět|predmet|тема|emne|ämne|aihe|konu|tárgy"
        "|subiect|θέμα|主题|主旨|件名|제목|נושא|الموضوع|teema|tema|zadeva|относно|assumpte|subyek|perihal|chủ đề|หัวเรื่อง|pavadinimas"
        "|heiti|dotyczy|betreft|concerne"
    ),
}
LABELS = {label: role for role, labels in ROLES.items() for label in labels.split("|")}

ORIGINAL = (
    r"original message|original e-?mail|original|ursprüngliche (?:nachricht|mail|e-mail)|original-?nachricht|originalnachricht"
    r"|original ?mail|(?:wiadomość|e-mail) oryginaln[ay]|oryginalna wiadomość|pierwotna wiadomość|treść oryginalnej wiadomości"
    r"|message d.origine|message original|message initial|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|origineel bericht|původní (?:zpráva|e-?mail)|pôvodná správa|исходное сообщение"
    r"|оригинальное сообщение|пересланное письмо|вихідне повідомлення|оригінальне повідомлення|oprindelig (?:meddelelse|besked)"
    r"|original ?meddelelse|ursprungligt meddelande|originalmeddelande|opprinnelig melding|alkuperäinen viesti|orijinal (?:mesaj|ileti)"
    r"|özgün ileti|eredeti üzenet|mesaj(?:ul)? (?:original|inițial)|αρχικό μήνυμα|оригинално съобщение|izvorna poruka|izvirno sporočilo"
    r"|原始邮件|原始郵件|原邮件|元のメッセージ|オリジナルメッセージ|원본 (?:메시지|메일)|הודעה מקורית|الرسالة الأصلية|thư gốc|pesan asli"
    r"|reply message|odpowiedź|antwort|quoted message|missatge original|sākotnējais ziņojums|algsõnum"
)
FORWARDED = (
    r"forwarded (?:message|mail|by)|begin forwarded message|start of forwarded message|weitergeleitete (?:nachricht|mail)"
    r"|anfang der weitergeleiteten|przekazana wiadomość|wiadomość przekazana|przesłana wiadomość|treść przekazanej wiadomości"
    r"|początek przekazanej|message transféré|début du message (?:réexpédié|transféré)|mensaje reenviado|inicio del mensaje reenviado"
    r"|messaggio inoltrato|inizio messaggio inoltrato|mensagem (?:encaminhada|reencaminhada)|início da mensagem"
    r"|doorgestuurd bericht|begin doorgestuurd bericht|přeposlan[áý] (?:zpráva|e-?mail)|začátek přeposlané|preposlaná správa"
    r"|пересланное сообщение|пересылаемое сообщение|начало переадресованного|переслане повідомлення|videresendt (?:meddelelse|melding|besked)"
    r"|vidarebefordrat (?:meddelande|brev)|edelleenlähetetty viesti|välitetty viesti|iletilen (?:mesaj|ileti)|továbbított (?:üzenet|levél)"
    r"|mesaj redirecționat|προωθημένο μήνυμα|препратено съобщение|proslijeđena poruka|posredovano sporočilo|转发(?:的)?邮件"
    r"|轉寄郵件|轉寄的信件|転送(?:された)?メッセージ|전달된 메시지|הודעה שהועברה|رسالة معاد توجيهها|thư đã chuyển tiếp|missatge reenviat"
)
ABOVE = (
    r"(?:reply|respond|answer|type your reply|write|post).{0,25} above (?:this|the) line"
    r"|über dieser? (?:linie|zeile)|oberhalb dieser? (?:linie|zeile)|au[- ]dessus de cette ligne|por encima de esta línea|encima de esta línea"
    r"|sopra (?:a )?questa riga|acima desta linha|boven deze (?:lijn|regel)|(?:nad|powyżej) tą linią"
    r"|(?:nad|powyżej) tej linii|(?:nad|powyżej) tą kreską"
    r"|nad (?:tuto|tento|touto) (?:řádek|linku|čáru|řádkem)|выше этой (?:линии|строки|черты)|over denne linj?en?"
)
