"""Our own samples.

Letters, FOLDER/*.txt: "#### NAME [html] [more header fields]" begins one, "#### want" what its sender wrote;
"#### or" another right reading; without "#### want" every word is the sender's.

Formats, FOLDER/*.tsv (locale, client, text): the line or the header block with which a mail program begins a
quotation, or the line it ends a letter with. From one row come letters in each layout that people use.
{} is the quoted sender, " | " a line end.
"""
import glob
import html
import itertools
import os
import textwrap
from collections import namedtuple

from reading import mail_of

HERE = os.path.dirname(os.path.abspath(__file__))
Sample = namedtuple("Sample", "name mail forms")

QUOTED = "Firma SRL <oferte@firma.ro>"
OWN = "De acord cu oferta, trimiteti factura.\nMultumesc, Ion"
MORE = "Aici este un raspuns al meu"
THEIRS = ["Accept oferta numarul 12 fara conditii", "Va rugam sa confirmati pretul de 544,50 lei"]


def letters(folder):
    out = []
    for path in sorted(glob.glob(os.path.join(HERE, folder, "*.txt"))):
        client = os.path.basename(path)[:-4]
        with open(path, encoding="utf-8") as f:
            chunks = ("\n" + f.read()).split("\n#### ")[1:]
        for chunk in chunks:
            head, _, text = chunk.partition("\n")
            if head in ("want", "or"):
                name, mail, forms = out[-1]
                out[-1] = Sample(name, mail, (forms if head == "or" else []) + [text])
                continue
            name, *more = head.split(" ", 1)
            more = more[0] if more else ""
            kind = "html" if more.startswith("html") else "plain"
            fields = more[5:] if kind == "html" else more
            mail = mail_of(text, kind, "Re: Oferta 12", fields + "\n" if fields else "")
            out.append(Sample("%s/%s %s" % (folder, client, name), mail, [text]))
    return out


def quoted(*lines):
    return "".join("> %s\n" % line for line in lines)


def wrapped(line, width):
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def by_attribution(line):
    """Layouts round an attribution line: (name, body, own words)."""
    plain = "".join(t + "\n" for t in THEIRS)
    yield "top", "%s\n\n%s\n\n%s" % (OWN, line, quoted(*THEIRS)), [OWN]
    yield "unmarked", "%s\n\n%s\n\n%s" % (OWN, line, plain), [OWN]
    for width in (76, 60, 44):
        yield "wrapped-%d" % width, "%s\n\n%s\n%s" % (OWN, "\n".join(wrapped(line, width)), quoted(*THEIRS)), [OWN]
    yield "close", "%s\n%s\n%s" % (OWN, line, quoted(*THEIRS)), [OWN]
    yield "close-unmarked", "%s\n%s\n%s" % (OWN, line, plain), [OWN]
    yield "wrapped-unmarked", "%s\n\n%s\n\n%s" % (OWN, "\n".join(wrapped(line, 72)), plain), [OWN]
    yield "bottom", "%s\n%s\n%s\n" % (line, quoted(*THEIRS), OWN), [OWN]
    yield ("inline", "%s\n%s\n%s\n\n%s\n%s\n" % (line, quoted(THEIRS[0]), OWN, quoted(THEIRS[1]), MORE),
           [OWN + "\n" + MORE])


def divs(*lines, tag="div"):
    return "".join("<%s>%s</%s>\n" % (tag, html.escape(x) or "<br>", tag) for line in lines for x in line.split("\n"))


def by_attribution_html(line):
    """The same in HTML without any class that a program leaves: "html..." names the kind."""
    yield "html-quote", "%s<br>%s<blockquote>%s</blockquote>" % (divs(OWN), divs(line), divs(*THEIRS)), [OWN]
    yield "html-plain", divs(OWN, "", line, "", *THEIRS), [OWN]
    yield "html-paragraphs", divs(OWN, line, *THEIRS, tag="p"), [OWN]
    yield "html-breaks", "<body>%s</body>" % "<br>".join(html.escape(x) for x in [OWN, "", line, *THEIRS]), [OWN]


def by_block_html(text):
    lines = text.split(" | ")
    bold = "<br>".join("<b>%s:</b> %s" % tuple(html.escape(y) for y in x.split(":", 1))
                       if ":" in x[:24] and not x[0].isdigit() else html.escape(x) for x in lines)
    yield "html-rule", "%s<hr><div>%s</div><br>%s" % (divs(OWN), bold, divs(*THEIRS)), [OWN]
    yield "html-outlook", "%s<p class=MsoNormal>%s</p>%s" % (divs(OWN, tag="p"), bold, divs(*THEIRS, tag="p")), [OWN]
    yield "html-lines", divs(OWN, "", *lines, "", *THEIRS), [OWN]


def by_block(text):
    lines = text.split(" | ")
    plain = "".join(t + "\n" for t in THEIRS)
    block = "\n".join(lines)
    yield "plain", "%s\n\n%s\n\n%s" % (OWN, block, plain), [OWN]
    yield "ruled", "%s\n\n%s\n%s\n\n%s" % (OWN, "_" * 32, block, plain), [OWN]
    yield "marked", "%s\n\n%s\n%s" % (OWN, quoted(*lines, ""), quoted(*THEIRS)), [OWN]
    bold = "\n".join("*%s:*%s" % tuple(x.split(":", 1)) if ":" in x[:24] and not x[0].isdigit() else x for x in lines)
    yield "bold", "%s\n\n%s\n\n%s" % (OWN, bold, plain), [OWN]
    yield "no-blank-lines", "%s\n%s\n%s" % (OWN, block, plain), [OWN]


def by_footer(line):
    yield "last", "%s\n\n%s\n" % (OWN, line), [OWN]
    yield ("before-quote", "%s\n\n%s\n\n%s\n%s" % (OWN, line, "On Mon, Jul 21, 2025 at 2:05 PM %s wrote:" % QUOTED,
                                                  quoted(*THEIRS)), [OWN])


def by_forward(text):
    """Layouts of a forward, with the subject it travels under: (name, subject, body, own words)."""
    block = "\n".join(text.split(" | "))
    plain = "".join(t + "\n" for t in THEIRS)
    for prefix in ("Fwd", "FW", "Redir"):
        yield prefix, "%s: Oferta 12" % prefix, "%s\n\n%s" % (block, plain), ""
    yield "own-words", "Fwd: Oferta 12", "%s\n\n%s\n\n%s" % (OWN, block, plain), OWN
    yield "close", "Fwd: Oferta 12", "%s\n\n%s\n%s" % (OWN, block, plain), OWN


FORMS = {"attributions": [by_attribution, by_attribution_html], "blocks": [by_block, by_block_html],
         "footers": [by_footer]}


def rows_of(folder, form):
    """(what it is, text) of the tables of that form."""
    for path in sorted(glob.glob(os.path.join(HERE, folder, form + "*.tsv"))):
        with open(path, encoding="utf-8") as f:
            rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
        for locale, client, text in rows:
            yield ("%s %s %s" % (locale, client, os.path.basename(path)[:-4]),
                   text.replace("{}", QUOTED).replace("\\n", "\n"))


def formats(folder):
    return [Sample("%s: %s" % (what, name), mail_of(body, "html" if name.startswith("html") else "plain"), forms)
            for form, layouts in FORMS.items() for what, text in rows_of(folder, form)
            for name, body, forms in itertools.chain.from_iterable(f(text) for f in layouts)]


def forwards(folder):
    return [Sample("%s: %s" % (what, name), mail_of(body, "plain", subject), [own])
            for what, text in rows_of(folder, "forwards") for name, subject, body, own in by_forward(text)]
