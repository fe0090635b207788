/* ANAF's small XML documents: a root's attributes and the messages right under it. */
#include "anaf_in.h"

#include "span.h"
#include "xml_in.h"

#define FAULTS_MAX 500
#define VALUE_MAX  ((size_t)8192)
#define DEPTH_MAX  64

struct reading {
	struct arena *a;
	struct anaf_header *ret;
};

static struct span attribute(const struct reading *r, const struct xml_element *e, const char *name)
{
	return arena_span(r->a, span_sub(span_trim(xml_attr(e, name)), 0, VALUE_MAX));
}

static struct span digits(struct span s)
{
	return span_all_digits(s) && s.len <= 30 ? s : S("");
}

static const char *on_start(void *ctx, const struct xml_element *e)
{
	struct reading *r = ctx;
	struct anaf_header *h = r->ret;

	if (e->depth == 1) {
		h->root = arena_span(r->a, span_sub(e->name, 0, 100));
		h->at = attribute(r, e, "dateResponse");
		h->ok = attribute(r, e, "ExecutionStatus");
		h->index = digits(attribute(r, e, "index_incarcare"));
		h->state = attribute(r, e, "stare");
		h->download = digits(attribute(r, e, "id_descarcare"));
		h->message = attribute(r, e, "message");
		return span_eq_str(h->root, "header") ? NULL : xml_enough;
	}
	/* The document of faults writes its own with capitals. */
	if (e->depth == 2 && h->faults.n < FAULTS_MAX &&
	    (span_ieq_str(e->name, "Errors") || span_ieq_str(e->name, "Error")))
		anaf_fault_add(r->a, &h->faults, attribute(r, e, "errorMessage"));
	return NULL;
}

bool anaf_header_read(struct arena *a, struct span xml, struct anaf_header *ret)
{
	static const struct xml_events events = { .start = on_start, .depth_max = DEPTH_MAX };
	struct reading r = { .a = a, .ret = ret };
	struct why why;

	*ret = (struct anaf_header){ 0 };
	return xml.len <= ANAF_ARCHIVE_MAX && xml_read(xml, &events, &r, &why) == RC_OK &&
	       ret->root.len;
}
