"""Certificates and DKIM keys of the test world, made once and kept in build/world-keys."""
import os
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DIR = os.path.join(ROOT, "build", "world-keys")

# Every domain whose mail is signed in the tests.
DOMAINS = ["firma.test", "client.test", "gmail.test", "outlook.test", "banca.test", "mail.test", "site.test", "altul.test"]


def _openssl(*args, cwd):
    subprocess.run(["openssl", *args], cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _certificates(d):
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "3650",
             "-subj", "/CN=Test CA", "-addext", "basicConstraints=critical,CA:TRUE",
             "-addext", "keyUsage=critical,keyCertSign,cRLSign", cwd=d)
    names = {"srv": ("DNS:mail.test,DNS:localhost,IP:127.0.0.1", ["-days", "3650"]),
             "wrongname": ("DNS:other.test", ["-days", "3650"]),
             "expired": ("DNS:mail.test,DNS:localhost,IP:127.0.0.1", ["-days", "-1"])}
    for name, (alt, days) in names.items():
        _openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr",
                 "-subj", "/CN=mail.test", cwd=d)
        with open(os.path.join(d, "ext"), "w") as f:
            f.write("subjectAltName=%s\nextendedKeyUsage=serverAuth\n" % alt)
        _openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                 "-out", name + ".pem", *days, "-extfile", "ext", cwd=d)


def _dkim(d):
    for domain in DOMAINS:
        _openssl("genrsa", "-traditional", "-out", domain + ".dkim.key", "2048", cwd=d)
        pub = subprocess.run(["openssl", "rsa", "-in", domain + ".dkim.key", "-pubout", "-outform", "DER"], cwd=d,
                             check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        import base64
        with open(os.path.join(d, domain + ".dkim.txt"), "wb") as f:
            f.write(b"v=DKIM1; k=rsa; p=" + base64.b64encode(pub))


def ensure():
    """The folder with ca.pem, srv.pem, srv.key, wrongname.*, expired.*, DOMAIN.dkim.key, DOMAIN.dkim.txt."""
    if os.path.exists(os.path.join(DIR, "done")):
        return DIR
    os.makedirs(os.path.dirname(DIR), exist_ok=True)
    tmp = tempfile.mkdtemp(dir=os.path.dirname(DIR))
    _certificates(tmp)
    _dkim(tmp)
    open(os.path.join(tmp, "done"), "w").close()
    try:
        os.rename(tmp, DIR)
    except OSError:  # another run was faster
        subprocess.run(["rm", "-rf", tmp], check=True)
    return DIR
