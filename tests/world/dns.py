"""A tiny DNS server on loopback: the DKIM keys of the test world as TXT, over UDP. It can fall silent or fail."""
import os
import re
import socket
import struct
import threading

from . import keys

OK, SERVFAIL, NXDOMAIN = 0, 2, 3


class Dns:
    def __init__(self):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))
        self.port = self.sock.getsockname()[1]
        self.mode = "answer"  # or "silent", "servfail"
        self.asked = []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def stop(self):
        self.sock.close()

    def serve(self):
        while True:
            try:
                query, peer = self.sock.recvfrom(4096)
            except OSError:
                return
            name, end = self.name_of(query)
            self.asked.append(name)
            if self.mode != "silent":
                self.sock.sendto(self.answer(query, name, end), peer)

    @staticmethod
    def name_of(query):
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("ascii", "replace"))
            at += 1 + query[at]
        return ".".join(labels).lower(), at + 5

    def answer(self, query, name, end):
        if self.mode == "servfail":
            return self.head(query, SERVFAIL, 0) + query[12:end]
        txt = self.txt(name)
        if txt is None:
            return self.head(query, NXDOMAIN, 0) + query[12:end]
        # A key is longer than one string may be.
        parts = b"".join(bytes([len(p)]) + p for p in (txt[i:i + 255] for i in range(0, len(txt), 255)))
        return self.head(query, OK, 1) + query[12:end] + b"\xc0\x0c" + struct.pack(">HHIH", 16, 1, 60, len(parts)) + parts

    @staticmethod
    def head(query, rcode, answers):
        return query[:2] + struct.pack(">HHHHH", 0x8580 | rcode, 1, answers, 0, 0)

    @staticmethod
    def txt(name):
        m = re.match(r"s1\._domainkey\.(.+)$", name)
        path = os.path.join(keys.ensure(), "%s.dkim.txt" % m.group(1)) if m else ""
        return open(path, "rb").read() if os.path.exists(path) else None
