"""A TCP proxy that breaks: refuses, cuts after N bytes, stalls, resets. Between plic and a real server."""
import contextlib
import select
import socket
import struct
import threading


class Proxy:
    """with Proxy(port) as p: p.port is where to connect. Faults count bytes from the server to the client.

    p.break_after(n, how)   the next n bytes still pass, then: "close", "reset" or "stall" (of each connection at most once)
    p.refuse() / p.accept() no listener at all; and again
    p.opened                connections so far"""

    def __init__(self, target):
        self.target, self.opened, self.broken = target, 0, 0
        self.fault = None
        self.lock = threading.Lock()
        self.ends = threading.Event()
        self.port = 0
        self.listener = None

    def __enter__(self):
        self.accept()
        return self

    def __exit__(self, *what):
        self.ends.set()
        self.refuse()

    def accept(self):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("127.0.0.1", self.port))
        s.listen(16)
        self.port, self.listener = s.getsockname()[1], s
        threading.Thread(target=self._serve, args=(s,), daemon=True).start()

    def refuse(self):
        if self.listener:
            with contextlib.suppress(OSError):
                self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None

    def break_after(self, n, how, times=1):
        with self.lock:
            self.fault = [n, how, times]

    def _serve(self, listener):
        while not self.ends.is_set():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.opened += 1
            threading.Thread(target=self._pump, args=(client,), daemon=True).start()

    def _pump(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.target), 5)
        except OSError:
            client.close()
            return
        with client, server:
            stalled = False
            while not self.ends.is_set():
                ready = select.select([server, client], [], [], 0.2)[0]
                if stalled:
                    if client in ready and not client.recv(65536):
                        return
                    self.ends.wait(0.02)
                    continue
                for s in ready:
                    try:
                        data = s.recv(65536)
                        if not data:
                            return
                        if s is client:
                            server.sendall(data)
                        else:
                            how = self._give(client, data)
                            if how == "stall":
                                stalled = True
                            elif how:
                                return
                    except OSError:
                        return

    def _give(self, client, data):
        """Pass on what may pass; the name of the fault when it strikes."""
        with self.lock:
            f = self.fault
            if f and f[0] < len(data):
                data, how = data[:f[0]], f[1]
                f[2] -= 1
                if f[2] <= 0:
                    self.fault = None
                self.broken += 1
            else:
                how = None
                if f:
                    f[0] -= len(data)
        if data:
            client.sendall(data)
        if how == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return how
