/* The setting "trouble.NAME" is the memory: "SINCE" once it is noticed, "SINCE told" once the owners know. */
#include "trouble.h"

#include "clock.h"
#include "load_state.h"
#include "log.h"
#include "row_setting.h"
#include "span.h"
#include "store_state.h"

static const char *key_of(struct engine *e, enum trouble t)
{
	return arena_str(e->work, arena_fmt(e->work, "trouble.%s", trouble_name(t)));
}

static enum rc say(struct engine *e, struct tx *tx, enum trouble t, int64_t since, bool over,
		   const char *why, struct why *reterr)
{
	struct state s;
	struct decision d = { 0 };
	enum rc rc = load_base(tx, e->work, &e->firm, clock_now(), &s, reterr);

	if (!rc)
		rc = decide_trouble(&s, t, since, over, span_of(why), &d, reterr);
	return rc ? rc : store_decision(tx, e->work, &s, &d, 0, reterr);
}

/* As it was left: *since 0 = all is well. */
static enum rc look(struct engine *e, struct tx *tx, const char *key, int64_t *since, bool *told,
		    struct why *reterr)
{
	struct span text = S(""), word;
	enum rc rc = row_setting_get(tx, e->work, key, &text, reterr);

	*since = 0;
	*told = !rc && span_next_word(&text, &word) && span_to_i64(word, since) &&
		span_next_word(&text, &word);
	return rc;
}

enum rc trouble_lasts(struct engine *e, enum trouble t, int64_t after_s, const char *why,
		      struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct trouble_memory *m = &e->trouble[t];
	const char *key = key_of(e, t);
	bool told, now;
	enum rc rc;

	if (m->known && m->since && (m->told || clock_now() - m->since < after_s))
		return RC_OK;
	rc = tx_begin(e->db, &tx, reterr);
	if (!rc)
		rc = look(e, &tx, key, &m->since, &told, reterr);
	if (rc)
		return rc;
	if (!m->since)
		m->since = clock_now();
	now = !told && clock_now() - m->since >= after_s;
	if (now)
		rc = say(e, &tx, t, m->since, false, why, reterr);
	if (!rc)
		rc = row_setting_set(&tx, key,
				     arena_fmt(e->work, "%lld%s", (long long)m->since,
					       now || told ? " told" : ""),
				     reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (rc)
		return rc;
	m->known = true;
	m->told = now || told;
	if (now)
		log_say(LE_TROUBLE, "what=%s why=%s", trouble_name(t), log_quote_str(why));
	return RC_OK;
}

enum rc trouble_ends(struct engine *e, enum trouble t, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct trouble_memory *m = &e->trouble[t];
	const char *key = key_of(e, t);
	bool told = false;
	enum rc rc;

	if (m->known && !m->since)
		return RC_OK;
	rc = tx_begin(e->db, &tx, reterr);
	if (!rc)
		rc = look(e, &tx, key, &m->since, &told, reterr);
	if (!rc && told)
		rc = say(e, &tx, t, m->since, true, "", reterr);
	if (!rc && m->since)
		rc = row_setting_set(&tx, key, S(""), reterr);
	if (!rc && m->since)
		rc = tx_commit(&tx, reterr);
	if (rc)
		return rc;
	*m = (struct trouble_memory){ .known = true };
	if (told)
		log_say(LE_TROUBLE_OVER, "what=%s", trouble_name(t));
	return RC_OK;
}
