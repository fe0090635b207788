/* Documents in other currencies than lei: the rate of the right day, and VAT in lei (BT-6, BT-111; Cod
 * fiscal art. 290, 319(20); BR-RO-030). */
#ifndef PLIC_FX_H
#define PLIC_FX_H

#include "flow.h"

bool fx_is_lei(const char cur[4]);
/* The rate valid on a day: what BNR published on the last working day before it. false: not known, and no
 * older one will do. */
bool fx_rate_at(const struct state *s, const char cur[4], struct day day, struct fx_rate *ret);
/* The day of publication whose rate is valid on `day`. */
struct day fx_published(struct day day);
/* The day whose rate a draft takes when it is issued today: the tax point, at the latest today; of what has its
 * number already (revise.h) at the latest its day of issue. */
struct day fx_day_of(const struct state *s, const struct snapshot *sn);
/* Give a draft the rate of its day, before its sums are made: none in lei, none when it is not known. A
 * storno keeps the rate of what it takes back; what has its number keeps its rate when no other is known. */
void fx_fill(const struct state *s, struct snapshot *sn);
/* An invoice cannot be issued without its VAT in lei; other kinds leave the line out. */
bool fx_lacks_rate(const struct snapshot *sn);

#endif
