#!/usr/bin/python3
"""Signing in at ANAF: a person with the firm's certificate opens a page once a year; plic keeps itself signed in, says weeks
ahead that the year ends, and lets no secret into what it writes."""
import contextlib
import datetime
import json
import os
import ssl
import stat
import subprocess
import sys
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from anaf.simulator import Anaf
from world import suite
from world.consent import SignIn
from world.servers import free_ports
from world.world import OWNER, PLIC, World


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


# -- staying signed in
DAY = 86400


def daily(w, days):
    """So many days after the first, as the timer runs it."""
    at = datetime.datetime(2026, 11, 12, 6) + datetime.timedelta(days=days)
    p = w.run("daily", "--date", at.strftime("%Y-%m-%d"), now=False)
    w.set_clock(at.strftime("%Y-%m-%d 07:00"))
    w.outputs.append(p.out + p.err)


def refreshes(n):
    return [c[2] for c in n.calls("token") if c[1] == {"grant_type": "refresh_token"}]


def test_refreshed_weeks_ahead_and_both_tokens_change():
    with office("anaf-refresh") as (w, n):
        n.sign_in()
        first = token(w)
        daily(w, 60)
        assert not refreshes(n) and token(w) == first
        daily(w, 70)
        now = token(w)
        assert refreshes(n) == [200] and now["access_token"] in n.access and now["refresh_token"] in n.refresh
        assert now["access_token"] != first["access_token"] and now["refresh_token"] != first["refresh_token"]
        assert now["expires_at"] > first["expires_at"]
        daily(w, 71)
        assert len(refreshes(n)) == 1, "once"


def test_a_refresh_that_fails_is_tried_again_while_the_old_token_works():
    with office("anaf-refresh-down") as (w, n):
        n.sign_in()
        first = token(w)
        n.fail("token", 503)
        daily(w, 70)
        assert refreshes(n) == [503] and token(w) == first and n.calls("list"), "it works on"
        daily(w, 71)
        assert refreshes(n) == [503, 200] and token(w)["refresh_token"] in n.refresh


def other_secret(w, n):
    """The application's secret was changed in the portal: the token server says 401."""
    with open(w.dir + "/anaf.secret", "w") as f:
        f.write("another-secret\n")


def test_a_refresh_whose_answer_is_lost_ends_the_sign_in_and_its_owner_is_told_while_it_works():
    for name, fail in (("lost", lambda w, n: n.fail("token", "lost")), ("invalid_grant", lambda w, n: n.refresh.clear()),
                       ("invalid_client", other_secret)):
        with office("anaf-refresh-" + name) as (w, n):
            n.sign_in()
            fail(w, n)
            for days in (70, 71, 72, 73):
                daily(w, days)
            assert token(w)["access_token"] in n.access, "what works is kept"
            said = [m for m in w.mails(OWNER) if "Autorizarea la ANAF se încheie" in m.subject]
            assert len(said) == 1, (name, [m.subject for m in w.mails(OWNER)])
            assert "10.02.2027" in said[0].subject and "auth anaf" in " ".join(said[0].text.split()), said[0].text
            n.sign_in()
            daily(w, 74)
            daily(w, 75)
            assert len([m for m in w.mails(OWNER) if "Autorizarea la ANAF se încheie" in m.subject]) == 1


def test_two_daily_runs_at_once_refresh_once():
    with office("anaf-refresh-two") as (w, n):
        n.sign_in()
        cmd = [PLIC, "-c", w.conf, "daily", "--date", "2027-01-21"]
        both = [subprocess.Popen(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
        for p in both:
            out, _ = p.communicate(timeout=100)
            assert p.returncode == 0, out
            w.outputs.append(out)
        w.set_clock("2027-01-21 07:00")
        assert refreshes(n) == [200] and token(w)["refresh_token"] in n.refresh, n.asked


def test_the_end_of_the_year_is_announced_at_30_14_7_and_1_days_once_each():
    with office("anaf-ends") as (w, n):
        n.sign_in(life=400 * DAY, refresh_life=40 * DAY)
        told = []
        for days in (9, 10, 11, 25, 26, 27, 33, 34, 38, 39, 39):
            before = len(w.mails(OWNER))
            daily(w, days)
            if any("Autorizarea la ANAF se încheie" in m.subject for m in w.mails(OWNER)[before:]):
                told.append(days)
        assert told == [10, 26, 33, 39], told


def test_forgetting_says_where_to_revoke():
    with office("anaf-forget") as (w, n):
        n.sign_in()
        out = w.run("auth", "anaf", "--forget").out
        assert "Editare profil Oauth" in out, out
        assert not os.path.exists(w.dir + "/data/anaf.token")
        assert w.run("auth", "anaf", "--forget", check=False).returncode == 1


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
