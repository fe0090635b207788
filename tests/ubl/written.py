"""Ways to write one and the same invoice: prefixes, default namespaces, references, CDATA, comments, encodings, what
stands before and after. Some change nothing but the look, some make it no XML; what the official rules say of each is
asked by agree.py.

    write(root, rnd)         -> bytes, in a way drawn by lot
    write(root, rnd, STYLE)  -> bytes, in that way (one of STYLES)
"""
import re
import xml.etree.ElementTree as ET

NS = "urn:oasis:names:specification:ubl:schema:xsd:"
CUSTOMARY = {NS + "CommonBasicComponents-2": "cbc", NS + "CommonAggregateComponents-2": "cac", NS + "CommonExtensionComponents-2": "ext",
             NS + "Invoice-2": "", NS + "CreditNote-2": "", "http://www.w3.org/2001/XMLSchema-instance": "xsi"}


def split(tag):
    return tag[1:].split("}", 1) if tag.startswith("{") else ("", tag)


def escape(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_references(s, rnd, share=1.0):
    return "".join(rnd.choice(["&#%d;", "&#x%x;", "&#x%X;", "&#0%d;"]) % ord(c) if rnd.random() < share else escape(c) for c in s)


def as_cdata(s):
    return "<![CDATA[" + s.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def broken_by(mark):
    """The value in two pieces, the mark between, before or after."""
    def do(s, rnd):
        cut = rnd.choice([0, len(s), rnd.randint(0, len(s))])
        return escape(s[:cut]) + mark + escape(s[cut:])
    return do


# How one value is written.
VALUES = {
    "references": as_references,
    "some references": lambda s, rnd: as_references(s, rnd, 0.3),
    "cdata": lambda s, rnd: as_cdata(s),
    "half cdata": lambda s, rnd: escape(s[:len(s) // 2]) + as_cdata(s[len(s) // 2:]),
    "empty cdata": broken_by("<![CDATA[]]>"),
    "comment": broken_by("<!-- - -->"),
    "empty comment": broken_by("<!---->"),
    "instruction": broken_by("<?pi a='1'?>"),
    "blanks": lambda s, rnd: rnd.choice([" ", "\t", "&#32;", "&#9;", "&#160;", "\u2003"]) + escape(s) + rnd.choice(["", " ", "\t"]),
    "blanks after": lambda s, rnd: escape(s) + rnd.choice([" ", "\t ", "\u00a0", "\u200b", "\ufeff"]),
    "blanks within": lambda s, rnd: escape(s[:1]) + rnd.choice([" ", "  ", "&#x9;"]) + escape(s[1:]),
    "decomposed": lambda s, rnd: escape(s) + "a\u0306",
}
# Values that make it no XML at all, or no value of a kind.
BAD_VALUES = ["&nbsp;", "&", "&amp", "&#xFFFE;", "&#0;", "&#x110000;", "&#xD800;", "]]>", "<", "<!-- a -- b -->", "<!-- a --->", "<?xml version='1.0'?>", "\x0b",
              "\x7f", "&#1;", "\ufffe", "<![CDATA[", "<!DOCTYPE a>", "&lt", "<a", "</a>", "&#x;", "&#;", "&#1114112;", "&a.b;", "<?XML a?>", "<?a?", "<1/>", "< a/>"]


class Pen:
    """Writes elements with prefixes of its choice."""

    def __init__(self, rnd, prefixes, value=None, value_at=None, everywhere=False, local_ns=False, quote='"', pretty=None, empty=None):
        self.rnd, self.prefixes, self.used, self.value, self.value_at = rnd, dict(prefixes), {}, value, value_at
        self.everywhere, self.local_ns, self.quote, self.pretty, self.empty = everywhere, local_ns, quote, pretty, empty

    def prefix(self, uri):
        """That of its choice, unless another space has it already."""
        if uri not in self.used:
            wanted = self.prefixes.get(uri)
            self.used[uri] = "n%d" % len(self.used) if wanted is None or wanted in self.used.values() else wanted
        return self.used[uri]

    def name(self, tag, attribute=False):
        uri, local = split(tag)
        if not uri:
            return local
        if uri == "http://www.w3.org/XML/1998/namespace":
            return "xml:" + local
        p = self.prefix(uri)
        if attribute and not p:
            p = self.used["@" + uri] = "at"
        return p + ":" + local if p else local

    def attrs(self, e):
        q = self.quote
        return "".join(" %s=%s%s%s" % (self.name(k, True), q, escape(v).replace(q, "&quot;" if q == '"' else "&apos;"), q) for k, v in e.attrib.items())

    def declared(self, uris):
        out = ""
        for uri in uris:
            p = self.prefix(uri) if not uri.startswith("@") else "at"
            out += ' xmlns%s="%s"' % (":" + p if p else "", uri.lstrip("@"))
        return out

    def text(self, e):
        if not e.text:
            return ""
        if self.value and (self.everywhere and len(e) == 0 or e is self.value_at):
            return self.value(e.text, self.rnd)
        return escape(e.text)

    def element(self, e, depth, scope):
        uri, _ = split(e.tag)
        if not isinstance(e.tag, str):
            return ET.tostring(e).decode()
        name = self.name(e.tag)
        declare = ""
        if self.local_ns and uri and scope.get(self.prefix(uri)) != uri:
            declare = self.declared([uri])
            scope = dict(scope, **{self.prefix(uri): uri})
        elif not self.local_ns and not uri and scope.get(""):
            declare = ' xmlns=""'
            scope = dict(scope, **{"": ""})
        elif not self.local_ns and uri and not self.prefix(uri) and scope.get("") != uri:
            declare = ' xmlns="%s"' % uri
            scope = dict(scope, **{"": uri})
        at = self.attrs(e)
        if depth == 0:
            declare = "\0"
        inner = self.text(e) + "".join(self.element(c, depth + 1, scope) + escape(c.tail or "") for c in e)
        if self.pretty is not None and len(e) and not (e.text or "").strip() and not any((c.tail or "").strip() for c in e):
            inner = "".join(self.pretty * (depth + 1) + self.element(c, depth + 1, scope) for c in e) + self.pretty * depth
        if inner == "" and self.empty != "pair":
            return "<%s%s%s/>" % (name, declare, at)
        return "<%s%s%s>%s</%s%s>" % (name, declare, at, inner, name, " " if self.empty == "spaced" else "")

    def document(self, root):
        uri = split(root.tag)[0]
        if not self.local_ns:
            for e in root.iter():  # every prefix at the top
                if isinstance(e.tag, str):
                    self.name(e.tag)
                    for k in e.attrib:
                        self.name(k, True)
        scope = {self.prefix(uri): uri} if self.local_ns and uri else {p: u for u, p in self.used.items()}
        body = self.element(root, 0, scope)
        above = [uri] if self.local_ns and uri else list(self.used)
        for u in list(self.used):  # what attributes need is always at the top
            if self.local_ns and u not in above and (u.startswith("@") or any(split(k)[0] == u for e in root.iter() for k in e.attrib)):
                above.append(u)
        return body.replace("\0", self.declared(above), 1)


def prefixes(rnd, root):
    """Who writes which prefix: as is the custom, all with one, the parts as the default, odd ones, exchanged ones."""
    uri = split(root.tag)[0]
    cbc, cac = NS + "CommonBasicComponents-2", NS + "CommonAggregateComponents-2"
    return dict(rnd.choice([
        CUSTOMARY, dict(CUSTOMARY, **{uri: "ubl"}), dict(CUSTOMARY, **{uri: "Invoice"}), dict(CUSTOMARY, **{cbc: "", uri: "inv"}),
        dict(CUSTOMARY, **{cac: "", uri: "inv"}), {cbc: "cac", cac: "cbc", uri: ""}, {cbc: "ns2", cac: "ns3", uri: "ns4"}, {cbc: "a.b-c_d", cac: "_", uri: "x"},
        {cbc: "Ă", cac: "ș", uri: "ț"}, {cbc: "ubl", cac: "cn", uri: "ext"}]))


HEADS = ['<?xml version="1.0" encoding="UTF-8"?>\n', "", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="utf-8" standalone="no" ?>\r\n',
         '<?xml  version = "1.0"  encoding = \'UTF-8\' ?>', "<?xml version='1.0' encoding='Utf-8'?>\n"]
ENCODINGS = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "iso8859-2", "cp1250", "cp1252", "ascii", "cp037", "koi8-r", "utf-7", "gbk", "shift_jis"]
DECLARED = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16BE", "utf-32": "UTF-32", "latin-1": "ISO-8859-1", "iso8859-2": "ISO-8859-2",
            "cp1250": "windows-1250", "cp1252": "windows-1252", "ascii": "US-ASCII", "cp037": "IBM037", "koi8-r": "KOI8-R",
            "utf-7": "UTF-7", "gbk": "GBK", "shift_jis": "Shift_JIS"}


def encoded(text, rnd, way):
    name = DECLARED[way]
    if rnd.random() < 0.15:
        name = rnd.choice([DECLARED[rnd.choice(ENCODINGS)], "UTF-8", name.lower(), "latin1", "x-none", ""])
    head = '<?xml version="1.0" encoding="%s"?>\n' % name if rnd.random() < 0.9 else ""
    mark = "\ufeff" if way in ("utf-16-le", "utf-16-be") and rnd.random() < 0.5 else ""
    return (mark + head + text).encode(way, "xmlcharrefreplace" if way.find("utf") < 0 else "replace")


def around(text, rnd):
    """What stands outside of the root element."""
    head = HEADS[0]
    return rnd.choice([
        lambda: "\ufeff" + head + text, lambda: "\ufeff" + text, lambda: "\ufeff\ufeff" + head + text, lambda: " " + head + text, lambda: "\n" + text,
        lambda: head + head + text, lambda: head + "\n\n<!-- c -->\n<?a b?>" + text, lambda: head + text + "\n<?a b?><!-- c -->\n", lambda: head + text + text,
        lambda: head + text + "\0\0", lambda: head + text + "&#10;", lambda: head + text + "\x1a", lambda: head + text + "\ufeff",
        lambda: head + "<!DOCTYPE Invoice>" + text, lambda: head + "<!DOCTYPE Invoice []>" + text, lambda: head + '<!DOCTYPE a [<!ENTITY % p SYSTEM "x">%p;]>' + text,
        lambda: head + '<!DOCTYPE Invoice PUBLIC "-//x//y" "http://nowhere.invalid/x.dtd">' + text, lambda: text + "<!DOCTYPE Invoice>",
        lambda: head + "<!-- <!DOCTYPE x> -->" + text, lambda: head.replace("1.0", "1.1") + text, 
        lambda: head.replace(' encoding="UTF-8"', "") + text,
        lambda: head.replace('"UTF-8"', '"UTF-8" standalone="maybe"') + text, lambda: "<?xml-stylesheet href='a.xsl'?>" + text,
        lambda: head + "x" + text, lambda: text[:rnd.randrange(len(text))], lambda: text[rnd.randrange(1, len(text)):], lambda: head, lambda: "", lambda: "\n \n",
        lambda: head + text.replace("\n", "\r"), lambda: head + re.sub(r">\s*<", "><", text), lambda: head + text.replace("><", ">\r\n\t<"),
        lambda: head + text.replace(NS + "CommonBasic", NS + "Commonbasic"), lambda: head + text.replace("Components-2", "Components-2 "),
        lambda: head + re.sub(r"xmlns=\"[^\"]*\"", "", text, count=1), lambda: head + re.sub(r"xmlns:(\w+)=\"[^\"]*\"", "", text, count=1),
        lambda: head + re.sub(r"(xmlns=\"[^\"]*\")", r"\1 \1", text, count=1), lambda: head + re.sub(r"xmlns:(\w+)=\"[^\"]*\"", r'xmlns:\1=""', text, count=1),
        lambda: head + text.replace(NS[:8], "&#117;rn:oasi", 1), lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:none="a b"\2', text, count=1),
        lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:none="relative"\2', text, count=1),
        lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:xml="http://www.w3.org/XML/1998/namespace"\2', text, count=1),
        lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:xmlns="urn:x"\2', text, count=1), lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:p="%00\ă"\2', text, count=1),
        lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Invoice"\2', text, count=1),
        lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false"\2', text, count=1),
        lambda: head + re.sub(r"<(\w+)([ >])", r'<\1 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"\2', text, count=1),
        lambda: head + "<wrap>" + text + "</wrap>", lambda: head + '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>',
        lambda: head + text.replace("cbc:", "CBC:"), lambda: head + text.replace("</cbc:ID>", "</cbc:Id>", 1), lambda: head + '<header xmlns="mfp:anaf:dgti:spv:reqMesaj:v1"/>',
    ])()


STYLES = ["plain", "prefixes", "local", "value", "values", "bad value", "encoding", "around", "layout"]


def write(root, rnd, style=None):
    style = style or rnd.choices(STYLES, [30, 14, 8, 20, 6, 4, 8, 8, 5])[0]
    p = prefixes(rnd, root) if style in ("prefixes", "local") else CUSTOMARY
    leaves = [e for e in root.iter() if isinstance(e.tag, str) and len(e) == 0 and e.text]
    at = rnd.choice(leaves) if leaves else None
    value = VALUES[rnd.choice(sorted(VALUES))] if style in ("value", "values") else None
    if style == "bad value":
        bad = rnd.choice(BAD_VALUES)
        value = lambda s, rnd: escape(s) + bad  # noqa: E731
    pen = Pen(rnd, p, value, at, style == "values", style == "local", rnd.choice("\"'") if style == "layout" else '"',
              rnd.choice(["", "\n", "\r\n  ", "\t"]) if style == "layout" else None, rnd.choice([None, "pair", "spaced"]) if style == "layout" else None)
    text = pen.document(root)
    if style == "encoding":
        return encoded(text, rnd, rnd.choice(ENCODINGS))
    text = around(text, rnd) if style == "around" else (rnd.choice(HEADS) if style != "plain" else HEADS[0]) + text
    return text.encode("utf-8", "surrogatepass")
