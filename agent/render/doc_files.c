/* PDF and e-invoice of one snapshot, so that they cannot disagree. */
#include "doc_files.h"

#include "doc_render.h"
#include "span.h"
#include "ubl_check.h"
#include "ubl_write.h"

enum { SCRATCH_MAX = 256 << 20 };

struct span doc_xml_name(struct arena *a, const struct snapshot *s)
{
	return arena_fmt(a, "%.*s.xml", SPAN_ARG(snapshot_file_name(a, s)));
}

/* Snapshots of before there were e-invoices lack sums that one needs. */
static bool has_xml(const struct snapshot *s, enum doc_face face)
{
	return face == FACE_ISSUED && ubl_is_for(s->kind) && s->sum_lines.cur[0];
}

/* A firm that does not file may issue what e-Factura would refuse: then nobody gets an XML of it. */
static bool is_fit(struct span xml)
{
	SCOPED_ARENA work = arena_new(SCRATCH_MAX);
	struct ubl_report rep;

	ubl_check(work, xml, &rep);
	return rep.n_fatal == 0;
}

enum rc doc_files_make(const struct look *l, struct arena *a, const struct snapshot *s,
		       enum doc_face face, struct doc_files *ret, struct why *reterr)
{
	enum rc rc = RC_OK;

	*ret = (struct doc_files){ .xml = S("") };
	if (has_xml(s, face))
		rc = ubl_write(l, a, s, NULL, &ret->xml, reterr);
	if (!rc && ret->xml.len > 0 && !is_fit(ret->xml))
		ret->xml = S("");
	return rc ? rc : doc_render_pdf(l, a, s, face, ret->xml, &ret->pdf, reterr);
}
