/* winmail.dat: Outlook's envelope round a letter and its files (MS-OXTNEF). Files and words are given,
 * nothing is executed, nothing is unpacked but the compressed RTF, up to RTF_MAX. */
#ifndef PLIC_TNEF_H
#define PLIC_TNEF_H

#include "arena.h"
#include "base.h"

#define TNEF_FILES_MAX 200
#define RTF_MAX        ((size_t)4 << 20)

struct tnef_file {
	struct span name; /* as written, UTF-8; "" when it has none */
	struct span type; /* media type, "" when not said */
	struct span data; /* points into the bytes that were read */
};
struct tnef {
	struct tnef_file *at;
	size_t n, cap;
	struct span text; /* plain words, UTF-8 */
	struct span html; /* bytes in `charset` */
	struct span rtf;  /* unpacked */
	struct span charset;
	bool meeting_answer; /* an acceptance or refusal of a meeting */
};

bool tnef_is(struct span bytes);
/* RC_BAD_INPUT: no TNEF. What is cut short or spoilt gives what stands before it. */
enum rc tnef_read(struct arena *a, struct span bytes, struct tnef *ret,
		  struct why *reterr) MUST_CHECK;

#endif
