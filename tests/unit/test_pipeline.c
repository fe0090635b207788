/* Pipelines: the look-up of a transition, what the check refuses, the shipped tables. */
#include "load_pipelines.h"
#include "pipeline.h"
#include "unit.h"

static void stage(struct arena *a, struct pipeline *p, const char *name, bool final)
{
	p->stage = arena_grow(a, p->stage, p->n_stage, &p->cap_stage, sizeof(*p->stage));
	p->stage[p->n_stage++] = (struct stage){ span_of(name), S("r"), span_of(name), final };
}

static void on(struct arena *a, struct pipeline *p, const char *from, enum event e, const char *to)
{
	p->trans = arena_grow(a, p->trans, p->n_trans, &p->cap_trans, sizeof(*p->trans));
	p->trans[p->n_trans++] =
		(struct transition){ .from = span_of(from), .event = e, .to = span_of(to) };
}

static struct pipeline sample(struct arena *a)
{
	struct pipeline p = { .name = S("p"), .start = S("new") };

	stage(a, &p, "new", false);
	stage(a, &p, "wait", false);
	stage(a, &p, "end", true);
	on(a, &p, "new", EV_REQUEST, "wait");
	on(a, &p, "wait", EV_PAID, "end");
	return p;
}

TEST(pipeline_next_prefers_the_stage_itself)
{
	struct arena *a = unit_arena();
	struct pipeline p = sample(a);

	on(a, &p, "*", EV_LOST, "end");
	on(a, &p, "wait", EV_LOST, "new");
	CHECK_SPAN(pipeline_next(&p, S("wait"), EV_LOST)->to, "new");
	CHECK_SPAN(pipeline_next(&p, S("new"), EV_LOST)->to, "end");
	CHECK(pipeline_next(&p, S("end"), EV_LOST) == NULL); /* "*" leaves out final stages */
	CHECK(pipeline_next(&p, S("new"), EV_PAID) == NULL);
	CHECK(pipeline_next(&p, S("nowhere"), EV_LOST) == NULL);
}

TEST(pipeline_check_refuses)
{
	struct arena *a = unit_arena();
	struct why why = { "" };
	struct pipeline p = sample(a);

	CHECK_RC(pipeline_check(&p, &why), RC_OK);
	p = sample(a);
	stage(a, &p, "island", false);
	on(a, &p, "island", EV_PAID, "end");
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "no event leads to the stage \"island\"");
	p = sample(a);
	stage(a, &p, "trap", false);
	on(a, &p, "new", EV_UNCLEAR, "trap");
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "\"trap\" is a dead end");
	p = sample(a);
	on(a, &p, "wait", EV_LOST, "nowhere");
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "nowhere");
	p = sample(a);
	on(a, &p, "new", EV_REQUEST, "end");
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "twice");
	p = sample(a);
	p.start = S("begin");
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	p = sample(a);
	p.start = S("end");
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	p = sample(a);
	stage(a, &p, "wait", false);
	CHECK_RC(pipeline_check(&p, &why), RC_BAD_CONFIG);
	CHECK_RC(pipeline_check(&(struct pipeline){ .name = S("e") }, &why), RC_BAD_CONFIG);
}

/* Two stages that only lead to each other are a dead end too. */
TEST(pipeline_check_finds_rings)
{
	struct arena *a = unit_arena();
	struct pipeline p = sample(a);

	stage(a, &p, "left", false);
	stage(a, &p, "right", false);
	on(a, &p, "new", EV_UNCLEAR, "left");
	on(a, &p, "left", EV_OFFERED, "right");
	on(a, &p, "right", EV_OFFERED, "left");
	CHECK_RC(pipeline_check(&p, NULL), RC_BAD_CONFIG);
	on(a, &p, "*", EV_LOST, "end");
	CHECK_RC(pipeline_check(&p, NULL), RC_OK);
}

TEST(pipeline_names_go_both_ways)
{
	enum event e;
	enum step st;

	for (int i = 0; i < EVENTS; i++) {
		CHECK(event_from_name(span_of(event_name((enum event)i)), &e));
		CHECK_INT(e, i);
	}
	for (int i = 0; i < STEPS; i++) {
		CHECK(step_from_name(span_of(step_name((enum step)i)), &st));
		CHECK_INT(st, i);
	}
	CHECK(!event_from_name(S("payed"), &e));
	CHECK(!step_from_name(S(""), &st));
}

TEST(pipelines_shipped)
{
	static const struct {
		const char *pipeline, *stage;
		enum event event;
		unsigned n_step;
		const char *to;
	} rows[] = {
		{ "curs", "new", EV_REQUEST, 1, "awaiting" },
		{ "curs", "new", EV_UNCLEAR, 1, "asked" },
		{ "curs", "awaiting", EV_PAID, 2, "paid" },
		{ "curs", "lost", EV_PROFORMA, 0, "awaiting" },
		{ "servicii", "offered", EV_ACCEPTED, 2, "working" },
		{ "servicii", "working", EV_DELIVERED, 1, "pv_sent" },
		{ "servicii", "pv_sent", EV_PV_SIGNED, 1, "invoiced" },
		{ "servicii", "invoiced", EV_PAID, 0, "done" },
		{ "estimare", "offered", EV_ACCEPTED, 1, "draft" },
		{ "estimare", "draft", EV_RELEASED, 0, "invoiced" },
		{ "abonament", "offered", EV_ACCEPTED, 3, "running" },
		{ "abonament", "running", EV_STOPPED, 1, "ended" },
	};
	struct pipelines all = { 0 };
	struct why why = { "" };

	if (!CHECK_RC(load_pipelines(PLIC_SOURCE_DIR "/config", unit_arena(), &all, &why), RC_OK))
		FAIL("%s", why.text);
	CHECK_INT(all.n, 4);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct pipeline *p = pipeline_find(&all, span_of(rows[i].pipeline));
		const struct transition *t;

		UNIT_CASE("%s %s", rows[i].pipeline, rows[i].stage);
		if (!p) {
			FAIL("no pipeline");
			continue;
		}
		t = pipeline_next(p, span_of(rows[i].stage), rows[i].event);
		if (!t) {
			FAIL("no transition");
			continue;
		}
		CHECK_SPAN(t->to, rows[i].to);
		CHECK_INT(t->n_step, rows[i].n_step);
	}
}

TEST(pipeline_prints_a_diagram)
{
	struct arena *a = unit_arena();
	struct pipeline p = sample(a);
	struct buf b;

	on(a, &p, "*", EV_LOST, "end");
	buf_init(&b, a, 4096);
	pipeline_print(&p, &b);
	CHECK_SPAN(buf_span(&b),
		   "stateDiagram-v2\n    [*] --> new\n    new: new\n    wait: wait\n"
		   "    end: end\n    new --> wait: request\n    new --> end: lost\n"
		   "    wait --> end: paid\n    wait --> end: lost\n    end --> [*]\n");
}
