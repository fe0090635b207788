"""A scripted IMAP server for what a real one cannot be made to do. It is honest unless a test says otherwise.

with Peer() as p:           p.port (TLS from the first byte)
p.add(raw)                  a mail into INBOX; gives its UID
p.folders["INBOX"]          {uid: bytes}
p.on["FETCH"] = f           f(session, tag, words) -> True when it answered itself; else the honest answer follows
p.said                      [(session number, line)] of everything clients said, without literals
Peer(certs={None: "srv", "localhost": "srv"})   certificate by SNI name; None = none was sent
"""
import contextlib
import os
import re
import socket
import ssl
import threading
import time

from . import keys

CAPABILITY = "IMAP4rev1 UIDPLUS MOVE IDLE LITERAL+"
# By the true clock, as a real server stamps what comes in: plic started with --now reckons from it.
ARRIVED = time.strftime("%d-%b-%Y %H:%M:%S +0000", time.gmtime())


class Gone(Exception):
    pass


class Session:
    def __init__(self, peer, sock, number):
        self.peer, self.sock, self.number = peer, sock, number
        self.file = sock.makefile("rb")
        self.box = None
        self.idling = None
        self.told = 0  # messages in the selected box that the client knows of
        self.lock = threading.RLock()

    def send(self, data):
        with self.lock:
            self.sock.sendall(data if isinstance(data, bytes) else data.encode())

    def line(self, text):
        self.send(text + "\r\n")

    def tell_news(self):
        with self.lock:
            n = len(self.peer.folders.get(self.box, ()))
            if n > self.told:
                self.line("* %d EXISTS" % n)
            self.told = n

    def close(self):
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def read(self):
        """One command; literals are taken in and stand in self.literal."""
        self.literal = b""
        line = self.file.readline()
        if not line:
            raise Gone
        m = re.search(rb"\{(\d+)(\+?)\}\r\n$", line)
        if m:
            if not m.group(2):
                self.line("+ go on")
            self.literal = self.file.read(int(m.group(1)))
            line = line[:m.start()] + self.file.readline()
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def serve(self):
        self.line(self.peer.greeting)
        while True:
            text = self.read()
            self.peer.said.append((self.number, text))
            tag, _, rest = text.partition(" ")
            words = rest.split()
            if not words:
                raise Gone
            name = words[0].upper()
            if name == "UID":
                name, words = words[1].upper(), words[1:]
            hook = self.peer.on.get(name)
            if hook and hook(self, tag, words):
                continue
            getattr(self, "do_" + name.lower(), self.do_unknown)(tag, words)
            if name == "LOGOUT":
                raise Gone

    def ok(self, tag, text="done"):
        self.line("%s OK %s" % (tag, text))

    def do_unknown(self, tag, words):
        self.line("%s BAD no such command" % tag)

    def do_capability(self, tag, words):
        self.line("* CAPABILITY " + self.peer.capability)
        self.ok(tag)

    def do_login(self, tag, words):
        self.ok(tag, "welcome")

    def do_logout(self, tag, words):
        self.line("* BYE")
        self.ok(tag)

    def do_noop(self, tag, words):
        self.ok(tag)

    do_subscribe = do_noop

    def do_list(self, tag, words):
        pattern = words[-1].strip('"')
        for name in self.peer.folders:
            if pattern in ("*", name):
                self.line('* LIST () "%s" "%s"' % (self.peer.separator, name))
        self.ok(tag)

    def do_create(self, tag, words):
        self.peer.folders.setdefault(words[1].strip('"'), {})
        self.ok(tag)

    def do_select(self, tag, words):
        self.box = words[1].strip('"')
        box = self.peer.folders.get(self.box)
        if box is None:
            return self.line("%s NO no such folder" % tag)
        self.told = len(box)
        self.line("* %d EXISTS" % self.told)
        self.line("* OK [UIDVALIDITY %d] valid" % self.peer.uidvalidity)
        self.line("* OK [UIDNEXT %d] next" % self.peer.uidnext)
        self.ok(tag, "[READ-WRITE] selected")

    do_examine = do_select

    def uids(self, text):
        box = self.peer.folders[self.box]
        top = max(box, default=0)
        out = set()
        for part in text.split(","):
            a, _, b = part.partition(":")
            a, b = [top if x == "*" else int(x) for x in (a, b or a)]
            out |= {u for u in box if min(a, b) <= u <= max(a, b)}
        return sorted(out)

    def do_search(self, tag, words):
        m = re.match(r"UID ([\d:*,]+)$", " ".join(words[1:]))
        if m:
            found = self.uids(m.group(1))
        else:
            want = words[-1].strip('"<>').encode()
            found = [u for u, raw in self.peer.folders[self.box].items() if want in raw]
        self.line("* SEARCH" + "".join(" %d" % u for u in found if u not in self.peer.hidden))
        self.ok(tag)

    def fetch_one(self, uid, items):
        raw = self.peer.folders[self.box][uid]
        number = sorted(self.peer.folders[self.box]).index(uid) + 1
        head = '* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "%s"' % (number, uid, len(raw), ARRIVED)
        m = re.search(r"BODY\.PEEK\[\](<0\.(\d+)>)?", items)
        if not m:
            return self.line(head + ")")
        body = raw[:int(m.group(2))] if m.group(2) else raw
        name = "BODY[]<0>" if m.group(2) else "BODY[]"
        self.send(("%s %s {%d}\r\n" % (head, name, len(body))).encode() + body + b")\r\n")

    def do_fetch(self, tag, words):
        for uid in self.uids(words[1]):
            self.fetch_one(uid, " ".join(words[2:]))
        self.ok(tag)

    def do_move(self, tag, words):
        to = words[2].strip('"')
        if to not in self.peer.folders:
            return self.line("%s NO [TRYCREATE] no such folder" % tag)
        for uid in self.uids(words[1]):
            self.peer.folders[to][len(self.peer.folders[to]) + 1] = self.peer.folders[self.box].pop(uid)
            self.told = max(0, self.told - 1)  # what comes next is news, though there are no more than before
        self.ok(tag)

    def do_copy(self, tag, words):
        to = words[2].strip('"')
        if to not in self.peer.folders:
            return self.line("%s NO [TRYCREATE] no such folder" % tag)
        for uid in self.uids(words[1]):
            self.peer.folders[to][len(self.peer.folders[to]) + 1] = self.peer.folders[self.box][uid]
        self.ok(tag)

    def do_store(self, tag, words):
        for uid in self.uids(words[1]):
            self.peer.flags.setdefault((self.box, uid), set()).update(re.findall(r"[\\$]\w+", " ".join(words[2:])))
        self.ok(tag)

    def do_expunge(self, tag, words):
        for uid in self.uids(words[1]):
            if "\\Deleted" in self.peer.flags.get((self.box, uid), ()):
                del self.peer.folders[self.box][uid]
                self.told = max(0, self.told - 1)
        self.ok(tag)

    def do_append(self, tag, words):
        box = self.peer.folders.setdefault(words[1].strip('"'), {})
        box[len(box) + 1] = self.literal
        self.ok(tag)

    def do_idle(self, tag, words):
        self.line("+ idling")
        self.end_idle(tag)

    def end_idle(self, tag):
        self.idling = tag
        self.tell_news()
        self.peer.idles.set()
        try:
            text = self.read()
        finally:
            self.idling = None
            self.peer.idles.clear()
        self.peer.said.append((self.number, text))
        self.ok(tag)


class Peer:
    def __init__(self, certs=None, capability=CAPABILITY, separator="/", tls=None):
        self.keys = keys.ensure()
        self.capability, self.separator = capability, separator
        self.greeting = "* OK ready"
        self.folders = {"INBOX": {}}
        self.flags, self.on, self.said, self.hidden = {}, {}, [], set()
        self.uidvalidity, self.uidnext = 7, 1
        self.sessions, self.names = [], []
        self.idles = threading.Event()
        self.certs = certs or {None: "srv"}
        self.tls = tls or (lambda ctx: None)

    def context(self, name):
        ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ctx.load_cert_chain("%s/%s.pem" % (self.keys, name), "%s/%s.key" % (self.keys, name))
        self.tls(ctx)
        return ctx

    def by_name(self, sock, name, ctx):
        self.names.append(name)
        if name in self.certs:
            sock.context = self.context(self.certs[name])

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.ctx = self.context(self.certs[None])
        self.ctx.sni_callback = self.by_name
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *what):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for s in self.sessions:
            s.close()

    def _accept(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock):
        with contextlib.suppress(OSError, Gone, ValueError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            s = Session(self, self.ctx.wrap_socket(sock, server_side=True), len(self.sessions))
            self.sessions.append(s)
            try:
                s.serve()
            finally:
                s.close()

    def add(self, raw):
        raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        uid = self.uidnext
        self.uidnext += 1
        self.folders["INBOX"][uid] = raw
        for s in self.sessions:
            if s.idling:
                with contextlib.suppress(OSError):
                    s.tell_news()
        return uid

    def commands(self, name):
        return [text for _, text in self.said if re.search(r"^\S+ (UID )?%s\b" % name, text, re.I)]


def more_certificates(d):
    """selfsigned, and one of another authority, beside those of keys.py."""
    for name in ("selfsigned", "otherca"):
        if not os.path.exists("%s/%s.pem" % (d, name)):
            keys._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".tmp",
                          "-days", "3650", "-subj", "/CN=" + name, "-addext",
                          "subjectAltName=DNS:mail.test,DNS:localhost,IP:127.0.0.1", cwd=d)
            if name == "otherca":  # a chain to an authority that nobody trusts
                keys._openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "leaf.key", "-out", "leaf.csr", "-subj",
                              "/CN=mail.test", cwd=d)
                with open(d + "/ext2", "w") as f:
                    f.write("subjectAltName=DNS:mail.test,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
                keys._openssl("x509", "-req", "-in", "leaf.csr", "-CA", "otherca.tmp", "-CAkey", "otherca.key",
                              "-CAcreateserial", "-out", "leaf.pem", "-days", "3650", "-extfile", "ext2", cwd=d)
                os.replace(d + "/leaf.key", d + "/otherca.key")
                os.replace(d + "/leaf.pem", d + "/otherca.tmp")
            os.replace("%s/%s.tmp" % (d, name), "%s/%s.pem" % (d, name))
    return d
