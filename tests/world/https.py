"""A server on loopback TLS, for those that plic asks over HTTPS: the National Bank, Stripe, a provider of sign-ins, ANAF.

http = Https(handler, "srv")   serves from now on, each connection in a thread of its own, with that certificate (keys.py)
http.port
http.use_cert(name)            what new connections are shown; those that are open are closed
http.stop()
"""
import http.server
import socket
import ssl
import sys
import threading

from . import keys


class Https(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler, cert="srv"):
        self.open = set()
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.use_cert(cert)
        super().__init__(("127.0.0.1", 0), handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def use_cert(self, name):
        k = keys.ensure()
        self.tls.load_cert_chain("%s/%s.pem" % (k, name), "%s/%s.key" % (k, name))
        for s in list(self.open):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def stop(self):
        self.shutdown()
        self.server_close()

    def get_request(self):
        s, a = super().get_request()
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        t = self.tls.wrap_socket(s, server_side=True, do_handshake_on_connect=False)
        self.open.add(t)
        return t, a

    def shutdown_request(self, request):
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):  # a client that does not like our certificate, or went away
            super().handle_error(request, client_address)
