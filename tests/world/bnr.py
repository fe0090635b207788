"""The National Bank's feed on loopback TLS: the last ten days, and the years, as curs.bnr.ro gives them.

with Bank(w) as b:         w is a World not yet started; its plic then asks here
b.day = date(2026, 11, 20)  the last day on which rates were published
b.set("EUR", date, "5.0923")   a rate of that day; others are made up from the day
b.faults.append(...)       the next answer: a number (HTTP status), "html" (a page with 200), "slow", "cut", "lost",
                           "empty", "flood" (far too long)
b.asked                    the files asked for
"""
import datetime
import http.server
import threading

from .https import Https

HOLIDAYS = {(1, 1), (1, 2), (1, 6), (1, 7), (1, 24), (5, 1), (6, 1), (8, 15), (11, 30), (12, 1), (12, 25), (12, 26)}
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<DataSet xmlns="http://www.bnr.ro/xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.bnr.ro/xsd nbrfxrates.xsd">
	<Header>
		<Publisher>National Bank of Romania</Publisher>
		<PublishingDate>%s</PublishingDate>
		<MessageType>DR</MessageType>
	</Header>
	<Body>
		<Subject>Reference rates</Subject>
		<OrigCurrency>RON</OrigCurrency>
"""


def published(day):
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS


class Bank:
    def __init__(self, w, day=None, cert="srv"):
        self.w, self.cert = w, cert
        self.day = day or (w.base.date() - datetime.timedelta(days=1))
        self.faults, self.asked, self.rates = [], [], {}
        self.over = threading.Event()

    def __enter__(self):
        handler = type("Handler", (Handler,), {"bank": self})
        self.http = Https(handler, self.cert)
        self.w.extra["rates"] = "https://localhost:%d" % self.http.port
        return self

    def __exit__(self, *what):
        self.over.set()
        self.http.stop()

    def set(self, currency, day, rate):
        self.rates[currency, day] = rate

    def rate(self, currency, day):
        base = {"EUR": 50000, "USD": 43000, "HUF": 13000, "GBP": 58000}[currency]
        n = base + day.toordinal() % 97
        return self.rates.get((currency, day), "%d.%04d" % (n // 10000, n % 10000))

    def cube(self, day):
        rates = "".join('\t\t\t<Rate currency="%s"%s>%s</Rate>\n' % (c, ' multiplier="100"' if c == "HUF" else "", self.rate(c, day))
                        for c in ("EUR", "GBP", "HUF", "USD"))
        return '\t\t<Cube date="%s">\n%s\t\t</Cube>\n' % (day, rates)

    def file(self, path):
        """The bytes of a file, or None."""
        back = [self.day - datetime.timedelta(days=i) for i in range(400)]
        days = [d for d in back if published(d)]
        if path == "/nbrfxrates10days.xml":
            days = days[:10]
        elif path.startswith("/files/xml/years/nbrfxrates") and path.endswith(".xml"):
            days = sorted(d for d in days if d.year == int(path[-8:-4]))
        else:
            return None
        return (HEAD % self.day + "".join(map(self.cube, days)) + "\t</Body>\n</DataSet>\n").encode()


class Handler(http.server.BaseHTTPRequestHandler):
    bank = None

    def log_message(self, *args):
        pass

    def do_GET(self):
        b = self.bank
        b.asked.append(self.path)
        body, status, kind = b.file(self.path), 200, "text/xml"
        fault = b.faults.pop(0) if b.faults else None
        if fault == "lost":
            self.close_connection = True
            return
        if fault == "slow":
            b.over.wait(10)
            return
        if isinstance(fault, int) or body is None:
            status, body = fault or 404, b"<html><body>Eroare</body></html>"
        elif fault == "html":
            body, kind = "<!DOCTYPE html><html><body>Pagină în lucru</body></html>".encode(), "text/html"
        elif fault == "empty":
            body = b""
        elif fault == "flood":
            body = body + b" " * (3 << 20)
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/elsewhere.xml")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body[:len(body) // 2] if fault == "cut" else body)
        except OSError:
            pass
        if fault == "cut":
            self.close_connection = True
