/* Runs the rules over a document. "XML" ends the matter; "XSD" does not: a file that the schema refuses
 * still gets its other findings. */
#include "ubl_check.h"

#include "span.h"
#include "ubl_beyond.h"
#include "ubl_rule.h"
#include "ubl_structure.h"
#include "ubl_vat.h"
#include "utf8.h"

static const struct ubl_rules *const groups[] = { &ubl_rules_core,      &ubl_rules_totals,
						  &ubl_rules_vat,       &ubl_rules_syntax,
						  &ubl_rules_code,      &ubl_rules_ro,
						  &ubl_rules_ro_length, &ubl_rules_beyond };

size_t ubl_rule_count(void)
{
	size_t n = ubl_beyond_count();

	for (size_t i = 0; i < ARRAY_LEN(groups); i++)
		n += groups[i]->n;
	return n;
}

const struct ubl_rule *ubl_rule_at(size_t i)
{
	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		if (i < groups[g]->n)
			return &groups[g]->at[i];
		i -= groups[g]->n;
	}
	return ubl_beyond_at(i);
}

static void add(struct arena *a, struct ubl_report *rep, struct ubl_finding f)
{
	for (size_t i = 0; i < rep->n; i++)
		if (!strcmp(rep->at[i].id, f.id))
			return;
	*ARENA_PUSH(a, rep) = f;
	rep->n_fatal += !f.warning;
}

static void run_rule(const struct ubl_doc *d, struct ubl_hits nodes, const struct ubl_rule *r,
		     struct ubl_report *rep)
{
	for (size_t i = 0; i < nodes.n; i++) {
		const struct ubl_node *n = nodes.at[i];

		if ((r->when && !r->when(d, n, r)) || r->test(d, n, r))
			continue;
		add(d->arena, rep,
		    (struct ubl_finding){
			    .id = r->id, .warning = r->warning, .line = n->line, .rule = r });
		return;
	}
}

/* Names before documents: what a document holds of names that nobody knew then is not found by them. */
static void load(void)
{
	if (!ubl_beyond_load())
		return;
	ubl_structure_load();
	for (size_t g = 0; g < ARRAY_LEN(groups); g++)
		for (size_t i = 0; i < groups[g]->n; i++) {
			(void)ubl_path_of(groups[g]->at[i].at);
			if (groups[g]->at[i].path)
				(void)ubl_path_of(groups[g]->at[i].path);
		}
}

struct listing {
	struct arena *a;
	struct ubl_report *rep;
};

static void list_beyond(void *ctx, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct listing *to = ctx;

	add(to->a, to->rep,
	    (struct ubl_finding){ .id = r->id, .warning = true, .line = n->line, .rule = r });
}

static struct span said(struct arena *a, const struct why *why)
{
	return utf8_clean(a, arena_span(a, span_of(why->text)));
}

void ubl_check(struct arena *a, struct span xml, struct ubl_report *ret)
{
	const struct ubl_node *fault;
	struct why why = { "" };
	struct ubl_doc *d;
	enum rc rc;

	load();
	*ret = (struct ubl_report){ 0 };
	rc = ubl_parse(a, xml, &d, &why);
	ret->tests = rc == RC_REFUSED;
	if (ret->tests)
		return;
	if (rc) {
		add(a, ret, (struct ubl_finding){ .id = "XML", .detail = said(a, &why) });
		return;
	}
	fault = ubl_structure_fault(d, &why);
	if (fault)
		add(a, ret,
		    (struct ubl_finding){
			    .id = "XSD", .line = fault->line, .detail = said(a, &why) });
	ubl_vat_survey(d);
	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		struct ubl_hits nodes = { 0 };
		const char *at = NULL;

		for (size_t i = 0; i < groups[g]->n; i++) {
			const struct ubl_rule *r = &groups[g]->at[i];

			if (groups[g]->asked && !groups[g]->asked(d, r))
				continue;
			if (!at ||
			    (at != r->at &&
			     strcmp(at, r->at) != 0)) { /* rows of one place stand together */
				nodes = ubl_match(d, r->at);
				at = r->at;
			}
			run_rule(d, nodes, r, ret);
		}
	}
	ubl_beyond_walk(d, list_beyond, &(struct listing){ a, ret });
}

void ubl_say(struct arena *a, const struct ubl_finding *f, struct value **why, struct value **fix)
{
	const struct ubl_rule *r = f->rule;
	const char *say = r ? r->say : strcmp(f->id, "XML") == 0 ? "xml" : "xsd";
	struct value *args = value_new_map(a);

	value_set(a, args, "what",
		  r && r->what ?
			  value_tx(a, arena_str(a, arena_fmt(a, "ubl.what.%s", r->what)), NULL) :
			  value_str(a, ""));
	value_set(a, args, "n", value_int(a, r ? (int64_t)r->n : 0));
	value_set(a, args, "arg",
		  value_text(a, r && r->arg ? span_trim(span_of(r->arg)) : f->detail));
	*why = value_tx(a, arena_str(a, arena_fmt(a, "ubl.%s.why", say)), args);
	*fix = value_tx(a, arena_str(a, arena_fmt(a, "ubl.%s.fix", say)), args);
}

enum rc ubl_explain(const struct look *l, struct arena *a, struct span lang,
		    const struct ubl_finding *f, struct span *why, struct span *fix,
		    struct why *reterr)
{
	struct value *v_why, *v_fix;
	enum rc rc;

	ubl_say(a, f, &v_why, &v_fix);
	rc = look_text(l, a, lang, v_why->u.text, v_why->args, why, reterr);
	if (!rc)
		rc = look_text(l, a, lang, v_fix->u.text, v_fix->args, fix, reterr);
	return rc;
}
