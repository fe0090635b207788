"""Account statements as Romanian banks write them (MT940 of six banks, CAMT.053, BT's CSV), with their quirks: lines cut at 65,
text in fields of 27, purposes cut short, blanks that appear and vanish. They know nothing of invoices: a line goes in, bytes go out."""
import datetime

ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLAIN = str.maketrans("ăâîșțşţĂÂÎȘȚŞŢ", "aaiststAAISTST")


def mod97(text):
    return int("".join(str(ALNUM.index(c)) for c in text)) % 97


def iban(bank, n):
    """A valid Romanian IBAN (ISO 13616)."""
    body = "%s%016d" % (bank, n)
    return "RO%02d%s" % (98 - mod97(body + "RO00"), body)


def rf(reference):
    """ISO 11649."""
    return "RF%02d%s" % (98 - mod97(reference + "RF00"), reference)


def cui(n):
    """A valid tax number: weights 7 5 3 2 1 7 5 3 2."""
    digits = "%08d" % n
    check = sum(int(d) * int(w) for d, w in zip(digits[::-1], "235712357")) * 10 % 11 % 10
    return str(int(digits)) + str(check)


def plain(text):
    return text.translate(PLAIN).upper()


def lei(bani):
    return "%d,%02d" % divmod(abs(bani), 100)


def yymmdd(day):
    return day.strftime("%y%m%d")


def cut(text, width, eol="\n"):
    return eol.join(text[i:i + width] for i in range(0, len(text), width))


class Bank:
    """name, extension, our account there; statement(lines, opening) -> bytes of a period's file. A line has day, bani, name, iban,
    cui, text, ref (the bank's own), e2e, fee, original (bani, currency), kind ("transfer", "fee", "out", ...)."""
    name = ext = ""
    width = 140  # of the purpose that survives
    names_account = True

    def __init__(self, n):
        self.account = iban(self.bic[:4], 7000 + n)

    def cut_text(self, text):
        return text[:self.width]


class MT940(Bank):
    ext = "sta"

    def statement(self, lines, opening):
        days = [x.day for x in lines] or [datetime.date(2025, 1, 1)]
        total = opening + sum(x.bani for x in lines)
        body = "".join(self.entry(x) for x in lines)
        return ("%s:20:STM%s\n:25:%s\n%s\n:60F:%s%sRON%s\n%s:62F:%s%sRON%s\n%s" % (
            self.begin, yymmdd(days[0]), self.own(), self.number, *self.balance(opening, days[0]), body,
            *self.balance(total, days[-1]), self.end)).encode("ascii", "replace")

    begin = end = ""
    number = ":28C:00001/00001"

    def own(self):
        return self.account

    @staticmethod
    def balance(bani, day):
        return "D" if bani < 0 else "C", yymmdd(day), lei(bani)

    @staticmethod
    def mark(x):
        return "C" if x.bani > 0 else "D"

    @staticmethod
    def code(x):
        return "NCHG" if x.kind == "fee" else "NTRF"


class BT(MT940):
    name, bic = "bt", "BTRLRO22"
    begin, end = "{1:F01BTRLRO22AXXX00000000000}{2:I940BTRLRO22XXXXN}{4:\n", "-}\n"

    def entry(self, x):
        words = "Comision" if x.kind == "fee" else "Plata OP" if x.bani < 0 else "Incasare OP - canal electronic"
        tax = " C.I.F.:" + x.cui if x.cui else ""
        text = "%s%s %s 1 %s %s %s  REF: %s" % (words, tax, self.cut_text(x.text), x.name, x.iban, "BTRLRO22", x.ref)
        if x.kind == "fee":
            text = "Comision incasare OP  REF: " + x.ref
        return ":61:%s%s%s%s%sNONREF//%s\n:86:%s\n" % (yymmdd(x.day), x.day.strftime("%m%d"), self.mark(x), lei(x.bani), self.code(x),
                                                       x.ref, cut(text, 65))


class BCR(MT940):
    name, bic = "bcr", "RNCBROBU"

    def entry(self, x):
        us = "FIRMA NOASTRA SRL  %s  CODFISC RO18547290" % self.account
        them = "%s  %s  CODFISC %s" % (x.name, x.iban, x.cui or "0")
        payer, payee = (them, us) if x.bani > 0 else (us, them)
        text = "Referinta %s, data valutei %s, Decontare -Platitor  %s-Beneficiar  %s-Detalii  /ROC/%s/RFB/%s" % (
            x.ref, x.day.strftime("%d-%m-%Y"), payer, payee, self.cut_text(x.text), x.e2e or "1")
        if x.kind == "fee":
            text = "Comision"
        return ":61:%s%s%s%s%s.//%s\n%s:86:%s\n" % (yymmdd(x.day), x.day.strftime("%m%d"), self.mark(x), lei(x.bani), self.code(x), x.ref,
                                                    x.name[:34] + "\n" if x.bani > 0 else "", cut(text, 65))


class BRD(MT940):
    name, bic, number, width = "brd", "BRDEROBU", ":28:00138/1", 100

    def entry(self, x):
        text = self.cut_text(x.text)
        parts = "".join("\n+%d%s" % (23 + i, text[i * 27:i * 27 + 27]) for i in range(min(5, -(-len(text) // 27) or 1)))
        head = "000+20%-16s+30302410000+31%s\n+32%s+33%s" % ("Comision" if x.kind == "fee" else "Plata", x.iban, x.name[:27], x.cui)
        if x.kind == "fee":
            head, parts = "000+20Comision", "\n+2325-Comision MULTIX"
        return ":61:%s%s%s%s%s%s\n%s\n:86:%s%s\n" % (yymmdd(x.day), x.day.strftime("%m%d"), self.mark(x), lei(x.bani), self.code(x),
                                                     x.ref[-10:], text[:16], head, parts)


class ING(MT940):
    name, bic = "ing", "INGBROBU"

    def own(self):
        return "/" + self.account

    def entry(self, x):
        text = self.cut_text(x.text)
        fields = ["AMT RCD RON %s" % lei(x.bani)] + [text[i * 27:i * 27 + 27] for i in range(5)]
        body = "035" + "".join("~%d%-27s" % (20 + i, f) for i, f in enumerate(fields)) + "~32%-27s~33%-27s~" % (x.name[:27], x.iban)
        if x.kind == "fee":
            body = "110~20Comision tranzactie~"
        return ":61:%s%sN%s%sNONREF//%s\n:86:%s\n" % (yymmdd(x.day), self.mark(x), lei(x.bani), self.code(x), x.ref, cut(body, 65))


class Raiffeisen(MT940):
    name, bic = "raiffeisen", "RZBRROBU"

    def own(self):
        return " " + self.account

    def entry(self, x):
        text = self.cut_text(x.text)
        parts = "".join("^%d%s" % (20 + i, text[i * 27:i * 27 + 27]) for i in range(min(4, -(-len(text) // 27) or 1)))
        body = "000%s^24Ref.Doc %s/OP^30RAIFFEISEN BANK S.A.^31%s^32%s" % (parts, x.ref[-4:], x.iban, x.name)
        if x.kind == "fee":
            body = "000^20Comision"
        return ":61:%s%s%s%s%s1180%s//%s\n:86:%s\n" % (yymmdd(x.day), x.day.strftime("%m%d"), self.mark(x), lei(x.bani),
                                                       self.code(x).replace("NTRF", "NMSC"), x.ref[-4:], x.ref[-14:], cut(body, 55))


class Alpha(MT940):
    name, bic, number = "alpha", "BUCUROBU", ":28:115/01"
    begin, end = "{1:F02BUCUROBUAXXX0833510237}{2:I940            U3003}{4:\n", "-}\n"

    def own(self):
        return self.account + "RON"

    def entry(self, x):
        text = "Incasare interbancara mica valoare PLATITOR  %s %s BTRLRO22 DETALII INCASARE  .ROC.%s..RFB.22 NOTPROVIDED   END TO END ID  %s CUST REFERENCE   %s" % (
            x.name, x.iban, self.cut_text(x.text), x.e2e or "NOTPROVIDED", x.ref)
        if x.bani < 0:
            text = "Comision depunere" if x.kind == "fee" else "Plata interbancara %s %s" % (x.name, x.text)
        return ":61:%s%s%s%s%s%s//%s\n:86:%s\n" % (yymmdd(x.day), x.day.strftime("%m%d"), self.mark(x), lei(x.bani), self.code(x), x.ref[-10:],
                                                   x.ref, cut(text, 65))


def xml(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Camt(Bank):
    name, bic, ext = "camt", "UGBIROBU", "xml"

    def cut_text(self, text):
        return text[:140]

    def entry(self, x):
        party = ("Dbtr", "DbtrAcct") if x.bani > 0 else ("Cdtr", "CdtrAcct")
        amounts = charges = ""
        if x.original:
            amounts = "<AmtDtls><InstdAmt><Amt Ccy=\"%s\">%.2f</Amt></InstdAmt></AmtDtls>" % (x.original[1], x.original[0] / 100)
        if x.fee:
            charges = "<Chrgs><Rcrd><Amt Ccy=\"RON\">%.2f</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>" % (x.fee / 100)
        tax = "<Id><OrgId><Othr><Id>%s</Id></Othr></OrgId></Id>" % x.cui if x.cui else ""
        info = "<Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd>" % x.text if x.text.startswith("RF") and " " not in x.text \
            else "<Ustrd>%s</Ustrd>" % xml(self.cut_text(x.text))
        return ("<Ntry><Amt Ccy=\"RON\">%.2f</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt>"
                "<ValDt><Dt>%s</Dt></ValDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs>"
                "<Amt Ccy=\"RON\">%.2f</Amt><CdtDbtInd>%s</CdtDbtInd>%s%s<RltdPties><%s><Pty><Nm>%s</Nm>%s</Pty></%s><%s><Id><IBAN>%s</IBAN></Id></%s>"
                "</RltdPties><RmtInf>%s</RmtInf></TxDtls></NtryDtls></Ntry>\n") % (
            abs(x.bani) / 100, "CRDT" if x.bani > 0 else "DBIT", x.day, x.day, x.ref, x.e2e or "NOTPROVIDED", abs(x.bani) / 100,
            "CRDT" if x.bani > 0 else "DBIT", amounts, charges, party[0], xml(x.name), tax, party[0], party[1], x.iban, party[1], info)

    def statement(self, lines, opening):
        def balance(code, bani, day):
            return "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"RON\">%.2f</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>" % (
                code, abs(bani) / 100, "DBIT" if bani < 0 else "CRDT", day)
        first, last = lines[0].day, lines[-1].day
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
                "<GrpHdr><MsgId>1</MsgId><CreDtTm>%sT10:00:00</CreDtTm></GrpHdr><Stmt><Id>%s</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>%s%s%s"
                "</Stmt></BkToCstmrStmt></Document>\n" % (last, last, self.account, balance("OPBD", opening, first), balance(
                    "CLBD", opening + sum(x.bani for x in lines), last), "".join(self.entry(x) for x in lines))).encode()


class BTCsv(Bank):
    name, bic, ext, names_account = "btcsv", "BTRLRO22", "csv", False

    def statement(self, lines, opening):
        out = ["Cont:;%s;;" % self.account, '"Data tranzactie","Data valuta",Descriere,"Referinta tranzactiei",Debit,Credit,"Sold contabil"']
        for x in lines:
            opening += x.bani
            tax = "C.I.F.:%s;" % x.cui if x.cui else ""
            text = "%s;%s/ROC/%s//RFB/;%s;%s;BTRLRO22" % ("Incasare OP", tax, self.cut_text(x.text).replace(";", ","), x.name, x.iban)
            if x.kind == "fee":
                text = "Comision incasare OP"
            amount = "{:,.2f}".format(x.bani / 100)
            out.append('%s,%s,"%s",%s,%s,%s,"%s"' % (x.day, x.day, text.replace('"', '""'), x.ref, '"%s"' % amount if x.bani < 0 else "",
                                                      '"%s"' % amount if x.bani > 0 else "", "{:,.2f}".format(opening / 100)))
        return ("\n".join(out) + "\n").encode()


def banks():
    return [kind(i) for i, kind in enumerate((BT, BCR, BRD, ING, Raiffeisen, Alpha, Camt, BTCsv))]
