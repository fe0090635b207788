"""Stripe's API on loopback TLS, as far as a firm without a web server needs it: payment links, checkout sessions, payment
intents, events, balance transactions, payouts, with its keys, pages, errors and saved answers.

with Stripe(w) as s:       w is a World not yet started; its plic then asks here
s.pay(link)                a client goes through with a link: money is there; gives the payment intent
s.pay_later(link)          ... with a bank debit: complete, unpaid; gives the session
s.settle(session, ok)      the debit came, or did not
s.expire(link)             a client opened the page and went away
s.refund(pi, amount)       s.dispute(pi)  s.close(dispute, "won")
s.payout()                 everything that is in the balance goes to the bank in one sum
s.faults.append(...)       what becomes of the next question: a number (refused with it), "lost" (done, and the answer lost),
                           "slow" (done, and no answer comes), "drop" (not even read), "html", "cut", (500, "saved")
s.asked                    (method, path, form, key) of each question
s.page = 2                 lists give so many at a time
"""
import base64
import http.server
import json
import os
import threading
import urllib.parse

from . import keys
from .https import Https

SECRET = "rk_test_51NotForLogs7Zq"
LINK_PARAMS = {"line_items[0][price_data][currency]", "line_items[0][price_data][unit_amount]", "line_items[0][quantity]",
               "line_items[0][price_data][product_data][name]", "restrictions[completed_sessions][limit]", "metadata[document]",
               "payment_intent_data[description]", "payment_intent_data[metadata][document]"}
UPDATE_PARAMS = {"active", "restrictions[completed_sessions][limit]"}
LEAST = {"ron": 200, "eur": 50}


class Refused(Exception):
    def __init__(self, status, kind, code, message="no"):
        self.status, self.body = status, {"error": {"type": kind, "code": code, "message": message, "doc_url": "https://stripe.com/docs"}}


class Stripe:
    def __init__(self, w, cert="srv", fee=lambda amount: amount * 15 // 1000 + 100, **keys_of_conf):
        self.w, self.cert, self.fee = w, cert, fee
        self.conf = keys_of_conf
        self.asked, self.faults, self.events, self.wrong = [], [], [], []
        self.links, self.sessions, self.intents, self.charges, self.disputes, self.payouts = {}, {}, {}, {}, {}, {}
        self.balance, self.saved = [], {}
        self.page, self.count = 100, 0
        self.secret = SECRET
        self.over = threading.Event()
        self.lock = threading.RLock()

    def __enter__(self):
        handler = type("Handler", (Handler,), {"stripe": self})
        self.http = Https(handler, self.cert)
        with open(os.open(self.w.dir + "/stripe.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            f.write(SECRET + "\n")
        self.w.extra["extra"] = self.w.extra.get("extra", "") + """
cards {
	key_file = 'stripe.key'
	url = 'https://localhost:%d'
	ca_file = '%s/ca.pem'
	timeout = 2
	poll = 1
%s}
""" % (self.http.port, keys.ensure(), "".join("\t%s = '%s'\n" % kv for kv in self.conf.items()))
        return self

    def __exit__(self, *what):
        self.over.set()
        self.http.stop()

    # -- what is there
    def now(self):
        return int(self.w.now().timestamp())

    def id(self, prefix):
        self.count += 1
        return "%s_1Plic%05d" % (prefix, self.count)

    def event(self, kind, obj):
        e = {"id": self.id("evt"), "object": "event", "api_version": "2020-08-27", "created": self.now(), "type": kind,
             "livemode": False, "pending_webhooks": 0, "data": {"object": json.loads(json.dumps(obj))}}
        self.events.append(e)
        return e

    def posted(self, path="/v1/payment_links"):
        return [a for a in self.asked if a[0] == "POST" and a[1] == path]

    def only_link(self):
        assert len(self.links) == 1, self.links
        return next(iter(self.links.values()))

    # -- clients, on the processor's page
    def session(self, link, status, paid):
        link = self.links[link["id"]]
        done = sum(1 for s in self.sessions.values() if s["payment_link"] == link["id"] and s["status"] == "complete")
        assert link["active"] and done < link["restrictions"]["completed_sessions"]["limit"], "the page says that the link is over"
        s = {"id": self.id("cs_test"), "object": "checkout.session", "payment_link": link["id"], "status": status,
             "payment_status": "paid" if paid else "unpaid", "amount_total": link["_amount"], "currency": link["currency"],
             "created": self.now(), "mode": "payment", "payment_intent": None, "metadata": link["metadata"],
             "customer_details": {"name": "POPESCU ION", "email": "ion.popescu@client.test"}, "expires_at": self.now() + 86400}
        self.sessions[s["id"]] = s
        return s

    def charge(self, s, paid):
        pi = {"id": self.id("pi"), "object": "payment_intent", "amount": s["amount_total"], "currency": s["currency"],
              "status": "succeeded" if paid else "processing", "created": self.now(), "latest_charge": None, "metadata": s["metadata"]}
        self.intents[pi["id"]] = pi
        s["payment_intent"] = pi["id"]
        if paid:
            self.capture(pi)
        return pi

    def capture(self, pi):
        ch = {"id": self.id("ch"), "object": "charge", "amount": pi["amount"], "amount_refunded": 0, "currency": pi["currency"],
              "payment_intent": pi["id"], "paid": True, "refunded": False, "created": self.now()}
        txn = self.move("charge", pi["amount"], self.fee(pi["amount"]), pi["currency"], ch["id"])
        ch["balance_transaction"] = txn["id"]
        self.charges[ch["id"]] = ch
        pi.update(status="succeeded", latest_charge=ch["id"])

    def move(self, kind, amount, fee, currency, source):
        t = {"id": self.id("txn"), "object": "balance_transaction", "type": kind, "amount": amount, "fee": fee, "net": amount - fee,
             "currency": currency, "source": source, "created": self.now(), "exchange_rate": 1.0000001, "payout": None}
        self.balance.append(t)
        return t

    def pay(self, link=None):
        with self.lock:
            s = self.session(link or self.only_link(), "complete", True)
            pi = self.charge(s, True)
            self.event("checkout.session.completed", s)
            return pi

    def pay_later(self, link=None):
        with self.lock:
            s = self.session(link or self.only_link(), "complete", False)
            self.charge(s, False)
            self.event("checkout.session.completed", s)
            return s

    def settle(self, s, ok):
        with self.lock:
            if ok:
                self.capture(self.intents[s["payment_intent"]])
                s["payment_status"] = "paid"
            self.event("checkout.session.async_payment_" + ("succeeded" if ok else "failed"), s)
            return self.intents[s["payment_intent"]]

    def expire(self, link=None):
        with self.lock:
            s = self.session(link or self.only_link(), "expired", False)
            self.event("checkout.session.expired", s)

    # -- the firm, in its dashboard; banks
    def refund(self, pi, amount=None):
        with self.lock:
            ch = self.charges[pi["latest_charge"]]
            amount = amount or ch["amount"] - ch["amount_refunded"]
            ch["amount_refunded"] += amount
            ch["refunded"] = ch["amount_refunded"] == ch["amount"]
            self.move("refund", -amount, 0, ch["currency"], ch["id"])
            self.event("charge.refunded", ch)

    def dispute(self, pi, reason="fraudulent"):
        with self.lock:
            ch = self.charges[pi["latest_charge"]]
            d = {"id": self.id("dp"), "object": "dispute", "amount": ch["amount"], "currency": ch["currency"], "charge": ch["id"],
                 "payment_intent": pi["id"], "reason": reason, "status": "needs_response", "created": self.now()}
            self.disputes[d["id"]] = d
            self.move("adjustment", -ch["amount"], 7500, ch["currency"], d["id"])
            self.event("charge.dispute.created", d)
            return d

    def close(self, d, status):
        with self.lock:
            d["status"] = status
            if status == "won":
                self.move("adjustment", d["amount"], -7500, d["currency"], d["id"])
            self.event("charge.dispute.closed", d)

    def payout(self):
        with self.lock:
            parts = [t for t in self.balance if not t["payout"]]
            net = sum(t["net"] for t in parts)
            po = {"id": self.id("po"), "object": "payout", "amount": net, "currency": parts[0]["currency"], "status": "paid",
                  "arrival_date": self.now() // 86400 * 86400, "created": self.now(), "statement_descriptor": None}
            self.payouts[po["id"]] = po
            own = self.move("payout", -net, 0, po["currency"], po["id"])
            for t in parts + [own]:
                t["payout"] = po["id"]
            self.event("payout.paid", po)
            return po

    # -- the API
    def listed(self, rows, query):
        """Newest first, cut at a page."""
        rows = list(rows)[::-1]
        after = query.get("starting_after")
        if after:
            at = [i for i, r in enumerate(rows) if r["id"] == after[0]]
            if not at:
                raise Refused(400, "invalid_request_error", "resource_missing")
            rows = rows[at[0] + 1:]
        n = min(int(query.get("limit", ["10"])[0]), self.page)
        return {"object": "list", "url": "/v1/...", "has_more": len(rows) > n, "data": rows[:n]}

    def get(self, path, query):
        if path == "/v1/events":
            kinds = query.get("types[]", [])
            assert len(kinds) <= 20
            since = max(int(query.get("created[gte]", ["0"])[0]), self.now() - 30 * 86400)
            return self.listed([e for e in self.events if e["created"] >= since and (not kinds or e["type"] in kinds)], query)
        if path == "/v1/checkout/sessions":
            return self.listed([s for s in self.sessions.values() if s["payment_link"] == query["payment_link"][0]], query)
        if path == "/v1/balance_transactions":
            rows = [dict(t) for t in self.balance if t["payout"] == query["payout"][0]]
            if "data.source" in query.get("expand[]", []):
                for t in rows:
                    t["source"] = {**self.charges, **self.disputes, **self.payouts}[t["source"]]
            return self.listed(rows, query)
        kind, _, ident = path[4:].partition("/")
        found = {"payment_intents": self.intents, "payment_links": self.links}.get(kind, {}).get(ident)
        if not found:
            raise Refused(404, "invalid_request_error", "resource_missing")
        found = dict(found)
        if "latest_charge.balance_transaction" in query.get("expand[]", []) and found.get("latest_charge"):
            ch = dict(self.charges[found["latest_charge"]])
            ch["balance_transaction"] = next(t for t in self.balance if t["id"] == ch["balance_transaction"])
            found["latest_charge"] = ch
        return found

    def post(self, path, form):
        new = path == "/v1/payment_links"
        unknown = set(form) - (LINK_PARAMS if new else UPDATE_PARAMS)
        if unknown:
            raise Refused(400, "invalid_request_error", "parameter_unknown", str(unknown))
        limit = form.get("restrictions[completed_sessions][limit]")
        if new:
            cur, amount = form["line_items[0][price_data][currency]"], int(form["line_items[0][price_data][unit_amount]"])
            assert cur == cur.lower() and form["line_items[0][price_data][product_data][name]"]
            if amount < LEAST.get(cur, 1):
                raise Refused(400, "invalid_request_error", "amount_too_small")
            ident = self.id("plink")
            self.links[ident] = {"id": ident, "object": "payment_link", "active": True, "currency": cur, "_amount": amount,
                                 "url": "https://buy.stripe.com/test_%s" % ident[6:], "metadata": {"document": form["metadata[document]"]},
                                 "restrictions": {"completed_sessions": {"limit": int(limit)}}}
            return self.links[ident]
        link = self.links.get(path.rpartition("/")[2])
        if not link:
            raise Refused(404, "invalid_request_error", "resource_missing")
        if "active" in form:
            link["active"] = form["active"] == "true"
        if limit:
            link["restrictions"]["completed_sessions"]["limit"] = int(limit)
        return link

    def answer(self, method, path, query, form, key, auth):
        """Status, body, and whether it is a saved answer."""
        if auth != "Basic " + base64.b64encode((self.secret + ":").encode()).decode():
            return 401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided: rk_test_***"}}, False
        if method == "GET":
            try:
                return 200, self.get(path, query), False
            except Refused as r:
                return r.status, r.body, False
        if not key:
            self.wrong.append("a POST without a key: " + path)
        if key in self.saved:
            before, status, body = self.saved[key]
            if before != (path, form):
                return 400, {"error": {"type": "idempotency_error", "message": "Keys can only be used with the same parameters"}}, False
            return status, body, True
        try:
            status, body = 200, json.loads(json.dumps(self.post(path, form)))
        except Refused as r:
            status, body = r.status, r.body
        self.saved[key] = ((path, form), status, body)
        return status, body, False


class Handler(http.server.BaseHTTPRequestHandler):
    stripe = None

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.handle_one("GET", {})

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self.handle_one("POST", dict(urllib.parse.parse_qsl(raw, strict_parsing=bool(raw))))

    def handle_one(self, method, form):
        s, url = self.stripe, urllib.parse.urlsplit(self.path)
        key = self.headers.get("Idempotency-Key")
        with s.lock:
            s.asked.append((method, url.path, form, key))
            fault = s.faults.pop(0) if s.faults else None
            if fault == "drop":
                self.close_connection = True
                return
            if isinstance(fault, tuple):
                s.saved[key] = ((url.path, form), fault[0], {"error": {"type": "api_error", "message": "sorry"}})
            if isinstance(fault, int):
                status, body, saved = fault, {"error": {"type": "rate_limit_error" if fault == 429 else "api_error", "code": "lock_timeout"}}, False
            else:
                status, body, saved = s.answer(method, url.path, urllib.parse.parse_qs(url.query), form, key, self.headers.get("Authorization"))
        if fault == "lost":
            self.close_connection = True
            return
        if fault == "slow":
            s.over.wait(10)
            return
        data = b"<html>Bad gateway</html>" if fault == "html" else json.dumps(body).encode()
        self.send_response(status)
        if fault == 429:
            self.send_header("Retry-After", "1")
        if saved:
            self.send_header("Idempotent-Replayed", "true")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data[:len(data) // 2] if fault == "cut" else data)
        except OSError:
            pass
        if fault == "cut":
            self.close_connection = True
