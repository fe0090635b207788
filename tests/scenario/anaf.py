#!/usr/bin/python3
"""Signing in at ANAF: a person with the firm's certificate opens a page once a year; plic keeps itself signed in, says weeks
ahead that the year ends, and lets no secret into what it writes."""
import contextlib
import json
import os
import ssl
import stat
import sys
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from anaf.simulator import Anaf
from world import suite
from world.consent import SignIn
from world.servers import free_ports
from world.world import World


@contextlib.contextmanager
def office(name, **kw):
    """A firm that files. Afterwards nothing that plic wrote may hold a secret."""
    w = World(name, timeout=5)
    w.outputs = []
    with Anaf(w, **kw) as n:
        with w:
            yield w, n
            written = w.log_text() + "".join(w.outputs)
        for secret in n.secrets:
            assert secret not in written, "a secret was written"


def token(w):
    path = w.dir + "/data/anaf.token"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with open(path) as f:
        return json.load(f)


# -- signing in
def test_by_a_pasted_address_and_the_right_is_tried():
    with office("anaf-paste") as (w, n):
        s = SignIn(w, "anaf")
        code, out = s.ends(s.consents() + "\n")
        assert code == 0 and "until 2027-11-12" in out, out
        t = token(w)
        assert t["access_token"] in n.access and t["refresh_token"] in n.refresh
        assert [c[1]["cif"] for c in n.calls("list")] == ["18547290"], (n.asked, out)
        assert n.calls("token")[0][1] == {"grant_type": "authorization_code"}


def browser(url):
    """What a browser does whose owner went on past the certificate."""
    return urllib.request.urlopen(url, timeout=5, context=ssl._create_unverified_context())


def test_the_browser_comes_back_to_localhost():
    port = free_ports(1)[0]
    with office("anaf-localhost", redirect="https://localhost:%d/" % port) as (w, n):
        s = SignIn(w, "anaf")
        back = s.consents()
        assert back.startswith("https://localhost:%d/" % port), back
        try:  # one that stops at the certificate
            urllib.request.urlopen(back, timeout=5, context=ssl.create_default_context())
            raise AssertionError("a certificate that nobody signed was trusted")
        except urllib.error.URLError as e:
            assert "CERTIFICATE_VERIFY_FAILED" in str(e), e
        try:
            browser(back.replace("state=", "state=x"))
            raise AssertionError("another sign-in was taken")
        except urllib.error.HTTPError as e:
            assert e.code == 404
        cert = ssl.get_server_certificate(("localhost", port))
        assert "BEGIN CERTIFICATE" in cert
        assert b"plic is signed in" in browser(back).read()
        code, out = s.ends()
        assert code == 0 and token(w)["access_token"] in n.access, out


def test_an_address_of_another_sign_in_is_refused():
    with office("anaf-state") as (w, n):
        s = SignIn(w, "anaf")
        code, out = s.ends(s.consents().replace("state=", "state=x") + "\n")
        assert code == 1 and "another sign-in" in out and "plic auth anaf" in out, out
        assert not n.calls("token") and not os.path.exists(w.dir + "/data/anaf.token")


def test_a_code_older_than_a_minute_changes_nothing():
    with office("anaf-late") as (w, n):
        n.sign_in()
        before = token(w)
        s = SignIn(w, "anaf")
        back = s.consents()
        n.codes = {c: (redirect, 0) for c, (redirect, _) in n.codes.items()}
        code, out = s.ends(back + "\n")
        assert code == 1 and "invalid_grant" in out, out
        assert token(w) == before


def test_a_certificate_without_right_for_the_firm_is_said():
    with office("anaf-right") as (w, n):
        n.rights = {"99"}
        s = SignIn(w, "anaf")
        code, out = s.ends(s.consents() + "\n")
        assert code == 1 and "no right in SPV for 18547290" in out, out
        assert not os.path.exists(w.dir + "/data/anaf.token")
        # ANAF that does not answer is no reason to throw a sign-in away.
        n.rights = {"18547290"}
        n.fail("list", 503)
        s = SignIn(w, "anaf")
        code, out = s.ends(s.consents() + "\n")
        assert code == 0 and "does not answer now" in out, out
        assert token(w)["refresh_token"] in n.refresh


def test_forgetting_says_where_to_revoke():
    with office("anaf-forget") as (w, n):
        n.sign_in()
        out = w.run("auth", "anaf", "--forget").out
        assert "Editare profil Oauth" in out, out
        assert not os.path.exists(w.dir + "/data/anaf.token")
        assert w.run("auth", "anaf", "--forget", check=False).returncode == 1


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
