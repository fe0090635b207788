"""A person who signs plic in with a browser.

s = SignIn(w, "anaf")     `plic auth anaf` is started and waits
s.url                     the page that it asks the person to open
s.consents()              the person agrees there: the address that the browser is sent to
s.ends("text\\n")          what is pasted, and how it ended: (exit code, what it printed)
"""
import re
import ssl
import subprocess
import urllib.error
import urllib.request

from . import keys
from .world import PLIC


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class SignIn:
    def __init__(self, w, *what):
        self.w = w
        self.p = subprocess.Popen([PLIC, "-c", w.conf, "--now", w.now_arg(), "auth", *what], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.text = ""
        while "paste" not in self.text:
            line = self.p.stdout.readline()
            assert line, self.text
            self.text += line
        self.url = re.search(r"https://\S+", self.text).group(0)

    def consents(self):
        ctx = ssl.create_default_context(cafile=keys.ensure() + "/ca.pem")
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=ctx), _Stay)
        try:
            opener.open(self.url, timeout=5)
        except urllib.error.HTTPError as e:
            return e.headers["Location"]
        raise AssertionError("no redirect")

    def ends(self, input=None):
        out, _ = self.p.communicate(input, timeout=30)
        self.w.outputs.append(self.text + out)
        return self.p.returncode, out
