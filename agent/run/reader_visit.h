/* Inside of the codec: the wire and what goes over it. Every function works both ways: with `out`
 * set it writes the value, else it reads into it. After the first wrong byte nothing is read. */
#ifndef PLIC_READER_VISIT_H
#define PLIC_READER_VISIT_H

#include "reader_wire.h"

#define WIRE_MEMORY_MAX ((size_t)12 << 20) /* arrays of one decoded frame */

struct wire {
	struct arena *arena;
	struct buf *out; /* writing */
	struct span in;  /* reading */
	size_t at, taken;
	const char *bad; /* what is wrong, NULL = nothing yet */
};

void wire_bad(struct wire *w, const char *what);
void wire_u32(struct wire *w, uint32_t *v);
void wire_u64(struct wire *w, uint64_t *v);
void wire_i64(struct wire *w, int64_t *v);
void wire_enum(struct wire *w, uint32_t *v, uint32_t last);
void wire_bool(struct wire *w, bool *v);
void wire_span(struct wire *w, struct span *s);
/* The length of an array: n when writing, what stands there when reading; 0 once bad. */
size_t wire_count(struct wire *w, size_t n, size_t most, size_t size);
void wire_day(struct wire *w, struct day *d);
void wire_decimal(struct wire *w, struct decimal *d);
void wire_money(struct wire *w, struct money *m);
void wire_bytes(struct wire *w, uint8_t *p, size_t n);

/* An enum through its own type, checked against its last value. */
#define VISIT_ENUM(w, field, last)                       \
	do {                                             \
		uint32_t e_ = (uint32_t)(field);         \
		wire_enum((w), &e_, (last));             \
		if (!(w)->bad)                           \
			(field) = (__typeof__(field))e_; \
	} while (0)

/* An array kept as at, n, cap: its length, then its elements by `visit`. The elements are copied
 * before writing: visiting may clean a text, and the caller's facts are not ours to change. */
#define VISIT_LIST(w, v, most, visit)                                            \
	do {                                                                     \
		size_t n_ = wire_count((w), (v)->n, (most), sizeof(*(v)->at));   \
		if (!(w)->out) {                                                 \
			(v)->at = arena_array((w)->arena, n_, sizeof(*(v)->at)); \
			(v)->n = (v)->cap = n_;                                  \
		}                                                                \
		for (size_t i_ = 0; i_ < n_ && !(w)->bad; i_++) {                \
			__typeof__(*(v)->at) x_ = (v)->at[i_];                   \
			visit((w), &x_);                                         \
			if (!(w)->out)                                           \
				(v)->at[i_] = x_;                                \
		}                                                                \
	} while (0)

void visit_config(struct wire *w, struct reader_config *c);
void visit_keys(struct wire *w, struct dkim_keys *v);
void visit_invoice(struct wire *w, struct ubl_in *v);
void visit_answer(struct wire *w, struct wire_answer *a);

#endif
