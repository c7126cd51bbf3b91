# ruff: noqa: RUF001 - the words of many languages
"""More programs' forwards, each once, and mails that only look like one."""

from tests.channels.email.forward_cases import JO, WHERE, Shape

HEAD = f"From: {JO}\nDate: Mon, 12 Oct 2026 10:05:00 +0200\nTo: bo@acme.example\nSubject: Lamp"

ONCE = {
    "fastmail": Shape("Fwd: Lamp", f"----- Original message -----\n{HEAD}\n\n{WHERE}", "fastmail"),
    "proton": Shape(
        "Fw: Lamp",
        f"------- Forwarded Message -------\nFrom: {JO}\nDate: On Monday, October 12th, 2026 at 10:05\n"
        f"Subject: Lamp\nTo: bo@acme.example\n\n\n> {WHERE}",
        "proton",
    ),
    "proton before": Shape(
        "Fw: Lamp",
        f"‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, October 12, 2026 10:05, {JO} wrote:\n\n> {WHERE}",
    ),
    "zoho": Shape(
        "Fwd: Lamp",
        "============ Forwarded message ============\nFrom : Jo Roe<jo@far.example>\nTo : <bo@acme.example>\n"
        f"Date : Mon, 12 Oct 2026 10:05:00 +0200\nSubject : Lamp\n============ Forwarded message ============\n\n{WHERE}",
        "zoho",
    ),
    "gmx": Shape(
        "Fw: Lamp",
        f'Gesendet: Montag, 12. Oktober 2026 um 10:05 Uhr\nVon: "Jo Roe" <jo@far.example>\nAn: bo@acme.example\n'
        f"Betreff: Lamp\n\n{WHERE}",
        "gmx",
    ),
    "yahoo, Polish, without a colon": Shape(
        "Fwd: Lamp",
        f'   ----- Przekazana wiadomość ----- Od: {JO}Do: "bo@acme.example" <bo@acme.example>Dw Al <al@acme.example>'
        f"Wysłano: poniedziałek, 12 października 2026, 10:05:00 CESTTemat: Lamp\n {WHERE}",
        "yahoo",
    ),
    "yahoo, Turkish": Shape(
        "Fwd: Lamp",
        f'   ----- İletilmiş Mesaj ----- Kimden: {JO}Kime: "bo@acme.example" <bo@acme.example>'
        f"Gönderilen: 12 Ekim 2026 Pazartesi 10:05:00 GMT+2Konu: Lamp\n {WHERE}",
        "yahoo",
    ),
    "samsung": Shape(
        "Fwd: Lamp",
        f"-------- Original message --------\nFrom: {JO} \nDate: 12/10/2026  10:05  (GMT+02:00) \nTo: bo@acme.example \n"
        f"Subject: Lamp \n\n{WHERE}",
        "samsung",
        "Sent from my Galaxy",
    ),
    "notes": Shape(
        "Fw: Lamp",
        f"----- Forwarded by Bo Field/ACME on 10/12/2026 11:00 AM -----\n\nFrom:\t{JO}\nTo:\tBo/ACME\n"
        f"Date:\t10/12/2026 10:05 AM\nSubject:\tLamp\n\n{WHERE}",
        "lotus_notes",
    ),
    "notes long ago": Shape(
        "Lamp",
        "---------------------- Forwarded by Bo Field/ACME on 10/12/2026 11:00 AM ----------------------\n\n\n"
        f'"Jo Roe" <jo@far.example> on 10/12/2026 10:05:00 AM\nTo: Bo/ACME\ncc: \nSubject: Lamp\n\n\n{WHERE}',
        "lotus_notes",
    ),
    "notes in German": Shape(
        "WG: Lamp",
        f"----- Weitergeleitet von Bo/ACME am 12.10.2026 11:00 -----\n\nVon:        {JO}\nAn:        Bo/ACME\n"
        f"Datum:        12.10.2026 10:05\nBetreff:        Lamp\n\n{WHERE}",
        "lotus_notes",
    ),
    "outlook's links": Shape(
        "Fw: Lamp",
        "________________________________\nFrom: Jo Roe <jo@far.example<mailto:jo@far.example>>\n"
        f"Sent: Monday, October 12, 2026 10:05:00 AM\nTo: Bo <bo@acme.example<mailto:bo@acme.example>>\nSubject: Lamp\n\n{WHERE}",
        "outlook",
        "Get Outlook for iOS<https://aka.example/o>",
    ),
    "outlook long ago": Shape(
        "FW: Lamp",
        "-----Original Message-----\nFrom: Jo Roe [mailto:jo@far.example] On Behalf Of Desk\n"
        f"Sent: Monday, October 12, 2026 10:05 AM\nTo: 'Bo'\nSubject: Lamp\nImportance: High\n\n{WHERE}",
        "outlook",
    ),
    "outlook that cites": Shape(
        "FW: Lamp", f'On 12/10/2026, 10:05, "Jo Roe" <jo@far.example> wrote:\n\n    {WHERE}', "outlook"
    ),
    "bold": Shape(
        "Fwd: Lamp",
        f"*From:* {JO}\n*Sent:* Monday, October 12, 2026 10:05 AM\n*To:* bo@acme.example\n*Subject:* Lamp\n\n{WHERE}",
        "outlook",
    ),
    "mutt": Shape(
        "Lamp (fwd)",
        f"----- Forwarded message from {JO} -----\n\n{HEAD}\nUser-Agent: Mutt\n\n{WHERE}\n\n----- End forwarded message -----",
    ),
    "yandex": Shape(
        "Fwd: Lamp",
        f'-------- Пересылаемое сообщение --------\n12.10.2026, 10:05, "Jo Roe" <jo@far.example>:\n\n{WHERE}\n'
        "-------- Конец пересылаемого сообщения --------",
        "thunderbird",
    ),
    "orange": Shape(
        "TR: Lamp",
        f'> Message du 12/10/26 10:05\n> De : "Jo Roe" <jo@far.example>\n> A : bo@acme.example\n> Objet : Lamp\n> \n> {WHERE}',
        "outlook",
    ),
    "libero": Shape(
        "I: Lamp",
        f'----Messaggio originale----\nDa: "Jo Roe" <jo@far.example>\nData: 12/10/2026 10.05\nA: <bo@acme.example>\n'
        f"Ogg: Lamp\n\n{WHERE}",
        "outlook",
    ),
    "without colons": Shape(
        "Fwd: Lamp",
        '------ Forwarded Message ------\nFrom "Jo Roe" <jo@far.example>\nTo "Bo" <bo@acme.example>\n'
        f"Date 10/12/2026 10:05:00 AM\nSubject Lamp\n\n{WHERE}",
    ),
    "groupwise": Shape("Fwd: Lamp", f">>> {JO} 10/12/2026 10:05 AM >>>\n{WHERE}", "outlook"),
    "folded": Shape(
        "Fwd: Lamp",
        "---------- Forwarded message ---------\nFrom: Jo Roe\n<jo@far.example>\nDate: Mon, Oct 12, 2026 at 10:05 AM\n"
        f"Subject: Lamp\nTo: <bo@acme.example>,\n <cy@acme.example>\n\n{WHERE}",
        "gmail",
    ),
    "of a forward": Shape(
        "Fwd: Fwd: Lamp",
        f"---------- Forwarded message ---------\n{HEAD}\n\n{WHERE}\n\n---------- Forwarded message ---------\n"
        "From: Di <di@deep.example>\nDate: Sun, Oct 11, 2026 at 9:00\nSubject: Lamp\nTo: <jo@far.example>\n\nDeep",
        "gmail",
    ),
    "of an answer": Shape(
        "Fwd: Re: Lamp",
        f"---------- Forwarded message ---------\n{HEAD}\n\n{WHERE}\n\nOn Sun, 11 Oct 2026, Bo <bo@acme.example> wrote:\n> Hi",
        "gmail",
    ),
    "in a language we do not know": Shape(
        "FW: Lamp",
        f"Αποστολεύς: {JO}\nΣτις: 2026-10-12 10:05\nΠρός τον: Bo <bo@acme.example>\nΠερί: Lamp\n\n{WHERE}",
    ),
    "lost in HTML": Shape(
        "FW: Lamp",
        f"<b>From:</b> Jo Roe <jo@far.example><br><b>Sent:</b> Monday, October 12, 2026 10:05 AM<br><b>To:</b> Bo<br>"
        f"<b>Subject:</b> Lamp<p>{WHERE}</p>",
        "outlook",
        html=True,
    ),
    "table": Shape(
        "Fwd: Lamp",
        "-------- Forwarded Message --------<table><tr><th>Subject: </th><td>Lamp</td></tr><tr><th>Date: </th>"
        "<td>Mon, 12 Oct 2026 10:05:00 +0200</td></tr><tr><th>From: </th><td>Jo Roe <a href='mailto:jo@far.example'>"
        f"&lt;jo@far.example&gt;</a></td></tr></table><br>{WHERE}",
        "thunderbird",
        html=True,
    ),
    "cells": Shape(
        "Fw: Lamp",
        "<table><tr><td><b>From:</b></td><td><div>Jo Roe</div><div>&lt;jo@far.example&gt;</div></td></tr><tr><td>Sent:"
        "</td><td><p>October 12, 2026 10:05</p></td></tr><tr><td>Subject:</td><td>Lamp</td></tr></table>"
        f"<p>{WHERE}</p>",
        "outlook",
        html=True,
    ),
}

BLOCK = f"From: {JO}\nSent: Monday, October 12, 2026 10:05 AM\nTo: bo@acme.example\nSubject: Lamp\n\n{WHERE}"
QUOTED = "\n".join(f"> {line}" for line in f"---------- Forwarded message ---------\n{HEAD}".split("\n"))

NONE = {
    "an answer of outlook": ("RE: Lamp", f"Thanks\n\n{'_' * 32}\n{BLOCK}"),
    "an answer of samsung": ("Re: Lamp", f"Thanks\n\n-------- Original message --------\n{HEAD}"),
    "an answer without a mark": ("Lamp", f"Thanks\n\n-----Original Message-----\n{BLOCK}"),
    "an answer in Finnish": (
        "VS: Lamppu",
        "Kiitos\n\nLähettäjä: Jo <jo@far.example>\nLähetetty: 12. lokakuuta 2026 10:05\nVastaanottaja: Bo\nAihe: Lamppu",
    ),
    "an answer to a forward": (
        "Re: Fwd: Lamp",
        f"Thanks\n\nOn Mon, Oct 12, 2026, Cy <cy@acme.example> wrote:\n\n{QUOTED}",
    ),
    "an answer that quotes a forward without saying so": ("Re: Fwd: Lamp", f"Thanks\n\n{QUOTED}"),
    "an answer whose quote is not marked": (
        "Re: Fwd: Lamp",
        f"Thanks\n\n{BLOCK}\n\n---------- Forwarded message ---------\n{HEAD}",
    ),
    "an answer in German": (
        "AW: Lampe",
        "Danke\n\nVon: Jo <jo@far.example>\nGesendet: Montag, 12. Oktober 2026 10:05\nAn: Bo\nBetreff: Lampe",
    ),
    "lines that are a signature": (
        "Lamp",
        "See.\n\nPhone: 12345 2026\nMail: Bo <bo@acme.example>\nWeb: acme.example",
    ),
    "talk of forwarding": ("Question", "I look forward to it.\n--- forward it soon ---\nFrom: there\n"),
    "a list of things": ("Order", "From: Berlin\nTo: Prague\nDate: tomorrow\n\nCan you do that?"),
}
"""Subject and text of mails that pass nothing on."""
