/* PCRE2 under limits. A match that runs away is "undecided": the measured cost of ^(a+)+$ falls from
 * 179 ms to 0.3 ms with these figures, and no honest bank mail comes near them. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "regex.h"

#include <assert.h>

#define MATCH_LIMIT   100000
#define DEPTH_LIMIT   1000
#define HEAP_LIMIT_KB 20000
#define JIT_STACK_MIN (32 * 1024)
#define JIT_STACK_MAX (512 * 1024)
#define PATTERN_MAX   8192

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	struct span subject;
};

static enum rc fail_pattern(struct why *w, int code, size_t at)
{
	unsigned char text[160];

	if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		text[0] = '\0';
	return why_fail(w, RC_BAD_CONFIG, "pattern, at character %zu: %s", at + 1, (char *)text);
}

static enum rc make_ready(struct regex *re, unsigned flags, struct why *w)
{
	re->data = pcre2_match_data_create_from_pattern(re->code, NULL);
	re->context = pcre2_match_context_create(NULL);
	if (!re->data || !re->context)
		return why_fail(w, RC_RETRY, "no memory for a pattern");
	pcre2_set_match_limit(re->context, MATCH_LIMIT);
	pcre2_set_depth_limit(re->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(re->context, HEAP_LIMIT_KB);
	/* Refused under MemoryDenyWriteExecute: the interpreter then does the work. */
	if ((flags & REGEX_INTERPRETED) || pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE))
		return RC_OK;
	re->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	if (re->stack)
		pcre2_jit_stack_assign(re->context, NULL, re->stack);
	return RC_OK;
}

enum rc regex_compile(struct span pattern, unsigned flags, struct regex **ret, struct why *reterr)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES;
	struct regex *re;
	size_t at = 0;
	int code = 0;
	enum rc rc;

	if (!pattern.len || pattern.len > PATTERN_MAX)
		return why_fail(reterr, RC_BAD_CONFIG, "pattern: must have 1 to %d bytes",
				PATTERN_MAX);
	if (flags & REGEX_CASELESS)
		options |= PCRE2_CASELESS;
	if (flags & REGEX_LINES)
		options |= PCRE2_MULTILINE;
	re = calloc(1, sizeof(*re));
	if (!re)
		return why_fail(reterr, RC_RETRY, "no memory for a pattern");
	re->code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options, &code, &at, NULL);
	rc = re->code ? make_ready(re, flags, reterr) : fail_pattern(reterr, code, at);
	if (rc) {
		regex_free(re);
		return rc;
	}
	*ret = re;
	return RC_OK;
}

void regex_free(struct regex *re)
{
	if (!re)
		return;
	pcre2_jit_stack_free(re->stack);
	pcre2_match_context_free(re->context);
	pcre2_match_data_free(re->data);
	pcre2_code_free(re->code);
	free(re);
}

bool regex_has_group(const struct regex *re, const char *name)
{
	PCRE2_SPTR first, last;

	/* Without the two pointers a name given twice counts as an error. */
	return pcre2_substring_nametable_scan(re->code, (PCRE2_SPTR)name, &first, &last) >= 0;
}

enum rc regex_match(struct regex *re, struct span subject, size_t from, bool *found,
		    struct why *reterr)
{
	int n;

	assert(from <= subject.len);
	re->subject = subject;
	/* pcre2_match takes the JIT code when there is any. The caller's text is known to be UTF-8. */
	n = pcre2_match(re->code, (PCRE2_SPTR)(subject.ptr ? subject.ptr : ""), subject.len, from,
			PCRE2_NO_UTF_CHECK, re->data, re->context);
	if (n < 0 && n != PCRE2_ERROR_NOMATCH)
		return why_fail(reterr, RC_BAD_INPUT, "undecided: a pattern gave up (%d)", n);
	*found = n > 0;
	return RC_OK;
}

static struct span group_at(const struct regex *re, uint32_t i)
{
	const size_t *v = pcre2_get_ovector_pointer(re->data);
	struct span none = { 0 };

	if (i >= pcre2_get_ovector_count(re->data) || v[2 * i] == PCRE2_UNSET ||
	    v[2 * i] > v[2 * i + 1])
		return none;
	return (struct span){ re->subject.ptr + v[2 * i], v[2 * i + 1] - v[2 * i] };
}

struct span regex_whole(const struct regex *re)
{
	return group_at(re, 0);
}

struct span regex_group(const struct regex *re, const char *name)
{
	struct span none = { 0 }, got;
	PCRE2_SPTR first, last;
	int width;

	width = pcre2_substring_nametable_scan(re->code, (PCRE2_SPTR)name, &first, &last);
	if (width < 0)
		return none;
	for (; first <= last; first += width) {
		got = group_at(re, (uint32_t)(first[0] << 8 | first[1]));
		if (got.len)
			return got;
	}
	return none;
}
