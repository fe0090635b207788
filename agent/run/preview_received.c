/* The same way as in received_read.c, without the books. */
#include "preview_received.h"

#include "config_firm.h"
#include "load_reader.h"
#include "read_file.h"
#include "reader.h"
#include "received_render.h"
#include "received_sums.h"
#include "span.h"

enum { XML_MAX = 32 << 20 };

enum rc preview_received(struct cli_call *c, const struct look *l, struct span lang,
			 const char *path, struct span *ret_pdf, struct why *reterr)
{
	struct reader_config *rules = NULL;
	struct reader *reader = NULL;
	struct ubl_in u = { 0 };
	struct received_print print = { .u = &u, .lang = lang };
	struct received_pdf pdf = { S(""), S("") };
	enum reader_end ended;
	struct span xml;
	enum rc rc = read_file(c->arena, path, XML_MAX, &xml, reterr);

	if (!rc)
		rc = load_reader_config(config_data_dir(c->arena, "", "config"), c->arena, &rules,
					reterr);
	if (!rc)
		rc = reader_start(rules, &reader, reterr);
	if (!rc)
		rc = reader_ask_invoice(reader, c->arena, xml, &u, &ended, reterr);
	reader_stop(reader);
	if (rc)
		return why_prefix(reterr, rc, "%s", path);
	print.sums = received_sums(c->arena, &u);
	rc = received_render_pdf(l, c->arena, &print, &pdf, reterr);
	*ret_pdf = pdf.bytes;
	return rc;
}
