#!/usr/bin/python3
"""The world's mail host: submission with AUTH and TLS for plic, an MX for everybody else.

The MX does what a provider does: it verifies DKIM, removes Authentication-Results lines that claim its own name, and
stamps its verdict on top. Nothing switches that off. A JSON file of faults makes it refuse, stall or lose answers.

People who log in with their address and the people's password are stamped auth=pass for it, as hosts do for their own.

usage: front.py SUBMISSION TLS MX LMTP KEYS FAULTS USER PASSWORD PEOPLE
"""
import asyncio
import base64
import email.utils
import json
import os
import re
import signal
import smtplib
import ssl
import sys
import time
import types

import dkim
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

AUTHSERV = "mx.mail.test"
PORT, TLS, MX, LMTP = (int(a) for a in sys.argv[1:5])
KEYS, FAULTS, USER, PASSWORD, PEOPLE = sys.argv[5:10]


def fault():
    try:
        with open(FAULTS) as f:
            return json.load(f)
    except (OSError, ValueError):
        return {}


def txt(name, timeout=5):
    """TXT records as the keys' folder has them: SELECTOR._domainkey.DOMAIN."""
    m = re.match(rb"[^.]+\._domainkey\.(.+?)\.?$", name if isinstance(name, bytes) else name.encode())
    if not m:
        return None
    try:
        with open("%s/%s.dkim.txt" % (KEYS, m.group(1).decode()), "rb") as f:
            return f.read()
    except OSError:
        return None


def split_head(raw):
    head, sep, body = raw.partition(b"\r\n\r\n")
    fields = re.split(rb"\r\n(?![ \t])", head)
    return fields, body


def from_domain(fields):
    for f in fields:
        if f.lower().startswith(b"from:"):
            addr = email.utils.parseaddr(f[5:].decode("utf-8", "replace"))[1]
            return addr.rpartition("@")[2].lower()
    return ""


# Mails are dated by their world's clock: no signature is of the future for this host.
dkim.time = types.SimpleNamespace(time=lambda: 0x7fffffff)


def stamp(raw, peer_auth=None):
    """Without foreign lines in our name, with our own on top."""
    raw = re.sub(rb"\r?\n", b"\r\n", raw)
    fields, body = split_head(raw)
    kept = [f for f in fields
            if not re.match(rb"authentication-results:\s*(\([^)]*\)\s*)*" + AUTHSERV.encode() + rb"\b", f, re.I)]
    domain = from_domain(kept)
    results = []
    if peer_auth:
        results.append("auth=pass smtp.auth=%s" % peer_auth)
    signers = [m.group(1).decode() for f in kept if f.lower().startswith(b"dkim-signature:")
               for m in [re.search(rb"[;\s]d=\s*([^;\s]+)", f)] if m]
    for i, d in enumerate(signers):
        try:
            ok = dkim.DKIM(raw).verify(idx=i, dnsfunc=txt)
        except dkim.DKIMException:
            ok = False
        results.append("dkim=%s header.d=%s" % ("pass" if ok else "fail", d))
        if ok and d.lower() == domain:
            results.append("dmarc=pass header.from=%s" % domain)
    line = "Authentication-Results: %s; %s" % (AUTHSERV, "; ".join(results) or "none")
    return line.encode() + b"\r\nReceived: from peer by mail.test; " + \
        email.utils.formatdate().encode() + b"\r\n" + b"\r\n".join(kept) + b"\r\n\r\n" + body


def deliver(sender, rcpts, raw):
    for to in rcpts:  # smtplib reads one answer to DATA, LMTP gives one for each recipient
        for left in (2, 1, 0):
            try:
                with smtplib.LMTP("127.0.0.1", LMTP) as c:
                    c.sendmail(sender, [to], raw, ["BODY=8BITMIME"])
                break
            except (OSError, smtplib.SMTPException):  # a busy machine's; what is tested would wait a minute for it
                if not left:
                    raise
                time.sleep(0.3)


class Host:
    def __init__(self, submission):
        self.submission = submission

    async def auth_XOAUTH2(self, server, args):
        """user=U^Aauth=Bearer T^A^A with a token that the provider of sign-ins gave (world/oauth.py)."""
        print("auth by XOAUTH2", file=sys.stderr, flush=True)
        blob = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        m = re.match(rb"user=([^\x01]*)\x01auth=Bearer ([^\x01]*)\x01\x01$", blob if isinstance(blob, bytes) else b"")
        try:
            with open(os.path.dirname(FAULTS) + "/tokens.json") as f:
                good = json.load(f)
        except OSError:
            good = []
        ok = bool(m) and self.submission and m.group(1) == USER.encode() and m.group(2).decode() in good
        return AuthResult(success=ok, handled=False, auth_data=LoginPassword(m.group(1), b"") if ok else None)

    async def handle_MAIL(self, server, session, env, addr, opts):
        f = fault() if self.submission else {}
        if f.get("mail"):
            return f["mail"]
        env.mail_from, env.mail_options = addr, env.mail_options + opts
        return "250 OK"

    async def handle_RCPT(self, server, session, env, addr, opts):
        f = fault() if self.submission else {}
        refuse = f.get("rcpt")
        if refuse and (not f.get("only") or f["only"] in addr):
            return refuse
        env.rcpt_tos.append(addr)
        return "250 OK"

    async def handle_DATA(self, server, session, env):
        f = fault() if self.submission else {}
        if f.get("delay"):
            await asyncio.sleep(f["delay"])
        if f.get("drop_before_accept"):
            server.transport.abort()
            return "451 gone"
        if f.get("data"):
            return f["data"]
        raw = env.original_content
        try:
            raw = stamp(raw, peer_auth=session.auth_data.login.decode() if self.submission and session.auth_data else None)
            await asyncio.get_running_loop().run_in_executor(None, deliver, env.mail_from, env.rcpt_tos, raw)
        except Exception as e:
            return "451 4.3.0 " + repr(e)[:150].replace("\n", " ")
        if f.get("drop_after_accept"):
            server.transport.abort()
        return "250 2.0.0 accepted"


def check(server, session, env, mech, data):
    print("auth by", mech, file=sys.stderr, flush=True)
    known = (data.login, data.password) == (USER.encode(), PASSWORD.encode()) if isinstance(data, LoginPassword) else False
    person = isinstance(data, LoginPassword) and b"@" in data.login and data.password == PEOPLE.encode()
    ok = known or person
    return AuthResult(success=ok, handled=False, auth_data=data if ok else None)


async def main():
    loop = asyncio.get_running_loop()
    ctx = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    name = fault().get("cert", "srv")
    ctx.load_cert_chain("%s/%s.pem" % (KEYS, name), "%s/%s.key" % (KEYS, name))
    opts = dict(hostname="mail.test", authenticator=check, auth_required=True, data_size_limit=50 << 20, loop=loop)
    starttls = lambda: SMTP(Host(True), tls_context=ctx, require_starttls=True, auth_require_tls=True, **opts)
    implicit = lambda: SMTP(Host(True), auth_require_tls=False, **opts)
    mx = lambda: SMTP(Host(False), hostname="mail.test", data_size_limit=50 << 20, loop=loop)
    await loop.create_server(starttls, "127.0.0.1", PORT)
    await loop.create_server(implicit, "127.0.0.1", TLS, ssl=ctx)
    await loop.create_server(mx, "127.0.0.1", MX)
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()


asyncio.run(main())
