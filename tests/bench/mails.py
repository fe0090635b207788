"""Mixed mail as a firm's box gets it, a thousand mails in a tenth of a second, the same for the same seed.

The Authentication-Results line is written as the MX would write it: the mails are laid into the mailbox by
`doveadm import`, behind the MX. Signatures and Received lines are there for their size, as in real mail.
"""
import base64
import email.utils
import os
import random

AUTHSERV = "mx.mail.test"
OFFICE = "office@mail.test"
START = 1794466800  # 2026-11-12 09:00 in Romania
FIRST = ["Ion", "Maria", "Andrei", "Elena", "Mihai", "Ioana", "Ștefan", "Raluca", "Țuți", "Gheorghe", "Ana", "Vlad"]
LAST = ["Popescu", "Enache", "Stan", "Radu", "Marin", "Țîru", "Șerban", "Dumitrescu", "Ionescu", "Munteanu", "Bălan"]
LETTERS = ("Ne vedem duminică la masă? Te pup.", "Ți-am trimis pozele de la munte, uită-te când ai timp.",
           "Salut, mâine nu ajung, am rămas blocat la Sinaia.", "La mulți ani! Să-ți dea Dumnezeu sănătate.",
           "Am găsit cartea despre care vorbeam, e la mine acasă.")
PADDING = ("Vă mulțumim că ne citiți în fiecare săptămână. Articolul de astăzi vorbește despre lucruri care "
           "nu au nimic de a face cu dumneavoastră, dar care umplu cutii poștale în toată lumea. ")

# kind -> share in a thousand
MIX = (("request", 150), ("form", 100), ("unclear", 30), ("command", 100), ("bank", 100), ("bank-vague", 10),
       ("list", 150), ("auto-reply", 40), ("bounce", 20), ("letter", 300))


def header(text):
    return text if text.isascii() else "=?UTF-8?B?%s?=" % base64.b64encode(text.encode()).decode()


class Writer:
    def __init__(self, seed=1, staff=("ana@firma.test", "dan@firma.test")):
        self.random = random.Random(seed)
        self.staff = staff
        self.n = self.proformas = self.paid = self.cards = 0
        self.kinds = {}
        self.signature = base64.b64encode(self.random.randbytes(256)).decode()

    def mail(self, sender, name, subject, text, headers=(), html=None, auth=True, content=None):
        """One mail as Dovecot would have stored it."""
        self.n += 1
        r, domain = self.random, sender.rpartition("@")[2]
        lines = []
        if auth:
            lines.append("Authentication-Results: %s; dkim=pass header.d=%s; dmarc=pass header.from=%s"
                         % (AUTHSERV, domain, domain))
        lines += ["Received: from out%d.%s (out.%s [192.0.2.%d])" % (r.randrange(9), domain, domain, r.randrange(255)),
                  "\tby mail.test with ESMTPS id %08x for <%s>; Thu, 12 Nov 2026 08:00:00 +0200" % (r.getrandbits(32), OFFICE),
                  "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s1;" % domain,
                  "\th=from:to:subject:date:message-id; bh=%s;" % self.signature[:44],
                  "\tb=" + "\r\n\t".join(self.signature[i:i + 70] for i in range(0, 340, 70)),
                  "From: %s <%s>" % (header(name), sender), "To: %s" % OFFICE, "Subject: %s" % header(subject),
                  "Date: " + email.utils.formatdate(START - 86400 + self.n % 86400),
                  "Message-ID: <%d.%08x@%s>" % (self.n, r.getrandbits(32), domain), "MIME-Version: 1.0"]
        lines += ["%s: %s" % h for h in headers]
        if content:
            lines += content
        elif html:
            b = "=_%08x" % r.getrandbits(32)
            lines += ["Content-Type: multipart/alternative; boundary=\"%s\"" % b, "", "--" + b,
                      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text, "--" + b,
                      "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "",
                      base64.encodebytes(html.encode()).decode().replace("\n", "\r\n") + "--" + b + "--", ""]
        else:
            lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text, ""]
        return "\r\n".join(lines).replace("\r\n", "\n").replace("\n", "\r\n").encode()

    def person(self):
        name = "%s %s" % (self.random.choice(FIRST), self.random.choice(LAST))
        return name, "om%d@%s" % (self.n, self.random.choice(("client.test", "gmail.test", "outlook.test")))

    def request(self):
        name, addr = self.person()
        self.proformas += 1
        text = ("Bună ziua,\n\nAș dori să mă înscriu la cursul de Excel avansat din decembrie.\nTelefonul meu este "
                "07%02d %03d %03d.\n\nCu stimă,\n%s\nStr. Lungă nr. 1, Cluj-Napoca, jud. Cluj\n" % (20 + self.n % 70, self.n % 997, self.n // 997, name))
        html = "<html><body>%s</body></html>" % "".join("<p>%s</p>" % p for p in text.split("\n")) if self.n % 2 else None
        return self.mail(addr, name, "Înscriere curs", text, html=html)

    def form(self):
        name, addr = self.person()
        self.proformas += 1
        return self.mail("site@site.test", "Site", "Formular de înscriere",
                         "Nume: %s\nEmail: %s\nTelefon: 0733 %06d\nAdresa: Bd. Eroilor 3, Iași, jud. Iași\nCurs: Curs Word\nMesaj: Aș prefera grupa de seară.\n"
                         % (name, addr, self.n % 999983))

    def unclear(self):
        name, addr = self.person()
        return self.mail(addr, name, "Cerere", "Bună ziua,\n\nAș dori o ofertă pentru instruire la noi la firmă.\n\n%s\n" % name)

    def command(self):
        who = self.staff[self.n % len(self.staff)]
        line = self.random.choice(("CARD %d" % (1001 + self.random.randrange(max(1, self.proformas))),
                                   "CAUTA %s" % self.random.choice(LAST), "AJUTOR",
                                   "PROFORMA card %d Curs Word x 2" % (1001 + self.random.randrange(max(1, self.proformas))),
                                   "SOLD om%d@client.test" % self.random.randrange(self.n + 1)))
        return self.mail(who, "Ana Ionescu", "Comenzi", line + "\n")

    def bank(self):
        if self.paid >= self.proformas:
            return self.letter()
        self.paid += 1
        name, _ = self.person()
        return self.mail("notificari@banca.test", "Banca de Test", "Incasare in cont",
                         "Stimate client,\n\nContul dumneavoastra a fost creditat.\nSuma: %s RON\nData: 12.11.2026\n"
                         "Ordonator: %s\nIBAN: RO09BCYP0000001234567890\nDetalii: plata PRF %04d\nReferinta: BT%07d\n\n"
                         "Banca de Test\n" % (self.random.choice(("544,50", "363,00")), name, self.paid, self.n))

    def bank_vague(self):
        name, _ = self.person()
        return self.mail("notificari@banca.test", "Banca de Test", "Incasare in cont",
                         "Stimate client,\n\nContul dumneavoastra a fost creditat.\nSuma: 17,00 RON\nData: 12.11.2026\n"
                         "Ordonator: %s\nIBAN: RO09BCYP0000001234567890\nDetalii: curs\nReferinta: BV%07d\n\nBanca\n"
                         % (name, self.n))

    def list(self):
        text = "Noutățile săptămânii\n\n" + PADDING * 8
        html = ("<html><head><style>p{color:#333}</style></head><body><table>%s</table></body></html>"
                % "".join("<tr><td><p>%s</p><img src=\"https://x.test/%d.png\"></td></tr>" % (PADDING, i) for i in range(40)))
        return self.mail("noutati@lista.test", "Noutăți", "Buletin %d" % self.n, text, html=html,
                         headers=(("List-Id", "<noutati.lista.test>"), ("List-Unsubscribe", "<https://lista.test/u>"),
                                  ("Precedence", "bulk")))

    def auto_reply(self):
        name, addr = self.person()
        return self.mail(addr, name, "Răspuns automat: plecat", "Sunt în concediu până luni.\n",
                         headers=(("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes")))

    def bounce(self):
        b = "b%08x" % self.random.getrandbits(32)
        return self.mail("mailer-daemon@gmail.test", "Mail Delivery System", "Undelivered Mail Returned to Sender", "",
                         content=["Auto-Submitted: auto-replied",
                                  "Content-Type: multipart/report; report-type=delivery-status; boundary=\"%s\"" % b, "",
                                  "--" + b, "Content-Type: text/plain", "", "I could not deliver your mail.", "--" + b,
                                  "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; gmail.test", "",
                                  "Final-Recipient: rfc822; nimeni@gmail.test", "Action: failed", "Status: 5.1.1", "",
                                  "--" + b, "Content-Type: text/rfc822-headers", "", "From: office@mail.test",
                                  "Message-ID: <x%d@mail.test>" % self.n, "", "--" + b + "--", ""])

    def letter(self):
        name, addr = self.person()
        text = "%s\n\n%s\n" % (self.random.choice(LETTERS), name)
        quoted = "\nOn Thu, 12 Nov 2026, Birou wrote:\n" + "".join("> rând citat numărul %d, de demult\n" % i for i in range(30))
        html = "<html><body><p>%s</p></body></html>" % text if self.n % 3 == 0 else None
        return self.mail(addr, name, "Re: povești" if self.n % 2 else "Salut", text + (quoted if self.n % 2 else ""), html=html)

    def one(self):
        at = self.random.randrange(sum(share for _, share in MIX))
        for kind, share in MIX:
            if at < share:
                self.kinds[kind] = self.kinds.get(kind, 0) + 1
                return getattr(self, kind.replace("-", "_"))()
            at -= share


def maildir(folder, raws):
    """Lay mails into a new maildir; gives their bytes in all."""
    for sub in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, sub))
    total = 0
    for i, raw in enumerate(raws):
        total += len(raw)
        with open("%s/cur/%d.M%06dP1.bench,S=%d:2," % (folder, START, i, len(raw)), "wb") as f:
            f.write(raw)
    return total


def write(folder, n, seed=1):
    """A maildir of n mixed mails; gives bytes and how many of each kind."""
    w = Writer(seed)
    return maildir(folder, (w.one() for _ in range(n))), w.kinds
