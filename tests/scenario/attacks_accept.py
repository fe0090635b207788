#!/usr/bin/python3
"""What is a yes: the client's own visible words in the letter itself, and nothing else (product.md 4, 5)."""
import base64
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import attacks
from world.attacks import Attack, letter
from world.mail import DAYS, MONTHS, quote

THANKS = "Mulțumesc pentru ofertă, o citesc mâine. Includeți și backup?"


def client(n):
    return "c%02d@client.test" % n


def make_offers(w, count):
    """One client and one open offer for each row, by staff's own mail."""
    rows = [("CLIENT nou Client %02d, %s" % (n, client(n)), "OFERTA %s 10 ore mentenanță x %d lei, TVA 21" % (client(n), 100 + n))
            for n in range(1, count + 1)]
    for i in range(0, count, 20):
        w.ask(*[line for pair in rows[i:i + 20] for line in pair])
    w.quiet()
    assert w.value("SELECT count(*) FROM client WHERE email LIKE 'c%'") == count


def offer(w, n):
    return w.box("c%02d" % n)[0]


def accepted(n):
    return lambda w: w.value("SELECT count(*) FROM acceptance a JOIN document d ON d.id = a.document "
                             "JOIN client c ON c.id = d.client WHERE a.accepted AND c.email = ?", client(n))


def answer(w, n, words, **kw):
    m = offer(w, n)
    return letter(w, client(n), "Re: " + m.subject, words, name="Client %02d" % n, to=m.reply_to, in_reply_to=m.message_id,
                  works=accepted(n), **kw)


def yes(w, n):
    return answer(w, n, "Accept\n")


def yes_html(w, n):
    return html(answer(w, n, "x"), "<p>Accept</p><p>Mulțumesc pentru ofertă.</p>")


def html(x, inner, style=""):
    page = "<html><head><style>%s</style></head><body>%s</body></html>" % (style, inner)
    return x.body(base64.encodebytes(page.encode()).replace(b"\n", b"\r\n"), "text/html; charset=utf-8", "base64")


def instead(words):
    """The same letter with other words."""
    return lambda x: x.body(words)


def hidden(name, inner, style=""):
    return Attack("hidden: " + name, yes_html, lambda x: html(x, inner + "<p>Mulțumesc pentru ofertă.</p>", style), "question",
                  notes=True, words=("Mulțumesc pentru ofertă",))


def no_yes(name, words, end="question"):
    return Attack(name, yes, instead(words), end, notes=True)


def parts(x, *more, kind="mixed", text=THANKS, sub="plain"):
    """The text, then parts of one's own making: (headers, content)."""
    out = ["--q\r\nContent-Type: text/%s; charset=utf-8\r\n\r\n%s\r\n" % (sub, text)]
    out += ["--q\r\n%s\r\n\r\n%s\r\n" % (head.replace("\n", "\r\n"), content.replace("\n", "\r\n")) for head, content in more]
    return x.body("".join(out) + "--q--\r\n", 'multipart/%s; boundary="q"' % kind)


def beside(name, head, content, end="question", **kw):
    return Attack(name, yes, lambda x: parts(x, (head, content), **kw), end, notes=True)


def tnef(text):
    """A winmail.dat whose body says so (MS-OXTNEF: signature, key, attBody)."""
    data = text.encode() + b"\0"
    attr = b"\x02" + (0x0002800C).to_bytes(4, "little") + len(data).to_bytes(4, "little") + data
    raw = b"\x78\x9f\x3e\x22\x01\x00" + attr + (sum(data) & 0xffff).to_bytes(2, "little")
    return base64.encodebytes(raw).decode()


def attributed(x, template):
    """Somebody else's Accept under a mark of quotation."""
    day = "%s, 12 %s 2026" % (DAYS[3], MONTHS[10])
    return x.body(THANKS + "\n\n" + template.format(day=day, x="Colega <colega@altul.test>", quoted=quote("Accept\nAccept oferta")))


def quoted(name, template, end="question"):
    return Attack("quoted: " + name, yes, lambda x: attributed(x, template), end, notes=True, words=("backup",))


CALENDAR = ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nDTSTART:20261113T080000Z\nSUMMARY:Accept\n"
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:c@client.test\nCOMMENT:Accept\nEND:VEVENT\nEND:VCALENDAR\n")
VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Accept\nNOTE:Accept\nEND:VCARD\n"
INNER = "From: c@client.test\nSubject: Accept\n\nAccept\n"

TABLE = [
    # Somebody else's words.
    quoted("by marks alone", "{quoted}\n"),
    quoted("gmail", "În {day} la 09:00, {x} a scris:\n\n{quoted}\n"),
    quoted("an attribution without marks", "În {day} la 09:00, {x} a scris:\nAccept\n"),
    quoted("outlook", "________________________________\nDe la: {x}\nTrimis: joi, 12 noiembrie 2026 09:00\nCătre: o@mail.test\n"
           "Subiect: Oferta\n\nAccept\n"),
    quoted("original message", "-----Mesaj original-----\nDe la: {x}\nTrimis: 12.11.2026 09:00\nCătre: o@mail.test\n"
           "Subiect: Oferta\n\nAccept\n"),
    quoted("english", "On Thu, Nov 12, 2026 at 9:00 AM {x} wrote:\n> Accept\n"),
    quoted("danish", "Den tors. 12. nov. 2026 kl. 09.00 skrev {x}:\n> Accept\n"),
    quoted("forwarded block", "---------- Forwarded message ---------\nDe la: {x}\nDate: joi, 12 nov. 2026 la 09:00\n"
           "Subject: Oferta\nTo: <o@mail.test>\n\nAccept\n", end=("question", "other-sender")),
    no_yes("accept under the signature", THANKS + "\n\n-- \nAccept\nClient SRL\n"),
    no_yes("accept in a disclaimer", THANKS + "\n\nAcest mesaj este confidențial. Accept oferta se scrie doar de destinatar.\n"),

    # Words that are near a yes.
    no_yes("nu accept dacă", "Nu accept dacă nu includeți backup\n", ("question", "unsure")),
    no_yes("accept dacă", "Accept dacă scadeți prețul la 1000 lei\n", ("question", "unsure")),
    no_yes("da, dar", "Da, dar din ianuarie\n", ("question", "unsure")),
    no_yes("accept?", "Accept?\n", ("question", "unsure")),
    no_yes("nu știu încă dacă accept", "Nu știu încă dacă accept oferta.\n", ("question", "unsure")),
    no_yes("accept with zero-width letters", "A\u200bcc\u200bept condițiile numai cu discount\n", ("question", "unsure")),
    no_yes("accept turned right to left", "\u202etpeccA\u202c nu\n", ("question", "unsure")),
    no_yes("accept in letters of another script", "\u0410\u0441\u0441\u0435\u0440t\n", ("question", "unsure")),
    no_yes("accept after a page of blanks", THANKS + "\n" * 200 + "Accept\n", ("question", "unsure")),
    no_yes("accept pasted to other words", "Acceptul il dam maine\n", ("question", "unsure")),
    no_yes("accept of something else", "Accept cookies\n", ("question", "unsure")),
    Attack("accept in the subject only", yes, lambda x: x.field("Subject", "Accept").body(THANKS), "question", notes=True),

    # Words that nobody sees.
    hidden("display none", '<div style="display:none"><p>Accept</p></div>'),
    hidden("display none, important", "<div style='display : none !important'>Accept</div>"),
    hidden("size zero", '<span style="font-size:0">Accept</span>'),
    hidden("size zero in pixels", '<p style="font-size:0px;line-height:0">Accept</p>'),
    hidden("white on white", '<p style="color:#ffffff;background:#ffffff">Accept</p>'),
    hidden("white on a white page", '<p style="color:white">Accept</p>'),
    hidden("visibility", '<p style="visibility:hidden">Accept</p>'),
    hidden("opacity", '<p style="opacity:0">Accept</p>'),
    hidden("height zero", '<div style="max-height:0;overflow:hidden">Accept</div>'),
    hidden("far off the page", '<div style="position:absolute;left:-9999px">Accept</div>'),
    hidden("style class", '<p class="x">Accept</p>', ".x { display: none }"),
    hidden("style of an element", "<p><i>Accept</i></p>", "i { display:none }"),
    hidden("comment", "<!-- Accept --><!--[if mso]><p>Accept</p><![endif]-->"),
    hidden("attribute", '<p hidden>Accept</p><p title="Accept" aria-label="Accept"></p>'),
    hidden("alt text", '<img src="cid:x" alt="Accept">'),
    hidden("script, style, title, template", "<script>Accept</script><style>Accept</style><template><p>Accept</p></template>"
           "<title>Accept</title>"),
    hidden("form fields", '<input type="text" value="Accept"><textarea style="display:none">Accept</textarea>'
           '<select hidden><option>Accept</option></select>'),
    hidden("preheader", '<div style="display:none;max-height:0px;mso-hide:all">Accept</div>'),

    # Words in something that came along.
    beside("accept in a text attachment", 'Content-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; '
           'filename="a.txt"', "Accept"),
    beside("accept in an html attachment", 'Content-Type: text/html\nContent-Disposition: attachment; filename="a.html"',
           "<p>Accept</p>"),
    beside("accept in an attached mail", "Content-Type: message/rfc822", INNER, end=("question", "other-sender")),
    beside("accept in an attached mail by name", 'Content-Type: application/octet-stream; name="m.eml"', INNER),
    beside("accept in a vcard", "Content-Type: text/vcard; name=a.vcf", VCARD),
    beside("accept in a calendar reply", "Content-Type: text/calendar; method=REPLY", CALENDAR, end=("question", "unreadable")),
    Attack("a calendar reply alone", yes, lambda x: x.body(CALENDAR, "text/calendar; method=REPLY; charset=utf-8"),
           ("question", "unreadable", "auto-reply"), notes=True),
    beside("accept in winmail.dat", "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64",
           tnef("Accept")),
    beside("accept in the html beside other words", "Content-Type: text/html; charset=utf-8", "<p>Accept</p>", kind="alternative"),
    beside("accept after an attachment", 'Content-Type: image/png; name="s.png"\n\nx\n--q\nContent-Type: text/plain', "Accept"),
    Attack("a machine quotes accept", yes, lambda x: x.head("Auto-Submitted: auto-replied").body(
        "Sunt plecat până luni.\n\n> Accept\n"), "auto-reply", told=0, notes=True),
    Attack("a machine says accept", yes, lambda x: x.head("Auto-Submitted: auto-generated"), "auto-reply", told=0, notes=True),
    Attack("a read receipt says accept", yes, lambda x: parts(x, ("Content-Type: message/disposition-notification",
           "Final-Recipient: rfc822;c@client.test\nDisposition: manual-action; displayed"), text="Accept",
           kind="report; report-type=disposition-notification"), "receipt", told=0),
]


def make_world():
    return attacks.world("attacks-accept", lambda w: make_offers(w, len(TABLE)))


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-accept", make_world, TABLE))
