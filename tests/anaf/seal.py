"""The ministry's seal as the simulator makes it: a detached XML signature with XAdES' properties, by a key of its own, made once and
kept in build/anaf-seal; and seals as a forger makes them.

folder()                    with ca.pem (whom to trust), seal.pem, stranger.pem
make(name, body, at)        the seal of a document; forged: one of FORGED"""
import base64
import datetime
import hashlib
import os
import random
import re
import subprocess
import tempfile

from dkim.crypto import parse_pem_private_key

DIR = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "build", "anaf-seal")
DSIG, XADES = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#"
C14N, SHA256 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
FORGED = ("missing", "unknown", "other", "broken", "stranger")
loaded = {}


def folder():
    if os.path.exists(DIR + "/ca.pem"):
        return DIR
    os.makedirs(os.path.dirname(DIR), exist_ok=True)
    d = tempfile.mkdtemp(dir=os.path.dirname(DIR))

    def openssl(*args):
        # Valid at every time that a test plays.
        subprocess.run(["faketime", "2020-01-01 00:00:00", "openssl", *args], cwd=d, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for name, days in (("authority", "7300"), ("stranger", "7300")):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".pem", "-days", days,
                "-subj", "/C=RO/O=Autoritate simulata/CN=" + name)
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "seal.key", "-out", "seal.csr", "-subj",
            "/C=RO/O=Ministerul Finantelor simulat/CN=Sigiliu e-Factura")
    openssl("x509", "-req", "-in", "seal.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-out",
            "seal.pem", "-days", "7300")
    for name in ("seal", "stranger"):  # as parse_pem_private_key wants it
        openssl("rsa", "-in", name + ".key", "-traditional", "-out", name + ".rsa")
    os.rename(d + "/authority.pem", d + "/ca.pem")
    try:
        os.rename(d, DIR)
    except OSError:  # another run was faster
        subprocess.run(["rm", "-rf", d], check=True)
    return DIR


def signer(name):
    """(private key, certificate in base64)."""
    if name not in loaded:
        with open("%s/%s.rsa" % (folder(), name), "rb") as f:
            key = parse_pem_private_key(f.read())
        with open("%s/%s.pem" % (folder(), name), encoding="ascii") as f:
            loaded[name] = key, re.sub(r"-----[^-]*-----|\s", "", f.read())
    return loaded[name]


def rsa_sha256(data, k):
    """PKCS #1 v1.5 by the Chinese remainders: thousands are made in a day's test."""
    info = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(data).digest()
    size = (k["modulus"].bit_length() + 7) // 8
    m = int.from_bytes(b"\0\1" + b"\xff" * (size - 3 - len(info)) + b"\0" + info, "big")
    a, b = pow(m, k["exponent1"], k["prime1"]), pow(m, k["exponent2"], k["prime2"])
    return (b + (a - b) * k["coefficient"] % k["prime1"] * k["prime2"]).to_bytes(size, "big")


def digest(body):
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def make(name, body, at, forged=None):
    """None: it is missing."""
    if forged == "missing":
        return None
    if forged == "unknown":
        return '<?xml version="1.0" encoding="UTF-8"?><sigiliu>%s</sigiliu>' % digest(body)
    key, certificate = signer("stranger" if forged == "stranger" else "seal")
    spaces = ' xmlns:ds="%s"' % DSIG, ' xmlns:xades="%s"' % XADES
    # As the canonical form writes them: the namespaces that hold there stand on the element, by prefix.
    properties = ('<xades:SignedProperties%s Id="xades-p"><xades:SignedSignatureProperties><xades:SigningTime>%s</xades:SigningTime>'
                  '</xades:SignedSignatureProperties></xades:SignedProperties>'
                  % ("%s", datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")))
    info = ('<ds:SignedInfo%s><ds:CanonicalizationMethod Algorithm="%s"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="%s">'
            '</ds:SignatureMethod>%s</ds:SignedInfo>' % ("%s", C14N, RSA_SHA256, "".join(
                '<ds:Reference%s URI="%s">%s<ds:DigestMethod Algorithm="%s"></ds:DigestMethod><ds:DigestValue>%s</ds:DigestValue>'
                '</ds:Reference>' % (kind, uri, transforms, SHA256, value) for kind, uri, transforms, value in (
                    ("", name, "", digest(body + b" " if forged == "other" else body)),
                    (' Type="http://uri.etsi.org/01903#SignedProperties"', "#xades-p",
                     '<ds:Transforms><ds:Transform Algorithm="%s"></ds:Transform></ds:Transforms>' % C14N,
                     digest((properties % "".join(spaces)).encode()))))))
    value = rsa_sha256((info % spaces[0]).encode(), key)
    if forged == "broken":
        value = bytes(random.Random(1).randbytes(len(value)))
    return ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:Signature%s Id="xades-s">%s<ds:SignatureValue>%s'
            '</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo>'
            '<ds:Object><xades:QualifyingProperties%s Target="#xades-s">%s</xades:QualifyingProperties></ds:Object></ds:Signature>'
            % (spaces[0], info % "", base64.b64encode(value).decode(), certificate, spaces[1], properties % ""))
