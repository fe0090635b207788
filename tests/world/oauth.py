"""A provider of sign-ins on loopback TLS: consent page, device codes, token endpoint, and what Dovecot asks (introspection).

with Provider(servers) as p:   the servers then take its access tokens, and no passwords for the office
p.faults.append("slow_down")   the next answer of /token: an OAuth error, a number (HTTP status) or "lost"
p.asked                        [(path, form)] of every question but introspection
p.consents                     device codes are consented to (True), or still pending (False)
p.secrets                      everything that must never be logged
"""
import base64
import hashlib
import http.server
import json
import os
import shutil
import threading
import urllib.parse

from . import keys
from .https import Https

DOVECOT = """
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {d}/oauth2.conf
}}
"""
OAUTH2 = """
introspection_mode = post
introspection_url = https://localhost:{port}/introspect
username_attribute = username
active_attribute = active
active_value = true
tls_ca_cert_file = {d}/ca.pem
"""
CONF = """title = 'Sim'
flow = '{flow}'
auth_url = 'https://localhost:{port}/auth'
auth_extra = 'access_type=offline'
device_url = 'https://localhost:{port}/device'
token_url = 'https://localhost:{port}/token'
scope = 'mail offline_access'
ca_file = '{ca}'
"""
CLIENT = "plic-test"
CLIENT_SECRET = "the-clients-own-secret"


class Provider:
    def __init__(self, servers):
        self.servers = servers
        self.faults, self.asked, self.secrets = [], [], [CLIENT_SECRET]
        self.consents = True
        self.life = 3600
        self.n = 0
        self.access, self.refresh = set(), set()
        self.codes = {}  # code -> (challenge, redirect)
        self.lock = threading.Lock()

    def __enter__(self):
        handler = type("Handler", (Handler,), {"provider": self})
        self.http = Https(handler)
        self.port = self.http.port
        d = self.servers.dir
        shutil.copy(keys.ensure() + "/ca.pem", d + "/ca.pem")
        with open(d + "/oauth2.conf", "w") as f:
            f.write(OAUTH2.format(port=self.port, d=d))
        os.chmod(d + "/ca.pem", 0o644)
        os.chmod(d + "/oauth2.conf", 0o644)
        self.servers.more_conf += DOVECOT.format(d=d)
        self.tell_front()
        return self

    def __exit__(self, *what):
        self.http.stop()

    def conf(self, flow):
        return CONF.format(flow=flow, port=self.port, ca=keys.ensure() + "/ca.pem")

    def tell_front(self):
        tmp = self.servers.dir + "/tokens.tmp"
        with open(tmp, "w") as f:
            json.dump(sorted(self.access), f)
        os.rename(tmp, self.servers.dir + "/tokens.json")

    def secret(self, kind):
        self.n += 1
        s = "%s-%d-%s" % (kind, self.n, base64.urlsafe_b64encode(os.urandom(18)).decode())
        self.secrets.append(s)
        return s

    def issue(self):
        """New tokens; the refresh tokens of before are worth nothing from now on."""
        access, refresh = self.secret("access"), self.secret("refresh")
        self.access.add(access)
        self.refresh = {refresh}
        self.tell_front()
        return {"access_token": access, "refresh_token": refresh, "expires_in": self.life, "token_type": "Bearer"}

    def revoke(self, refresh=False):
        """Before their time."""
        with self.lock:
            self.access.clear()
            if refresh:
                self.refresh.clear()
            self.tell_front()

    def refreshes(self):
        return [f for path, f in self.asked if f.get("grant_type") == "refresh_token"]

    # -- the endpoints: each gives (status, object)
    def device(self, form):
        assert form["client_id"] == CLIENT and form["scope"] == "mail offline_access", form
        return 200, {"device_code": self.secret("device"), "user_code": "ABCD-EFGH",
                     "verification_uri": "https://localhost:%d/devicelogin" % self.port, "interval": 1, "expires_in": 900}

    def token(self, form):
        assert form["client_id"] == CLIENT, form
        grant = form["grant_type"]
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, int) or fault == "lost":
                return fault, {}
            return 400, {"error": fault, "error_description": "as the test says"}
        if grant == "refresh_token":
            return (200, self.issue()) if form["refresh_token"] in self.refresh else (400, {"error": "invalid_grant"})
        if grant == "authorization_code":
            challenge, redirect = self.codes.pop(form["code"], (None, None))
            got = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
            good = got == challenge and redirect == form["redirect_uri"] and form["client_secret"] == CLIENT_SECRET
            return (200, self.issue()) if good else (400, {"error": "invalid_grant"})
        assert grant.endswith(":device_code") and form["device_code"] in self.secrets, form
        return (200, self.issue()) if self.consents else (400, {"error": "authorization_pending"})

    def introspect(self, form):
        return 200, {"active": form.get("token") in self.access, "username": "office"}

    def auth(self, q):
        """The consent page; who opens it says yes."""
        assert (q["response_type"], q["client_id"], q["code_challenge_method"]) == ("code", CLIENT, "S256"), q
        assert q["scope"] == "mail offline_access" and q["access_type"] == "offline" and len(q["state"]) >= 20, q
        code = self.secret("code")
        self.codes[code] = (q["code_challenge"], q["redirect_uri"])
        return q["redirect_uri"] + "/?" + urllib.parse.urlencode({"state": q["state"], "code": code})


class Handler(http.server.BaseHTTPRequestHandler):
    provider = None

    def log_message(self, *args):
        pass

    def do_POST(self):
        p = self.provider
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = dict(urllib.parse.parse_qsl(body))
        path = self.path.strip("/")
        with p.lock:
            if path != "introspect":
                p.asked.append((path, form))
            status, answer = getattr(p, path)(form)
        if status == "lost":
            self.close_connection = True
            return
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        with self.provider.lock:
            to = self.provider.auth(dict(urllib.parse.parse_qsl(url.query)))
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()
