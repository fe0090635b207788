/* Fuzz targets: what ANAF answers. Any bytes have a class, and what is given keeps its promises. */
#include "fuzz.h"

#include "anaf_answer.h"
#include "anaf_company.h"
#include "span.h"
#include "ubl_in.h"
#include "utf8.h"

static bool number(struct span s)
{
	return !s.len || span_all_digits(s);
}

static void faults_hold(const struct anaf_faults *f)
{
	for (size_t i = 0; i < f->n; i++) {
		assert(f->at[i].text.len && utf8_valid(f->at[i].text));
		assert(number(f->at[i].twin));
	}
}

static void run_anaf(struct arena *a, struct span bytes)
{
	long status = bytes.len % 3 ? 200 : 500;
	struct anaf_upload_answer up;
	struct anaf_state_answer state;

	anaf_upload_read(a, status, bytes, &up);
	faults_hold(&up.faults);
	assert((up.is == ANAF_FINE) == (up.index.len > 0) && number(up.index));
	assert(up.in_doubt == (up.is == ANAF_DOWN));
	anaf_state_read(a, status, bytes, &state);
	faults_hold(&state.faults);
	if (state.is == ANAF_FINE &&
	    (state.state == ANAF_STATE_OK || state.state == ANAF_STATE_NOK))
		assert(state.download_id.len && span_all_digits(state.download_id));
	assert(state.is != ANAF_NONE && up.is != ANAF_NONE);
}

static void run_anaf_list(struct arena *a, struct span bytes)
{
	struct anaf_list_answer l;

	anaf_list_read(a, bytes.len % 3 ? 200 : 400, bytes, &l);
	faults_hold(&l.faults);
	assert((l.is == ANAF_FINE) == (l.messages.n > 0));
	for (size_t i = 0; i < l.messages.n; i++)
		assert(l.messages.at[i].id.len + l.messages.at[i].index.len > 0 &&
		       number(l.messages.at[i].seller));
}

static void run_anaf_archive(struct arena *a, struct span bytes)
{
	struct anaf_archive_answer z;

	anaf_archive_read(a, 200, bytes, &z);
	faults_hold(&z.faults);
	assert((z.is == ANAF_FINE) == (z.xml.len > 0));
	assert(z.xml.len + z.seal.len <= ANAF_ARCHIVE_MAX);
}

static void run_anaf_company(struct arena *a, struct span bytes)
{
	struct anaf_company_answer c;

	anaf_company_read(a, 200, bytes, &c);
	for (size_t i = 0; i < c.found.n; i++)
		assert(c.found.at[i].name.len && span_all_digits(c.found.at[i].cui) &&
		       utf8_valid(c.found.at[i].street) && utf8_valid(c.found.at[i].city));
	for (size_t i = 0; i < c.n_missing; i++)
		assert(span_all_digits(c.missing[i]));
}

static void run_ubl_in(struct arena *a, struct span bytes)
{
	struct ubl_in u;

	if (ubl_in_read(a, bytes, &u, NULL) == RC_OK)
		assert(utf8_valid(u.head.number) && utf8_valid(u.seller.name) &&
		       u.lines.n <= u.n_lines);
}

const struct fuzz_target fuzz_targets[] = {
	{ "anaf", run_anaf },
	{ "anaf_list", run_anaf_list },
	{ "anaf_archive", run_anaf_archive },
	{ "anaf_company", run_anaf_company },
	{ "ubl_in", run_ubl_in },
};
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
