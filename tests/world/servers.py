"""Starts and ends the throw-away Dovecot and the mail host, on loopback, in one temp folder."""
import getpass
import grp
import json
import os
import pwd
import random
import signal
import socket
import subprocess
import time

from . import keys

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "secret-of-the-office"
PEOPLE = "everybody-elses-secret"

CONF = """
base_dir = {d}/run
state_dir = {d}/state
log_path = {d}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {gr}
default_login_user = {login}
first_valid_uid = 0
first_valid_gid = 0
ssl = yes
ssl_cert = <{keys}/{cert}.pem
ssl_key = <{keys}/{cert}.key
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_username_format = %Ln
auth_failure_delay = 0
mail_location = {fmt}:{d}/mail/%n
mail_fsync = never
mail_max_userip_connections = 200
postmaster_address = postmaster@mail.test
recipient_delimiter = +
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {d}/passwd
}}
passdb {{
  driver = static
  args = password={people}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={d}/mail/%n-home allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 64
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol lmtp {{
  lmtp_save_to_detail_mailbox = no
}}
"""


def free_ports(n):
    """Below the range from which the kernel takes ports for connections: what is free now is not taken by one that
    another test opens before the server listens."""
    ports = []
    while len(ports) < n:
        port = random.SystemRandom().randrange(10000, 32000)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in ports:
            ports.append(port)
    return ports


def wait_port(port, what, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(what + " does not answer")


class Servers:
    def __init__(self, folder, fmt="sdbox", cert="srv"):
        self.dir, self.fmt, self.cert = folder, fmt, cert
        self.keys = keys.ensure()
        (self.imap, self.imaps, self.lmtp, self.submission, self.smtps, self.mx) = free_ports(6)
        self.dovecot = self.front = None
        self.more_conf = ""  # added to Dovecot's
        os.makedirs(folder, exist_ok=True)
        self.set_password(PASSWORD)

    def set_password(self, password):
        """The office's; people's mailboxes are made on first delivery and share one password."""
        with open(self.dir + "/passwd", "w") as f:
            f.write("office:{PLAIN}%s::::::\n" % password)

    def start(self):
        self.start_dovecot()
        self.start_front()

    def start_dovecot(self):
        conf = CONF.format(d=self.dir, keys=self.keys, cert=self.cert, fmt=self.fmt, imap=self.imap, imaps=self.imaps,
                           lmtp=self.lmtp, people=PEOPLE, **self.identity()) + self.more_conf
        with open(self.dir + "/dovecot.conf", "w") as f:
            f.write(conf)
        self.dovecot = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", self.dir + "/dovecot.conf"],
                                        start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=open(self.dir + "/dovecot.err", "w"))
        wait_port(self.imaps, "Dovecot")
        wait_port(self.lmtp, "Dovecot's LMTP")

    def identity(self):
        """As root Dovecot insists on users of lesser rights; else everything is ours."""
        if os.getuid() != 0:
            me, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
            return dict(internal=me, gr=group, login=me, uid=os.getuid(), gid=os.getgid())
        nobody = pwd.getpwnam("nobody")
        os.makedirs(self.dir + "/mail", exist_ok=True)
        os.chown(self.dir + "/mail", nobody.pw_uid, nobody.pw_gid)
        path = self.dir
        while path.startswith(("/tmp/", "/var/tmp/")) or path.startswith(keys.ROOT + "/build/"):
            os.chmod(path, os.stat(path).st_mode | 0o055)
            path = os.path.dirname(path)
        return dict(internal="dovecot", gr="dovecot", login="dovenull", uid=nobody.pw_uid, gid=nobody.pw_gid)

    def start_front(self):
        self.front = subprocess.Popen(["/usr/bin/python3", HERE + "/front.py", str(self.submission), str(self.smtps),
                                       str(self.mx), str(self.lmtp), self.keys, self.dir + "/faults.json", "office",
                                       PASSWORD, PEOPLE], start_new_session=True, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=open(self.dir + "/front.err", "a"))
        wait_port(self.mx, "the mail host")

    def faults(self, **what):
        """rcpt="451 later", data="554 no", delay=1.5, drop_after_accept=True ...; none = healthy."""
        tmp = self.dir + "/faults.tmp"
        with open(tmp, "w") as f:
            json.dump(what, f)
        os.rename(tmp, self.dir + "/faults.json")

    def stop_dovecot(self):
        self._kill(self.dovecot)
        self.dovecot = None

    def stop_front(self):
        self._kill(self.front)
        self.front = None

    @staticmethod
    def _kill(process):
        if process:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()

    def stop(self):
        self.stop_front()
        self.stop_dovecot()
