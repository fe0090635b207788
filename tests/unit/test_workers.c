/* Work done by several processes: put together in order, and a death costs one item. */
#include <signal.h>
#include <unistd.h>

#include "buf.h"
#include "unit.h"
#include "workers.h"

enum { N = 500 };

struct told {
	struct buf all;
	size_t n, lost[8], n_lost;
	const char *died;
	pid_t here;
	unsigned elsewhere; /* items that another process made */
};

static void make_square(void *ctx, struct arena *a, size_t i, struct buf *out)
{
	const struct told *t = ctx;

	(void)a;
	buf_add_fmt(out, "%d %zu ", getpid() != t->here, i * i);
	for (size_t k = 0; k < i * 7 % 4000;
	     k++) /* of many lengths, and together more than pipes hold */
		buf_add_char(out, (char)('a' + (i + k) % 26));
}

static void make_or_die(void *ctx, struct arena *a, size_t i, struct buf *out)
{
	if (i == 7)
		(void)raise(SIGKILL);
	if (i == 200)
		_exit(3);
	make_square(ctx, a, i, out);
}

static enum rc take(void *ctx, size_t i, struct span made, const char *died, struct why *reterr)
{
	struct told *t = ctx;

	(void)reterr;
	CHECK_INT(i, t->n++);
	if (died) {
		CHECK_INT(made.len, 0);
		t->lost[t->n_lost++ % ARRAY_LEN(t->lost)] = i;
		t->died = arena_str(unit_arena(), span_of(died));
		return RC_OK;
	}
	t->elsewhere += made.ptr[0] == '1';
	buf_add(&t->all, span_from(made, 1));
	return RC_OK;
}

static struct told work(size_t n, unsigned jobs,
			void (*make)(void *, struct arena *, size_t, struct buf *))
{
	struct told t = { .here = getpid() };
	struct why why = { "" };

	buf_init(&t.all, unit_arena(), 16 << 20);
	CHECK_RC(workers_do(&(struct work){ n, make, take, &t }, jobs, &why), RC_OK);
	CHECK_STR(why.text, "");
	CHECK_INT(t.n, n);
	return t;
}

TEST(workers_give_what_one_gives_in_its_order)
{
	struct told one = work(N, 1, make_square);

	CHECK_INT(one.elsewhere, 0);
	CHECK(one.all.len > 800000);
	for (unsigned jobs = 2; jobs <= 9; jobs += 3) {
		struct told many = work(N, jobs, make_square);

		UNIT_CASE("%u jobs", jobs);
		CHECK_INT(many.elsewhere, N);
		CHECK_INT(many.n_lost, 0);
		CHECK(span_eq(buf_span(&many.all), buf_span(&one.all)));
	}
}

TEST(workers_are_no_more_than_items)
{
	CHECK_INT(work(0, 4, make_square).n, 0);
	CHECK_INT(work(1, 4, make_square).elsewhere, 0);
	CHECK_INT(work(3, 1000, make_square).elsewhere, 3);
}

TEST(workers_that_die_cost_the_item_they_died_of)
{
	struct told t = work(N, 3, make_or_die);

	CHECK_INT(t.n_lost, 2);
	CHECK_INT(t.lost[0], 7);
	CHECK_INT(t.lost[1], 200);
	CHECK_STR(t.died, "status 3");
	CHECK_INT(t.elsewhere, N - 2);
	t = work(8, 2, make_or_die);
	CHECK_INT(t.n_lost, 1);
	CHECK_STR(t.died, "signal 9");
}

static enum rc refuse_third(void *ctx, size_t i, struct span made, const char *died,
			    struct why *reterr)
{
	if (i == 3)
		return why_fail(reterr, RC_BAD_INPUT, "no third");
	return take(ctx, i, made, died, reterr);
}

TEST(workers_stop_when_one_answer_is_refused)
{
	for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
		struct told t = { .here = getpid() };
		struct why why = { "" };

		UNIT_CASE("%u jobs", jobs);
		buf_init(&t.all, unit_arena(), 16 << 20);
		CHECK_RC(workers_do(&(struct work){ N, make_square, refuse_third, &t }, jobs, &why),
			 RC_BAD_INPUT);
		CHECK_STR(why.text, "no third");
		CHECK_INT(t.n, 3);
	}
}

TEST(workers_processors_are_counted)
{
	CHECK(workers_processors() >= 1);
}
