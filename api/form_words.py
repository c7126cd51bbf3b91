"""The words of forms that anybody may send, in the languages they are shown in: every rule with its way out (FRM-10)."""

from collections.abc import Mapping

from domain.form.answers import Wrong

LANGUAGES = ("en", "pl")
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "send": "Send",
        "sending": "Sending …",
        "optional": "optional",
        "choose": "Choose …",
        "thanks": "Thank you. What you sent has reached us.",
        "sent": "Sent",
        "wrong": "Something is to be put right before this can be sent",
        "trap": "Leave this field empty",
        "scripts": "This form needs scripts to keep machines away. Switch them on, then load the page again.",
        "closed": "This form takes nothing now",
        "closed_why": "It is not connected, or not in use any more. Write to the company another way.",
        "often": "Too many at once",
        "often_why": "Much was sent from your network, or by this form, a moment ago. Wait a minute, then send it again.",
        "failed": "It could not be sent. Check the connection, then send it again; nothing you wrote is lost.",
    },
    "pl": {
        "send": "Wyślij",
        "sending": "Wysyłanie …",
        "optional": "nieobowiązkowe",
        "choose": "Wybierz …",
        "thanks": "Dziękujemy. Wiadomość do nas dotarła.",
        "sent": "Wysłano",
        "wrong": "Zanim wyślesz, popraw zaznaczone pola",
        "trap": "Pozostaw to pole puste",
        "scripts": "Ten formularz wymaga skryptów, aby chronić się przed automatami. Włącz je i wczytaj stronę ponownie.",
        "closed": "Ten formularz niczego teraz nie przyjmuje",
        "closed_why": "Nie jest podłączony albo nie jest już używany. Skontaktuj się z firmą w inny sposób.",
        "often": "Zbyt wiele naraz",
        "often_why": "Przed chwilą wysłano dużo z tej sieci lub przez ten formularz. Odczekaj minutę i wyślij ponownie.",
        "failed": "Nie udało się wysłać. Sprawdź połączenie i wyślij ponownie; to, co napisano, nie przepadło.",
    },
}
RULES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "required": "{label} is needed. Fill it in.",
        "longest": "{label} has at most {limit} characters. Shorten it.",
        "shortest": "{label} has at least {limit} characters. Write a little more.",
        "email": "{label} is no e-mail address. Write it as name@example.org.",
        "phone": "{label} is no telephone number. Write it as +48 22 123 45 67.",
        "one_line": "{label} is one line. Leave out the line breaks.",
        "pattern": "{label} does not look as it should. Compare it with the example and correct it.",
        "number": "{label} is no number. Write it as 12.5.",
        "date": "{label} is no date. Write it as 2026-11-22.",
        "minimum": "{label} is {limit} or more. Correct it.",
        "maximum": "{label} is {limit} or less. Correct it.",
        "option": "{label} has no such choice. Choose one of: {limit}.",
        "one_value": "{label} takes one value. Leave the others out.",
        "checkbox": "{label} is ticked or not. Send true or false.",
        "file": "{label} takes a file. Attach one.",
        "file_too_large": "The files have at most {limit} MB together. Attach smaller ones.",
        "too_many_files": "There are at most {limit} files. Attach fewer.",
        "infected": "The virus scanner found something in a file of {label}. Attach another.",
        "not_scanned": "The file of {label} could not be checked for viruses now. Try again in a moment.",
        "too_many_fields": "At most {limit} fields that the form does not know can be sent. Leave the others out.",
        "too_large": "This is too large to send. Shorten it, or attach smaller files.",
        "unreadable": "This could not be read. Send the fields as a form or as a JSON object of names and values.",
        "honeypot": "Leave the field postroom_homepage empty: people do not see it. Then send it again.",
        "too_fast": "This was sent within two seconds, as machines do. Send it once more.",
        "work": "Your browser's check was not finished, or is too old. Load the page again with scripts on, then send it.",
        "too_often": "Much was sent a moment ago. Wait a minute, then send it again.",
        "not_open": "This form takes nothing now: it is not connected, or archived. Write to the company another way.",
    },
    "pl": {
        "required": "{label}: to pole jest wymagane. Wypełnij je.",
        "longest": "{label}: najwyżej {limit} znaków. Skróć tekst.",
        "shortest": "{label}: co najmniej {limit} znaków. Napisz trochę więcej.",
        "email": "{label}: to nie jest adres e-mail. Zapisz go jak imie@example.org.",
        "phone": "{label}: to nie jest numer telefonu. Zapisz go jak +48 22 123 45 67.",
        "one_line": "{label}: to pole ma jeden wiersz. Usuń znaki nowego wiersza.",
        "pattern": "{label}: zapis nie pasuje do wzoru. Porównaj z przykładem i popraw.",
        "number": "{label}: to nie jest liczba. Zapisz ją jak 12.5.",
        "date": "{label}: to nie jest data. Zapisz ją jak 2026-11-22.",
        "minimum": "{label}: wartość {limit} lub więcej. Popraw.",
        "maximum": "{label}: wartość {limit} lub mniej. Popraw.",
        "option": "{label}: nie ma takiej odpowiedzi. Wybierz jedną z: {limit}.",
        "one_value": "{label}: to pole przyjmuje jedną wartość. Usuń pozostałe.",
        "checkbox": "{label}: pole można zaznaczyć lub nie. Wyślij true albo false.",
        "file": "{label}: to pole przyjmuje plik. Dołącz go.",
        "file_too_large": "Pliki mogą mieć razem najwyżej {limit} MB. Dołącz mniejsze.",
        "too_many_files": "Można dołączyć najwyżej {limit} plików. Dołącz mniej.",
        "infected": "{label}: skaner antywirusowy wykrył coś w pliku. Dołącz inny.",
        "not_scanned": "{label}: pliku nie udało się teraz sprawdzić. Spróbuj ponownie za chwilę.",
        "too_many_fields": "Można wysłać najwyżej {limit} pól, których formularz nie zna. Pomiń pozostałe.",
        "too_large": "To za dużo, aby wysłać. Skróć tekst albo dołącz mniejsze pliki.",
        "unreadable": "Nie udało się tego odczytać. Wyślij pola jako formularz albo obiekt JSON z nazwami i wartościami.",
        "honeypot": "Pozostaw pole postroom_homepage puste: ludzie go nie widzą. Potem wyślij ponownie.",
        "too_fast": "Wysłano w ciągu dwóch sekund, jak robią to automaty. Wyślij jeszcze raz.",
        "work": "Przeglądarka nie ukończyła sprawdzenia albo jest ono za stare. Wczytaj stronę ponownie i wyślij.",
        "too_often": "Przed chwilą wysłano dużo. Odczekaj minutę i wyślij ponownie.",
        "not_open": "Ten formularz niczego teraz nie przyjmuje. Skontaktuj się z firmą w inny sposób.",
    },
}


def said(language: str, wrong: Wrong, label: str) -> str:
    """Return what to do about a field that breaks a rule, in the form's own words where it has some."""
    words = RULES[language][wrong.rule].format(label=label, limit=wrong.limit)
    return f"{words} {wrong.hint}" if wrong.hint else words
