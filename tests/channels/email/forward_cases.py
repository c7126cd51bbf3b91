# ruff: noqa: RUF001 - the words of many languages
"""Forwards as mail programs write them, and what is none, in our own words.

The original is always Jo Roe's, of 12 October 2026 at 10:05, to Bo; `{...}` are filled in by `filled`.
"""

from typing import NamedTuple

JO = "Jo Roe <jo@far.example>"
WHERE = "Where is my lamp?"


class Shape(NamedTuple):
    """One forward: the mark before its subject, its text, who made it, and what stands above."""

    subject: str
    text: str
    client: str = "other"
    above: str = ""
    html: bool = False


HEADS = {
    "en": ("From", "Sent", "To", "Cc", "Subject", "FW", "Monday, October 12, 2026 10:05 AM"),
    "pl": ("Od", "Wysłano", "Do", "DW", "Temat", "PD", "poniedziałek, 12 października 2026 10:05"),
    "de": ("Von", "Gesendet", "An", "Cc", "Betreff", "WG", "Montag, 12. Oktober 2026 10:05"),
    "fr": ("De", "Envoyé", "À", "Cc", "Objet", "TR", "lundi 12 octobre 2026 10:05"),
    "es": ("De", "Enviado", "Para", "CC", "Asunto", "RV", "lunes, 12 de octubre de 2026 10:05"),
    "it": ("Da", "Inviato", "A", "Cc", "Oggetto", "I", "lunedì 12 ottobre 2026 10:05"),
    "pt": ("De", "Enviado", "Para", "Cc", "Assunto", "ENC", "segunda-feira, 12 de outubro de 2026 10:05"),
    "nl": ("Van", "Verzonden", "Aan", "CC", "Onderwerp", "FW", "maandag 12 oktober 2026 10:05"),
    "cs": ("Od", "Odesláno", "Komu", "Kopie", "Předmět", "FW", "pondělí 12. října 2026 10:05"),
    "sk": ("Od", "Odoslané", "Komu", "Kópia", "Predmet", "FW", "pondelok 12. októbra 2026 10:05"),
    "ru": ("От", "Отправлено", "Кому", "Копия", "Тема", "FW", "12 октября 2026 г. 10:05"),
    "uk": ("Від", "Надіслано", "Кому", "Копія", "Тема", "FW", "12 жовтня 2026 р. 10:05"),
    "sv": ("Från", "Skickat", "Till", "Kopia", "Ämne", "VB", "den 12 oktober 2026 10:05"),
    "da": ("Fra", "Sendt", "Til", "Cc", "Emne", "VS", "12. oktober 2026 10:05"),
    "no": ("Fra", "Sendt", "Til", "Kopi", "Emne", "VS", "mandag 12. oktober 2026 10:05"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Kopio", "Aihe", "VL", "12. lokakuuta 2026 10:05"),
    "hu": ("Feladó", "Elküldve", "Címzett", "Másolatot kap", "Tárgy", "FW", "2026. október 12. 10:05"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Bilgi", "Konu", "İLT", "12 Ekim 2026 Pazartesi 10:05"),
    "ro": ("De la", "Trimis", "Către", "Cc", "Subiect", "Redir.", "12 octombrie 2026 10:05"),
    "ja": ("差出人", "送信日時", "宛先", "CC", "件名", "FW", "2026年10月12日 10:05"),
    "zh": ("发件人", "发送时间", "收件人", "抄送", "主题", "转发", "2026年10月12日 10:05"),
}
"""Labels of Outlook's header block, its mark for forwards, and how it writes a time, by language."""

DIVIDERS = {
    "en": ("Forwarded message", "Begin forwarded message:"),
    "pl": ("Przekazana wiadomość", "Początek przekazywanej wiadomości:"),
    "de": ("Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht:"),
    "fr": ("Message transféré", "Début du message réexpédié :"),
    "es": ("Mensaje reenviado", "Inicio del mensaje reenviado:"),
    "it": ("Messaggio inoltrato", "Inizio messaggio inoltrato:"),
    "pt": ("Mensagem encaminhada", "Início da mensagem encaminhada:"),
    "nl": ("Doorgestuurd bericht", "Begin doorgestuurd bericht:"),
    "cs": ("Přeposlaná zpráva", "Začátek přeposílané zprávy:"),
    "sk": ("Preposlaná správa", "Začiatok preposlanej správy:"),
    "ru": ("Пересылаемое сообщение", "Начало переадресованного сообщения:"),
    "uk": ("Переслане повідомлення", "Початок листа, що пересилається:"),
    "sv": ("Vidarebefordrat meddelande", "Vidarebefordrat mejl:"),
    "da": ("Videresendt meddelelse", "Start på videresendt besked:"),
    "no": ("Videresendt melding", "Videresendt melding:"),
    "fi": ("Välitetty viesti", "Välitetty viesti alkaa:"),
    "hu": ("Továbbított üzenet", "Továbbított levél kezdete:"),
    "tr": ("İletilmiş Mesaj", "İleti başlangıcı:"),
    "ro": ("Mesaj redirecționat", "Începe mesajul redirecționat:"),
    "ja": ("転送メッセージ", "転送されたメッセージ："),
    "zh": ("转发的邮件", "开始转发的邮件："),
}
"""What stands between dashes, and what Apple Mail writes instead."""


def outlook(language: str) -> Shape:
    who, when, to, _, about, mark, moment = HEADS[language]
    head = f"{who}: {JO}\n{when}: {moment}\n{to}: Bo <bo@acme.example>\n{about}: Lamp"
    return Shape(f"{mark}: Lamp", f"{'_' * 32}\n{head}\n\n{WHERE}", "outlook")


def gmail(language: str) -> Shape:
    who = HEADS[language][0]
    head = f"{who}: {JO}\nDate: Mon, 12 Oct 2026 at 10:05\nSubject: Lamp\nTo: <bo@acme.example>"
    return Shape(
        "Fwd: Lamp", f"---------- {DIVIDERS[language][0]} ---------\n{head}\n\n\n{WHERE}", "gmail", "Look."
    )


def apple(language: str) -> Shape:
    who, _, to, _, about, _, moment = HEADS[language]
    lines = f"{DIVIDERS[language][1]}\n\n{who}: {JO}\n{about}: Lamp\nDate: {moment}\n{to}: bo@acme.example\n\n{WHERE}"
    return Shape(
        "Fwd: Lamp", "\n".join(f"> {line}" for line in lines.split("\n")), "apple_mail", "See below.\n\nBo"
    )


def thunderbird(language: str) -> Shape:
    who, _, to, _, about, _, _ = HEADS[language]
    head = f"{about}: \tLamp\nDate: \tMon, 12 Oct 2026 10:05:00 +0200\n{who}: \t{JO}\n{to}: \tbo@acme.example"
    return Shape("Fwd: Lamp", f"-------- {DIVIDERS[language][0]} --------\n{head}\n\n{WHERE}", "thunderbird")


def yahoo(language: str) -> Shape:
    who, when, to, _, about, _, _ = HEADS[language]
    head = f'{who}: {JO}{to}: "bo@acme.example" <bo@acme.example>{when}: Monday, October 12, 2026, 10:05{about}: Lamp'
    return Shape("Fw: Lamp", f"   ----- {DIVIDERS[language][0]} ----- {head}\n {WHERE}", "yahoo", "Hi")


def html_only(language: str) -> Shape:
    who, when, to, _, about, mark, moment = HEADS[language]
    cells = f"<b>{who}:</b> <a href='mailto:jo@far.example'>Jo Roe</a><br><b>{when}:</b> {moment}<br>"
    cells += f"<b>{to}:</b> Bo &lt;bo@acme.example&gt;<br><b>{about}:</b> Lamp"
    return Shape(
        f"{mark}: Lamp", f"<p>Hi</p><hr><div>{cells}</div><p>{WHERE}</p>", "outlook", "Hi", html=True
    )


MADE = {
    f"{maker.__name__} {language}": maker(language)
    for maker in (outlook, gmail, apple, thunderbird, yahoo, html_only)
    for language in HEADS
}
