#!/usr/bin/python3
"""Signing in by token: a person consents once, in a browser; from then on plic keeps itself signed in at the real Dovecot and
at the mail host, asks the owner when the sign-in has ended, once, and lets no secret into its log."""
import contextlib
import json
import os
import re
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from dayone import init_args
from faults import said
from world import suite
from world.consent import SignIn
from world.oauth import CLIENT, CLIENT_SECRET, Provider
from world.world import OWNER, PLIC, World

EXTRA = """oauth {
	provider = 'sim'
	client_id = '%s'
	client_secret_file = 'client.secret'
}""" % CLIENT


@contextlib.contextmanager
def office(name, flow="device", signed_in=False):
    """A firm whose mailbox takes tokens. Afterwards nothing that plic wrote may hold a secret."""
    w = World(name, extra=EXTRA, timeout=5)
    w.outputs = []
    with Provider(w.servers) as p:
        def prepare(w):
            os.makedirs(w.config_dir + "/oauth", exist_ok=True)
            with open(w.config_dir + "/oauth/sim.conf", "w") as f:
                f.write(p.conf(flow))
            with open(os.open(w.dir + "/client.secret", os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
                f.write(CLIENT_SECRET + "\n")
            w.servers.set_password("nobody-may-use-it")
            if signed_in:
                assert sign_in(w).returncode == 0
        w.prepare = prepare
        with w:
            yield w, p
            written = w.log_text() + "".join(w.outputs)
        for secret in p.secrets:
            assert secret not in written, "a secret of the kind %s was written" % secret[:9]


def sign_in(w, input=None):
    done = w.run("auth", "mail", check=False, input=input)
    w.outputs.append(done.out + done.err)
    return done


def token(w):
    path = w.dir + "/data/mail.token"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with open(path) as f:
        return json.load(f)


def works(w):
    w.ask("AJUTOR")
    with open(w.servers.dir + "/front.err") as f:
        assert {l for l in f.read().split("\n") if l.startswith("auth by")} == {"auth by XOAUTH2"}
    with open(w.servers.dir + "/dovecot.log") as f:
        assert "method=XOAUTH2" in f.read()


# -- consenting
@suite.beside
def test_by_device_code_with_patience_for_the_person_and_for_a_bad_server():
    with office("device") as (w, p):
        p.faults += ["authorization_pending", "lost", 500]
        done = sign_in(w)
        assert done.returncode == 0 and "ABCD-EFGH" in done.out and "/devicelogin" in done.out, done.out + done.err
        assert len([f for path, f in p.asked if path == "token"]) == 4
        assert token(w)["refresh_token"] in p.refresh
        w.start_plic()
        works(w)


@suite.beside
def test_by_device_code_slower_when_told_so():
    with office("slow-down") as (w, p):
        p.faults += ["slow_down"]
        start = time.monotonic()
        assert sign_in(w).returncode == 0
        assert time.monotonic() - start >= 7, "one second, then six"


def test_a_consent_that_is_refused_or_too_late_changes_nothing():
    with office("denied") as (w, p):
        for error, words in (("access_denied", "access_denied"), ("expired_token", "expired_token"),
                             ("invalid_client", "invalid_client")):
            p.faults.append(error)
            done = sign_in(w)
            assert done.returncode == 1 and words in done.err, (error, done.returncode, done.err)
            assert not os.path.exists(w.dir + "/data/mail.token")


def test_by_a_browser_that_comes_back_to_loopback():
    with office("loopback", "loopback") as (w, p):
        b = SignIn(w, "mail")
        back = b.consents()
        assert back.startswith("http://127.0.0.1:"), back
        for wrong in (back.replace("state=", "state=x"), re.sub(r"\?.*", "?code=evil", back), re.sub(r"\?.*", "", back)):
            try:
                urllib.request.urlopen(wrong, timeout=5)
                raise AssertionError("taken: " + wrong)
            except urllib.error.HTTPError as e:
                assert e.code == 404, e
        assert b.p.poll() is None, "still waiting for the right one"
        assert b"signed in" in urllib.request.urlopen(back, timeout=5).read()
        code, out = b.ends()
        assert code == 0, out
        w.start_plic()
        works(w)


def test_by_a_pasted_address():
    with office("paste", "loopback") as (w, p):
        b = SignIn(w, "mail")
        code, out = b.ends(b.consents().replace("state=", "state=x") + "\n")
        assert code == 1 and "another sign-in" in out, out
        assert not os.path.exists(w.dir + "/data/mail.token")
        b = SignIn(w, "mail")
        code, out = b.ends(b.consents() + "\n")
        assert code == 0, out
        assert token(w)["access_token"] in p.access


def test_who_signs_in_at_the_wrong_mailbox_is_told_and_the_old_sign_in_stays():
    with office("wrong-box", signed_in=True) as (w, p):
        before = token(w)
        p.introspect = lambda form: (200, {"active": True, "username": "somebody-else"})
        done = sign_in(w)
        assert done.returncode != 0 and "does not open" in done.err, done.err
        assert token(w) == before


# -- staying signed in
def test_tokens_are_refreshed_before_they_end_and_both_rotate():
    with office("refresh", signed_in=True) as (w, p):
        first = token(w)
        w.start_plic()
        works(w)
        assert not p.refreshes()
        w.restart_plic(now="2026-11-12 09:54")
        works(w)
        assert not p.refreshes(), "six minutes are left"
        w.restart_plic(now="2026-11-12 09:56")
        works(w)
        second = token(w)
        assert len(p.refreshes()) == 1 and said(w, "token.fresh") == 1
        assert second["access_token"] != first["access_token"] and second["refresh_token"] in p.refresh
        assert os.listdir(w.dir + "/data").count("mail.token.new") == 0
        w.restart_plic(now="2026-11-12 10:55")
        works(w)
        assert len(p.refreshes()) == 2 and not said(w, "trouble")


def test_a_token_server_in_trouble_does_no_harm_while_the_token_lives():
    with office("token-500", signed_in=True) as (w, p):
        p.faults += [500, "lost"]
        w.start_plic()
        w.restart_plic(now="2026-11-12 09:57")
        works(w)
        assert said(w, "token.refused") == 1 and not said(w, "imap.refused") and not said(w, "trouble")
        p.faults.clear()
        w.restart_plic(now="2026-11-12 10:30")
        works(w)
        assert token(w)["refresh_token"] in p.refresh


def test_an_access_token_taken_back_before_its_time_is_refreshed():
    with office("revoked", signed_in=True) as (w, p):
        p.revoke()
        w.start_plic(wait=False)
        w.until(lambda: said(w, "imap.up"), "a new token by itself", 30)
        works(w)
        assert len(p.refreshes()) == 1


def test_a_sign_in_that_has_ended_is_asked_of_the_owner_once_without_a_loop():
    with office("ended", signed_in=True) as (w, p):
        w.start_plic()
        works(w)
        p.refresh.clear()
        w.restart_plic(now="2026-11-12 09:57")
        m = w.read(OWNER, "Autorizarea la căsuța poștală s-a încheiat", "a word to the owner while the old token lives")
        assert "plic auth mail" in m.visible()
        asked = len(p.refreshes())
        assert asked == 1, p.refreshes()
        w.restart_plic(now="2026-11-12 09:58")
        works(w)
        p.revoke(refresh=True)
        w.stop_plic()
        w.set_clock("2026-11-12 10:30")
        w.start_plic(wait=False)
        w.until(lambda: said(w, "imap.refused"), "signed out")
        time.sleep(7)
        assert len(p.refreshes()) <= asked + 2, "one try a start, no more"
        p.refresh.clear()
        assert sign_in(w).returncode == 0
        w.read(OWNER, "merge din nou", "it goes on by itself", 20)
        works(w)
        told = [m.subject for m in w.mails(OWNER) if "Autorizarea" in m.subject]
        assert len(told) == 2, told


# -- trying out
def test_init_signs_in_too():
    with office("init-oauth") as (w, p):
        w.stop_plic()
        conf = w.dir + "/new/plic.conf"
        os.makedirs(w.dir + "/new")
        args = init_args(w, conf, **{"oauth.provider": "sim", "oauth.client_id": CLIENT, "paths.config": w.config_dir,
                                     "oauth.client_secret_file": w.dir + "/client.secret"})
        at = args.index("--password")
        done = subprocess.run([PLIC, *args[:at], *args[at + 2:]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=60, text=True)
        w.outputs.append(done.stdout)
        assert done.returncode == 0 and "ABCD-EFGH" in done.stdout and "by token" in done.stdout, done.stdout
        assert not os.path.exists(w.dir + "/new/imap.password") and os.path.exists(w.dir + "/new/data/mail.token")


def test_check_says_what_is_missing_and_what_works():
    with office("check") as (w, p):
        out = w.run("check", check=False).out
        w.outputs.append(out)
        assert re.search(r"WRONG +imap .*run plic auth mail", out), out
        assert sign_in(w).returncode == 0
        out = w.run("check").out
        w.outputs.append(out)
        assert re.search(r"ok +imap .* by token", out) and re.search(r"ok +smtp .* by token", out), out
        with open(w.config_dir + "/oauth/sim.conf", "a") as f:
            f.write("token_url = 'http://localhost/token'\n")
        done = w.run("check", check=False)
        assert done.returncode != 0 and re.search(r"sim\.conf:\d+: token_url", done.out), done.out + done.err


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
