/* plic preview KIND: a document as this installation would print it, from fixed sample data, of a real
 * card, from a snapshot in its stored form (tests/render gives those), or a supplier's XML. Only --card needs a
 * configuration and a database, and writes nothing to it. */
#include "cli.h"

#include <fcntl.h>
#include <errno.h>
#include <unistd.h>

#include "clock.h"
#include "doc_render.h"
#include "load_look.h"
#include "preview_card.h"
#include "preview_received.h"
#include "read_file.h"
#include "sample.h"
#include "span.h"

enum { OPT_LANG, OPT_OUTPUT, OPT_TEMPLATES, OPT_BRAND, OPT_DRAFT, OPT_SNAPSHOT, OPT_CARD, OPT_XML };
enum { SNAPSHOT_MAX = 16 << 20 };

static const struct cli_option options[] = {
	[OPT_LANG] = { "lang", 0, "ro|en", "language of the document (default ro)" },
	[OPT_OUTPUT] = { "output", 'o', "FILE",
			 "where to write it (default KIND.pdf; - is standard output)" },
	[OPT_TEMPLATES] = { "templates", 0, "DIR",
			    "folder of templates (default: the ones of this program)" },
	[OPT_BRAND] = { "brand", 0, "NAME",
			"folder of templates/brands (default: the plain look)" },
	[OPT_DRAFT] = { "draft", 0, NULL, "as a draft, without a number" },
	[OPT_SNAPSHOT] = { "snapshot", 0, "FILE",
			   "a document's stored snapshot (JSON) in place of the sample" },
	[OPT_CARD] = { "card", 0, "N",
		       "the card's own document, or what would be drafted for it now" },
	[OPT_XML] = { "xml", 0, "FILE", "of received: the supplier's e-invoice (UBL)" },
};

static enum rc write_all(int fd, struct span bytes, const char *path, struct why *reterr)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno != EINTR)
			return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
		if (n > 0)
			bytes = span_from(bytes, (size_t)n);
	}
	return RC_OK;
}

static enum rc write_file(const char *path, struct span bytes, struct why *reterr)
{
	int fd;
	enum rc rc;

	if (strcmp(path, "-") == 0)
		return write_all(STDOUT_FILENO, bytes, "standard output", reterr);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return why_fail(reterr, RC_REFUSED, "%s: %s", path, strerror(errno));
	rc = write_all(fd, bytes, path, reterr);
	if (close(fd) != 0 && rc == RC_OK)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	return rc;
}

static enum rc read_snapshot(struct cli_call *c, const char *path, enum doc_kind kind,
			     struct snapshot **ret, struct why *reterr)
{
	struct snapshot *s = ARENA_NEW(c->arena, struct snapshot);
	struct span text;
	struct value *v;
	enum rc rc = read_file(c->arena, path, SNAPSHOT_MAX, &text, reterr);

	if (rc)
		return rc;
	rc = value_from_json(c->arena, text, &v, reterr);
	if (!rc)
		rc = snapshot_from_value(c->arena, v, s, reterr);
	if (rc)
		return why_prefix(reterr, rc, "%s", path);
	if (s->kind != kind)
		return why_fail(reterr, RC_REFUSED, "%s: this is a snapshot of kind %s", path,
				doc_kind_name(s->kind));
	*ret = s;
	return RC_OK;
}

static enum rc bad_kind(const struct cli_call *c, struct why *reterr)
{
	struct buf b;

	buf_init(&b, c->arena, 400);
	for (int k = 0; k < DOC_PAPERS; k++)
		buf_add_fmt(&b, "%s%s", k ? ", " : "", doc_kind_name((enum doc_kind)k));
	return why_fail(reterr, RC_REFUSED,
			"preview: \"%.40s\" is no kind of document; there are: %.*s, received",
			c->arg[0], SPAN_ARG(buf_span(&b)));
}

static enum rc read_card(struct cli_call *c, enum doc_kind kind, struct snapshot **ret,
			 enum doc_face *face, struct why *reterr)
{
	struct config *cfg;
	const char *path;
	int64_t card;
	enum rc rc;

	if (!span_to_i64(span_of(c->option[OPT_CARD]), &card))
		return why_fail(reterr, RC_REFUSED, "preview: --card wants a number, not \"%.20s\"",
				c->option[OPT_CARD]);
	if (!c->cfg) {
		rc = config_load(c->config_path, &cfg, NULL, reterr);
		if (rc)
			return rc;
		c->cfg = cfg;
	}
	path = arena_str(c->arena,
			 arena_fmt(c->arena, "%s/plic.db", config_path(c->cfg, c->cfg->paths.dir)));
	rc = db_open(path, DB_RO, &c->db, reterr);
	return rc ? rc :
		    preview_card(c->db, c->arena, &c->cfg->firm, kind, card, clock_now(), ret, face,
				 reterr);
}

/* The sample, or what an option puts in its place. */
static enum rc choose(struct cli_call *c, enum doc_kind kind, const char *lang,
		      struct snapshot **ret, enum doc_face *face, struct why *reterr)
{
	enum rc rc;

	*ret = sample_snapshot(c->arena, kind, span_of(lang));
	*face = c->option[OPT_DRAFT] ? FACE_DRAFT : FACE_ISSUED;
	if (c->option[OPT_SNAPSHOT])
		return read_snapshot(c, c->option[OPT_SNAPSHOT], kind, ret, reterr);
	if (!c->option[OPT_CARD])
		return RC_OK;
	rc = read_card(c, kind, ret, face, reterr);
	if (!rc && c->option[OPT_LANG])
		(*ret)->lang = span_of(lang);
	return rc;
}

static enum rc open_look(struct cli_call *c, const char *lang, struct look **ret,
			 struct why *reterr)
{
	const char *templates = c->option[OPT_TEMPLATES], *brand = c->option[OPT_BRAND];
	enum rc rc = load_look(templates ? templates :
			       c->cfg    ? c->cfg->paths.templates :
					   NULL,
			       brand  ? brand :
			       c->cfg ? c->cfg->paths.brand :
					NULL,
			       ret, reterr);

	if (rc || span_eq_str(look_lang(*ret, span_of(lang)), lang))
		return rc;
	rc = why_fail(reterr, RC_REFUSED,
		      "preview: there is no language \"%.20s\"; templates have: %.*s", lang,
		      SPAN_ARG(look_langs(*ret, c->arena)));
	look_free(*ret);
	*ret = NULL;
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	const char *lang = c->option[OPT_LANG] ? c->option[OPT_LANG] : "ro";
	const char *path = c->option[OPT_OUTPUT];
	bool received = strcmp(c->arg[0], "received") == 0;
	struct snapshot *snapshot = NULL;
	enum doc_face face = FACE_ISSUED;
	enum doc_kind kind = DOC_INVOICE;
	struct look *look = NULL;
	struct span pdf;
	enum rc rc = RC_OK;

	if (!received && !doc_kind_from_name(span_of(c->arg[0]), &kind))
		return bad_kind(c, reterr);
	if (received != (c->option[OPT_XML] != NULL))
		return why_fail(reterr, RC_REFUSED, "preview: received and --xml go together");
	if (!path)
		path = arena_str(c->arena, arena_fmt(c->arena, "%s.pdf", c->arg[0]));
	if (!received)
		rc = choose(c, kind, lang, &snapshot, &face, reterr);
	if (!rc)
		rc = open_look(c, lang, &look, reterr);
	if (rc)
		return rc;
	if (received)
		rc = preview_received(c, look, span_of(lang), c->option[OPT_XML], &pdf, reterr);
	else
		rc = doc_render_pdf(look, c->arena, snapshot, face, S(""), &pdf, reterr);
	look_free(look);
	if (!rc)
		rc = write_file(path, pdf, reterr);
	if (!rc && strcmp(path, "-") != 0)
		cli_say("%s\n", path);
	return rc;
}

const struct cli_verb cli_preview = {
	.name = "preview",
	.args = "KIND",
	.help = "Write a document as PDF, of sample data or of a card: offer, proforma, contract, pv, invoice, storno, receipt, "
		"statement, reminder, decision; or a supplier's e-invoice: received.",
	.need = NEED_NOTHING,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.min_arg = 1,
	.max_arg = 1,
	.run = run,
};
