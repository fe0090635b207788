"""A real Postfix as the firm's submission server, with its own queue in the world's folder. Needs root.

People's mail still comes through the world's MX, which verifies DKIM. What Postfix takes goes by LMTP to the same
Dovecot, which also says who may log in.
"""
import os
import pwd
import shutil
import signal
import subprocess

from . import keys
from .servers import Servers, free_ports, wait_port
from .suite import Skip

MASTER = "/usr/lib/postfix/sbin/master"
STOCK = ["/usr/share/postfix/master.cf.dist", "/etc/postfix/master.cf"]

MAIN = """
compatibility_level = 3.6
queue_directory = {d}/spool
data_directory = {d}/data
maillog_file = {d}/maillog
maillog_file_prefixes = {d}
myhostname = mail.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks =
alias_maps =
alias_database =
virtual_mailbox_domains = {domains}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
disable_dns_lookups = yes
smtpd_peername_lookup = no
smtpd_tls_cert_file = {keys}/srv.pem
smtpd_tls_key_file = {keys}/srv.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{sasl}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
message_size_limit = 52428800
minimal_backoff_time = 1s
queue_run_delay = 1s
"""

SASL = """
service auth {{
  inet_listener sasl {{
    address = 127.0.0.1
    port = {sasl}
  }}
}}
"""


def needed():
    """Skips the test where Postfix cannot run."""
    if os.getuid() != 0:
        raise Skip("Postfix's master starts as root only")
    if not os.path.exists(MASTER) or not any(os.path.exists(f) for f in STOCK):
        raise Skip("postfix is not installed")


class PostfixServers(Servers):
    def __init__(self, folder, fmt="sdbox", cert="srv"):
        super().__init__(folder, fmt, cert)
        self.sasl, self.postfix_port = free_ports(2)
        self.more_conf = SASL.format(sasl=self.sasl)
        self.postfix = None

    def start(self):
        super().start()
        self.make_postfix()
        self.start_postfix()
        self.submission = self.postfix_port

    def make_postfix(self):
        d = self.dir + "/postfix"
        for sub in ("etc", "spool", "data"):
            os.makedirs("%s/%s" % (d, sub), mode=0o755, exist_ok=True)
        os.chown(d + "/data", pwd.getpwnam("postfix").pw_uid, -1)
        with open(d + "/etc/main.cf", "w") as f:
            f.write(MAIN.format(d=d, keys=self.keys, lmtp=self.lmtp, sasl=self.sasl, domains=" ".join(keys.DOMAINS)))
        with open(next(f for f in STOCK if os.path.exists(f))) as stock, open(d + "/etc/master.cf", "w") as f:
            for line in stock:
                word = line.split()
                if line.startswith("#") or not word:
                    continue
                if line[0].isspace():
                    f.write(line)
                elif word[0] in ("smtp", "127.0.0.1:%d" % self.postfix_port) and word[1] == "inet":
                    f.write("127.0.0.1:%d inet n - n - - smtpd\n" % self.postfix_port)
                elif word[0] != "postlog":
                    f.write(" ".join(word[:4] + ["n"] + word[5:]) + "\n")
            f.write("postlog unix-dgram n - n - 1 postlogd\n")
        # makes the folders of the queue
        subprocess.run(["/usr/sbin/postfix", "-c", d + "/etc", "check"], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=open(d + "/check.err", "w"), timeout=60)

    def start_postfix(self):
        etc = self.dir + "/postfix/etc"
        self.postfix = subprocess.Popen([MASTER, "-c", etc, "-d"], start_new_session=True, stdin=subprocess.DEVNULL,
                                        env=dict(os.environ, MAIL_CONFIG=etc), stdout=subprocess.DEVNULL,
                                        stderr=open(self.dir + "/postfix/err", "a"))
        wait_port(self.postfix_port, "Postfix")

    def stop_postfix(self):
        if self.postfix:
            self.postfix.send_signal(signal.SIGTERM)
            try:
                self.postfix.wait(10)
            except subprocess.TimeoutExpired:
                self._kill(self.postfix)
            self.postfix = None

    def log(self):
        try:
            with open(self.dir + "/postfix/maillog", errors="replace") as f:
                return f.read()
        except OSError:
            return ""

    def stop(self):
        self.stop_postfix()
        super().stop()
        shutil.rmtree(self.dir + "/postfix", ignore_errors=True)
