/* The registry's part for the budget of calls. See statements.h. */
#ifndef PLIC_STATEMENTS_CALL_H
#define PLIC_STATEMENTS_CALL_H

#define STATEMENTS_CALL(Q)                                                                 \
	Q(CALL_PACE_GET, "SELECT next_us FROM call_pace WHERE pool = ?1")                  \
	Q(CALL_PACE_SET, "INSERT OR REPLACE INTO call_pace(pool, next_us) VALUES(?1, ?2)") \
	Q(CALL_COUNT_GET, "SELECT n FROM call_count WHERE kind = ?1 AND what = ?2 "        \
			  "AND day = ?3")                                                  \
	Q(CALL_COUNT_SET, "INSERT OR REPLACE INTO call_count(kind, what, day, n) "         \
			  "VALUES(?1, ?2, ?3, ?4)")                                        \
	Q(CALL_COUNT_FORGET, "DELETE FROM call_count WHERE day < ?1")

#endif
